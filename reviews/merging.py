"""Two people changed one review: what each of them wrote is kept, and what both wrote is asked about.

`base` is what both began with, `mine` what a person is about to save, `theirs` what is stored. What only one of them
touched is taken from that one. Where both did, `mine` stays in the form and `theirs` is shown beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reviews.snapshot import SectionText, tidy

_ATTRIBUTES = ("heading", "body", "spoils_through", "heading_is_safe", "drama", "rating_line")


class Fate(StrEnum):
    """What happened to a section beside the changes of its texts."""

    NOTHING = ""
    TAKEN = "taken"
    ADDED_BY_OTHER = "added"
    #: I kept and changed what the other removed: it is there again, as a new section.
    KEPT_THOUGH_REMOVED = "kept"
    #: I removed what the other changed: it is there again, as the other has it.
    BACK_THOUGH_REMOVED = "back"


@dataclass(frozen=True, slots=True)
class MergedSection:
    """`text` goes into the form; `clashes` names the attributes in which `theirs` says something else."""

    text: SectionText
    removed: bool = False
    fate: Fate = Fate.NOTHING
    theirs: SectionText | None = None
    clashes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mine:
    """A section as a person has it in the form; `removed` is ticked for deletion."""

    text: SectionText
    removed: bool = False


def merge_sections(
    base: Sequence[SectionText] | None, mine: Sequence[Mine], theirs: Sequence[SectionText]
) -> list[MergedSection]:
    """The sections for the form, in its order. Without `base` whatever differs is a clash."""
    known = {section.pk: section for section in base or ()}
    stored = {section.pk: section for section in theirs}
    merged = [_merge(entry, known, stored) for entry in _in_order(known, mine, theirs)]
    result = [section for section in merged if section is not None]
    held = {entry.text.pk for entry in mine}
    for place, section in enumerate(theirs):
        if section.pk not in held:
            added = MergedSection(section, fate=Fate.ADDED_BY_OTHER)
            result.insert(_place_after(result, theirs[:place]), added)
    return result


def _in_order(
    known: dict[int | None, SectionText], mine: Sequence[Mine], theirs: Sequence[SectionText]
) -> list[Mine]:
    """My order if I moved anything, else theirs."""
    stored = {section.pk: place for place, section in enumerate(theirs)}
    old = [entry for entry in mine if entry.text.pk is not None]
    held = {entry.text.pk for entry in old}
    if [entry.text.pk for entry in old] != [pk for pk in known if pk in held]:
        return list(mine)
    ordered: list[Mine] = sorted(
        [entry for entry in old if entry.text.pk in stored], key=lambda entry: stored[entry.text.pk]
    )
    for place, entry in enumerate(mine):
        if entry not in ordered:
            before = mine[place - 1] if place else None
            ordered.insert(ordered.index(before) + 1 if before in ordered else 0, entry)
    return ordered


def _place_after(result: list[MergedSection], before: Sequence[SectionText]) -> int:
    """Behind the nearest section before it on the other's page."""
    places = {entry.text.pk: place for place, entry in reversed(list(enumerate(result)))}
    return next((places[section.pk] + 1 for section in reversed(before) if section.pk in places), 0)


def _merge(
    entry: Mine, known: dict[int | None, SectionText], stored: dict[int | None, SectionText]
) -> MergedSection | None:
    mine, base, theirs = entry.text, known.get(entry.text.pk), stored.get(entry.text.pk)
    if mine.pk is None:
        return MergedSection(mine, removed=entry.removed)
    if theirs is None:
        untouched = entry.removed or (base is not None and mine.content == base.content)
        return None if untouched else MergedSection(replace(mine, pk=None), fate=Fate.KEPT_THOUGH_REMOVED)
    if entry.removed:
        changed = base is None or theirs.content != base.content
        return (
            MergedSection(theirs, fate=Fate.BACK_THOUGH_REMOVED) if changed else MergedSection(theirs, True)
        )
    return _merge_texts(base, mine, theirs)


def _merge_texts(base: SectionText | None, mine: SectionText, theirs: SectionText) -> MergedSection:
    values, clashes, taken = {}, [], False
    for name in _ATTRIBUTES:
        value = merge_value(*(_plain(section, name) for section in (base, mine, theirs)), has_base=bool(base))
        values[name] = getattr(theirs if value is Side.THEIRS else mine, name)
        taken |= value is Side.THEIRS
        if value is Side.BOTH:
            clashes.append(name)
    fate = Fate.TAKEN if taken else Fate.NOTHING
    return MergedSection(
        replace(mine, **values), fate=fate, theirs=theirs if clashes else None, clashes=tuple(clashes)
    )


class Side(StrEnum):
    SAME = "same"
    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


def merge_value(base: object, mine: object, theirs: object, *, has_base: bool = True) -> Side:
    """Who changed a value. Without a base whoever differs did."""
    if mine == theirs:
        return Side.SAME
    if has_base and mine == base:
        return Side.THEIRS
    if has_base and theirs == base:
        return Side.MINE
    return Side.BOTH


def _plain(section: SectionText | None, name: str) -> object:
    value = getattr(section, name, None)
    return tidy(value) if isinstance(value, str) else value
