"""People whom running text names for their work: "directed by", "starring"."""

import re
from collections.abc import Iterator

from reviews.importer.lines import Line
from reviews.importer.names import (
    is_korean_name,
    may_name_somebody,
    named,
    names_somebody,
    split_outside_brackets,
)
from reviews.importer.parse_state import ParseState
from reviews.importer.patterns import any_of
from reviews.importer.prose import sentences

_LIST = r"(?P<names>[^.;()!?]{3,80}?)"
_END = r"(?=(?:\s+and|,)?\s+(?:directed|written|script\w*|with|who|which|starring)\b|[.;()!?]|$)"
_DIRECTED = any_of(rf"\bdirected by (?:director |PD )?{_LIST}{_END}")
_WRITTEN = any_of(rf"\b(?:written|penned|scripted|screenplay) by (?:screenwriter |writer )?{_LIST}{_END}")
_STARRING = re.compile(
    r"\b(?:starring|stars|starred|featur(?:es|ing)|(?:actors|leads|cast)(?:,|:| includes?| of| are))\s+"
    r"(?P<names>[^\W\d_][^.;!?]{1,160})"
)
_STAR = re.compile(
    r"^(?P<names>[A-Z][\w\s,’'-]{4,120}?) (?:star|play the leads|lead the cast|are the leads)\b"
)


def take_makers_from_prose(reading: ParseState, lines: list[Line]) -> None:
    """The director and the writer, where no label gave them."""
    wanted = [
        (field, form)
        for field, form in (("directors", _DIRECTED), ("writers", _WRITTEN))
        if not reading.get(field)
    ]
    for sentence in sentences(lines) if wanted else ():
        for field, form in wanted:
            found = form.search(sentence)
            if found and not reading.get(field):
                reading.add(field, list(_leading_names(found["names"])))


def stars_from_prose(lines: list[Line]) -> list[str]:
    """The actors that the text lists as its stars, in its order."""
    names: list[str] = []
    for sentence in sentences(lines):
        for found in _STARRING.finditer(sentence):
            names += _leading_names(found["names"])
        if found_before := _STAR.search(sentence):
            names += _only_names(found_before["names"])
    return list(dict.fromkeys(names))


def _only_names(text: str) -> list[str]:
    """The Korean names of a list that holds nothing else: "Han Do-yun is a", before "star", is no list of stars."""
    parts = [named(part).name for part in split_outside_brackets(text)]
    return parts if all(map(is_korean_name, parts)) else []


def _leading_names(text: str) -> Iterator[str]:
    """The Korean names that a list begins with; it ends at the first entry that is more than one."""
    for part in split_outside_brackets(text):
        words = named(part.partition(" as ")[0]).name.split()
        heads = [" ".join(words[:count]) for count in (3, 4, 2, 1) if count <= len(words)]
        name = " ".join(words)
        if not (may_name_somebody(name) or names_somebody(name)):
            name = next((head for head in heads if names_somebody(head)), "")
        if not name:
            return
        yield name
        if len(words) > len(name.split()):
            return
