"""64 people write 100 comments each while eight others read: `python -m tests.torture.many_commenters [--scale 0.1]`.

On SQLite and on PostgreSQL, or on one of them with `--database`. Every comment comes from a network of its own, so that
no limit is in its way, and from a person whose first comment was published, so that it is shown immediately.
"""

import argparse
import threading
import time

from tests.postgresql import temporary_postgresql
from tests.torture.report import Report
from tests.torture.site import REVIEW, Site
from tests.torture.visitors import Answer, Visitor, fill_in, percentile, together

PEOPLE, EACH, READERS = 64, 100, 8
#: Seconds at the 99th percentile, on two cores that the visitors share with the server.
LIMIT = {"SQLite": 5.0, "PostgreSQL": 5.0}


def write_all(site: Site, each: int, report: Report, name: str) -> None:
    token = Visitor(site).token()
    answers: list[Answer] = []
    read: list[Answer] = []
    over = threading.Event()

    def write(person: int) -> None:
        visitor = Visitor(site)
        for turn in range(each):
            answers.append(visitor.send(fill_in(turn * PEOPLE + person, token, reader=person)))

    def reading() -> None:
        visitor = Visitor(site)
        while not over.is_set():
            read.append(visitor.get(f"/reviews/{REVIEW}/"))
            time.sleep(0.05)

    readers = [threading.Thread(target=reading, daemon=True) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    began = time.monotonic()
    together([lambda person=person: write(person) for person in range(PEOPLE)])
    took = time.monotonic() - began
    over.set()
    for reader in readers:
        reader.join()
    judge(site, each, report, name, answers, read, took)


def judge(
    site: Site, each: int, report: Report, name: str, answers: list[Answer], read: list[Answer], took: float
) -> None:
    acknowledged = sum(answer.status == 303 for answer in answers)
    stored = site.ask("Comment.objects.filter(body__startswith='Comment ').count()")
    distinct = site.ask(
        "Comment.objects.filter(body__startswith='Comment ').values('body').distinct().count()"
    )
    counted = site.ask("Discussion.objects.get().count") - site.ask(
        "Comment.objects.filter(state='visible').exclude(body__startswith='Comment ').count()"
    )
    errors = sum(answer.status >= 500 or answer.status == 0 for answer in [*answers, *read])
    times = [answer.seconds for answer in answers]
    p99 = percentile(times, 0.99)
    reading = [answer.seconds for answer in read]
    report.line(
        f"{PEOPLE} x {each} comments on {name}",
        f"{acknowledged} acknowledged, {stored} stored, {stored - distinct} duplicated, counter {counted}, "
        f"{errors} errors, {len(answers) / took:.0f}/s, p50 {percentile(times, 0.5):.2f} s, p99 {p99:.2f} s, "
        f"worst {max(times):.2f} s; {len(read)} pages read beside, p99 {1000 * percentile(reading, 0.99):.0f} ms",
        all_acknowledged=acknowledged == PEOPLE * each,
        all_stored_once=stored == distinct == acknowledged == counted,
        no_errors=errors == 0,
        **{f"p99_below_{LIMIT[name]:.0f}_s": p99 <= LIMIT[name]},
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--scale", type=float, default=1, help="less than all comments")
    parser.add_argument("--database", choices=list(LIMIT), help="only on this one")
    options = parser.parse_args()
    each = max(1, round(EACH * options.scale))
    report = Report()
    for name in [options.database] if options.database else LIMIT:
        if name == "SQLite":
            run(Site(known=PEOPLE), each, report, name)
        else:
            with temporary_postgresql() as url:
                run(Site(known=PEOPLE, database=url), each, report, name)
    report.exit()


def run(site: Site, each: int, report: Report, name: str) -> None:
    try:
        site.start()
        write_all(site, each, report, name)
    finally:
        site.close()


if __name__ == "__main__":
    main()
