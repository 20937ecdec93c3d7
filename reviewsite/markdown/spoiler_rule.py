"""The syntax `||passage||`, `||7: passage||`, `||ep 7: passage||`.

A passage is a pair of markers in one paragraph, heading, table cell or link text. A marker that touches text
on its right opens, on its left closes; one that begins a line may open, one that ends a line may close. A
marker with spaces on both sides, as in `a || b`, does neither. What remains unpaired is text.

Where a writer's meaning is in doubt, more is withheld rather than less, and the place is reported: a well-made
marker also pairs with a badly made one. Markers pair before emphasis does, so that `**a ||b** c||` is a passage.
"""

import re
import unicodedata

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from reviewsite.spoilers import WHOLE_DRAMA

from .limits import MAX_TABLE_CELLS

#: Stands for a pipe of `||` while a table row is cut into cells; a noncharacter, replaced in what comes in.
SHIELD = "\ufdd0"

_PIPE = ord("|")
_SENTENCE_ENDS = ".,;:!?…)]}。、"
_MAX_ADJACENT = 4
_RUN = re.compile(r"\|{2,}")
_UNESCAPED_RUN = re.compile(r"(?<!\\)\|{2,}")
# A time ("10:30") is no scope, nor is a year.
_SCOPE = re.compile(
    r"[ \t]{0,3}(?:ep(?:isode)?s?\.?[ \t]{0,3})?0{0,3}([1-9][0-9]{0,2})[ \t]{0,3}화?[ \t]{0,3}[:：](?![0-9])[ \t]{0,3}",
    re.IGNORECASE,
)


def spoiler_plugin(md: MarkdownIt) -> None:
    """Teach `md` the passages. They arrive among an inline token's children as `passage_open` and
    `passage_close` (meta: scope, line, doubtful), what did not pair as `stray_marker` (meta: line);
    line counts from the inline token's first, which is 0.
    """
    md.inline.add_terminator_char("|")
    md.inline.ruler.before("emphasis", "spoiler", _mark)
    md.inline.ruler2.before("balance_pairs", "spoiler", _pair)
    md.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})


