"""What a mark of another site is: where it stands in a `PlainView`, and what it may begin or end."""

from dataclasses import dataclass
from enum import Enum

Span = tuple[int, int]


class Role(Enum):
    OPENS = "opens"
    CLOSES = "closes"
    TOGGLES = "opens or closes"
    HOLDS = "holds its text itself"
    CUTS = "hides all below"
    BARS = "our own bars, written otherwise"


@dataclass(frozen=True, slots=True)
class Mark:
    """`kind`: marks of one kind pair. `hides`: a pair hides what is between. `firm`: alone it is a doubt.

    `label` is what everybody may read beside it, `hidden` what a mark hides that holds its text itself.
    """

    start: int
    end: int
    kind: str
    role: Role
    hides: bool = True
    firm: bool = False
    label: Span | None = None
    hidden: Span | None = None
    near: bool = False
