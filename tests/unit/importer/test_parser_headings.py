import pytest

from reviews.importer.parser import parse
from tests.unit.importer.samples import PARAGRAPH, TITLE, sections

LONG = (
    "The lamp is lit, the aunts sit down, and nobody speaks for a minute of television, which is a long time. "
    * 3
)


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("## The Aunts", "The Aunts"),
        ("**The Aunts**", "The Aunts"),
        ("THE AUNTS", "THE AUNTS"),
        ("The Aunts:", "The Aunts"),
        ("The Aunts", "The Aunts"),
        ("💕 The Aunts 💕", "The Aunts"),
        ("~ The Aunts ~", "The Aunts"),
        ("1. The Aunts", "1. The Aunts"),
        (
            "The Ultimate Green Flag: Patience Against Logic",
            "The Ultimate Green Flag: Patience Against Logic",
        ),
        ("Bonus: the cat", "Bonus: the cat"),
        ("Why did I press play?", "Why did I press play?"),
        ("이모들", "이모들"),
    ],
)
def test_line_above_a_paragraph_is_a_heading(line: str, heading: str) -> None:
    assert sections("First", PARAGRAPH, line, PARAGRAPH) == [("First", False), (heading, False)]


@pytest.mark.parametrize(
    "line",
    [
        "The aunts are right.",
        "and then the door",
        "- The Aunts",
        "“Nobody sells the shop”",
        "But was it love, or only a very long and very complicated lease?",
        "Antonio says little before noon.",
    ],
)
def test_line_that_is_text_is_no_heading(line: str) -> None:
    assert sections("First", PARAGRAPH, line, PARAGRAPH) == [("First", False)]


def test_sentences_are_headings_where_that_is_the_habit() -> None:
    headings = ["Being late is not being lost.", "You may leave. Come back.", "Old quarrels want a witness."]
    text = "\n".join(line for heading in headings for line in (heading, LONG))
    parsed = parse(f"{TITLE}\nEpisodes: 16\n{text}")
    assert [section.heading for section in parsed.sections] == headings


def test_lone_short_sentence_between_long_paragraphs_is_text() -> None:
    parsed = parse(f"{TITLE}\nEpisodes: 16\n{LONG}\nI laughed out loud.\n{LONG}\n{LONG}")
    assert [section.heading for section in parsed.sections] == [None]


def test_clause_that_leads_to_a_list_is_text() -> None:
    parsed = parse(
        f"{TITLE}\n\n{PARAGRAPH}\n\nWhy this is almost perfect but not quite:\n- the uncles\n- the cat\n"
    )
    assert [section.heading for section in parsed.sections] == [None]


def test_header_of_the_facts_is_no_section() -> None:
    parsed = parse(f"{TITLE}\n\nDrama Profile:\n  • Episodes: 16\n  • Network: tvN\n\n{PARAGRAPH}")
    assert [section.heading for section in parsed.sections] == [None]
    assert [left.text for left in parsed.leftovers] == ["Drama Profile:"]


def test_name_of_a_character_is_a_heading_or_a_sub_heading_of_the_cast() -> None:
    pair = "Yoon Ara as Song I Seul"
    assert sections("Plot", PARAGRAPH, pair, PARAGRAPH) == [("Plot", False), (pair, False)]
    assert sections("The Leads", pair, PARAGRAPH) == [("The Leads", False)]


def test_text_broken_at_a_fixed_width_stays_one_paragraph() -> None:
    paragraph = (
        "The bridge is two kilometres long, and by the end\nof the second hour we have walked it\nfour times."
    )
    parsed = parse(f"{TITLE}\n\nEpisodes: 16\n\nThe first half\n\n{paragraph}\n\n{PARAGRAPH}")
    assert [(section.heading, [block.text for block in section.blocks]) for section in parsed.sections] == [
        ("The first half", [paragraph, PARAGRAPH])
    ]


def test_each_line_is_a_paragraph_where_no_line_is_blank() -> None:
    parsed = parse(f"{TITLE}\nEpisodes: 16\n{LONG}\n{PARAGRAPH}\n- one\n- two\n{PARAGRAPH}")
    assert [block.lines for block in parsed.sections[0].blocks] == [(3,), (4,), (5, 6), (7,)]
