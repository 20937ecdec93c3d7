"""The import page's forms: the document as handed in, and as understood and corrected."""

import re
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from dramas.models import Drama, Weekday
from reviews.admin.forms import refused_episodes
from reviews.admin.import_fields import CastField, ListField
from reviews.importer.document import Ask
from reviews.importer.draft import ReviewDraft, model_field
from reviews.importer.field import Field
from reviews.importer.fields import STORED
from reviews.importer.lines import decode
from reviews.importer.people import PersonSuggestion
from reviews.importer.pipeline import Understanding
from reviews.importer.refusals import MOST_BYTES, MOST_SECTIONS
from reviews.importer.reimport import earlier_version
from reviews.models import Review, SourceDocument
from reviews.permissions import may_change
from reviewsite import markdown
from reviewsite.spoilers import validate_no_passage
from reviewsite.spoilers.forms import ScopeField

#: More questions than this at a time are answered by nobody; the sections ask for themselves.
_MOST_QUESTIONS = 5
_PART = re.compile(r"([0-9]{1,6})-([0-9]{1,6})")


class DocumentForm(forms.Form):
    """A finished text, pasted or as a file. A file's text is put into the box."""

    text = forms.CharField(
        label=_("Paste the text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 18})
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        required=False,
        help_text=_("Plain text: .txt or .md"),
        allow_empty_file=True,
    )
    source_name = forms.CharField(widget=forms.HiddenInput, required=False)
    part = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        upload = cleaned.get("file")
        if upload is not None and upload.size > MOST_BYTES:
            raise ValidationError(_("The file is too large for one review."))
        source = decode(upload.read()).text if upload is not None else cleaned.get("text", "")
        cleaned["source_name"] = upload.name if upload is not None else cleaned.get("source_name", "")
        if upload is not None:
            self.data = {**self.data.dict(), "text": source, "source_name": upload.name}  # type: ignore[attr-defined]
        if not source.strip():
            raise ValidationError(_("Paste a text Or choose a file that has one."))
        cleaned["source"] = _lines_of(source, cleaned.get("part", ""))
        return cleaned


def _lines_of(source: str, part: str) -> str:
    """The lines that were chosen of a text that holds several reviews: "8-13". All, where none were."""
    chosen = _PART.fullmatch(part)
    if not chosen:
        return source
    return "".join(source.splitlines(keepends=True)[int(chosen[1]) - 1 : int(chosen[2])])


def _control(row: Field) -> forms.Field:
    """The form's field for a row of the table; a column's label and limits are the model's own."""
    if row.control == "days":
        days = [(str(day.label), day.label) for day in Weekday]
        return forms.MultipleChoiceField(
            label=_("Broadcast days"), required=False, choices=days, widget=forms.CheckboxSelectMultiple
        )
    if row.control == "date":
        return forms.DateField(label=capfirst(model_field(row).verbose_name), required=False)
    if row.control in ("names", "cast"):
        return (CastField if row.control == "cast" else ListField)(label=_LISTS[row.name])
    field = model_field(row).formfield()
    assert field is not None  # noqa: S101  the table names editable columns
    field.required = False
    if row.name == "kind":  # an imported text has one drama
        field.choices = [choice for choice in field.choices if choice[0] != Review.Kind.ARTICLE]  # type: ignore[attr-defined]
    # A plain form does not run the model's checks: marks that nothing can hide here are refused at the field.
    field.validators += [check for check in model_field(row).validators if check not in field.validators]
    if isinstance(field.widget, forms.Textarea):
        field.widget.attrs["rows"] = 4
    return field


_LISTS = {
    "also_known_as": _("Other titles"),
    "networks": _("Networks"),
    "streaming": _("Streaming"),
    "genres": _("Genres"),
    "directors": _("Directors"),
    "writers": _("Screenwriters"),
    "cast": _("Cast"),
}


class FactsForm(forms.Form):
    """What the document says of the drama and the review, for the writer to correct: the stored fields of the table."""

    source = forms.CharField(widget=forms.HiddenInput, strip=False)
    source_name = forms.CharField(widget=forms.HiddenInput, required=False)
    update = forms.ChoiceField(label=_("This text is"), required=False, widget=forms.RadioSelect)
    likely_title = forms.ChoiceField(label=_("It may be"), required=False, widget=forms.RadioSelect)
    drama = forms.ChoiceField(label=_("Drama"), widget=forms.RadioSelect, required=False)
    other_drama = forms.ModelChoiceField(
        Drama.objects.none(), label=_("Another listed drama"), required=False
    )

    def __init__(self, *args: Any, understood: Understanding, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in STORED:
            self.fields[row.input] = _control(row)
        self.fields["kind"].required = True
        self.asks = questions(understood)
        self._offer_update(earlier_version(understood.draft()), user)
        self._offer_titles()
        choices: list[tuple[str, Any]] = [("", _("a new drama"))]
        choices += [
            (str(candidate.drama.pk), f"{candidate.drama}: {', '.join(candidate.evidence)}")
            for candidate in understood.dramas
        ]
        self.fields["drama"].choices = choices  # type: ignore[attr-defined]
        other = self.fields["other_drama"]
        other.queryset = Drama.objects.all()  # type: ignore[attr-defined]
        other.widget = AutocompleteSelect(Review._meta.get_field("drama"), admin.site)
        other.widget.choices = other.choices  # type: ignore[attr-defined]

    @staticmethod
    def control_of(row: Field) -> forms.Field:
        return _control(row)

    def _offer_titles(self) -> None:
        titles = next((ask.candidates for ask in self.asks if ask.field == "title"), ())
        if not titles:
            del self.fields["likely_title"]
            return
        self.fields["likely_title"].choices = [(title, title) for title in titles]  # type: ignore[attr-defined]

    def _offer_update(self, document: SourceDocument | None, user: Any) -> None:
        """Where the text is a later version of one that was imported, the writer says what it is for."""
        self.earlier = document if document and may_change(user, document.review) else None
        if self.earlier is None:
            del self.fields["update"]
            return
        later = _("a newer version of “%(review)s”: update what nobody has edited since")
        self.fields["update"].choices = [  # type: ignore[attr-defined]
            ("yes", later % {"review": self.earlier.review}),
            ("", _("a new review")),
        ]
        self.fields["update"].initial = "yes"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        drama = cleaned.get("other_drama")
        if drama is not None:
            cleaned["drama"] = str(drama.pk)
        chosen = Drama.objects.filter(pk=cleaned.get("drama") or 0).first()
        title = cleaned.get("title") or cleaned.get("likely_title") or (chosen.title if chosen else "")
        cleaned |= {"title": title, "headline": cleaned.get("headline") or title}
        self._check_numbers(cleaned, (chosen and chosen.episodes) or cleaned.get("episodes"))
        if not title and "title" not in self.errors:
            self.add_error("title", _("Which drama is this about? Give its title, or choose one above."))
        return cleaned

    def _check_numbers(self, cleaned: dict[str, Any], episodes: int | None) -> None:
        first, last = cleaned.get("aired_from"), cleaned.get("aired_to")
        if first and last and last < first:
            self.add_error("aired_to", _("The last day is before the first."))
        for field, refusal in refused_episodes(cleaned, episodes):
            self.add_error(field, refusal)

    @staticmethod
    def initial_from(draft: ReviewDraft) -> dict[str, Any]:
        own = {"source": draft.source, "source_name": draft.source_name, "drama": str(draft.drama_id or "")}
        return {**own, **{row.input: draft.values[row.name] for row in STORED}}

    def applied_to(self, draft: ReviewDraft) -> ReviewDraft:
        data = self.cleaned_data
        lists = ("days", "names", "cast")
        values = {
            row.name: tuple(data[row.input]) if row.control in lists else data[row.input] for row in STORED
        }
        drama_id = int(data["drama"]) if data["drama"] else None
        return replace(draft, values=values, drama_id=drama_id)


def questions(understood: Understanding) -> list[Ask]:
    """The most important questions, for the top of the page; a section's is asked beside the section."""
    asks = [ask for ask in understood.parsed.asks if not ask.field.startswith("sections.")]
    return asks[:_MOST_QUESTIONS]


class ImportedSectionForm(forms.Form):
    keep = forms.BooleanField(label=_("Import this section"), required=False, initial=True)
    heading = forms.CharField(
        label=_("Heading"), max_length=250, required=False, validators=[validate_no_passage]
    )
    heading_is_safe = forms.BooleanField(label=_("The heading has no spoilers"), required=False)
    spoils_through = ScopeField(label=_("Spoilers in this section"), required=False)
    body = forms.CharField(
        label=_("Text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    in_doubt = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_body(self) -> str:
        entered = markdown.enter(self.cleaned_data["body"])
        if entered.doubts:
            raise entered.refusal()
        return entered.text


ImportedSections = forms.formset_factory(
    ImportedSectionForm, extra=0, max_num=MOST_SECTIONS, absolute_max=MOST_SECTIONS
)


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
            self.fields["two_people"] = forms.BooleanField(
                label=_("These are two people: my choice is for %(name)s only") % {"name": suggestion.name},
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
        key: int(form.cleaned_data["person"])
        for form in forms_
        if form.cleaned_data["person"]
        for key in form.suggestion.keys[: 1 if form.cleaned_data.get("two_people") else None]
    }


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
