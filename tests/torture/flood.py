"""10,000 posts from one address in a minute, beside a person who has something to say: `tests.torture.flood`."""

import itertools
import threading
import time
from collections import Counter

from tests.torture.report import Report
from tests.torture.site import Site
from tests.torture.visitors import Answer, Visitor, fill_in, together

POSTS, SECONDS, SENDERS = 10_000, 60, 16
MOST_STORED, LIMIT = 5, 1.0
FLOODER = "203.0.113.7"


def main() -> None:
    report = Report()
    site = Site()
    try:
        site.start()
        run(site, report)
    finally:
        site.close()
    report.exit()


def run(site: Site, report: Report) -> None:
    token = Visitor(site).token()
    numbers = itertools.count()
    lock = threading.Lock()
    flood: list[Answer] = []
    good: list[Answer] = []
    began = time.monotonic()

    def pour() -> None:
        visitor = Visitor(site)
        while True:
            with lock:
                number = next(numbers)
            if number >= POSTS or time.monotonic() - began > SECONDS:
                return
            # Evenly over the minute; if server and machine are slower than that, as many as they take.
            time.sleep(max(0.0, began + number * SECONDS / POSTS - time.monotonic()))
            flood.append(visitor.send(fill_in(number, token, body=f"Flood {number}"), address=FLOODER))

    def speak() -> None:
        visitor = Visitor(site)
        for number in range(20):
            time.sleep(2.5)
            good.append(visitor.send(fill_in(20_000 + number, token, reader=number)))

    together([pour] * SENDERS + [speak])
    took = time.monotonic() - began
    stored = site.ask("Comment.objects.filter(body__startswith='Flood').count()")
    errors = sum(answer.status >= 500 or answer.status == 0 for answer in flood)
    kinds = dict(Counter(answer.status for answer in flood))
    refused = sum(answer.status == 429 for answer in flood)
    said = sum(answer.status == 303 for answer in good)
    slowest = max(answer.seconds for answer in good)
    report.line(
        f"{len(flood)} posts from one address in {took:.0f} s",
        f"{stored} stored, {refused} refused with 429, {errors} errors {kinds}; beside them {said} of {len(good)} "
        f"comments of others stored, the slowest in {slowest:.2f} s",
        few_stored=stored <= MOST_STORED,
        no_errors=errors == 0,
        others_heard=said == len(good),
        others_in_time=slowest <= LIMIT,
    )


if __name__ == "__main__":
    main()
