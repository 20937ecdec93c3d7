"""Finds the marks that are signs alone: `>!x!<`, `~!x!~`, `@@x@@`, lines of signs around paragraphs, bars."""

from collections.abc import Iterator

from reviewsite.lazy_pattern import lazy_pattern
from reviewsite.spoilers.mark_types import Mark, Role, Span

_FACES = r">[!.]+<|~!+~"
_BANG = lazy_pattern(
    rf"(?P<face>{_FACES})|(?P<opens>>!|(?<!\|)[|%^]!(?!\|)|<!(?!-))|(?P<closes>![<>](?!/)|!\|(?!\|)|![%^])"
    r"|(?P<tilde_opens>(?<!~)~!(?!~))|(?P<tilde_closes>!~(?!~))|(?P<percent>(?<!%)%%(?!%))"
)
_BARS = lazy_pattern(r"\|(?:\|+|[ \t]\|(?=[^\s|][^|\n]*[^\s|]\|[ \t]\|)|(?<=[^\s|]\|)[ \t]\|)")
_BEFORE_OPENING = " \t\n([{\"'“‘«,.;:!?…*_-/>"
#: Two to four signs before a text and the same after it, unless they are only such as dress one.
_RUN = lazy_pattern(
    r"(?<![\w!#-&+/:-@\[-^|§¤¶†‡¬])(?=[^\s]{0,3}[#$%&@^;§¤¶†‡¬])(?P<run>[!#-&+:-@\\^|§¤¶†‡¬]{2,4})"
    r"(?=[^\s!#-&+:-@\\^|§¤¶†‡¬])(?P<hidden>[^\n]{2,500}?)(?<=[^\s(])(?P=run)(?![\w!#-&+:-@\\^|§¤¶†‡¬])"
)
#: Nothing but a sign, two to four times: such a line begins or ends what is hidden.
_LINE = lazy_pattern(r"(?:^|(?<=\n))[ \t]*(?P<line>(?P<sign>[!#%@$^&|:;])(?P=sign){1,3})[ \t]*(?=\n|$)")


def bangs(text: str) -> Iterator[Mark]:
    for found in _BANG.finditer(text):
        start, end = found.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        begins = before == "" or before in _BEFORE_OPENING
        if found["opens"]:
            is_reddit = found["opens"] == ">!"
            firm = is_reddit and before not in ("-", "=") and after not in ("", " ", "\n", "=")
            yield Mark(start, end, "bang", Role.OPENS, firm=firm, near=not is_reddit)
        elif found["closes"]:
            firm = found["closes"] == "!<" and (after == "" or after in " \n.,;:)")
            yield Mark(start, end, "bang", Role.CLOSES, firm=firm)
        elif found["tilde_opens"]:
            if begins or (after and not after.isspace()):
                firm = begins and after.isalnum()
                yield Mark(start, end, "tilde", Role.OPENS, firm=firm, near=not begins)
        elif found["tilde_closes"]:
            yield Mark(start, end, "tilde", Role.CLOSES)
        elif found["percent"]:
            yield Mark(start, end, "percent", Role.TOGGLES, near=True)


def runs(text: str) -> Iterator[Mark]:
    for found in _RUN.finditer(text):
        yield Mark(*found.span(), "holder", Role.HOLDS, hidden=found.span("hidden"))


def lines(text: str) -> Iterator[Mark]:
    for found in _LINE.finditer(text):
        yield Mark(*found.span(), f"line {found['line']}", Role.TOGGLES)


def bars(text: str) -> Iterator[Span]:
    """Runs of bars as this site's marks, also with a space in each."""
    for found in _BARS.finditer(text):
        yield found.span()
