"""The pictures of one review: every slot of its text with its file, what it shows, caption and credit."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from reviews.models import Review
from reviewsite.images.access import may_change
from reviewsite.images.forms import REASON, FileForm
from reviewsite.images.models import Image
from reviewsite.images.pictures import images_in


class SlotForm(FileForm):
    """One picture of the text; its file may still be missing. What is not this person's to change is only shown."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.may_change = may_change(request.user, self.instance)
        for field in self.fields.values():
            field.disabled = not self.may_change
        if self.instance.caption:
            prompt = _("What does the picture of “%(caption)s” show?") % {"caption": self.instance.caption}
            self.fields["alt"].widget.attrs["placeholder"] = prompt

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("upload") and not cleaned.get("alt"):
            self.add_error("alt", _("Say what the picture shows, for people who can’t see it."))
        return cleaned


@require_http_methods(["GET", "POST"])
def pictures_page(request: HttpRequest, object_id: str, model_admin: admin.ModelAdmin) -> HttpResponse:
    review: Review | None = model_admin.get_object(request, object_id)
    if review is None:
        raise Http404
    if not model_admin.has_change_permission(request, review):
        raise PermissionDenied
    slots = _slots(request, review)
    valid = [slot.is_valid() for slot in slots]  # all of them, so that every form shows its errors
    if request.method == "POST" and all(valid):
        with transaction.atomic():
            for slot in slots:
                if slot.has_changed():
                    slot.save()
        messages.success(request, _("The pictures are saved."))
        return redirect(reverse("admin:reviews_review_change", args=[review.pk]))
    context = {
        **admin.site.each_context(request),
        "title": _("Pictures in “%(review)s”") % {"review": review},
        "opts": model_admin.opts,
        "review": review,
        "slots": slots,
        "findings": [found for slot in slots for found in slot.findings if slot.errors],
        "override_reason": request.POST.get(REASON, ""),
        "media": forms.Media(
            css={"all": ["admin/css/forms.css", "css/admin/pictures.css", "css/admin/review.css"]}
        ),
    }
    return TemplateResponse(request, "admin/reviews/pictures.html", context)


def images_of(review: Review) -> list[Image]:
    return list(images_in(section.body for section in review.sections.all()).values())


def _slots(request: HttpRequest, review: Review) -> list[SlotForm]:
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return [
        SlotForm(data, files, instance=image, prefix=image.key, request=request)
        for image in images_of(review)
    ]
