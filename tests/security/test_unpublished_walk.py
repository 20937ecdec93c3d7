"""No answer of the site tells of a drama that is not public, of what hangs on it alone, or of who writes about it."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dramas.models.drama import DramaQuerySet
from dramas.models.person import PersonQuerySet
from dramas.models.publication import ANY_TIME, StandsOnDramas
from reviews.models import Review
from reviews.models.series import SeriesQuerySet
from tests.quick_client import QuickClient
from tests.security.canaries import World
from tests.security.routes import public_addresses
from tests.security.test_spoiler_walk import all_addresses, whole_answer
from tests.security.unpublished import Unpublished, plant_unpublished

pytestmark = pytest.mark.django_db

#: Both prefixes begin so: what is typed is answered with what was typed, and with nothing else.
TYPED = [
    f"/search/{rest}"
    for rest in ("?q=zqh", "suggest/?q=zqh", "?q=zqhdtitel", "?q=zqhfpersn", "?q=zqh&kind=person", "?q=tvzqh")
]


@pytest.fixture
def draft(world: World) -> Unpublished:
    return plant_unpublished(world, "zqhd", 1961)


@pytest.fixture
def planned(world: World) -> Unpublished:
    return plant_unpublished(world, "zqhf", 1962, appears=timezone.now() + dt.timedelta(days=1))


def told(addresses: list[str], words: list[str]) -> set[tuple[str, str]]:
    reader = QuickClient()
    found = set()
    for address in addresses:
        answer = whole_answer(reader.get(address)).casefold()
        found |= {(address, word) for word in words if word in answer}
    return found


def addresses_of(world: World) -> list[str]:
    return [
        *all_addresses(world),
        *TYPED,
        "/no/such/page/",
        "/reviews/?sort=year",
        "/people/?letter=Z",
        "/dramas/?letter=Z",
    ]


def few_addresses_of(world: World, other: Unpublished) -> list[str]:
    """For tests that something *is* told: one address of each route, and its own."""
    return [*public_addresses(world), *TYPED, *other.addresses]


def test_nothing_unpublished_is_told(world: World, draft: Unpublished, planned: Unpublished) -> None:
    words = [word for each in (draft, planned) for word in (*each.words, *each.in_addresses)]
    assert told(addresses_of(world), words) == set()


def test_its_own_addresses_are_those_of_nothing(draft: Unpublished, planned: Unpublished) -> None:
    for each in (draft, planned):
        statuses = {Client().get(address).status_code for address in each.addresses}
        assert statuses == {404}
        assert told(each.addresses, each.words) == set()


def test_counts_do_not_count_it(world: World) -> None:
    pages = [
        "/dramas/",
        "/people/",
        "/networks/",
        "/genres/",
        "/tags/",
        "/tags/walking/",
        "/calendar/",
        "/calendar.ics",
        "/years/",
        "/",
        "/reviews/",
        *map(str, TYPED[:2]),
    ]
    pages += [row.get_absolute_url() for row in (world.person, world.drama, world.drama.genres.get())]
    before = {page: _without_times(Client().get(page).content.decode()) for page in pages}
    plant_unpublished(world, "zqhd", 1961)
    assert {page: _without_times(Client().get(page).content.decode()) for page in pages} == before


def _without_times(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrf" not in line)


def test_it_is_there_once_it_is_published(world: World, draft: Unpublished) -> None:
    draft.drama.state = "public"
    draft.drama.save()
    found = {word for _address, word in told(few_addresses_of(world, draft), draft.words)}
    assert found >= {
        f"zqhd{place}"
        for place in (
            "title",
            "person",
            "character",
            "network",
            "genre",
            "tag",
            "song",
            "warning",
            "director",
            "aka",
        )
    }
    # Its text is still a draft.
    assert not found & {f"zqhd{place}" for place in ("writer", "byline", "headline", "text")}
    assert Client().get("/dramas/zqhdformer/").status_code == 301


def test_a_scheduled_text_brings_it_at_its_second(
    world: World, planned: Unpublished, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = timezone.now() + dt.timedelta(days=2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    found = {word for _address, word in told(few_addresses_of(world, planned), planned.words)}
    assert found >= {
        f"zqhf{place}"
        for place in ("title", "person", "network", "genre", "byline", "headline", "text", "series")
    }


def test_a_published_text_brings_it_at_once(draft: Unpublished) -> None:
    Review.objects.get(drama=draft.drama).publish()
    assert Client().get("/dramas/zqhdslug/").status_code == 200


def test_a_text_that_is_called_back_does_not_bring_it(planned: Unpublished) -> None:
    review = Review.objects.get(drama=planned.drama)
    review.state = Review.State.DRAFT
    review.save()
    planned.drama.refresh_from_db()
    assert planned.drama.public_from is None


# The controls: a condition that lets too much through is noticed


def _everything(rows: Any, at: Any = None) -> Any:
    return rows.all()


@pytest.mark.parametrize(
    ("kind", "places"),
    [
        (DramaQuerySet, {"title", "character", "aka", "tagline"}),
        (PersonQuerySet, {"person", "bio", "spelling"}),
        (StandsOnDramas, {"network", "genre", "tag"}),
        (SeriesQuerySet, {"series"}),
    ],
)
def test_a_condition_that_lets_everything_through_is_noticed(
    world: World, draft: Unpublished, monkeypatch: pytest.MonkeyPatch, kind: Any, places: set[str]
) -> None:
    monkeypatch.setattr(kind, "published", _everything)
    found = {word for _address, word in told(few_addresses_of(world, draft), draft.words)}
    assert found >= {f"zqhd{place}" for place in places}


def test_a_condition_that_does_not_look_at_the_time_is_noticed(
    world: World, planned: Unpublished, monkeypatch: pytest.MonkeyPatch
) -> None:
    rightly = DramaQuerySet.published
    monkeypatch.setattr(DramaQuerySet, "published", lambda rows, at=None: rightly(rows, ANY_TIME))
    assert told(few_addresses_of(world, planned), ["zqhftitle"])
