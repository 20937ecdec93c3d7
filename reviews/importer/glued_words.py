"""Several facts on one line, because the line breaks between them were lost."""

import re

from reviews.importer.document import Labelled
from reviews.importer.labels import LONGEST_LABEL, field_of, labelled

_GLUE = " \t|•·;,/–—-"
_PARTING = ("|", "•", "·", ";", "/")
_COLON = re.compile("[:：]")
_MOST_COLONS = 40
_FEWEST_GLUED, _FEWEST_PARTED = 3, 2
_LONGEST_ORNAMENT = 2


def split_glued(core: str) -> list[Labelled]:
    """Facts whose line breaks were lost: "Name: Dear MGenre: RomanceEpisodes: 12". Empty where it is not that.

    A label counts where it begins with a capital. Three make a run, two where a bar or a bullet parts them.
    """
    colons = [colon.start() for colon in _COLON.finditer(core)]
    if not 2 <= len(colons) <= _MOST_COLONS:
        return []
    marks: list[tuple[int, int]] = []
    for colon in colons:
        start = _label_start(core, marks[-1][1] + 1 if marks else 0, colon)
        if start is not None:
            marks.append((start, colon))
    parted = all(core[:start].rstrip().endswith(_PARTING) for start, _ in marks[1:])
    fewest = _FEWEST_PARTED if parted else _FEWEST_GLUED
    if len(marks) < fewest or len(core[: marks[0][0]].strip(_GLUE)) > _LONGEST_ORNAMENT:
        return []
    ends = [start for start, _ in marks[1:]] + [len(core)]
    found = [
        labelled(core[start:colon], core[colon + 1 : end].strip(_GLUE))
        for (start, colon), end in zip(marks, ends, strict=True)
    ]
    return [fact for fact in found if fact]


def _label_start(core: str, first: int, colon: int) -> int | None:
    """Where the longest label that ends at the colon begins."""
    starts = range(max(first, colon - LONGEST_LABEL), colon)
    return next((at for at in starts if _may_begin(core[at]) and field_of(core[at:colon])), None)


def _may_begin(sign: str) -> bool:
    return sign.isupper() or sign == "#"
