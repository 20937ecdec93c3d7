"""Recommendations as rows of the drama's form. The catalogue knows nothing of them, so its form is completed here."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from dramas.admin import DramaAdmin
from dramas.admin.rights import ChangedWithItsPage
from dramas.models import Drama
from reviews.models import Recommendation
from reviews.permissions import is_editor

admin.site.unregister(Drama)


class RecommendationForm(forms.ModelForm):
    class Meta:
        widgets: ClassVar = {"reason": forms.Textarea({"rows": 2, "class": "vLargeTextField"})}

    #: Whose words a new row is, if nobody says otherwise.
    made_by: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["instance"] = kwargs.get("instance") or Recommendation(writer=self.made_by)
        super().__init__(*args, **kwargs)

    def clean_reason(self) -> str:
        """One line, also where it was typed in two."""
        return " ".join(self.cleaned_data["reason"].split())


class EachDramaOnce(forms.BaseInlineFormSet):
    """Says at the second of two rows that it has the drama of the first; nothing that was typed is lost."""

    def validate_unique(self) -> None:
        seen = set()
        for form in self.initial_forms + self.extra_forms:
            other = getattr(form, "cleaned_data", {}).get("other")
            if other is None or form in self.deleted_forms:
                continue
            if other.pk in seen:
                form.add_error("other", _("This drama is in the list already."))
            seen.add(other.pk)


class RecommendationInline(ChangedWithItsPage, admin.TabularInline):
    model = Recommendation
    fk_name = "drama"
    formset = EachDramaOnce
    extra = 0
    max_num = Recommendation.MOST
    fields = ["other", "reason", "writer", "position"]
    autocomplete_fields = ["other", "writer"]
    classes = ["orderable"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Recommendation]:
        return super().get_queryset(request).select_related("other", "writer")

    def get_readonly_fields(self, request: HttpRequest, obj: Drama | None = None) -> Any:
        """Whose words they are, only an editor may change."""
        return [] if is_editor(request.user) else ["writer"]

    def get_formset(self, request: HttpRequest, obj: Drama | None = None, **kwargs: Any) -> Any:
        kwargs["form"] = type("RecommendationForm", (RecommendationForm,), {"made_by": request.user})
        return super().get_formset(request, obj, validate_max=True, **kwargs)


@admin.register(Drama)
class DramaAdminWithRecommendations(DramaAdmin):
    inlines = [*DramaAdmin.inlines, RecommendationInline]
