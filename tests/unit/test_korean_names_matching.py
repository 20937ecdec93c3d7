"""Ranking and evidence, on our own list of spellings met in the press and of people who are easily confused."""

import csv
import itertools
import time
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dramas import korean_names
from dramas.korean_names import (
    SAME_READING,
    WORTH_ASKING,
    explain,
    keys,
    lookup_keys,
    normalise,
    rank,
    similarity,
)

DATA = Path(__file__).parent.parent / "data" / "names"


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


VARIANTS, NEGATIVES = _rows("variants.tsv"), _rows("negatives.tsv")


def _catalogue(spelling: str, *, with_hangul: bool = True) -> dict[str, list[str]]:
    """Everybody of both lists by Hangul, under the spelling in the named column of the variants."""
    people: dict[str, list[str]] = {}
    named = [(row["hangul"], row[spelling]) for row in VARIANTS]
    named += [(row[f"hangul{n}"], row[f"name{n}"]) for row in NEGATIVES for n in "12"]
    for hangul, name in named:
        people.setdefault(hangul, [name, hangul] if with_hangul else [name])
    return people


def _found_first(query: str, hangul: str, people: dict[str, list[str]]) -> bool:
    ranked = rank(query, people.items())
    return bool(ranked) and ranked[0].id == hangul and (len(ranked) == 1 or ranked[1].score < ranked[0].score)


@pytest.mark.parametrize("with_hangul", [True, False])
@pytest.mark.parametrize(("stored", "asked"), [("variant1", "variant2"), ("variant2", "variant1")])
def test_rank_finds_the_person_by_another_spelling(stored: str, asked: str, with_hangul: bool) -> None:
    people = _catalogue(stored, with_hangul=with_hangul)
    missed = [row[asked] for row in VARIANTS if not _found_first(row[asked], row["hangul"], people)]
    assert len(missed) <= 0.05 * len(VARIANTS), missed


def test_rank_finds_the_person_through_the_index() -> None:
    people = _catalogue("variant1")
    index = defaultdict(set)
    for hangul, spellings in people.items():
        for key in itertools.chain.from_iterable(map(keys, spellings)):
            index[key].add(hangul)
    missed = []
    for row in VARIANTS:
        chosen = set().union(*(index[key] for key in lookup_keys(row["variant2"])))
        if not _found_first(row["variant2"], row["hangul"], {hangul: people[hangul] for hangul in chosen}):
            missed.append(row["variant2"])
    assert len(missed) <= 0.05 * len(VARIANTS), missed


@pytest.mark.parametrize("row", NEGATIVES, ids=lambda row: f"{row['hangul1']} {row['hangul2']}")
def test_people_with_other_hangul_have_other_keys_and_homographs_share_one(row: dict[str, str]) -> None:
    for n in "12":
        assert normalise(row[f"name{n}"]) == normalise(row[f"hangul{n}"])
    assert (normalise(row["name1"]) == normalise(row["name2"])) == (row["hangul1"] == row["hangul2"])


@pytest.mark.parametrize("row", NEGATIVES, ids=lambda row: f"{row['hangul1']} {row['hangul2']}")
def test_rank_puts_the_namesake_or_the_right_one_first(row: dict[str, str]) -> None:
    people = [(n, [row[f"name{n}"], row[f"hangul{n}"]]) for n in "21"]
    first = rank(row["name1"], people)
    if row["hangul1"] == row["hangul2"]:
        assert [(each.id, each.score) for each in first] == [("2", 1.0), ("1", 1.0)]
    else:
        assert first[0].id == "1"
        assert len(first) == 1 or first[1].score < SAME_READING


@pytest.mark.parametrize(
    "query",
    ["Im Si Wan", "Yim Siwan", "Lim Siwan", "Siwan Im", "imsiwan", "임시완", unicodedata.normalize("NFD", "임시완"),
     "시완", "Siwan", "임시", "임ㅅㅇ", "im si", "ㅇㅅㅇ", "Im Sii-wan", "Im Si-wna"],
)  # fmt: skip
def test_rank_finds_him_however_he_is_asked_for(query: str) -> None:
    people = [
        ("Im Sang-choon", ["Im Sang-choon", "임상춘"]),
        ("Kim Si-wan", ["Kim Ji-wan", "김지완"]),
        ("Im Si-wan", ["Im Si-wan", "임시완"]),
        ("Lee Si-hoo", ["Lee Si-hoo", "이시후"]),
    ]
    assert rank(query, people)[0].id == "Im Si-wan"


