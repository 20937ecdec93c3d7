from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from reviewsite.accounts import two_factor
from reviewsite.accounts.audit import Event, record
from reviewsite.accounts.confirmation import ask, is_confirmed
from reviewsite.accounts.models import AuditEntry, User
from reviewsite.accounts.notices import note
from reviewsite.accounts.rights_field import RightsField
from reviewsite.widgets import Boxes

admin.site.unregister(Group)


class RightsAsBoxes(admin.ModelAdmin):
    """Roles and rights are ticked: Django's pairs of lists need a mouse, or a good memory for keys."""

    filter_horizontal = ()

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["widget"] = Boxes(db_field.verbose_name)
        if db_field.related_model is Permission:
            kwargs["form_class"] = RightsField
        return super().formfield_for_manytomany(db_field, request, **kwargs)


@admin.register(Group)
class GroupAdmin(RightsAsBoxes, DjangoGroupAdmin):  # type: ignore[misc]
    pass


@admin.register(User)
class UserAdmin(RightsAsBoxes, DjangoUserAdmin):
    list_display = ["username", "display_name", "email", "is_staff", "is_active", "last_login"]
    search_fields = ["username", "display_name", "first_name", "last_name", "email"]
    actions = ["forget_two_factor"]

    def get_list_display(self, request: HttpRequest) -> Any:
        """Editors look people up for bylines; addresses of mail are the administrator’s business."""
        whole = super().get_list_display(request)
        return whole if self._is_administrator(request) else ["username", "display_name", "is_active"]

    def get_search_fields(self, request: HttpRequest) -> Any:
        whole = super().get_search_fields(request)
        return whole if self._is_administrator(request) else ["username", "display_name"]

    def get_list_filter(self, request: HttpRequest) -> Any:
        return super().get_list_filter(request) if self._is_administrator(request) else []

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        in_bylines = (_("In bylines"), {"fields": ["display_name", "slug", "bio", "links", "time_zone"]})
        if obj is not None and not self._is_administrator(request):
            return [(None, {"fields": ["username", "is_active"]}), in_bylines]
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj is None else [fieldsets[0], in_bylines, *fieldsets[1:]]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "slug":
            kwargs["required"] = False  # it follows from the name
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def _is_administrator(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request)

    def save_form(self, request: HttpRequest, form: ModelForm, change: bool) -> Any:
        form.rights_before = _rights(User.objects.get(pk=form.instance.pk)) if change else "–"  # type: ignore[attr-defined]
        return super().save_form(request, form, change)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        before, after = form.rights_before, _rights(form.instance)  # type: ignore[attr-defined]
        if before != after:
            record(Event.ROLE_CHANGED, about=form.instance, detail=f"{before} → {after}", request=request)

    def has_forget_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and getattr(request.user, "is_superuser", False))

    @admin.action(description=_("Forget the two-factor login (phone and codes lost)"), permissions=["forget"])
    def forget_two_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> HttpResponse | None:
        if not is_confirmed(request):
            return ask(request, request.get_full_path())
        forgotten = [user for user in queryset if two_factor.turn_off(user)]
        for user in forgotten:
            note(Event.TWO_FACTOR_OFF, user=user, request=request)
        text = ngettext(
            "Two-factor login is off for %(count)d account.",
            "Two-factor login is off for %(count)d accounts.",
            len(forgotten),
        )
        self.message_user(request, text % {"count": len(forgotten)}, messages.SUCCESS)
        return None


def _rights(user: User) -> str:
    """Roles and rights in a line, for the log."""
    flags = [name for name in ("is_active", "is_staff", "is_superuser") if getattr(user, name)]
    groups = sorted(user.groups.values_list("name", flat=True))
    single = sorted(
        f"{app}.{name}"
        for app, name in user.user_permissions.values_list("content_type__app_label", "codename")
    )
    return ", ".join([*flags, *groups, *single]) or "–"


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    list_display = ["at", "what", "actor_name", "about", "detail", "address"]
    list_display_links = None
    list_filter = ["event", "at"]
    list_per_page = 50
    search_fields = ["actor_name", "about", "detail"]
    date_hierarchy = "at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("event"), ordering="event")
    def what(self, entry: AuditEntry) -> str:
        return str(Event(entry.event).label) if entry.event in Event.values else entry.event
