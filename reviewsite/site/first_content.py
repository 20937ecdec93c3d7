"""What a new site begins with: its settings from the environment, and two pages with honest texts.

They are made after the migrations of a site that has no settings yet, so an owner who deletes a page has it deleted.
"""

from pathlib import Path
from typing import Any

from django.apps import apps as installed_apps
from django.db.models.signals import post_migrate

from reviewsite.site import current

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
