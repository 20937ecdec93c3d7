"""What leaves the site for feed readers and search engines."""

import json
import re
import xml.etree.ElementTree as ET

import pytest
from django.test import Client

from reviewsite.pages.structured_data import script
from reviewsite.spoilers import WHOLE_DRAMA
from tests.factories import make_credit, make_drama, make_person, make_review, make_writer

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def json_ld(page: str) -> list[dict[str, object]]:
    return [
        json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    ]


def test_an_entry_holds_the_open_text_and_says_what_is_folded(client: Client) -> None:
    make_review(
        headline="Worth it",
        verdict="Go.",
        sections=[{"body": "Open words."}, {"body": "zqclosed", "spoils_through": WHOLE_DRAMA}],
    )
    feed = ET.fromstring(client.get("/feeds/reviews.atom").content)
    [entry] = feed.findall("a:entry", ATOM)
    summary = entry.findtext("a:summary", "", ATOM) + (entry.findtext("a:content", "", ATOM) or "")
    assert "Open words." in summary
    assert "1 section" in summary
    assert "zqclosed" not in summary


def test_an_entry_is_never_empty(client: Client) -> None:
    make_review(headline="Only closed", verdict="", sections=[{"body": "zqclosed", "spoils_through": 3}])
    [entry] = ET.fromstring(client.get("/feeds/reviews.atom").content).findall("a:entry", ATOM)
    assert "Only closed" in entry.findtext("a:summary", "", ATOM)


def test_a_reader_of_the_feed_gets_whole_addresses_only(client: Client) -> None:
    make_review(sections=[{"body": "A ||secret|| word and [a page](/dramas/)."}])
    feed = ET.fromstring(client.get("/feeds/reviews.atom").content)
    summary = feed.findtext("a:entry/a:summary", "", ATOM)
    assert re.findall(r'(?:href|src)="(?!https?://)', summary) == []
    assert "hidden" in summary  # the words of the gate
    assert "secret" not in summary


def test_control_characters_leave_the_feed_well_formed(client: Client) -> None:
    make_review(headline="A \x0b bell \x07 & ]]> <b>", sections=[{"body": "text \x08 more"}])
    ET.fromstring(client.get("/feeds/reviews.atom").content)


def test_addresses_come_from_the_setting_and_not_from_the_host(
    client: Client, settings: pytest.FixtureRequest
) -> None:
    settings.SITE_URL = "https://second-lead.example"  # type: ignore[attr-defined]
    settings.ALLOWED_HOSTS = ["elsewhere.example"]  # type: ignore[attr-defined]
    review = make_review()
    for address in [
        "/feeds/reviews.atom",
        "/sitemap.xml",
        "/sitemap-reviews.xml",
        "/robots.txt",
        review.get_absolute_url(),
    ]:
        answer = client.get(address, HTTP_HOST="elsewhere.example").content.decode()
        assert "elsewhere.example" not in answer
        assert "https://second-lead.example/" in answer


def test_sitemap_lists_what_is_published_with_its_last_change(client: Client) -> None:
    shown = make_review()
    make_review(slug="a-draft", state="draft")
    urls = ET.fromstring(client.get("/sitemap-reviews.xml").content).findall("s:url", MAP)
    [url] = urls
    assert url.findtext("s:loc", "", MAP).endswith(shown.get_absolute_url())
    assert url.findtext("s:lastmod", "", MAP)[:10] == shown.updated_at.date().isoformat()


@pytest.mark.parametrize("query", ["?p=0", "?p=2", "?p=x", "?p=99999999999", "?p=１"])
def test_a_page_that_the_sitemap_has_not_is_404(client: Client, query: str) -> None:
    assert client.get(f"/sitemap-reviews.xml{query}").status_code == 404


def test_review_data_names_rating_writer_and_drama(client: Client) -> None:
    drama = make_drama("Misty", title_ko="미스티")
    review = make_review(
        drama=drama, headline="Fog", verdict="Dense.", rating="8.5", writers=[make_writer("hana")]
    )
    data, breadcrumbs = json_ld(client.get(review.get_absolute_url()).content.decode())
    assert data["@type"] == "Review"
    assert data["reviewRating"] == {
        "@type": "Rating",
        "ratingValue": "8.5",
        "bestRating": "10",
        "worstRating": "0",
    }
    assert data["itemReviewed"]["name"] == "Misty"  # type: ignore[index]
    assert [author["name"] for author in data["author"]] == ["hana"]  # type: ignore[attr-defined]
    assert breadcrumbs["@type"] == "BreadcrumbList"


def test_a_review_without_a_rating_claims_none(client: Client) -> None:
    data, _breadcrumbs = json_ld(client.get(make_review().get_absolute_url()).content.decode())
    assert data["@type"] == "Article"
    assert "reviewRating" not in data


def test_a_surprise_is_not_in_the_data_of_an_opened_drama(client: Client) -> None:
    drama = make_drama()
    make_credit(drama, make_person("Zqsurprise"), spoils_through=4)
    page = client.get(drama.get_absolute_url(), {"seen": "all"}).content.decode()
    assert "Zqsurprise" in page
    assert "Zqsurprise" not in json.dumps(json_ld(page))


def test_no_text_ends_the_script() -> None:
    element = script({"name": "</script><script>alert(1)</script> <!-- & \u2028"})
    assert element.count("<") == 2
    assert json.loads(element[element.index("{") : element.rindex("}") + 1])["name"].startswith("</script>")
