"""Both databases give the same answers in the same order: those that are stored in tests/data."""

import json
from pathlib import Path
from typing import Any

import pytest

from reviewsite.search.query import search, suggest
from tests.integration.search import catalogue

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
def test_answers_are_those_that_are_stored() -> None:
    catalogue.fill()

    answers = {typed: answer(typed) for typed in catalogue.ASKED}
    stored = json.loads(ANSWERS.read_text(encoding="utf-8"))

    assert len(answers) >= 60
    assert answers == stored
    order_of_groups = {typed: list(found) for typed, found in answers.items()}
    assert order_of_groups == {typed: list(found) for typed, found in stored.items()}
