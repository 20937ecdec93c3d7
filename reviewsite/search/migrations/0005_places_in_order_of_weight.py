from django.db import migrations, models
from django.db.models import F, Value
from django.db.models.functions import Cast, Greatest, Least, Replace

from reviewsite.search import backends
from reviewsite.search.places import HEAVIEST, place_of
from reviewsite.search.tokeniser import IN_FRONT

#: What one more of lightness adds to a place.
LIGHTNESS = place_of("", HEAVIEST - 1, 0) - place_of("", HEAVIEST, 0)


def drop_tables(apps, schema_editor):
    """SQLite's own tables go, with their triggers, before the table that they look at is made anew."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in backends.of(schema_editor.connection).drop_statements():
            schema_editor.execute(statement, None)


def give_places(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET LOCAL statement_timeout = 0", None)  # half a minute for eighty thousand documents
    docs = apps.get_model("search", "SearchDoc").objects
    weight = Cast("weight", models.BigIntegerField())
    lightness = HEAVIEST - Least(Greatest(weight, Value(0)), Value(HEAVIEST))
    for kind in docs.order_by().values_list("kind", flat=True).distinct():
        first = Value(place_of(kind, HEAVIEST, 0), output_field=models.BigIntegerField())
        docs.filter(kind=kind).update(place=first + lightness * LIGHTNESS + F("object_id"))


def make_tables(apps, schema_editor):
    """SQLite's tables in the new order; marks in front are no longer needed there."""
    if schema_editor.connection.vendor != "sqlite":
        return
    mark = Value(f" {IN_FRONT}")
    apps.get_model("search", "SearchDoc").objects.filter(in_front=True).update(
        in_front=False, names=Replace("names", mark, Value(""))
    )
    texts = apps.get_model("search", "SearchText").objects
    texts.filter(tokens__endswith=f" {IN_FRONT}").update(tokens=Replace("tokens", mark, Value("")))
    for statement in backends.of(schema_editor.connection).repair_statements():
        schema_editor.execute(statement, None)


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0004_beginnings_of_whole_names'),
    ]

    operations = [
        migrations.RunPython(drop_tables, migrations.RunPython.noop),
        migrations.AddField('searchdoc', 'place', models.BigIntegerField(null=True)),
        migrations.RunPython(give_places, migrations.RunPython.noop),
        migrations.AlterField(
            'searchdoc',
            'place',
            models.BigIntegerField(unique=True, help_text='its number in the order of `places`'),
        ),
        migrations.RunPython(make_tables, drop_tables),
    ]
