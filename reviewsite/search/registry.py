"""What can be found. The apps say it from their `AppConfig.ready()`; this app knows none of them."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.utils.functional import Promise

from reviewsite.search.places import number_of

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Document:
    """What the index is to hold of one object: nothing that a reader at the beginning may not read.

    `names` are all titles or spellings, the shown ones among them; `detail` is one line that tells namesakes
    apart; `text` is plain, a line for each paragraph; `hints` are found like it, and never shown. Among equals the
    heavier comes first. Before `visible_from`
    the object is not found.
    """

    title: str
    url: str
    names: Sequence[str]
    hangul: str = ""
    detail: str = ""
    text: str = ""
    hints: Sequence[str] = ()
    weight: int = 0
    image_id: int | None = None
    visible_from: dt.datetime | None = None


class Likeness(Enum):
    """How near a name is to what was typed, spelling aside."""

    SAME = "same"
    SIMILAR = "similar"


@dataclass(frozen=True, slots=True)
class NearNames:
    """How names are found that are spelled otherwise than stored.

    `candidates` gives the ids of objects worth a comparison, the likeliest first; `compare` takes what was typed and
    pairs of an id and spellings, and gives the ids whose names are near, the nearest first.
    """

    candidates: Callable[[str], Iterable[int]]
    compare: Callable[[str, Iterable[tuple[int, Sequence[str]]]], Iterable[tuple[int, Likeness]]]


@dataclass(frozen=True, slots=True)
class Searchable(Generic[M]):
    """A kind of thing that can be found, a lower-case word of ASCII letters.

    `rows` gives every object that belongs in the index, with what `document` reads prefetched. What is not `suggested`
    while somebody is typing is so only where nothing else is found; what is `offered` is so to whoever finds nothing.
    """

    kind: str
    model: type[M]
    label: str | Promise
    label_plural: str | Promise
    rows: Callable[[], models.QuerySet[M]]
    document: Callable[[M], Document]
    near: NearNames | None = None
    suggested: bool = True
    offered: bool = False


@dataclass(frozen=True, slots=True)
class Computed:
    """A kind of page that is about no row, such as a year: `documents` gives those that a text means by their names."""

    kind: str
    label: str | Promise
    label_plural: str | Promise
    documents: Callable[[str], Iterable[Document]]
    suggested: bool = True


Kind = Searchable[Any] | Computed

#: In the order in which equally good groups of results are shown.
_kinds: dict[str, Kind] = {}
_weights: dict[str, list[Callable[[Sequence[int]], Mapping[int, int]]]] = {}
_respellings: list[Callable[[str], Iterable[str]]] = []


def register(kind: Kind) -> None:
    others = _kinds.keys() - {kind.kind}
    if number_of(kind.kind) in map(number_of, others):
        raise ImproperlyConfigured(f"The kind {kind.kind!r} needs another name: its places are taken.")
    _kinds[kind.kind] = kind


def weigh(kind: str, weights: Callable[[Sequence[int]], Mapping[int, int]]) -> None:
    """Let one app add to the weight of another's documents; `weights` gives what to add by object id."""
    _weights.setdefault(kind, []).append(weights)


def respell(respellings: Callable[[str], Iterable[str]]) -> None:
    """Let texts be searched for what was typed as `respellings` writes it too (임시완 for Yim Siwan)."""
    _respellings.append(respellings)


def kinds() -> Sequence[Kind]:
    return tuple(_kinds.values())


def searchables() -> Sequence[Searchable[Any]]:
    """The kinds that are in the index."""
    return tuple(each for each in _kinds.values() if isinstance(each, Searchable))


def of_model(model: type[models.Model]) -> Searchable[Any] | None:
    return next((each for each in searchables() if each.model is model), None)


def respellings_of(text: str) -> list[str]:
    return [spelling for respellings in _respellings for spelling in respellings(text)]


def added_weights(kind: str, ids: Sequence[int]) -> dict[int, int]:
    """What other apps add to the weight of each of these objects."""
    parts = [weights(ids) for weights in _weights.get(kind, ())]
    return {each: sum(part.get(each, 0) for part in parts) for each in ids}
