"""`python -m tests.performance.long_review`: fill the database with the review that uncached pages are judged by."""

import os
import sys
from typing import Any

SLUG = "a-long-review"
PAGE = f"/reviews/{SLUG}/"
SECTIONS, CREDITS, COMMENTS = 20, 12, 50
#: In what widths its pictures are offered, as those of any stored picture.
WIDTHS = [160, 320, 480, 640, 960]

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

    genre, network, writer = make_genre("Slow"), make_network("Long TV"), make_writer("long")
    drama = make_drama(
        "A long drama",
        slug="a-long-drama",
        title_ko="긴 드라마",
        genres=[genre],
        networks=[network],
        poster=_poster("long"),
    )
    for name in ("second", "third", "fourth"):  # what to read next
        other = make_drama(f"The {name}", genres=[genre], poster=_poster(name))
        make_review(drama=other, headline=f"The {name}", rating=7, writers=[writer])
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
        writers=[writer],
        sections=sections,
    )
    first = None
    for number in range(COMMENTS):
        answered = first if number % 3 else None
        comment = make_comment(review, body=f"{number}: {SENTENCES}", parent=answered)
        first = answered or comment


def _poster(name: str) -> Any:
    """A picture with renditions, as pages see it: they never open the files."""
    from reviewsite.images.models import Image

    renditions = {"avif": WIDTHS, "webp": WIDTHS}
    file = f"images/{name}-poster.jpg"
    return Image.objects.create(file=file, width=960, height=1440, alt="A poster", renditions=renditions)


if __name__ == "__main__":
    import django

    sys.path.insert(0, os.getcwd())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reviewsite.settings")
    django.setup()
    fill()
