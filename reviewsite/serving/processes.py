"""gunicorn looks after the process that serves: a fresh one on SIGHUP, another when it dies, an orderly end."""

import signal
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication
from uvicorn_worker import UvicornWorker

from reviewsite.serving.connection import PATIENCE, Connection
from reviewsite.serving.site import Site

#: How long requests under way may still take when the server is asked to stop, in seconds.
STOP_WITHIN = 20
#: Seconds of Python that a thread may go on for while others want to. The event loop asks for its turn at each event,
#: and whoever stores something at each statement: with Python's own 5 ms both would wait for those who render.
SWITCH_INTERVAL = 0.0001


class Worker(UvicornWorker):
    """One event loop. The addresses of clients and the scheme are the site's affair: it knows whom it may trust."""

    CONFIG_KWARGS = {
        "loop": "uvloop",
        "http": Connection,
        "ws": "none",
        "interface": "asgi3",
        "lifespan": "off",
        "proxy_headers": False,
        "server_header": False,
        "timeout_graceful_shutdown": STOP_WITHIN,
    }

    def init_signals(self) -> None:
        super().init_signals()
        # uvicorn sends itself once more what it was stopped with. That must not end the jobs that are under way.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)

    def handle_exit(self, sig: int, frame: Any) -> None:
        """gunicorn passes SIGINT on as SIGQUIT, of which uvicorn hears nothing: it hears SIGTERM."""
        signal.raise_signal(signal.SIGTERM)


class Server(BaseApplication):
    """Serves the site that `load` gives, in a process that is begun for it."""

    def __init__(self, load: Callable[[], Site], *, host: str, port: int, access_log: bool = False) -> None:
        self._load = load
        self._options: dict[str, Any] = {
            "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
            "workers": 1,
            "worker_class": Worker,
            "keepalive": int(PATIENCE),
            "graceful_timeout": STOP_WITHIN,
            "timeout": 60,  # seconds in which the event loop must turn once
            "loglevel": "error",  # what clients send wrongly is no news
            "accesslog": "-" if access_log else None,
            "control_socket_disable": True,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Site:
        return self._load()