def _mark(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if silent or state.src[start] != "|":
        return False
    run = _RUN.match(state.src, start, state.posMax)
    if not run:
        return False
    scope = _SCOPE.match(state.src, run.end(), state.posMax)
    opens, closes = _flanks(state, start, run.end())
    count = min(len(run[0]) // 2, _MAX_ADJACENT)
    for left in range(count - 1, -1, -1):
        token = state.push("stray_marker", "", 0)
        token.content = "||" if left else run[0][2 * count - 2 :]
        token.meta = {"at": start, "scope": WHOLE_DRAMA, "prefix": 0}
        before_scope = bool(scope) and not left
        state.delimiters.append(
            Delimiter(
                marker=_PIPE,
                length=0,
                token=len(state.tokens) - 1,
                end=-1,
                open=opens or before_scope,
                # "dies||7: he lives" begins a passage inside another and does not end that one.
                close=closes and not (opens and before_scope),
            )
        )
    if scope:
        token.meta |= {"scope": int(scope[1]), "prefix": len(scope[0])}
    state.pos = run.end()
    return True


def _flanks(state: StateInline, start: int, end: int) -> tuple[bool, bool]:
    """Whether the markers in src[start:end] may open, may close."""
    before = state.src[start - 1] if start else "\n"
    after = state.src[end] if end < state.posMax else "\n"
    opens = not after.isspace() or _begins_line(state, start)
    closes = not before.isspace() or _ends_line(state, end)
    if not before.isspace() and not after.isspace() and after not in _SENTENCE_ENDS:
        # "(||he lives" begins a passage inside another and does not end that one.
        closes = not _begins_word(state.src, start)
    return opens, closes


def _begins_line(state: StateInline, pos: int) -> bool:
    while pos and state.src[pos - 1] in " \t":
        pos -= 1
    return not pos or state.src[pos - 1] == "\n"


def _ends_line(state: StateInline, pos: int) -> bool:
    while pos < state.posMax and state.src[pos] in " \t":
        pos += 1
    return pos >= state.posMax or state.src[pos] == "\n"


def _begins_word(src: str, pos: int) -> bool:
    """Whether only a little punctuation is between `pos` and the space before it."""
    for i in range(pos - 1, pos - 17, -1):
        if i < 0 or src[i].isspace():
            return True
        if not (src[i] in "|~`" or unicodedata.category(src[i]).startswith("P")):
            return False
    return False


def _pair(state: StateInline) -> None:
    _number_lines(state)
    groups = [state.delimiters, *(meta["delimiters"] for meta in state.tokens_meta if meta)]
    for group in groups:
        marks = [delimiter for delimiter in group if delimiter.marker == _PIPE]
        if not marks:
            continue
        pairs = _strict_pairs(marks)
        doubtful = _doubtful_pairs(marks, pairs)
        for opener, closer in pairs.items():
            _make_passage(state, marks[opener].token, marks[closer].token, opener in doubtful)
        _isolate(state, group)


def _number_lines(state: StateInline) -> None:
    at = line = 0
    for token in state.tokens:
        if token.type == "stray_marker":
            line += state.src.count("\n", at, token.meta["at"])
            at = token.meta["at"]
            token.meta["line"] = line


def _strict_pairs(marks: list[Delimiter]) -> dict[int, int]:
    pairs: dict[int, int] = {}
    waiting: list[int] = []
    for i, mark in enumerate(marks):
        empty = bool(waiting) and marks[waiting[-1]].token == mark.token - 1
        if mark.close and waiting and not (mark.open and empty):
            pairs[waiting.pop()] = i
        elif mark.open:
            waiting.append(i)
    return pairs


def _doubtful_pairs(marks: list[Delimiter], pairs: dict[int, int]) -> set[int]:
    """Pair what is left over, side by side at one depth, where at least one of two is well made."""
    closers = set(pairs.values())
    doubtful = set()
    waiting: list[int | None] = [None]
    for i, mark in enumerate(marks):
        left = waiting[-1]
        if i in pairs:
            waiting.append(None)
        elif i in closers:
            waiting.pop()
        elif left is not None and (marks[left].open or mark.close):
            pairs[left] = i
            doubtful.add(left)
            waiting[-1] = None
        else:
            waiting[-1] = i
    return doubtful


def _make_passage(state: StateInline, opener: int, closer: int, doubtful: bool) -> None:
    token = state.tokens[opener]
    following = state.tokens[opener + 1]
    if following.type == "text":
        following.content = following.content[token.meta["prefix"] :]
    token.type, token.tag, token.nesting, token.content = "passage_open", "span", 1, ""
    token.attrs = {"class": "spoiler"}
    token.meta["doubtful"] = doubtful
    token = state.tokens[closer]
    token.type, token.tag, token.nesting, token.content = "passage_close", "span", -1, ""


def _isolate(state: StateInline, group: list[Delimiter]) -> None:
    """Give each passage a delimiter list of its own, so that no emphasis reaches across its edge."""
    outside: list[Delimiter] = []
    stack = [outside]
    for delimiter in group:
        token = state.tokens[delimiter.token]
        if token.type == "passage_open":
            inside: list[Delimiter] = []
            state.tokens_meta.append({"delimiters": inside})
            stack.append(inside)
        elif token.type == "passage_close":
            stack.pop()
        elif delimiter.marker != _PIPE:
            stack[-1].append(delimiter)
    group[:] = outside


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The stock rule, blind to `||`: in a row it is a passage's marker, never an empty cell.

    Past `MAX_TABLE_CELLS` in one text, rows are a paragraph.
    """
    second = state.bMarks[start + 1] + state.tShift[start + 1]
    if start + 1 >= end or not state.src.startswith(("|", "-", ":"), second):
        return False
    plain, count = state.src, len(state.tokens)
    if "shielded" not in state.env:
        state.env["shielded"] = _UNESCAPED_RUN.sub(_shield, plain)
    state.src = state.env["shielded"]
    columns = state.src.count("|", state.bMarks[start], state.eMarks[start]) + 1
    cells_left = state.env.setdefault("cells_left", MAX_TABLE_CELLS)
    try:
        found = table(state, start, min(end, start + 1 + cells_left // columns), silent)
        if found and not silent:
            state.env["cells_left"] -= columns * (state.line - start)
        return found
    finally:
        state.src = plain
        for token in state.tokens[count:]:
            token.content = token.content.replace(SHIELD, "|")


def _shield(run: re.Match[str]) -> str:
    length = len(run[0])
    if length % 2 == 0:
        return SHIELD * length
    # Of an odd run one pipe divides cells: the last after text ("b|||"), else the first ("|||b").
    before = run.string[run.start() - 1 : run.start()]
    shielded = SHIELD * (length - 1)
    return shielded + "|" if before and not before.isspace() else "|" + shielded
