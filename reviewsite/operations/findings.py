"""What is found when the site is looked at: a sentence in plain words, and what to do."""

import enum
from dataclasses import dataclass, field
from typing import Any


class Level(enum.IntEnum):
    WELL = 0
    WARNING = 1
    FAILING = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """`name` is for machines; `text` and `advice` may be lazy translations with places for `values`."""

    name: str
    level: Level
    text: Any
    advice: Any = ""
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        return str(self.text % self.values if self.values else self.text)

    @property
    def todo(self) -> str:
        return str(self.advice)

    @property
    def is_well(self) -> bool:
        return self.level is Level.WELL
