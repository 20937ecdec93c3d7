"""Text as a reader takes it: marks in one width, written out instead of as entities, with nothing invisible between.

Only marks change; words stay as they are. Each character of the view knows where it begins in the text.
"""

import html
import re
from bisect import bisect_right

_LOOK_ALIKES = {
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if not chr(code - 0xFEE0).isalnum()},
    **dict.fromkeys("¦❘❙❚│┃ǀ∣︱⎮⏐￨╎╏┆┇┊┋।", "|"),
    **dict.fromkeys("‖∥║ǁ॥", "||"),
    **dict.fromkeys("‹﹤〈⟨", "<"),
    **dict.fromkeys("›﹥〉⟩", ">"),
    **dict.fromkeys("【〔［", "["),
    **dict.fromkeys("】〕］", "]"),
    **dict.fromkeys("〜∼", "~"),
    **dict.fromkeys("﹗ǃ", "!"),
    "：": ":",
    "∕": "/",
}
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufe00-\ufe0f\ufeff"
)
#: What an entity must stand for to be written out: anything else is no part of a mark.
_IN_MARKS = frozenset("<>[]|!~:/{}%=\"'#-()")
_OTHERWISE = re.compile(
    rf"&(?:amp;)*(?:#[0-9]{{1,7}};?|#[xX][0-9a-fA-F]{{1,6}};?|[A-Za-z]{{2,16}};)"
    rf"|\\[<>\[\]!~:{{}}]"
    rf"|[{re.escape(''.join(_LOOK_ALIKES))}]"
    rf"|[{_INVISIBLE}]+[<>|!\[\]~:{{}}%]?"
)


class PlainView:
    """The view of `source` as `text`; `at(i)` is where the character i of the view begins in the source."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._starts = [0]
        self._offsets = [0]
        parts: list[str] = []
        end = length = 0
        for found in _OTHERWISE.finditer(source):
            shown = _shown(found[0])
            if shown is None:
                continue
            before = source[end : found.start()]
            parts += [before, shown]
            length += len(before)
            for place in range(len(shown)):
                self._note(length + place, found.start())
            length += len(shown)
            end = found.end()
            self._note(length, end)
        self.text = "".join([*parts, source[end:]]) if parts else source

    def at(self, index: int) -> int:
        run = bisect_right(self._starts, index) - 1
        return self._offsets[run] + index - self._starts[run]

    def line(self, index: int) -> int:
        """The line of the source, from 1."""
        return self.source.count("\n", 0, self.at(index)) + 1

    def _note(self, start: int, offset: int) -> None:
        if self._starts[-1] == start:
            self._offsets[-1] = offset
        else:
            self._starts.append(start)
            self._offsets.append(offset)


def _shown(written: str) -> str | None:
    """What stands there for a reader; None where nothing is to be changed."""
    if written[0] == "&":
        text = written
        while (decoded := html.unescape(text)) != text:
            text = decoded
        return text if text in _IN_MARKS or text in ("||", "‖") else _LOOK_ALIKES.get(text)
    if written in _LOOK_ALIKES:
        return _LOOK_ALIKES[written]
    # An escaped mark, or one with something invisible before it.
    return written[-1] if written[-1] in "<>|![]~:{}%" else ""
