"""Writing a comment: its own page, which works without a script and is brought into the review's with one."""

import time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from reviews.comments import tokens
from reviews.comments.forms import CommentForm, new_key
from reviews.comments.models import Comment
from reviews.comments.posting import Posted, post
from reviews.comments.projection import project_one, public_of
from reviews.comments.throttle import Refusal
from reviews.comments.views.comments import around
from reviews.comments.visitor import visitor_of
from reviews.comments.visitor_forms import number, review_of, see_other, visitor_form
from reviews.models import Review
from reviewsite import markdown
from reviewsite.spoilers import SAFE, parse_seen

#: A form that was sent a little too quickly keeps its token, so that it can be sent again.
_AGE_ADDED = tokens.MIN_FORM_AGE + 1


@visitor_form
def new(request: HttpRequest, slug: str) -> HttpResponse:
    review = review_of(request, slug)
    if not review.accepts_comments():
        context = {**around(review), "body": request.POST.get("body", "")}
        return render(
            request, "comments/closed.html", context, status=200 if request.method == "GET" else 403
        )
    wanted = request.GET.get("reply", "")
    parent = public_of(review).filter(pk=number(wanted) or 0).first() if wanted else None
    form = _form(request, review, parent)
    if request.method != "POST":
        return _page(request, review, parent, form)
    if wanted and parent is None:
        form.add_error(
            None, _("The comment you are replying to is gone. You can post yours as a new comment.")
        )
    elif "preview" not in request.POST and (
        problem := tokens.form_token_problem(form["token"].data or "", review)
    ):
        form.add_error(None, problem)
    if not form.is_valid():
        return _again(request, review, parent, form, status=422)
    if "preview" in request.POST:
        return _again(request, review, parent, form, preview=True)
    answer = post(review, parent, form.words(), visitor_of(request))
    if isinstance(answer, Posted):
        return see_other(reverse("comments:thanks", args=[review.slug, answer.comment.pk, answer.token]))
    return _refused(request, review, parent, form, answer)


def _form(request: HttpRequest, review: Review, parent: Comment | None) -> CommentForm:
    seen = review.reached(parse_seen(request.GET.getlist("seen")))
    least = parent.spoils_through if parent else SAFE
    initial = {"spoils_through": max(seen, least), "token": tokens.form_token(review), "key": new_key()}
    data = request.POST if request.method == "POST" else None
    return CommentForm(data, initial=initial, review=review, least=least)


def _again(
    request: HttpRequest,
    review: Review,
    parent: Comment | None,
    form: CommentForm,
    *,
    status: int = 200,
    preview: bool = False,
) -> HttpResponse:
    """The form as it was filled in, with a token and a key that can be sent."""
    sent: Any = form.data
    data = sent.copy()
    if tokens.form_token_problem(data.get("token", ""), review, now=time.time() + _AGE_ADDED):
        data["token"] = tokens.form_token(review)
    key = form.cleaned_data.get("key", "")
    if not key or Comment.objects.filter(idempotency_key=key).exists():
        data["key"] = new_key()
    form.data = data
    shown = preview_of(form) if preview else None
    return _page(request, review, parent, form, status=status, preview=shown)


def _refused(
    request: HttpRequest, review: Review, parent: Comment | None, form: CommentForm, refusal: Refusal
) -> HttpResponse:
    form.add_error(None, refusal.message)
    response = _again(request, review, parent, form, status=429 if refusal.retry_after else 409)
    if refusal.retry_after:
        response["Retry-After"] = str(refusal.retry_after)
    return response


def preview_of(form: CommentForm) -> dict[str, Any]:
    """The text as those will read it who have seen what it gives away, and no further."""
    words = form.words()
    html = markdown.render(
        words.body,
        seen=words.spoils_through,
        scope=words.spoils_through,
        profile=markdown.COMMENTER,
        gate_links=False,
    )
    return {
        "html": html,
        "spoils_through": words.spoils_through,
        "name": words.author_name,
        "rating": words.rating,
    }


def _page(
    request: HttpRequest,
    review: Review,
    parent: Comment | None,
    form: CommentForm,
    *,
    status: int = 200,
    preview: dict[str, Any] | None = None,
) -> HttpResponse:
    seen = review.reached(parse_seen(request.GET.getlist("seen")))
    address = reverse("comments:new", args=[review.slug])
    context = {
        **around(review),
        "form": form,
        "preview": preview,
        "answered": project_one(review, parent, seen, query=f"?reply={parent.pk}") if parent else None,
        "action": f"{address}?reply={parent.pk}" if parent else address,
    }
    return render(request, "comments/new.html", context, status=status)
