import pytest

from reviews.importer.document import Caption, ParsedReview
from reviews.importer.parser import parse
from tests.unit.importer.samples import PARAGRAPH, TITLE


def _with(*lines: str) -> ParsedReview:
    return parse("\n\n".join([TITLE, "Episodes: 16", PARAGRAPH, *lines, "The music", PARAGRAPH]))


@pytest.mark.parametrize(
    ("line", "text", "source"),
    [
        ("Yoon Ara as Song I Seul (Source: Daily Lantern)", "Yoon Ara as Song I Seul", "Daily Lantern"),
        ("The shop at night [Photo credit: tvN]", "The shop at night", "tvN"),
        ("The shop at night (cr. tvN)", "The shop at night", "tvN"),
        ("The shop at night (via Daily Lantern)", "The shop at night", "Daily Lantern"),
        ("Credit: JTBC", "", "JTBC"),
        ("Image source: Netflix Korea", "", "Netflix Korea"),
        ("Photo: tvN", "", "tvN"),
        ("📷: tvN", "", "tvN"),
        ("( Yoon Ara as Song I Seul being early!)", "Yoon Ara as Song I Seul being early!", None),
        ("File:Paper Lanterns.jpg", "File:Paper Lanterns.jpg", None),
        ("![Seven aunts](aunts.jpg)", "Seven aunts", None),
        ("The shop at night\nPhoto: tvN", "The shop at night", "tvN"),
    ],
)
def test_caption_with_its_source_and_place(line: str, text: str, source: str | None) -> None:
    numbers = (7, 8) if "\n" in line else (7,)
    assert _with(line).captions == (Caption(text, source, numbers, section=0, block=1),)


@pytest.mark.parametrize(
    "line",
    [
        "Bitter and sweet lives under one roof. (Source: Wikipedia)",
        "Source: MyDramaList",
        "(I cried for an hour.)",
        "She gives credit: she gives it to everybody who asks for it, and to some who never did.",
    ],
)
def test_line_that_is_no_caption(line: str) -> None:
    assert _with(line).captions == ()


def test_caption_between_two_sections_belongs_to_the_end_of_the_first() -> None:
    parsed = parse(
        "\n".join(
            [
                TITLE,
                "Episodes: 16",
                "First",
                PARAGRAPH,
                PARAGRAPH,
                "A lamp (Source: tvN)",
                "Second",
                PARAGRAPH,
            ]
        )
    )
    assert [(caption.section, caption.block) for caption in parsed.captions] == [(0, 2)]
    assert parsed.to_json_dict()["captions"][0]["after_section"] == "First"


def test_caption_above_all_text_has_no_section() -> None:
    parsed = parse("\n\n".join([TITLE, "Episodes: 16", "Credit: tvN", "First", PARAGRAPH]))
    assert [(caption.section, caption.block) for caption in parsed.captions] == [(None, 0)]


def test_caption_in_words_of_a_cast_line_is_no_cast() -> None:
    parsed = _with("Yoon Ara as Song I Seul (Source: Daily Lantern)")
    assert parsed.cast == ()


def test_description_of_a_picture_is_a_leftover() -> None:
    parsed = parse(f'{TITLE}\nImage for the Korean drama "Paper Lanterns".\nEpisodes: 16\n{PARAGRAPH}')
    assert [left.text for left in parsed.leftovers] == ['Image for the Korean drama "Paper Lanterns".']
