"""What strangers send wrongly fills neither the log nor the memory: `python -m tests.torture.strangers`."""

import os
import socket
from pathlib import Path

from tests.integration.serving.requests import TABLE
from tests.torture.report import Report
from tests.torture.site import REVIEW, Site

TIMES = 200
#: Lines of the log, and megabytes of the server's memory, for all of it.
MOST_LINES, MOST_GROWN = 0, 30


def requests(number: int) -> list[bytes]:
    """Foreign names, forged forms, long and odd headers; each time others."""
    host = f"Host: 127.0.0.1:{number}\r\n"
    form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n"
    lines = [
        f"GET /about/ HTTP/1.1\r\nHost: evil{number}.example\r\n",
        f"GET /about/ HTTP/1.1\r\nHost: a_{number}/@:b\r\n",
        f"GET /about/ HTTP/1.1\r\n{host}",
        f"GET /about/ HTTP/1.1\r\n{host}Accept-Encoding: x-{number}\r\n",
        f"GET /about/?{number} HTTP/1.1\r\n{host}Cookie: sessionid={number}\r\n",
        f"GET /{number}{'a' * 900}/ HTTP/1.1\r\n{host}",
        f"POST /admin/login/ HTTP/1.1\r\n{host}{form}",
        f"POST /reviews/{REVIEW}/comments/new/ HTTP/1.1\r\n{host}{form}Origin: http://evil{number}.example\r\n",
    ]
    return [
        f"{line}X-{number}: {number}\r\n\r\n".encode() + b"a=b" * line.startswith("POST") for line in lines
    ]


def send(port: int, data: bytes, number: int) -> None:
    with socket.create_connection(
        ("127.0.0.1", port), timeout=30, source_address=(f"127.5.{number % 200}.1", 0)
    ) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(100_000):
            pass


def memory_of(site: Site) -> float:
    """Megabytes of the process that serves."""
    assert site.process is not None
    pid = site.process.pid
    worker = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0]
    pages = int(Path(f"/proc/{worker}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def run(site: Site, report: Report, *, goes_wrong: bool = False) -> None:
    everything = [asked for asked, _ in TABLE.values()]
    for data in everything + requests(0):  # all that is loaded once is
        send(site.port, data, 0)
    lines, before = site.log.read_text().count("\n"), memory_of(site)
    for number in range(1, TIMES + 1):
        for data in requests(number):
            send(site.port, data, number)
    for data in everything:
        send(site.port, data, 0)
    written, grown = site.log.read_text().count("\n") - lines, memory_of(site) - before
    figures = f"{written} lines in the log, {grown:.0f} MB more memory"
    if goes_wrong:
        report.line("strangers, without the limits", figures, control_is_red=written > MOST_LINES)
        return
    report.line(
        f"{TIMES * len(requests(0)):,} wrong requests",
        figures,
        log_is_short=written <= MOST_LINES,
        memory_is_bounded=grown <= MOST_GROWN,
    )


def main() -> None:
    report = Report()
    site = Site(known=1)
    try:
        site.start("--no-worker")
        run(site, report)
        site.stop()
        site.start("--no-worker", program=("-m", "tests.torture.without_limits"))
        run(site, report, goes_wrong=True)
    finally:
        site.close()
    report.exit()


if __name__ == "__main__":
    main()
