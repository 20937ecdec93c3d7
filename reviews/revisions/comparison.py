"""What one revision of a review changed against another, for people: fields, sections, scopes, order, pictures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dramas.models import Drama
from reviews.models import Review
from reviews.revisions.differences import Effort, differences
from reviews.revisions.kept import Kept
from reviews.revisions.wording import Piece, changed_words, shortened
from reviews.snapshot import FIELDS, SectionText, tidy
from reviewsite.accounts.models import User
from reviewsite.images.models import Image
from reviewsite.spoilers import scope_label

_PICTURE_FIELDS = ("alt", "caption", "credit", "credit_url", "spoils_through")


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that differs; `pieces` are the old and new words."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """A section or a picture that differs."""

    title: str
    #: "" for one that is in both, else the translated word for “added” or “removed”.
    fate: str
    changes: list[Changed]


@dataclass(frozen=True, slots=True)
class Comparison:
    fields: list[Changed]
    sections: list[ChangedPart]
    pictures: list[ChangedPart]

    def __bool__(self) -> bool:
        return bool(self.fields or self.sections or self.pictures)


def compare(before: Kept | None, after: Kept) -> Comparison:
    """`before` is None for the first revision: all of it is new."""
    effort = Effort()
    sections = before.snapshot.sections if before else ()
    return Comparison(
        fields=list(_fields(before, after, effort)),
        sections=list(_sections(sections, after.snapshot.sections, effort)),
        pictures=list(_pictures(before.pictures if before else {}, after.pictures, effort)),
    )


def _fields(before: Kept | None, after: Kept, effort: Effort) -> Iterator[Changed]:
    old = before.row if before else {}
    for name in FIELDS:
        field = Review._meta.get_field(name)
        attname = field.attname  # type: ignore[union-attr]
        was = _in_words(name, old.get(attname))
        now = _in_words(name, after.row[attname])
        if was != now:
            pieces = shortened(changed_words(was, now, effort))
            yield Changed(capfirst(str(field.verbose_name)), pieces)  # type: ignore[union-attr]
    was, now = (_names(kept.snapshot.writers) if kept else "" for kept in (before, after))
    if was != now:
        yield Changed(capfirst(_("writers")), changed_words(was, now))


def _in_words(name: str, value: Any) -> str:
    """A field's value as people read it."""
    if value is None or value == "":
        return ""
    if name in ("state", "kind"):
        choices: Any = Review._meta.get_field(name).choices  # type: ignore[union-attr]
        return str(dict(choices)[value])
    if name == "drama":
        return str(Drama.objects.filter(pk=value).first() or value)
    if name == "hero":
        return str(Image.objects.filter(pk=value).first() or value)
    if name == "published_at":
        return date_format(localtime(value), "DATETIME_FORMAT")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)


def _names(writers: tuple[int, ...]) -> str:
    accounts = User.objects.in_bulk(writers)
    return ", ".join(accounts[pk].byline if pk in accounts else f"#{pk}" for pk in writers)


def _sections(
    before: tuple[SectionText, ...], after: tuple[SectionText, ...], effort: Effort
) -> Iterator[ChangedPart]:
    removed = {section.pk: section for section in before}
    places = {section.pk: number for number, section in enumerate(before, start=1)}
    moved = _moved([section.pk for section in before], [section.pk for section in after])
    for number, section in enumerate(after, start=1):
        title = _title(number, section)
        was = removed.pop(section.pk, None)
        changes = list(_of_section(was or SectionText(), section, effort))
        if section.pk in moved:
            changes.insert(0, Changed(_("Position"), changed_words(str(places[section.pk]), str(number))))
        if was is None or changes:
            yield ChangedPart(title, _("added") if was is None else "", changes)
    for number, section in enumerate(before, start=1):
        if section.pk in removed:
            changes = list(_of_section(section, SectionText(), effort))
            yield ChangedPart(_title(number, section), _("removed"), changes)


def _moved(before: list[int | None], after: list[int | None]) -> set[int | None]:
    """The sections in both that changed places: the fewest that explain the new order."""
    both = set(before) & set(after)
    places = {pk: place for place, pk in enumerate(before)}
    old = sorted(places[pk] for pk in both)
    new = [places[pk] for pk in after if pk in both]
    stay = {
        place for block in differences(old, new, Effort()) if block.same for place in old[block.a : block.b]
    }
    return {pk for pk in both if places[pk] not in stay}


def _title(number: int, section: SectionText) -> str:
    return f"{number}. {section.heading}" if section.heading else _("Section %(number)d") % {"number": number}


def _of_section(before: SectionText, after: SectionText, effort: Effort) -> Iterator[Changed]:
    if before.heading != after.heading:
        yield Changed(_("Heading"), changed_words(before.heading, after.heading, effort))
    if before.heading_is_safe != after.heading_is_safe:
        words = {True: _("always shown"), False: _("hidden too")}
        yield Changed(
            _("Heading visibility"),
            changed_words(words[before.heading_is_safe], words[after.heading_is_safe]),
        )
    if before.spoils_through != after.spoils_through:
        yield Changed(_("Spoiler level"), _scopes(before.spoils_through, after.spoils_through))
    if before.drama != after.drama:
        was, now = (_in_words("drama", section.drama) for section in (before, after))
        yield Changed(_("Drama"), changed_words(was, now))
    if tidy(before.rating_line) != tidy(after.rating_line):
        yield Changed(_("Rating line"), changed_words(before.rating_line, after.rating_line, effort))
    if tidy(before.body) != tidy(after.body):
        yield Changed(_("Text"), shortened(changed_words(tidy(before.body), tidy(after.body), effort)))


def _scopes(before: int, after: int) -> list[Piece]:
    return changed_words(str(scope_label(before)), str(scope_label(after)))


def _pictures(
    before: Mapping[str, dict[str, Any]], after: Mapping[str, dict[str, Any]], effort: Effort
) -> Iterator[ChangedPart]:
    for key in dict.fromkeys([*before, *after]):
        was, now = before.get(key), after.get(key)
        shown = after.get(key) or before[key]
        fate = _("added") if was is None else _("removed") if now is None else ""
        changes = list(_of_picture(was, now, effort)) if was and now else []
        if fate or changes:
            yield ChangedPart(shown["caption"] or shown["alt"] or key, fate, changes)


def _of_picture(was: dict[str, Any], now: dict[str, Any], effort: Effort) -> Iterator[Changed]:
    if was["file"] != now["file"]:
        none = _("no file yet")
        yield Changed(_("File"), changed_words(str(was["file"]) or none, str(now["file"]) or none))
    for name in _PICTURE_FIELDS:
        if was[name] != now[name]:
            label = capfirst(str(Image._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
            is_scope = name == "spoils_through"
            pieces = (
                _scopes(was[name], now[name]) if is_scope else changed_words(was[name], now[name], effort)
            )
            yield Changed(label, pieces)
