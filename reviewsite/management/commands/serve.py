"""Serve the site with uvicorn under gunicorn: one process, an event loop and many threads, two of which do the jobs."""

import argparse
import ctypes
import gc
import resource
import signal
import socket
import sys
import threading
import time
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connection, connections
from django.db.migrations.executor import MigrationExecutor

from reviewsite.configuration import env
from reviewsite.jobs.worker import start_workers
from reviewsite.operations import figures, watch
from reviewsite.serving.processes import SWITCH_INTERVAL, Server
from reviewsite.serving.routes import route_of
from reviewsite.serving.site import Site

_PR_SET_PDEATHSIG = 1


class Command(BaseCommand):
    help = "Serves the site. Stops on Ctrl-C or SIGTERM, after the requests under way are answered."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--address", default="127.0.0.1", help="where to listen (default: this machine only)"
        )
        parser.add_argument(
            "--port", type=int, default=env.integer("PORT", 8000), help="default: $PORT, or 8000"
        )
        parser.add_argument("--access-log", action="store_true", help="write a line for each request")
        parser.add_argument(
            "--no-worker", action="store_true", help="leave mails and smaller pictures to 'manage.py work'"
        )

    def handle(self, *, address: str, port: int, access_log: bool, no_worker: bool, **options: Any) -> None:
        refuse_pending_migrations()
        refuse_uncollected_static_files()
        host = free_host(address, port)
        allow_many_connections()
        _close_database()
        Server(
            lambda: self._load(host, port, not no_worker), host=host, port=port, access_log=access_log
        ).run()

    def _load(self, host: str, port: int, does_jobs: bool) -> Site:
        """The site, in the process that serves it."""
        if sys.platform == "linux":  # a worker that outlives a killed server would keep the port
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        sys.setswitchinterval(SWITCH_INTERVAL)
        threading.Thread(target=self._greet, args=[host, port], daemon=True).start()
        if connection.vendor == "postgresql":
            # Imported here: SQLite needs no driver of PostgreSQL in memory.
            import_module("reviewsite.postgresql.hung_server").start(connections.settings, _is_over)
        wsgi = import_module("reviewsite.wsgi")
        threading.Thread(
            target=wsgi.pages.versions.keep_looking, args=[_is_over], name="content version", daemon=True
        ).start()
        workers = start_workers(_is_over) if does_jobs else []
        watch.start(_is_over, works=lambda: bool(workers) and all(each.is_alive() for each in workers))
        if settings.METRICS:
            figures.serve(port + figures.BEYOND)
        # What is loaded stays: looking through it for garbage would stop all threads for 50 ms again and again.
        gc.collect()
        gc.freeze()
        return Site(wsgi.application, route_of)

    def _greet(self, host: str, port: int) -> None:
        """Say where the site is, as soon as it is there."""
        while not _answers(host, port):
            time.sleep(0.05)
        place = f"[{host}]" if ":" in host else host
        self.stdout.write(f"The site is served on http://{place}:{port}/ (Ctrl-C stops it)")
        self.stdout.flush()


def _is_over(seconds: float) -> bool:
    """Wait for the last request to be answered; Python then waits for the job that is under way."""
    server = threading.main_thread()
    server.join(seconds)
    return not server.is_alive()


def _answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port)).close()
    except ConnectionRefusedError:
        return False
    return True


def refuse_pending_migrations() -> None:
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error as error:
        raise CommandError(f"The database does not answer: {error}") from error
    if pending:
        raise CommandError(f"Migrations are not applied ({len(pending)}). Run: manage.py migrate")


def refuse_uncollected_static_files() -> None:
    read_manifest = getattr(staticfiles_storage, "read_manifest", None)
    if read_manifest is not None and read_manifest() is None:
        raise CommandError("The static files are not collected. Run: manage.py collectstatic --noinput")


def free_host(address: str, port: int) -> str:
    """The IP address to listen on, where nobody listens yet: granian would share the port with them, unnoticed."""
    try:
        if not 0 < port < 65536:
            raise OSError(0, "there is no such port")
        family, *_, place = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as error:
        raise CommandError(
            f"Cannot listen on {address}, port {port}: {error.strerror}. Try another: PORT=8001"
        ) from error
    return str(place[0])


def allow_many_connections() -> None:
    """As many files as this user may open, not the thousand that a shell begins with: who idles holds one."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _close_database() -> None:
    """The worker is a fork of this process, and connections must not be shared with it."""
    for each in connections.all():
        each.close()
        if close_pool := getattr(each, "close_pool", None):
            close_pool()
