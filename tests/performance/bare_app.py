"""The least that a WSGI application can do: ready bytes with the headers that they need."""

import os
from pathlib import Path
from typing import Any

_page = next(Path(os.environ["BENCH_BYTES"]).rglob("index.html"))
_PLAIN, _ZIPPED = [_page.read_bytes()], [_page.with_name("index.html.gz").read_bytes()]
_TYPE = ("Content-Type", "text/html; charset=utf-8")
_PLAIN_HEADERS = [_TYPE, ("Content-Length", str(len(_PLAIN[0])))]
_ZIPPED_HEADERS = [_TYPE, ("Content-Length", str(len(_ZIPPED[0]))), ("Content-Encoding", "gzip")]


def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    if environ.get("HTTP_ACCEPT_ENCODING") == "gzip":
        start_response("200 OK", _ZIPPED_HEADERS)
        return _ZIPPED
    start_response("200 OK", _PLAIN_HEADERS)
    return _PLAIN
