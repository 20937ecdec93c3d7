"""Short reviews for the tests of single behaviours."""

from reviews.importer.document import Kind, ParsedReview
from reviews.importer.parser import parse

TITLE = "Paper Lanterns (2020)"
PARAGRAPH = (
    "An aunt arrives at the lantern shop, and then another one, and nobody knows who has sent for them."
)


def review(*lines: str, title: str = TITLE, text: str = PARAGRAPH) -> ParsedReview:
    """A parsed review with the lines between its title and its text."""
    return parse("\n".join([title, "", *lines, "", text]))


def sections(*lines: str) -> list[tuple[str | None, bool]]:
    """Heading and spoiler flag of each section of a text with blank lines between the given ones."""
    parsed = parse("\n\n".join([TITLE, "Episodes: 16", *lines]))
    return [(section.heading, section.spoiler) for section in parsed.sections]


def leftover_texts(parsed: ParsedReview) -> list[str]:
    return [left.text for left in parsed.leftovers]


def placed(parsed: ParsedReview, text: str) -> tuple[Kind, str]:
    """Kind and name of the place where the line with this text went."""
    return next((place.kind, place.name) for place in parsed.placements if place.text.strip() == text)
