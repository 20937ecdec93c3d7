"""Tags: on a drama's page as far as the reader is, on lists only where they give nothing away."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dramas.merging import merge
from dramas.models import Drama, DramaTag, Tag
from dramas.models.scoped import ScopedRows
from reviewsite.spoilers import SAFE, WHOLE_DRAMA
from tests.factories import make_drama, make_review, make_staff, make_tag
from tests.integration.catalogue.test_rights import save_drama
from tests.integration.search.finding import found

pytestmark = pytest.mark.django_db


def html(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.fixture
def drama() -> Drama:
    return make_drama("Salt Road", slug="salt-road")


def test_a_tag_has_a_page_with_the_dramas_it_does_not_spoil(client: Client, drama: Drama) -> None:
    make_review(drama=drama, headline="On salt")
    amnesia = make_tag("Amnesia", drama)
    other = make_drama("Fog Harbour", slug="fog")
    DramaTag.objects.create(drama=other, tag=amnesia, spoils_through=9)
    make_review(drama=other, headline="On fog")
    page = html(client, "/tags/amnesia/")
    assert "Salt Road" in page
    assert "On salt" in page
    assert "Fog Harbour" not in page
    assert "On fog" not in page
    assert '<a href="/tags/amnesia/">Amnesia</a> <span>1</span>' in html(client, "/tags/")
    assert "/tags/amnesia/" in html(client, "/sitemap-tags.xml")


@pytest.mark.parametrize(("query", "shown"), [("", False), ("?seen=8", False), ("?seen=9", True)])
def test_a_tag_that_spoils_is_on_the_drama_from_its_episode_on(
    client: Client, drama: Drama, query: str, shown: bool
) -> None:
    make_tag("Amnesia", drama, spoils_through=9)
    review = make_review(drama=drama)
    for address in (drama.get_absolute_url(), review.get_absolute_url()):
        page = html(client, address + query)
        assert ("Amnesia" in page) is shown
        assert "/tags/amnesia/" not in page


def test_it_is_a_link_where_it_has_a_list(client: Client, drama: Drama) -> None:
    amnesia = make_tag("Amnesia", drama, spoils_through=9)
    DramaTag.objects.create(drama=make_drama(), tag=amnesia)
    assert '<a href="/tags/amnesia/">Amnesia</a>' in html(client, "/dramas/salt-road/?seen=all")


def test_a_tag_that_only_spoils_is_nowhere(client: Client, drama: Drama) -> None:
    make_tag("Amnesia", drama, spoils_through=9, description="Who was it?")
    make_tag("Unused")
    assert client.get("/tags/amnesia/").status_code == client.get("/tags/unused/").status_code == 404
    for address in ("/tags/", "/sitemap-tags.xml", "/search/?q=amnesi", "/search/suggest/?q=amnesi"):
        page = html(client, address)
        assert "amnesia" not in page.lower()
        assert "unused" not in page.lower()


def test_the_scope_of_a_row_is_what_withholds_it(
    client: Client, drama: Drama, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: rows that are not asked with a scope are noticed."""
    make_tag("Amnesia", drama, spoils_through=9)
    monkeypatch.setattr(ScopedRows, "visible", lambda rows, seen: rows.all())
    assert "Amnesia" in html(client, "/dramas/salt-road/")


def test_a_tag_is_found_and_finds_its_dramas(drama: Drama) -> None:
    tag = make_tag("Lighthouse", drama, description="Somebody keeps one.")
    assert found("lighthouse") == {"tag: Lighthouse", "drama: Salt Road"}
    DramaTag.objects.get().delete()
    assert found("lighthouse") == set()
    DramaTag.objects.create(drama=drama, tag=tag, spoils_through=WHOLE_DRAMA)
    assert found("lighthouse") == set()
    row = DramaTag.objects.get()
    row.spoils_through = SAFE
    row.save()
    tag.name = "Beacon"
    tag.save()
    assert found("beacon") == {"tag: Beacon", "drama: Salt Road"}


def test_two_tags_become_one_and_of_two_scopes_the_wider_stays(client: Client, drama: Drama) -> None:
    kept, gone = make_tag("Time travel", drama), make_tag("Time slip", drama, spoils_through=5)
    DramaTag.objects.create(drama=make_drama("Second"), tag=gone)
    merge(kept, gone)
    assert sorted(kept.on_dramas.values_list("drama__title", "spoils_through")) == [
        ("Salt Road", 5),
        ("Second", 0),
    ]
    assert client.get("/tags/time-slip/").headers["Location"] == "/tags/time-travel/"


# In the admin


