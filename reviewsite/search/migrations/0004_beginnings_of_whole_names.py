from django.db import migrations

from reviewsite.search import backends


def renew_tables(apps, schema_editor):
    """SQLite's own tables get an index of what names begin with; nothing has to be indexed anew."""
    if schema_editor.connection.vendor != "sqlite":
        return
    for statement in backends.of(schema_editor.connection).repair_statements():
        schema_editor.execute(statement, None)


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0003_tokens_by_kind_and_weight'),
    ]

    operations = [
        migrations.RunPython(renew_tables, migrations.RunPython.noop),
    ]
