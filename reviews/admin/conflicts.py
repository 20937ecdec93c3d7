"""Two writers save one review: the later one gets a form in which nobody's words are missing.

The form carries the version that it was opened on. If the stored one is another, nothing is stored: what only the
other changed is brought into the form, and where both changed something both texts are shown.
"""

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from dramas.models import Drama
from reviews.admin.posted import posted_sections, posted_writers, put_rows, put_sections, row_count
from reviews.merging import Fate, MergedSection, Side, merge_sections, merge_value
from reviews.models import Byline, Mention, Review
from reviews.revisions import Kept, kept_as, latest
from reviews.revisions.differences import Effort
from reviews.revisions.wording import Piece, changed_words, shortened
from reviews.snapshot import FIELDS, SectionText, snapshot_of
from reviewsite.spoilers import scope_label

#: The form's hidden field with what it was opened on.
VERSION = "version"
#: Of a form whose review was deleted meanwhile: saving it makes a new one.
GONE = "gone"


@dataclass(frozen=True, slots=True)
class Clash:
    """Something that both changed: the form has mine. `field` is the form field that theirs could go into."""

    label: str
    field: str
    theirs: str
    pieces: list[Piece]


@dataclass(slots=True)
class Conflict:
    who: str = ""
    when: dt.datetime | None = None
    gone: bool = False
    clashes: list[Clash] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    effort: Effort = field(default_factory=Effort)

    def refusal(self) -> forms.ValidationError:
        if self.gone:
            message = _("Not saved: somebody deleted this review meanwhile. Your text is still here.")
        else:
            message = _("Not saved: somebody else saved this review meanwhile. Your text is still here.")
        return forms.ValidationError(message, code="conflict")


def settle(request: HttpRequest, review: Review, form: forms.ModelForm) -> Conflict | None:
    """None if the form was opened on what is stored; otherwise the posted data becomes the merged one.

    `form` is an unbound form of the stored review, for the fields' own ideas of what is equal.
    """
    current = snapshot_of(review)
    posted = request.POST.get(VERSION, "")
    if not posted or posted == current.version:
        return None
    base, last = kept_as(review.pk, posted), latest(review.pk)
    conflict = Conflict(
        who=str(last.revision.user or "") if last else "", when=last.revision.date_created if last else None
    )
    data = request.POST.copy()
    _merge_fields(data, form, base, conflict)
    _merge_bylines(data, base, current.writers, review, conflict)
    sections = merge_sections(
        base.snapshot.sections if base else None, posted_sections(data), current.sections
    )
    rows = put_sections(data, review.pk, sections)
    for place, (section, row) in enumerate(zip(sections, rows, strict=True)):
        _tell(section, place, row, conflict)
    data[VERSION] = current.version
    request.POST = data  # type: ignore[assignment]
    return conflict


def start_over(request: HttpRequest) -> Conflict | None:
    """For a review that somebody deleted while it was edited: the same text as a form for a new one."""
    data = request.POST.copy()
    confirmed = data.get(VERSION) == GONE
    kept = [MergedSection(replace(mine.text, pk=None)) for mine in posted_sections(data) if not mine.removed]
    put_sections(data, None, kept)
    put_rows(data, "bylines", [{"writer": pk} for pk in posted_writers(data)])
    put_rows(data, "mentions", [])
    data[VERSION] = GONE
    request.POST = data  # type: ignore[assignment]
    return None if confirmed else Conflict(gone=True)


def drop_stale_mentions(request: HttpRequest, review: Review) -> None:
    """Links come and go by themselves; a form that still has one that is gone must not fail for it."""
    data: QueryDict = request.POST
    if "mentions-TOTAL_FORMS" not in data:
        return
    rows = {
        data.get(f"mentions-{number}-id", ""): f"mentions-{number}-refused" in data
        for number in range(row_count(data, "mentions"))
    }
    held = list(Mention.objects.filter(review=review).order_by("pk"))
    if list(rows) != [str(mention.pk) for mention in held]:
        data = data.copy()
        values = [
            {"id": mention.pk, "review": review.pk, "refused": rows.get(str(mention.pk), mention.refused)}
            for mention in held
        ]
        put_rows(data, "mentions", values, initial=len(held))
        request.POST = data  # type: ignore[assignment]


def _merge_fields(data: QueryDict, form: forms.ModelForm, base: Kept | None, conflict: Conflict) -> None:
    for name in FIELDS:
        if name not in form.fields:
            continue
        form_field = form.fields[name]
        attname = Review._meta.get_field(name).attname  # type: ignore[union-attr]
        stored = getattr(form.instance, attname)
        raw = form_field.widget.value_from_datadict(data, {}, name)
        mine_differs = form_field.has_changed(stored, raw)
        mine_changed = base is None or form_field.has_changed(base.row[attname], raw)
        if not mine_differs:
            continue
        label = capfirst(str(form_field.label or name))
        if not mine_changed:
            _put_value(data, form_field, name, stored)
            conflict.notes.append(_("%(field)s: taken from the other version") % {"field": label})
        elif base is None or base.row[attname] != stored:
            mine, theirs = (_words(form, name, value) for value in (raw, stored))
            conflict.clashes.append(
                Clash(label, f"id_{name}", theirs, shortened(changed_words(mine, theirs, conflict.effort)))
            )


