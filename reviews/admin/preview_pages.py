"""What a reader would see of a review, for those who work on it, and links that show it to somebody outside."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from reviews.models import PreviewLink, Review
from reviews.views.preview import as_published
from reviewsite.accounts.audit import Event, record
from reviewsite.pages.structured_data import absolute


class LinkForm(forms.ModelForm):
    class Meta:
        model = PreviewLink
        fields = ["note"]


@require_safe
def preview_page(request: HttpRequest, object_id: str, model_admin: admin.ModelAdmin) -> HttpResponse:
    review = _changeable(request, object_id, model_admin)
    return as_published(request, Review.objects.for_display().get(pk=review.pk))


@require_http_methods(["GET", "HEAD", "POST"])
def links_page(request: HttpRequest, object_id: str, model_admin: admin.ModelAdmin) -> HttpResponse:
    """The links to one review. The address of a new one is shown here once: only its digest is kept."""
    review = _changeable(request, object_id, model_admin)
    form = LinkForm(request.POST if request.method == "POST" and "make" in request.POST else None)
    address = ""
    if request.method == "POST" and "revoke" in request.POST:
        return _revoke(request, review)
    if form.is_bound and form.is_valid():
        link, token = PreviewLink.objects.make(review, request.user, form.cleaned_data["note"])
        record(Event.PREVIEW_LINK_MADE, about=review, detail=link.note, request=request)
        address, form = absolute(PreviewLink.address(token)), LinkForm()
    context = {
        **admin.site.each_context(request),
        "title": _("Preview links to “%(review)s”") % {"review": review},
        "opts": model_admin.opts,
        "review": review,
        "links": PreviewLink.objects.filter(review=review).select_related("created_by"),
        "form": form,
        "address": address,
    }
    return TemplateResponse(request, "admin/reviews/preview_links.html", context)


def _revoke(request: HttpRequest, review: Review) -> HttpResponse:
    key = request.POST["revoke"]
    link: PreviewLink = get_object_or_404(PreviewLink, review=review, pk=int(key) if key.isdecimal() else 0)
    link.revoke()
    record(Event.PREVIEW_LINK_REVOKED, about=review, detail=link.note, request=request)
    messages.success(request, _("The link is revoked."))
    return redirect("admin:reviews_review_preview_links", review.pk)


def _changeable(request: HttpRequest, object_id: str, model_admin: Any) -> Review:
    review: Review | None = model_admin.get_object(request, object_id)
    if review is None:
        raise Http404
    if not model_admin.has_change_permission(request, review):
        raise PermissionDenied
    return review
