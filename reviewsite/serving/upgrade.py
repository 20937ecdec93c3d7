"""Offers to speak another protocol, which are passed over (RFC 9110, section 7.8).

The parser takes what follows such a head for that other protocol. A body that follows goes to a second parser, which
has been told its length.
"""

from typing import Any

import httptools

_FRAMING = {b"content-length", b"transfer-encoding"}


class _Listener:
    """Hears what the second parser reads: the head that it was told, which is no news, then all else."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._is_news = False
        self.on_body = connection.on_body
        self.on_message_complete = connection.on_message_complete

    def on_message_begin(self) -> None:
        if self._is_news:
            self._connection.on_message_begin()

    def on_url(self, url: bytes) -> None:
        if self._is_news:
            self._connection.on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._is_news:
            self._connection.on_header(name, value)

    def on_headers_complete(self) -> None:
        if self._is_news:
            self._connection.on_headers_complete()
        self._is_news = True


def parser_for_body(connection: Any, headers: list[tuple[bytes, bytes]]) -> httptools.HttpRequestParser:
    """A parser that expects the body of a request with these headers, and then further requests."""
    parser = httptools.HttpRequestParser(_Listener(connection))
    parser.set_dangerous_leniencies(lenient_data_after_close=True)
    framing = [b"%b: %b\r\n" % header for header in headers if header[0] in _FRAMING]
    parser.feed_data(b"".join([b"POST / HTTP/1.1\r\n", *framing, b"\r\n"]))
    return parser
