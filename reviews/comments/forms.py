"""What a visitor may send. Too long is refused by name, never cut."""

import re
import secrets
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from reviews.comments.models import MAX_BODY, MAX_NAME, RATINGS, Report
from reviews.comments.posting import Words
from reviews.comments.said_spoilers import AsksAboutSpoilers
from reviewsite import markdown
from reviewsite.scope_field import ScopeField
from reviewsite.spoilers import SAFE, WHOLE_DRAMA, scope_label, validate_no_passage

_NO_ADDRESS = ValidationError(_("Where should the mail go? Give an address, or untick it."), code="required")
_KEY = re.compile(r"[\w-]{20,64}", re.ASCII)
#: Characters that turn the direction of what stands after them, in other people's sentences, too.
_TURNING = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def new_key() -> str:
    """For one form, so that it makes one comment however often it is sent."""
    return secrets.token_urlsafe(24)


class CommentForm(AsksAboutSpoilers, forms.Form):
    """A comment on a review of a drama with so many `episodes`. It spoils at least `least`."""

    body = forms.CharField(label=_("Your comment"), widget=forms.Textarea(attrs={"rows": 7}))
    spoils_through = ScopeField(label=_("Spoilers up to"))
    author_name = forms.CharField(
        label=_("Your name"),
        validators=[validate_no_passage],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail (optional)"),
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
    notify = forms.BooleanField(label=_("Mail me when somebody answers"), required=False)
    website = forms.CharField(required=False)
    key = forms.CharField(required=False, widget=forms.HiddenInput)
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, episodes: int | None, least: int = SAFE, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scope = ScopeField(label=self.fields["spoils_through"].label, episodes=episodes)
        if least:
            scope.help_text = _("It answers what spoils %(scope)s, so it does so, too.") % {
                "scope": scope_label(least)
            }
        self.fields["spoils_through"] = scope
        self.least = least
        for name in ("body", "author_name", "email"):
            # A browser would cut what is pasted; the form says it instead.
            self.fields[name].widget.attrs.pop("maxlength", None)

    def clean_author_name(self) -> str:
        name = " ".join(self.cleaned_data["author_name"].translate(_TURNING).split())
        name = "".join(character for character in name if unicodedata.category(character) != "Cc")
        if not any(character.isalnum() for character in name):
            raise ValidationError(_("Please give a name, with at least one letter."), code="required")
        _refuse_longer(name, MAX_NAME)
        return name

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"].replace("\r\n", "\n")
        _refuse_longer(body, MAX_BODY)
        if markdown.has_too_much_markup(body):
            raise ValidationError(_("This text has more markup than the site shows."), code="markup")
        self.entered = markdown.enter(body, profile=markdown.COMMENTER)
        body = self.entered.text
        _refuse_longer(body, MAX_BODY)
        if not markdown.plain_text(body, seen=WHOLE_DRAMA, profile=markdown.COMMENTER).strip():
            raise ValidationError(_("Nothing of this text would be seen."), code="required")
        return body

    def clean_spoils_through(self) -> int:
        return int(self.cleaned_data["spoils_through"])

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        return key if _KEY.fullmatch(key) else ""

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("notify") and not data.get("email") and "email" not in self.errors:
            self.add_error(
                "email",
                ValidationError(
                    _("Where should the mail go? Give an address, or untick it."), code="required"
                ),
            )
        if "body" in data and self.entered.doubts and data.get("spoils_through", SAFE) < WHOLE_DRAMA:
            self.add_error("body", self.entered.refusal())
        self.ask_about_spoilers(markdown.COMMENTER)
        return data

    def words(self) -> Words:
        """What a valid form says."""
        data = self.cleaned_data
        return Words(
            author_name=data["author_name"],
            email=data["email"],
            body=data["body"],
            spoils_through=max(data["spoils_through"], self.least),
            rating=data["rating"],
            notify=data["notify"],
            trap=data["website"],
            key=data["key"],
        )


class EditForm(CommentForm):
    """An author's change: the scope may only rise."""

    def clean_spoils_through(self) -> int:
        scope = super().clean_spoils_through()
        if scope < self.least:
            said = _(
                "This comment was said to spoil %(scope)s. Only a moderator can say that it spoils less."
            )
            raise ValidationError(said % {"scope": scope_label(self.least)}, code="lowered")
        return scope


class ReportForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is wrong with it?"), choices=Report.Kind.choices, widget=forms.RadioSelect
    )
    token = forms.CharField(required=False, widget=forms.HiddenInput)


def _refuse_longer(text: str, limit: int) -> None:
    if len(text) > limit:
        said = ngettext(
            "This has %(length)d character; %(limit)d is the most.",
            "This has %(length)d characters; %(limit)d are the most.",
            len(text),
        )
        raise ValidationError(said % {"length": len(text), "limit": limit}, code="max_length")
