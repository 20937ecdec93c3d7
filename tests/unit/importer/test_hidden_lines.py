"""What a line hides stays in the text, and hidden, however many lines the mark goes over."""

import pytest

from reviews.importer.document import Kind
from reviews.importer.draft import draft_from
from reviews.importer.parser import parse
from reviewsite import markdown
from reviewsite.spoilers import SAFE, WHOLE_DRAMA

FACTS = "Salt Road (2021)\n\nEpisodes: 16\nDirector: Kim Do-yun\n\n"
PARAGRAPH = "A good drama about salt and about ferries, and about the people who wait for them."
FIRST, SECOND = "the lamplighter drowns", "his sister keeps the lamp"


def shown(text: str, seen: int) -> str:
    sections = draft_from(parse(text), text).sections
    return "\n".join(
        markdown.plain_text(section.body, seen=seen, scope=section.spoils_through) for section in sections
    )


@pytest.mark.parametrize(
    "written",
    [
        "||%s\n%s||",
        "||7: %s\n%s||",
        ">! %s\n>! %s",
        ">!%s\n%s!<",
        "[spoiler]%s\n%s[/spoiler]",
        "[spoiler]\n%s\n\n%s\n[/spoiler]",
        "<details><summary>end</summary>\n%s\n%s\n</details>",
        "- ||%s\n- %s||",
        "> ||%s\n> %s||",
        "So ||he thinks, %s\nand then|| he smiles and ||yes,\n%s|| as ever.",
        "| one | two |\n| --- | --- |\n| [spoiler]%s | %s[/spoiler] |",
        "| one | two |\n| --- | --- |\n| ||%s | %s|| |",
    ],
)
def test_a_mark_over_several_lines_hides_them_all_and_loses_none(written: str) -> None:
    text = f"{FACTS}{PARAGRAPH}\n\n{written % (FIRST, SECOND)}\n\n{PARAGRAPH}"

    assert FIRST not in shown(text, SAFE)
    assert SECOND not in shown(text, SAFE)
    assert FIRST in shown(text, WHOLE_DRAMA)
    assert SECOND in shown(text, WHOLE_DRAMA)


@pytest.mark.parametrize("written", ["||%s||", ">!%s!<", "# ||%s||", "- >!%s!<", "[spoiler]%s[/spoiler]"])
@pytest.mark.parametrize("above", ["", f"{PARAGRAPH}\n\n"])
def test_a_line_that_hides_all_of_itself_is_used(written: str, above: str) -> None:
    text = f"{FACTS}{above}{written % FIRST}\n\n{PARAGRAPH}"

    [place] = [place for place in parse(text).placements if FIRST in place.text]
    assert place.kind is Kind.BODY
    assert FIRST in shown(text, WHOLE_DRAMA)
    assert FIRST not in shown(text, SAFE)


def test_two_scores_beside_bars_hide_nothing() -> None:
    """The control: bars that only divide stay as they are."""
    text = f"{FACTS}{PARAGRAPH}\n\n| Acting || Music |\n\n{PARAGRAPH}"
    assert r"Acting || Music" in shown(text, SAFE)
