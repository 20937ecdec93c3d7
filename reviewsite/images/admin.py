from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from reviewsite.images import access
from reviewsite.images.deletion import CanBeBroughtBack, DeletedFilter
from reviewsite.images.forms import REASON, ImageForm
from reviewsite.images.models import Image
from reviewsite.images.pictures import whole_pictures
from reviewsite.images.uses import changing, uses_of
from reviewsite.spoilers import scope_label
from reviewsite.templatetags.pictures import picture


class FileFilter(admin.SimpleListFilter):
    title = _("file")
    parameter_name = "file"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("waiting", _("has no file yet")), ("there", _("has its file"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> QuerySet[Image]:
        if self.value() == "waiting":
            return queryset.filter(file="")
        return queryset.exclude(file="") if self.value() == "there" else queryset


class MissingFilter(admin.SimpleListFilter):
    title = _("missing words")
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("alt", _("no alternative text")), ("credit", _("no credit"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> QuerySet[Image]:
        missing = self.value()
        return queryset.filter(**{missing: ""}) if missing in {"alt", "credit"} else queryset


@admin.register(Image)
class ImageAdmin(CanBeBroughtBack):
    form = ImageForm
    list_display = ["thumbnail", "__str__", "markdown", "credit", "gives_away"]
    list_display_links = ["thumbnail", "__str__"]
    list_filter = [DeletedFilter, FileFilter, MissingFilter, "created_at"]
    list_per_page = 24
    search_fields = ["key", "caption", "alt", "credit"]
    search_help_text = _("Caption, alternative text, credit or key.")
    readonly_fields = ["shown", "pixels", "markdown"]
    fieldsets = [
        (None, {"fields": ["shown", "pixels", "upload", "markdown"]}),
        (_("Description"), {"fields": ["alt", "caption", ("credit", "credit_url"), "spoils_through"]}),
        (_("Cropping"), {"classes": ["collapse"], "fields": [("focal_x", "focal_y")]}),
    ]

    class Media:
        css = {"all": ["css/admin/images.css"]}
        js = ["js/admin-copy.js"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Image]:
        """What one may see; deleted ones for those who may restore them, and never to be chosen."""
        rows = super().get_queryset(request)
        choosing = (
            request.resolver_match is not None and request.resolver_match.view_name == "admin:autocomplete"
        )
        if choosing or not (super().has_change_permission(request) and self.has_restore_permission(request)):
            return rows & access.visible_to(request.user)
        return rows

    def has_view_permission(self, request: HttpRequest, obj: Image | None = None) -> bool:
        """The list holds only what one may see."""
        return super().has_view_permission(request) or super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Image | None = None) -> bool:
        if obj is None:
            return super().has_change_permission(request) or super().has_add_permission(request)
        return access.may_change(request.user, obj)

    def get_form(
        self, request: HttpRequest, obj: Image | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.request = request  # type: ignore[attr-defined]  # the class is created for each request
        return form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        form, image = context["adminform"].form, context["original"]
        context |= {
            "uses": uses_of(image) if image else [],
            "findings": form.findings if form.errors else [],
            "override_reason": request.POST.get(REASON, ""),
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        if not change:
            obj.uploaded_by = request.user  # type: ignore[assignment]  # the admin is for staff accounts only
            super().save_model(request, obj, form, change)
            return
        with changing(obj, request=request, findings=form.findings, reason=form.reason):
            super().save_model(request, obj, form, change)

    @admin.display(description=_("picture"))
    def thumbnail(self, image: Image) -> Any:
        return _img(image, "picture-thumbnail", "8rem")

    @admin.display(description=_("picture"))
    def shown(self, image: Image) -> Any:
        return _img(image, "picture-shown", "32rem")

    @admin.display(description=_("in a text"))
    def markdown(self, image: Image) -> Any:
        button = format_html(
            '<button type="button" class="button" data-copy="{}">{}</button>', image.markdown, _("Copy")
        )
        return format_html('<code class="picture-markdown">{}</code> {}', image.markdown, button)

    @admin.display(description=_("pixels"))
    def pixels(self, image: Image) -> str:
        return f"{image.width} × {image.height}" if image.file else "–"

    @admin.display(description=_("spoiler level"), ordering="spoils_through")
    def gives_away(self, image: Image) -> Any:
        return scope_label(image.spoils_through)


def _img(image: Image, css_class: str, sizes: str) -> Any:
    shown = whole_pictures({image.key: image}).get(image.key)
    attributes: dict[str, Any] = {"class": css_class}
    return picture(shown, sizes=sizes, **attributes) if shown else _("has no file yet")
