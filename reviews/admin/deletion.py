"""Deleting reviews: one under which readers have written is retired instead.

A deleted review comes back from its revisions. What readers wrote cannot be kept there: they may have it erased, and
their addresses are dropped with time. So their words are never deleted with a review; spam and what moderators
removed may go.
"""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext

from reviews.comments.models import Comment
from reviews.models import Review

_WORTHLESS = Q(comments__state__in=[Comment.State.SPAM, Comment.State.REMOVED])


def with_comments(reviews: Any) -> Any:
    """Those reviews with the numbers of their comments: `worthless` ones, and those that are `written` by readers."""
    rows = Review.objects.filter(pk__in=[review.pk for review in reviews])
    return rows.annotate(
        worthless=Count("comments", filter=_WORTHLESS), written=Count("comments", filter=~_WORTHLESS)
    )


class ReadersWordsStay(admin.ModelAdmin):
    """A mixin for the review admin."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        # Nobody deletes comments by themselves; with a review go only those that nobody would miss.
        lacking.discard(str(Comment._meta.verbose_name))
        reasons = [
            ngettext("“%(review)s”: %(count)d comment", "“%(review)s”: %(count)d comments", review.written)
            % {"review": review, "count": review.written}
            for review in with_comments(objs).filter(written__gt=0)
        ]
        return deleted, counts, lacking, [*protected, *reasons]

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        review = self.get_object(request, object_id)
        counted = with_comments([review]).first() if review else None
        response: HttpResponse = super().delete_view(
            request, object_id, {**(extra_context or {}), "counted": counted}
        )
        if request.method == "POST" and response.status_code == 200:
            response.status_code = 409  # the page says why it was not deleted
        return response

    def delete_model(self, request: HttpRequest, obj: Review) -> None:
        with transaction.atomic():
            _refuse_if_written_under([obj])
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Review]) -> None:
        with transaction.atomic():
            _refuse_if_written_under(queryset)
            super().delete_queryset(request, queryset)


def _refuse_if_written_under(reviews: Any) -> None:
    """With the rows locked: somebody may have written since the question was asked."""
    keys = [review.pk for review in reviews]
    list(Review.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    if with_comments(reviews).filter(written__gt=0).exists():
        raise PermissionDenied
