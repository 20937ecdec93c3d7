from reviews.comments.models.address_key import AddressKey
from reviews.comments.models.comment import MAX_BODY, MAX_NAME, RATINGS, Comment, CommentQuerySet
from reviews.comments.models.counters import FEWEST_RATINGS, Discussion, ReaderScore, recount
from reviews.comments.models.mail_consent import Erasure, MailConsent
from reviews.comments.models.moderation_log import ModerationEvent, Report
from reviews.comments.models.watched_word import WatchedWord

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
    "MailConsent",
    "ModerationEvent",
    "ReaderScore",
    "Report",
    "WatchedWord",
    "recount",
]
