"""The owner's theme: what it replaces, and that a broken one costs readers nothing."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.contrib.staticfiles import finders
from django.template import engines
from django.template.loader import get_template
from django.test import Client

from reviewsite.site import theme
from reviewsite.site.current import current

pytestmark = pytest.mark.django_db

DOCS = (Path(site_settings.BASE_DIR) / "docs" / "theme.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """An empty theme; `read` below starts the site with what is in it."""
    settings.THEME_DIR = tmp_path / "theme"
    (tmp_path / "theme" / "templates").mkdir(parents=True)
    yield tmp_path / "theme"
    restart()


def restart() -> None:
    theme.stylesheet.cache_clear()
    for loader in engines["django"].engine.template_loaders:  # type: ignore[attr-defined]
        loader.reset()


def write(folder: Path, name: str, text: str | bytes) -> None:
    path = folder / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)


def read(address: str = "/genres/") -> str:
    restart()
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_template_of_the_theme_may_extend_the_one_that_it_replaces(folder: Path) -> None:
    block = "{% block main %}<p>Mine</p>{{ block.super }}{% endblock %}"
    write(folder, "dramas/genre_list.html", '{% extends "dramas/genre_list.html" %}' + block)
    write(folder, "theme/footer.html", "<p>Made in Busan</p>")
    page = read()

    assert "<p>Mine</p>" in page
    assert 'class="masthead"' in page
    assert "<p>Made in Busan</p>" in page.partition("</main>")[2]
    assert theme.check_theme(None) == []


@pytest.mark.parametrize(
    "broken",
    [
        "{% block main %}",
        "{% no_such_tag %}",
        "{{ x|no_such_filter }}",
        b"\xff\xfe\x00",
        "{% load nothing %}",
    ],
)
def test_a_broken_template_is_as_if_it_were_not_there(folder: Path, broken: Any, caplog: Any) -> None:
    write(folder, "includes/masthead.html", broken)

    assert 'class="masthead"' in read()
    assert "The theme's template includes/masthead.html is broken" in caplog.text
    (found,) = theme.check_theme(None)
    assert "includes/masthead.html is broken" in found.msg


def test_a_template_that_replaces_nothing_is_named(folder: Path) -> None:
    write(folder, "includes/mastheads.html", "<p>Mine</p>")
    write(folder, "my/part.html", "<p>Mine</p>")
    write(folder, "theme/head.html", '{% include "my/part.html" %}')

    assert [found.obj for found in theme.check_theme(None)] == [
        str(folder / "templates/includes/mastheads.html")
    ]


def test_the_stylesheet_comes_last_under_an_address_of_its_content(folder: Path) -> None:
    assert "/theme/" not in read()
    assert Client().get("/theme/00000000.css").status_code == 404
    addresses = []
    for colour in ("red", "blue"):
        (folder / "theme.css").write_text(f".masthead {{ color: {colour} }}")
        sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)">', read())
        addresses.append(sheets[-1])
        answer = Client().get(sheets[-1])
        assert colour in answer.content.decode()
        assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
        assert "immutable" in answer.headers["Cache-Control"]
    assert len(set(addresses)) == 2
    assert Client().get(addresses[0]).headers["Cache-Control"] == "no-cache"


def test_what_browsers_would_refuse_is_named_by_its_line(folder: Path) -> None:
    (folder / "theme.css").write_text(
        'p {}\n@import "x.css";\np { background: url( "https://else.example/x.png") }\n'
    )
    restart()

    assert [found.msg.partition(":")[0] for found in theme.check_theme(None)] == [
        "theme.css, line 2",
        "theme.css, line 3",
    ]


def named(heading: str) -> list[str]:
    found = re.findall(r"`([^`]+)`", DOCS.partition(f"### {heading}\n")[2].partition("\n###")[0])
    assert found
    return found


def test_what_the_page_says_may_be_relied_on_is_there() -> None:
    for name in named("Templates"):
        get_template(name)
    base = (Path(site_settings.BASE_DIR) / "templates" / "base.html").read_text(encoding="utf-8")
    assert [name for name in named("Blocks of every page") if f"{{% block {name} %}}" not in base] == []
    css = Path(finders.find("css/site.css")).read_text(encoding="utf-8")
    assert [name for name in named("Classes") if not re.search(rf"\.{name}(?![\w-])", css)] == []
    assert [
        name for name in named("Custom properties") if name.startswith("--") and f"{name}:" not in css
    ] == []
    for name in named("In every template"):
        if name.startswith("site."):
            assert hasattr(current(), name.partition(".")[2])
