"""The owner's pages: their addresses, what readers see of them, and where they are linked."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client

from reviewsite.site.models import Page, SiteSettings
from tests.factories import make_review, make_staff
from tests.integration.pagecache.reading import Site

pytestmark = pytest.mark.django_db


def make_page(title: str = "Contact", **fields: Any) -> Page:
    return Page.objects.create(title=title, **{"slug": title.lower(), "is_public": True, **fields})


def read(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_new_site_has_an_about_and_a_privacy_page_whose_texts_pass_their_own_checks() -> None:
    for slug in ("about", "privacy"):
        Page.objects.get(slug=slug).full_clean()
        assert read(f"/{slug}/").count("<h1") == 1
    assert 'href="/letters/your-comments/"' in read("/privacy/")


def test_a_page_that_the_owner_deleted_stays_deleted() -> None:
    Page.objects.filter(slug="about").delete()

    call_command("migrate", verbosity=0)

    assert Client().get("/about/").status_code == 404
    assert 'href="/about/"' not in read("/genres/")


def test_each_page_has_one_address() -> None:
    make_page()

    assert "<h1>Contact</h1>" in read("/pages/contact/")
    moved = Client().get("/pages/about/?seen=3")
    assert (moved.status_code, moved["Location"]) == (301, "/about/?seen=3")
    assert '<link rel="canonical" href="http://127.0.0.1:8000/about/">' in read("/about/")


def test_a_renamed_page_leads_from_its_old_address() -> None:
    page = Page.objects.get(slug="about")
    page.slug = "about-us"
    page.save()

    moved = Client().get("/about/")

    assert (moved.status_code, moved["Location"]) == (301, "/pages/about-us/")


def test_headings_of_a_text_begin_below_the_page_s_own() -> None:
    make_page(body="# One\n\n## Two")

    assert "<h2>One</h2>\n<h3>Two</h3>" in read("/pages/contact/")


def test_a_draft_is_nowhere() -> None:
    make_page(place="menu", is_public=False)

    assert Client().get("/pages/contact/").status_code == 404
    assert "/pages/contact/" not in read("/genres/") + read("/sitemap-site.xml")


def test_pages_are_linked_where_the_owner_says_in_their_order() -> None:
    for position, (title, place) in enumerate(
        [("Second", "menu"), ("First", "menu"), ("Below", "footer"), ("Hidden", "nowhere")]
    ):
        make_page(title, place=place, position=10 - position)
    page = read("/genres/")
    menu, footer = page[: page.index("<main")], page[page.index("</main>") :]

    assert menu.index("/pages/first/") < menu.index("/pages/second/")
    assert "/pages/below/" in footer
    assert "/pages/below/" not in menu
    assert "/pages/hidden/" not in page
    assert "/pages/hidden/" in read("/sitemap-site.xml")


def test_the_page_that_is_read_is_marked_in_the_menu() -> None:
    assert '<a href="/about/" aria-current="page">' in read("/about/")
    assert '<a href="/about/">' in read("/genres/")


def test_the_comment_form_says_where_its_data_goes() -> None:
    review = make_review()

    assert 'href="/privacy/"' in read(f"{review.get_absolute_url()}comments/new/")
    form = read(f"{review.get_absolute_url()}comments/new/").split("<form", 2)[-1]
    assert 'href="/privacy/"' in form.partition("</form>")[0]


@pytest.mark.parametrize("slug", ["reviews", "dramas", "feeds", "healthz", "admin", "style-guide", "pages"])
def test_a_slug_that_is_an_address_is_refused_in_words(slug: str) -> None:
    page = Page(title="Mine", slug=slug, body="Text")

    with pytest.raises(ValidationError, match="already an address of this site") as refused:
        page.full_clean()

    assert list(refused.value.message_dict) == ["slug"]


def test_the_form_gives_back_what_was_typed(client: Client) -> None:
    client.force_login(make_staff("Editor"))
    typed = {"title": "Mine", "slug": "reviews", "body": "A long text", "place": "menu", "position": "1"}

    answer = client.post("/admin/site/page/add/", typed)

    assert "already an address of this site" in answer.content.decode()
    assert "A long text" in answer.content.decode()
    assert not Page.objects.filter(title="Mine").exists()


@pytest.mark.django_db(transaction=True)
def test_a_kept_page_shows_a_change_with_the_next_request(site: Site) -> None:
    page = make_page(body="Before", place="menu")
    assert "Before" in site.get("/pages/contact/").text
    assert "Contact" in site.get("/genres/").text

    page.body, page.title = "After", "Write to us"
    page.save()

    assert "After" in site.get("/pages/contact/").text
    assert "Write to us" in site.get("/genres/").text
    site.get("/pages/contact/")
    assert site.rendered.count("/pages/contact/") == 2


def test_the_first_settings_are_those_of_the_environment(settings: Any) -> None:
    settings.SITE_NAME, settings.SITE_TAGLINE = "Salt Road", "Dramas by the sea"
    SiteSettings.objects.all().delete()

    call_command("migrate", verbosity=0)
    settings.SITE_NAME = "Other"
    call_command("migrate", verbosity=0)

    assert SiteSettings.objects.values_list("name", "tagline").get() == ("Salt Road", "Dramas by the sea")
