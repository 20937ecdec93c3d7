"""What readers call genres besides their names in the catalogue: a rom-com is a comedy with romance."""

from collections.abc import Iterable

#: Other names of dramas that have all of these genres, and of a genre that is the only one named; in small letters.
_OTHER_NAMES: dict[frozenset[str], tuple[str, ...]] = {
    frozenset({"romance", "comedy"}): ("romantic comedy", "rom-com", "romcom"),
    frozenset({"romantic comedy"}): ("rom-com", "romcom"),
    frozenset({"historical"}): ("sageuk", "사극", "period drama"),
    frozenset({"historical", "fantasy"}): ("fusion sageuk",),
    frozenset({"science fiction"}): ("sci-fi", "scifi"),
    frozenset({"melodrama"}): ("melo",),
}


def other_names(genres: Iterable[str]) -> list[str]:
    """Of something that has all of these genres."""
    held = {name.casefold() for name in genres}
    return [name for needed, names in _OTHER_NAMES.items() if needed <= held for name in names]


def part_of(genre: str) -> list[str]:
    """The names of what this genre is only a part of."""
    name = genre.casefold()
    return [
        other
        for needed, names in _OTHER_NAMES.items()
        if len(needed) > 1 and name in needed
        for other in names
    ]
