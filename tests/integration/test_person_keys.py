"""The index keys under which people are found follow their spellings."""

import pytest

from dramas.models import Person, PersonKey
from tests.factories import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def found(name: str) -> list[Person]:
    return list(Person.objects.sharing_key_with(name))


def test_a_new_spelling_finds_the_person_and_a_deleted_one_no_more() -> None:
    person = make_person("Lee Ji-eun", hangul="이지은")
    name = person.names.create(spelling="IU", kind="stage")
    assert found("IU") == [person]
    name.delete()
    assert found("IU") == []


def test_a_renamed_person_is_found_under_the_new_name_only() -> None:
    person = make_person("Park Eun-bin")
    person.name = "Nam Joo-hyuk"
    person.save()
    assert found("Nam Ju Hyeok") == [person]
    assert found("Park Eun-bin") == []


def test_initials_alone_join_nobody() -> None:
    make_person("Kim Ji-hoon", hangul="김지훈")
    assert found("Kang Ju-hyun") == []


def test_a_name_that_grows_when_folded_can_be_saved() -> None:
    make_person("\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 100)
    assert all(len(key) <= 120 for key in PersonKey.objects.values_list("key", flat=True))
