"""Emphasis that closes before a Korean particle.

CommonMark lets `**` after punctuation close only before a space or more punctuation. Korean sets no space
there: in `**임시완(Im Si-wan)**은` the stars stayed literal. Here a marker that touches a Korean, Chinese or
Japanese character, on either side, opens before and closes after anything but a space.
"""

from collections.abc import MutableMapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token

from reviewsite.lazy_pattern import lazy_pattern

# Jamo, CJK punctuation and kana, compatibility jamo, ideographs, syllables, compatibility ideographs, full-width forms.
_CJK = lazy_pattern(
    "[\u1100-\u11ff\u2e80-\u2fff\u3001-\u30ff\u3130-\u318f\u31c0-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff01-\uffef\U00020000-\U0003ffff]"
)


class _KoreanStateInline(StateInline):
    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 (the parser's names)
        scanned = super().scanDelims(start, canSplitWord)
        if not canSplitWord:
            return scanned
        end = start + scanned.length
        before = self.src[start - 1] if start else " "
        after = self.src[end] if end < self.posMax else " "
        if not (_CJK.match(before) or _CJK.match(after)):
            return scanned
        return Scanned(
            can_open=scanned.can_open or not after.isspace(),
            can_close=scanned.can_close or not before.isspace(),
            length=scanned.length,
        )


class KoreanInline(ParserInline):
    """The stock inline parser with the Korean flanking rule for `*` and `~~` (`_` keeps to word edges)."""

    def parse(
        self, src: str, md: MarkdownIt, env: MutableMapping[str, Any], tokens: list[Token]
    ) -> list[Token]:
        state = _KoreanStateInline(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens
