"""People of a document meet those of the catalogue however both are spelled, and nobody is taken for a namesake."""

import csv
from itertools import count
from pathlib import Path

import pytest

from dramas import korean_names
from dramas.models import Credit, Person, PersonKey
from reviews.importer.people import PersonSuggestion
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


def met_first(pairs: list[tuple[Person, str]]) -> int:
    """How many of the spellings have their person as the first candidate; the people get their keys here."""
    people = list(dict.fromkeys(person for person, _spelling in pairs))
    Person.objects.bulk_create(people)
    keys = {person: set().union(*map(korean_names.keys, person.spellings())) for person in people}
    PersonKey.objects.bulk_create(
        PersonKey(person=person, key=key) for person in people for key in keys[person]
    )
    met = 0
    for start in range(0, len(pairs), 50):
        part = {f"Guest {number}": pair for number, pair in enumerate(pairs[start : start + 50])}
        found = suggested("\n".join(f"Cast: {pair[1]} as {role}" for role, pair in part.items()))
        first = {
            role: each.candidates[0].person for each in found if each.candidates for role in each.characters
        }
        met += sum(first.get(role) == pair[0] for role, pair in part.items())
    return met


def as_person(name: str, hangul: str = "") -> Person:
    return Person(pk=next(_pks), name=name, hangul=hangul, slug=name)


_pks = count(1000)


def test_spellings_meet_as_in_the_search() -> None:
    pairs = [(row["variant1"], row["variant2"]) for row in rows("variants.tsv")]
    known = {one: as_person(one) for one in dict.fromkeys(one for one, _other in pairs)}
    met = met_first([(known[one], other) for one, other in pairs])
    assert met >= 0.95 * len(pairs), met


def test_unseen_spellings_meet() -> None:
    """Other romanisations, orders, hyphens, spaces and cases, Hangul, and slips of the pen."""
    unseen = rows("unseen.tsv")
    met = met_first([(as_person(row["name"], row["hangul"]), row["spelling"]) for row in unseen])
    assert len(unseen) == 200
    assert met >= 0.95 * len(unseen), met


def test_a_mistyped_name_is_a_question() -> None:
    known = make_person("Park Hae-soo", hangul="박해수")
    make_credit(make_drama("Salt Road", episodes=16), known, job=Credit.Job.CAST)
    [person] = suggested("Cast: Parkk Hae-soo as Do-yun")
    assert [candidate.person for candidate in person.candidates] == [known]
    assert person.match is None


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


@pytest.mark.parametrize("hangul", ["", " (김소현)"])
def test_two_namesakes_of_the_catalogue_are_both_offered_and_neither_is_taken(hangul: str) -> None:
    both = {make_person("Kim So-hyun", hangul="김소현", birth_year=year) for year in (1975, 1999)}
    for known in both:
        make_credit(make_drama(f"Drama {known.birth_year}"), known, job=Credit.Job.CAST)
    [person] = suggested(f"Cast: Kim So-hyun{hangul} as Mi-rae")
    assert {candidate.person for candidate in person.candidates} == both
    assert person.match is None
