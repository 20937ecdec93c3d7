"""`python -m tests.performance.long_review`: fill the database with the review that uncached pages are judged by."""

import os
import sys

SLUG = "a-long-review"
PAGE = f"/reviews/{SLUG}/"
SECTIONS, CREDITS, COMMENTS = 20, 12, 50

SENTENCES = (
    "The second half begins where other dramas end, with *two people* who have said everything and go on talking. "
    "What it does with the [house by the harbour](/dramas/) is worth a look of its own: it is never shown whole. "
    "||4: The letter is his.|| Nobody raises their voice, which is the loudest thing about it."
)
#: The same words as a rich text editor stores them.
AS_HTML = (
    "The second half begins where other dramas end, with <i>two people</i> who have said everything and go on talking. "
    'What it does with the <a href="/dramas/">house by the harbour</a> is worth a look of its own: it is never shown '
    "whole. <b>The letter is his.</b> Nobody raises their voice, which is the loudest thing about it."
)


def fill() -> None:
    from tests.factories import (
        make_comment,
        make_credit,
        make_drama,
        make_genre,
        make_network,
        make_person,
        make_review,
        make_writer,
    )

    drama = make_drama(
        "A long drama", slug="a-long-drama", genres=[make_genre("Slow")], networks=[make_network("Long TV")]
    )
    for number in range(CREDITS):
        make_credit(drama, make_person(f"Player {number}"), character=f"Part {number}", position=number)
    sections = [
        {"heading": f"Part {n}", "body": SENTENCES, "spoils_through": [0, 0, 4, 0, 12][n % 5]}
        for n in range(SECTIONS)
    ]
    review = make_review(
        drama=drama,
        slug=SLUG,
        headline="A long review",
        rating=8,
        writers=[make_writer("long")],
        sections=sections,
    )
    first = None
    for number in range(COMMENTS):
        answered = first if number % 3 else None
        comment = make_comment(review, body=f"{number}: {SENTENCES}", parent=answered)
        first = answered or comment


if __name__ == "__main__":
    import django

    sys.path.insert(0, os.getcwd())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reviewsite.settings")
    django.setup()
    fill()
