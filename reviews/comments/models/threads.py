"""What holds among the comments of one thread, kept at every save: their root, and that no reply is more open than
what it answers.

Whoever writes into a thread locks its root first, so that a reply and a change of what it answers meet each other.
"""

from collections import defaultdict
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from reviews.comments.models.comment import Comment


def check_parent(comment: "Comment", parent: "Comment") -> None:
    """Raises ValidationError where `comment` cannot answer `parent`."""
    if parent.review_id != comment.review_id:
        raise ValidationError({"parent": _("A reply must be on the same review as the comment it answers.")})
    if comment.pk and parent.pk >= comment.pk:
        raise ValidationError({"parent": _("A reply must be later than the comment it answers.")})


def enter(comment: "Comment") -> None:
    """Before saving: give `comment` the root of its thread and at least its parent's scope."""
    rows = _rows(comment)
    touched = {comment.root_id, comment.pk}
    if comment.parent_id:
        touched.add(rows.values_list("root_id", flat=True).get(pk=comment.parent_id))
    locked = [root for root in touched if root is not None]
    list(rows.select_for_update().filter(pk__in=locked).order_by("pk").values_list("pk"))
    if comment.parent_id is None:
        comment.root_id = comment.pk
        return
    parent = rows.get(pk=comment.parent_id)
    check_parent(comment, parent)
    comment.root_id = parent.root_id
    comment.spoils_through = max(comment.spoils_through, parent.spoils_through)


def spread(comment: "Comment", *, adding: bool) -> None:
    """After saving: a first comment becomes its own root; all below follow into its thread and close with it."""
    rows = _rows(comment)
    if adding:
        if comment.parent_id is None:
            comment.root_id = comment.pk
            QuerySet.update(rows.filter(pk=comment.pk), root=comment.pk)
        return
    below = rows.filter(review=comment.review_id, pk__gt=comment.pk, parent__isnull=False).order_by("pk")
    scopes = {comment.pk: comment.spoils_through}
    changed: dict[int, list[int]] = defaultdict(list)
    for pk, parent, root, scope in below.values_list("pk", "parent_id", "root_id", "spoils_through"):
        if parent in scopes:
            scopes[pk] = max(scope, scopes[parent])
            if (root, scope) != (comment.root_id, scopes[pk]):
                changed[scopes[pk]].append(pk)
    for scope, pks in changed.items():
        QuerySet.update(rows.filter(pk__in=pks), root=comment.root_id, spoils_through=scope)


def _rows(comment: "Comment") -> "QuerySet[Comment]":
    return type(comment)._default_manager.order_by()
