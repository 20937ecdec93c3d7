"""Storing what somebody wrote, once; changing it and taking it back while its link is good."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from reviews.comments import notices, throttle, tokens
from reviews.comments.models import Comment
from reviews.comments.screening import Draft, screen
from reviews.comments.throttle import Refusal, fingerprint
from reviews.comments.visitor import Visitor
from reviews.models import Review
from reviewsite.spoilers import SAFE

#: A comment that was put away stays so, whatever its author makes of it.
_PUT_AWAY = {Comment.State.HELD, Comment.State.SPAM}


@dataclass(frozen=True, slots=True)
class CommentData:
    """The cleaned data of a valid comment form. `key` is made for each form shown, and is good for one comment."""

    author_name: str
    email: str
    body: str
    spoils_through: int
    rating: Decimal | None
    notify: bool
    trap: str
    key: str

    @property
    def draft(self) -> Draft:
        return Draft(self.author_name, self.body, self.email, self.trap, self.spoils_through == SAFE)


@dataclass(frozen=True, slots=True)
class Posted:
    """`token` opens the comment's edit page."""

    comment: Comment
    token: str


def post(review: Review, parent: Comment | None, words: CommentData, visitor: Visitor) -> Posted | Refusal:
    """Store a comment in the state that its screening gives, or say why not. The same form twice is one comment."""
    if answer := _posted_before(review, words) or throttle.refuse(visitor, review, words.body):
        return answer
    try:
        screening = screen(words.draft, visitor)
        with throttle.turn(visitor):
            refusal = throttle.refuse(visitor, review, words.body) or throttle.refuse_waiting(screening.state)
            if refusal:
                return _posted_before(review, words) or refusal
            comment = Comment(
                review=review,
                parent=parent,
                state=screening.state,
                held_reasons=screening.reasons,
                idempotency_key=words.key,
                edit_token_hash=tokens.hash_of(tokens.edit_token(words.key)),
                address_prefix=visitor.address_prefix,
                address_hash=visitor.address_hash,
            )
            _write(comment, words, visitor)
            comment.save()
            notices.announce(comment)
    except IntegrityError:
        # Its twin was stored in the same moment; anything else is an error like any other.
        answer = _posted_before(review, words)
        if answer is None:
            raise
        return answer
    return Posted(comment, tokens.edit_token(words.key))


def change(comment: Comment, words: CommentData, visitor: Visitor) -> None:
    """Store an author's own change, and screen it like a new comment. It never spoils less than before."""
    with transaction.atomic():
        comment = Comment.objects.select_for_update().get(pk=comment.pk)
        before = comment.state
        # A comment that was let through must not vouch for what it is changed into.
        Comment.objects.filter(pk=comment.pk).update(state=Comment.State.PENDING)
        screening = screen(words.draft, visitor)
        scope = comment.spoils_through
        _write(comment, words, visitor)
        comment.spoils_through = max(scope, words.spoils_through)
        comment.edited_at = timezone.now()
        comment.state = before if before in _PUT_AWAY else screening.state
        if comment.state != Comment.State.VISIBLE:
            comment.held_reasons = list(dict.fromkeys([*screening.reasons, *comment.held_reasons, "edited"]))
        comment.save()
        notices.announce(comment)


def withdraw(comment: Comment) -> None:
    """Take a comment away with all that its author gave; what was answered to it stays."""
    with transaction.atomic():
        comment = Comment.objects.select_for_update().get(pk=comment.pk)
        comment.state = Comment.State.REMOVED
        comment.body = comment.author_name = comment.email = comment.rater_hash = ""
        comment.rating, comment.notify = None, False
        comment.save()


def _write(comment: Comment, words: CommentData, visitor: Visitor) -> None:
    comment.author_name = words.author_name
    comment.email = words.email
    comment.body = words.body
    comment.body_hash = fingerprint(words.body)
    comment.spoils_through = words.spoils_through
    comment.rating = words.rating
    comment.notify = words.notify
    drama = comment.review.drama_id
    comment.rater_hash = _rater(drama, words, visitor) if words.rating and drama else ""


def _rater(drama: int, words: CommentData, visitor: Visitor) -> str:
    """Stands for a person in one drama's score. Without an e-mail it uses the address hash, whose key is deleted."""
    person = words.email.lower() or visitor.address_hash
    return salted_hmac("comments.rater", f"{drama}:{person}", algorithm="sha256").hexdigest()


def _posted_before(review: Review, words: CommentData) -> Posted | Refusal | None:
    comment = Comment.objects.filter(idempotency_key=words.key).first()
    if comment is None:
        return None
    if (comment.review_id, comment.body_hash) == (review.pk, fingerprint(words.body)):
        return Posted(comment, tokens.edit_token(words.key))
    return Refusal(_("This form has posted a comment already. To post this one as well, post again."))
