"""The least that a WSGI application can do for the same answer: its ready bytes and its ready headers."""

import json
import os
from pathlib import Path
from typing import Any

_page = next(Path(os.environ["BENCH_BYTES"]).rglob("index.html"))
_PLAIN, _ZIPPED = [_page.read_bytes()], [_page.with_name("index.html.gz").read_bytes()]
_PLAIN_HEADERS, _ZIPPED_HEADERS = (
    [(name, value) for name, value in json.loads(_page.with_name(kept).read_text())]
    for kept in ("headers", "headers.gz")
)


def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    if environ.get("HTTP_ACCEPT_ENCODING") == "gzip":
        start_response("200 OK", _ZIPPED_HEADERS)
        return _ZIPPED
    start_response("200 OK", _PLAIN_HEADERS)
    return _PLAIN
