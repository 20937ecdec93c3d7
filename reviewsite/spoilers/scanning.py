"""Finds the marks of other sites in a text: where each stands, and what it may begin or end.

All places are in a `PlainView`. Linear in the text's length: every pattern is bounded or runs to a fixed end.
"""

import re
from collections.abc import Callable, Iterator
from itertools import chain

from reviewsite.lazy_pattern import lazy_pattern
from reviewsite.spoilers import dialects, signs
from reviewsite.spoilers.mark_types import Mark, Role, Span

_NO_MARK = lazy_pattern(
    r"spoil\w*?[-_]?(?:free|frei|less|alert|warning|ahead|zone|territory|review|section)", re.IGNORECASE
)
_TITLE = lazy_pattern(
    r"[\s=:]*(?:(?:title|name|label|text|summary|open|show|alt)\s*=\s*)?[\"'“”]?(.*?)[\"'“”]?\s*", re.DOTALL
)
_SUMMARY = lazy_pattern(r"\s*<summary[^<>]*>(.{0,300}?)</summary\s*>", re.IGNORECASE | re.DOTALL)
_TAG = lazy_pattern(
    r"<(?P<end>/)?\s*(?P<name>[^\W\d][\w:-]{0,40})(?P<rest>[\s=:][^<>]{0,400})?(?P<void>/)?>", re.IGNORECASE
)
_CODE = lazy_pattern(
    r"\[(?P<end>/)?[ ]?(?P<name>\*?[^\W\d][\w-]{0,40})(?P<rest>[^\[\]]{0,300})?\](?!\()", re.IGNORECASE
)
_TEMPLATE = lazy_pattern(dialects.TEMPLATE, re.IGNORECASE)
_FENCE = lazy_pattern(dialects.FENCE, re.IGNORECASE)
#: A line below the first by which a block of reStructuredText or MyST folds: ":open:", ":class: dropdown".
_FOLDING_OPTION = lazy_pattern(
    r"(?:\n[ \t]*:[\w-]{1,40}:[^\n]{0,200}){0,9}?\n[ \t]*:"
    rf"(?:(?:open|closed?|collaps\w*|hid\w*|toggle\w*):|class:[^\n]{{0,200}}(?:{dialects.HIDING_NAMES}))",
    re.IGNORECASE,
)
_CALLOUT = lazy_pattern(dialects.CALLOUT, re.IGNORECASE)
_INDENTED = lazy_pattern(dialects.INDENTED, re.IGNORECASE)
_WORDS = lazy_pattern(dialects.WORDS, re.IGNORECASE)
_TWICE = lazy_pattern(dialects.TWICE, re.IGNORECASE)
#: An attribute that holds a text of its own, shown by pointing, in a form or nowhere.
_HOLDS_A_TEXT = lazy_pattern(
    r"(?<![\w-])(?P<attribute>title|alt|value|placeholder|label|aria-\w+|data-[\w-]+)\s*=\s*"
    r"(?:\"(?P<double>[^\"]{2,})\"|'(?P<single>[^']{2,})')",
    re.IGNORECASE,
)
_CUT = lazy_pattern(dialects.CUT, re.IGNORECASE)
_CUT_LINES = lazy_pattern(dialects.CUT_LINES, re.IGNORECASE)
#: The patterns of `dialects.WHOLE`, likewise with what each of their marks contains.
HOLDERS = [
    (re.compile(sign, re.IGNORECASE), [lazy_pattern(each, re.IGNORECASE | re.DOTALL) for each in patterns])
    for sign, patterns in dialects.WHOLE.items()
]
_LONG = [(lazy_pattern(pattern, re.IGNORECASE), ending) for pattern, ending in dialects.LONG]
_DECORATION = " \t*_#>~=-:.!"


def scan(text: str) -> list[Mark]:
    """All marks of the view's text in order; of two at one place the longer."""
    found = [mark for sign, finder in FINDERS if sign.search(text) for mark in finder(text)]
    found.sort(key=lambda mark: (mark.start, -mark.end))
    marks: list[Mark] = []
    taken = 0
    for mark in found:
        inside = mark.start < taken
        if inside and not (marks[-1].hidden and _is_within(mark, marks[-1].hidden)):
            continue
        if not inside:
            marks.append(mark)
            taken = mark.end
    return marks


def is_hiding(name: str) -> bool:
    return bool(dialects.HIDES.fullmatch(name.casefold())) and not _NO_MARK.fullmatch(name)


def _is_within(mark: Mark, span: Span) -> bool:
    return span[0] <= mark.start and mark.end <= span[1]


def _long_holders(text: str) -> Iterator[Mark]:
    for pattern, ending in _LONG:
        if ending not in text:
            continue
        at = 0
        while (found := pattern.search(text, at)) and (end := text.find(ending, found.end())) >= 0:
            at = end + len(ending)
            label = found.span("label") if "label" in pattern.groupindex else None
            yield Mark(found.start(), at, "holder", Role.HOLDS, label=label, hidden=(found.end(), end))


