"""Who may do what to which review: every entry point asks here.

A role is a set of permissions (see `reviews.roles`); whoever has `reviews.publish_review` is an editor. Writers
have their own reviews: those that they made, and those whose byline names them.
"""

from typing import Any

from django.db.models import Q, QuerySet

from reviews.models import Byline, Review

#: The states that a writer may set, and in which they may change their review (`reviews.states` reads it, too).
WITH_WRITER = (Review.State.DRAFT, Review.State.IN_REVIEW)


def is_editor(user: Any) -> bool:
    return _is_staff(user) and user.has_perm("reviews.publish_review")


def visible_to(user: Any) -> QuerySet[Review]:
    """The reviews that the user may know of in the admin, whatever they may do with each."""
    rows = Review.objects.all()
    if not _may(user, "view"):
        return rows.none()
    return rows if is_editor(user) else rows.filter(_own(user))


def may_see(user: Any, review: Review) -> bool:
    return _may(user, "view") and (is_editor(user) or is_own(user, review))


def may_add(user: Any) -> bool:
    return _may(user, "add")


def may_change(user: Any, review: Review) -> bool:
    if not _may(user, "change"):
        return False
    return is_editor(user) or (_is_with_writer(review) and is_own(user, review))


def may_delete(user: Any, review: Review) -> bool:
    """A writer deletes drafts that no reader ever saw."""
    if not _may(user, "delete"):
        return False
    unseen = _is_with_writer(review) and review.first_published_at is None
    return is_editor(user) or (unseen and is_own(user, review))


def is_own(user: Any, review: Review) -> bool:
    return review.created_by_id == user.pk or any(
        byline.writer_id == user.pk for byline in review.bylines.all()
    )


def _is_with_writer(review: Review) -> bool:
    # As it is stored: a form may have set another state on the instance before it was refused.
    return (review.stored_state or review.state) in WITH_WRITER


def _own(user: Any) -> Q:
    return Q(created_by=user.pk) | Q(pk__in=Byline.objects.filter(writer=user.pk).values("review"))


def _may(user: Any, what: str) -> bool:
    """The right to change includes the right to see, as in Django's admin."""
    allowed = _is_staff(user) and user.has_perm(f"reviews.{what}_review")
    return allowed or (what == "view" and _is_staff(user) and user.has_perm("reviews.change_review"))


def _is_staff(user: Any) -> bool:
    return bool(user.is_authenticated and user.is_active and user.is_staff)
