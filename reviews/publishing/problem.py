"""What the publish check finds: a value for people, with the exact words it speaks of."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from django.utils.functional import Promise

#: Characters of the text shown on either side of what is marked.
_CONTEXT = 60


class Kind(StrEnum):
    MISSING = "missing"
    SOUNDS_LIKE_SPOILER = "sounds-like-spoiler"
    LEAK = "leak"


class Severity(StrEnum):
    STOPS = "stops"
    ADVICE = "advice"


class Span(NamedTuple):
    start: int
    end: int


class Piece(NamedTuple):
    """A run of shown text, marked or not."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """`place` says where for people, `field` names the form's field; `spans` index into `text`."""

    kind: Kind
    severity: Severity
    message: str | Promise
    place: str | Promise
    field: str = ""
    text: str = ""
    spans: tuple[Span, ...] = ()

    @property
    def stops(self) -> bool:
        return self.severity is Severity.STOPS

    @property
    def identity(self) -> tuple[str, str, str, tuple[str, ...]]:
        """The same for the same problem of a text that was changed elsewhere."""
        words = tuple(self.text[start:end] for start, end in self.spans)
        # The place of a picture has its caption in it, which may be what is changed.
        where = self.field if self.field.startswith("image-") else str(self.place)
        return self.kind, str(self.message), where, words

    @property
    def pieces(self) -> list[Piece]:
        """The text around the spans, with everything far from them cut to "…"."""
        pieces: list[Piece] = []
        at = 0
        for start, end in self.spans:
            pieces.append(Piece(_shortened(self.text[at:start], start=at == 0), False))
            pieces.append(Piece(self.text[start:end], True))
            at = end
        pieces.append(Piece(_shortened(self.text[at:], end=True), False))
        return [piece for piece in pieces if piece.text]


def _shortened(text: str, *, start: bool = False, end: bool = False) -> str:
    """Whole words next to what is marked; `start` and `end` say on which side nothing is."""
    head = "" if start else text[:_CONTEXT].rpartition(" ")[0]
    tail = "" if end else text[-_CONTEXT:].partition(" ")[2]
    if len(head) + len(tail) + _CONTEXT >= len(text):
        return text
    return f"{head} … {tail}".strip(" ") if head and tail else f"… {tail}" if tail else f"{head} …"


def merged(spans: list[Span]) -> tuple[Span, ...]:
    """In order, those that touch as one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return tuple(joined)
