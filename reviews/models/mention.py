import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dramas.models import Drama, Person
from dramas.models.publication import public
from reviews.models.review import Review
from reviewsite.spoilers import SAFE, SpoilsThroughField, is_visible

if TYPE_CHECKING:
    from collections.abc import Iterable


class MentionQuerySet(models.QuerySet["Mention"]):
    def shown(self) -> "MentionQuerySet":
        """Those that everybody may know of: not refused by the writer, and outside all closed text."""
        return self.filter(refused=False, spoils_through=SAFE)

    def published(self, at: dt.datetime | None = None) -> "MentionQuerySet":
        """Those that lead to something public: what is not is plain text to readers."""
        return self.filter(public("drama__", at=at) | public("person__", at=at))

    def with_targets(self) -> "MentionQuerySet":
        """With no more of their targets than their addresses."""
        return self.select_related("drama", "person").only(
            "text", "refused", "spoils_through", "review", "drama__slug", "person__slug"
        )


class Mention(models.Model):
    """That a review names a drama or a person of the catalogue."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="mentions")
    drama = models.ForeignKey(Drama, null=True, blank=True, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="mentions"
    )
    text = models.CharField(_("as written"), max_length=150)
    spoils_through = SpoilsThroughField(help_text=_("The least hidden place that contains the name."))
    refused = models.BooleanField(_("no link"), default=False, help_text=_("Keep the name as plain text."))

    objects = MentionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [
            models.CheckConstraint(
                condition=Q(drama__isnull=False, person__isnull=True)
                | Q(drama__isnull=True, person__isnull=False),
                name="mention_has_one_target",
            ),
            models.UniqueConstraint(fields=["review", "drama"], name="mention_of_drama_unique"),
            models.UniqueConstraint(fields=["review", "person"], name="mention_of_person_unique"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def target(self) -> Drama | Person:
        target = self.drama or self.person
        assert target is not None  # noqa: S101  the check constraint says so
        return target


def addresses_of(mentions: "Iterable[Mention]", seen: int) -> dict[str, str]:
    """Address by name of what a reader with this progress may follow."""
    return {
        mention.text: mention.target.get_absolute_url()
        for mention in mentions
        if not mention.refused and is_visible(mention.spoils_through, seen)
    }
