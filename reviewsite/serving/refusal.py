"""Answers that cost nothing: the statuses with which the server itself refuses a request."""

from functools import lru_cache
from http import HTTPStatus

from django.utils.translation import get_language, gettext, gettext_noop

Headers = list[tuple[bytes, bytes]]

#: Seconds after which it is worth trying again.
RETRY_AFTER = 5

_BUSY = gettext_noop(
    "The site is busy. Go back and try again in a few seconds: what you typed is still there."
)
_WORDS = {
    HTTPStatus.METHOD_NOT_ALLOWED: gettext_noop("This page takes no form."),
    HTTPStatus.REQUEST_TIMEOUT: gettext_noop(
        "The form arrived too slowly. Please go back and send it again."
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: gettext_noop("This is more than this page takes."),
    HTTPStatus.TOO_MANY_REQUESTS: gettext_noop(
        "Too many requests from your network. Please go back and try again in a few seconds."
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: _BUSY,
}
#: The title is the phrase of the standard, which is English.
_PAGE = """<!doctype html>
<html lang="{language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title lang="en">{title}</title>
<h1 lang="en">{title}</h1><p>{words}</p></html>
"""


class RefusedError(Exception):
    """This request is answered with `status` and goes no further."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


@lru_cache(maxsize=100)
def refusal(status: HTTPStatus) -> tuple[Headers, bytes]:
    """The headers and the body of a refusal, which ends its connection: more of the request may be on its way."""
    words = _WORDS.get(status, gettext_noop("The server does not understand this request."))
    title = f"{status.value} {status.phrase}"
    page = _PAGE.format(language=get_language(), title=title, words=gettext(words)).encode()
    headers = [
        (b"Content-Type", b"text/html; charset=utf-8"),
        (b"Content-Length", b"%d" % len(page)),
        (b"Content-Security-Policy", b"default-src 'none'"),
        (b"Cache-Control", b"private, no-store"),
        (b"Connection", b"close"),
    ]
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers.append((b"Allow", b"GET, HEAD"))
    if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        headers.append((b"Retry-After", b"%d" % RETRY_AFTER))
    return headers, page
