"""The disk is full, and then it is not: `python -m tests.torture.disk_full`. Needs the right to mount a tmpfs."""

import subprocess
import tempfile
import time
from pathlib import Path

from tests.torture.report import Report
from tests.torture.site import REVIEW, Site, until
from tests.torture.visitors import Visitor, fill_in

SIZE = "64m"
#: What is written until the disk refuses, in bytes a comment.
LONG = 4800
BACK_WITHIN = 5.0


def fill(folder: Path) -> Path:
    """Take all space that is left."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue
    return ballast


def main() -> None:
    report = Report()
    folder = Path(tempfile.mkdtemp(prefix="reviewsite-torture-disk-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)], check=True)
    try:
        site = Site(folder=folder / "data")
        try:
            run(site, folder, report)
        finally:
            site.stop()
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
        folder.rmdir()
    report.exit()


def run(site: Site, folder: Path, report: Report) -> None:
    site.start()
    visitor = Visitor(site)
    token = visitor.token()
    acknowledged = []
    for number in range(20):
        sent = fill_in(number, token, reader=number)
        acknowledged += [sent.form["body"]] if visitor.send(sent).status == 303 else []
    before = len(acknowledged)
    ballast = fill(folder)
    refused, kept, others, pages = 0, 0, [], []
    for number in range(20, 80):
        words = f"Comment {number} " + f"Words that must not be lost {number}. " * (LONG // 30)
        sent = fill_in(number, token, reader=number % 64, body=words[:LONG].strip())
        answer = visitor.send(sent)
        if answer.status == 303:
            acknowledged.append(sent.form["body"])
        elif answer.status == 503:
            refused += 1
            kept += sent.form["body"] in answer.body
        else:
            others.append(answer.status)
        pages.append(visitor.get(f"/reviews/{REVIEW}/").status)
    ballast.unlink()
    last = fill_in(100, token, reader=40)
    began = time.monotonic()
    until(lambda: visitor.send(last).status == 303, within=30)
    back = time.monotonic() - began
    acknowledged.append(last.form["body"])
    stored = set(site.ask("list(Comment.objects.values_list('body', flat=True))"))
    lost = len(set(acknowledged) - stored)
    check = site.ask("connection.cursor().execute('PRAGMA integrity_check').fetchone()[0]")
    wal = sum(path.stat().st_size for path in site.folder.glob("db.sqlite3-wal")) / 1e6
    report.line(
        f"Disk of {SIZE} full",
        f"{len(acknowledged)} acknowledged ({before} before), {lost} lost; {refused} answered 503, {kept} with "
        f"the text kept; other answers {sorted(set(others))}; pages read meanwhile {sorted(set(pages))}; "
        f"integrity {check}; writing again {back:.1f} s after space came back; WAL {wal:.1f} MB",
        none_lost=lost == 0,
        disk_was_full=refused > 0,
        texts_kept=kept == refused,
        only_503=not others,
        pages_readable=set(pages) == {200},
        intact=check == "ok",
        back_in_time=back <= BACK_WITHIN,
    )


if __name__ == "__main__":
    main()
