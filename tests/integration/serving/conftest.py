import socket
import threading
from collections.abc import Callable, Iterator

import pytest
import uvicorn

from reviewsite.serving.processes import Worker
from reviewsite.serving.routes import STAFF_LIMIT, Kind, Route
from reviewsite.serving.site import Site
from tests.integration.serving.talking import Application


@pytest.fixture
def application() -> Application:
    return Application()


@pytest.fixture
def server(application: Application) -> uvicorn.Server:
    site = Site(application, lambda environ: Route(Kind.FORM, STAFF_LIMIT))
    return uvicorn.Server(uvicorn.Config(site, log_config=None, **Worker.CONFIG_KWARGS))


@pytest.fixture
def call(server: uvicorn.Server) -> Iterator[Callable[[], socket.socket]]:
    """Opens a connection to the server."""
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    opened = []
    address = listener.getsockname()

    def call() -> socket.socket:
        opened.append(socket.create_connection(address, timeout=30))
        return opened[-1]

    yield call
    for each in opened:
        each.close()
    server.should_exit = True
    thread.join()
