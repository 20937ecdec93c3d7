"""What a drama is based on: on its page, as a filter of the list, and kept from the one line that it was."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from dramas.merging import merge
from dramas.models import Drama
from dramas.unmerging import undo
from tests.factories import make_drama, make_staff
from tests.integration.catalogue.test_rights import save_drama
from tests.integration.search.finding import found

pytestmark = pytest.mark.django_db

migration: Any = import_module("dramas.migrations.0010_the_work_a_drama_is_based_on")


def source(kind: str = "", title: str = "", author: str = "", url: str = "") -> dict[str, str]:
    values = {"kind": kind, "title": title, "author": author, "url": url}
    return {f"based_on_{name}": value for name, value in values.items()}


def said(client: Client, drama: Drama) -> str:
    page = client.get(drama.get_absolute_url()).content.decode()
    return page.partition("<dt>Based on</dt>")[2].partition("<dd>")[2].partition("</dd>")[0]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (source("webtoon", "Salt", "Yun"), "Salt, webtoon by Yun"),
        (source("web_novel", "Salt"), "Salt, web novel"),
        (source("", "Salt", "Yun"), "Salt, by Yun"),
        (source("true_story"), "True story"),
        (source("novel", "", "Yun"), "Novel, by Yun"),
        (source(), ""),
        (
            source("essay", "Salt", url="http://127.0.0.1:8000/a/?seen=all"),
            '<a href="http://127.0.0.1:8000/a/" rel="noopener">Salt</a>, essays',
        ),
    ],
)
def test_the_page_says_what_is_known(client: Client, fields: dict[str, str], words: str) -> None:
    assert said(client, make_drama(**fields)) == words


def test_the_list_is_filtered_by_kind(client: Client) -> None:
    make_drama("Salt Road", **source("webtoon"))
    make_drama("Fog Harbour", **source("novel"))
    make_drama("Hidden", state="draft", **source("film"))
    page = client.get("/dramas/?from=webtoon").content.decode()
    assert "Salt Road" in page
    assert "Fog Harbour" not in page
    assert 'aria-current="true">From webtoons</a> <span>1</span>' in page
    assert "From films" not in page
    assert "?from=webtoon&amp;letter=S" in page
    assert 'content="noindex, follow"' in page


@pytest.mark.parametrize(
    "query", ["from=nothing", "from=%00", "from=", "from=webtoon&from=x", "from=webtoon&letter=Z"]
)
def test_an_address_that_means_nothing_fails_nowhere(client: Client, query: str) -> None:
    make_drama("Salt Road", **source("webtoon"))
    assert client.get(f"/dramas/?{query}").status_code == 200


def test_it_is_found_by_the_title_of_its_source() -> None:
    make_drama("Salt Road", **source("webtoon", "Brine", "Yun"))
    assert found("brine") == {"drama: Salt Road"}


def test_an_address_that_is_none_is_refused(client: Client) -> None:
    client.force_login(make_staff("Editor"))
    answer = save_drama(client, make_drama(), **source("novel", "Kept", url="ftp://a.example/"))
    assert answer.context["adminform"].form.errors.keys() == {"based_on_url"}
    assert 'value="Kept"' in answer.content.decode()


# What was one line


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("the webtoon Misaeng by Yoon Tae-ho", ["webtoon", "Misaeng", "Yoon Tae-ho"]),
        ("the web novel Salt", ["web_novel", "Salt", ""]),
        ("the essay Stand by Me by Kim", ["essay", "Stand by Me", "Kim"]),
        ("A novel Salt by Kim", ["novel", "Salt", "Kim"]),
        ("a true story", ["", "a true story", ""]),
        ("Salt, a webtoon of 2010", ["", "Salt, a webtoon of 2010", ""]),
        ("novel", ["", "novel", ""]),
    ],
)
def test_the_line_is_taken_apart_where_it_says_what_it_is(text: str, parts: list[str]) -> None:
    assert migration.parts_of(text) == parts


def test_no_word_of_it_is_lost_in_rows_or_in_merges() -> None:
    whole = "the webtoon Salt by Yun"
    known, other = make_drama(**source("", whole)), make_drama(**source("", "a true story"))
    kept, gone = make_drama("Kept"), make_drama("Gone", **source("", whole))
    done = merge(kept, gone)
    _as_it_was(done)

    migration.split(apps, None)

    assert Drama.objects.filter(**source("webtoon", "Salt", "Yun")).count() == 2
    other.refresh_from_db()
    assert other.based_on_title == "a true story"
    done.refresh_from_db()
    undo(done)
    kept.refresh_from_db()
    assert {name: getattr(kept, name) for name in source()} == source()
    assert Drama.objects.get(title="Gone").based_on_author == "Yun"
    migration.join(apps, None)
    known.refresh_from_db()
    assert known.based_on_title == whole


def _as_it_was(done: Any) -> None:
    """A merge of the time when it was one field."""
    fields = done.changes["gone"]["fields"]
    text = fields["based_on_title"]
    for name in source():
        del fields[name]
    fields["based_on"] = text
    for row in done.changes["filled"]:
        row[2] = row[2].replace("based_on_title", "based_on")
    done.save()


def test_an_undone_merge_goes_back_to_the_one_field() -> None:
    done = merge(make_drama("Kept"), make_drama("Gone", **source("webtoon", "Salt", "Yun")))
    migration.join(apps, None)
    done.refresh_from_db()
    assert done.changes["gone"]["fields"]["based_on"] == "the webtoon Salt by Yun"
    assert [row[2:] for row in done.changes["filled"] if "based" in row[2]] == [
        ["based_on", "", "the webtoon Salt by Yun"]
    ]
