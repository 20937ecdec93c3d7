"""What is done to comments after they were written: every step is logged with who and why, and can be undone."""

import datetime as dt

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.comments import notices
from reviews.comments.models import Comment, ModerationEvent, Report
from reviews.comments.screening import is_by_known_author
from reviewsite.accounts.models import User

#: Reports from so many networks hide a comment; the first one already calls a moderator.
REPORTS_TO_HIDE = 3
#: A comment that was public for so long stays readable on its own page while it is hidden.
PUBLIC_FOR_LONG = dt.timedelta(days=7)
#: In the log, the state of a visible comment that is hidden by reports.
HIDDEN = "hidden"
LONGEST_REASON = 300

State = Comment.State


class Action(models.TextChoices):
    APPROVE = "approve", _("Approve")
    SPAM = "spam", _("Spam")
    REMOVE = "remove", _("Remove")
    HOLD = "hold", _("Hold back")
    HIDE = "hide", _("Hide")
    SCOPE = "scope", _("Change spoiler level")
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
    """Approve, remove … a comment. None if there was nothing to do: it is gone, decided already, or without text."""
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


def hide_if_reported(comment: Comment) -> bool:
    """Hide a published comment that enough networks have reported since a moderator last decided it.

    Not if staff or a known author wrote it: for these strangers only call a moderator.
    """
    if comment.state != State.VISIBLE or comment.hidden_by_reports or comment.user_id:
        return False
    if Report.objects.unhandled().filter(comment=comment).count() < REPORTS_TO_HIDE:
        return False
    if is_by_known_author(comment):
        return False
    return _change(comment.pk, Action.HIDE, None, str(_("reported by readers")), state=HIDDEN) is not None


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
    before, closed_before = _shown_state(comment), comment.spoils_through
    if state is not None:
        _set_state(comment, state)
    comment.spoils_through = closed_before if scope is None else scope
    comment.save(update_fields=["state", "hidden_by_reports", "spoils_through"])
    # A moderator's decision answers the reports, also where it leaves the comment as it is.
    handled = moderator is not None and state is not None and _handle_reports(comment)
    if (_shown_state(comment), comment.spoils_through) == (before, closed_before) and not handled:
        return None
    if comment.state != before:
        notices.announce(comment)
    return ModerationEvent.objects.create(
        comment=comment,
        moderator=moderator,
        action=action,
        reason=reason[:LONGEST_REASON],
        from_state=before if state is not None else "",
        to_state=_shown_state(comment) if state is not None else "",
        from_scope=closed_before if scope is not None else None,
        to_scope=comment.spoils_through if scope is not None else None,
    )


def _shown_state(comment: Comment) -> str:
    """The comment's state as the log tells it: a visible comment may be hidden."""
    hidden = comment.state == State.VISIBLE and comment.hidden_by_reports
    return HIDDEN if hidden else comment.state


def _set_state(comment: Comment, state: str) -> None:
    if state != HIDDEN:
        comment.state, comment.hidden_by_reports = state, ""
        return
    published = ModerationEvent.objects.filter(comment=comment, to_state=State.VISIBLE).first()
    public_since = published.created_at if published else comment.created_at
    was_long = timezone.now() - public_since >= PUBLIC_FOR_LONG
    comment.state = State.VISIBLE
    comment.hidden_by_reports = Comment.Hidden.AT_A_CLICK if was_long else Comment.Hidden.AWAY


def _handle_reports(comment: Comment) -> bool:
    return bool(Report.objects.unhandled().filter(comment=comment).update(handled_at=timezone.now()))
