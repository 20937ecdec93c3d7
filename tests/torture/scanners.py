"""ffuf, slowhttptest and Wapiti against a site of their own on this machine: `python -m tests.torture.scanners`.

Each first has to find what is planted for it in a small server that does everything wrong. Wapiti is taken from an
environment of its own (`pip install wapiti3`, `--wapiti`), since it brings other versions of our libraries.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from tests.torture.report import Report
from tests.torture.site import Site

#: What careless deployments leave where everybody can fetch it.
FORGOTTEN = """
.git/config .git/HEAD .gitignore .env .env.local .env.production .htaccess .htpasswd .svn/entries .hg/hgrc .DS_Store
.vscode/settings.json .idea/workspace.xml .ssh/id_rsa .bash_history .python-version .dockerignore .ci/scan
db.sqlite3 db.sqlite3-wal db.sqlite3.bak secret_key erasures.jsonl var/db.sqlite3 var/secret_key backup.tar backup.zip
backup.sql dump.sql reviewsite.tar settings.py manage.py reviewsite/settings.py reviewsite.env requirements.txt
requirements/base.txt pyproject.toml Makefile Dockerfile compose.yaml docker-compose.yml README.md CHANGELOG.md
deploy/install deploy/nginx.conf tests/conftest.py __pycache__/manage.cpython-311.pyc static/ media/ static/../manage.py
media/../secret_key static/%2e%2e/secret_key media/%2e%2e%2fdb.sqlite3 server-status phpinfo.php wp-login.php
wp-config.php.bak xmlrpc.php admin.php debug console __debug__/ metrics healthz readyz admin/ admin/login/ admin/jsi18n/
api api/v1 graphql swagger.json openapi.json actuator/env trace.axd web.config crossdomain.xml
""".split()
#: What may be there: health, and the door of the admin.
EXPECTED = {"healthz", "readyz", "admin/", "admin/login/", "admin/jsi18n/"}
SECONDS, CLIENTS = 15, 200
#: Bytes of the planted server's page: more than lies in buffers.
LONG = 10_000_000
SLOW = {"headers": ["-H"], "bodies": ["-B"], "reading": ["-X", "-w", "1", "-y", "5", "-z", "5"]}


class Careless(BaseHTTPRequestHandler):
    """Hands out what was forgotten, echoes what it is asked, waits for bodies, and does one thing at a time."""

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        found = parts.path == "/.git/config" or parts.path == "/"
        said = "".join(parse_qs(parts.query).get("q", []))
        page = f'<title>{escape(parts.path)}</title><form><input name="q"></form><p>{unquote(said)}</p>'
        page += "x" * (LONG if found else 0)
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(page.encode())

    do_POST = do_GET  # noqa: N815  as the base class calls it

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


class OneAtATime(HTTPServer):
    def handle_error(self, *_: object) -> None:
        """That a client went away is no news."""


@contextmanager
def careless() -> Iterator[str]:
    server = OneAtATime(("127.0.0.1", 0), Careless)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        threading.Thread(target=server.shutdown, daemon=True).start()


def lying_about(url: str, folder: Path) -> set[str]:
    """Paths that are answered with anything but 404, by ffuf."""
    (folder / "words").write_text("\n".join([*FORGOTTEN, ""]))
    out = folder / "ffuf.json"
    command = ["ffuf", "-s", "-w", str(folder / "words"), "-u", f"{url}/FUZZ", "-mc", "all", "-fc", "400,404"]
    subprocess.run([*command, "-of", "json", "-o", str(out)], check=True, stdout=subprocess.DEVNULL)
    results = json.loads(out.read_text())["results"]
    return {str(result["input"]["FUZZ"]) for result in results}


def survives(url: str, how: list[str]) -> bool:
    """Whether another client is served while 200 are slow, by slowhttptest."""
    command = ["slowhttptest", "-c", str(CLIENTS), "-r", "100", "-i", "2", "-l", str(SECONDS), "-p", "5"]
    done = subprocess.run([*command, *how, "-u", url], capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    return "service available" in said and "NO" not in said.split("service available")[-1][:30]


def holes(wapiti: str, url: str, folder: Path, seconds: int) -> list[str]:
    """What Wapiti calls a vulnerability."""
    out = folder / "wapiti.json"
    modules = "xss,permanentxss,sql,redirect,crlf,file,exec,ssrf,backup,csp,cookieflags,http_headers"
    command = [
        wapiti,
        "--url",
        f"{url}/",
        "--module",
        modules,
        "--max-scan-time",
        str(seconds),
        "--flush-session",
    ]
    command += ["--store-session", str(folder), "--format", "json", "--output", str(out), "--no-bugreport"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if not out.exists():
        raise RuntimeError(f"Wapiti wrote no report: {done.stdout[-1000:]}{done.stderr[-1000:]}")
    found = json.loads(out.read_text())["vulnerabilities"]
    return [f"{kind}: {each['path']}" for kind, all_of_it in found.items() for each in all_of_it]


def scan(url: str, wrong: str, folder: Path, options: argparse.Namespace, report: Report) -> None:
    found, planted = lying_about(url, folder), lying_about(wrong, folder)
    report.line(
        "ffuf",
        f"{len(FORGOTTEN)} paths, of which there are {sorted(found)}; planted: {sorted(planted)}",
        nothing_forgotten=found <= EXPECTED,
        control_is_red=planted == {".git/config"},
    )
    for name, how in SLOW.items():
        served, control = survives(f"{url}/about/", how), survives(f"{wrong}/", how)
        report.line(
            f"slowhttptest, {CLIENTS} slow {name}",
            f"served meanwhile: {served}; a server that does one thing at a time: {control}",
            others_served=served,
            control_is_red=not control,
        )
    if options.wapiti:
        found_there = holes(options.wapiti, url, folder, options.seconds)
        control_holes = holes(options.wapiti, wrong, folder, 60)
        report.line(
            "Wapiti",
            f"{len(found_there)} holes {found_there[:5]}; planted: {len(control_holes)} found",
            no_holes=not found_there,
            control_is_red=any("Cross Site Scripting" in each for each in control_holes),
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--wapiti", default="", help="its program; without it Wapiti is left out")
    parser.add_argument("--seconds", type=int, default=300, help="for which Wapiti may look")
    options = parser.parse_args()
    if missing := [name for name in ("ffuf", "slowhttptest") if not shutil.which(name)]:
        sys.exit(f"Install what is missing: apt-get install {' '.join(missing)}")
    report = Report()
    folder = Path(tempfile.mkdtemp(prefix="reviewsite-scan-"))
    site = Site()
    try:
        site.start()
        with careless() as wrong:
            scan(site.url, wrong, folder, options, report)
    finally:
        site.close()
        shutil.rmtree(folder, ignore_errors=True)
    report.exit()


if __name__ == "__main__":
    main()
