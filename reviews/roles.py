"""The roles of the staff, as groups: made and completed after every migration, so that none is ever missing.

An owner who wants it otherwise makes a group of their own beside these; what is added to these stays, what is taken
from them comes back. A right that leaves `ROLES` stays with the groups that have it: a migration has to take it.
"""

import operator
from functools import reduce
from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.db import models
from django.db.models.signals import post_migrate

#: All permissions of an app, also those beyond Django's four.
EVERY = ("",)
#: Of every model of an app, or of one model, these rights.
ALL = ("view", "add", "change", "delete")
ROLES: dict[str, dict[str, tuple[str, ...]]] = {
    # Their own reviews only, and no publishing: see `reviews.permissions`.
    "Writer": {
        "reviews.review": ALL,
        "reviews.section": ALL,
        "reviews.byline": ("view",),
        "reviews.mention": ("view", "change"),
        "reviews.recommendation": ("view",),
        "dramas": ("view", "add"),
        "images.image": ("view", "add"),
    },
    "Editor": {
        "reviews": (*ALL, "publish"),
        "dramas": ALL,
        "images": ALL,
        "site.page": ALL,
        "site.sitesettings": ("view", "change"),
        "comments": EVERY,
        "accounts.user": ("view",),
        "accounts.auditentry": ("view",),
    },
    "Moderator": {"comments": EVERY},
}
_APPS = {name.partition(".")[0] for rights in ROLES.values() for name in rights}


def connect() -> None:
    post_migrate.connect(complete_roles, dispatch_uid="reviews.roles")


def complete_roles(sender: Any, using: str, apps: Any = apps, verbosity: int = 0, **kwargs: Any) -> None:
    """Give each role what it may do in the app that was just migrated."""
    if sender.label not in _APPS:
        return
    try:
        Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")  # noqa: N806
    except LookupError:  # on the way to an earlier state of the database
        return
    # Django may make them only after this receiver; doing it twice does no harm.
    create_permissions(sender, verbosity=0, interactive=False, using=using, apps=apps)
    here = Permission.objects.using(using).filter(content_type__app_label=sender.label)
    for role, rights in ROLES.items():
        group, _made = Group.objects.using(using).get_or_create(name=role)
        wanted = [condition for name, verbs in rights.items() if (condition := _of(sender, name, verbs))]
        if wanted:
            group.permissions.add(*here.filter(_any(wanted)))


def _of(app: Any, name: str, verbs: tuple[str, ...]) -> models.Q | None:
    label, _dot, model = name.partition(".")
    if label != app.label:
        return None
    named = _any([models.Q(codename__startswith=f"{verb}_" if verb else "") for verb in verbs])
    return named & models.Q(content_type__model=model) if model else named


def _any(conditions: list[models.Q]) -> models.Q:
    return reduce(operator.or_, conditions)
