"""The search page, suggestions and OpenSearch, as a browser without JavaScript or a machine gets them."""

import json
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dramas.models import Drama
from reviewsite.images.models import Image
from reviewsite.search.index import reindex
from tests.factories import make_drama, make_known_person, make_network, make_person, make_review

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def page(client: Client, **query: str) -> str:
    response = client.get("/search/", query)
    assert response.status_code == 200
    return response.content.decode()


def test_empty_page_explains_the_search(client: Client) -> None:
    empty = page(client)

    assert '<meta name="robots" content="noindex' in empty
    assert "initial consonants" in empty
    assert 'action="/search/"' in empty
    assert 'name="q"' in empty


def test_results_are_grouped_with_counts_and_marked_words(client: Client) -> None:
    sea_tv = make_network("Sea TV")
    for number in range(7):
        make_drama(f"Sea {number}", year=2000 + number, networks=[sea_tv])

    results = page(client, q="sea")

    assert results.count('<h3 class="hit__title"><a href="/dramas/') == 4
    assert results.count('<h3 class="hit__title"><a href="/networks/') == 1
    assert '<a href="/search/?q=sea&amp;kind=drama">Dramas <span>7</span></a>' in results
    assert "<mark>Sea</mark> 0" in results
    assert "All matching dramas" in results


def test_one_kind_has_pages_that_keep_it(client: Client) -> None:
    sea_tv = make_network("Sea TV")
    for number in range(25):
        make_drama(f"Sea {number:02}", networks=[sea_tv])

    first, second = page(client, q="sea", kind="drama"), page(client, q="sea", kind="drama", page="2")

    assert first.count('<li class="hit">') == 20
    assert "/search/?q=sea&amp;kind=drama&amp;page=2" in first
    assert second.count('<li class="hit">') == 5
    assert '<a href="/networks/' not in second.partition("<main")[2].partition("</main>")[0]


def test_more_than_forty_are_not_listed_but_said(client: Client) -> None:
    reindex(
        Drama.objects.bulk_create(
            [Drama(title=f"Sea {n}", slug=f"drama-{n}", state="public") for n in range(70)]
        )
    )

    last = page(client, q="sea", kind="drama", page="2")

    assert "Dramas <span>40+</span>" in last
    assert "Showing the first 40" in last


def test_mended_and_left_out_words_are_named(client: Client) -> None:
    make_drama("Landing")

    assert "Showing results for <strong>landing</strong>" in page(client, q="lnading")
    assert "Ignored: <s>nonsense</s>" in page(client, q="landing nonsense")


def test_nothing_found_leads_on(client: Client) -> None:
    make_review(headline="Written Lately")

    nothing = page(client, q="<script>alert(1)</script> xyzzy")

    assert "No results." in nothing
    assert "<script>alert" not in nothing
    assert 'href="/dramas/"' in nothing
    assert "Written Lately" in nothing


@pytest.mark.parametrize(
    "query", ["q=sea&kind=nonsense", "q=sea&kind=person", "q=sea&page=-1", "kind=drama", "q=%00", "q=%ff"]
)
def test_odd_addresses_are_answered(client: Client, query: str) -> None:
    make_drama("Sea")

    assert client.get(f"/search/?{query}").status_code == 200
    assert client.get(f"/search/suggest/?{query}").status_code == 200


def test_suggestions_are_in_the_form_that_browsers_read(client: Client) -> None:
    make_known_person("Im Si-wan", slug="im-si-wan", hangul="임시완", birth_year=1988)

    response = client.get("/search/suggest/", {"q": "im si"})

    assert json.loads(response.content) == [
        "im si",
        ["Im Si-wan"],
        ["Person · born 1988"],
        ["http://127.0.0.1:8000/people/im-si-wan/"],
        {"hangul": ["임시완"]},
    ]
    assert response.headers["Content-Type"] == "application/x-suggestions+json"
    assert response.headers["Cache-Control"] == "private, max-age=60"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert not response.has_header("Vary")


def test_browsers_are_told_of_the_search(client: Client) -> None:
    described = client.get("/opensearch.xml")
    root = ElementTree.fromstring(described.content)
    templates = {url.get("type"): url.get("template") for url in root if url.tag.endswith("Url")}

    assert described.headers["Content-Type"] == "application/opensearchdescription+xml"
    assert templates["text/html"] == "http://127.0.0.1:8000/search/?q={searchTerms}"
    assert (
        templates["application/x-suggestions+json"] == "http://127.0.0.1:8000/search/suggest/?q={searchTerms}"
    )
    assert 'href="/opensearch.xml"' in page(client)


def test_only_reading_is_allowed(client: Client) -> None:
    assert [
        client.post(path).status_code for path in ("/search/", "/search/suggest/", "/opensearch.xml")
    ] == [405] * 3


@pytest.mark.parametrize("count", [1, 20])
def test_searches_make_a_fixed_number_of_queries(client: Client, count: int) -> None:
    for number in range(count):
        poster = Image.objects.create(file=f"images/{number}.jpg", width=800, height=1200)
        cast = [(make_person(f"Sea Person {number}"), "Keeper")]
        networks = [make_network(f"Sea {count} {number}")]
        drama = make_drama(f"Sea {number}", cast=cast, networks=networks, poster=poster)
        make_review(drama=drama, headline=f"Sea {number}")

    # SQLite is asked for the names themselves, then for those that have the words; PostgreSQL for both together.
    # Two of a page's are the site's settings and menu.
    searching, suggesting = (7, 2) if connection.vendor == "postgresql" else (8, 3)
    assert queries(lambda: client.get("/search/", {"q": "sea"})) == searching
    assert queries(lambda: client.get("/search/suggest/", {"q": "sea"})) == suggesting


def queries(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)
