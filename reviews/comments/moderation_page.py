"""The moderation page: what waits, by what held it and the oldest first, each with what it answers.

Every button is an ordinary one of an ordinary form; the script only presses them.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy
from django.views.decorators.http import require_http_methods

from reviews.comments.models import Comment, ModerationEvent
from reviews.comments.moderation import LEADS_TO, Action, decide, set_scope, undo
from reviews.comments.screening import REASONS
from reviewsite.markdown import COMMENTER
from reviewsite.markdown import render as render_markdown
from reviewsite.spoilers import WHOLE_DRAMA, scope_label

PERMISSION = "comments.moderate_comment"
PER_PAGE = 25
_MOST_UNDONE = 50

State = Comment.State
FILTERS = {
    "visible": Q(state=State.VISIBLE),
    "spam": Q(state=State.SPAM),
    "removed": Q(state=State.REMOVED),
}
_NAMES = {
    "waiting": lambda: _("Waiting"),
    "visible": lambda: _("Published"),
    "spam": lambda: _("Spam"),
    "removed": lambda: _("Removed"),
}


_DONE = {
    Action.APPROVE: ngettext_lazy("%(n)d comment approved.", "%(n)d comments approved.", "n"),
    Action.SPAM: ngettext_lazy("%(n)d comment marked as spam.", "%(n)d comments marked as spam.", "n"),
    Action.REMOVE: ngettext_lazy("%(n)d comment removed.", "%(n)d comments removed.", "n"),
    Action.HOLD: ngettext_lazy("%(n)d comment held back.", "%(n)d comments held back.", "n"),
    Action.SCOPE: ngettext_lazy(
        "Spoiler level of %(n)d comment changed.", "Spoiler level of %(n)d comments changed.", "n"
    ),
    Action.UNDO: ngettext_lazy("%(n)d decision undone.", "%(n)d decisions undone.", "n"),
}
#: What readers reported comes first, then first comments, which are mostly good, then what a rule held.
_BY_WHAT_HELD_IT = Case(
    When(state=State.VISIBLE, then=0), When(state=State.PENDING, then=1), default=Value(2)
)


@dataclass(frozen=True, slots=True)
class Row:
    """A comment as a moderator sees it: all of it, open."""

    comment: Comment
    html: str
    answers: str
    reasons: list[Any]
    scopes: list[tuple[int, Any]]
    last: ModerationEvent | None

    @property
    def last_action(self) -> Any:
        return Action(self.last.action).label if self.last else ""


@require_http_methods(["GET", "HEAD", "POST"])
def moderation_page(request: HttpRequest, model_admin: Any) -> HttpResponse:
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    shown = request.GET.get("show", "waiting")
    shown = shown if shown in _NAMES else "waiting"
    if request.method == "POST":
        return _act(request, shown)
    page = Paginator(_comments(shown), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **admin.site.each_context(request),
        "title": _("Moderation"),
        "opts": model_admin.model._meta,
        "media": model_admin.media,
        "shown": shown,
        "tabs": _tabs(),
        "page": page,
        "rows": _rows(page),
        "actions": [(action, action.label) for action in LEADS_TO],
        "undoable": request.GET.get("did", ""),
        "whole_drama": WHOLE_DRAMA,
    }
    return render(request, "admin/comments/moderation.html", context)


def _comments(shown: str) -> QuerySet[Comment]:
    found = Comment.objects.waiting() if shown == "waiting" else Comment.objects.filter(FILTERS[shown])
    found = found.select_related("review__drama", "parent", "user").annotate(report_count=Count("reports"))
    return found.order_by(_BY_WHAT_HELD_IT, "pk") if shown == "waiting" else found.order_by("-pk")


def _tabs() -> list[tuple[str, str, int]]:
    counts = Comment.objects.aggregate(
        **{name: Count("pk", filter=condition) for name, condition in FILTERS.items()}
    )
    counts["waiting"] = Comment.objects.waiting().count()
    return [(name, _NAMES[name](), counts[name]) for name in _NAMES]


def _rows(page: "Page[Comment]") -> list[Row]:
    comments = list(page.object_list)
    newest = ModerationEvent.objects.filter(comment=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    keys = Comment.objects.filter(pk__in=[each.pk for each in comments]).annotate(last=Subquery(newest))
    last = ModerationEvent.objects.select_related("moderator").in_bulk(
        [pk for pk in keys.values_list("last", flat=True) if pk]
    )
    by_comment = {event.comment_id: event for event in last.values()}
    return [_row(comment, by_comment.get(comment.pk)) for comment in comments]


def _row(comment: Comment, last: ModerationEvent | None) -> Row:
    parent = comment.parent
    return Row(
        comment=comment,
        html=_html(comment),
        answers=_html(parent) if parent else "",
        reasons=[REASONS.get(reason, reason) for reason in comment.held_reasons],
        scopes=_scopes(comment),
        last=last,
    )


def _html(comment: Comment) -> str:
    return render_markdown(comment.body, seen=WHOLE_DRAMA, profile=COMMENTER, gate_links=False)


def _scopes(comment: Comment) -> list[tuple[int, Any]]:
    """Nothing, each episode, the ending; and what the comment has now, if it is none of these."""
    values = {0, WHOLE_DRAMA, comment.spoils_through, *range(1, comment.review.episodes or 1)}
    return [(value, scope_label(value)) for value in sorted(values)]


def _act(request: HttpRequest, shown: str) -> HttpResponse:
    """Do what the pressed button says, to one comment or to all that are ticked."""
    done = _done(request)
    back = {"show": shown, "page": request.GET.get("page", "1"), "after": "1"}
    if done and request.POST.get("undo") is None:
        back["did"] = ",".join(str(event.pk) for event in done)
    if done:
        messages.success(request, _DONE[Action(done[0].action)] % {"n": len(done)})
    else:
        messages.warning(request, _("Nothing was changed."))
    return HttpResponseRedirect(f"{reverse('admin:comments_comment_queue')}?{urlencode(back)}")


def _done(request: HttpRequest) -> list[ModerationEvent]:
    moderator: Any = request.user
    reason = request.POST.get("reason", "").strip()
    if "undo" in request.POST:
        keys = _numbers(request.POST["undo"].split(","))[:_MOST_UNDONE]
        events = [undo(event, moderator=moderator) for event in ModerationEvent.objects.filter(pk__in=keys)]
        return [event for event in events if event]
    name, _colon, one = request.POST.get("act", "").partition(":")
    keys = _numbers([one] if one else request.POST.getlist("pick"))
    if name == Action.SCOPE:
        scopes = {key: _numbers([request.POST.get(f"scope-{key}", "")]) for key in keys}
        events = [
            set_scope(key, scopes[key][0], moderator=moderator, reason=reason)
            for key in keys
            if scopes[key] and scopes[key][0] <= WHOLE_DRAMA
        ]
    elif name in LEADS_TO:
        events = [decide(key, Action(name), moderator=moderator, reason=reason) for key in keys]
    else:
        events = []
    return [event for event in events if event]


def _numbers(texts: list[str]) -> list[int]:
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 18]
