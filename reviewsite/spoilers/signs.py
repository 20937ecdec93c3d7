"""Finds the marks that are signs alone: `>!x!<`, `~!x!~`, `@@x@@`, lines of signs around paragraphs, bars."""

import re
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
_LINE = lazy_pattern(r"(?:^|(?<=\n))[ \t]*(?P<line>(?P<sign>[!#%@$^&|:;/?\"])(?P=sign){1,4})[ \t]*(?=\n|$)")
#: A bracket with signs in it, and the mirror image that ends what is hidden: `{/* x */}`, `<#x#>`.
_BRACKET_OPENS = lazy_pattern(
    r"(?<![\w\]{<(\[])(?P<face>(?P<bracket>[{<(\[])(?P=bracket){0,2}[/*#!~+@$^&?:=%-]{1,4})\s{0,9}[^\s\W]"
)
_BRACKET_CLOSES = lazy_pattern(r"[/*#!~+@$^&?:=%-]{1,4}(?P<bracket>[}>)\]])(?P=bracket){0,2}")
_BRACKET_SIGNS = "/*#!~+@$^&?:=%-"
_MIRRORED = str.maketrans("}>)]", "{<([")
#: Emphasis, tags, templates, smileys, arrows, prices: they hide nothing.
_BRACKET_DRESSES = lazy_pattern(
    r"\{+(?:%.*|[*~]{1,3}|[:^$])|<+(?:[/!].*|[-=^*:?$]+)|\[+(?:[*~]+|[/+=:^$%-])|\(+(?:.|[-+=!?*~:^$]+)"
)
_LETTERS = lazy_pattern(r"[^\W\d]")
_EMPTY_LINE = lazy_pattern(r"\n[ \t\r]*\n")


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


def in_brackets(text: str) -> Iterator[Mark]:
    """A text between brackets with signs and their mirror image; a single sign reaches no other paragraph."""
    opened: dict[str, re.Match[str]] = {}
    ends = (*_BRACKET_OPENS.finditer(text), *_BRACKET_CLOSES.finditer(text))
    for found in sorted(ends, key=lambda found: found.start()):
        if "face" in found.re.groupindex:
            if not _BRACKET_DRESSES.fullmatch(found["face"]):
                opened.setdefault(found["face"], found)
            continue
        for length in range(len(found[0]), 1, -1):  # "he dies!#>" ends with "#>"
            opener = _pop(opened, found[0][-length:][::-1].translate(_MIRRORED))
            if opener is None:
                continue
            hidden = opener.end("face"), found.end() - length
            words = text[hidden[0] : hidden[1]]
            is_near = len(opener["face"]) > 2 or not _EMPTY_LINE.search(words)
            if is_near and len(_LETTERS.findall(words)) > 1:
                yield Mark(opener.start(), found.end(), "holder", Role.HOLDS, hidden=hidden)
            break


def _pop(opened: dict[str, re.Match[str]], face: str) -> re.Match[str] | None:
    """Take out what opened with these signs; `{{!--` ends with `--}}`, as `<!--` does with `-->`."""
    bracket = face.rstrip(_BRACKET_SIGNS)
    return opened.pop(face, None) or opened.pop(f"{bracket}!{face[len(bracket) :]}", None)


def bars(text: str) -> Iterator[Span]:
    """Runs of bars as this site's marks, also with a space in each."""
    for found in _BARS.finditer(text):
        yield found.span()
