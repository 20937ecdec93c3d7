"""A connection of uvicorn's that answers finished pages immediately, and does not wait for its client for ever.

A finished page costs no task, no thread and no WSGI call: that is what makes it as cheap as a file. Whatever is not
at hand, or asked in an unusual way, takes uvicorn's own way to the application; what RFC 9112 wants refused is refused,
after the requests before it are answered.
"""

import re
from http import HTTPStatus
from typing import Any

import httptools
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from reviewsite.serving.refusal import RefusedError, refusal
from reviewsite.serving.site import Site
from reviewsite.serving.target import ascii_line, read_target
from reviewsite.serving.upgrade import parser_for_body

#: Seconds in which a head has to arrive, a client has to take some of what is sent to it, or ask again.
PATIENCE = 30.0
#: Bytes that one read takes, and that a head may have beyond those that are read with its beginning.
PIECE = 16 * 1024
#: Seconds in which a client that was refused may go on sending, so that it hears why.
LINGER = 2.0
_REQUEST_LINE = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+ \S+ HTTP/1\.[01]\r\n")
_METHODS = {b"GET", b"HEAD", b"POST", b"PUT", b"PATCH", b"DELETE", b"OPTIONS", b"TRACE"}


class Connection(HttpToolsProtocol):
    app: Site

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._answered = False
        self._dated: list[tuple[bytes, bytes]] | None = None
        #: Whether a head is what comes next or has come in part, and whether one has begun to.
        self._is_between, self._in_head = True, False
        #: Bytes of the head, or between two pieces of a body, that came after their first.
        self._overhead = 0
        #: What ends this connection when the requests before it are answered, and whether the client has said all.
        self._refusal: HTTPStatus | None = None
        self._ended = False
        #: Whether the last answer is sent, and what still comes is not listened to.
        self._parts = False
        #: Since when the client, not the site, is the one to do something, and what it then had not yet taken.
        self._since, self._untaken = self.loop.time(), 0
        self._watch = self.loop.call_later(PATIENCE, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        self._watch.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if len(data) <= PIECE:
            self._read(data)
            return
        for start in range(0, len(data), PIECE):
            if self.transport.is_closing():
                return
            self._read(data[start : start + PIECE])

    def _read(self, data: bytes) -> None:
        if self._refusal is not None or self._parts:
            return
        if (self._in_head or self.cycle is not None) and self._overhead_is_full(data):
            is_line = self._in_head and not self.headers
            status = (
                HTTPStatus.REQUEST_URI_TOO_LONG if is_line else HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
            )
            self._refuse(status)
            return
        if self._is_between and not data.isascii() and not (self._in_head and self.headers):
            data = ascii_line(data)
        self._unset_keepalive_if_required()
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as offer:
            if self._has_body():
                self.parser = parser_for_body(self, self.headers)
            if rest := data[offer.args[0] :]:
                self._read(rest)
        except httptools.HttpParserInvalidMethodError:
            is_request = _REQUEST_LINE.match(data)
            self._refuse(HTTPStatus.NOT_IMPLEMENTED if is_request else HTTPStatus.BAD_REQUEST)
        except httptools.HttpParserError as error:
            cause = error.__context__
            self._refuse(cause.status if isinstance(cause, RefusedError) else HTTPStatus.BAD_REQUEST)

    def _overhead_is_full(self, data: bytes) -> bool:
        """Whether a head, or what is between the pieces of a body, goes on and on."""
        if not self._in_head and not self.in_body():
            return False
        self._overhead += len(data)
        return self._overhead > PIECE and (self._in_head or self._overhead > 2 * PIECE)

    def on_message_begin(self) -> None:
        # What uvicorn makes for the application is made when the application is to be asked.
        self.url = b""
        self.headers = []
        self.asked: dict[bytes, bytes] = {}
        self._since = self.loop.time()
        self._in_head, self._overhead = True, 0

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self._in_head:  # a trailer says nothing about the request
            return
        name = name.lower()
        self.headers.append((name, value))
        self.asked[name] = value

    def on_headers_complete(self) -> None:
        self._in_head = self._is_between = False
        # Of HTTP/1.1, and the client wants to go on; of all others the version has to be looked at.
        self._keeps = self.parser.should_keep_alive() and b"connection" not in self.asked
        if not self._keeps:
            self._look_at_version()
        if (
            (self.cycle is None or self.cycle.response_complete)
            and not self.pipeline
            # A client who asks and asks and takes nothing must not fill the memory.
            and not self.transport.get_write_buffer_size()
            # What is said twice is not for us to choose from.
            and len(self.asked) == len(self.headers)
            and (answer := self.app.ready(self.parser.get_method(), self.url, self.asked)) is not None
        ):
            self._answer(*answer)
        else:
            self._ask()

    def _look_at_version(self) -> None:
        version = self.parser.get_http_version()
        if version not in {"1.0", "1.1"}:
            raise RefusedError(HTTPStatus.HTTP_VERSION_NOT_SUPPORTED)
        self._keeps = version == "1.1" and self.parser.should_keep_alive()

    def _answer(self, head: bytes, body: bytes) -> None:
        self._answered = True
        if self.server_state.default_headers is not self._dated:  # uvicorn's clock has gone on by a second
            self._dated = self.server_state.default_headers
            self._end = b"".join(b"%b: %b\r\n" % header for header in self._dated) + b"\r\n"
        keeps = self._keeps
        self.transport.writelines(
            (head + (self._end if keeps else b"Connection: close\r\n" + self._end), body)
        )
        if self.access_log:
            self._log(int(head[9:12]))
        if not keeps:
            self.transport.close()

    def _log(self, status: int) -> None:
        """As uvicorn logs what the application answers."""
        client = f"{self.client[0]}:{self.client[1]}" if self.client else ""
        method, target = self.parser.get_method().decode("ascii"), self.url.decode("latin-1")
        version = self.parser.get_http_version()
        self.access_logger.info('%s - "%s %s HTTP/%s" %d', client, method, target, version, status)

    def _ask(self) -> None:
        """The application, as uvicorn does, for which the beginning of the request is made good."""
        if self.transport.is_closing():  # what follows a request that is the last
            raise RefusedError(HTTPStatus.BAD_REQUEST)
        is_old = self.parser.get_http_version() == "1.0"
        path, query, headers = self._checked(is_old)
        super().on_message_begin()
        self.url = b"/"
        self.headers.extend(headers)  # the scope has this list
        self.expect_100_continue = not is_old and self.asked.get(b"expect", b"").lower() == b"100-continue"
        super().on_headers_complete()
        if self._has_body():
            self.cycle.transport = _Gentle(self)  # type: ignore[assignment]
        # Its task begins later.
        self.scope["raw_path"], self.scope["query_string"] = path, query
        self.scope["path"] = path.decode("latin-1")

    def _checked(self, is_old: bool) -> tuple[bytes, bytes, list[tuple[bytes, bytes]]]:
        """Path, query and headers. Raises RefusedError for what the parser takes and RFC 9112 does not."""
        method = self.parser.get_method()
        if method not in _METHODS:
            raise RefusedError(HTTPStatus.NOT_IMPLEMENTED)
        hosts = [value for name, value in self.headers if name == b"host"]
        if len(hosts) > 1 or not (hosts or is_old):
            raise RefusedError(HTTPStatus.BAD_REQUEST)
        coding = self.asked.get(b"transfer-encoding")
        if coding is not None and is_old:
            raise RefusedError(HTTPStatus.BAD_REQUEST)
        if coding is not None and coding.strip().lower() != b"chunked":
            raise RefusedError(HTTPStatus.NOT_IMPLEMENTED)
        target = read_target(method, self.url)
        if target.host is None:
            return target.path, target.query, self.headers
        others = [header for header in self.headers if header[0] != b"host"]
        return target.path, target.query, [(b"host", target.host), *others]

    def on_body(self, body: bytes) -> None:
        self._overhead = 0
        super().on_body(body)

    def _has_body(self) -> bool:
        return b"content-length" in self.asked or b"transfer-encoding" in self.asked

    def on_message_complete(self) -> None:
        if self._answered:
            self._answered, self._is_between = False, True
        elif not (self.parser.should_upgrade() and self._has_body()):  # else it only begins
            self._is_between = True
            super().on_message_complete()

    def on_response_complete(self) -> None:
        self._since = self.loop.time()
        if self._parts:
            return
        is_last = not self.pipeline
        super().on_response_complete()
        if is_last and not self.transport.is_closing():
            if self._refusal is not None:
                self._say_refusal()
            elif self._ended:
                self.transport.close()

    def eof_received(self) -> bool:  # type: ignore[override]
        """A client that has sent all its requests may still read the answers."""
        self._ended = True
        if self._refusal is None and not self._parts and (self._in_head or self.in_body()):
            self._refuse(HTTPStatus.BAD_REQUEST)
        return self._is_pending() and not self._parts

    def _is_pending(self) -> bool:
        return bool(self.pipeline) or (self.cycle is not None and not self.cycle.response_complete)

    def in_body(self) -> bool:
        """Whether more of the latest request's body is to come."""
        return self.cycle is not None and self.cycle.more_body and not (self._is_between or self._in_head)

    def part(self) -> None:
        """Close the connection, but hear out for a while who still sends: else the system would cut it, and what was
        answered might be lost on its way."""
        if self._parts or self._ended or self.transport.is_closing():
            self.transport.close()
            return
        self._parts = True
        self.transport.write_eof()
        self.loop.call_later(LINGER, self.transport.close)

    def _refuse(self, status: HTTPStatus) -> None:
        """Answer the request that is being read with `status`, in its turn, and end the connection."""
        self._refusal = status
        if self.in_body():
            if self.pipeline:
                self.pipeline.popleft()  # it is the latest
            else:
                cycle = self.cycle
                cycle.disconnected = True
                cycle.message_event.set()
                if cycle.response_started:
                    self.part()
                else:
                    self._say_refusal()
                return
        if not self._is_pending():
            self._say_refusal()

    def _say_refusal(self) -> None:
        status = self._refusal or HTTPStatus.BAD_REQUEST
        headers, page = refusal(status)
        lines = [b"%b: %b\r\n" % header for header in [*self.server_state.default_headers, *headers]]
        self.transport.write(b"".join([STATUS_LINE[status], *lines, b"\r\n", page]))
        self.part()

    def _look(self) -> None:
        """End the connection if its client has kept it waiting."""
        now, untaken = self.loop.time(), self.transport.get_write_buffer_size()
        works = self.cycle is not None and not self.cycle.response_complete
        if (works and not untaken) or untaken < self._untaken:
            self._since = now
        if now - self._since >= PATIENCE:
            self.transport.abort()
            return
        self._untaken = untaken
        self._watch = self.loop.call_later(max(1.0, PATIENCE - (now - self._since)), self._look)


class _Gentle:
    """A transport as a request with a body gets it: it may be answered before all of it has come."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.write, self.is_closing = connection.transport.write, connection.transport.is_closing

    def close(self) -> None:
        if self._connection.in_body():
            self._connection.part()
        else:
            self._connection.transport.close()
