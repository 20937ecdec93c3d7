"""200 clients who preview comments, search, or send slowly, beside readers: `python -m tests.torture.overload`.

On `serve` alone and behind nginx, on SQLite and on PostgreSQL; once without the limits, where it has to go wrong.
"""

import argparse
import http.client
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.nginx import HOST
from tests.postgresql import temporary_postgresql
from tests.project import tree
from tests.torture.behind_nginx import BehindNginx
from tests.torture.crowd import NEW, Heard
from tests.torture.report import Report
from tests.torture.site import Site
from tests.torture.visitors import percentile

CLIENTS, SECONDS, PAUSE = 200, 15.0, 0.03
#: Seconds: the 99th percentile of a finished page, the longest that somebody waits to be refused, and a slow body.
READ_WITHIN, REFUSED_WITHIN, BODY_ENDS_WITHIN = 0.100, 15.0, 15.0
CROWDS = ("searches", "previews", "slow bodies")


def ask(port: int, host: str, method: str, path: str, body: str = "") -> Heard:
    """From an address that nobody else has."""
    began = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60, source_address=("127.99.0.1", 0))
    headers = {
        "Host": host,
        "Sec-Fetch-Site": "same-origin",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    try:
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status, time.monotonic() - began
    except (OSError, http.client.HTTPException):
        return 0, time.monotonic() - began
    finally:
        connection.close()


def beside(kind: str, port: int, host: str) -> tuple[list[Heard], list[Heard], list[Heard]]:
    """What the crowd heard, who read a finished page meanwhile, and who previewed a comment now and then."""
    command = [sys.executable, "-m", "tests.torture.crowd", kind, str(port), host, str(CLIENTS), str(SECONDS)]
    process = subprocess.Popen(command, cwd=tree.ROOT, stdout=subprocess.PIPE)
    read: list[Heard] = []
    written: list[Heard] = []
    began = time.monotonic()
    time.sleep(2)  # they are all there
    while time.monotonic() - began < SECONDS:
        read.append(ask(port, host, "GET", "/about/"))
        if kind == "slow bodies" and len(read) % 50 == 0:
            written.append(
                ask(port, host, "POST", NEW, "author_name=Me&body=Hello&preview=1&spoils_through=0")
            )
        time.sleep(PAUSE)
    return json.loads(process.communicate(timeout=120)[0]), read, written


def run(
    name: str, port: int, host: str, report: Report, kinds: list[str], *, goes_wrong: bool = False
) -> None:
    for kind in kinds:
        quiet = percentile([ask(port, host, "GET", "/about/")[1] for _ in range(100)], 0.99)
        heard, read, written = beside(kind, port, host)
        statuses = Counter(status for status, _ in heard)
        p99 = percentile([seconds for _, seconds in read], 0.99)
        refusals = max([seconds for status, seconds in heard if status in {429, 503}], default=0.0)
        longest = max(seconds for _, seconds in heard)
        goals = {
            "read_in_time": p99 <= READ_WITHIN,
            "all_read": {status for status, _ in read} == {200},
            "nothing_broke": not statuses.keys() & {500, 502, 504},
        }
        if kind == "slow bodies":
            goals["slow_ones_ended"] = longest <= BODY_ENDS_WITHIN or "nginx" in name
            goals["others_heard"] = {status for status, _ in written} == {200}
        else:
            goals["waiting_is_bounded"] = refusals <= REFUSED_WITHIN
        read_at = f"p99 {1000 * p99:.0f} ms (alone {1000 * quiet:.0f} ms)"
        figures = (
            f"{len(heard)} times {dict(statuses)}, refusals after {refusals:.1f} s at most, "
            f"the longest took {longest:.1f} s; "
            f"{len(read)} times a finished page, {read_at}; {len(written)} previews of another"
        )
        if goes_wrong:
            failed = [goal.replace("_", " ") for goal, met in goals.items() if not met]
            report.line(f"{kind}, {name}", f"{figures}; went wrong: {failed}", control_is_red=bool(failed))
        else:
            report.line(f"{CLIENTS} clients, {kind}, {name}", figures, **goals)


@contextmanager
def closing(site: Site) -> Iterator[Site]:
    try:
        yield site
    finally:
        site.close()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", choices=["alone", "nginx", "postgresql", "control"])
    parser.add_argument("--kind", choices=CROWDS, action="append")
    options = parser.parse_args()
    only, kinds = options.only, options.kind or list(CROWDS)
    report = Report()
    if only in {None, "alone"}:
        with closing(Site()) as site:
            site.start()
            run("serve alone on SQLite", site.port, f"127.0.0.1:{site.port}", report, kinds)
    if only in {None, "nginx"}:
        folder = Path(tempfile.mkdtemp(prefix="reviewsite-torture-"))
        behind = BehindNginx(folder=folder, SITE_URL=f"https://{HOST}", ALLOWED_HOSTS=HOST)
        with ExitStack() as stack, closing(behind):
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            behind.begin(stack)
            run("behind nginx", behind.port, HOST, report, kinds)
    if only in {None, "postgresql"}:
        with temporary_postgresql() as url, closing(Site(database=url)) as site:
            site.start()
            run("serve alone on PostgreSQL", site.port, f"127.0.0.1:{site.port}", report, kinds)
    if only in {None, "control"}:
        with closing(Site()) as site:
            site.start(program=("-m", "tests.torture.without_limits"))
            run("without the limits", site.port, f"127.0.0.1:{site.port}", report, kinds, goes_wrong=True)
    report.exit()


if __name__ == "__main__":
    main()
