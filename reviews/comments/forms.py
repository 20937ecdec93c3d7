"""What a visitor may send. Too long is refused by name, never cut."""

import re
import secrets
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from reviews.comments.deceptive_text import (
    has_invisible,
    has_stacked_marks,
    is_visible,
    looks_like_staff,
    turns_direction,
)
from reviews.comments.models import MAX_BODY, MAX_NAME, RATINGS, Report
from reviews.comments.posting import CommentData
from reviews.comments.said_spoilers import AsksAboutSpoilers
from reviews.models import Review
from reviewsite import markdown
from reviewsite.spoilers import SAFE, WHOLE_DRAMA, scope_label, validate_no_passage
from reviewsite.spoilers.forms import ScopeField

_STACKED = _("Too many accents on one letter.")
_KEY = re.compile(r"[\w-]{20,64}", re.ASCII)


def new_key() -> str:
    """For one form, so that it makes one comment however often it is sent."""
    return secrets.token_urlsafe(24)


class CommentForm(AsksAboutSpoilers, forms.Form):
    """A comment on a review. It spoils at least `least`; under an article nothing or all, and it rates no drama."""

    body = forms.CharField(label=_("Your comment"), widget=forms.Textarea(attrs={"rows": 7}))
    spoils_through = ScopeField(label=_("Spoilers up to"))
    author_name = forms.CharField(
        label=_("Your name"),
        validators=[validate_no_passage],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Email (optional)"),
        required=False,
        max_length=254,
        help_text=_("Never shown."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    rating = forms.TypedChoiceField(
        label=_("Your rating of the drama (optional)"),
        required=False,
        coerce=lambda raw: next(rating for rating in RATINGS if f"{rating:.1f}" == raw),
        empty_value=None,
        choices=[("", _("No rating")), *((f"{rating:.1f}", f"{rating:.1f}") for rating in reversed(RATINGS))],
    )
    notify = forms.BooleanField(label=_("Email me about replies"), required=False)
    website = forms.CharField(required=False)
    key = forms.CharField(required=False, widget=forms.HiddenInput)
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, review: Review, least: int = SAFE, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.review, self.counts_episodes = review, not review.is_article
        if review.is_article and least:
            least = self.initial["spoils_through"] = WHOLE_DRAMA
        label = self.fields["spoils_through"].label
        scope = ScopeField(label=label, episodes=review.episodes, is_numbered=self.counts_episodes)
        if review.is_article:
            del self.fields["rating"]
        if least:
            scope.help_text = _("Replies carry the same spoiler level as the comment above: %(scope)s.") % {
                "scope": scope_label(least)
            }
        self.fields["spoils_through"] = scope
        self.least, self.episodes = least, review.episodes
        for name in ("body", "author_name", "email"):
            # A browser would cut what is pasted; the form says it instead.
            self.fields[name].widget.attrs.pop("maxlength", None)

    def clean_author_name(self) -> str:
        name = " ".join(self.cleaned_data["author_name"].split())
        name = "".join(character for character in name if unicodedata.category(character) != "Cc")
        if has_invisible(name):
            raise ValidationError(
                _("This name contains invisible characters. Please type it again."), code="invisible"
            )
        if not any(character.isalnum() for character in name):
            raise ValidationError(_("Please enter a name with at least one letter."), code="required")
        if has_stacked_marks(name):
            raise ValidationError(_STACKED, code="marks")
        _refuse_longer(name, MAX_NAME)
        if looks_like_staff(name):
            raise ValidationError(
                _("This name looks like one of our writers’. Please choose another."),
                code="staff",
            )
        return name

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"].replace("\r\n", "\n")
        _refuse_longer(body, MAX_BODY)
        if markdown.has_too_much_markup(body):
            raise ValidationError(_("This text has too much formatting."), code="markup")
        self.entered = markdown.enter(body, profile=markdown.COMMENTER)
        body = self.entered.text
        _refuse_longer(body, MAX_BODY)
        if not is_visible(markdown.plain_text(body, seen=WHOLE_DRAMA, profile=markdown.COMMENTER)):
            raise ValidationError(_("Your comment would be empty."), code="required")
        for number, line in enumerate(body.split("\n"), start=1):
            if turns_direction(line):
                said = _("Line %(line)d changes the text direction. Please type it again.")
                raise ValidationError(said % {"line": number}, code="direction")
            if has_stacked_marks(line):
                raise ValidationError(_STACKED, code="marks")
        return body

    def clean_spoils_through(self) -> int:
        scope = int(self.cleaned_data["spoils_through"])
        if self.review.is_article and scope:
            return WHOLE_DRAMA
        if scope != self.least:
            _refuse_later_than_last(scope, self.episodes)
        return scope

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        return key if _KEY.fullmatch(key) else ""

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("notify") and not data.get("email") and "email" not in self.errors:
            self.add_error(
                "email",
                ValidationError(_("Enter an email address, or untick the box."), code="required"),
            )
        if "body" in data and self.entered.doubts and data.get("spoils_through", SAFE) < WHOLE_DRAMA:
            self.add_error("body", self.entered.refusal())
        self.ask_about_spoilers(markdown.COMMENTER)
        return data

    def words(self) -> CommentData:
        """What a valid form says."""
        data = self.cleaned_data
        return CommentData(
            author_name=data["author_name"],
            email=data["email"],
            body=data["body"],
            spoils_through=max(data["spoils_through"], self.least),
            rating=data.get("rating"),
            notify=data["notify"],
            trap=data["website"],
            key=data["key"],
        )


class EditForm(CommentForm):
    """An author's change: the scope may only rise."""

    def clean_spoils_through(self) -> int:
        scope = super().clean_spoils_through()
        if scope < self.least:
            said = _("You marked this as spoiling %(scope)s. Ask a moderator to lower it.")
            raise ValidationError(said % {"scope": scope_label(self.least)}, code="lowered")
        return scope


class ReportForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What's wrong with it?"), choices=Report.Kind.choices, widget=forms.RadioSelect
    )
    token = forms.CharField(required=False, widget=forms.HiddenInput)


def _refuse_later_than_last(scope: int, episodes: int | None) -> None:
    if episodes and episodes < scope < WHOLE_DRAMA:
        said = ngettext(
            "This drama has %(episodes)d episode: choose that or the whole drama.",
            "This drama has %(episodes)d episodes: choose one of them or the whole drama.",
            episodes,
        )
        raise ValidationError(said % {"episodes": episodes}, code="scope")


def _refuse_longer(text: str, limit: int) -> None:
    if len(text) > limit:
        said = ngettext(
            "This has %(length)d character; the limit is %(limit)d.",
            "This has %(length)d characters; the limit is %(limit)d.",
            len(text),
        )
        raise ValidationError(said % {"length": len(text), "limit": limit}, code="max_length")
