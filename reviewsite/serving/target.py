"""What a request asks for: the request-target of RFC 9112, section 3.2."""

import re
from http import HTTPStatus
from typing import NamedTuple

from reviewsite.serving.refusal import RefusedError

_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_ABSOLUTE = re.compile(rb"https?://([^/?#]+)", re.IGNORECASE)


class Target(NamedTuple):
    """`host` is the one that the target names, and None if the Host header says it."""

    path: bytes
    query: bytes
    host: bytes | None


def ascii_line(data: bytes) -> bytes:
    """With the bytes of the first line that are no ASCII as %XX: people type addresses as they read them."""
    line, end, rest = data.partition(b"\r\n")
    return _BEYOND_ASCII.sub(lambda found: b"%%%02X" % found[0][0], line) + end + rest


def read_target(method: bytes, target: bytes) -> Target:
    """Raises RefusedError for what names no place on this server."""
    target = target.partition(b"#")[0]
    host = None
    if absolute := _ABSOLUTE.match(target):
        host, target = absolute[1], target[absolute.end() :]
        target = target if target.startswith(b"/") else b"/" + target
    is_server = target == b"*" and method == b"OPTIONS"
    if not (target.startswith(b"/") or is_server) or (host is not None and b"@" in host):
        raise RefusedError(HTTPStatus.BAD_REQUEST)
    path, _, query = target.partition(b"?")
    return Target(path, query, host)
