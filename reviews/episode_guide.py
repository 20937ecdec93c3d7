"""The recaps of a drama as its page lists them for a reader who has seen so much."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from dramas.models import Drama
from reviews.siblings import TextLink, recaps_of
from reviewsite.spoilers import SAFE


@dataclass(frozen=True, slots=True)
class Entry:
    """`state` is "seen", "next" or "later"; `episodes` are those that the recap tells, "3–4"."""

    recap: TextLink
    episodes: str
    state: str


@dataclass(frozen=True, slots=True)
class Guide:
    entries: tuple[Entry, ...]
    words: str

    def __bool__(self) -> bool:
        return bool(self.entries)


def guide_of(drama: Drama, seen: int) -> Guide:
    """A recap is for those who have seen its last episode; the next one is the first that tells more. One query."""
    recaps = recaps_of(drama)
    coming = next((recap for recap in recaps if (recap.episode_to or 0) > seen), None)
    entries = tuple(Entry(recap, _episodes(recap), _state(recap, coming, seen)) for recap in recaps)
    return Guide(entries, _words(coming, seen))


def _state(recap: TextLink, coming: TextLink | None, seen: int) -> str:
    if seen > SAFE and recap is coming:
        return "next"
    return "seen" if (recap.episode_to or 0) <= seen else "later"


def _words(coming: TextLink | None, seen: int) -> str:
    if seen == SAFE:
        return _("Say how far you have seen, and the next recap is marked.")
    if coming is None:
        return _("You have seen all that these recaps tell.")
    return _("You have seen %(seen)d: recap %(recap)s is next.") % {"seen": seen, "recap": _episodes(coming)}


def _episodes(recap: TextLink) -> str:
    first, last = recap.episode_from, recap.episode_to
    return str(last) if first == last else f"{first}–{last}"