def test_rank_finds_stage_names_and_foreign_names_by_their_spellings() -> None:
    people = [
        (1, ["IU", "아이유", "Lee Ji-eun", "이지은"]),
        (2, ["Lee Ji-eun", "이지은"]),
        (3, ["Anupam Tripathi", "아누팜 트리파티"]),
        (4, ["Choi Daniel", "최다니엘"]),
    ]
    assert [ranked.id for ranked in rank("iu", people)] == [1]
    assert {ranked.id for ranked in rank("Lee Ji Eun", people) if ranked.score >= SAME_READING} == {1, 2}
    assert [rank(query, people)[0].id for query in ("Tripathi", "Anupam Tripati", "아누팜")] == [3, 3, 3]
    assert [rank(query, people)[0].id for query in ("Daniel Choi", "최다니엘", "ㅊㄷㄴㅇ")] == [4, 4, 4]


def test_rank_of_nothing_finds_nobody() -> None:
    people = [(1, ["Im Si-wan", "임시완"]), (2, []), (3, [""])]
    assert rank("", people) == rank("-", people) == rank("Crash Landing on You", people) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gu Seung Jeun", "Gu Seung Jun"),
        ("Kim Soen Ho", "Kim Seon-ho"),
        ("Ri Jung Hyuk", "이정혁"),
        ("Bae Doona", "배두나"),
    ],
)
def test_similarity_of_slips_and_near_readings_is_worth_asking(one: str, other: str) -> None:
    assert similarity(one, other) >= WORTH_ASKING


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Ji-won", "Kim Ji-woon"),
        ("Kim Ji-hoon", "Kim Ji-hyun"),
        ("Kim Tae-hee", "Kim Tae-ri"),
        ("Hyun Bin", "신현빈"),
    ],
)
def test_similarity_of_other_people_is_not(one: str, other: str) -> None:
    assert similarity(one, other) < WORTH_ASKING


@given(st.text(max_size=20), st.text(max_size=20))
def test_similarity_is_symmetric_and_between_nothing_and_one(one: str, other: str) -> None:
    assert similarity(one, other) == similarity(other, one)
    assert 0.0 <= similarity(one, other) <= 1.0
    assert similarity(one, one) == (1.0 if normalise(one) else 0.0)
    explain(one, other)


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        ("Yim Shi-wan", "Im Si-wan", ["both read 임시완", "yim, im: surname 임", "shi, si: 시"]),
        ("Im Si-wan", "imsiwan", ["the same letters"]),
        (
            "Si-wan Im",
            "임시완",
            ["both read 임시완", "same surname, 임", "the surname stands last in one of them"],
        ),
        ("Kim Joo-hun", "김주헌", ["both may be read 김주헌", "same surname, 김"]),
        ("Gu Seung-jeum", "구승준", ["same surname, 구", "점 against 준"]),
        ("Park Shi-yun", "박시현", ["same surname, 박", "연 and 현 sound alike"]),
        ("Taecyeon", "Ok Taec Yeon", ["택연 is the given name of 옥택연"]),
        ("Anupam Tripathi", "Anupam Tripati", ["the spellings are similar"]),
        ("Kim Go-eun", "Han So-hee", []),
    ],
)
def test_explain_gives_the_reasons(one: str, other: str, reasons: list[str]) -> None:
    assert [str(reason) for reason in explain(one, other)] == reasons


@pytest.mark.timed
def test_rank_of_hostile_text_costs_little() -> None:
    people = [(n, ["Im Si-wan", "임시완", "x" * 5_000]) for n in range(20)]
    begun = time.process_time()
    for query in ("x" * 20_000, "임" * 20_000, "im " * 5_000, "ㅇ" * 20_000):
        rank(query, people)
    assert time.process_time() - begun < 1.0


@pytest.mark.parametrize(
    "typed", ["Parkk Hae-soo", "Prak Hae-soo", "Park Ha-soo", "Park Gae-soo", "Hae-sooo Park", "park hae-soo"]
)
def test_a_slip_of_the_pen_leaves_a_key_in_common(typed: str) -> None:
    [letters, *_] = korean_names.letters_of("Park Hae-soo")
    keys = korean_names.slip_keys(letters)
    orders = korean_names.letters_of(typed)
    assert any(keys & korean_names.slip_keys(other) for other in orders)
    assert max(korean_names.slip_similarity(letters, other) for other in orders) > 0.85


@pytest.mark.parametrize("typed", ["Park Hae-jin", "Pork Has-soo", "Lee El"])
def test_two_slips_and_short_names_are_not_brought_together(typed: str) -> None:
    [letters, *_] = korean_names.letters_of("Park Hae-soo")
    assert all(
        korean_names.slip_similarity(letters, other) == 0.0 for other in korean_names.letters_of(typed)
    )
