"""Who is public, whatever way the catalogue is changed; and what tells namesakes apart."""

import random
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dramas.merging import merge
from dramas.models import Credit, Drama, Person
from dramas.models.publication import public
from dramas.unmerging import undo
from reviews.models import Review
from tests.factories import make_credit, make_drama, make_person, make_review, make_staff

pytestmark = pytest.mark.django_db

OPERATIONS = 120


class Cataloguers:
    """People at work on a few dramas and their casts."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.merges: list[Any] = []
        for _ in range(6):
            make_person()
            make_drama(state="draft")

    def give_a_part(self) -> None:
        make_credit(self.one(Drama), self.one(Person), character=str(self.random.random()))

    def give_it_to_another(self) -> None:
        if credit := self.one(Credit):
            credit.person = self.one(Person)
            credit.save()

    def move_it_to_another_drama(self) -> None:
        if credit := self.one(Credit):
            credit.drama = self.one(Drama)
            credit.save()

    def take_a_part(self) -> None:
        if credit := self.one(Credit):
            credit.delete()

    def publish(self) -> None:
        drama = self.one(Drama)
        drama.state = self.random.choice(["draft", "public"])
        drama.save()

    def write_about_it(self) -> None:
        make_review(drama=self.one(Drama), state=self.random.choice(["draft", "published"]))

    def delete_a_drama(self) -> None:
        drama = self.one(Drama)
        if not Review.objects.filter(drama=drama).exists() and Drama.objects.count() > 3:
            Drama.objects.filter(pk=drama.pk).delete()

    def merge_two(self) -> None:
        model = self.random.choice([Person, Drama])
        kept, gone = self.one(model), self.one(model)
        if kept.pk != gone.pk and model._default_manager.count() > 3:
            self.merges.append(merge(kept, gone))

    def undo_a_merge(self) -> None:
        if self.merges:
            undo(self.merges.pop())

    def work(self) -> None:
        deeds = [name for name in vars(Cataloguers) if name not in {"work", "one"} and name[0] != "_"]
        getattr(self, self.random.choice(deeds))()

    def one(self, model: Any) -> Any:
        rows = list(model._default_manager.order_by("pk"))
        return self.random.choice(rows) if rows else None


@pytest.mark.parametrize("seed", [1, 2])
def test_people_are_public_as_long_as_a_public_drama_has_them(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reviewsite.search.signals._reindex", lambda objects: None)
    cataloguers = Cataloguers(seed)
    for _ in range(OPERATIONS):
        cataloguers.work()
        standing = Credit.objects.filter(public("drama__")).values("person")
        truth = Person.objects.filter(pk__in=standing)
        assert set(Person.objects.published()) == set(truth)


@pytest.fixture
def namesakes() -> tuple[Person, Person]:
    """The elder has nothing but her dramas to be known by."""
    younger = make_person("Kim So-hyun", hangul="김소현", birth_year=1999)
    elder = make_person("Kim So-hyun", hangul="김소현")
    make_drama("School 2015", slug="school", cast=[(younger, "Lee Eun-bi"), (elder, "The teacher")])
    make_drama("Mistress", year=2010, cast=[(elder, "Kim")])
    return younger, elder


@pytest.mark.parametrize("address", ["/people/", "/dramas/school/", "/search/suggest/?q=kim+so"])
def test_namesakes_are_told_apart_wherever_they_are_listed(
    client: Client, namesakes: tuple[Person, Person], address: str
) -> None:
    page = client.get(address).content.decode()
    assert "born 1999" in page
    assert "School 2015" in page or "Mistress" in page


def test_a_private_namesake_changes_nothing(client: Client) -> None:
    make_drama(slug="school", cast=[(make_person("Kim So-hyun", birth_year=1999), "Lee Eun-bi")])
    before = {page: client.get(page).content for page in ("/people/", "/dramas/school/")}
    make_drama(state="draft", cast=[(make_person("Kim So-hyun", birth_year=1975), "A")])
    assert {page: client.get(page).content for page in before} == before


def test_who_chooses_in_the_admin_sees_who_is_who(client: Client, namesakes: tuple[Person, Person]) -> None:
    client.force_login(make_staff("Writer"))
    query = "app_label=dramas&model_name=credit&field_name=person&term=kim"
    found = client.get(f"{reverse('admin:autocomplete')}?{query}").json()["results"]
    assert sorted(each["text"] for each in found) == [
        "Kim So-hyun · 김소현 · School 2015",
        "Kim So-hyun · 김소현 · born 1999 · School 2015",
    ]
