"""PostgreSQL hangs for ten seconds, then is killed and comes back: `python -m tests.torture.database_away`."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests.postgresql import programs, temporary_postgresql
from tests.torture.report import Report
from tests.torture.site import REVIEW, Site, until
from tests.torture.visitors import Answer, Visitor, fill_in, together

AWAY = 10.0
#: Seconds until a request hears that there is no database; that one hangs takes a moment to find out.
ANSWER_WITHIN = {"hangs": 2.5, "is killed and away": 1.5}
#: Lines of the log, for all of it: one from whoever watches the database, the page cache and the two lanes of jobs.
MOST_LINES = 3
BACK_WITHIN = 5.0


def postmaster(folder: Path) -> int:
    return int((folder / "data" / "postmaster.pid").read_text().split()[0])


def family(parent: int) -> list[int]:
    """A process and its children."""
    listed = subprocess.run(["pgrep", "-P", str(parent)], capture_output=True, text=True, check=False).stdout
    return [parent, *map(int, listed.split())]


def start_again(folder: Path) -> None:
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=on -c synchronous_commit=on"
    command = [str(programs() / "pg_ctl"), "start", "--wait", "--silent", "--pgdata", str(folder / "data")]
    subprocess.run(
        [*prefix, *command, "--log", str(folder / "log"), "--options", options],
        cwd="/",
        check=True,
        stderr=subprocess.DEVNULL,  # that the last one was killed is no news
        start_new_session=True,
    )


def signalled(folder: Path, number: signal.Signals) -> None:
    for process in family(postmaster(folder)):
        os.kill(process, number)


def run(
    name: str,
    site: Site,
    token: str,
    report: Report,
    leave: Callable[[], None],
    come_back: Callable[[], None],
) -> None:
    visitor = Visitor(site)
    first = int(time.time()) % 10_000 * 6
    visitor.get(f"/reviews/{REVIEW}/")
    leave()
    began = time.monotonic()
    # By a clock of its own: a request may hang for as long as the database does.
    returning = threading.Timer(AWAY, come_back)
    returning.start()
    answers: list[tuple[Answer, str]] = []
    pages: list[int] = []
    health: list[int] = []
    searches: list[Answer] = []
    lines = site.log.read_text().count("\n")

    def write() -> None:
        while time.monotonic() - began < AWAY:
            sent = fill_in(first + len(answers), token, reader=len(answers) % 64)
            answers.append((visitor.send(sent), sent.form["body"]))

    def look(path: str, statuses: list[int]) -> None:
        onlooker = Visitor(site)
        while time.monotonic() - began < AWAY - 1:
            statuses.append(onlooker.get(path).status)
            time.sleep(0.2)

    def search() -> None:
        onlooker = Visitor(site)
        while time.monotonic() - began < AWAY - 1:
            searches.append(onlooker.get(f"/search/?q={time.monotonic()}"))
            time.sleep(0.2)

    together([write, search, lambda: look(f"/reviews/{REVIEW}/", pages), lambda: look("/readyz", health)])
    returning.join()
    last = fill_in(first + 5000, token, reader=60)
    back = until(lambda: visitor.send(last).status == 303, within=60)
    stored = set(site.ask("list(Comment.objects.values_list('body', flat=True))"))
    acknowledged = [body for answer, body in answers if answer.status == 303]
    refused = [(answer, body) for answer, body in answers if answer.status != 303]
    kept = sum(body in answer.body for answer, body in refused)
    slowest = max(answer.seconds for answer in [*(answer for answer, _body in answers), *searches])
    log = site.log.read_text().splitlines()[lines:]
    report.line(
        f"PostgreSQL {name} for {AWAY:.0f} s",
        f"{len(answers)} comments sent: {len(acknowledged)} acknowledged, {len(set(acknowledged) - stored)} lost, "
        f"answers {sorted({answer.status for answer, _body in answers})}, {kept} of {len(refused)} with the text kept, "
        f"{len(searches)} searches {sorted({answer.status for answer in searches})}, slowest {slowest:.1f} s; "
        f"{len(pages)} pages {sorted(set(pages))}; health {sorted(set(health))}; {len(log)} lines in the log; "
        f"writing again {back:.1f} s after it came back, without a restart",
        none_lost=set(acknowledged) <= stored,
        only_503={answer.status for answer, _body in refused} <= {503},
        texts_kept=kept == len(refused),
        pages_readable=set(pages) == {200},
        searches_told={answer.status for answer in searches} <= {200, 503},
        answered_in_time=slowest <= ANSWER_WITHIN[name],
        log_is_short=len(log) <= MOST_LINES,
        back_in_time=back <= BACK_WITHIN,
        health_says_so=503 in health,
    )
    if len(log) > MOST_LINES:
        sys.stderr.write("\n".join([*log, ""]))


def control(site: Site, token: str, report: Report, leave: Callable[[], None]) -> None:
    leave()
    together([lambda: Visitor(site).get(f"/search/?q={time.monotonic()}")] * 16)
    seconds: list[float] = []

    def send() -> None:
        seconds.append(Visitor(site).send(fill_in(9000 + len(seconds), token)).seconds)

    # Several at once: a form that gets one of the dead connections hears so without waiting.
    together([send] * 16)
    limit = ANSWER_WITHIN["is killed and away"]
    report.line(
        "PostgreSQL is away without the limits",
        f"a form waited {max(seconds):.1f} s",
        control_is_red=max(seconds) > limit,
    )


def main() -> None:
    report = Report()
    with temporary_postgresql() as url:
        folder = Path(parse_qs(urlsplit(url).query)["host"][0])
        site = Site(database=url)
        try:
            site.start()
            token = Visitor(site).token()
            run(
                "hangs",
                site,
                token,
                report,
                lambda: signalled(folder, signal.SIGSTOP),
                lambda: signalled(folder, signal.SIGCONT),
            )
            run(
                "is killed and away",
                site,
                token,
                report,
                lambda: signalled(folder, signal.SIGKILL),
                lambda: start_again(folder),
            )
            site.stop()
            site.start(program=("-m", "tests.torture.without_limits"))
            control(site, token, report, lambda: signalled(folder, signal.SIGKILL))
        finally:
            site.close()
    report.exit()


if __name__ == "__main__":
    main()
