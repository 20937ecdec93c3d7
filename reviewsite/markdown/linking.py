"""Names in a text become links where they are first recognised."""

from collections.abc import Iterator

from markdown_it.token import Token

from .phrases import Phrase, phrases_in
from .visible import text_of


class NameLinks:
    """Addresses by the name they stand for; each name is linked once, however many texts are rendered."""

    def __init__(self, addresses: dict[str, str]) -> None:
        self.pending = dict(addresses)

    def put_into(self, blocks: list[Token]) -> None:
        """Link the names in these tokens. They hold what this reader may see and nothing else."""
        for above, token in zip([None, *blocks], blocks, strict=False):
            is_heading = above is not None and above.type == "heading_open"
            if self.pending and token.type == "inline" and token.children and not is_heading:
                token.children = list(self._linked(token.children))

    def _linked(self, children: list[Token]) -> Iterator[Token]:
        # Whether a word begins a sentence shows in the text of the whole block, not in the piece it stands in.
        names = self._names_in(text_of(children))
        start = in_link = 0
        for token in children:
            in_link += {"link_open": 1, "link_close": -1}.get(token.type, 0)
            end = start + len(text_of([token]))
            here = []
            while names and names[-1].start < end:
                here.append(names.pop())
            if token.type == "text" and not in_link:
                yield from self._split(token.content, start, [name for name in here if name.end <= end])
            else:
                yield token
            start = end

    def _names_in(self, text: str) -> list[Phrase]:
        """The last first; of those at one place the longest comes off the end first, as the whole name is meant."""
        found = [phrase for phrase in phrases_in(text) if phrase.text in self.pending]
        return sorted(
            (phrase for phrase in found if not phrase.is_doubtful),
            key=lambda phrase: (-phrase.start, len(phrase.text)),
        )

    def _split(self, content: str, start: int, names: list[Phrase]) -> Iterator[Token]:
        done = 0
        for name in names:
            at = name.start - start
            if at < done or name.text not in self.pending:
                continue
            yield _text(content[done:at])
            yield Token("link_open", "a", 1, attrs={"href": self.pending.pop(name.text)})
            yield _text(name.text)
            yield Token("link_close", "a", -1)
            done = at + len(name.text)
        yield _text(content[done:])


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
