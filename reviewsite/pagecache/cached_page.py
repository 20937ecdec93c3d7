"""An answer as finished bytes: one body, its encodings, their ETags and headers, and what it was made of."""

import gzip
from collections.abc import Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from urllib.parse import unquote_to_bytes

import brotli

from reviewsite.pagecache.questions import Question

#: A path and a query string, both as WSGI gives them. Not joined: a path may hold a question mark.
Address = tuple[str, str]
Headers = list[tuple[str, str]]

IDENTITY, GZIP, BROTLI = "", "gzip", "br"
#: Below this many bytes a compressed answer is no shorter on the wire.
_WORTH_IT = 600
#: About what a list, its strings and a dictionary's place weigh beside the body.
_OVERHEAD = 2500


@lru_cache(maxsize=1000)
def address_of(target: bytes) -> Address:
    """The address that a request's target names; all bytes are kept, as WSGI does."""
    path, _, query = target.partition(b"?")
    return unquote_to_bytes(path).decode("latin-1"), query.decode("latin-1")


@cache
def _compressible(content_type: str) -> bool:
    kind = content_type.partition(";")[0].strip()
    return kind.startswith("text/") or kind.endswith(("xml", "json"))


class Encoded:
    """One encoding of an entry, for any WSGI server and, in `head` and `unchanged_head`, as it goes over the wire."""

    __slots__ = ("body", "etag", "head", "headers", "unchanged", "unchanged_head")

    def __init__(self, status: str, body: bytes, etag: str, headers: Headers) -> None:
        self.body = [body]
        self.etag = etag
        self.headers = headers
        self.unchanged = [(name, value) for name, value in headers if name in _SAID_WITH_304]
        self.head = _head(status, headers)
        self.unchanged_head = _head(NOT_MODIFIED, self.unchanged)


NOT_MODIFIED = "304 Not Modified"
_SAID_WITH_304 = {"ETag", "Cache-Control", "Vary"}


def _head(status: str, headers: Headers) -> bytes:
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers)]
    return "".join(f"{line}\r\n" for line in lines).encode("latin-1")


class CachedPage:
    """`expires` is in the seconds of the clock; 0 for what must not be kept.

    It may be given out as it is in the generation named `generation`; in a later one before the Unix time `until` when
    its `questions` are answered as before. They are None if it cannot be checked, for the reason in `unfit`. `how` and
    `why` say, for people, how it came to this generation.
    """

    __slots__ = (
        "body",
        "counted",
        "encoded",
        "expires",
        "generation",
        "headers",
        "how",
        "made",
        "questions",
        "size",
        "status",
        "unfit",
        "until",
        "used",
        "why",
    )

    def __init__(self, status: str, headers: Headers, body: bytes, expires: float = 0.0) -> None:
        self.generation = self.how = self.why = self.unfit = ""
        self.until = self.made = 0.0
        self.questions: tuple[Question, ...] | None = None
        self.status = status
        self.headers = headers
        self.body = body
        self.expires = expires
        self.used = False
        self.encoded: dict[str, Encoded] = {}
        self.size = len(body) + _OVERHEAD
        self.counted = 0

    def keep_questions(self, questions: tuple[Question, ...] | None, unfit: str = "") -> None:
        self.size += sum(each.size for each in questions or ()) - sum(
            each.size for each in self.questions or ()
        )
        self.questions, self.unfit = questions, unfit

    def encode(self, encoding: str) -> Encoded:
        """The answer in this encoding, compressed when it is first asked for."""
        made = self.encoded.get(encoding)
        if made is None:
            made = self.encoded[encoding] = self._encode(encoding)
            if made.body[0] is not self.body:
                self.size += len(made.body[0])
        return made

    def _encode(self, encoding: str) -> Encoded:
        content_type = next((value for name, value in self.headers if name == "Content-Type"), "")
        can_be_smaller = len(self.body) >= _WORTH_IT and _compressible(content_type)
        body, encoding = (
            (_compress(self.body, encoding), encoding) if can_be_smaller else (self.body, IDENTITY)
        )
        headers = [*self.headers, ("Content-Length", str(len(body)))]
        etag = ""
        if self.status.startswith("200"):
            digest = blake2b(self.body, digest_size=12, key=encoding.encode()).hexdigest()
            etag = f'"{digest}"'
            headers.append(("ETag", etag))
        if can_be_smaller:
            headers.append(("Vary", "Accept-Encoding"))
        if encoding:
            headers.append(("Content-Encoding", encoding))
        return Encoded(self.status, body, etag, headers)


def _compress(body: bytes, encoding: str) -> bytes:
    if encoding == BROTLI:
        # Its best is forty times slower and saves a tenth.
        return brotli.compress(body, quality=5, mode=brotli.MODE_TEXT)
    if encoding == GZIP:
        return gzip.compress(body, compresslevel=6, mtime=0)
    return body


def best_encoding(accepted: str | None) -> str:
    """The best of ours that an Accept-Encoding header takes: brotli, then gzip."""
    weights = dict(_weights((accepted or "").lower().split(",")))
    for encoding in (BROTLI, GZIP):
        if weights.get(encoding, weights.get("*", 0.0)) > 0:
            return encoding
    return IDENTITY


def _weights(parts: Sequence[str]) -> list[tuple[str, float]]:
    found = []
    for part in parts:
        coding, _, parameter = part.partition(";")
        name, _, value = parameter.partition("=")
        try:
            weight = float(value) if name.strip() == "q" else 1.0
        except ValueError:
            weight = 0.0
        found.append((coding.strip(), weight))
    return found


def is_current(etag: str, asked: str) -> bool:
    """Whether an If-None-Match header names this ETag; as RFC 9110 has it, weakly."""
    if asked == etag:
        return True
    return asked.strip() == "*" or any(each.strip().removeprefix("W/") == etag for each in asked.split(","))
