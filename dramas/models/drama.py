import datetime as dt

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dramas.models.airing import (
    FILM,
    LONGEST_RUN,
    PARTS_BEFORE_THE_END,
    PARTS_IN_ORDER,
    Airing,
    today_in_korea,
)
from dramas.models.content_rating import ContentRating
from dramas.models.genre import Genre
from dramas.models.network import Network
from dramas.models.publication import CatalogueModel, public
from dramas.models.source_work import BasedOn
from reviewsite.images.models import Image
from reviewsite.pagecache import present
from reviewsite.spoilers import MAX_EPISODE


class DramaQuerySet(models.QuerySet["Drama"]):
    def published(self, at: dt.datetime | None = None) -> "DramaQuerySet":
        """What pages, feeds and search start from: the one place that decides which dramas readers may see."""
        return self.filter(public(at=at))

    def drafts(self) -> "DramaQuerySet":
        """Dramas without a moment of publication: an editor, or a text about them, has to make them public."""
        return self.filter(public_from=None)

    def perhaps_airing(self, today: dt.date | None = None) -> "DramaQuerySet":
        """All dramas that air, and some that may have ended: without a last day, only `Drama.status` tells."""
        today = today or today_in_korea()
        lately = today - LONGEST_RUN
        began_lately = Q(aired_to=None) & (Q(aired_from__gte=lately) | Q(part_two_from__gte=lately))
        return self.filter(aired_from__lte=today).filter(Q(aired_to__gte=today) | began_lately)


