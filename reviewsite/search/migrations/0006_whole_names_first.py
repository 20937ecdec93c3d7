from django.db import migrations

from reviewsite.search.backends import tsvector


def renew_functions(apps, schema_editor):
    """PostgreSQL's functions take `first` where they took `always`."""
    if schema_editor.connection.vendor != "postgresql":
        return
    for where in ("names", "texts"):  # parameters cannot be renamed in place
        schema_editor.execute(f"DROP FUNCTION IF EXISTS search_{where}_heaviest", None)
    for statement in tsvector.function_statements():
        schema_editor.execute(statement, None)


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0005_places_in_order_of_weight'),
    ]

    operations = [
        migrations.RunPython(renew_functions, migrations.RunPython.noop),
    ]
