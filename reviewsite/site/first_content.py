"""What a new site begins with: its settings from the environment, and two pages with honest texts.

They are made after the migrations of a site that has no settings yet, so an owner who deletes a page has it deleted.
"""

from pathlib import Path
from typing import Any

from django.apps import apps as installed_apps
from django.db import DEFAULT_DB_ALIAS
from django.db.models.signals import post_migrate

from reviewsite.search.index import reindex
from reviewsite.site import current
from reviewsite.site.models import Page

_TEXTS = Path(__file__).parent / "first_pages"
#: Slug, title and place of each.
_PAGES = (("about", "About", "menu"), ("privacy", "Privacy", "footer"))


def connect() -> None:
    post_migrate.connect(begin, dispatch_uid="reviewsite.site.begin")


def begin(sender: Any, using: str, apps: Any = installed_apps, **kwargs: Any) -> None:
    if sender.label != "site":
        return
    try:
        page_model, settings_model = apps.get_model("site", "Page"), apps.get_model("site", "SiteSettings")
    except LookupError:  # on the way to an earlier state of the database
        return
    first = current.first_settings()
    values = {"name": first.name, "tagline": first.tagline}
    _row, made = settings_model.objects.using(using).get_or_create(pk=1, defaults=values)
    for slug, title, place in _PAGES if made else ():
        text = (_TEXTS / f"{slug}.md").read_text(encoding="utf-8")
        fields = {"title": title, "body": text, "place": place, "is_public": True}
        page_model.objects.using(using).get_or_create(slug=slug, defaults=fields)
    if made and using == DEFAULT_DB_ALIAS:
        _make_findable(apps)


def _make_findable(apps: Any) -> None:
    """What signals do for the site's own models, which those of a migration are not."""
    try:
        apps.get_model("search", "SearchDoc")
    except LookupError:  # search is migrated later, and has nothing to be kept in step with yet
        return
    reindex(Page.objects.filter(slug__in=[slug for slug, _title, _place in _PAGES]))
