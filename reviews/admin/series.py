"""Series in the admin: their texts in order, each at most once."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reviews.models import Series, SeriesEntry
from reviewsite.search.admin import IndexedOnce
from reviewsite.unchanged import OnlyChangesAreSaved


class SeriesForm(forms.ModelForm):
    class Meta:
        model = Series
        exclude: list[str] = []


class EachTextOnce(BaseInlineFormSet):
    """Says at the second of two rows that it has the text of the first; nothing that was typed is lost."""

    def validate_unique(self) -> None:
        seen = set()
        for form in self.initial_forms + self.extra_forms:
            review = getattr(form, "cleaned_data", {}).get("review")
            if review is None or form in self.deleted_forms:
                continue
            if review.pk in seen:
                form.add_error("review", _("This text is in the series already."))
            seen.add(review.pk)


class SeriesEntryInline(admin.TabularInline):
    model = SeriesEntry
    formset = EachTextOnce
    extra = 0
    autocomplete_fields = ["review"]
    classes = ["orderable"]


@admin.register(Series)
class SeriesAdmin(OnlyChangesAreSaved, IndexedOnce):
    form = SeriesForm
    list_display = ["title", "number_of_texts", "updated_at"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [SeriesEntryInline]

    class Media:
        css = {"all": ["css/admin/orderable.css"]}
        js = ["js/admin-orderable.js"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Series]:
        return super().get_queryset(request).annotate(texts_in_it=Count("entries"))

    @admin.display(description=_("texts"), ordering="texts_in_it")
    def number_of_texts(self, series: Any) -> int:
        return int(series.texts_in_it)

    def view_on_site(self, obj: Series) -> str | None:
        return obj.get_absolute_url() if Series.objects.published().filter(pk=obj.pk).exists() else None
