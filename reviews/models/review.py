import datetime as dt
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dramas.models import Drama
from reviews.models.rating import RatingField
from reviewsite.images.models import Image
from reviewsite.pagecache import present
from reviewsite.slugs import SluggedModel
from reviewsite.spoilers import SAFE, WHOLE_DRAMA, validate_no_passage

if TYPE_CHECKING:
    from reviewsite.accounts.models import User


#: The parts that have a score of their own, in the field `<part>_rating`.
SUB_RATINGS = ("story", "acting", "music", "rewatch")


def published(path: str = "", *, at: dt.datetime | None = None) -> Q:
    """The condition that a review is published, for rows that reach theirs by `path` ("review__")."""
    states = [Review.State.PUBLISHED, Review.State.SCHEDULED]
    return Q(**{f"{path}state__in": states, f"{path}published_at__lte": at or present.now()})


class ReviewQuerySet(models.QuerySet["Review"]):
    def published(self, at: dt.datetime | None = None) -> "ReviewQuerySet":
        """What readers may see: the one place that decides it.

        A scheduled review counts from its time on, so that it appears although nothing is saved then.
        """
        return self.filter(published(at=at))

    def with_time(self) -> "ReviewQuerySet":
        """Those that are published, or will be when their time has come."""
        return self.filter(state__in=[Review.State.PUBLISHED, Review.State.SCHEDULED])

    def latest_first(self) -> "ReviewQuerySet":
        return self.order_by("-published_at", "-pk")

    def for_display(self) -> "ReviewQuerySet":
        """With the rows that pages and cards read from each review, in two queries whatever their number."""
        return self.select_related("drama__poster", "hero", "discussion").prefetch_related(bylines())


def bylines() -> models.Prefetch:
    """For `prefetch_related` and `prefetch_related_objects`."""
    return models.Prefetch("bylines", Byline.objects.select_related("writer"))


