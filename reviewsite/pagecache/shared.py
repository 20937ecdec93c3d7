"""Finished pages in Valkey or Redis, for many processes. Whatever is wrong with it, pages are rendered."""

import hashlib
import hmac
import json
import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings

from reviewsite.pagecache.cached_page import Address, CachedPage
from reviewsite.pagecache.questions import Question

logger = logging.getLogger(__name__)

#: Seconds that a page waits for the store, and that a store which failed is left alone.
TIMEOUT, REST = 0.25, 5.0
#: What pages are made of beside the database.
_FOLDERS = ("reviewsite", "dramas", "reviews", "templates", "static", "locale")
_SETTINGS = (
    "SITE_URL",
    "SITE_NAME",
    "SITE_TAGLINE",
    "LANGUAGE_CODE",
    "TIME_ZONE",
    "STAGING",
    "COMMENTS_CLOSE_AFTER_DAYS",
)
_SEAL = hashlib.sha256().digest_size


class SharedStore:
    """`get` and `put` never raise. A page is kept as its seal, a line of JSON, and the body.

    It brings the name of its generation and its questions, so whoever takes it checks it as their own.
    """

    def __init__(self, client: Any, namespace: str, seconds: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._namespace = namespace
        self._seconds = seconds
        self._rests_until = 0.0

    def get(self, address: Address, now: float) -> CachedPage | None:
        """The page, of whatever generation, if it may be kept at the Unix time `now`; its `expires` is not set."""
        key = self._key(address)
        raw = self._ask(lambda: self._client.get(key))
        found = self._open(key, raw) if raw else None
        return found if found and now < found.until else None

    def put(self, address: Address, page: CachedPage, now: float) -> None:
        key = self._key(address)
        questions = page.questions
        head = {
            "status": page.status,
            "headers": page.headers,
            "generation": page.generation,
            "made": page.made,
            "until": page.until,
            "unfit": page.unfit,
            "questions": None if questions is None else [each.as_json() for each in questions],
        }
        content = json.dumps(head).encode() + b"\n" + page.body
        life = int((page.until - now) * 1000)
        if life > 0:
            self._ask(lambda: self._client.set(key, self._seal(key, content) + content, px=life))

    def _open(self, key: str, raw: bytes) -> CachedPage | None:
        seal, content = raw[:_SEAL], raw[_SEAL:]
        # Damaged, or written by somebody who has the store but not our key.
        if not hmac.compare_digest(seal, self._seal(key, content)):
            logger.warning("A page of the shared page cache is not ours: %s", key)
            return None
        head, _, body = content.partition(b"\n")
        said = json.loads(head)
        page = CachedPage(said["status"], [(name, value) for name, value in said["headers"]], body)
        page.generation, page.made, page.until = said["generation"], said["made"], said["until"]
        questions = said["questions"]
        page.keep_questions(
            None if questions is None else tuple(map(Question.from_json, questions)), said["unfit"]
        )
        return page

    def _seal(self, key: str, content: bytes) -> bytes:
        return hmac.digest(settings.SECRET_KEY.encode(), key.encode() + b"\n" + content, "sha256")

    def _key(self, address: Address) -> str:
        return f"page:{self._namespace}:{json.dumps(address)}"

    def _ask(self, question: Callable[[], Any]) -> Any:
        now = self._seconds()
        if now < self._rests_until:
            return None
        try:
            return question()
        except Exception as error:  # whatever a client may raise
            logger.warning("The shared page cache does not answer: %s", error)
            self._rests_until = now + REST
            return None


def configured() -> SharedStore | None:
    """The store that CACHE_URL names, if any."""
    if not settings.CACHE_URL:
        return None
    import redis  # only where it is used

    client = redis.Redis.from_url(settings.CACHE_URL, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT)
    return SharedStore(client, release())


def release() -> str:
    """A fingerprint of the site's files, its theme and the settings that pages show: releases do not share pages."""
    base = Path(settings.BASE_DIR)
    digest = hashlib.sha256(repr([getattr(settings, name) for name in _SETTINGS]).encode())
    for root in (*(base / folder for folder in _FOLDERS), settings.THEME_DIR):
        for path in sorted(root.rglob("*")):
            if path.suffix != ".pyc" and path.is_file():
                digest.update(path.relative_to(root.parent).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]
