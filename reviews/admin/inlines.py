"""The rows of the review form: sections, bylines and links."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reviews.admin.access import EditorsOnly
from reviews.admin.forms import SectionForm
from reviews.admin.publish_check import CheckedSections
from reviews.models import Byline, Mention, Review, Section
from reviews.permissions import is_editor
from reviewsite.spoilers import SAFE, scope_label


class SectionInline(admin.StackedInline):
    model = Section
    form = SectionForm
    formset = CheckedSections
    extra = 0
    classes = ["orderable"]
    fields = [
        "heading",
        ("drama", "rating_line"),
        ("spoils_through", "heading_is_safe"),
        "body",
        "position",
    ]
    autocomplete_fields = ["drama"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Section]:
        return super().get_queryset(request).select_related("drama")

    def get_formset(self, request: HttpRequest, obj: Review | None = None, **kwargs: Any) -> Any:
        episodes = obj.episodes if obj else None
        scope = obj.episode_to if obj and obj.kind == Review.Kind.RECAP else None
        kwargs["form"] = type(
            "SectionForm", (SectionForm,), {"episodes": episodes, "new_scope": scope or SAFE}
        )
        formset = super().get_formset(request, obj, **kwargs)
        formset.may_override = is_editor(request.user)  # type: ignore[attr-defined]
        return formset


class BylineInline(EditorsOnly, admin.TabularInline):
    view_on_site = False
    model = Byline
    extra = 0
    min_num = 0
    autocomplete_fields = ["writer"]
    classes = ["orderable"]


class MentionInline(admin.TabularInline):
    """Names that become links, as found on the last save; the writer can refuse one."""

    model = Mention
    fields = ["text", "target", "gives_away", "refused"]
    readonly_fields = ["text", "target", "gives_away"]
    can_delete = False
    extra = 0
    verbose_name_plural = _("links to dramas and people")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mention]:
        return super().get_queryset(request).select_related("drama", "person")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("leads to"))
    def target(self, mention: Mention) -> str:
        return str(mention.target)

    @admin.display(description=_("first named in"))
    def gives_away(self, mention: Mention) -> Any:
        return scope_label(mention.spoils_through)
