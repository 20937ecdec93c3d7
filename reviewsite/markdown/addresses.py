"""Addresses in texts that somebody else wrote: only the reader moves the reader's progress."""

import re
import unicodedata
from urllib.parse import unquote_plus, urlsplit

from django.conf import settings

#: What a page takes as the reader's own wish: how far they have seen, and which parts they opened.
_PROGRESS = frozenset({"seen", "open"})
_WEB = re.compile(r"(?P<scheme>https?:)?(?P<slashes>[/\\]*)(?P<host>[^/\\?#]*)", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
#: Browsers drop these from addresses.
_DROPPED = re.compile(r"[\t\r\n]|%0[9AaDd](?=[^?#]*:)")


def without_progress(address: str) -> str:
    """An address without `?seen=` and `?open=`, if it leads to this site; "?" for a link that was nothing else."""
    if "?" not in address or not _is_own(_DROPPED.sub("", address)):
        return address
    before, _mark, _rest = address.partition("#")
    path, _mark, query = before.partition("?")
    kept = [pair for pair in query.split("&") if not _is_progress(pair)]
    if len(kept) == len(query.split("&")):
        return address
    fragment = address[len(before) :]
    shorter = path + ("?" + "&".join(kept) if any(kept) else "") + fragment
    return shorter or "?"


def _is_progress(pair: str) -> bool:
    name = re.sub("[\t\r\n]", "", pair).partition("=")[0]
    return unquote_plus(name).strip("\t\r\n\0 ").casefold() in _PROGRESS


def _is_own(address: str) -> bool:
    """Whether a browser that is on this site would stay on it, as far as can be told."""
    if _OTHER_SCHEME.match(address.strip()):
        return False
    found = _WEB.match(address.strip())
    if found is None or len(found["slashes"]) < 2:
        return True  # a path; "https:path" and "https:/path" are paths, too, where the page is of that scheme
    host = _bare(unquote_plus(found["host"]).rpartition("@")[2])
    own = {_bare(name) for name in (urlsplit(settings.SITE_URL).netloc, *settings.ALLOWED_HOSTS)}
    # ".blog.example" allows blog.example and all below it.
    return host in own or any(name.startswith(".") and f".{host}".endswith(name) for name in own)


def _bare(host: str) -> str:
    """A host as browsers compare it: small, in one width, without port and www."""
    host = unicodedata.normalize("NFKC", host).casefold().replace("\u3002", ".")
    return re.sub(r":\d*$", "", host).rstrip(".").removeprefix("www.")
