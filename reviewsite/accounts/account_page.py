"""One's own account: the name in bylines, a few words about oneself, the time zone, and the ways to one's safety."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from reviewsite.accounts import time_zones
from reviewsite.accounts.models import User


class AccountForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["display_name", "bio", "time_zone"]
        widgets = {"bio": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["time_zone"]
        choices = [("", _("the site’s")), *((name, name) for name in time_zones.names())]
        self.fields["time_zone"] = forms.ChoiceField(
            label=field.label, help_text=field.help_text, required=False, choices=choices
        )


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    form = AccountForm(request.POST or None, instance=User.objects.get(username=request.user.get_username()))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your account is saved."))
        return redirect("admin:account")
    context = {**admin.site.each_context(request), "title": _("Your account"), "form": form}
    return TemplateResponse(request, "admin/accounts/account.html", context)
