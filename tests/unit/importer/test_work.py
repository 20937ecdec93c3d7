"""The work of reading grows with a text's length and no faster, whatever is in it. Counted in calls, not in seconds."""

import sys
from typing import Any

import pytest

from reviews.importer.parser import parse
from reviews.importer.refusals import MOST_LINES

SENTENCE = "It is a quiet drama about two people by the sea, and nobody who stays with it is sorry."
SYLLABLES = "ji min seo jun hyun woo young hee soo jin eun tae ho won bin ah ra sik".split()

#: A line of each kind on which the importer once worked too long, or might; {name} is a new one in each.
LINES = {
    "cast": "Cast: {name} as {other}",
    "cast with brackets": "- {name} ({other})",
    "pairs in the text": "{name} ({other}) meets {name}, who is played by {other}, and then both go home by bus.",
    "small names": "they say that {small} as {other} was good, and {other} (played by {small}) was better.",
    "hangul": "기선겸(임시완)은 {name} (임시완)과 오미주(신세경)를 만난다.",
    "stars": "It is starring {name}, {other} and {name} again.",
    "facts": "Network: tvN Episodes: 16 Director: {name} Genre: Romance Year: 2021",
    "scores": "Story: 8/10 Acting: 9/10 {name}: 7/10",
    "short lines": "{name}",
    "sentences": SENTENCE,
    "warnings": "Spoilers ahead! Stop reading here, {name}.",
    "marks": ">!{name}!< ||and|| [spoiler]{other}[/spoiler]",
    "marks without end": "[spoiler] <details> :::spoiler >! || ~! {name}",
    "captions": "Credit: {name}",
    "table": "| Network | tvN | Episodes | {name} |",
    "dates": "Posted on April 9, 2022 by {name}",
    "ornaments": "❤❤❤❤❤❤❤❤❤❤❤❤❤❤❤❤ {name} ★★★★★★★★",
}
#: On a slow machine a million calls of this kind take about a second.
CALLS_IN_TIME = 8_000_000


def text_of(line: str, count: int) -> str:
    """A review with so many lines; a line between paragraphs of its own, if it is a paragraph."""
    names = [f"{a} {b}" for a in ("Kim", "Lee", "Park", "Song") for b in map(str.title, SYLLABLES)]
    lines = [
        line.format(
            name=f"{names[n % len(names)]}-{SYLLABLES[n // 7 % len(SYLLABLES)]}",
            other=f"{names[-n % len(names)]}-{SYLLABLES[n // 5 % len(SYLLABLES)]}",
            small=f"{names[n % len(names)]}-{SYLLABLES[n // 3 % len(SYLLABLES)]}".lower(),
        )
        for n in range(count)
    ]
    return f"Salt Road (2021)\nEpisodes: 16\n\n{SENTENCE}\n\n" + ("\n\n" if count % 2 else "\n").join(lines)


def calls(text: str) -> int:
    """How many functions, Python's own among them, are called to read the text."""
    called = 0

    def count(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal called
        called += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        parse(text)
    finally:
        sys.setprofile(None)
    return called


@pytest.mark.parametrize("kind", LINES)
def test_work_grows_with_the_number_of_lines(kind: str) -> None:
    parse(text_of(LINES[kind], 2))  # what is compiled once
    few, many = calls(text_of(LINES[kind], 30)), calls(text_of(LINES[kind], 60))
    assert many <= 2.4 * few
    assert (many - few) / 30 * MOST_LINES <= CALLS_IN_TIME
