"""What is done to comments after they were written: every step is logged with who and why, and can be undone."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from reviews.comments import bayes, notices
from reviews.comments.models import Comment, ModerationEvent, Report
from reviewsite.accounts.models import User

REPORTS_TO_HOLD = 3
LONGEST_REASON = 300

State = Comment.State


class Action(models.TextChoices):
    APPROVE = "approve", _("Approve")
    SPAM = "spam", _("Spam")
    REMOVE = "remove", _("Remove")
    HOLD = "hold", _("Hold back")
    SCOPE = "scope", _("Change what it spoils")
    UNDO = "undo", _("Undo")


LEADS_TO = {
    Action.APPROVE: State.VISIBLE,
    Action.SPAM: State.SPAM,
    Action.REMOVE: State.REMOVED,
    Action.HOLD: State.HELD,
}


def decide(
    comment_id: int, action: Action, *, moderator: User | None, reason: str = ""
) -> ModerationEvent | None:
    """Approve, remove … a comment. None if there was nothing to do: gone, in that state already, or without any text.

    Approving and calling it spam teach the filter.
    """
    return _change(comment_id, action, moderator, reason, state=LEADS_TO[action])


def set_scope(
    comment_id: int, spoils_through: int, *, moderator: User, reason: str = ""
) -> ModerationEvent | None:
    """Say what a comment spoils; what answers it spoils at least as much, and it as much as what it answers."""
    return _change(comment_id, Action.SCOPE, moderator, reason, scope=spoils_through)


def undo(event: ModerationEvent, *, moderator: User) -> ModerationEvent | None:
    """Take a step back, unless somebody changed the same thing since. Replies that became more closed stay so."""
    comment = Comment.objects.filter(pk=event.comment_id or 0).first()
    if comment is None:
        return None
    if event.to_state and comment.state == event.to_state:
        return _change(comment.pk, Action.UNDO, moderator, "", state=event.from_state)
    if event.from_scope is not None and comment.spoils_through == event.to_scope:
        return _change(comment.pk, Action.UNDO, moderator, "", scope=event.from_scope)
    return None


def hold_if_reported(comment: Comment) -> bool:
    """Hold a visible comment that enough readers have reported since a moderator last let it pass."""
    reports = Report.objects.filter(comment=comment)
    passed = ModerationEvent.objects.filter(comment=comment, to_state=State.VISIBLE).first()
    if passed:
        reports = reports.filter(created_at__gt=passed.created_at)
    if comment.state != State.VISIBLE or reports.count() < REPORTS_TO_HOLD:
        return False
    return _change(comment.pk, Action.HOLD, None, str(_("reported by readers")), state=State.HELD) is not None


@transaction.atomic
def _change(
    comment_id: int,
    action: Action,
    moderator: User | None,
    reason: str,
    *,
    state: str | None = None,
    scope: int | None = None,
) -> ModerationEvent | None:
    comment = Comment.objects.select_for_update().filter(pk=comment_id).first()
    if comment is None or not comment.body:
        return None
    before, closed_before = comment.state, comment.spoils_through
    comment.state = before if state is None else state
    comment.spoils_through = closed_before if scope is None else scope
    comment.save(update_fields=["state", "spoils_through"])
    if (comment.state, comment.spoils_through) == (before, closed_before):
        return None
    if comment.state != before:
        _learn(comment)
        notices.announce(comment)
    return ModerationEvent.objects.create(
        comment=comment,
        moderator=moderator,
        action=action,
        reason=reason[:LONGEST_REASON],
        from_state=before if state is not None else "",
        to_state=comment.state if state is not None else "",
        from_scope=closed_before if scope is not None else None,
        to_scope=comment.spoils_through if scope is not None else None,
    )


def _learn(comment: Comment) -> None:
    if comment.user_id:
        return
    if comment.state in (State.VISIBLE, State.SPAM):
        bayes.teach(comment.pk, comment.body, comment.author_name, is_spam=comment.state == State.SPAM)
    else:
        bayes.forget(comment.pk)