def _holders(text: str) -> Iterator[Mark]:
    for pattern in chain.from_iterable(patterns for sign, patterns in HOLDERS if sign.search(text)):
        for found in pattern.finditer(text):
            label = found.span("label") if "label" in pattern.groupindex else None
            yield Mark(*found.span(), "holder", Role.HOLDS, label=label, hidden=found.span("hidden"))


def _cuts(text: str) -> Iterator[Mark]:
    for found in _CUT.finditer(text):
        yield Mark(*found.span(), "cut", Role.CUTS)


def _cut_lines(text: str) -> Iterator[Mark]:
    for found in _CUT_LINES.finditer(text):
        yield Mark(*found.span(), "cut", Role.CUTS)


def _callouts(text: str) -> Iterator[Mark]:
    for found in _CALLOUT.finditer(text):
        if found["folded"] or is_hiding(found["callout"]) or dialects.FOLDS.fullmatch(found["callout"]):
            label = found.span("callout_label")
            if not found["callout_body"]:  # all that there is stands beside the name
                yield Mark(*found.span(), "callout", Role.HOLDS, hidden=label)
                continue
            yield Mark(*found.span(), "callout", Role.HOLDS, label=label, hidden=found.span("callout_body"))


def _indented(text: str) -> Iterator[Mark]:
    for found in _INDENTED.finditer(text):
        name, sign = (found["block"] or "").casefold(), found["block_sign"]
        hides = is_hiding(name) or dialects.FOLDS.fullmatch(name) or sign not in ("..", "!!!")
        unknown = sign == ".." and found["directive"] and name not in dialects.DRESSES
        label = found.span("block_label")
        if not found["block_body"].strip():
            if is_hiding(name) and found["directive"]:  # all that there is stands beside the name
                yield Mark(*found.span(), "indented", Role.HOLDS, hidden=label)
        elif hides or unknown or "spoil" in found["block_label"].casefold():
            yield Mark(*found.span(), "indented", Role.HOLDS, label=label, hidden=found.span("block_body"))


def _words(text: str) -> Iterator[Mark]:
    """Words that begin and end what spoils; alone they are a warning, which `warnings` reads."""
    for found in _WORDS.finditer(text):
        alone = not found["before"] and not found["after"]
        line = (
            text[text.rfind("\n", 0, found.start()) + 1 : found.start()],
            text[found.end() : found.end() + 1],
        )
        if alone and found["word_begins"] and (line[0].strip() or line[1].strip()):
            continue
        yield Mark(*found.span(), "words", Role.OPENS if found["word_begins"] else Role.CLOSES)


def _twice(text: str) -> Iterator[Mark]:
    for found in _TWICE.finditer(text):
        yield Mark(*found.span(), "twice", Role.TOGGLES, near=True)


def _fences(text: str) -> Iterator[Mark]:
    """Containers and code blocks by the name on their first line; a bare line of the same marks ends them."""
    waiting: list[bool] = []
    for found in _FENCE.finditer(text):
        fence, name = found["fence"], (found["fence_name"] or "").casefold()
        kind, label = f"fence {fence[0]}", found["fence_label"].strip()
        if not name and waiting and not label.strip("}"):
            if waiting.pop():
                yield Mark(*found.span(), kind, Role.CLOSES)
        elif fence[0] == ":" and label.endswith(":::"):  # ":::he dies:::", or a title: nobody can tell
            start = found.start("fence_label" if is_hiding(name) or not name else "fence_name")
            if _ends_next(found):
                waiting.append(True)
                yield Mark(found.start(), start, kind, Role.OPENS, firm=True)
                continue
            hidden = (start, found.start("fence_label") + found["fence_label"].rindex(":::"))
            yield Mark(*found.span(), kind, Role.HOLDS, hidden=hidden)
        else:
            folds = (
                is_hiding(name) or dialects.FOLDS.fullmatch(name) or _FOLDING_OPTION.match(text, found.end())
            )
            waiting.append(bool(folds) or (fence[0] == ":" and bool(name) and name not in dialects.DRESSES))
            if waiting[-1]:
                span = found.span("fence_label") if label.strip("}") else None
                yield Mark(*found.span(), kind, Role.OPENS, firm=True, label=span)


def _ends_next(found: re.Match[str]) -> bool:
    """Whether the next container or code block of the text is the end of this one."""
    following = _FENCE.search(found.string, found.end())
    if following is None or following["fence"][0] != found["fence"][0]:
        return False
    return not (following["fence_name"] or following["fence_label"].strip())


def _tags(text: str) -> Iterator[Mark]:
    for found in _TAG.finditer(text):
        name, rest = found["name"].casefold(), found["rest"] or ""
        by_attribute = dialects.HIDING_ATTRIBUTE.search(rest)
        if name in dialects.STRIKES and not by_attribute:
            continue
        if not by_attribute and (held := _held_by_attribute(name, rest)):
            start, end = held
            offset = found.start("rest")
            yield Mark(*found.span(), "holder", Role.HOLDS, hidden=(offset + start, offset + end))
            continue
        if name == "summary" and not found["end"]:  # of a fold that began otherwise
            yield Mark(*found.span(), "cut", Role.CUTS)
            continue
        mark = _named(found, f"tag {name}", name, rest, by_attribute)
        if mark and name == "details" and (summary := _SUMMARY.match(text, mark.end)):
            mark = Mark(
                mark.start, summary.end(), mark.kind, mark.role, mark.hides, mark.firm, summary.span(1)
            )
        if mark and (is_hiding(name) or not found["void"]):  # "<spoiler/>he dies" wants to begin something
            yield mark


