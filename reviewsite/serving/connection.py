"""A connection of uvicorn's that answers finished pages at once, and does not wait for its client for ever.

A finished page costs no task, no thread and no WSGI call: that is what makes it as cheap as a file. Whatever is not
at hand, or asked in an unusual way, takes uvicorn's own way to the application.
"""

from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from reviewsite.serving.site import Site

#: Seconds in which a head has to arrive, a client has to take some of what is sent to it, or ask again.
PATIENCE = 30.0
#: Bytes that are read at once, and that a head may have beyond those that are read with its beginning.
PIECE = 16 * 1024


class Connection(HttpToolsProtocol):
    app: Site

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._answered = False
        self._dated: list[tuple[bytes, bytes]] | None = None
        self._in_head, self._head_size = False, 0
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
        if self._in_head:
            self._head_size += len(data)
            if self._head_size > PIECE:
                self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
                return
        super().data_received(data)

    def on_message_begin(self) -> None:
        # What uvicorn makes for the application is made when the application is to be asked.
        self.url = b""
        self.headers = []
        self.asked: dict[bytes, bytes] = {}
        self._since = self.loop.time()
        self._in_head, self._head_size = True, 0

    def on_header(self, name: bytes, value: bytes) -> None:
        name = name.lower()
        self.headers.append((name, value))
        self.asked[name] = value

    def on_headers_complete(self) -> None:
        self._in_head = False
        if (
            (self.cycle is None or self.cycle.response_complete)
            and not self.pipeline
            # Who asks and asks and takes nothing must not fill the memory.
            and not self.transport.get_write_buffer_size()
            # What is said twice is not for us to choose from.
            and len(self.asked) == len(self.headers)
            and (answer := self.app.ready(self.parser.get_method(), self.url, self.asked)) is not None
        ):
            self._answer(*answer)
        else:
            self._ask()

    def _answer(self, head: bytes, body: bytes) -> None:
        self._answered = True
        if self.server_state.default_headers is not self._dated:  # uvicorn's clock has gone on by a second
            self._dated = self.server_state.default_headers
            self._end = b"".join(b"%b: %b\r\n" % header for header in self._dated) + b"\r\n"
        keeps = self.parser.should_keep_alive()
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
        url, headers = self.url, self.headers
        super().on_message_begin()
        self.url = url
        self.headers.extend(headers)  # the scope has this list
        self.expect_100_continue = self.asked.get(b"expect", b"").lower() == b"100-continue"
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        if self._answered:
            self._answered = False
        else:
            super().on_message_complete()

    def on_response_complete(self) -> None:
        self._since = self.loop.time()
        super().on_response_complete()

    def _refuse(self, status: HTTPStatus) -> None:
        self.transport.write(STATUS_LINE[status] + b"Content-Length: 0\r\nConnection: close\r\n\r\n")
        self.transport.close()

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