def save(client: Client, drama: Drama, tag: Tag, scope: int) -> Any:
    client.force_login(make_staff("Editor"))
    rows = {"tagged-TOTAL_FORMS": "1", "tagged-0-tag": str(tag.pk), "tagged-0-spoils_through": str(scope)}
    return save_drama(client, drama, **rows)


def test_a_tag_that_only_spoils_is_explained_in_words(client: Client, drama: Drama) -> None:
    tag = make_tag("Amnesia")
    assert save(client, drama, tag, 9).status_code == 302
    assert DramaTag.objects.get().spoils_through == 9
    words = "“Amnesia” spoils every drama that has it"
    assert words in html(client, reverse("admin:dramas_drama_changelist"))
    assert words in html(client, reverse("admin:dramas_tag_change", args=[tag.pk]))


def test_a_safe_tag_needs_no_words(client: Client, drama: Drama) -> None:
    tag = make_tag("Contract marriage")
    save(client, drama, tag, SAFE)
    assert "spoils every drama" not in html(client, reverse("admin:dramas_drama_changelist"))
    assert "Its list shows the dramas" in html(client, reverse("admin:dramas_tag_change", args=[tag.pk]))


def test_a_tag_twice_is_refused_and_nothing_is_lost(client: Client, drama: Drama) -> None:
    tag = make_tag("Amnesia")
    client.force_login(make_staff("Editor"))
    rows = {
        f"tagged-{n}-{name}": value
        for n in (0, 1)
        for name, value in (("tag", str(tag.pk)), ("spoils_through", "3"))
    }
    page = save_drama(client, drama, **rows, **{"tagged-TOTAL_FORMS": "2"}, tagline="Kept as typed")
    assert page.status_code == 200
    assert "Please correct the duplicate" in page.content.decode()
    assert "Kept as typed" in page.content.decode()
    assert not DramaTag.objects.exists()


# As a filter


@pytest.mark.both_databases
def test_lists_are_filtered_by_a_tag(client: Client) -> None:
    road, ferry = make_drama("Salt Road", based_on_kind="webtoon"), make_drama("Night Ferry")
    make_tag("Sea", road)
    make_tag("Food", ferry, road)
    for drama in (road, ferry):
        make_review(drama=drama, headline=f"About {drama.title}")
    dramas = client.get("/dramas/?from=webtoon&tag=food").content.decode()
    assert "Salt Road" in dramas
    assert "Night Ferry" not in dramas
    assert 'href="/dramas/?tag=food">All dramas' in dramas
    assert 'href="/dramas/?from=webtoon&amp;tag=sea">Sea</a> <span>1</span>' in dramas
    assert 'content="noindex, follow"' in dramas
    reviews = client.get("/reviews/?tag=sea").content.decode()
    assert "About Salt Road" in reviews
    assert "About Night Ferry" not in reviews
    assert "Food (2)" in reviews


@pytest.mark.both_databases
def test_a_tag_that_spoils_filters_nothing(client: Client) -> None:
    """Neither where it is hidden everywhere, nor beside a drama that shows it."""
    open_, hidden = make_drama("Salt Road"), make_drama("Night Ferry")
    make_tag("Twist", open_, hidden, spoils_through=4, slug="twist")
    mixed = make_tag("Amnesia", open_, slug="amnesia")
    DramaTag.objects.create(drama=hidden, tag=mixed, spoils_through=9)
    for drama in (open_, hidden):
        make_review(drama=drama, headline=f"About {drama.title}")

    dramas = client.get("/dramas/?tag=amnesia").content.decode()
    assert ("Salt Road" in dramas, "Night Ferry" in dramas) == (True, False)
    reviews = client.get("/reviews/?tag=amnesia&seen=all").content.decode()
    assert ("About Salt Road" in reviews, "About Night Ferry" in reviews) == (True, False)
    assert "Amnesia (1)" in reviews
    assert "Twist" not in reviews
    unknown, twist = (client.get(f"/dramas/?tag={slug}").content.decode() for slug in ("unknown", "twist"))
    assert unknown.replace("unknown", "twist") == twist
    assert "About Salt Road" not in client.get("/reviews/?tag=twist").content.decode()


@pytest.mark.parametrize(
    "query", ["tag=", "tag=%00", "tag=a b", "tag=sea&tag=nothing", "tag=%EB%B0%94%EB%8B%A4"]
)
def test_a_tag_that_is_none_fails_nowhere(client: Client, query: str) -> None:
    make_tag("Sea", make_drama())
    for path in ("/dramas/", "/reviews/"):
        assert client.get(f"{path}?{query}", follow=True).status_code == 200
