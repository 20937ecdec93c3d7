"""Asking again who is there: an open laptop in a café must not be enough to turn off somebody's two-factor login."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from reviewsite.accounts import two_factor

CONFIRMED_AT = "confirmed_at"
#: So long a code or the password counts, in seconds; a login is one too.
CONFIRMED_FOR = 10 * 60

View = Callable[..., HttpResponse]


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def refuse(self) -> None:
        self.add_error(
            "code", _("This code is wrong, has expired or was used before. Wait a moment, then try again.")
        )


def confirm(request: HttpRequest) -> None:
    request.session[CONFIRMED_AT] = int(time.time())


def is_confirmed(request: HttpRequest) -> bool:
    return 0 <= time.time() - request.session.get(CONFIRMED_AT, 0) < CONFIRMED_FOR


def confirmed(view: View) -> View:
    """Let in only those who gave a code or the password within the last minutes."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if is_confirmed(request) else ask(request)

    return asked


def ask(request: HttpRequest, back: str = "") -> HttpResponse:
    """Lead to the page that asks, and from there back: to this page, or after a POST to one with the button again."""
    if not back:
        back = request.get_full_path() if request.method in {"GET", "HEAD"} else reverse("admin:two_factor")
    return redirect(f"{reverse('admin:confirm')}?{urlencode({'next': back})}")


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_page(request: HttpRequest) -> HttpResponse:
    """Ask for a code of the app, or for the password where there is no app."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = resolve_url("admin:account")
    has_app = two_factor.app_of(request.user) is not None
    form: Any = (CodeForm if has_app else PasswordForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _is_right(request, form):
            confirm(request)
            messages.success(request, _("Thanks. You can continue."))
            return redirect(target)
        if has_app:
            form.refuse()
        else:
            form.add_error("password", _("This is not your password."))
    context = {
        **admin.site.each_context(request),
        "title": _("Confirm it’s you"),
        "form": form,
        "field": form["code" if has_app else "password"],
        "has_app": has_app,
        "next": target,
    }
    return TemplateResponse(request, "admin/accounts/confirm.html", context)


def _is_right(request: HttpRequest, form: Any) -> bool:
    if code := form.cleaned_data.get("code"):
        return two_factor.verify(request.user, code) is not None
    # As at the login, so that wrong ones are counted and logged there.
    user = authenticate(request, username=request.user.get_username(), password=form.cleaned_data["password"])
    return user is not None and user.pk == request.user.pk
