"""Bounds that keep rendering fast and output small, far above what any prose needs."""

import re
from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt, helpers
from markdown_it.rules_core import StateCore

#: Cells of all tables in one text; a short row is filled up to the width of its header.
MAX_TABLE_CELLS = 5_000
#: Characters that all uses of reference definitions together may add to a text.
MAX_REFERENCE_CHARACTERS = 300_000

# What may mean something. A bracket counts twice: looking for the end of a link is the dearest of all.
_MARKS = "\n!#&*<>[[\\]_`|~"
# The fifth parenthesis opened before one is closed.
_DEEP_PARENTHESES = re.compile(r"(?:(?:\\\S|[^()\\\s])*\(){5}")


def has_too_much_markup(source: str) -> bool:
    """Whether `source` is markup rather than prose, and so is not parsed at all.

    Parsing costs up to 60 microseconds for a character that may mean something, and next to nothing for the
    rest. A long review of 50,000 characters has about 1,500 such characters; 5,000 are allowed.
    """
    marks = sum(source.count(mark) for mark in _MARKS)
    return marks > 3_000 + min(len(source), 250_000) // 25


def limits_plugin(md: MarkdownIt) -> None:
    """Let no text grow by using one long reference definition thousands of times, and no address in
    parentheses be searched for its end 32 levels deep: four are enough for any.
    """
    md.core.ruler.after("block", "limit_references", _drop_long_references)
    md.helpers = SimpleNamespace(  # type: ignore[assignment]  # a module, in the stock parser
        parseLinkDestination=_parse_destination,
        parseLinkLabel=helpers.parseLinkLabel,
        parseLinkTitle=helpers.parseLinkTitle,
    )


def _drop_long_references(state: StateCore) -> None:
    longest = MAX_REFERENCE_CHARACTERS // (state.src.count("[") + 1)
    for definition in state.env.get("references", {}).values():
        if len(definition["href"]) + len(definition["title"]) > longest:
            # The address of a picture that is not there: a link to it becomes words, an image nothing.
            definition |= {"href": "image:", "title": ""}


def _parse_destination(string: str, pos: int, maximum: int) -> Any:
    if not string.startswith("<", pos) and _DEEP_PARENTHESES.match(string, pos, maximum):
        maximum = pos  # nothing is an address
    return helpers.parseLinkDestination(string, pos, maximum)
