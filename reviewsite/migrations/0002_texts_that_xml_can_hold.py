import re
from typing import Any

from django.db import migrations, models

_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_APPS = {"accounts", "comments", "dramas", "images", "reviews"}


def clean(apps: Any, schema_editor: Any) -> None:
    """From now on texts are cleaned when they are written (storable_text.py); this cleans those that are there."""
    for model in apps.get_models():
        if model._meta.app_label in _APPS:
            _clean_rows(model)


def _clean_rows(model: Any) -> None:
    texts = [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.unique and not field.choices
    ]
    if not texts:
        return
    for row in model.objects.order_by().values("pk", *texts).iterator():
        found = {name: row[name] for name in texts if row[name] and _UNSTORABLE.search(row[name])}
        if found:
            cleaned = {name: _UNSTORABLE.sub("", text) for name, text in found.items()}
            model.objects.filter(pk=row["pk"]).update(**cleaned)


class Migration(migrations.Migration):
    dependencies = [
        ("reviewsite", "0001_retired_slugs"),
        ("accounts", "0002_time_zones_and_the_audit_log"),
        ("comments", "0005_reports_hide_until_handled"),
        ("dramas", "0003_weekly_dramas_by_last_day"),
        ("images", "0002_renditions_of_images"),
        ("reviews", "0004_indexes_in_the_order_of_reading"),
    ]

    operations = [migrations.RunPython(clean, migrations.RunPython.noop, elidable=True)]
