"""When a drama is broadcast, and what follows from it today."""

import datetime as dt
from dataclasses import dataclass

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dramas.models.weekdays import Weekday, WeekdaysField
from reviewsite.accounts.time_zones import KOREA
from reviewsite.pagecache import present
from reviewsite.spoilers import MAX_EPISODE

#: A drama whose last day nobody knows is not on air for longer.
LONGEST_RUN = dt.timedelta(weeks=52)
USUAL_EPISODES_A_WEEK = 2
FILM = "film"
DAY = dt.timedelta(days=1)

#: Of a split release: the parts follow each other, between the first day and the last.
PARTS_IN_ORDER = (Q(part_two_from=None) | Q(aired_from__lt=F("part_two_from"))) & (
    Q(part_one_to=None)
    | Q(part_one_to__gte=F("aired_from")) & (Q(part_two_from=None) | Q(part_one_to__lt=F("part_two_from")))
)
PARTS_BEFORE_THE_END = Q(aired_to=None) | Q(part_two_from=None) | Q(part_two_from__lte=F("aired_to"))


def today_in_korea() -> dt.date:
    """The day by which dramas begin and end, wherever the site stands."""
    return timezone.localdate(present.now(), KOREA)


@dataclass(frozen=True, slots=True)
class Part:
    """One of the two parts of a split release; `last` is counted where nobody noted it."""

    number: int
    first: dt.date | None
    last: dt.date | None


class Airing(models.Model):
    """Dates, days and time of broadcast. `aired_from` and `aired_to` are those of the whole."""

    class Status(models.TextChoices):
        UNKNOWN = "unknown", _("dates not known")
        UPCOMING = "upcoming", _("upcoming")
        AIRING = "airing", _("airing")
        BETWEEN_PARTS = "between_parts", _("between two parts")
        ENDED = "ended", _("ended")
        RELEASED = "released", _("released")

    kind: str
    episodes = models.PositiveSmallIntegerField(
        _("episodes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_EPISODE)],
    )
    aired_from = models.DateField(_("first day"), null=True, blank=True)
    aired_to = models.DateField(_("last day"), null=True, blank=True)
    part_one_to = models.DateField(
        _("last day of part 1"), null=True, blank=True, help_text=_("If it is released in two parts.")
    )
    part_two_from = models.DateField(_("first day of part 2"), null=True, blank=True)
    part_one_episodes = models.PositiveSmallIntegerField(
        _("episodes of part 1"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    air_days = WeekdaysField(_("broadcast days"))
    air_time = models.TimeField(_("broadcast time (KST)"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_split(self) -> bool:
        return any((self.part_one_to, self.part_two_from, self.part_one_episodes))

    def status(self, today: dt.date | None = None) -> Status:
        """Derived from the dates, never stored: it changes while nobody saves anything."""
        today = today or today_in_korea()
        if self.aired_from is None:
            return self.Status.UNKNOWN
        if today < self.aired_from:
            return self.Status.UPCOMING
        if self.kind == FILM:
            return self.Status.RELEASED
        if self.last_day is not None and today > self.last_day:
            return self.Status.ENDED
        return self.Status.BETWEEN_PARTS if self._is_between_parts(today) else self.Status.AIRING

    @property
    def last_day(self) -> dt.date | None:
        """As stored, or counted: all episodes on the broadcast days from the first day on."""
        if self.aired_to is not None or self.aired_from is None:
            return self.aired_to
        if not self.is_split:
            return self._end_of(self.aired_from, self.episodes)
        if self.part_two_from is None:
            return self.aired_from + LONGEST_RUN
        rest = self.episodes and self.episodes - (self.part_one_episodes or 0)
        return self._end_of(self.part_two_from, rest)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The two of a split release; the whole as one where it is none."""
        if not self.is_split:
            return (Part(1, self.aired_from, self.last_day),)
        return Part(1, self.aired_from, self._end_of_part_one()), Part(2, self.part_two_from, self.last_day)

    def _is_between_parts(self, today: dt.date) -> bool:
        end = self._end_of_part_one()
        return end is not None and end < today and (self.part_two_from is None or today < self.part_two_from)

    def _end_of_part_one(self) -> dt.date | None:
        if not self.is_split or self.part_one_to or self.aired_from is None:
            return self.part_one_to
        ends = [self.part_two_from - DAY] if self.part_two_from else []
        ends += [self._end_of(self.aired_from, self.part_one_episodes)] if self.part_one_episodes else []
        return min(ends, default=None)

    def _end_of(self, first: dt.date, episodes: int | None) -> dt.date:
        if not episodes or episodes < 1:
            return first + LONGEST_RUN
        a_week = len(self.air_days) or USUAL_EPISODES_A_WEEK
        whole_weeks, rest = divmod(episodes - 1, a_week)
        days = sorted((Weekday(day) - first.weekday()) % 7 for day in self.air_days)
        run = dt.timedelta(weeks=whole_weeks, days=days[rest] if days else 6)
        return first + min(run, LONGEST_RUN)
