"""Names in a text become links where they are first read."""

import re
from collections.abc import Iterator

from markdown_it.token import Token


class NameLinks:
    """Addresses by the name they stand for; each name is linked once, however many texts are rendered."""

    def __init__(self, addresses: dict[str, str]) -> None:
        self.pending = dict(addresses)

    def put_into(self, blocks: list[Token]) -> None:
        """Link the names in these tokens. They hold what this reader may see and nothing else."""
        for above, token in zip([None, *blocks], blocks, strict=False):
            is_heading = above is not None and above.type == "heading_open"
            if token.type == "inline" and token.children and not is_heading:
                token.children = list(self._linked(token.children))

    def _linked(self, children: list[Token]) -> Iterator[Token]:
        in_link = 0
        for token in children:
            in_link += {"link_open": 1, "link_close": -1}.get(token.type, 0)
            if token.type == "text" and not in_link:
                yield from self._split(token.content)
            else:
                yield token

    def _split(self, text: str) -> Iterator[Token]:
        while self.pending and (found := self._pattern().search(text)):
            yield _text(text[: found.start()])
            yield Token("link_open", "a", 1, attrs={"href": self.pending.pop(found[0])})
            yield _text(found[0])
            yield Token("link_close", "a", -1)
            text = text[found.end() :]
        yield _text(text)

    def _pattern(self) -> re.Pattern[str]:
        # The longest first: of “Stranger” and “Stranger Things” the whole title is meant.
        names = sorted(self.pending, key=len, reverse=True)
        # A Korean particle follows its noun without a space (임시완은), so Hangul may go on after a name.
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?![^\W가-힣])")


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
