"""The mail server is down, refuses, is slow, and dies between taking a mail and saying so: `tests.torture.mail_server`.

Every comment is acknowledged within a second all the same, and when the server behaves again each mail arrives once;
where it died after taking one, that mail comes again under the same Message-ID, which is all that SMTP can promise.
"""

import argparse
import time
from collections import Counter

from tests.ports import free_port
from tests.smtp_server import Postman, smtp_server
from tests.torture.report import Report
from tests.torture.site import Site, until
from tests.torture.visitors import Visitor, fill_in

ANSWER_WITHIN = 1.0
SLOW = 30.0
HANG_UP = 5

_WRITE = """
from reviewsite.mail.outbox import send
from reviews.models import Review
for number in range({first}, {last}):
    send("confirm_replies", f"reader{{number}}@example.org", {{"review": Review.objects.get(), "link": "x"}},
         key=f"mail {{number}}")
"""


def comment(visitor: Visitor, token: str, number: int) -> float:
    """Post a comment that has mails sent; seconds until it was acknowledged, infinite if it was not."""
    visitor.close()  # one that was idle for long may have been closed at the other end
    answer = visitor.send(fill_in(number, token, reader=number % 64))
    return answer.seconds if answer.status == 303 else float("inf")


def waiting(site: Site) -> int:
    return int(site.ask("Mail.objects.count()"))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--mails", type=int, default=500)
    mails = parser.parse_args().mails
    report = Report()
    port = free_port()
    site = Site(EMAIL_URL=f"smtp://127.0.0.1:{port}")
    try:
        site.start()
        run(site, port, mails, report)
    finally:
        site.close()
    report.exit()


def run(site: Site, port: int, mails: int, report: Report) -> None:
    visitor = Visitor(site)
    token = visitor.token()
    times: dict[str, float] = {}
    site.do(_WRITE.format(first=0, last=mails))
    times["down"] = max(comment(visitor, token, number) for number in range(20))
    time.sleep(2)
    if waiting(site) != mails:
        raise RuntimeError("A mail left the outbox although there was no server.")

    postman = Postman()
    postman.recipient_answer = "421 Not now"
    with smtp_server(postman, port):
        time.sleep(35)
        times["refusing"] = max(comment(visitor, token, number) for number in range(100, 120))
    postman.recipient_answer = ""
    postman.delay = SLOW
    with smtp_server(postman, port):
        time.sleep(35)
        times["slow"] = max(comment(visitor, token, number) for number in range(200, 220))
        until(lambda: len(postman.taken) > 0, within=3 * SLOW)
    postman.delay = 0.0
    postman.answers = ["hang up"] * HANG_UP
    with smtp_server(postman, port):
        until(lambda: not postman.answers, within=60 * HANG_UP)
        times["dying"] = max(comment(visitor, token, number) for number in range(300, 320))
        took = until(lambda: waiting(site) == 0, within=900)
    copies = Counter(postman.message_ids)
    people = set(postman.recipients)
    twice = sum(number - 1 for number in copies.values())
    answered = ", ".join(f"{state} {seconds:.2f} s" for state, seconds in times.items())
    report.line(
        f"{mails} mails, server down, refusing, slow by {SLOW:.0f} s, {HANG_UP} x dying",
        f"{len(people)} people have theirs, {len(copies)} Message-IDs, {twice} sent a second time (it had taken "
        f"them and died); all gone {took:.0f} s after the server was well; slowest acknowledgement: {answered}",
        each_has_it={f"reader{number}@example.org" for number in range(mails)} <= people,
        each_once=len(copies) == len(people) and twice <= HANG_UP + 1,
        acknowledged_in_time=max(times.values()) <= ANSWER_WITHIN,
    )


if __name__ == "__main__":
    main()
