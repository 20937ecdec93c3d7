"""From an address to an answer: Django renders a request that holds the address and nothing else."""

import datetime as dt
import io
import sys
from typing import Any
from urllib.parse import urlsplit
from wsgiref.types import WSGIApplication

from django.conf import settings
from django.db import connection
from django.http.request import split_domain_port, validate_host

from reviewsite.pagecache import present
from reviewsite.pagecache.cached_page import Address, CachedPage, Headers
from reviewsite.pagecache.headers import FOR_EVERYBODY, NOT_KEPT
from reviewsite.pagecache.questions import Recorder

#: Set again for each encoding, or by the server.
_REPLACED = {"content-length", "etag", "last-modified", "date", "vary"}


def stripped_request(address: Address) -> dict[str, Any]:
    """The WSGI environment of an anonymous reader of this address, without any header of theirs."""
    site = urlsplit(settings.SITE_URL)
    host = site.netloc if is_allowed(site.netloc) else next(iter(settings.ALLOWED_HOSTS), "localhost")
    name, port = split_domain_port(host)
    path, query = address
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": name,
        "SERVER_PORT": port or ("443" if site.scheme == "https" else "80"),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "",
        "HTTP_HOST": host,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": site.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        FOR_EVERYBODY: True,
    }
    if settings.SECURE_PROXY_SSL_HEADER and site.scheme == "https":
        header, value = settings.SECURE_PROXY_SSL_HEADER
        environ[header] = value
    return environ


def is_allowed(host: str) -> bool:
    """Whether ALLOWED_HOSTS has this Host header, with or without its port."""
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def render(
    django: WSGIApplication, address: Address, expires: float, cache_control: str, now: dt.datetime
) -> CachedPage:
    """The answer of `django` to everybody as of `now`, with its questions; expires at 0 if it must not be kept."""
    recorder = Recorder(now)
    with present.fixed(now), connection.execute_wrapper(recorder):
        page = _answer(django, address, expires, cache_control)
    if page.expires:
        page.keep_questions(recorder.questions(), recorder.unfit)
    return page


def _answer(django: WSGIApplication, address: Address, expires: float, cache_control: str) -> CachedPage:
    said: list[Any] = []

    def start_response(status: str, headers: Headers, exc_info: Any = None) -> Any:
        said[:] = [status, headers]

    result = django(stripped_request(address), start_response)
    try:
        body = b"".join(result)
    finally:
        if close := getattr(result, "close", None):
            close()
    status, given = said
    headers = [(name, value) for name, value in given if name.lower() not in _REPLACED]
    if not may_be_kept(status, given):
        if not any(name.lower() == "cache-control" for name, _value in headers):
            headers.append(("Cache-Control", NOT_KEPT))
        return CachedPage(status, headers, body)
    return CachedPage(status, [*headers, ("Cache-Control", cache_control)], body, expires)


def may_be_kept(status: str, headers: Headers) -> bool:
    """Only a whole page that says nothing of its own about who may keep it, sets no cookie and varies with nothing."""
    if not status.startswith("200 "):
        return False
    return not any(name.lower() in {"set-cookie", "cache-control", "vary"} for name, _value in headers)
