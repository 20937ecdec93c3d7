"""People of a document meet those of the catalogue however both are spelled, and nobody is taken for a namesake."""

import csv
from pathlib import Path

import pytest

from dramas.models import Credit, Person
from reviews.importer.matching import PersonSuggestion
from reviews.importer.pipeline import understand
from tests.factories import make_credit, make_drama, make_person

pytestmark = pytest.mark.django_db

NAMES = Path(__file__).parents[2] / "data" / "names"
TEXT = "It is a quiet drama about two people by the sea."


def rows(name: str) -> list[dict[str, str]]:
    with (NAMES / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def suggested(line: str) -> list[PersonSuggestion]:
    return understand(f"Title: Salt Road\nEpisodes: 16\n{line}\n\n{TEXT}").people


def test_spellings_meet_as_in_the_search() -> None:
    pairs = [(row["variant1"], row["variant2"]) for row in rows("variants.tsv")]
    known = {one: make_person(one) for one in dict.fromkeys(one for one, _other in pairs)}
    met = 0
    for one, other in pairs:
        found = [
            candidate.person
            for person in suggested(f"Cast: {other} as A Guest")
            for candidate in person.candidates
        ]
        met += known[one] in found
    assert met >= 0.95 * len(pairs)


def test_nobody_is_taken_for_a_namesake() -> None:
    for row in rows("negatives.tsv"):
        Person.objects.all().delete()
        make_person(row["name1"], hangul=row["hangul1"])
        [person] = suggested(f"Cast: {row['name2']} as Do-yun")
        assert person.match is None, row


@pytest.mark.parametrize(
    ("line", "job", "hangul"),
    [
        ("Director: Park Joon-ho", Credit.Job.DIRECTOR, ""),
        ("Cast: Park Joon-ho (박준호) as Do-yun", Credit.Job.CAST, "박준호"),
    ],
)
def test_a_second_piece_of_evidence_makes_it_certain(line: str, job: str, hangul: str) -> None:
    known = make_person("Park Joon-ho", hangul=hangul)
    make_credit(make_drama("Tin Moon"), known, job=job)
    [person] = suggested(line)
    assert person.match == known


@pytest.mark.parametrize(
    ("line", "job"),
    [("Writer: Park Joon-ho", Credit.Job.CAST), ("Cast: Park Joon-ho (박중호) as Do-yun", Credit.Job.CAST)],
)
def test_another_job_or_another_name_in_hangul_is_a_question(line: str, job: str) -> None:
    known = make_person("Park Joon-ho", hangul="박준호")
    make_credit(make_drama("Tin Moon"), known, job=job)
    assert [person.match for person in suggested(line)] == [None]


@pytest.mark.parametrize(
    "line",
    [
        "Cast: Kim So-hyun as Mi-rae, Kim So-hyun as Bo-ra",
        "Cast: Lee Jun-hyuk as Mi-rae, Lee Joon-hyuk as Bo-ra",
    ],
)
def test_two_namesakes_with_two_roles_stay_two(line: str) -> None:
    assert len(suggested(line)) == 2
