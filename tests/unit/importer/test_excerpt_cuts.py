"""A line that ends the excerpt on a blog's front page hides nothing of the text itself."""

import pytest

from reviews.importer.document import Kind
from reviews.importer.parser import parse
from reviewsite.spoilers import SAFE

TEXT = "Salt Road (2021)\n\nEpisodes: 16\n\nA good drama about salt.\n\n%s\n\nThe ferries are good, too, and late."


@pytest.mark.parametrize(
    "cut", ["[more]", "<!--more-->", "<!-- wp:more --><!--more--><!-- /wp:more -->", "[[MORE]]"]
)
def test_an_excerpt_cut_closes_nothing_and_asks_nothing(cut: str) -> None:
    parsed = parse(TEXT % cut)

    assert [section.scope for section in parsed.sections] == [SAFE] * len(parsed.sections)
    assert not [ask for ask in parsed.asks if ask.field == "spoilers"]
    [place] = [place for place in parsed.placements if place.text == cut]
    assert place.kind is Kind.LEFTOVER


@pytest.mark.parametrize("cut", ["<!--more Read the ending-->", "[more] the ending", "<!--spoiler-->"])
def test_one_that_says_what_it_hides_closes_what_follows(cut: str) -> None:
    sections = parse(TEXT % cut).sections
    assert sections[-1].scope != SAFE or "||" in "".join(block.text for block in sections[-1].blocks)
