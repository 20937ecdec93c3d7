"""A reader's shelf: it is filled on drama pages, marked on cards, taken along as a file, and told to nobody."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from tests.factories import make_drama

pytestmark = pytest.mark.django_db(transaction=True)


def file(text: str) -> dict[str, object]:
    return {"name": "shelf.json", "mimeType": "application/json", "buffer": text.encode()}


def test_a_shelf_from_the_first_drama_to_the_imported_file(page: Page) -> None:
    make_drama("Harbour Lights", slug="harbour-lights", episodes=2)
    make_drama("Salt Road", slug="salt-road", title_ko="소금길")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(_whole(request)))

    page.goto("/shelf/")
    expect(page.get_by_text("Nothing here yet.")).to_be_visible()
    page.goto("/dramas/salt-road/")
    page.get_by_role("button", name="Want to watch").click()
    expect(page.get_by_role("button", name="Want to watch")).to_have_attribute("aria-pressed", "true")
    page.goto("/dramas/harbour-lights/")
    page.get_by_label("How far have you seen?").select_option("1")
    expect(page.get_by_role("button", name="Want to watch")).to_be_hidden()
    page.goto("/dramas/")
    expect(page.locator(".tile", has_text="Harbour Lights")).to_contain_text("Seen through episode 1")
    expect(page.locator(".tile", has_text="Salt Road")).to_contain_text("Want to watch")

    asked.clear()
    page.goto("/shelf/")
    watching = page.get_by_role("region", name="Watching")
    expect(watching.get_by_role("link", name="Harbour Lights")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export as a file").press("Enter")
    kept = Path(download.value.path()).read_text(encoding="utf-8")
    assert json.loads(kept)["dramas"] == {"harbour-lights": "1", "salt-road": "want"}
    watching.get_by_role("button", name="One more episode").press("Enter")
    expect(page.get_by_role("region", name="Seen").get_by_role("link", name="Harbour Lights")).to_be_focused()
    page.get_by_role("button", name="Remove Salt Road").press("Enter")
    expect(page.get_by_role("region", name="Want to watch")).to_be_hidden()
    expect(page.get_by_role("status").last).to_have_text("Removed: Salt Road")

    chooser = page.get_by_label("Import a file")
    for text, said in {
        "{": "That file is no shelf: it isn’t JSON.",
        "[]": "That file is no shelf of this kind of site.",
        kept.replace('"want"', '"soon"'): "Nothing was imported: the entry “salt-road” makes no sense.",
        kept: "Dramas imported: 2",
    }.items():
        chooser.set_input_files(file(text))  # type: ignore[arg-type]
        expect(page.locator(".reader-shelf__status")).to_have_text(said)
    expect(
        page.get_by_role("region", name="Want to watch").get_by_role("link", name="Salt Road")
    ).to_be_visible()
    assert [each for each in asked if "salt-road" in each or "harbour-lights" in each] == []


def _whole(request: Request) -> str:
    return f"{request.url} {request.post_data or ''}"
