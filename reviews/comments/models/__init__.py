from reviews.comments.models.address_key import AddressKey
from reviews.comments.models.comment import MAX_BODY, MAX_NAME, RATINGS, Comment, CommentQuerySet
from reviews.comments.models.correspondence import Erasure, MailConsent
from reviews.comments.models.oversight import ModerationEvent, Report
from reviews.comments.models.spam import Lesson, SpamToken, WatchedWord
from reviews.comments.models.tally import FEWEST_RATINGS, Discussion, ReaderScore, recount

__all__ = [
    "FEWEST_RATINGS",
    "MAX_BODY",
    "MAX_NAME",
    "RATINGS",
    "AddressKey",
    "Comment",
    "CommentQuerySet",
    "Discussion",
    "Erasure",
    "Lesson",
    "MailConsent",
    "ModerationEvent",
    "ReaderScore",
    "Report",
    "SpamToken",
    "WatchedWord",
    "recount",
]
