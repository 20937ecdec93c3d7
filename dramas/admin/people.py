from typing import Any

from django.contrib import admin
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dramas.admin.merging import MergePages
from dramas.admin.rights import ChangedWithItsPage, WritersChangeOwnDrafts
from dramas.models import Credit, Person, PersonName
from reviewsite.editor import MarkdownEditor, MarkdownFormField
from reviewsite.images.choosing import ChoosesPictures
from reviewsite.search.admin import IndexedOnce


class PersonNameInline(ChangedWithItsPage, admin.TabularInline):
    model = PersonName
    extra = 0


class FilmographyInline(admin.TabularInline):
    """What somebody did; credits are edited with their drama."""

    model = Credit
    fields = ["drama", "job", "character", "billing"]
    readonly_fields = ["drama", "job", "character", "billing"]
    ordering = ["-drama__aired_from"]
    verbose_name_plural = _("filmography")
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Credit]:
        return super().get_queryset(request).select_related("drama", "person")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Person)
class PersonAdmin(MergePages, WritersChangeOwnDrafts, IndexedOnce, ChoosesPictures):
    list_display = ["name", "hangul", "disambiguation", "birth_year", "credit_count"]
    list_filter = ["credits__job"]
    search_fields = ["name", "hangul", "names__spelling"]
    search_help_text = _("Any spelling finds a person: Im Si Wan, Yim Siwan, 임시완.")
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["photo"]
    inlines = [PersonNameInline, FilmographyInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        newest = Credit.objects.filter(person=OuterRef("pk")).order_by(
            F("drama__year").desc(nulls_last=True), "pk"
        )
        return (
            super()
            .get_queryset(request)
            .annotate(
                credit_count=Count("credits", distinct=True),
                newest_drama=Subquery(newest.values("drama__title")[:1]),
            )
        )

    def autocomplete_text(self, person: Any) -> str:
        """With all that tells namesakes apart: whoever chooses sees no more than this line."""
        born = gettext("born %(year)d") % {"year": person.birth_year} if person.birth_year else ""
        parts = [str(person), person.hangul, "" if person.disambiguation else born, person.newest_drama]
        return " · ".join(part for part in parts if part)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Person], search_term: str
    ) -> tuple[QuerySet[Person], bool]:
        found, may_have_duplicates = super().get_search_results(request, queryset, search_term)
        if not search_term.strip():
            return found, may_have_duplicates
        alike = Person.objects.sharing_key_with(search_term).values("pk")
        # The list's own search comes as a sliceable queryset; the two are joined by key, so none comes twice.
        both = queryset.filter(Q(pk__in=found.values("pk")) | Q(pk__in=alike))
        return both.order_by(*(self.get_ordering(request) or ["name"])), False

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "bio":
            kwargs |= {"form_class": MarkdownFormField, "widget": MarkdownEditor}
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_formset(
        self, request: HttpRequest, form: ModelForm, formset: BaseModelFormSet, change: bool
    ) -> None:
        super().save_formset(request, form, formset, change)
        # Inline rows are deleted in bulk, which no model method sees.
        form.instance.refresh_keys()

    @admin.display(description=_("credits"), ordering="credit_count")
    def credit_count(self, person: Person) -> int:
        return person.credit_count  # type: ignore[attr-defined]
