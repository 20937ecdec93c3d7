"""Texts made to be slow, deep or huge; each is a piece repeated until the text is long enough."""

from collections.abc import Callable

from reviewsite.markdown import has_too_much_markup

PIECES = {
    "open brackets": "[",
    "close brackets": "]",
    "bracket pairs": "[]",
    "images opened": "![",
    "images nested": "![a ",
    "links opened": "[a](",
    "links": "[a](b) ",
    "link destinations": "[a](<b",
    "link titles": '[a](b "c',
    "parentheses": "[a](((",
    "stars": "*",
    "stars and letters": "*a ",
    "stars both": "*a* **b ",
    "stars and underscores": "*a_ ",
    "underscores": "_a _",
    "strong and Hangul": "**가(",
    "tildes": "~~a",
    "backticks": "`",
    "growing backticks": "`a``b```c",
    "passage marks": "||",
    "passage marks spaced": "|| ",
    "passages opened": "||a ",
    "passages": "||a|| ",
    "passages touching": "||a",
    "scopes": "||7:",
    "scopes long": "||7: a ||ep 9: ",
    "scope spaces": "||ep                         7",
    "scope zeros": "||000000000000000000",
    "passages and stars": "||*a ",
    "passages and links": "||[a||](b) ",
    "passages in alt": "![||a||](image:abcd) ",
    "quotes": "> ",
    "quotes joined": ">",
    "lists": "- ",
    "lists deep": "* 1. ",
    "headings": "# a\n",
    "underlines": "a\n===\n",
    "rules": "***\n",
    "tables": "a | b\n-|-\n",
    "table cells": "|",
    "table rows": "| a | ||b|| |\n",
    "fences": "```\n",
    "entities": "&amp;",
    "entities unfinished": "&#x",
    "escapes": "\\",
    "escaped pipes": "\\|",
    "autolinks": "<a:",
    "tags": "<a b='",
    "comments": "<!--",
    "cdata": "<![CDATA[",
    "reference definitions": "[a]: b\n",
    "distinct lines": "a\n",
    "blank lines": "\n",
    "spaces": " ",
    "tabs": "\t",
    "NUL": "\0",
    "lone surrogates": "\ud800",
    "combining marks": "\u0301",
    "right to left": "\u202e",
    "shields": "\ufdd0",
}


def repeated(piece: str, size: int) -> str:
    return (piece * (size // len(piece) + 1))[:size]


def _piece(piece: str) -> Callable[[int], str]:
    return lambda size: repeated(piece, size)


#: Every pattern as a function from a size in characters to about so long a text.
TEXTS: dict[str, Callable[[int], str]] = {
    **{name: _piece(piece) for name, piece in PIECES.items()},
    "brackets closed": lambda size: "[" * (size // 2) + "]" * (size // 2),
    "links closed": lambda size: "[" * (size // 3) + "a" + "](b)" * (size // 6),
    "images closed": lambda size: repeated("![", size // 3) + "a" + repeated("](b)", 2 * size // 3),
    "emphasis closed": lambda size: repeated("*a ", size // 2) + repeated(" b*", size // 2),
    "passages closed": lambda size: repeated("||a ", size // 2) + repeated(" b||", size // 2),
    "quoted lists": lambda size: "".join("> " * (n % 40) + "- a\n" for n in range(size // 44)),
    "nested lists": lambda size: "".join("  " * n + "- a\n" for n in range(int(size**0.5) - 4)),
    "wide table": lambda size: "|" + "a|" * 200 + "\n|" + "-|" * 200 + "\n" + "|a\n" * ((size - 800) // 3),
    "table of passages": lambda size: "| a |\n|---|\n" + repeated("| ||a|| |\n", size - 12),
    "references": lambda size: "[a]: b 'c'\n\n" + repeated("[a] ", size - 14),
    "references unknown": lambda size: "[a]: b\n\n" + repeated("[b][", size - 8),
    "backticks of every length": lambda size: "".join(
        "`" * n + " " for n in range(1, int((2 * size) ** 0.5))
    ),
    "captions": _piece('![a](image:abcd "||b|| *c*") '),
    "titles": _piece('[a](b "||c||") '),
}


def largest_allowed(make: Callable[[int], str], size: int) -> str:
    """The text of most pieces that is still parsed, filled up with one long word to `size`."""

    def filled(hostile: int) -> str:
        text = make(hostile)
        return text + "\n\n" + "a" * (size - len(text) - 2)

    low, high = 1000, size
    while high - low > 50:
        middle = (low + high) // 2
        low, high = (low, middle) if has_too_much_markup(filled(middle)) else (middle, high)
    return filled(low)


def spread(piece: str, size: int) -> str:
    """The piece all over the text, as often as is still parsed."""
    texts = (repeated(piece + "a" * gap, size) for gap in range(size))
    return next(text for text in texts if not has_too_much_markup(text))
