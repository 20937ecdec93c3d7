"""The law of the importer: each non-blank line ends in exactly one place, and nothing is invented."""

import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.importer.document import Kind, ParsedReview
from reviews.importer.lines import decode
from reviews.importer.parser import parse

DOCUMENTS = Path(__file__).parents[2] / "data" / "documents"
REAL_LINES = [
    line for path in sorted(DOCUMENTS.glob("*.txt")) for line in path.read_text("utf-8").splitlines()
]
LABELS = (
    "Title|Episodes|# of Episodes|Aired|Aired On|Original Network|Where to Watch|Duration|Director|Writer/director|"
    "Screenwriter|Genre(s)|Main Cast|Starring|Rating|Ratings|MyDramaList rating|Our Take|THE SHORT VERDICT|Synopsis|"
    "Also Known As|Korean Title|Year|Date|Published|Country|Notes|Story|Music|Plot|방송사|출연"
).split("|")
VALUES = (
    "16|9/10|Dec 5 - Jan 3, 2021|04/05/2021|Kim So-ra (김소라), Lee Na|Min Jae as Bo Ra|tvN, Netflix|1 hr. 10 min.|A++|"
    "Friday & Saturday|★★★☆☆|18.8%|Romance|Drama|(Source: Somewhere)|Kim (Bora), Park (The Tide Clock)|June 2022||"
    "spoilers"
).split("|")
LINE_ENDS = ["\n", "\n", "\n\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0b"]

facts = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "", "• ", "  - ", "♥", "| ", "**"]),
    st.sampled_from(LABELS),
    st.sampled_from([":", " : ", "：", " – ", " | ", "\t", ""]),
    st.sampled_from(VALUES) | st.sampled_from(REAL_LINES),
)
junk = st.text(max_size=30) | st.sampled_from(
    ["\x00", "\u202eevals", "\ufeff", " \t", "|---|---|", "![](x)", "...", "(((", "\ud800"]
)
lines = st.sampled_from(REAL_LINES) | facts | junk
documents = st.lists(st.builds("{}{}".format, lines, st.sampled_from(LINE_ENDS)), max_size=40).map("".join)


def _check_the_law(text: str, parsed: ParsedReview) -> None:
    written = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    assert [(place.line, place.text) for place in parsed.placements] == written
    in_sections = Counter(
        number for section in parsed.sections for block in section.blocks for number in block.lines
    )
    in_sections.update(section.heading_line for section in parsed.sections if section.heading_line)
    in_captions = Counter(number for caption in parsed.captions for number in caption.lines)
    by_kind = {kind: {place.line for place in parsed.placements if place.kind is kind} for kind in Kind}
    assert in_sections == Counter(by_kind[Kind.HEADING] | by_kind[Kind.BODY])
    assert in_captions == Counter(by_kind[Kind.CAPTION])
    assert {left.line for left in parsed.leftovers} == by_kind[Kind.LEFTOVER]
    for place in parsed.placements:
        if place.kind is Kind.FIELD:
            assert getattr(parsed, place.name), place


def _check_bodies(text: str, parsed: ParsedReview) -> None:
    """A block is its lines as written, no word more."""
    written = dict(enumerate(text.splitlines(), start=1))
    for section in parsed.sections:
        for block in section.blocks:
            assert block.text.split() == " ".join(written[number] for number in block.lines).split()


@given(documents)
def test_every_line_has_one_place_in_any_text(text: str) -> None:
    parsed = parse(text)
    _check_the_law(text, parsed)
    _check_bodies(text, parsed)


@given(documents)
def test_the_law_holds_for_a_review_with_anything_below_it(text: str) -> None:
    text = f"Review: Paper Lanterns (2020)\n\nEpisodes: 16\n\n{text}"
    _check_the_law(text, parse(text))


@given(documents, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]))
def test_the_law_holds_for_bytes_of_any_encoding(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding, errors="replace")).text
    _check_the_law(decoded, parse(decoded))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_an_error(data: bytes) -> None:
    decoded = decode(data).text
    _check_the_law(decoded, parse(decoded))


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.txt")), ids=lambda path: path.stem)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028"])
def test_line_ends_change_nothing_but_themselves(path: Path, line_end: str) -> None:
    text = path.read_text(encoding="utf-8")
    other = line_end.join(text.split("\n"))
    _check_the_law(other, parse(other))
    assert parse(other).to_json_dict() == parse(text).to_json_dict()


FIVE_MEGABYTES = 5_000_000
PROSE = "Seo Ji Hwan (Han Do Kyung) keeps the clock, and nobody on the island minds that it is late. "
HEAD = "The Tide Clock (2021)\nEpisodes: 16\n"


@pytest.mark.timed
@pytest.mark.parametrize(
    "text",
    [
        HEAD + (PROSE * 5 + "\n") * (FIVE_MEGABYTES // (5 * len(PROSE))),
        HEAD + PROSE * (FIVE_MEGABYTES // len(PROSE)),
        HEAD + "A(" * (FIVE_MEGABYTES // 2),
        HEAD + "A " * (FIVE_MEGABYTES // 2),
        HEAD + "\n".join(["Episodes: " * 199] * 2500),
        HEAD + "\n".join(["Cast: " + "Kim (So Ra), " * 150] * 2500),
        HEAD + "\n".join(["with a " * 200 + "spoil"] * 3500),
        "a\n" * (FIVE_MEGABYTES // 2),
        "\x00" * FIVE_MEGABYTES,
    ],
    ids=[
        "paragraphs",
        "one line",
        "brackets",
        "capitals",
        "labels",
        "names",
        "warnings",
        "tiny lines",
        "zeros",
    ],
)
def test_five_megabytes_are_read_in_some_seconds(text: str) -> None:
    started = time.process_time()
    parsed = parse(text)
    assert time.process_time() - started < 30
    assert [place.line for place in parsed.placements] == [
        number for number, line in enumerate(text.splitlines(), start=1) if line.strip()
    ]
