"""Pages that every site has: health, robots, about, errors; and the stylesheet."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import DatabaseError, connection
from django.template.loader import render_to_string
from django.test import Client

from reviewsite import css_bundle as stylesheets


@pytest.mark.django_db
def test_process_lives_whatever_the_database_does(client: Client) -> None:
    def refuse(*args: object) -> None:
        raise DatabaseError("gone")

    with connection.execute_wrapper(refuse):
        response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_robots_keep_out_of_the_admin(client: Client) -> None:
    assert "Disallow: /admin/" in client.get("/robots.txt").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/about/", "/style-guide/"])
def test_static_pages_have_one_heading_and_no_cookie(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 200
    assert response.content.decode().count("<h1") == 1
    assert not response.cookies


def test_server_error_page_needs_nothing() -> None:
    assert "Something broke on our side" in render_to_string("500.html")


def test_stylesheet_holds_every_source_in_order() -> None:
    folder = Path(settings.BASE_DIR) / "static" / "css"
    css = stylesheets.joined(folder)

    assert set(stylesheets.sources(folder)) == {*folder.glob("*.css"), *folder.glob("components/*.css")}
    assert css.index("--paper") < css.index("@font-face") < css.index(".masthead") < css.index("@media print")
    assert "/*" not in css


def test_stylesheet_is_found_under_its_name() -> None:
    found = finders.find("css/site.css")

    assert found
    assert ".seal" in Path(found).read_text(encoding="utf-8")


def test_every_source_of_the_stylesheet_is_small() -> None:
    sources = stylesheets.sources(Path(settings.BASE_DIR) / "static" / "css")
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in sources}

    assert lengths
    assert {name: lines for name, lines in lengths.items() if lines > 250} == {}
