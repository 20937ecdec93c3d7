from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "reviews.comments"
    verbose_name = _("comments")

    def ready(self) -> None:
        from reviews.comments import data_requests, erasure_log, notices  # noqa: F401  registers their jobs and the log
        from reviews.comments.models import Comment, CommentQuerySet, Discussion, recount
        from reviews.models import Review
        from reviews.schedule import next_closing
        from reviewsite.pagecache import scheduled_changes
        from reviewsite.spoilers.text_fields import check_text_fields

        scheduled_changes.register(next_closing)
        check_text_fields("comments.Comment", names=["author_name"], forms=["body"])

        def after_review(instance: Review, created: bool, raw: bool = False, **kwargs: Any) -> None:
            if not created and not raw and Discussion.objects.filter(review=instance).exists():
                recount({instance.pk})

        def after_deletion(instance: Comment, origin: Any = None, **kwargs: Any) -> None:
            if isinstance(origin, Comment | CommentQuerySet):  # else the review goes with its tallies
                recount({instance.review_id})

        # What readers give a drama counts as long as the review that they said it under is published.
        post_save.connect(after_review, Review, weak=False, dispatch_uid="comments.review")
        post_delete.connect(after_deletion, Comment, weak=False, dispatch_uid="comments.deleted")