def _held_by_attribute(name: str, rest: str) -> Span | None:
    """Where an ordinary element hides a text in one of its attributes: a title, the description of no picture."""
    for found in _HOLDS_A_TEXT.finditer(rest):
        attribute, kind = found["attribute"].casefold(), "double" if found["double"] else "single"
        by_pointing = attribute == "title" and name in dialects.POINTED_AT
        describes = attribute == "alt" and re.search(r"\bsrc\s*=", rest, re.IGNORECASE)
        is_text = attribute == "alt" or " " in found[kind].strip()
        if by_pointing or (attribute != "title" and name in dialects.DRESSES and is_text and not describes):
            return found.span(kind)
    return None


def _codes(text: str) -> Iterator[Mark]:
    for found in _CODE.finditer(text):
        name, rest = found["name"].casefold().lstrip("*"), found["rest"] or ""
        dressed = name in dialects.DRESSES_BY_VALUE and dialects.WHITE.fullmatch(rest)
        if mark := _named(found, f"code {name}", name, rest, dressed):
            yield mark


def _named(found: re.Match[str], kind: str, name: str, rest: str, by_attribute: object) -> Mark | None:
    """The mark of a tag or short code. A pair of an unknown name hides; alone, only what surely is a mark counts."""
    if found["end"]:
        return Mark(*found.span(), kind, Role.CLOSES, firm=is_hiding(name))
    hides = bool(by_attribute) or name not in dialects.DRESSES
    sure = is_hiding(name) or bool(by_attribute) or (name == "details" and rest.startswith("="))
    if sure and dialects.WARNING_WORDS.match(rest):
        return Mark(*found.span(), kind, Role.OPENS, hides=hides)
    if is_hiding(name) and rest[:1] in (":", " ") and rest.strip(" :") and "=" not in rest:
        start = found.start("rest")
        offset = len(rest) - len(rest.lstrip(" :"))
        hidden = (start + offset, found.end("rest"))
        # "[SPOILER BERAT]" on a line of its own may be a warning: nobody knows all words for "heavy".
        firm = rest[0] == " " and _heads_a_text(found)
        return Mark(*found.span(), kind, Role.OPENS, hides=hides, firm=firm, hidden=hidden)
    label = None
    if rest.strip() and kind.startswith("code") and not by_attribute:
        title = _TITLE.fullmatch(rest)
        label = (found.start("rest") + title.start(1), found.start("rest") + title.end(1)) if title else None
    return Mark(*found.span(), kind, Role.OPENS, hides=hides, firm=sure or name == "details", label=label)


def _heads_a_text(found: re.Match[str]) -> bool:
    """Whether a mark stands alone on its line, and something follows."""
    text = found.string
    before = text[max(text.rfind("\n", 0, found.start()) + 1, found.start() - 9) : found.start()]
    line, _end, below = text[found.end() :].partition("\n")
    return not before.strip(_DECORATION) and not line.strip(_DECORATION) and bool(below.strip())


def _templates(text: str) -> Iterator[Mark]:
    for found in _TEMPLATE.finditer(text):
        style = next(
            style for style in ("template", "short", "brace", "org", "wiki", "twiki") if found[style]
        )
        name = re.sub("^end_?", "", found[style].casefold())
        ends = bool(found[f"{style}_end"] or found["wiki_closes"]) or name != found[style].casefold()
        sure = is_hiding(name)
        if name in dialects.TEMPLATE_DRESSES or name in dialects.DRESSES:
            continue
        label = found.span(f"{style}_label") if (found[f"{style}_label"] or "").strip(" =:|") else None
        role = Role.CLOSES if ends else Role.TOGGLES if style == "brace" and not label else Role.OPENS
        yield Mark(*found.span(), f"{style} {name}", role, firm=sure, label=None)


#: With each finder what all its marks contain: a text without that is not searched for them.
FINDERS: tuple[tuple[re.Pattern[str], Callable[[str], Iterator[Mark]]], ...] = tuple(
    (re.compile(sign, re.IGNORECASE), finder)
    for sign, finder in (
        ("spoil", _words),
        ("", _long_holders),
        ("", _holders),
        ("more|<", _cuts),
        (r"\n", _cut_lines),
        (r"\[!", _callouts),
        ("", _indented),
        (":::|```|~~~", _fences),
        ("<", _tags),
        (r"\[", _codes),
        (r"[{%]|#\+", _templates),
        ("[!%<]", signs.bangs),
        (r"[#$%&@^;§¤¶†‡¬]", signs.runs),
        ("", signs.lines),
        (r"[{<(\[][/*#!~+@$^&?:=%-]", signs.in_brackets),
        (r"spoil|[^\x00-\x7f]", _twice),
    )
)
