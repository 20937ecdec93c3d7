"""What is compared: the same page from a file, from memory, from our cache, and rendered."""

import json
import os
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.performance.contest import Entrant, Server, running

ROOT = Path(__file__).resolve().parents[2]
ZIPPED = {"Accept-Encoding": "gzip"}
#: Headers that the server itself adds. Given by an application, "Connection: close" would end each connection.
OF_THE_SERVER = {"connection", "date", "server"}
SEARCH = "/search/?q=secret+garden"

NGINX = """
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log stderr crit;
events {{ worker_connections 1024; }}
http {{
    include /etc/nginx/mime.types;
    default_type text/html;
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {http}
    server {{
        listen 127.0.0.1:{port};
        {server}
    }}
}}
"""
STATIC = "root {folder}/files; gzip_static on; location / {{ try_files $uri $uri/index.html =404; }}"
KEPT_OPEN = "open_file_cache max=10000 inactive=60s; open_file_cache_valid 60s;"
UPSTREAM = "upstream site {{ server 127.0.0.1:{upstream}; keepalive 32; }}"
PROXY = """location / {{
    proxy_pass http://site; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $host;
    proxy_set_header Accept-Encoding $http_accept_encoding; {more}
}}"""
CACHE = f"""proxy_cache pages; proxy_cache_key $uri$is_args$args$http_accept_encoding;
    proxy_cache_lock on; proxy_cache_use_stale updating; proxy_cache_background_update on; {KEPT_OPEN}"""


@contextmanager
def nginx(folder: Path, name: str, *, http: str = "", server: str) -> Iterator[Server]:
    place = folder / name
    place.mkdir()

    def command(port: int) -> list[str]:
        conf = place / "nginx.conf"
        conf.write_text(NGINX.format(folder=place, http=http, server=server, port=port))
        return ["nginx", "-e", "stderr", "-c", str(conf)]

    with running(command, log=place / "log") as started:
        yield started


def under_serve(target: str) -> list[str]:
    """A WSGI application under the server and with the settings of `manage.py serve`."""
    return [sys.executable, "-m", "tests.performance.under_serve", target]


@contextmanager
def all_servers(folder: Path, page: str, large: Path) -> Iterator[dict[str, Server]]:
    """By name; nginx's files and the bare application hold the bytes that our own server gave.

    `large` is the folder of a site of 20,000 reviews.
    """
    os.environ["BENCH_BYTES"] = str(folder / "bytes")
    serve = [sys.executable, "manage.py", "serve", "--no-worker"]
    with ExitStack() as stack:
        enter = stack.enter_context
        servers = {"ours": enter(running(lambda port: serve, log=folder / "serve.log"))}
        _store(folder, page, servers["ours"].port)
        (folder / "files").symlink_to(folder / "bytes")
        static = STATIC.format(folder=folder)
        servers["nginx"] = enter(nginx(folder, "static", server=static))
        servers["nginx at best"] = enter(nginx(folder, "open", server=KEPT_OPEN + static))
        at_large = {"DATA_DIR": str(large)}
        servers["large"] = enter(running(lambda port: serve, at_large, folder / "large.log"))
        servers["large django"] = enter(running(lambda port: under_serve("reviewsite.wsgi:django"), at_large))
        servers["bare"] = enter(running(lambda port: under_serve("tests.performance.bare_app:application")))
        servers["django"] = enter(running(lambda port: under_serve("reviewsite.wsgi:django")))
        stock = {"DJANGO_SETTINGS_MODULE": "tests.performance.stock_cache_settings"}
        servers["stock"] = enter(
            running(lambda port: under_serve("tests.performance.stock_app:application"), stock)
        )
        upstream = UPSTREAM.format(upstream=servers["ours"].port)
        servers["proxy"] = enter(nginx(folder, "proxy", http=upstream, server=PROXY.format(more="")))
        kept = f"proxy_cache_path {folder}/kept keys_zone=pages:10m; {upstream}"
        servers["proxy cache"] = enter(nginx(folder, "cache", http=kept, server=PROXY.format(more=CACHE)))
        yield servers


def _store(folder: Path, page: str, port: int) -> None:
    """The page's bytes, plain and zipped, as a web server would find them in a folder, and beside them its headers."""
    place = folder / "bytes" / page.strip("/")
    place.mkdir(parents=True)
    for suffix, headers in {"": {}, ".gz": ZIPPED}.items():
        request = urllib.request.Request(f"http://127.0.0.1:{port}{page}", headers=headers)
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            (place / f"index.html{suffix}").write_bytes(answer.read())
            said = [pair for pair in answer.headers.items() if pair[0].lower() not in OF_THE_SERVER]
            (place / f"headers{suffix}").write_text(json.dumps(said))
            etag = answer.headers["ETag"]
    (folder / "etag").write_text(etag)


def all_entrants(folder: Path, page: str) -> list[Entrant]:
    etag = {**ZIPPED, "If-None-Match": (folder / "etag").read_text()}
    found = []
    for label, headers in (("", {}), (", gzip", ZIPPED)):
        found += [
            Entrant(f"nginx, a file{label}", "nginx", page, headers),
            Entrant(f"bare application{label}", "bare", page, headers),
            Entrant(f"our cached page{label}", "ours", page, headers),
        ]
    return [
        *found,
        Entrant("nginx, a file kept open, gzip", "nginx at best", page, ZIPPED),
        Entrant("our cached page, 304", "ours", page, etag, status=304),
        Entrant("ours behind nginx, gzip", "proxy", page, ZIPPED),
        Entrant("ours in nginx's proxy_cache, gzip", "proxy cache", page, ZIPPED),
        Entrant("Django's cache middleware", "stock", page),
        Entrant("our page uncached", "django", page),
        Entrant("home, 20,000 reviews, cached", "large", "/", ZIPPED),
        Entrant("home, 20,000 reviews, uncached", "large django", "/"),
        Entrant("search, 20,000 reviews", "large django", SEARCH),
    ]
