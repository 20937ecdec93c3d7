"""Pictures in reviews: who may see them, which reviews show one, and what the publish check says to a change of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from dramas.models import Drama
from reviews import revisions
from reviews.models import Review, Section
from reviews.permissions import may_change, visible_to
from reviews.publishing import Problem, problems
from reviewsite.images.models import Image
from reviewsite.images.pictures import keys_in
from reviewsite.images.uses import Use

#: The states in which readers see a review, or will without anybody looking at it again.
PUBLIC = frozenset({Review.State.PUBLISHED, Review.State.SCHEDULED})

_KEY = re.compile(r"image:([\w-]{1,32})")


@dataclass(frozen=True)
class ReviewUse(Use):
    """A review that shows a picture in its text or above it, or only, with `is_own` off, the poster of its drama."""

    shown_in: Review
    is_own: bool = True

    def may_be_changed_by(self, user: Any) -> bool:
        return may_change(user, self.shown_in)

    def findings(self, image: Image) -> Sequence[Problem]:
        known = {problem.identity for problem in problems(self.shown_in)}
        found = problems(self.shown_in, changed=image)
        return [problem for problem in found if problem.identity not in known]

    def keep(self) -> None:
        Review.objects.select_for_update().filter(pk=self.shown_in.pk).first()
        if self.is_own:
            revisions.record_unrecorded(self.shown_in)

    def record(self, user: Any, comment: str) -> None:
        if self.is_own:
            revisions.record(self.shown_in, user=user, comment=comment)


def uses_in_reviews(image: Image) -> Iterator[Use]:
    in_text = [
        review_id
        for review_id, body in Section.objects.filter(body__contains=f"image:{image.key}").values_list(
            "review_id", "body"
        )
        if image.key in keys_in(body)
    ]
    own = Review.objects.filter(Q(pk__in=in_text) | Q(hero=image.pk))
    for review in own.select_related("drama", "hero").order_by("pk"):
        yield ReviewUse(review, review.state in PUBLIC)
    about = Drama.objects.filter(poster=image.pk)
    named = Section.objects.in_articles().filter(drama__in=about).values("review")
    of_drama = Review.objects.filter(Q(drama__in=about) | Q(pk__in=named), state__in=PUBLIC).exclude(
        pk__in=own.values("pk")
    )
    for review in of_drama.select_related("drama__poster", "hero").order_by("pk"):
        yield ReviewUse(review, is_public=True, is_own=False)


def picture_keys_for(user: Any) -> set[str]:
    """Keys of the pictures in the texts of the reviews that the user may see."""
    bodies = Section.objects.filter(review__in=visible_to(user), body__contains="image:")
    return {key for body in bodies.values_list("body", flat=True) for key in _KEY.findall(body)}
