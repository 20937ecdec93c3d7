"""The review form: what it checks before the database has to."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from reviews import states
from reviews.admin.conflicts import Conflict
from reviews.models import Review, Section
from reviews.permissions import is_editor
from reviews.projection import WORDS_PER_MINUTE
from reviewsite import markdown
from reviewsite.editor import MarkdownFormField
from reviewsite.slugs import free_slug
from reviewsite.spoilers import SAFE
from reviewsite.spoilers.forms import ScopeField

_TAKEN_DOWN = _(
    "Readers can see this review. A later time would hide it until then. If you want that, set the state to "
    "“scheduled”; otherwise keep the time."
)


def refused_episodes(cleaned: Mapping[str, Any], episodes: int | None) -> Iterator[tuple[str, str]]:
    """What is wrong with the episodes of a text of this kind, by field. `episodes` has the drama, if that is known."""
    kind, first, last = (cleaned.get(name) for name in ("kind", "episode_from", "episode_to"))
    if kind == Review.Kind.RECAP and (not first or not last or last < first):
        yield "episode_to", gettext("A recap needs its first and last episode, in this order.")
    if "watched_through" not in cleaned:  # refused already, or not this person's to change
        return
    watched = cleaned["watched_through"]
    if kind == Review.Kind.DROPPED and not watched:
        yield "watched_through", gettext("Which episode was the last that you watched?")
    elif kind == Review.Kind.DROPPED and episodes and watched > episodes:
        message = ngettext("The drama has %(count)d episode.", "The drama has %(count)d episodes.", episodes)
        yield "watched_through", message % {"count": episodes}
    elif kind and kind != Review.Kind.DROPPED and watched:
        yield (
            "watched_through",
            gettext("Only a dropped drama has this: empty it, or choose the kind “dropped”."),
        )


def refused_drama(cleaned: Mapping[str, Any]) -> str:
    """Why this kind of text cannot be about this drama, or about none; "" if it can."""
    kind = cleaned.get("kind")
    if not kind or "drama" not in cleaned:  # refused already
        return ""
    if kind == Review.Kind.ARTICLE and cleaned["drama"]:
        return gettext("An article has no drama of its own. Empty this, and name dramas at its sections.")
    if kind != Review.Kind.ARTICLE and not cleaned["drama"]:
        return gettext("Which drama is it about? Only an article can have none.")
    return ""


class ReviewForm(forms.ModelForm):
    class Meta:
        model = Review
        exclude: list[str] = []

    #: For the script, which counts while somebody writes.
    words_per_minute = WORDS_PER_MINUTE
    #: Set by the admin: who is at the form, and what somebody else saved since it was opened.
    user: Any = None
    conflict: Conflict | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.state_before = self.instance.state if self.instance.pk else ""
        self.effective_state = states.effective_state(self.instance)
        if field := self.fields.get("state"):
            choices = [
                (state.value, state.label) for state in states.offered(self.user, self.effective_state)
            ]
            field.choices = choices  # type: ignore[attr-defined]
            self.initial["state"] = self.effective_state.value

    def clean_slug(self) -> str:
        """A writer gets the next free address: that one is taken may tell of a text that is nobody's business yet."""
        slug: str = self.cleaned_data["slug"]
        unchanged = self.instance.pk and slug == self.initial.get("slug")
        return slug if unchanged or is_editor(self.user) else free_slug(Review, slug)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.conflict is not None:
            self.add_error(None, self.conflict.refusal())
        self._explain_state()
        self._settle_time(cleaned)
        for field, refusal in refused_episodes(cleaned, getattr(cleaned.get("drama"), "episodes", None)):
            self.add_error(field, refusal)
        if refusal := refused_drama(cleaned):
            self.add_error("drama", refusal)
        return cleaned

    def _explain_state(self) -> None:
        """Say in words why a state that was not offered is refused."""
        raw = self.data.get(self.add_prefix("state"), "")
        if self.has_error("state") and raw in Review.State.values:
            del self.errors["state"]
            self.add_error("state", states.refusal(self.user, self.effective_state, Review.State(raw)))

    def _settle_time(self, cleaned: dict[str, Any]) -> None:
        """Publishing without a time means now; publishing with a later time means scheduling."""
        now = timezone.now()
        if "published_at" in cleaned and "published_at" not in self.changed_data:
            cleaned["published_at"] = self.initial.get(
                "published_at"
            )  # the form shows no fractions of seconds
        state, at = cleaned.get("state"), cleaned.get("published_at")
        is_later = bool(at and at > now)
        if state == Review.State.PUBLISHED == self.effective_state:
            # One whose time has come is public and stays as it is stored: nobody changed it.
            cleaned["state"] = self.state_before
            if is_later:
                self.add_error("published_at", _TAKEN_DOWN)
        elif state == Review.State.PUBLISHED and is_later:
            cleaned["state"] = Review.State.SCHEDULED
        if state == Review.State.PUBLISHED:
            cleaned["published_at"] = at or now
        if state == Review.State.SCHEDULED and not at:
            self.add_error("published_at", _("Publish when?"))


class SectionForm(forms.ModelForm):
    body = MarkdownFormField(
        label=_("Text"),
        required=False,
        help_text=_(
            "Markdown. Hide a spoiler with ||text|| (whole drama) or ||7: text|| (through episode 7)."
        ),
    )

    class Meta:
        model = Section
        fields = [
            "heading",
            "heading_is_safe",
            "drama",
            "rating_line",
            "spoils_through",
            "body",
            "position",
        ]

    #: Set by the inline to the drama's number of episodes, for the choice of scopes.
    episodes: int | None = None
    #: Set by the inline: what a new section spoils until its writer says otherwise.
    new_scope: int = SAFE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial["spoils_through"] = self.new_scope
        model_field = Section._meta.get_field("spoils_through")
        about = self.instance.drama
        self.fields["spoils_through"] = ScopeField(
            episodes=about.episodes if about else self.episodes,
            label=_("Spoilers in this section"),
            help_text=model_field.help_text,
            required=False,
        )

    def refuse_what_articles_have(self) -> None:
        """Say at its place what only a section of an article can have; called by the formset, which knows the kind."""
        for name in ("drama", "rating_line"):
            if self.cleaned_data.get(name):
                self.add_error(
                    name,
                    gettext("Only a section of an article has this: empty it, or choose the kind “article”."),
                )

    def clean_body(self) -> str:
        entered = markdown.enter(self.cleaned_data["body"])
        if entered.doubts:
            raise entered.refusal()
        return entered.text
