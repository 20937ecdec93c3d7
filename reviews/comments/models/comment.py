"""What readers say under a review."""

import datetime as dt
from decimal import Decimal
from typing import Any, Self

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import Expression, F, Q, Value
from django.db.models.functions import Length, Lower
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.comments.models import threads
from reviews.comments.models.counters import count_one_more, recount
from reviews.models import Review
from reviews.models.review import published
from reviewsite.pagecache.on_pages import OnPages
from reviewsite.spoilers import SpoilsThroughField, validate_no_passage

MAX_NAME = 60
MAX_BODY = 5_000
#: What a reader may give a drama: 0.5 to 10 in halves.
RATINGS = [Decimal(halves) / 2 for halves in range(1, 21)]


class CommentQuerySet(models.QuerySet["Comment"]):
    def public(self, at: dt.datetime | None = None) -> Self:
        """Comments whose text readers may see: the one place that decides it, for every count, feed and mail."""
        return self.in_place(at).filter(hidden_by_reports="")

    def in_place(self, at: dt.datetime | None = None) -> Self:
        """The public comments and those hidden by reports, whose place says so."""
        return self.filter(published("review__", at=at), state=Comment.State.VISIBLE)

    def waiting(self) -> Self:
        """What a moderator has to look at: not published yet, hidden by reports, or reported."""
        unhandled = Q(pk__in=apps.get_model("comments", "Report").objects.unhandled().values("comment"))
        reported = Q(state=Comment.State.VISIBLE) & (unhandled | ~Q(hidden_by_reports=""))
        return self.filter(Q(state__in=Comment.WAITING_STATES) | reported)

    def by_email(self, email: str | Expression) -> Self:
        """Of whoever gave this address, in any case of letters."""
        given = Value(email) if isinstance(email, str) else email
        return self.alias(lower_email=Lower("email")).filter(lower_email=Lower(given))

    def by_name(self, name: str | Expression) -> Self:
        """Under this name, in any case of letters; not of staff."""
        given = Value(name) if isinstance(name, str) else name
        return self.alias(lower_name=Lower("author_name")).filter(lower_name=Lower(given), user=None)

    def update(self, **values: Any) -> int:
        """As ever, and the counters of the changed rows' reviews are counted again."""
        if {"parent", "root", "review", "spoils_through"}.intersection(values):
            raise TypeError(
                "Threads are changed by Comment.save(), which keeps replies as closed as their parents."
            )
        if not {"state", "rating", "rater_hash", "hidden_by_reports"}.intersection(values):
            return super().update(**values)
        with transaction.atomic():
            reviews = set(self.order_by().values_list("review_id", flat=True))
            changed = super().update(**values)
            recount(reviews)
        return changed


