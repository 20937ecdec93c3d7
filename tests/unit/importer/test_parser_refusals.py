import pytest

from reviews.importer.document import Kind
from reviews.importer.parser import parse
from reviews.importer.refusals import MOST_CHARACTERS, MOST_LINES, MOST_PEOPLE, MOST_PICTURES, MOST_SECTIONS
from tests.unit.importer.samples import PARAGRAPH


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \n\t\r\n\u2028 ", "empty"),
        ("...\n***\n", "no_words"),
        (
            f"Review: Salt Road\n\n{PARAGRAPH}\n\nReview: Quiet Floor\n\n{PARAGRAPH}",
            "several",
        ),
        (
            f"Salt Road (2022)\n\nRating: 7/10\n\n{PARAGRAPH}\n\nQuiet Floor (2021)\n\nRating: 9/10\n\n{PARAGRAPH}",
            "several",
        ),
        (
            f"One\n\n{PARAGRAPH}\n\nContinue reading\n\nTwo\n\n{PARAGRAPH}\n\nContinue reading",
            "teasers",
        ),
        (f"The 7 Best K-Dramas of 2020\n\n1. Salt Road\n\n{PARAGRAPH}", "list"),
        (f"April and May Korean Drama Reviews\n\n{PARAGRAPH}", "list"),
    ],
)
def test_text_that_is_not_one_review_is_refused_with_a_reason(text: str, reason: str) -> None:
    parsed = parse(text)
    assert parsed.refused is not None
    assert parsed.refused.code == reason
    assert (parsed.title, parsed.rating, parsed.sections, parsed.captions) == (None, None, (), ())
    assert all(place.kind is Kind.LEFTOVER for place in parsed.placements)
    assert len(parsed.placements) == sum(1 for line in text.splitlines() if line.strip())


LARGE = {
    "too_many_lines": "x\n" * (MOST_LINES + 1),
    "too_long": "x " * MOST_CHARACTERS,
    "too_many_sections": "".join(f"Part {n}\n\n{n} {PARAGRAPH}\n\n" for n in range(MOST_SECTIONS + 1)),
    "too_many_pictures": f"{PARAGRAPH}\n\nCredit: JTBC\n\n" * (MOST_PICTURES + 1),
    "too_many_people": "".join(f"Cast: Im Si-wan as Guest {n}\n" for n in range(MOST_PEOPLE + 1)),
}


@pytest.mark.parametrize("reason", LARGE)
def test_more_than_a_review_has_is_refused(reason: str) -> None:
    parsed = parse(f"Salt Road (2022)\n\n{LARGE[reason]}\n\n{PARAGRAPH}")
    assert parsed.refused is not None
    assert parsed.refused.code == reason
    assert all(place.kind is Kind.LEFTOVER for place in parsed.placements)


@pytest.mark.parametrize(
    "text",
    [
        f"Paper Lanterns (2020)\n\n{PARAGRAPH}",
        f"Review: Paper Lanterns\n\n{PARAGRAPH}\n\nSimilar dramas:\nSalt Road (2022)\nQuiet Floor (2021)",
        f"Paper Lanterns (2020)\n\n{PARAGRAPH}\n\nPaper Lanterns: A House (2020)\n\nEpisodes: 16\n\n{PARAGRAPH}",
        f"Paper Lanterns review\n\nIt is among the best dramas of the year. {PARAGRAPH}",
    ],
)
def test_one_review_that_names_other_dramas_is_not_refused(text: str) -> None:
    parsed = parse(text)
    assert parsed.refused is None
    assert parsed.title == "Paper Lanterns"