class Drama(Airing, BasedOn, CatalogueModel):
    """A series with its facts. All its own texts are free of spoilers.

    Its `state` is computed from `public_from`. When a scheduled text about the drama is published, the drama becomes
    public with it, without being saved again.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLIC = "public", _("public")

    class Kind(models.TextChoices):
        SERIES = "series", _("series")
        WEB_DRAMA = "web_drama", _("web drama")
        SPECIAL = "special", _("special")
        FILM = FILM, _("film")

    title = models.CharField(_("title"), max_length=150)
    title_ko = models.CharField(_("title in Hangul"), max_length=150, blank=True)
    romanized_title = models.CharField(_("romanised title"), max_length=150, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.SERIES)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1956), MaxValueValidator(2100)]
    )
    episode_minutes = models.PositiveSmallIntegerField(_("minutes per episode"), null=True, blank=True)
    networks = models.ManyToManyField(Network, through="Broadcast", related_name="dramas")
    genres = models.ManyToManyField(Genre, blank=True, related_name="dramas", verbose_name=_("genres"))
    franchise = models.CharField(
        _("franchise"),
        max_length=150,
        blank=True,
        help_text=_("The name that all seasons share: Yumi’s Cells."),
    )
    season_number = models.PositiveSmallIntegerField(
        _("season"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(99)]
    )
    tagline = models.CharField(_("tagline"), max_length=150, blank=True)
    synopsis = models.TextField(_("synopsis"), blank=True, help_text=_("Markdown, free of spoilers."))
    content_warnings = models.TextField(
        _("content warnings"),
        blank=True,
        help_text=_(
            "Markdown. Hide a warning that spoils between bars: “Violence, ||12: the death of a child||.”"
        ),
    )
    content_rating = models.CharField(
        _("content rating"), max_length=20, blank=True, help_text=_("All, 7, 12, 15, 19, or another text.")
    )
    poster = models.ForeignKey(Image, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    trailer_url = models.URLField(_("trailer"), blank=True)
    imdb_id = models.CharField(
        "IMDb", max_length=12, blank=True, validators=[RegexValidator(r"^tt\d{6,10}$")]
    )
    tmdb_id = models.PositiveIntegerField("TMDB", null=True, blank=True)
    mydramalist_id = models.CharField(
        "MyDramaList", max_length=100, blank=True, validators=[RegexValidator(r"^[\w-]+$")]
    )
    wikidata_id = models.CharField(
        "Wikidata", max_length=15, blank=True, validators=[RegexValidator(r"^Q\d+$")]
    )
    updated_at = models.DateTimeField(auto_now=True)
    public_from = models.DateTimeField(
        _("public from"), null=True, blank=True, editable=False, help_text="null: a draft; later: planned"
    )

    objects = DramaQuerySet.as_manager()

    class Meta:
        ordering = ["title", "year", "pk"]
        verbose_name = _("drama")
        verbose_name_plural = _("dramas")
        indexes = [
            # With the moment, so that how many are public is counted in the index.
            models.Index(fields=["title", "year", "id", "public_from"], name="drama_in_order"),
            models.Index(fields=["year", "title"]),
            models.Index(fields=["id"], condition=Q(public_from=None), name="drama_drafts"),
            models.Index(fields=["aired_to"], condition=~Q(air_days=""), name="drama_weekly_by_last_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(aired_from=None) | Q(aired_to=None) | Q(aired_to__gte=F("aired_from")),
                name="drama_last_day_after_first",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=PARTS_IN_ORDER,
                name="drama_parts_in_order",
                violation_error_message=_("Part 1 begins on the first day and ends before part 2 begins."),
            ),
            models.CheckConstraint(
                condition=PARTS_BEFORE_THE_END,
                name="drama_parts_before_the_end",
                violation_error_message=_("The last day is before part 2 begins."),
            ),
            models.CheckConstraint(
                condition=Q(episodes=None) | Q(episodes__gte=1, episodes__lte=MAX_EPISODE),
                name="drama_episodes_in_range",
            ),
            models.UniqueConstraint(
                fields=["franchise", "season_number"],
                condition=~Q(franchise=""),
                name="drama_season_once",
                violation_error_message=_("Another drama is this season already."),
            ),
            models.CheckConstraint(
                condition=Q(season_number=None) | ~Q(franchise=""),
                name="drama_season_of_a_franchise",
                violation_error_message=_("A season needs its franchise."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})" if self.year else self.title

    def get_absolute_url(self) -> str:
        return reverse("dramas:drama", args=[self.slug])

    @property
    def state(self) -> str:
        """Draft or public, now. Setting it publishes or withdraws at once, and cancels a planned publication."""
        is_public = self.public_from is not None and self.public_from <= present.now()
        return self.State.PUBLIC if is_public else self.State.DRAFT

    @state.setter
    def state(self, state: str) -> None:
        if self.state != state or state == self.State.DRAFT:
            self.public_from = timezone.now() if state == self.State.PUBLIC else None

    @property
    def rated(self) -> str:
        """The rating as readers read it: "15+"."""
        return str(dict(ContentRating.choices).get(self.content_rating, self.content_rating))

    def is_public(self) -> bool:
        return self.state == self.State.PUBLIC

    def plan(self, at: dt.datetime | None) -> None:
        """Be public from `at` on; None: a draft again. What is public already stays so. Saves the row."""
        if not self.is_public() and self.public_from != at:
            self.public_from = at
            self.save(update_fields=["public_from"])


class AlternativeTitle(models.Model):
    class Kind(models.TextChoices):
        TRANSLATION = "translation", _("translation")
        ROMANISATION = "romanisation", _("romanisation")
        WORKING = "working", _("working title")
        OTHER = "other", _("also known as")

    drama = models.ForeignKey(Drama, on_delete=models.CASCADE, related_name="alternative_titles")
    text = models.CharField(_("title"), max_length=150)
    language = models.CharField(
        _("language"), max_length=10, blank=True, help_text=_("ISO code: en, ko, ja.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.OTHER)

    class Meta:
        ordering = ["text"]
        verbose_name = _("other title")
        verbose_name_plural = _("other titles")
        constraints = [models.UniqueConstraint(fields=["drama", "text"], name="alternative_title_unique")]

    def __str__(self) -> str:
        return self.text
