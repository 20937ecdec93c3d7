from django.db import migrations


def index_again(apps, schema_editor):
    """A worker adds genres, series, writers and pages, and what titles are shortened to; meanwhile search goes on."""
    if apps.get_model("search", "SearchDoc").objects.exists():
        jobs = apps.get_model("jobs", "Job").objects
        jobs.get_or_create(kind="search.rebuild", key="more kinds", defaults={"payload": {}})


class Migration(migrations.Migration):

    dependencies = [
        ('jobs', '0001_the_queue'),
        ('search', '0006_whole_names_first'),
    ]

    operations = [
        migrations.RunPython(index_again, migrations.RunPython.noop),
    ]
