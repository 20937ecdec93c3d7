"""What follows for the author: thanks, and for a while a way to change the comment or take it back."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reviews.comments import tokens
from reviews.comments.forms import EditForm
from reviews.comments.models import Comment
from reviews.comments.posting import change, withdraw
from reviews.comments.views.comments import around
from reviews.comments.views.writing import preview_of
from reviews.comments.visitor import visitor_of
from reviews.comments.visitor_forms import review_of, see_other, visitor_form
from reviews.models import Review


@visitor_form
def thanks(request: HttpRequest, slug: str, pk: int, token: str) -> HttpResponse:
    """Says what became of a comment and how to change it; never what it says."""
    review = review_of(request, slug)
    comment = _own(review, pk, token)
    seconds = tokens.seconds_to_edit(comment)
    context = {
        **around(review),
        "is_public": Comment.objects.public().filter(pk=comment.pk).exists(),
        "is_removed": comment.state == Comment.State.REMOVED,
        "address": comment.address_under(review),
        "editable_minutes": _minutes(tokens.EDITABLE_FOR),
        "edit_address": _edit_address(review, comment, token) if seconds else "",
        "edit_seconds": seconds,
    }
    return render(request, "comments/thanks.html", context)


@visitor_form
def edit(request: HttpRequest, slug: str, pk: int, token: str) -> HttpResponse:
    review = review_of(request, slug)
    comment = _own(review, pk, token)
    if not tokens.seconds_to_edit(comment):
        # What was typed into a form that came too late is shown once more, to be copied.
        context = {
            **around(review),
            "body": request.POST.get("body", ""),
            "editable_minutes": _minutes(tokens.EDITABLE_FOR),
        }
        return render(request, "comments/too_late.html", context, status=410)
    then = see_other(reverse("comments:thanks", args=[review.slug, comment.pk, token]))
    if "withdraw" in request.POST:
        withdraw(comment)
        return then
    form = _form(request, review, comment)
    preview = None
    if request.method == "POST" and form.is_valid():
        if "preview" not in request.POST:
            change(comment, form.words(), visitor_of(request))
            return then
        preview = preview_of(form)
    context = {
        **around(review),
        "form": form,
        "preview": preview,
        "action": _edit_address(review, comment, token),
        "is_edit": True,
    }
    return render(request, "comments/edit.html", context, status=422 if form.errors else 200)


def _own(review: Review, pk: int, token: str) -> Comment:
    """The comment that the token opens. Raises Http404 without saying whether there is one."""
    comment = Comment.objects.filter(review=review, pk=pk).first()
    if comment is None or not tokens.opens(token, comment):
        raise Http404
    return comment


def _minutes(span: dt.timedelta) -> int:
    return span // dt.timedelta(minutes=1)


def _edit_address(review: Review, comment: Comment, token: str) -> str:
    return reverse("comments:edit", args=[review.slug, comment.pk, token])


def _form(request: HttpRequest, review: Review, comment: Comment) -> EditForm:
    initial = {
        "body": comment.body,
        "spoils_through": comment.spoils_through,
        "author_name": comment.author_name,
        "email": comment.email,
        "rating": f"{comment.rating:.1f}" if comment.rating else "",
        "notify": comment.notify,
    }
    data = request.POST if request.method == "POST" else None
    return EditForm(data, initial=initial, review=review, least=comment.spoils_through)
