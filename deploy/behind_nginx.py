"""One process of the site that answers nginx, one request after the other: `python deploy/behind_nginx.py 8001`.

With bjoern (`pip install bjoern==3.2.2`, which needs a C compiler and libev). For nginx alone: it takes no care of slow
or hostile clients. On SIGTERM it takes no more connections and ends when nginx has left those that it has.
"""

import os
import signal
import socket
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import bjoern

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reviewsite.wsgi import application

#: Bytes that the system takes of an answer at once: a whole page.
SEND_BUFFER = 256 * 1024

stopping = False


def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    if not stopping:
        return application(environ, start_response)

    def say_goodbye(status: str, headers: list[tuple[str, str]], *exc_info: Any) -> Any:
        return start_response(status, [*headers, ("Connection", "close")], *exc_info)

    return application(environ, say_goodbye)


def listen(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
    listener.bind(("127.0.0.1", port))
    listener.setblocking(False)
    listener.listen(1024)
    return listener


def main() -> None:
    listener = listen(int(sys.argv[1]))

    def stop(*_: Any) -> None:
        global stopping
        stopping = True
        listener.shutdown(socket.SHUT_RDWR)
        os.kill(os.getpid(), signal.SIGINT)  # what bjoern ends on, with its last connection

    signal.signal(signal.SIGTERM, stop)
    bjoern.server_run(listener, answer)


if __name__ == "__main__":
    main()
