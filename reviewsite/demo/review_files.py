"""The demo reviews: one Markdown file each, with TOML before it and a line of scope under every heading.

In an article a line may follow that says what the section is about, with its rating line: `{about signal-2016: 9.0}`.
"""

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewsite.spoilers import SAFE, WHOLE_DRAMA

FOLDER = Path(__file__).parent / "reviews"

_FRONT_MATTER = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n", re.DOTALL)
_HEADING = re.compile(
    r"^## (?P<heading>.+)\n\{(?P<scope>safe|whole|through (?P<episode>\d+))(?P<safe>, safe heading)?\}"
    r"(?:\n\{about (?P<about>[\w-]+)(?:: (?P<rating_line>.+))?\})?$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class DemoSection:
    heading: str
    body: str
    spoils_through: int = SAFE
    heading_is_safe: bool = False
    #: Of an article: the id of the drama that the section is about.
    about: str = ""
    rating_line: str = ""


@dataclass(frozen=True, slots=True)
class DemoReview:
    meta: dict[str, Any]
    sections: tuple[DemoSection, ...]

    @property
    def slug(self) -> str:
        return self.meta["slug"]

    @property
    def state(self) -> str:
        return str(self.meta.get("state", "published"))

    @property
    def published(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self.meta["published"])


def read_all() -> list[DemoReview]:
    return [read(path) for path in sorted(FOLDER.glob("*.md"))]


def read(path: Path) -> DemoReview:
    """Raises ValueError for a file without front matter or a heading without its scope."""
    text = path.read_text(encoding="utf-8")
    front = _FRONT_MATTER.match(text)
    if front is None:
        raise ValueError(f"{path.name}: no front matter between +++ lines")
    body = text[front.end() :]
    sections = tuple(_sections(body))
    if len(sections) - 1 != len(re.findall(r"^## ", body, re.MULTILINE)):
        raise ValueError(f"{path.name}: a heading lacks its {{scope}} line")
    return DemoReview(meta=tomllib.loads(front[1]), sections=sections)


def _sections(body: str) -> list[DemoSection]:
    marks = list(_HEADING.finditer(body))
    ends = [mark.start() for mark in marks[1:]] + [len(body)]
    opening = body[: marks[0].start()] if marks else body
    return [DemoSection(heading="", body=opening.strip())] + [
        DemoSection(
            heading=mark["heading"].strip(),
            body=body[mark.end() : end].strip(),
            spoils_through=_scope(mark),
            heading_is_safe=bool(mark["safe"]) or mark["scope"] == "safe",
            about=mark["about"] or "",
            rating_line=mark["rating_line"] or "",
        )
        for mark, end in zip(marks, ends, strict=False)
    ]


def _scope(mark: re.Match[str]) -> int:
    if mark["episode"]:
        return int(mark["episode"])
    return WHOLE_DRAMA if mark["scope"] == "whole" else SAFE
