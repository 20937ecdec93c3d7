"""The index follows what is stored, and holds only what everybody may read."""

import datetime as dt

import pytest
from django.utils import timezone

from dramas.models import Broadcast
from reviews.models import Review, Section
from reviewsite.search.models import SearchDoc, SearchWord
from reviewsite.search.query import search
from reviewsite.spoilers import WHOLE_DRAMA
from tests.factories import (
    make_credit,
    make_drama,
    make_genre,
    make_known_network,
    make_known_person,
    make_person,
    make_review,
    make_section,
    make_writer,
)
from tests.integration.search.finding import found

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_saving_renaming_and_deleting_a_drama() -> None:
    drama = make_drama("Wintersea")
    assert found("wintersea") == {"drama: Wintersea"}

    drama.title = "Summersea"
    drama.save()
    assert (found("wintersea"), found("summersea")) == (set(), {"drama: Summersea"})

    drama.delete()
    assert found("summersea") == set()
    assert not SearchWord.objects.filter(word__endswith="sea").exists()


def test_another_title_comes_and_goes() -> None:
    title = make_drama("One").alternative_titles.create(text="Zwielicht")
    assert found("zwielicht") == {"drama: One"}

    title.delete()
    assert found("zwielicht") == set()


def test_cast_finds_the_drama_and_the_drama_its_cast() -> None:
    drama, person = make_drama("Wintersea"), make_known_person("Gong Yoo")
    credit = make_credit(drama, person, character="Lighthouse keeper")
    assert found("lighthouse") == found("gong yoo") == {"drama: Wintersea", "person: Gong Yoo"}

    credit.delete()
    assert (found("lighthouse"), found("gong yoo"), found("wintersea")) == (
        set(),
        {"person: Gong Yoo"},
        {"drama: Wintersea"},
    )


def test_a_renamed_person_is_found_beside_the_drama_by_the_new_name() -> None:
    person = make_person("Old Name")
    make_drama("Wintersea", cast=[(person, "A")])

    person.name = "Fresh Name"
    person.save()

    assert found("fresh name") == {"drama: Wintersea", "person: Fresh Name"}
    assert found("old") == set()


def test_a_credit_that_spoils_is_not_in_the_index() -> None:
    drama, person = make_drama("Wintersea"), make_person("Gong Yoo", hangul="공유")
    credit = make_credit(drama, person, character="Lighthouse", credited_as="Gongjicheol", spoils_through=4)
    assert (found("lighthouse"), found("gongjicheol")) == (set(), set())
    assert (found("gong yoo"), found("wintersea")) == ({"person: Gong Yoo"}, {"drama: Wintersea"})

    credit.spoils_through = 0
    credit.save()
    assert found("lighthouse") == {"drama: Wintersea", "person: Gong Yoo"}

    credit.spoils_through = WHOLE_DRAMA
    credit.save()
    assert (found("lighthouse"), found("gongjicheol")) == (set(), set())
    assert SearchDoc.objects.get(kind="person").detail == ""


def test_a_credit_moved_to_another_drama_leaves_the_first() -> None:
    credit = make_credit(make_drama("First"), make_person("Gong Yoo"), character="Lighthouse")

    credit.drama = make_drama("Second")
    credit.save()

    assert found("lighthouse") == {"drama: Second", "person: Gong Yoo"}


def test_networks_and_genres_find_their_dramas() -> None:
    drama = make_drama("Wintersea", networks=[make_known_network("Seatv", name_ko="바다티비")])
    genre = make_genre("Maritime")
    drama.genres.add(genre)
    assert found("바다") == {"network: Seatv"}
    assert found("maritime seatv") == {"drama: Wintersea"}

    genre.delete()
    Broadcast.objects.get(drama=drama).delete()
    assert found("maritime") == set()
    assert "network: Seatv" in found("seatv")
    assert "drama: Wintersea" not in found("seatv")


@pytest.mark.parametrize("state", [Review.State.DRAFT, Review.State.IN_REVIEW, Review.State.RETIRED])
def test_only_published_reviews_are_found(state: str) -> None:
    review = make_review(headline="Ironwood", state=state, sections=[{"body": "Copperleaf."}])
    assert (found("ironwood"), found("copperleaf")) == (set(), set())
    assert not SearchWord.objects.filter(word="ironwood").exists()

    review.publish()
    assert found("ironwood") == found("copperleaf") == {"review: Ironwood"}

    review.state = state
    review.save()
    assert (found("ironwood"), found("copperleaf")) == (set(), set())


def test_a_scheduled_review_is_found_from_its_time_on(monkeypatch: pytest.MonkeyPatch) -> None:
    tomorrow = timezone.now() + dt.timedelta(days=1)
    review = make_review(headline="Ironwood")
    review.publish(at=tomorrow)
    assert found("ironwood") == set()
    assert search("ironwodo").corrected == ""

    monkeypatch.setattr(timezone, "now", lambda: tomorrow + dt.timedelta(seconds=1))
    assert found("ironwood") == {"review: Ironwood"}


def test_sections_are_found_as_far_as_they_are_open() -> None:
    review = make_review(
        headline="Ironwood",
        sections=[
            {"heading": "Openhead", "body": "Openword ||hiddenword|| ||3: laterword||."},
            {"heading": "Closedhead", "body": "Closedword.", "spoils_through": 5},
            {
                "heading": "Safehead",
                "body": "Endword.",
                "spoils_through": WHOLE_DRAMA,
                "heading_is_safe": True,
            },
        ],
    )
    for word in ("openhead", "openword", "safehead"):
        assert found(word) == {"review: Ironwood"}, word
    for word in ("hiddenword", "laterword", "closedhead", "closedword", "endword"):
        assert found(word) == set(), word

    section = Section.objects.get(heading="Openhead")
    section.spoils_through = 1
    section.save()
    assert (found("openhead"), found("openword")) == (set(), set())

    make_section(review, heading="Added", body="Freshword.")
    assert found("freshword") == {"review: Ironwood"}


def test_reviews_are_found_by_their_writer() -> None:
    jo = make_writer("jo", display_name="Jo Marlowe")
    make_review(headline="Ironwood", writers=[])
    Review.objects.get().bylines.create(writer=jo)
    assert found("marlowe") == {"review: Ironwood", "writer: Jo Marlowe"}

    jo.display_name = "Jo Harbour"
    jo.save()
    assert (found("marlowe"), found("harbour")) == (set(), {"review: Ironwood", "writer: Jo Harbour"})


def test_a_reviewed_drama_comes_before_one_that_is_not() -> None:
    make_drama("Sea One", cast=[(make_person(), "A"), (make_person(), "B")])
    make_review(drama=make_drama("Sea Two"))

    assert [each.row.title for each in search("sea", only=["drama"]).groups[0].found] == [
        "Sea Two",
        "Sea One",
    ]
