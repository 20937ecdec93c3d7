"""Spoiler arithmetic: what a text gives away, and how far a reader has seen.

Both are numbers on one scale. `spoils_through` says what a text gives away: 0 nothing, n events through
episode n, `WHOLE_DRAMA` the ending. `seen` says how far a reader has come. A text is visible if and only
if `spoils_through <= seen`.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reviewsite.spoilers.marks import has_marks

SAFE = 0
#: Above every episode number; the largest value a PositiveSmallIntegerField holds on both databases.
WHOLE_DRAMA = 32767
#: No drama has more episodes than this; a larger number in an address is nonsense.
MAX_EPISODE = 9999


def is_visible(spoils_through: int, seen: int) -> bool:
    return spoils_through <= seen


def parse_seen(values: Iterable[str], *, episodes: int | None = None) -> int:
    """Read the `seen` parameters of an address into a number.

    Anything that is not `all` or a plain episode number counts as 0, and of several values the smallest
    counts: a malformed address must never open more than it says. With `episodes` given, having seen the
    last episode is having seen the whole drama.
    """
    parsed = [_parse_one(value) for value in values]
    seen = min(parsed, default=SAFE)
    if episodes and seen >= episodes:
        return WHOLE_DRAMA
    return seen


def _parse_one(value: str) -> int:
    if value == "all":
        return WHOLE_DRAMA
    if value.isascii() and value.isdigit() and len(value) <= 4:
        return int(value)
    return SAFE


def seen_value(scope: int) -> str:
    """The parameter's value that opens `scope`: "7" or "all"."""
    return "all" if scope >= WHOLE_DRAMA else str(scope)


def canonical_seen(values: list[str]) -> str:
    """The one way to write what these `seen` parameters say together; "" for nothing seen."""
    scope = parse_seen(values)
    return seen_value(scope) if scope else ""


def seen_query(scope: int) -> str:
    """The query string that opens `scope`: "?seen=7", "?seen=all", or "" for what is safe."""
    return f"?seen={seen_value(scope)}" if scope else ""


def scope_label(spoils_through: int) -> str | Promise:
    """What a text with this scope spoils, as said to people: "the whole drama", "through episode 7"."""
    if spoils_through >= WHOLE_DRAMA:
        return _("the whole drama")
    if spoils_through == SAFE:
        return _("nothing")
    return _("through episode %(episode)d") % {"episode": spoils_through}


def validate_no_passage(text: str) -> None:
    """One-line texts that are always shown cannot hide a part of themselves."""
    if has_marks(text):
        raise ValidationError(_("Hidden ||passages|| work in the text of a section only."), code="passage")


class SpoilsThroughField(models.PositiveSmallIntegerField):
    """A scope in the database: 0, an episode number, or WHOLE_DRAMA."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("verbose_name", _("spoils"))
        kwargs.setdefault("default", SAFE)
        kwargs.setdefault("validators", [MaxValueValidator(WHOLE_DRAMA)])
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("validators", None)
        return name, path, list(args), kwargs
