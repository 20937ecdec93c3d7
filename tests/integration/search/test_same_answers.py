"""Both databases give the same answers in the same order: those that are stored in tests/data."""

import json
from pathlib import Path
from typing import Any

import pytest

from reviewsite.search import finding, index
from reviewsite.search.query import search, suggest
from tests.factories import make_drama, make_known_person
from tests.integration.search import catalogue

pytestmark = [pytest.mark.both_databases, pytest.mark.slow]

ANSWERS = Path(__file__).parents[2] / "data" / "search_answers.json"


def answer(typed: str) -> dict[str, Any]:
    results = search(typed)
    found: dict[str, Any] = {
        group.kind: [f"{each.row.title} ({each.row.detail})" for each in group.found]
        for group in results.groups
    }
    if results.corrected:
        found["corrected"] = results.corrected
    if results.left_out:
        found["left out"] = list(results.left_out)
    return found | {"suggested": [f"{each.kind}: {each.title}" for each in suggest(typed)]}


@pytest.mark.django_db
@pytest.mark.parametrize("front", [index.FRONT, 3, 1])
def test_answers_are_those_that_are_stored_whoever_stands_in_front(
    monkeypatch: pytest.MonkeyPatch, front: int
) -> None:
    monkeypatch.setattr(index, "FRONT", front)
    catalogue.fill()

    answers = {typed: answer(typed) for typed in catalogue.ASKED}
    stored = json.loads(ANSWERS.read_text(encoding="utf-8"))

    assert len(answers) >= 60
    assert answers == stored
    order_of_groups = {typed: list(found) for typed, found in answers.items()}
    assert order_of_groups == {typed: list(found) for typed, found in stored.items()}


@pytest.mark.django_db
@pytest.mark.parametrize("front", [1, 2, 3, 4, 8])
def test_the_heaviest_and_the_title_itself_are_found_among_many(
    monkeypatch: pytest.MonkeyPatch, front: int
) -> None:
    monkeypatch.setattr(index, "FRONT", front)
    monkeypatch.setattr(finding, "MOST", 3)
    people = [make_known_person(f"Ferryman {n}") for n in range(6)]
    for weight in range(1, 6):
        make_drama(f"Sea {weight}", cast=[(person, "Ferryman") for person in people[:weight]])
    make_drama("Sea")

    dramas = next(group for group in search("sea").groups if group.kind == "drama")

    assert [each.row.title for each in dramas.found] == ["Sea", "Sea 5", "Sea 4", "Sea 3"]
