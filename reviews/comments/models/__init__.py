from reviews.comments.models.comment import MAX_BODY, MAX_NAME, RATINGS, Comment, CommentQuerySet
from reviews.comments.models.oversight import ModerationEvent, Report
from reviews.comments.models.tally import FEWEST_RATINGS, Discussion, ReaderScore, recount

__all__ = [
    "FEWEST_RATINGS",
    "MAX_BODY",
    "MAX_NAME",
    "RATINGS",
    "Comment",
    "CommentQuerySet",
    "Discussion",
    "ModerationEvent",
    "ReaderScore",
    "Report",
    "recount",
]
