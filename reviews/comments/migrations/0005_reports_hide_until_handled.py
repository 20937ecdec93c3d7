from typing import Any

from django.db import migrations, models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone


def mark_handled(apps: Any, schema_editor: Any) -> None:
    """A moderator who published a comment after it was reported has handled the report."""
    events = apps.get_model("comments", "ModerationEvent").objects
    published = events.filter(
        comment=OuterRef("comment"), to_state="visible", created_at__gt=OuterRef("created_at")
    )
    apps.get_model("comments", "Report").objects.filter(Exists(published)).update(handled_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("comments", "0004_no_spam_filter")]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="hidden_by_reports",
            field=models.CharField(
                blank=True,
                choices=[("click", "readable at a click"), ("away", "not readable")],
                default="",
                editable=False,
                max_length=10,
                verbose_name="hidden by reports",
            ),
        ),
        migrations.AddField(
            model_name="report", name="handled_at", field=models.DateTimeField(editable=False, null=True)
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["address_hash", "created_at"], name="report_by_network"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(condition=Q(handled_at=None), fields=["comment"], name="report_unhandled"),
        ),
        migrations.AlterField(
            model_name="comment",
            name="email",
            field=models.EmailField(
                blank=True, help_text="Never shown.", max_length=254, verbose_name="email"
            ),
        ),
        migrations.AlterField(
            model_name="comment",
            name="notify",
            field=models.BooleanField(default=False, verbose_name="email about replies"),
        ),
        migrations.AlterField(
            model_name="report",
            name="kind",
            field=models.CharField(
                choices=[("spoils", "spoils more than it says"), ("abuse", "insults or harasses somebody")],
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.RunPython(mark_handled, migrations.RunPython.noop, elidable=True),
    ]
