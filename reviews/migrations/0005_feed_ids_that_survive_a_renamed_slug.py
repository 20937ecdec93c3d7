"""Entries that feed readers know keep their ids, which were addresses; others get one that no new slug changes."""

from typing import Any

from django.conf import settings
from django.db import migrations, models
from django.db.models import Q, Value
from django.db.models.functions import Concat
from django.utils import timezone

import reviews.models.review


def name_entries(apps: Any, schema_editor: Any) -> None:
    reviews_ = apps.get_model("reviews", "Review").objects.using(schema_editor.connection.alias)
    now = timezone.now()
    known = Q(first_published_at__lte=now) | Q(
        state__in=["scheduled", "published", "retired"], published_at__lte=now
    )
    address = Concat(Value(f"{settings.SITE_URL}/reviews/"), "slug", Value("/"))
    reviews_.filter(known).update(feed_id=address)
    for pk in list(reviews_.filter(feed_id="").values_list("pk", flat=True)):
        reviews_.filter(pk=pk).update(feed_id=reviews.models.review.new_feed_id())


class Migration(migrations.Migration):
    dependencies = [("reviews", "0004_indexes_in_the_order_of_reading")]

    operations = [
        migrations.AddField(
            model_name="review",
            name="feed_id",
            field=models.CharField(default="", editable=False, max_length=400),
        ),
        migrations.RunPython(name_entries, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="review",
            name="feed_id",
            field=models.CharField(default=reviews.models.review.new_feed_id, editable=False, max_length=400),
        ),
    ]
