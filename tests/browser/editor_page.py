"""The parts of a Markdown editor in the admin's form for a review."""

from playwright.sync_api import Locator, Page


def editor(page: Page, number: int = 0) -> Locator:
    return page.locator(f"#id_sections-{number}-body").locator("xpath=ancestor::markdown-editor")


def text(page: Page, number: int = 0) -> Locator:
    return page.locator(f"#id_sections-{number}-body")


def preview(page: Page, number: int = 0) -> Locator:
    return editor(page, number).locator(".me-page")


def select(area: Locator, words: str) -> None:
    area.focus()
    area.evaluate(
        "(area, words) => area.setSelectionRange(area.value.indexOf(words), area.value.indexOf(words) + words.length)",
        words,
    )


def cursor_to_end(area: Locator) -> None:
    area.focus()
    area.evaluate("(area) => area.setSelectionRange(area.value.length, area.value.length)")
