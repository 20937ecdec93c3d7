"""Random texts with a canary, a word of its own, in every place that can give something away."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from hypothesis import strategies as st

from reviewsite.markdown import Picture
from reviewsite.spoilers import WHOLE_DRAMA

#: The scope of a word that no reader ever gets.
NEVER = WHOLE_DRAMA + 1

SCOPES = [1, 2, 5, 9, 16, WHOLE_DRAMA]


@dataclass
class Document:
    """A text for `render`, and for each canary in it or its pictures the `seen` from which it may appear."""

    scope: int
    source: str = ""
    canaries: dict[str, int] = field(default_factory=dict)
    #: Of those, the ones that are in the text and not in an address, a title or an alt text.
    words: set[str] = field(default_factory=set)
    #: Those that appear only if their picture happens to stand alone.
    optional: set[str] = field(default_factory=set)
    pictures: dict[str, Picture] = field(default_factory=dict)
    definitions: list[str] = field(default_factory=list)
    #: For everything that can be seen of a label, in order, the `seen` from which it is.
    shown: list[int] = field(default_factory=list)

    def canary(self, scope: int) -> str:
        number, letters = len(self.canaries), ""
        for _ in range(4):
            number, letter = divmod(number, 26)
            letters += chr(ord("a") + letter)
        self.canaries[f"zq{letters}"] = max(scope, self.scope)
        self.shown.append(max(scope, self.scope))
        return f"zq{letters}"

    def word(self, scope: int) -> str:
        canary = self.canary(scope)
        self.words.add(canary)
        return canary


class Builder:
    """Makes a document piece by piece. Each piece is made for the scope of what is around it."""

    def __init__(self, random: Random, document: Document) -> None:
        self.random, self.document = random, document

    def one_of(self, *makers: Callable[[], str]) -> str:
        return self.random.choice(makers)()

    def number(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def text(self, scope: int, depth: int = 0, *, links: bool = True, newlines: bool = True) -> str:
        pieces = [self.piece(scope, depth, links=links, newlines=newlines) for _ in range(self.number(1, 3))]
        return self.random.choice(" \n" if newlines else " ").join(pieces)

    def piece(self, scope: int, depth: int, *, links: bool, newlines: bool) -> str:
        def inner(inner_scope: int, *, inner_links: bool = links) -> str:
            return self.text(inner_scope, depth + 1, links=inner_links, newlines=newlines)

        word = lambda: self.document.word(scope)  # noqa: E731
        makers = [word, lambda: f"`{word()}`", lambda: f"~~{word()}~~", lambda: f"{word()}(임시완)은"]
        if depth < 3:
            makers += [lambda: f"**{inner(scope)}**", lambda: f"_{inner(scope)}_"]
            makers += [lambda: self.passage(scope, inner)] * 4
            if links:
                makers += [lambda: self.link(scope, lambda at: inner(at, inner_links=False))] * 2
                makers += [lambda: f"<https://example.com/{self.document.word(scope)}>"]
            makers += [lambda: self.image(scope, alone=False)]
        return self.one_of(*makers)

    def passage(self, scope: int, inner: Callable[[int], str]) -> str:
        own = self.random.choice(SCOPES)
        prefixes = (
            [""] if own == WHOLE_DRAMA else [f"{own}: ", f"ep {own}: ", f"episode {own}: ", f"{own}화: "]
        )
        body = inner(max(scope, own))
        suffix = self.random.choice(["", "은", "'s"])
        if suffix:
            self.document.shown.append(scope)
        return f"||{self.random.choice(prefixes)}{body}||{suffix}"

    def least_scope(self, before: int, scope: int) -> int:
        """The scope at which the first of what was made since `before` can be seen."""
        return max(scope, min(self.document.shown[before:], default=NEVER))

    def strings(self, scope: int) -> str:
        """A plain string, for an alt text, a title or a caption."""
        parts = [
            self.passage(scope, self.document.canary) if self.number(0, 1) else self.document.canary(scope)
            for _ in range(self.number(1, 2))
        ]
        return " ".join(parts)

    def link(self, scope: int, inner: Callable[[int], str]) -> str:
        before = len(self.document.shown)
        label = inner(scope)
        shown = self.least_scope(before, scope)
        address = f"https://example.com/{self.document.canary(shown)}"
        title = f'"{self.strings(shown)}"'
        if self.number(0, 1):
            return f"[{label}]({address} {title})"
        name = f"ref{len(self.document.definitions)}"
        self.document.definitions.append(f"[{name}]: {address} {title}")
        return f"[{label}][{name}]"

    def image(self, scope: int, *, alone: bool) -> str:
        return self.one_of(
            lambda: self.picture(scope, alone=alone), self.missing, lambda: self.elsewhere(scope)
        )

    def picture(self, scope: int, *, alone: bool) -> str:
        document = self.document
        own = self.random.choice([0, *SCOPES])
        least = max(scope, own)
        before = len(document.shown)
        alt = self.strings(least) if self.number(0, 2) else ""
        shown = self.least_scope(before, least) if alt else least
        known = len(document.canaries)
        caption = self.strings(shown) if self.number(0, 1) else ""
        own_caption = self.strings(NEVER if caption else shown)
        credit, credit_url = document.canary(shown), document.canary(shown)
        if not alone:
            document.optional.update(list(document.canaries)[known:])
        key = f"key{len(document.pictures):04}"
        document.pictures[key] = Picture(
            url=f"/media/{document.canary(shown)}.jpg",
            width=3,
            height=2,
            alt=self.strings(NEVER if alt else shown),
            caption=own_caption,
            credit=credit,
            credit_url=f"https://example.com/{credit_url}",
            spoils_through=own,
            sources=(("image/webp", f"/media/{document.canary(shown)}.webp 1x"),),
        )
        return f"![{alt}](image:{key}" + (f' "{caption}")' if caption else ")")

    def missing(self) -> str:
        return f'![{self.strings(NEVER)}](image:missing "{self.strings(NEVER)}")'

    def elsewhere(self, scope: int) -> str:
        before = len(self.document.shown)
        alt = self.strings(scope)
        shown = self.least_scope(before, scope)
        address = self.document.canary(shown)
        # Inside a link there is no second link.
        self.document.optional.add(address)
        return f"![{alt}](https://example.com/{address}.jpg)"

    def block(self, depth: int = 0) -> str:
        makers = [
            lambda: self.text(0),
            lambda: self.image(0, alone=True),
            lambda: (
                self.passage(0, lambda at: self.image(at, alone=True)).removesuffix("은").removesuffix("'s")
            ),
            lambda: "#" * self.number(1, 6) + " " + self.text(0, newlines=False),
            lambda: f"    {self.text(0, newlines=False)}",
            lambda: f"```\n{self.document.word(0)}\n```",
            self.table,
        ]
        if depth < 2:
            makers += [
                lambda: "\n".join(f"> {line}" for line in self.block(depth + 1).split("\n")),
                lambda: "\n".join(f"- {self.indented(depth)}" for _ in range(self.number(1, 3))),
                lambda: f"1. {self.indented(depth)}",
            ]
        return self.one_of(*makers)

    def indented(self, depth: int) -> str:
        return self.block(depth + 1).replace("\n", "\n   ").lstrip()

    def table(self) -> str:
        rows = [[self.text(0, newlines=False) for _ in range(2)] for _ in range(self.number(1, 3))]
        escape = bool(self.number(0, 1))
        cells = [[cell.replace("|", "\\|") if escape else cell for cell in row] for row in rows]
        lines = [f"| {' | '.join(row)} |" for row in cells]
        return "\n".join([lines[0], "|---|:-:|", *lines[1:]])


def documents() -> st.SearchStrategy[Document]:
    return st.randoms(use_true_random=False).map(_document)


def _document(random: Random) -> Document:
    document = Document(scope=random.choice([0, 0, 0, 5]))
    builder = Builder(random, document)
    blocks = [builder.block() for _ in range(builder.number(1, 4))]
    document.source = "\n\n".join([*blocks, *document.definitions])
    return document
