from functools import partial
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _

from reviews.comments.models import Comment, Erasure, ModerationEvent, WatchedWord
from reviews.comments.moderation_page import PERMISSION, moderation_page
from reviews.comments.reply_page import reply_page
from reviewsite.spoilers import scope_label


class ReadOnly(admin.ModelAdmin):
    """Rows that are looked at here, and changed by nobody or on pages of their own."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class EventInline(admin.TabularInline):
    model = ModerationEvent
    readonly_fields = [
        "created_at",
        "moderator",
        "action",
        "from_state",
        "to_state",
        "from_scope",
        "to_scope",
        "reason",
    ]
    fields = [*readonly_fields]
    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(PERMISSION)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Comment)
class CommentAdmin(ReadOnly):
    """To look comments up; they are decided on the moderation page, where each step is logged."""

    list_display = ["__str__", "review", "state", "spoils", "created_at"]
    list_filter = ["state", "created_at"]
    list_select_related = ["review"]
    search_fields = ["author_name", "email", "body"]
    search_help_text = _("Name, email or words.")
    date_hierarchy = "created_at"
    fields = (
        ("review", "state", "spoils"),
        ("author_name", "email", "user"),
        "body",
        ("rating", "created_at", "edited_at"),
        ("address_prefix", "hidden_by_reports", "held_reasons"),
    )
    readonly_fields = ["spoils", "address_prefix", "hidden_by_reports", "held_reasons"]
    inlines = [EventInline]

    class Media:
        css = {"all": ["css/admin/moderation.css"]}
        js = ["js/moderation.js"]

    def get_urls(self) -> list[Any]:
        queue = self.admin_site.admin_view(partial(moderation_page, model_admin=self))
        reply = self.admin_site.admin_view(partial(reply_page, model_admin=self))
        return [
            path("queue/", queue, name="comments_comment_queue"),
            path("<path:object_id>/reply/", reply, name="comments_comment_reply"),
            *super().get_urls(),
        ]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(PERMISSION)

    @admin.display(description=_("spoils"), ordering="spoils_through")
    def spoils(self, comment: Comment) -> Any:
        return scope_label(comment.spoils_through)


@admin.register(ModerationEvent)
class ModerationEventAdmin(ReadOnly):
    list_display = ["created_at", "moderator", "action", "comment", "from_state", "to_state", "reason"]
    list_filter = ["action", "created_at"]
    list_select_related = ["moderator", "comment"]
    search_fields = ["reason"]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(PERMISSION)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)


@admin.register(WatchedWord)
class WatchedWordAdmin(admin.ModelAdmin):
    search_fields = ["text"]


@admin.register(Erasure)
class ErasureAdmin(ReadOnly):
    list_display = ["created_at", "with_texts"]
