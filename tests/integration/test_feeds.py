"""What leaves the site for feed readers and search engines."""

import json
import re
import xml.etree.ElementTree as ET

import pytest
from django.test import Client

from reviews import revisions
from reviewsite.images.models import Image
from reviewsite.pages.structured_data import absolute, script
from reviewsite.spoilers import WHOLE_DRAMA
from tests.factories import make_credit, make_drama, make_person, make_review, make_writer

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def json_ld(page: str) -> list[dict[str, object]]:
    return [
        json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    ]


def entries(client: Client) -> list[ET.Element]:
    return ET.fromstring(client.get("/feeds/reviews.atom").content).findall("a:entry", ATOM)


def content_of(client: Client) -> str:
    [entry] = entries(client)
    return entry.findtext("a:content", "", ATOM)


def test_an_entry_holds_the_open_text_and_says_what_is_folded(client: Client) -> None:
    make_review(
        headline="Worth it",
        verdict="Go & see.",
        sections=[{"body": "Open words."}, {"body": "zqclosed", "spoils_through": WHOLE_DRAMA}],
    )
    [entry] = entries(client)
    assert entry.findtext("a:summary", "", ATOM) == "Go &amp; see."
    content = content_of(client)
    assert "Open words." in content
    assert "1 spoiler section" in content
    assert "zqclosed" not in content


def test_an_entry_is_never_empty(client: Client) -> None:
    make_review(headline="Only closed", verdict="", sections=[{"body": "zqclosed", "spoils_through": 3}])
    [entry] = entries(client)
    assert entry.findtext("a:summary", "", ATOM) == "Only closed"
    assert "Only closed" in content_of(client)


def test_links_in_a_feed_are_whole_and_hidden_passages_are_words(client: Client) -> None:
    review = make_review(sections=[{"body": "A ||secret|| word, [a page](/dramas/), [there](#section-2)."}])
    content = content_of(client)
    page = absolute(review.get_absolute_url())
    assert re.findall(r'href="([^"]*)"', content) == [absolute("/dramas/"), f"{page}#section-2"]
    assert "spoiler (ending)" in content
    assert "secret" not in content


def test_a_picture_in_a_feed_is_one_plain_image_with_a_whole_address(client: Client) -> None:
    image = Image.objects.create(
        file="a.webp", width=8, height=9, renditions={"avif": [8], "webp": [8]}, alt="A door", credit="JTBC"
    )
    make_review(sections=[{"body": image.markdown}])
    content = content_of(client)
    assert f'<img src="{absolute(image.file.url)}" width="8" height="9" alt="A door">' in content
    assert not re.search(r"srcset|<source|<picture", content)


def test_what_people_wrote_is_not_taken_for_an_address(client: Client) -> None:
    make_review(verdict='The attribute ="/x" is text.', sections=[{"body": 'So is `href="/y"`.'}])
    content = content_of(client)
    assert "=&quot;/x&quot;" in content
    assert "http://" not in content


def test_the_id_of_an_entry_stays_when_the_slug_is_renamed(client: Client) -> None:
    review = make_review()
    [before] = entries(client)
    review.slug = "renamed"
    review.save()
    [after] = entries(client)
    assert after.findtext("a:id", "", ATOM) == before.findtext("a:id", "", ATOM) == review.feed_id
    assert re.fullmatch(r"tag:[\w.]+,\d{4}-\d\d-\d\d:[0-9a-f-]{36}", review.feed_id)


def test_a_deleted_review_that_is_brought_back_keeps_its_id() -> None:
    review = make_review()
    revisions.record(review)
    kept, feed_id = revisions.latest(review.pk), review.feed_id
    assert kept is not None
    review.delete()
    assert revisions.restore(kept).feed_id == feed_id


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