def new_feed_id() -> str:
    """A name for feed readers (RFC 4151) that stays when the slug or the site's address changes."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{timezone.now():%Y-%m-%d}:{uuid4()}"


class Review(SluggedModel):
    """What a writer says of one drama, or in an article of several or none.

    Its sections may spoil; everything on this row never does.
    """

    class Kind(models.TextChoices):
        REVIEW = "review", _("review")
        FIRST_IMPRESSIONS = "first_impressions", _("first impressions")
        RECAP = "recap", _("recap")
        DROPPED = "dropped", _("dropped")
        ARTICLE = "article", _("article")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        SCHEDULED = "scheduled", _("scheduled")
        PUBLISHED = "published", _("published")
        RETIRED = "retired", _("retired")

    drama = models.ForeignKey(
        Drama,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reviews",
        verbose_name=_("drama"),
        help_text=_("Empty for an article: its sections name their dramas."),
    )
    headline = models.CharField(
        _("headline"),
        max_length=200,
        validators=[validate_no_passage],
        help_text=_("Always shown, so no spoilers."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.REVIEW)
    episode_from = models.PositiveSmallIntegerField(_("from episode"), null=True, blank=True)
    episode_to = models.PositiveSmallIntegerField(_("to episode"), null=True, blank=True)
    watched_through = models.PositiveSmallIntegerField(
        _("dropped at episode"),
        null=True,
        blank=True,
        help_text=_("Of a dropped drama only: the last episode that you watched."),
    )
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Byline", related_name="reviews", verbose_name=_("writers")
    )
    verdict = models.CharField(
        _("verdict"),
        max_length=300,
        blank=True,
        validators=[validate_no_passage],
        help_text=_("One sentence. Always shown, so no spoilers."),
    )
    rating = RatingField(_("rating"), null=True, blank=True, help_text=_("Out of 10, one decimal."))
    rating_raw = models.CharField(
        _("rating as written"),
        max_length=40,
        blank=True,
        help_text=_("As written in the document: “9/10”, “A++”."),
    )
    story_rating = RatingField(_("story"), null=True, blank=True)
    acting_rating = RatingField(_("acting"), null=True, blank=True)
    music_rating = RatingField(_("music"), null=True, blank=True)
    rewatch_rating = RatingField(_("rewatch value"), null=True, blank=True)
    recommended_for = models.CharField(
        _("recommended for"),
        max_length=300,
        blank=True,
        validators=[validate_no_passage],
        help_text=_("Who will like it. Always shown."),
    )
    hero = models.ForeignKey(
        Image,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("lead picture"),
    )
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.DRAFT)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    first_published_at = models.DateTimeField(null=True, blank=True, editable=False)
    feed_id = models.CharField(max_length=400, default=new_feed_id, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("made by"),
    )
    comments_open = models.BooleanField(_("comments open"), default=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        permissions = [("publish_review", _("Can publish, schedule and retire reviews"))]
        indexes = [
            # In the order of reading, not by state first: nearly all are published, and sorting them all is dear.
            models.Index(fields=["-published_at", "-id", "state"], name="review_latest_first"),
            models.Index(fields=["drama", "state", "-published_at"]),
            models.Index(fields=["kind", "-rating", "-published_at"], name="review_best_first"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["scheduled", "published"]) | Q(published_at__isnull=False),
                name="review_published_has_time",
                violation_error_message=_("A published or scheduled review needs a publication time."),
            ),
            models.CheckConstraint(
                condition=Q(kind="article", drama__isnull=True)
                | (~Q(kind="article") & Q(drama__isnull=False)),
                name="review_drama_unless_article",
                violation_error_message=_("An article, and nothing else, has no drama."),
            ),
            models.CheckConstraint(
                # A comparison with NULL is neither true nor false, and a CHECK lets that pass.
                condition=~Q(kind="recap")
                | Q(
                    episode_from__isnull=False,
                    episode_to__isnull=False,
                    episode_from__gte=1,
                    episode_to__gte=F("episode_from"),
                ),
                name="review_recap_has_episodes",
                violation_error_message=_("A recap needs its first and last episode, in this order."),
            ),
            models.CheckConstraint(
                condition=Q(kind="dropped", watched_through__isnull=False, watched_through__gte=1)
                | (~Q(kind="dropped") & Q(watched_through__isnull=True)),
                name="review_dropped_says_where",
                violation_error_message=_("A dropped drama, and no other, needs the last episode watched."),
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{name: None}) | Q(**{f"{name}__gte": 0, f"{name}__lte": 10}),
                    name=f"review_{name}_in_range",
                )
                for name in ("rating", *(f"{part}_rating" for part in SUB_RATINGS))
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    #: The state and the drama that the row had when it was loaded; "" and None for a new one.
    stored_state = ""
    stored_drama: int | None = None

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Any:
        instance = super().from_db(*args, **kwargs)
        instance.stored_state = instance.__dict__.get("state", "")
        instance.stored_drama = instance.__dict__.get("drama_id")
        return instance

    def get_absolute_url(self) -> str:
        return reverse("reviews:review", args=[self.slug])

    @property
    def is_article(self) -> bool:
        return self.kind == self.Kind.ARTICLE

    @property
    def episodes(self) -> int | None:
        """How many its drama has; None where nobody knows, and for an article."""
        return self.drama.episodes if self.drama else None

    def reached(self, seen: int) -> int:
        """How far a reader who has seen through `seen` may read. An article knows nothing between nothing and all:
        the number of an episode says nothing about several dramas."""
        if self.drama is None:
            return WHOLE_DRAMA if seen >= WHOLE_DRAMA else SAFE
        return WHOLE_DRAMA if self.drama.episodes and seen >= self.drama.episodes else seen

    def is_published(self, at: dt.datetime | None = None) -> bool:
        """The mirror of `ReviewQuerySet.published()` for one row."""
        shown = self.state in {self.State.PUBLISHED, self.State.SCHEDULED}
        return shown and self.published_at is not None and self.published_at <= (at or present.now())

    def accepts_comments(self) -> bool:
        """Whether a comment can be written now."""
        return self.is_published() and self.invites_comments()

    def invites_comments(self) -> bool:
        """What its page says, published or not: comments are open, and COMMENTS_CLOSE_AFTER_DAYS are not over."""
        if not self.comments_open or self.published_at is None:
            return False
        days = settings.COMMENTS_CLOSE_AFTER_DAYS
        return not days or present.now() < self.published_at + dt.timedelta(days=days)

    def publish(self, at: dt.datetime | None = None) -> None:
        """Publish now, or schedule for a later moment; saves the row."""
        now = timezone.now()
        self.published_at = at or self.published_at or now
        self.state = self.State.PUBLISHED if self.published_at <= now else self.State.SCHEDULED
        self.first_published_at = self.first_published_at or self.published_at
        self.save()

    def set_writers(self, writers: list["User"]) -> None:
        self.bylines.all().delete()
        for position, writer in enumerate(writers):  # one by one, so that search follows
            Byline.objects.create(review=self, writer=writer, position=position)


class Byline(models.Model):
    """That somebody wrote a review, at this place of the byline."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="bylines")
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="bylines")
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("writer")
        verbose_name_plural = _("writers")
        constraints = [models.UniqueConstraint(fields=["review", "writer"], name="byline_unique")]

    def __str__(self) -> str:
        return str(self.writer)

    def get_absolute_url(self) -> str:
        return self.writer.get_absolute_url()

    @property
    def name(self) -> str:
        return self.writer.byline
