"""Hundreds of ways in which people of other sites hide text or announce it: none comes out open without a question.

Lines of the data are written with `\\n` and `\\uXXXX`; "Zarafel dies" is what must stay hidden.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from reviews.comments.said_spoilers import spoilers_said_in
from reviews.importer.parser import parse
from reviewsite.markdown import COMMENTER, WRITER, Profile, enter, plain_text
from reviewsite.spoilers import SAFE
from reviewsite.spoilers.plain_view import PlainView
from reviewsite.spoilers.scanning import FINDERS, HOLDERS
from reviewsite.spoilers.warnings import warning_in
from tests.unit.spoilers.samples import DOUBTFUL, FOLDED, REFUSED, written

DATA = Path(__file__).parents[2] / "data"
#: What must stay hidden: as written, in ROT13 and in Base64.
SECRET = re.compile("zarafel|mnensry|wmfyyw", re.IGNORECASE)
DOCUMENT = """My Drama Review

Title: Signal Hill
Year: 2019
Rating: 8/10

The lead is charming and the music is lovely all through.

%s
"""


def lines(name: str) -> list[str]:
    escaped = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [re.sub(r"\\(?:u([0-9a-f]{4})|(n)|\\)", _character, line) for line in escaped]


def _character(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else "\n" if found[2] else "\\"


MARKS = lines("hidden_elsewhere.txt")
WARNINGS = [line.split("\t")[1] for line in lines("announced_elsewhere.tsv")]
HARMLESS = lines("harmless_lines.txt")
#: In a comment they hide what follows; in the text of a blog they end the excerpt on its front page.
EXCERPT_CUTS = (":readmore:\n", "[[MORE]]\n", "[More]\n", "<!--more-->\n")


def in_comment(text: str) -> str:
    return _in_form(text, COMMENTER, spoilers_said_in)


def in_admin(text: str) -> str:
    """The form refuses, or the publish check asks."""
    return _in_form(
        text, WRITER, lambda body: warning_in(plain_text(body.replace("\n", "  \n")), may_mention=True)
    )


def _in_form(text: str, profile: Profile, asks: Callable[[str], object]) -> str:
    entered = enter(text, profile=profile)
    if entered.doubts:
        return "refused"
    if not SECRET.search(plain_text(entered.text, seen=SAFE, profile=profile)):
        return "closed"
    return "asked" if asks(entered.text) else "open"


def in_import(text: str) -> str:
    parsed = parse(DOCUMENT % text)
    shown = [section for section in parsed.sections if section.scope == SAFE]
    texts = [plain_text(f"{section.heading or ''}\n\n{section.body}", seen=SAFE) for section in shown]
    return "open" if SECRET.search("\n".join([*texts, parsed.verdict or ""])) else "closed"


ENTRANCES = pytest.mark.parametrize("entrance", [in_comment, in_admin, in_import])


@ENTRANCES
def test_no_mark_of_another_site_is_shown_without_a_question(entrance: Callable[[str], str]) -> None:
    found = [mark for mark in MARKS if entrance(mark) == "open"]
    assert [mark for mark in found if entrance is not in_import or not mark.startswith(EXCERPT_CUTS)] == []


@ENTRANCES
@pytest.mark.parametrize("shape", ["{}", "The cast is good. {}", "## {}", "**[{}]**"])
def test_no_announcement_is_overheard(entrance: Callable[[str], str], shape: str) -> None:
    texts = [f"{shape.format(warning)}\n\nZarafel dies in the end." for warning in WARNINGS]
    assert [text for text in texts if entrance(text) == "open"] == []


@pytest.mark.parametrize("entrance", [in_comment, in_admin])
def test_harmless_lines_are_not_refused(entrance: Callable[[str], str]) -> None:
    found = {line: entrance(f"{line}\n\nZarafel sings well.") for line in HARMLESS}
    assert [line for line, answer in found.items() if answer in ("refused", "closed")] == []
    assert sum(answer == "asked" for answer in found.values()) <= len(HARMLESS) // 20


@ENTRANCES
def test_plain_text_is_open(entrance: Callable[[str], str]) -> None:
    """The control: these entrances see what is shown."""
    assert entrance("Zarafel dies in the end.") == "open"


def test_no_mark_is_without_the_signs_that_it_is_looked_for_by() -> None:
    samples = map(written, (*FOLDED, *DOUBTFUL, *REFUSED))
    texts = [PlainView(text).text for text in (*samples, *MARKS)]
    patterns = [(sign, pattern.finditer) for sign, patterns in HOLDERS for pattern in patterns]

    for sign, finder in [*FINDERS, *patterns]:
        found = [text for text in texts if list(finder(text))]
        assert found  # a sample of each, or this would say nothing
        assert [text for text in found if not sign.search(text)] == []
