"""The import page's forms: the document as handed in, and as understood and corrected."""

import re
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from dramas.models import Weekday
from reviews.importer.again import earlier_version
from reviews.importer.decoding import decode
from reviews.importer.draft import DraftPicture, DraftSection, ReviewDraft
from reviews.importer.matching import PersonSuggestion
from reviews.importer.understanding import Understanding
from reviews.models import SourceDocument
from reviews.permissions import may_change
from reviewsite import markdown
from reviewsite.scope_field import ScopeField
from reviewsite.spoilers import SAFE

#: Two million characters are twenty novels' worth of reviews; more is a mistake.
MAX_DOCUMENT = 2_000_000

_FACTS = (
    "title",
    "title_ko",
    "romanized_title",
    "year",
    "episodes",
    "episode_minutes",
    "aired_from",
    "aired_to",
)
_LISTS = ("networks", "streaming", "genres", "directors", "screenwriters")
_COMMA = re.compile(r"\s*,\s*")


class DocumentForm(forms.Form):
    """A finished text, pasted or as a file."""

    text = forms.CharField(
        label=_("Paste the text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 18})
    )
    file = forms.FileField(
        label=_("or choose a file"),
        required=False,
        help_text=_("Plain text: .txt or .md"),
        allow_empty_file=True,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        upload = cleaned.get("file")
        if upload is not None and upload.size > MAX_DOCUMENT:
            raise ValidationError(_("The file is larger than 2 MB. A review is a few thousand words."))
        source = decode(upload.read()).text if upload is not None else cleaned.get("text", "")
        if len(source) > MAX_DOCUMENT:
            raise ValidationError(_("The text is longer than two million characters."))
        if not source.strip():
            raise ValidationError(_("Paste a text or choose a file that has one."))
        cleaned["source"] = source
        cleaned["source_name"] = upload.name if upload is not None else ""
        return cleaned


class ListField(forms.CharField):
    """Names separated by commas; a tuple."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "vLargeTextField"}))
        super().__init__(required=False, help_text=_("Separated by commas."), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, tuple) else value

    def clean(self, value: Any) -> tuple[str, ...]:
        text = super().clean(value)
        return tuple(dict.fromkeys(name for name in _COMMA.split(text.strip()) if name))


class CastField(forms.CharField):
    """One line a role: “Im Si-wan as Ki Seon-gyeom”; (actor, character) pairs."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 6}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, tuple):
            return value
        return "\n".join(f"{actor} as {character}" if character else actor for actor, character in value)

    def clean(self, value: Any) -> tuple[tuple[str, str], ...]:
        pairs = []
        for line in super().clean(value).splitlines():
            actor, _as, character = line.partition(" as ")
            if actor.strip():
                pairs.append((actor.strip(), character.strip()))
        return tuple(dict.fromkeys(pairs))


class FactsForm(forms.Form):
    """What the document says of the drama and the review, for the writer to correct."""

    source = forms.CharField(widget=forms.HiddenInput, strip=False)
    source_name = forms.CharField(widget=forms.HiddenInput, required=False)
    update = forms.ChoiceField(label=_("This text is"), required=False, widget=forms.RadioSelect)
    drama = forms.ChoiceField(label=_("Drama"), widget=forms.RadioSelect)
    headline = forms.CharField(label=_("Headline"), max_length=200)
    verdict = forms.CharField(label=_("Verdict"), max_length=300, required=False)
    published = forms.DateField(label=_("Published"), required=False)
    rating = forms.DecimalField(
        label=_("Rating of 10"), required=False, min_value=0, max_value=10, decimal_places=1
    )
    rating_raw = forms.CharField(label=_("Rating as written"), max_length=40, required=False)
    title = forms.CharField(label=_("Title"), max_length=150)
    title_ko = forms.CharField(label=_("Title in Hangul"), max_length=150, required=False)
    romanized_title = forms.CharField(label=_("Romanised title"), max_length=150, required=False)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1956, max_value=2100)
    episodes = forms.IntegerField(label=_("Episodes"), required=False, min_value=1, max_value=9999)
    episode_minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=1, max_value=9999)
    aired_from = forms.DateField(label=_("First day"), required=False)
    aired_to = forms.DateField(label=_("Last day"), required=False)
    weekdays = forms.MultipleChoiceField(
        label=_("Broadcast days"),
        required=False,
        choices=[(str(day.label), day.label) for day in Weekday],
        widget=forms.CheckboxSelectMultiple,
    )
    networks = ListField(label=_("Networks"))
    streaming = ListField(label=_("Streaming"))
    genres = ListField(label=_("Genres"))
    directors = ListField(label=_("Directors"))
    screenwriters = ListField(label=_("Screenwriters"))
    cast = CastField(label=_("Cast"), help_text=_("One line a role: Actor as Character."))

    def __init__(self, *args: Any, understood: Understanding, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer_update(earlier_version(understood.draft()), user)
        choices: list[tuple[str, Any]] = [("", _("a new drama"))]
        choices += [
            (str(candidate.drama.pk), f"{candidate.drama}: {', '.join(candidate.evidence)}")
            for candidate in understood.dramas
        ]
        self.fields["drama"].choices = choices  # type: ignore[attr-defined]
        self.fields["drama"].required = False

    def _offer_update(self, document: SourceDocument | None, user: Any) -> None:
        """Where the text is a later version of one that was imported, the writer says what it is for."""
        self.earlier = document if document and may_change(user, document.review) else None
        if self.earlier is None:
            del self.fields["update"]
            return
        later = _("a later version of the text of “%(review)s”: change there what nobody edited since")
        self.fields["update"].choices = [  # type: ignore[attr-defined]
            ("yes", later % {"review": self.earlier.review}),
            ("", _("a new review")),
        ]
        self.fields["update"].initial = "yes"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("aired_from"), cleaned.get("aired_to")
        if first and last and last < first:
            self.add_error("aired_to", _("The last day lies before the first."))
        return cleaned

    @staticmethod
    def initial_from(draft: ReviewDraft) -> dict[str, Any]:
        facts = draft.facts
        return {
            "source": draft.source,
            "source_name": draft.source_name,
            "drama": str(draft.drama_id or ""),
            "headline": draft.headline,
            "verdict": draft.verdict,
            "published": draft.published,
            "rating": draft.rating,
            "rating_raw": draft.rating_raw,
            "cast": facts.cast,
            "weekdays": facts.weekdays,
            **{name: getattr(facts, name) for name in (*_FACTS, *_LISTS)},
        }

    def applied_to(self, draft: ReviewDraft) -> ReviewDraft:
        data = self.cleaned_data
        corrected: dict[str, Any] = {name: data[name] for name in (*_FACTS, *_LISTS, "cast")}
        facts = replace(draft.facts, weekdays=tuple(data["weekdays"]), **corrected)
        own = ("headline", "verdict", "published", "rating", "rating_raw")
        drama_id = int(data["drama"]) if data["drama"] else None
        return replace(draft, facts=facts, drama_id=drama_id, **{name: data[name] for name in own})


class ImportedSectionForm(forms.Form):
    keep = forms.BooleanField(label=_("Import this section"), required=False, initial=True)
    heading = forms.CharField(label=_("Heading"), max_length=250, required=False)
    heading_is_safe = forms.BooleanField(label=_("The heading spoils nothing"), required=False)
    spoils_through = ScopeField(label=_("This section spoils"), required=False)
    body = forms.CharField(
        label=_("Text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    in_doubt = forms.BooleanField(required=False, widget=forms.HiddenInput)


ImportedSections = forms.formset_factory(ImportedSectionForm, extra=0)


class PersonForm(forms.Form):
    """Who one name of the document is."""

    def __init__(self, *args: Any, suggestion: PersonSuggestion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suggestion = suggestion
        choices: list[tuple[str, Any]] = [("", _("a new person"))]
        for candidate in suggestion.candidates:
            label = " · ".join(filter(None, [candidate.person.name, candidate.known_for]))
            choices.append((str(candidate.person.pk), f"{label}: {', '.join(candidate.evidence)}"))
        match = suggestion.match
        self.fields["person"] = forms.ChoiceField(
            label=capfirst(suggestion.name),
            choices=choices,
            required=False,
            initial=str(match.pk) if match else "",
            widget=forms.RadioSelect,
        )
        if suggestion.also_written:
            self.fields["apart"] = forms.BooleanField(
                label=_("These are two people: the choice is for %(name)s alone") % {"name": suggestion.name},
                required=False,
            )


def people_forms(understood: Understanding, data: Any = None) -> list[PersonForm]:
    """A form for everybody of whom the catalogue may have a row, or whom the text seems to write in two ways."""
    known = [person for person in understood.people if person.candidates or person.also_written]
    return [
        PersonForm(data, prefix=f"person-{number}", suggestion=suggestion)
        for number, suggestion in enumerate(known)
    ]


def people_chosen(forms_: list[PersonForm]) -> dict[str, int]:
    return {
        spelling: int(form.cleaned_data["person"])
        for form in forms_
        if form.cleaned_data["person"]
        for spelling in (form.suggestion.name, *_also(form))
    }


def _also(form: PersonForm) -> tuple[str, ...]:
    return () if form.cleaned_data.get("apart") else form.suggestion.also_written


def sections_initial(draft: ReviewDraft) -> list[dict[str, Any]]:
    return [
        {
            "keep": True,
            "heading": section.heading,
            "heading_is_safe": section.heading_is_safe,
            "spoils_through": section.spoils_through,
            "body": section.body,
            "in_doubt": section.in_doubt,
        }
        for section in draft.sections
    ]


def with_sections(draft: ReviewDraft, cleaned: list[dict[str, Any]]) -> ReviewDraft:
    """The draft with the sections as corrected; a picture spoils what the section it stands in spoils."""
    sections = tuple(
        DraftSection(
            heading=data["heading"],
            body=data["body"],
            spoils_through=data["spoils_through"] or SAFE,
            heading_is_safe=data["heading_is_safe"],
        )
        for data in cleaned
        if data["keep"]
    )
    scopes = {
        key: section.spoils_through for section in sections for key in markdown.picture_keys(section.body)
    }
    pictures = tuple(_rescoped(picture, scopes) for picture in draft.pictures if picture.key in scopes)
    return replace(draft, sections=sections, pictures=pictures)


def _rescoped(picture: DraftPicture, scopes: dict[str, int]) -> DraftPicture:
    return replace(picture, spoils_through=scopes[picture.key])
