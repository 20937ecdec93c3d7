"""The pages and settings of the site, for editors."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from reviewsite.editor import MarkdownEditor
from reviewsite.site import preview
from reviewsite.site.forms import SettingsForm
from reviewsite.site.models import Page, SiteSettings


@admin.register(Page)
class PageAdmin(admin.ModelAdmin):
    list_display = ["title", "slug", "place", "position", "is_public", "updated_at"]
    list_filter = ["is_public", "place"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}
    fields = ["title", "body", "slug", "place", "position", "is_public"]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "body":
            kwargs["widget"] = MarkdownEditor
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def view_on_site(self, obj: Page) -> str | None:
        return obj.get_absolute_url() if obj.is_public else None


@admin.register(SiteSettings)
class SiteSettingsAdmin(admin.ModelAdmin):
    """One row: its list leads to it, and nobody adds or deletes one."""

    form = SettingsForm
    change_form_template = "admin/site/sitesettings/form.html"
    fieldsets = [
        (None, {"fields": ["name", "tagline", "description"]}),
        (_("Colours"), {"fields": [("accent", "accent_dark"), ("seal", "seal_dark")]}),
        (_("Pictures"), {"fields": ["logo_file", "icon_file", "share_file"]}),
        (_("Notice"), {"fields": ["notice", "notice_until"]}),
        (_("Footer"), {"fields": ["footer_text", "contact", "social_links"]}),
        (_("Comments and dates"), {"fields": ["comments_policy", "date_style"]}),
    ]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in {"tagline", "description", "notice", "footer_text"}:
            kwargs["widget"] = AdminTextInputWidget(attrs={"class": "vLargeTextField"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    class Media:
        css = {"all": ["css/admin/look.css"]}
        js = [forms.Script("js/admin-look.js", type="module")]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.look_view)
        return [path("look/", view, name="site_sitesettings_look"), *super().get_urls()]

    def look_view(self, request: HttpRequest) -> HttpResponse:
        """What the colours in the query would change, for the preview in the form."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        return JsonResponse(preview.answer(request.GET))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        return super().render_change_form(request, context | preview.context(), *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: SiteSettings, form: Any, change: bool) -> None:
        form.store_pictures(request.user)
        super().save_model(request, obj, form, change)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        found = SiteSettings.objects.first() if self.has_view_permission(request) else None
        if found is None:
            return super().changelist_view(request, extra_context)
        return redirect(reverse("admin:site_sitesettings_change", args=[found.pk]))
