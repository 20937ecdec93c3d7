from django.db import migrations

from reviewsite.search import backends


def renew_vectors(apps, schema_editor):
    """PostgreSQL's own columns are made by other rules now; nothing has to be indexed anew."""
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("SET LOCAL statement_timeout = 0", None)  # a minute for eighty thousand documents
    backend = backends.of(schema_editor.connection)
    for statement in [*backend.drop_statements(), *backend.create_statements()]:
        schema_editor.execute(statement, None)


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0002_pictures_of_documents'),
    ]

    operations = [
        migrations.RunPython(renew_vectors, migrations.RunPython.noop),
    ]
