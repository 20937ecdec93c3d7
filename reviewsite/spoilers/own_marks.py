"""Writes hidden text with this site's own marks, `||…||`, which end with their paragraph or list item."""

import re
from itertools import pairwise

_PARAGRAPHS = re.compile(r"(\n[ \t\r]*\n\s*)")
_LINES = re.compile(r"(\n[ \t\r]*)")
_CELLS = re.compile(r"([ \t]*(?<![|\\])\|(?!\|)[ \t]*)")
_BETWEEN_CELLS = re.compile(r"[ \t]*(?<![|\\])\|(?!\|)[ \t]*(?=\S)")
_PREFIX = re.compile(r"\s*(?:(?:[-*+>]|\d{1,9}[.)]|#{1,6})\s+|>)*")
_CODE_FENCE = re.compile(r"\s*(?:```|~~~)[^`]*$")
_OWN_BARS = re.compile(r"(?<!\\)\|{2,}")
_PASSAGE = re.compile(r"(?<!\\)\|{2,}(?=\S).*?(?<!\\)\|{2,}|(?<!\\)\|{2,}(?=\S).*", re.DOTALL)
_SCOPE = re.compile(r"[ \t]{0,3}(?:ep(?:isode)?s?\.?[ \t]{0,3})?[0-9]{1,3}[ \t]{0,3}:[ \t]*", re.IGNORECASE)


def without_passages(text: str) -> str:
    """A line as everybody may read it: "…" for each passage, and for what follows a mark that never ends."""
    return _PASSAGE.sub("…", text) if "||" in text else text


def divides(line: str) -> bool:
    """Whether the bars of a line divide something and hide nothing: a row of a table, two scores, an "or" of code."""
    parts = line.split("||")
    alike = all(before[-1:].isspace() == after[:1].isspace() for before, after in pairwise(parts))
    if _is_table_row(line):
        return alike
    return alike and len(parts) == 2 and all(part.strip(" \t>") for part in parts) and parts[1][0].isspace()


def only_divide(text: str) -> bool:
    """Whether no bars of a text can be a pair: one in all, or every one in the row of a table."""
    lines = [line for line in text.split("\n") if "||" in line]
    return all(map(divides, lines)) and (len(lines) == 1 or all(map(_is_table_row, lines)))


def _is_table_row(line: str) -> bool:
    row = line.strip()
    return row[:1] == "|" != row[1:2] and row[-1:] == "|" != row[-2:-1]


def between_bars(text: str) -> str:
    """A passage ends with its paragraph or list item, so each one becomes a passage of its own."""
    parts = _PARAGRAPHS.split(_OWN_BARS.sub("", text))
    return "".join(part if place % 2 else _hidden_block(part) for place, part in enumerate(parts))


def _hidden_block(block: str) -> str:
    lines = block.split("\n")
    if any(_prefix(line) or _CODE_FENCE.match(line) for line in lines):
        return "\n".join("" if _CODE_FENCE.match(line) else _hidden_line(line) for line in lines)
    return _passage(block)


def _hidden_line(line: str) -> str:
    prefix = _prefix(line)
    return prefix + _passage(line[len(prefix) :])


def _prefix(line: str) -> str:
    """The signs of a list, a quotation or a heading; they must stay outside."""
    found = _PREFIX.match(line)
    return found[0] if found and found[0].strip() else ""


def _passage(words: str) -> str:
    """The words between our bars; a passage ends with its cell, should this be the row of a table."""
    return " | ".join(map(_within_cell, _BETWEEN_CELLS.split(words)))


def _within_cell(words: str) -> str:
    inner = words.strip().rstrip("\\").strip("|").strip()
    if not inner:
        return words.replace("|", " ")
    lead = words[: len(words) - len(words.lstrip())]
    return f"{lead}||{inner}||{words[len(words.rstrip()) :]}"


def closed_at_paragraphs(text: str) -> str:
    """Our own bars around several paragraphs close and open again at each."""
    return "".join(_closed_between(_PARAGRAPHS.split(text))) if "||" in text and "\n" in text else text


def closed_at_lines(text: str) -> str:
    """Our own bars around several lines close and open again at each, so that every line hides its own part."""
    return "".join(_closed_in(part) if "||" in part else part for part in _PARAGRAPHS.split(text))


def _closed_in(paragraph: str) -> str:
    lines = _closed_between(_LINES.split(paragraph))
    return "".join(
        " | ".join(_closed_between(_CELLS.split(line))[::2]) if _is_row(line) else line for line in lines
    )


def _is_row(line: str) -> bool:
    return line.lstrip()[:1] == "|" != line.lstrip()[1:2] and "||" in line


def _closed_between(parts: list[str]) -> list[str]:
    """Parts of a text, every second of which is what divides them."""
    opened = ""
    for place in range(0, len(parts), 2):
        part, runs = parts[place], list(_OWN_BARS.finditer(parts[place]))
        if opened and not runs and part.strip():
            parts[place] = _hidden_block(part).replace("||", opened, 1)
        elif len(runs) % 2 and not opened and _may_open(part, runs[-1]) and _closes_later(parts, place):
            opened = _opening(part, runs[-1])
            parts[place] = part.rstrip() + "||" + part[len(part.rstrip()) :]
        elif len(runs) % 2 and opened:
            prefix = _prefix(part)
            parts[place] = prefix + opened + part[len(prefix) :].lstrip()
            opened = ""
    return parts


def _may_open(part: str, run: re.Match[str]) -> bool:
    before, after = part[: run.start()][-1:], part[run.end() :][:1]
    return bool(after) and not after.isspace() and (not before or not before.isalnum())


def _closes_later(parts: list[str], place: int) -> bool:
    for part in parts[place + 2 :: 2]:
        runs = list(_OWN_BARS.finditer(part))
        if runs:
            before, after = part[: runs[0].start()][-1:], part[runs[0].end() :][:1]
            return len(runs) % 2 == 1 and bool(before) and not before.isspace() and not after.isalnum()
    return False


def _opening(part: str, run: re.Match[str]) -> str:
    scope = _SCOPE.match(part, run.end())
    return "||" + (scope[0] if scope else "")
