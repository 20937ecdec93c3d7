"""The words that writers put before facts ("Label: value"), which field each means, and several of them on one line."""

import re
import unicodedata

from reviews.importer.document import Labelled
from reviews.importer.fields import FIELDS

_QUALIFIER = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_PLURAL = re.compile(r"\(e?s\)", re.IGNORECASE)
_SEPARATOR = re.compile(r"[^\w]+")
_OWNER = re.compile(
    r"^(?:my|our|the|her|his|drama|series|k drama|kdrama|show|original|"
    r"imdb|mydramalist|mdl|viki|rotten tomatoes|asianwiki|tmdb|douban|naver|audience|nielsen) "
)
_DASH = re.compile(r"\s+[-–—~=]\s*|\s*[–—]\s+|\t+\s*")
LONGEST_LABEL = 48


def normalised(label: str) -> str:
    """A label in one case, without accents, signs and what is in brackets: writers leave these out."""
    words = _QUALIFIER.sub(" ", _PLURAL.sub("", label)).replace("&", " and ")
    parts = unicodedata.normalize("NFD", words.casefold())
    bare = unicodedata.normalize("NFC", "".join(sign for sign in parts if unicodedata.category(sign) != "Mn"))
    return _SEPARATOR.sub(" ", bare).strip()


_FIELD_OF = {normalised(label): field.name for field in FIELDS for label in field.labels.split("|") if label}


def field_of(label: str) -> str | None:
    """The field that a label means; None for a word that is no label."""
    if len(label) > LONGEST_LABEL:
        return None
    words = normalised(label)
    return _FIELD_OF.get(words) or _FIELD_OF.get(_OWNER.sub("", words))


def split_label(core: str) -> Labelled | None:
    """The parts of "Label: value" with a known label. A dash or a tab may stand for the colon."""
    label, colon, value = core.replace("：", ":", 1).partition(":")
    if colon and (found := labelled(label, value)):
        return found
    dash = _DASH.search(core, 0, LONGEST_LABEL + 4)
    return labelled(core[: dash.start()], core[dash.end() :]) if dash else None


def labelled(label: str, value: str) -> Labelled | None:
    """A known label with its value; None for a word that is no label."""
    field = field_of(label)
    if field is None:
        return None
    qualifier = _QUALIFIER.search(_PLURAL.sub("", label))
    inside = next((part for part in qualifier.groups() if part), "") if qualifier else ""
    return Labelled(field, label.strip(), inside, value.strip())


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
