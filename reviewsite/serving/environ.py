"""The WSGI environment (PEP 3333) of an HTTP scope (ASGI)."""

import sys
from collections.abc import MutableMapping
from functools import lru_cache
from typing import Any
from urllib.parse import unquote_to_bytes
from wsgiref.types import WSGIEnvironment

_UNPREFIXED = {"CONTENT_TYPE", "CONTENT_LENGTH"}
#: Longer names are nobody's, and not remembered.
_LONGEST_NAME = 100


def environ_of(scope: MutableMapping[str, Any]) -> WSGIEnvironment:
    """All but `wsgi.input`. Bytes of the path that are no text are kept, as WSGI does."""
    server, port = (scope.get("server") or ("localhost", 80))[:2]
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": scope["client"][0] if scope.get("client") else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        key = _key(name) if len(name) <= _LONGEST_NAME else ""
        if key in environ:
            # A second Host becomes one that no site has, as it must.
            environ[key] += ("; " if key == "HTTP_COOKIE" else ",") + value.decode("latin-1")
        elif key:
            environ[key] = value.decode("latin-1")
    return environ


@lru_cache(maxsize=500)
def _key(name: bytes) -> str:
    """Empty for a name with an underscore: it would pass for the one with a hyphen, which a proxy vouches for."""
    if b"_" in name:
        return ""
    key = name.decode("latin-1").upper().replace("-", "_")
    return key if key in _UNPREFIXED else f"HTTP_{key}"
