"""Publishing a drama, or taking it back, shows on the next request; what a scheduled text brings, at its second."""

import datetime as dt

import pytest

from dramas.models import Drama
from reviews.models import Review
from reviewsite.pagecache import scheduled_changes
from tests.factories import make_drama, make_network, make_review, make_tag
from tests.integration.pagecache.reading import Site

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = ("/dramas/", "/networks/", "/sitemap-dramas.xml")


def shown(site: Site, words: str = "wintersea") -> list[bool]:
    return [words in site.get(page).text.casefold() for page in PAGES]


def test_publishing_and_taking_back_show_on_the_next_request(site: Site) -> None:
    drama = make_drama("Wintersea", slug="wintersea", state="draft", networks=[make_network("Wintersea TV")])
    assert shown(site) == [False, False, False]
    for state, expected in (("public", True), ("draft", False), ("public", True)):
        drama.state = state
        drama.save(update_fields=["public_from"])
        site.clock.passed += 60  # the drama is public from now, and the site's clock stands at its start
        assert shown(site) == [expected] * 3


def test_a_text_that_is_published_brings_its_drama_on_the_next_request(site: Site) -> None:
    review = make_review(
        drama=make_drama(
            "Wintersea", slug="wintersea", state="draft", networks=[make_network("Wintersea TV")]
        ),
        state=Review.State.DRAFT,
    )
    assert shown(site) == [False, False, False]
    review.publish()
    assert shown(site) == [True, True, True]


def test_a_text_that_makes_its_drama_public_is_a_scheduled_change(site: Site) -> None:
    at = site.clock.now() + dt.timedelta(seconds=90)
    drama = make_drama("Wintersea", slug="wintersea", state="draft")
    make_review(drama=drama, state=Review.State.SCHEDULED, published_at=at)
    drama.refresh_from_db()
    assert drama.public_from == at
    assert scheduled_changes.next_after(site.clock.now()) == at
    assert not Drama.objects.published(at - dt.timedelta(microseconds=1)).filter(pk=drama.pk)
    assert Drama.objects.published(at).filter(pk=drama.pk)


def test_the_calendar_changes_at_midnight_in_seoul(site: Site) -> None:
    tomorrow = scheduled_changes.next_midnight(site.clock.now())
    make_drama("Wintersea", slug="wintersea", aired_from=tomorrow.date())
    wait = (tomorrow - site.clock.now()).total_seconds()
    pages = ("/calendar/", "/dramas/wintersea/")
    for passed, words in ((wait - 300, "upcoming"), (wait - 1, "upcoming"), (wait + 1, "airing")):
        site.clock.passed = passed
        calendar, drama = (site.get(page).text for page in pages)
        assert f", {words}</p>" in drama
        assert ('id="coming"' in calendar) is (words == "upcoming")
        assert ('id="any-day"' in calendar) is (words == "airing")
        assert "drama-" in site.get("/calendar.ics").text
    assert site.rendered.count("/calendar/") == 2


def test_what_a_tag_gives_away_shows_on_the_next_request(site: Site) -> None:
    drama = make_drama("Wintersea", slug="wintersea")
    make_tag("Lighthouse", drama, spoils_through=3)
    pages = ("/dramas/wintersea/", "/tags/", "/sitemap-tags.xml")

    def told() -> list[bool]:
        return ["lighthouse" in site.get(page).text.casefold() for page in pages]

    assert told() == [False, False, False]
    row = drama.tagged.get()
    for scope, expected in ((0, True), (3, False)):
        row.spoils_through = scope
        row.save()
        assert told() == [expected] * 3
