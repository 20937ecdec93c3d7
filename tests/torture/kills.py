"""The server's process group is killed in mid-write, again and again: `python -m tests.torture.kills [--times 50]`.

Nothing that was acknowledged may be lost; every form that was sent is sent again and must be there exactly once. On
SQLite and on PostgreSQL.
"""

import argparse
import random
import threading
import time

from tests.postgresql import temporary_postgresql
from tests.torture.report import Report
from tests.torture.site import Site
from tests.torture.visitors import Sent, Visitor, fill_in

WRITERS = 8
BACK_WITHIN = 5.0


class Writers:
    """People who write as fast as they are answered, until told to stop."""

    def __init__(self, site: Site, token: str) -> None:
        self.site, self.token = site, token
        self.sent: list[Sent] = []
        self.acknowledged: set[str] = set()
        self._numbers = iter(range(10**6))
        self._lock = threading.Lock()

    def write(self, over: threading.Event) -> None:
        visitor = Visitor(self.site, timeout=10)
        while not over.is_set():
            with self._lock:
                number = next(self._numbers)
            sent = fill_in(number, self.token, reader=number % 64)
            self.sent.append(sent)
            if visitor.send(sent).status == 303:
                self.acknowledged.add(sent.form["body"])


def run(name: str, site: Site, times: int, report: Report) -> None:
    chance = random.Random(20261122)
    site.start()
    writers = Writers(site, Visitor(site).token())
    slowest = 0.0
    for _ in range(times):
        over = threading.Event()
        threads = [threading.Thread(target=writers.write, args=[over], daemon=True) for _ in range(WRITERS)]
        for thread in threads:
            thread.start()
        time.sleep(chance.uniform(0.2, 0.8))
        site.kill()
        over.set()
        for thread in threads:
            thread.join()
        slowest = max(slowest, site.start())
    stored = set(site.ask("list(Comment.objects.values_list('body', flat=True))"))
    lost = len(writers.acknowledged - stored)
    unanswered = [sent for sent in writers.sent if sent.form["body"] not in writers.acknowledged]
    were_stored = sum(sent.form["body"] in stored for sent in unanswered)
    visitor = Visitor(site)
    again = [visitor.send(sent).status for sent in [*unanswered, *writers.sent[:50]]]
    counts = site.ask(
        "list(Comment.objects.filter(body__startswith='Comment ').values_list('body').annotate(n=Count('pk')))"
    )
    check = "ok"
    if name == "SQLite":
        check = site.ask("connection.cursor().execute('PRAGMA integrity_check').fetchone()[0]")
    once = len(counts) == len(writers.sent) and all(number == 1 for _body, number in counts)
    report.line(
        f"{times} x kill -9 on {name}",
        f"{len(writers.acknowledged)} acknowledged, {lost} lost; {len(unanswered)} unanswered, of which {were_stored} "
        f"were stored; all sent again: {len(counts)} of {len(writers.sent)} stored, "
        f"{sum(number for _body, number in counts) - len(counts)} twice; integrity {check}; "
        f"serving again after {slowest:.1f} s at most",
        none_lost=lost == 0,
        each_exactly_once=once and set(again) == {303},
        intact=check == "ok",
        back_in_time=slowest <= BACK_WITHIN,
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=50)
    times = parser.parse_args().times
    report = Report()
    site = Site()
    try:
        run("SQLite", site, times, report)
    finally:
        site.close()
    with temporary_postgresql() as url:
        site = Site(database=url)
        try:
            run("PostgreSQL", site, max(1, times // 5), report)
        finally:
            site.close()
    report.exit()


if __name__ == "__main__":
    main()
