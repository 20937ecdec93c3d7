"""Whether a page of an earlier generation is still as it was, and why a page is as it is."""

import datetime as dt

from django.db import Error

from reviewsite.pagecache.cached_page import CachedPage
from reviewsite.pagecache.questions import first_changed
from reviewsite.pagecache.versions import Generation, Versions, borrowed_connection


def why_not_current(page: CachedPage, generation: Generation, now: dt.datetime) -> str:
    """Why this page cannot be given out in `generation`; "" if it can: its questions are answered as before.

    `generation` must have been known before, so that what changes meanwhile ends it.
    """
    if now.timestamp() >= page.until:
        return "it is too old, or a scheduled change was due"
    if page.generation == generation.name:
        return ""
    if page.questions is None:
        return f"it cannot be checked: {page.unfit}"
    try:
        with borrowed_connection():
            changed = first_changed(page.questions, now)
    except Error:
        return "the database does not answer"
    return f"other rows of {changed.tables}" if changed else ""


def server_timing(page: CachedPage | None, how: str, versions: Versions) -> str:
    """The value of a `Server-Timing` header: how the page came about, and what the cache knows of it."""
    said = {"cache": how, "version": versions.generation.version}
    if page:
        age = versions.clock.now().timestamp() - page.made
        questions = page.unfit if page.questions is None else str(len(page.questions))
        said |= {"age": f"{age:.0f} s", "queries": questions, "made": page.why}
    return ", ".join(f'{name};desc="{_quotable(value)}"' for name, value in said.items())


def _quotable(text: str) -> str:
    """For a quoted string of a header."""
    return "".join(letter if " " <= letter <= "~" and letter not in '"\\' else "'" for letter in text)
