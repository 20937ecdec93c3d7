"""A staff member's answer to a comment: under their own name, with the staff badge, shown immediately."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from reviews.comments.models import MAX_BODY, Comment
from reviews.comments.moderation import Action, decide
from reviews.comments.moderation_page import PERMISSION
from reviews.comments.notices import announce
from reviews.comments.said_spoilers import AsksAboutSpoilers
from reviewsite.markdown import COMMENTER, enter, has_too_much_markup
from reviewsite.markdown import render as render_markdown
from reviewsite.spoilers import SAFE, WHOLE_DRAMA, scope_label


class ReplyForm(AsksAboutSpoilers, forms.Form):
    body = forms.CharField(
        label=_("Your reply"),
        max_length=MAX_BODY,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("A little Markdown: *emphasis*, [links](https://…), > quotes, ||spoilers||."),
    )
    spoils_through = forms.TypedChoiceField(label=_("Spoilers up to"), coerce=int)

    def __init__(self, *args: Any, parent: Comment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.counts_episodes = not parent.review.is_article
        least = parent.spoils_through
        values = {least, WHOLE_DRAMA, *range(1, parent.review.episodes or 1)}
        scope: Any = self.fields["spoils_through"]
        scope.choices = [(value, scope_label(value)) for value in sorted(values) if value >= least]

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        if has_too_much_markup(body):
            raise forms.ValidationError(_("This text has too much formatting."))
        self.entered = enter(body, profile=COMMENTER)
        return self.entered.text

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if "body" in data and self.entered.doubts and data.get("spoils_through", SAFE) < WHOLE_DRAMA:
            self.add_error("body", self.entered.refusal())
        self.ask_about_spoilers(COMMENTER)
        return data


def reply_page(request: HttpRequest, object_id: str, model_admin: Any) -> HttpResponse:
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    key = object_id if object_id.isascii() and object_id.isdigit() and len(object_id) < 18 else "0"
    parent = Comment.objects.select_related("review__drama").filter(pk=key).exclude(body="").first()
    if parent is None:
        raise Http404
    form = ReplyForm(request.POST or None, parent=parent)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        _answer(parent, request.user, body=data["body"], spoils_through=data["spoils_through"])
        messages.success(request, _("Your reply is published."))
        return redirect("admin:comments_comment_queue")
    context = {
        **admin.site.each_context(request),
        "title": _("Reply to a comment"),
        "opts": model_admin.model._meta,
        "media": model_admin.media,
        "parent": parent,
        "html": render_markdown(parent.body, seen=WHOLE_DRAMA, profile=COMMENTER, gate_links=False),
        "form": form,
    }
    return render(request, "admin/comments/reply.html", context)


@transaction.atomic
def _answer(parent: Comment, user: Any, *, body: str, spoils_through: int) -> None:
    """Publish an answer, and with it what it answers, if that still waits."""
    if parent.state in (Comment.State.PENDING, Comment.State.HELD):
        decide(parent.pk, Action.APPROVE, moderator=user)
    reply = Comment(
        review=parent.review,
        parent=parent,
        user=user,
        author_name=user.byline[:60],
        body=body,
        spoils_through=spoils_through,
        state=Comment.State.VISIBLE,
    )
    reply.save()
    announce(reply)
