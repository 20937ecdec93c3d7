"""Merging in the admin: first what would move, then the button; and the list of merges, each with its way back."""

from functools import partial
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from dramas.admin.rights import is_editor
from dramas.lookalikes import lookalikes
from dramas.merging import CannotMergeError, Plan, Pointing, merge, plan
from dramas.models import Broadcast, Credit, Drama, DramaTag, Genre, Merge, Network, Person, Tag
from dramas.unmerging import CannotUndoError, refusal, undo
from reviewsite.accounts.audit import Event, record

#: For each kind a field that leads to it, which is what Django's search field asks for.
_LEADING = {
    Drama: Credit._meta.get_field("drama"),
    Person: Credit._meta.get_field("person"),
    Network: Broadcast._meta.get_field("network"),
    Genre: Drama._meta.get_field("genres"),
    Tag: DramaTag._meta.get_field("tag"),
}
#: So many rows of a kind are named in the preview.
_NAMED = 12


class MergePages(admin.ModelAdmin):
    """A mixin for the admin of what can be merged."""

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        page = self.admin_site.admin_view(partial(merge_page, model_admin=self))
        return [path("<path:object_id>/merge/", page, name=name), *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        context["may_merge"] = is_editor(request.user, self.model)
        return super().render_change_form(request, context, *args, **kwargs)


@require_http_methods(["GET", "HEAD", "POST"])
def merge_page(request: HttpRequest, object_id: str, model_admin: Any) -> HttpResponse:
    """Put this row into another; `into` is the key of the one that is kept."""
    if not is_editor(request.user, model_admin.model):
        raise PermissionDenied
    gone = model_admin.get_object(request, object_id)
    if gone is None:
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    form = _form_for(model_admin)(asked if "into" in asked else None)
    form.fields["into"].queryset = model_admin.model.objects.exclude(pk=gone.pk)
    kept = form.cleaned_data["into"] if form.is_bound and form.is_valid() else None
    if request.method == "POST" and kept is not None:
        return _merge(request, kept, gone, model_admin)
    context = {
        **admin.site.each_context(request),
        "title": _("Merge “%(row)s” into another") % {"row": gone},
        "opts": model_admin.opts,
        "gone": gone,
        "kept": kept,
        "form": form,
        "media": model_admin.media + form.media,
        "preview": _preview(plan(kept, gone)) if kept is not None else None,
        "alike": [] if kept is not None else lookalikes(gone),
    }
    return TemplateResponse(request, "admin/dramas/merge.html", context)


def _merge(request: HttpRequest, kept: Any, gone: Any, model_admin: Any) -> HttpResponse:
    name = str(gone)
    try:
        done = merge(kept, gone, user=request.user)
    except CannotMergeError as error:
        messages.error(request, str(error))
    else:
        said = _("“%(gone)s” was merged into “%(kept)s”") % {"gone": name, "kept": kept}
        record(Event.MERGED, about=kept, detail=said, request=request)
        model_admin.log_change(request, kept, said)
        messages.success(request, _("%(said)s. You can undo this in the list of merges.") % {"said": said})
        return redirect("admin:dramas_merge_change", done.pk)
    return redirect(f"admin:dramas_{model_admin.opts.model_name}_changelist")


def _form_for(model_admin: Any) -> Any:
    class MergeForm(forms.Form):
        into = forms.ModelChoiceField(
            model_admin.model.objects.all(),
            label=gettext_lazy("The one to keep"),
            widget=AutocompleteSelect(_LEADING[model_admin.model], model_admin.admin_site),
        )

    return MergeForm


def _preview(planned: Plan) -> dict[str, Any]:
    return {
        "moves": _grouped(planned.moves),
        "doubles": _grouped(planned.doubles),
        "fills": [
            (fill.field.verbose_name, fill.row, str(fill.value)[:200])
            for fill in planned.fills
            if fill.row is planned.kept
        ],
        "also_called": planned.also_called,
    }


def _grouped(rows: list[Pointing]) -> list[tuple[Any, int, list[str]]]:
    """By kind: what the rows are called, how many there are, and the first of them."""
    found = []
    ordered = sorted(rows, key=lambda each: each.row._meta.label)
    for _label, group in groupby(ordered, key=lambda each: each.row._meta.label):
        alike = [each.row for each in group]
        made_by_itself = alike[0]._meta.auto_created
        words = Genre._meta.verbose_name_plural if made_by_itself else alike[0]._meta.verbose_name_plural
        names = [str(row.genre if made_by_itself else row) for row in alike[:_NAMED]]
        found.append((words, len(alike), names))
    return found


@admin.register(Merge)
class MergeAdmin(admin.ModelAdmin):
    list_display = ["gone", "kept", "at", "by", "undone_at"]
    list_select_related = ["by"]
    fields = ["gone", "kept", "at", "by", "undone_at"]
    readonly_fields = ["gone", "kept", "at", "by", "undone_at"]
    change_form_template = "admin/dramas/merge_change_form.html"

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.undo_page)
        return [path("<path:object_id>/undo/", page, name="dramas_merge_undo"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Merge]:
        return super().get_queryset(request).defer("changes")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_editor(request.user, Merge)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_editor(request.user, Merge)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        done = self.get_object(request, object_id)
        known = {"refusal": refusal(done), "kept_address": _address_of(done)} if done else {}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **known})

    def undo_page(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        done = self.get_object(request, object_id)
        if done is None:
            raise Http404
        if request.method == "POST":
            try:
                undo(done)
            except CannotUndoError as error:
                messages.error(request, str(error))
            else:
                record(Event.UNMERGED, about=done, request=request)
                messages.success(request, _("“%(gone)s” is restored.") % {"gone": done.gone})
        return redirect("admin:dramas_merge_change", done.pk)


def _address_of(done: Merge) -> str:
    try:
        return reverse(f"admin:{done.model.replace('.', '_')}_change", args=[done.kept_id])
    except NoReverseMatch:
        return ""
