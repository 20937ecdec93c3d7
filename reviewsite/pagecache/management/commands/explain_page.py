"""Why a public page is as it is: what it is made of, whether it can be checked, and what the shared store holds."""

import argparse
import time
from typing import Any
from urllib.parse import urlsplit

from django.core.handlers.wsgi import WSGIHandler
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reviewsite.pagecache import policy, scheduled_changes, shared
from reviewsite.pagecache.cached_page import Address, CachedPage, address_of
from reviewsite.pagecache.checking import why_not_current
from reviewsite.pagecache.rendering import render
from reviewsite.pagecache.versions import Generation, read_version


class Command(BaseCommand):
    help = "Makes a public page as the page cache does, and says what it is made of and how long it stays."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("address", help="as in the browser: /reviews/a-review/?seen=3")

    def handle(self, *, address: str, **options: Any) -> None:
        page, known = _find(address)
        now = timezone.now()
        generation = Generation(read_version(), scheduled_changes.next_after(now))
        begin = time.perf_counter()
        made = render(WSGIHandler(), known, 1.0, "", now)
        taken = (time.perf_counter() - begin) * 1000
        made.until = float("inf")
        self._say("Known as", known[0] + (f"?{known[1]}" if known[1] else ""))
        self._say("Content version", generation.version or "none yet")
        next_change = generation.until and timezone.localtime(generation.until)
        self._say("Next scheduled change", f"{next_change:%Y-%m-%d %H:%M:%S %Z}" if next_change else "none")
        self._say("Made now", f"{made.status}, {len(made.body):,} bytes, {taken:.1f} ms")
        if not page.kept or not made.expires:
            self._say("Kept", "no: it is made for each reader")
            return
        self._explain(made, generation)
        if store := shared.configured():
            self._say("Shared store", _stored(store.get(known, now.timestamp()), generation))

    def _explain(self, made: CachedPage, generation: Generation) -> None:
        if made.questions is None:
            self._say("After any change", f"it is rendered again: {made.unfit}")
            return
        begin = time.perf_counter()
        # Of another generation, so that its questions are asked.
        why = why_not_current(made, generation, timezone.now())
        taken = (time.perf_counter() - begin) * 1000
        self._say("After any change", f"{len(made.questions)} queries are asked again, {taken:.1f} ms")
        self._say("Asked again just now", why or "the same answers")
        for number, question in enumerate(made.questions, start=1):
            self.stdout.write(f"  {number:2}  {question.tables}")

    def _say(self, label: str, text: str) -> None:
        self.stdout.write(f"{label + ':':24}{text}")


def _find(address: str) -> tuple[policy.Page, Address]:
    """The page at an address, which may be a whole URL, under the address that the cache knows it by."""
    parts = urlsplit(address)
    path, query = address_of((parts.path + (f"?{parts.query}" if parts.query else "")).encode())
    found = policy.find({"PATH_INFO": path, "QUERY_STRING": query})
    if found is None:
        raise CommandError(
            f"The page cache keeps nothing at {parts.path}: it is not in CACHED_PAGES of reviewsite/urls.py."
        )
    return found


def _stored(page: CachedPage | None, generation: Generation) -> str:
    if page is None:
        return "nothing"
    now = timezone.now()
    why = why_not_current(page, generation, now)
    return f"{now.timestamp() - page.made:.0f} s old, " + (f"out of date: {why}" if why else "up to date")
