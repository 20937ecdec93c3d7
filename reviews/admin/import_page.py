"""Import a review: hand in a text, see what was understood of every line, correct it, save it as a draft."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from reviews.admin.import_forms import (
    DocumentForm,
    FactsForm,
    ImportedSections,
    people_chosen,
    people_forms,
    sections_initial,
)
from reviews.admin.pictures_page import images_of
from reviews.importer import wording
from reviews.importer.document import Doubt, Kind, Part
from reviews.importer.draft import DraftPicture, DraftSection, ReviewDraft
from reviews.importer.fields import BY_NAME
from reviews.importer.pipeline import Understanding, understand
from reviews.importer.reimport import update_review
from reviews.importer.writer import ImportRefusedError, ImportResult, save_draft
from reviewsite import markdown
from reviewsite.accounts import audit
from reviewsite.spoilers import SAFE


@require_http_methods(["GET", "POST"])
def import_page(request: HttpRequest, model_admin: admin.ModelAdmin) -> HttpResponse:
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    if request.method == "POST" and "save" in request.POST:
        return _save(request, model_admin)
    form = DocumentForm(request.POST or None, request.FILES or None)
    parts: tuple[Part, ...] = ()
    if request.method == "POST" and form.is_valid():
        understood = understand(form.cleaned_data["source"], form.cleaned_data["source_name"])
        refused = understood.parsed.refused
        if refused is None:
            return _show(request, model_admin, understood)
        form.add_error(None, _("This cannot be imported: %(reason)s") % {"reason": wording.refusal(refused)})
        parts = refused.parts
    return _ask_for_text(request, model_admin, form, parts)


def _ask_for_text(
    request: HttpRequest, model_admin: admin.ModelAdmin, form: DocumentForm, parts: tuple[Part, ...] = ()
) -> HttpResponse:
    """The page with the box; `parts` are the reviews that the text in it can be split into."""
    context = {
        **admin.site.each_context(request),
        "title": _("Import a review"),
        "form": form,
        "parts": parts,
        "opts": model_admin.opts,
    }
    return TemplateResponse(request, "admin/reviews/import.html", context)


def _show(
    request: HttpRequest,
    model_admin: admin.ModelAdmin,
    understood: Understanding,
    bound: dict[str, Any] | None = None,
) -> HttpResponse:
    draft = understood.draft()
    forms = bound or {
        "facts": FactsForm(initial=FactsForm.initial_from(draft), understood=understood, user=request.user),
        "sections": ImportedSections(initial=sections_initial(draft), prefix="section"),
        "people": people_forms(understood),
    }
    context = {
        **admin.site.each_context(request),
        "title": _("Check the import"),
        "opts": model_admin.opts,
        "understood": understood,
        "lines": _lines(understood),
        "leftovers": [place for place in understood.placements if place.kind is Kind.LEFTOVER],
        "questions": [(ask, wording.ask(ask)) for ask in forms["facts"].asks],
        "doubts": _words(doubt for doubt in (*understood.parsed.warnings, *draft.doubts) if not doubt.line),
        "pictures": draft.pictures,
        **forms,
    }
    return TemplateResponse(request, "admin/reviews/import_check.html", context)


def _save(request: HttpRequest, model_admin: admin.ModelAdmin) -> HttpResponse:
    understood = understand(request.POST.get("source", ""), request.POST.get("source_name", ""))
    if understood.parsed.refused is not None:
        form = DocumentForm({"text": understood.source, "source_name": understood.source_name})
        form.add_error(None, wording.refusal(understood.parsed.refused))
        return _ask_for_text(request, model_admin, form, understood.parsed.refused.parts)
    forms: dict[str, Any] = {
        "facts": FactsForm(request.POST, understood=understood, user=request.user),
        "sections": ImportedSections(request.POST, prefix="section"),
        "people": people_forms(understood, request.POST),
    }
    valid = [
        forms["facts"].is_valid(),
        forms["sections"].is_valid(),
        *(form.is_valid() for form in forms["people"]),
    ]
    if all(valid):
        try:
            return _saved(request, _store(request, understood, forms))
        except ImportRefusedError as error:
            forms["facts"].add_error(None, str(error))
    return _show(request, model_admin, understood, forms)


def _store(request: HttpRequest, understood: Understanding, forms: dict[str, Any]) -> ImportResult:
    draft = forms["facts"].applied_to(understood.draft())
    draft = _with_sections(draft, [form.cleaned_data for form in forms["sections"]])
    draft = replace(draft, people=people_chosen(forms["people"]))
    document = forms["facts"].earlier
    if forms["facts"].cleaned_data.get("update") and document is not None:
        updated = update_review(draft, document, user=request.user)  # type: ignore[arg-type]
        return ImportResult(updated.review, created=False, updated=True, notes=updated.notes)
    return save_draft(draft, writer=request.user)  # type: ignore[arg-type]


def _with_sections(draft: ReviewDraft, cleaned: list[dict[str, Any]]) -> ReviewDraft:
    """The draft with the sections as corrected; a picture spoils what the section it is in spoils."""
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


def _saved(request: HttpRequest, result: ImportResult) -> HttpResponse:
    if result.created or result.updated:
        detail = _("from a later version") if result.updated else ""
        audit.record(audit.Event.IMPORTED, about=result.review, detail=detail, request=request)
    if result.updated:
        messages.success(request, _("Updated from the document. Your edits here were kept."))
    elif result.created:
        messages.success(request, _("Saved as a draft. Set its state to “published” when it is ready."))
    else:
        messages.info(
            request, _("You imported this document before. Here is its review; nothing was changed.")
        )
    for note in result.notes:
        messages.warning(request, note)
    page = "pictures" if result.created and images_of(result.review) else "change"
    return redirect(reverse(f"admin:reviews_review_{page}", args=[result.review.pk]))


def _lines(understood: Understanding) -> list[dict[str, Any]]:
    """Every line of the source with where it goes, for the left half of the page."""
    doubts: dict[int, list[Doubt]] = {}
    for doubt in understood.parsed.warnings:
        doubts.setdefault(doubt.line or 0, []).append(doubt)
    return [
        {
            "number": place.line,
            "text": place.text,
            "css": place.kind.value.replace(" ", "-"),
            "is_closed": _is_closed(understood, place.kind, place.name),
            "place": _place(place.kind, place.name),
            "field": _field(place.kind, place.name),
            "doubts": _words(doubts.get(place.line, ())),
        }
        for place in understood.placements
    ]


def _words(doubts: Iterable[Doubt]) -> list[str]:
    """The doubts in words, with fields by their names on the page."""
    return [
        wording.doubt(
            doubt._replace(
                values=tuple(
                    (name, _label(value) if name == "field" else value) for name, value in doubt.values
                )
            )
        )
        for doubt in doubts
    ]


def _is_closed(understood: Understanding, kind: Kind, name: str) -> bool:
    if kind not in (Kind.HEADING, Kind.BODY) or not name.isdigit():
        return False
    return understood.parsed.sections[int(name)].scope != SAFE


def _field(kind: Kind, name: str) -> str:
    """The id of the control that a line went into; "" where there is none."""
    if kind is Kind.FIELD and name in BY_NAME and BY_NAME[name].control:
        row = BY_NAME[name]
        return f"id_{row.input}" + ("_0" if row.control == "days" else "")
    if name.isdigit() and kind in (Kind.HEADING, Kind.BODY):
        return f"id_section-{name}-{'heading' if kind is Kind.HEADING else 'body'}"
    return ""


def _label(name: str) -> str:
    """What the page calls a field."""
    row = BY_NAME.get(name)
    control = FactsForm.control_of(row) if row and row.control else None
    return str(control.label if control else name.replace("_", " "))


def _place(kind: Kind, name: str) -> str:
    number = str(int(name) + 1) if name.isdigit() else name
    return {
        Kind.FIELD: _label(name),
        Kind.HEADING: _("heading of section %(number)s") % {"number": number},
        Kind.BODY: _("section %(number)s") % {"number": number},
        Kind.CAPTION: _("picture %(number)s") % {"number": number},
        Kind.LEFTOVER: _("not used"),
    }[kind]