def _words(form: forms.ModelForm, name: str, value: Any) -> str:
    """A value as people read it."""
    if isinstance(value, list):
        return " ".join(filter(None, value))
    choices = getattr(form.fields[name], "choices", None)
    if choices is not None and hasattr(form.fields[name], "queryset"):
        return str(form.fields[name].queryset.filter(pk=value or None).first() or "")  # type: ignore[attr-defined]
    if choices is not None:
        return str(dict(choices).get(value, value))
    return _plain(value)


def _put_value(data: QueryDict, form_field: forms.Field, name: str, value: Any) -> None:
    widget = form_field.widget
    if isinstance(widget, forms.MultiWidget):
        for number, (part, inner) in enumerate(
            zip(widget.decompress(value) or (), widget.widgets, strict=True)
        ):
            text = inner.format_value(part)  # of a choice it is a list
            data[f"{name}_{number}"] = str((text[0] if isinstance(text, list) else text) or "")
    elif isinstance(value, bool):
        data.pop(name, None)
        if value:
            data[name] = "on"
    else:
        data[name] = _plain(value)


def _merge_bylines(
    data: QueryDict, base: Kept | None, theirs: tuple[int, ...], review: Review, conflict: Conflict
) -> None:
    if "bylines-TOTAL_FORMS" not in data:  # not everybody may say who wrote it
        return
    mine = posted_writers(data)
    side = merge_value(
        [str(pk) for pk in base.snapshot.writers] if base else None,
        mine,
        [str(pk) for pk in theirs],
        has_base=base is not None,
    )
    wanted = [str(pk) for pk in theirs] if side is Side.THEIRS else mine
    if side is Side.BOTH:
        wanted = list(dict.fromkeys([*mine, *map(str, theirs)]))
        conflict.notes.append(_("Writers: you both changed the list; all names are kept"))
    held = {str(row.writer_id): row.pk for row in Byline.objects.filter(review=review)}
    rows: list[dict[str, Any]] = [
        {"id": held.get(pk, ""), "review": review.pk, "writer": pk} for pk in wanted
    ]
    for row in rows:
        row["position"] = wanted.index(str(row["writer"]))
    gone = [
        {"id": key, "review": review.pk, "writer": pk, "position": 0, "DELETE": True}
        for pk, key in held.items()
        if pk not in wanted
    ]
    rows = [row for row in rows if row["id"]] + gone + [row for row in rows if not row["id"]]
    put_rows(data, "bylines", rows, initial=sum(bool(row["id"]) for row in rows))


def _tell(section: MergedSection, place: int, row: int, conflict: Conflict) -> None:
    """What became of one section, by its place on the page and the number of its row in the form."""
    name = section.text.heading or _("Section %(number)d") % {"number": place + 1}
    said = {
        Fate.TAKEN: _("“%(section)s”: their changes are in the form"),
        Fate.ADDED_BY_OTHER: _("“%(section)s”: added by the other writer"),
        Fate.KEPT_THOUGH_REMOVED: _(
            "“%(section)s”: removed by the other writer, kept because you changed it"
        ),
        Fate.BACK_THOUGH_REMOVED: _(
            "“%(section)s”: you removed it, but the other writer changed it, so it is back"
        ),
    }
    if section.fate in said:
        conflict.notes.append(said[section.fate] % {"section": name})
    for attribute in section.clashes:
        assert section.theirs is not None  # noqa: S101  clashes come with the other's section
        mine, theirs = (_attribute(text, attribute) for text in (section.text, section.theirs))
        conflict.clashes.append(
            Clash(
                label=f"{name}: {_label(attribute)}",
                field=f"id_sections-{row}-{attribute}",
                theirs=_plain(getattr(section.theirs, attribute)),
                pieces=shortened(changed_words(mine, theirs, conflict.effort)),
            )
        )


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def _attribute(section: SectionText, name: str) -> str:
    value = getattr(section, name)
    if name == "spoils_through":
        return str(scope_label(value))
    if name == "drama":
        return str(Drama.objects.filter(pk=value).first() or "")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value).replace("\r\n", "\n")


def _label(attribute: str) -> str:
    return {
        "heading": _("heading"),
        "body": _("text"),
        "spoils_through": _("spoiler level"),
        "heading_is_safe": _("heading is safe"),
        "drama": _("drama"),
        "rating_line": _("rating line"),
    }[attribute]
