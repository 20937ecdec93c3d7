"""The WSGI application in front of Django's: pages that are there are answered without entering it."""

import datetime as dt
from collections.abc import Iterable, Iterator
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings

from reviewsite.pagecache import content, policy
from reviewsite.pagecache.cached_page import (
    NOT_MODIFIED,
    Address,
    CachedPage,
    address_of,
    best_encoding,
    is_current,
)
from reviewsite.pagecache.checking import server_timing, why_not_current
from reviewsite.pagecache.headers import NOT_KEPT, TIMING
from reviewsite.pagecache.memory import Memory
from reviewsite.pagecache.policy import Page
from reviewsite.pagecache.rendering import is_allowed, render
from reviewsite.pagecache.shared import SharedStore
from reviewsite.pagecache.single_flight import SingleFlight
from reviewsite.pagecache.versions import Clock, Generation, Versions

#: Different Host and Accept-Encoding headers that are remembered, and how long they may be; there are few honest ones.
#: When strangers have filled the memory it starts empty again, and the next request adds its sender.
_REMEMBERED, _LONGEST_HEADER = 500, 200
#: Bytes of a request's target, in which a letter takes up to nine.
_LONGEST_TARGET = 4 * policy.LONGEST


class PageCache:
    """Answers readers from memory, has `django` render what is missing, and lets everything else through to it."""

    def __init__(
        self, django: WSGIApplication, *, clock: Clock | None = None, store: SharedStore | None = None
    ) -> None:
        options = settings.PAGE_CACHE
        self.versions = Versions(clock=clock)
        self.memory = Memory(options["BYTES"], options["ENTRIES"])
        content.on_change(self.versions.written)
        self._django = django
        self._store = store
        self._seconds = self.versions.clock.seconds
        self._single_flight: SingleFlight[CachedPage] = SingleFlight()
        self._lifetime: float = options["SECONDS"]
        age = options["SHARED_SECONDS"]
        self._cache_control = f"public, max-age=0, s-maxage={age}, stale-while-revalidate={age}"
        self._session: str = settings.SESSION_COOKIE_NAME
        self._session_cookie = self._session.encode()
        self._explains: bool = settings.DEBUG
        self._needs_https: bool = settings.SECURE_SSL_REDIRECT
        # Both as WSGI says them and as they come.
        self._hosts: set[str | bytes] = set()
        self._encodings: dict[str | bytes, str] = {}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if self._seconds() >= self.versions.check_at:
            self.versions.refresh()
        if not self._is_for_everybody(environ) or not (found := policy.find(environ)):
            environ[TIMING] = self._timing_for_staff
            return self._django(environ, start_response)
        page, address = found
        cached, how = self._fetch(page, address)
        return self._answer(cached, environ, start_response, address, how)

    def ready(self, method: bytes, target: bytes, asked: dict[bytes, bytes]) -> tuple[bytes, bytes] | None:
        """The answer's head, but for its date and the empty line, and its body, if both are in memory and fresh.

        `asked` holds the request's headers, none of which was said twice, under names in lower case. Neither waits nor
        asks the database, so an event loop may call it. It is the path of nearly every request: a microsecond here is
        a twentieth of what the server does in all.
        """
        if asked.get(b"host") not in self._hosts or method != b"GET" or len(target) > _LONGEST_TARGET:
            return None
        versions = self.versions
        entry = self.memory.entries.get(address_of(target))
        if entry is None or entry.generation != versions.generation.name:
            return None
        now = self._seconds()
        cookie = asked.get(b"cookie")
        if (
            now >= entry.expires
            or self._explains
            or (cookie is not None and self._session_cookie in cookie)
            or b"authorization" in asked
            or b"content-length" in asked
            or b"transfer-encoding" in asked
            or (self._needs_https and not self._says_https(asked))
            or (now >= versions.check_at and not versions.is_fresh(now))
        ):
            return None
        encoding = self._encodings.get(asked.get(b"accept-encoding", b""))
        if encoding is None or (encoded := entry.encoded.get(encoding)) is None:
            return None
        entry.used = True
        known = asked.get(b"if-none-match")
        if known is not None and encoded.etag and is_current(encoded.etag, known.decode("latin-1")):
            return encoded.unchanged_head, b""
        return encoded.head, encoded.body[0]

    def _timing_for_staff(self, environ: WSGIEnvironment) -> str:
        found = policy.find(environ)
        entry = self.memory.entries.get(found[1]) if found else None
        return server_timing(entry, "bypassed", self.versions)

    def _is_for_everybody(self, environ: WSGIEnvironment) -> bool:
        """Whether this may be answered as it is to anybody: of readers known by cookie or password nothing is kept."""
        return (
            environ["REQUEST_METHOD"] in {"GET", "HEAD"}
            and self._session not in environ.get("HTTP_COOKIE", "")
            and "HTTP_AUTHORIZATION" not in environ
            and not environ.get("SCRIPT_NAME")
            and self._is_known(environ.get("HTTP_HOST", ""))
            and (not self._needs_https or _is_secure(environ))
        )

    def _says_https(self, asked: dict[bytes, bytes]) -> bool:
        """As `_is_secure`; without a proxy's word the request goes the long way."""
        name, value = settings.SECURE_PROXY_SSL_HEADER or ("", "")
        said = asked.get(name.removeprefix("HTTP_").replace("_", "-").lower().encode(), b"")
        return said.split(b",")[0].strip() == value.encode() != b""

    def _is_known(self, host: str) -> bool:
        if host in self._hosts:
            return True
        if not is_allowed(host):
            return False
        if len(host) <= _LONGEST_HEADER:
            known = self._hosts if len(self._hosts) < _REMEMBERED else set()
            self._hosts = {*known, host, host.encode("latin-1")}
        return True

    def _fetch(self, page: Page, address: Address) -> tuple[CachedPage, str]:
        """The page as it may be given out now, and whether it was a hit, checked or made."""
        entry = self.memory.entries.get(address)
        if entry and entry.generation == self.versions.generation.name and self._seconds() < entry.expires:
            entry.used = True
            return entry, "hit"
        entry = self._single_flight.get(
            address, lambda: self.versions.generation.name, lambda: self._make(page, address)
        )
        return entry, entry.how

    def _make(self, page: Page, address: Address) -> CachedPage:
        """From the memory or the shared store, if it is as current as it was or proves so, or else from Django."""
        generation, seconds = self.versions.generation, self._seconds()
        now = self.versions.clock.now()
        why = "nobody has asked for it yet"
        for known in self._known(page, address, now):
            if known.generation == generation.name and seconds < known.expires:
                return known
            why = why_not_current(known, generation, now)
            if not why:
                known.expires = seconds + known.until - now.timestamp()
                known.generation, known.how = generation.name, "checked"
                self.memory.put(address, known)
                return known
        return self._render(page, address, generation, why)

    def _known(self, page: Page, address: Address, now: dt.datetime) -> Iterator[CachedPage]:
        if known := self.memory.entries.get(address):
            yield known
        if self._store and page.kept and (stored := self._store.get(address, now.timestamp())):
            yield stored

    def _render(self, page: Page, address: Address, generation: Generation, why: str) -> CachedPage:
        seconds, now = self._seconds(), self.versions.clock.now()
        made = until = now.timestamp()
        until += self._lifetime
        if generation.until is not None:
            until = min(until, generation.until.timestamp())
        control = self._cache_control if page.kept else NOT_KEPT
        entry = render(self._django, address, seconds + until - made, control, now)
        entry.generation, entry.made, entry.until = generation.name, made, until
        entry.how, entry.why = "made", why
        if page.kept and entry.expires:
            # What was made of two versions may know less of the scheduled changes than it shows.
            if not self.versions.is_still(generation):
                entry.keep_questions(None, "the content changed while it was made")
            if self._store:
                self._store.put(address, entry, made)
            self.memory.put(address, entry)
        return entry

    def _answer(
        self,
        entry: CachedPage,
        environ: WSGIEnvironment,
        start_response: StartResponse,
        address: Address,
        how: str,
    ) -> Iterable[bytes]:
        accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
        encoding = self._encodings.get(accepted)
        if encoding is None:
            encoding = self._choose(accepted)
        encoded = entry.encoded.get(encoding)
        if encoded is None:
            encoded = entry.encode(encoding)
            self.memory.grown(address, entry)
        asked = environ.get("HTTP_IF_NONE_MATCH")
        if asked is not None and encoded.etag and is_current(encoded.etag, asked):
            start_response(NOT_MODIFIED, encoded.unchanged.copy())
            return []
        # A copy: servers may change the list.
        timing = [("Server-Timing", server_timing(entry, how, self.versions))] if self._explains else []
        start_response(entry.status, encoded.headers + timing)
        return encoded.body if environ["REQUEST_METHOD"] == "GET" else []

    def _choose(self, accepted: str) -> str:
        encoding = best_encoding(accepted)
        if len(accepted) <= _LONGEST_HEADER:
            known = self._encodings if len(self._encodings) < _REMEMBERED else {}
            self._encodings = {**known, accepted: encoding, accepted.encode("latin-1"): encoding}
        return encoding


def _is_secure(environ: WSGIEnvironment) -> bool:
    if header := settings.SECURE_PROXY_SSL_HEADER:
        return environ.get(header[0], "").split(",")[0].strip() == header[1]
    return bool(environ["wsgi.url_scheme"] == "https")
