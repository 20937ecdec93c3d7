"""One's own account: the name in bylines, a portrait, a few words about oneself, and the ways to one's safety."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminFileWidget
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from reviewsite.accounts import time_zones
from reviewsite.accounts.models import User
from reviewsite.images.forms import ACCEPTED_TYPES, UploadedImageField
from reviewsite.images.ingest import Ingested
from reviewsite.images.models import Image


class AccountForm(forms.ModelForm):
    """Nobody of the staff stays without a name for readers: the login's is nobody's business."""

    photo_file = UploadedImageField(
        label=gettext_lazy("Photo"),
        help_text=gettext_lazy("For your page on the site; upright, cut to 3 by 4."),
        required=False,
        widget=AdminFileWidget(attrs={"accept": ACCEPTED_TYPES}),
    )

    class Meta:
        model = User
        fields = ["display_name", "bio", "links", "photo_file", "time_zone"]
        widgets = {"bio": forms.Textarea(attrs={"rows": 4}), "links": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["time_zone"]
        choices = [("", _("the site’s")), *((name, name) for name in time_zones.names())]
        self.fields["time_zone"] = forms.ChoiceField(
            label=field.label, help_text=field.help_text, required=False, choices=choices
        )
        self.fields["display_name"].required = True
        if not self.instance.display_name:
            self.initial["display_name"] = self.instance.get_full_name()
        photo = self.instance.photo
        self.fields["photo_file"].initial = photo.file if photo and photo.is_shown else None

    def save(self, commit: bool = True) -> User:
        given = self.cleaned_data["photo_file"]
        if isinstance(given, Ingested):
            image = Image(alt=self.instance.byline, uploaded_by=self.instance)
            given.attach(image)
            image.save()
            self.instance.photo = image
        elif given is False:  # "Clear" is ticked
            self.instance.photo = None
        return super().save(commit=commit)


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    user = User.objects.get(username=request.user.get_username())
    is_new = not user.public_name
    form = AccountForm(request.POST or None, request.FILES or None, instance=user)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
        messages.success(request, _("Your account is saved."))
        return redirect("admin:index" if is_new else "admin:account")
    title = _("What should readers call you?") if is_new else _("Your account")
    context = {**admin.site.each_context(request), "title": title, "form": form, "is_new": is_new}
    return TemplateResponse(request, "admin/accounts/account.html", context)
