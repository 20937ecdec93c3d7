"""The admin site: Django's own, with the pages of one's account, and stricter where Django is lenient."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.forms import UsernameField
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from reviewsite.accounts.strict_lookups import StrictLookups

#: Apps whose own admin pages would show the keys of other people's phones.
APPS_WITH_SECRETS = {"otp_totp", "otp_static"}


class LoginForm(AdminAuthenticationForm):
    # Django tells the browser the longest name there is, and takes longer ones, which the throttle cannot store.
    username = UsernameField(max_length=150, widget=forms.TextInput(attrs={"autofocus": True}))


class TellingApart(AutocompleteJsonView):
    """What a field that completes itself offers; an admin with `autocomplete_text` says more than a name."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        text = getattr(self.model_admin, "autocomplete_text", str)
        return {**super().serialize_result(obj, to_field_name), "text": text(obj)}


class StaffSite(admin.AdminSite):
    login_form = LoginForm
    site_header = _("The writers’ room")
    site_title = _("Writers’ room")

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        models: list[Any] = (
            [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        )
        model_or_iterable = [model for model in models if model._meta.app_label not in APPS_WITH_SECRETS]
        admin_class = admin_class or admin.ModelAdmin
        strict = type(admin_class)(admin_class.__name__, (StrictLookups, admin_class), {})
        super().register(model_or_iterable, strict, **options)

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """Never cached, whatever the view says of itself."""
        return super().admin_view(view, cacheable=False)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        from reviewsite.accounts import name_limit

        refused = name_limit.refusal(request) if request.method == "POST" else None
        return refused or super().login(request, extra_context)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The first page, behind one question: who has no name for readers yet is asked for it."""
        if not getattr(request.user, "public_name", ""):
            return redirect("admin:account")
        return super().index(request, extra_context)

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return TellingApart.as_view(admin_site=self)(request)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        from reviewsite.accounts import account_page, confirmation, sessions_page
        from reviewsite.accounts import two_factor_pages as two_factor
        from reviewsite.operations import state_page

        def page(view: Callable[..., HttpResponse], address: str, name: str) -> URLPattern:
            return path(address, self.admin_view(view), name=name)

        return [
            page(account_page.account, "account/", "account"),
            page(sessions_page.sessions_page, "account/sessions/", "account_sessions"),
            page(confirmation.confirm_page, "account/confirm/", "confirm"),
            page(two_factor.overview, "two-factor/", "two_factor"),
            page(two_factor.enrol, "two-factor/set-up/", "two_factor_enrol"),
            page(two_factor.qr_code, "two-factor/qr.svg", "two_factor_qr"),
            page(two_factor.recovery_codes, "two-factor/recovery-codes/", "two_factor_codes"),
            page(two_factor.switch_off, "two-factor/turn-off/", "two_factor_off"),
            page(two_factor.verify, "two-factor/verify/", "two_factor_verify"),
            page(state_page.site_state, "state/", "site_state"),
            page(self.view_on_site, "r/<path:content_type_id>/<path:object_id>/", "view_on_site"),
            *super().get_urls(),
        ]

    def view_on_site(self, request: HttpRequest, content_type_id: str, object_id: str) -> HttpResponse:
        """Lead to the public page of what one may see; Django leads anybody of the staff to anything."""
        from django.contrib.contenttypes.models import ContentType

        content_type = (
            ContentType.objects.filter(pk=content_type_id).first() if content_type_id.isdigit() else None
        )
        model = content_type.model_class() if content_type else None
        if model is None:
            raise Http404
        try:
            model_admin = self.get_model_admin(model)
        except NotRegistered:
            raise Http404 from None
        found = model_admin.get_object(request, object_id)
        if found is None or not model_admin.has_view_permission(request, found):
            raise PermissionDenied
        address = _public_address(model_admin, found)
        if not address:
            raise Http404
        return redirect(address)


def _public_address(model_admin: admin.ModelAdmin, found: Any) -> str | None:
    shown = model_admin.view_on_site
    if callable(shown):
        return shown(found)
    return found.get_absolute_url() if shown and hasattr(found, "get_absolute_url") else None
