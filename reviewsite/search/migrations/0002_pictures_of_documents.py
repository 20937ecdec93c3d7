import django.db.models.deletion
from django.db import migrations, models

from reviewsite.search import backends


def empty_index(apps, schema_editor):
    """What stands in it was made by other rules: `manage.py rebuild_search --if-empty` makes it anew."""
    apps.get_model("search", "SearchWord").objects.all().delete()
    apps.get_model("search", "SearchDoc").objects.all().delete()
    schema_editor.connection.check_constraints()  # now; the table is about to be altered


def drop_tables(apps, schema_editor):
    """SQLite's own tables stand over one that has been made anew; 0005 brings others."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in backends.of(schema_editor.connection).drop_statements():
            schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('images', '0001_images_and_slots'),
        ('search', '0001_search_index'),
    ]

    operations = [
        migrations.RunPython(empty_index, migrations.RunPython.noop),
        migrations.AddField(
            model_name='searchdoc',
            name='image',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='images.image'),
        ),
        migrations.RunPython(drop_tables, migrations.RunPython.noop),
    ]