class Comment(models.Model):
    """What one person says to a review, or to another comment.

    A reply is younger than what it answers and spoils at least as much. All replies below one first-level comment,
    its thread, share their `root`; a first-level comment is its own. So (root, id) puts threads in order with
    their replies, and pages of any length cost the same.
    """

    #: A flood of held comments leaves the page cache as it is.
    on_pages = OnPages(
        without={
            "address_hash",
            "address_prefix",
            "body_hash",
            "edit_token_hash",
            "email",
            "held_reasons",
            "notify",
            "rater_hash",
            "root",
        },
        only={"state": {"visible"}},
    )

    class State(models.TextChoices):
        PENDING = "pending", _("pending")
        VISIBLE = "visible", _("visible")
        HELD = "held", _("held")
        SPAM = "spam", _("spam")
        REMOVED = "removed", _("removed")

    #: Not public before a moderator decides.
    WAITING_STATES = (State.PENDING, State.HELD)

    class Hidden(models.TextChoices):
        """Of a visible comment that readers reported: whether its text can still be read on its own page."""

        AT_A_CLICK = "click", _("hidden, one click away")
        AWAY = "away", _("not readable")

    review = models.ForeignKey(
        Review, on_delete=models.CASCADE, related_name="comments", verbose_name=_("review")
    )
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="replies",
        verbose_name=_("in reply to"),
    )
    root = models.ForeignKey(
        "self", null=True, on_delete=models.CASCADE, related_name="thread", editable=False
    )
    author_name = models.CharField(
        _("name"), max_length=MAX_NAME, blank=True, validators=[validate_no_passage]
    )
    email = models.EmailField(_("email"), blank=True, help_text=_("Never shown."))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="comments",
        verbose_name=_("staff member"),
    )
    body = models.TextField(_("text"), max_length=MAX_BODY, blank=True)
    spoils_through = SpoilsThroughField()
    rating = models.DecimalField(
        _("own rating of the drama"), max_digits=3, decimal_places=1, null=True, blank=True
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PENDING)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    edit_token_hash = models.CharField(max_length=64, blank=True, editable=False)
    notify = models.BooleanField(_("email about replies"), default=False)
    idempotency_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001  NULLs are never equal
    body_hash = models.CharField(max_length=64, blank=True, editable=False)
    #: Both are dropped after thirty days.
    address_prefix = models.CharField(max_length=50, blank=True, editable=False)
    address_hash = models.CharField(max_length=64, blank=True, editable=False)
    #: Stands for the person in the readers' score of one drama; blank it together with the e-mail.
    rater_hash = models.CharField(max_length=64, blank=True, editable=False)
    hidden_by_reports = models.CharField(
        _("hidden by reports"), max_length=10, choices=Hidden.choices, default="", blank=True, editable=False
    )
    held_reasons = models.JSONField(default=list, blank=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        permissions = [("moderate_comment", _("Can moderate comments"))]
        indexes = [
            models.Index(fields=["review", "state", "root", "id"], name="comment_oldest_first"),
            models.Index(fields=["review", "state", "-root", "id"], name="comment_newest_first"),
            models.Index(fields=["state", "created_at"], name="comment_queue"),
            models.Index(fields=["address_hash", "created_at"], name="comment_address"),
            models.Index(fields=["address_prefix", "created_at"], name="comment_network"),
            models.Index(fields=["body_hash"], name="comment_body_hash"),
            models.Index(Lower("email"), name="comment_email_lower"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__in=RATINGS), name="comment_rating_in_halves"
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("body"), MAX_BODY), name="comment_body_length"
            ),
            models.CheckConstraint(condition=~Q(body="") | Q(state="removed"), name="comment_says_something"),
            models.CheckConstraint(
                condition=Q(parent=None) | Q(parent__lt=F("id")), name="comment_younger_than_parent"
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | Q(root__isnull=False), name="comment_reply_in_thread"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.body[:60]}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it in its thread: it spoils at least what its parent does, and its replies at least what it does."""
        adding = self._state.adding
        with transaction.atomic(savepoint=False):
            threads.enter(self)
            if fields := kwargs.get("update_fields"):
                kwargs["update_fields"] = {*fields, "root", "spoils_through"}
            super().save(*args, **kwargs)
            threads.spread(self, adding=adding)
            if not adding:
                recount({self.review_id})
            elif self.state == Comment.State.VISIBLE:
                self._count_in()

    def get_absolute_url(self) -> str:
        return self.address_under(self.review)

    def address_under(self, review: Review) -> str:
        """Its own address; `review` is given so that it need not be fetched for each comment."""
        return reverse("comments:comment", args=[review.slug, self.pk])

    @property
    def name(self) -> str:
        """As shown: staff under their byline."""
        return self.author_name or (self.user.byline if self.user else str(_("Anonymous")))

    def _count_in(self) -> None:
        if self.rating is None and self.review.is_published():
            count_one_more(self.review)
        else:
            recount({self.review_id})

    def clean(self) -> None:
        if self.parent is not None:
            threads.check_parent(self, self.parent)
