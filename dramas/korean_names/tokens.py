"""A name as typed, taken into groups (divided by spaces) of parts (divided by hyphens)."""

import re
from functools import lru_cache

from dramas.korean_names.hangul import HANGUL_RUN, normalize

_IN_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
# McCune-Reischauer marks an aspirated consonant (ch'oe); any other apostrophe divides syllables (Da'eun).
_ASPIRATION = re.compile(r"(?<=[kpt])['’‘ʼ`´]|(?<=ch)['’‘ʼ`´]")
_GROUP = re.compile(r"[^\W_]+(?:['’‘ʼ`´‐‑–-]+[^\W_]+)*")
_PART = re.compile(r"[가-힣]+|[^\W_가-힣]+")

Groups = tuple[tuple[str, ...], ...]


LONGEST_NAME = 200
"""Longer text is no name: it is folded as mere words and never kept in memory."""


def groups(name: str) -> Groups:
    """ "Im Si-wan (actor)" -> (("im",), ("si", "wan")). What is in brackets is no part of the name.

    Hyphens that join the whole name (im-si-wan, hyun-bin) say nothing more than spaces do.
    """
    return _groups(name) if len(name) <= LONGEST_NAME else _divide(name)


@lru_cache(maxsize=8192)
def _groups(name: str) -> Groups:
    return _divide(name)


def _divide(name: str) -> Groups:
    text = normalize(name)
    without = _IN_BRACKETS.sub(" ", text)
    text = _ASPIRATION.sub("", without if _GROUP.search(without) else text)
    found = tuple(tuple(_PART.findall(group)) for group in _GROUP.findall(text))
    if len(found) == 1 and len(found[0]) > 1:
        return tuple((part,) for part in found[0])
    return found


def plain(groups: Groups) -> str:
    """The parts without regard to order: the key of a name that cannot be read as Korean."""
    return " ".join(sorted(part for group in groups for part in group))


def squeezed(groups: Groups) -> str:
    """The letters as typed, in their order, without anything between them."""
    return "".join(part for group in groups for part in group)


def hangul_in(groups: Groups) -> tuple[str, ...]:
    """The groups' Hangul, one string a group, groups without Hangul left out."""
    found = ("".join(HANGUL_RUN.findall("".join(group))) for group in groups)
    return tuple(part for part in found if part)
