import django.db.models.deletion
from django.db import migrations, models

from reviewsite.search import backends


def create_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        return  # its tables need the places that 0005 brings
    for statement in backends.of(schema_editor.connection).create_statements():
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    for statement in backends.of(schema_editor.connection).drop_statements():
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='SearchDoc',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('object_id', models.PositiveBigIntegerField()),
                ('title', models.CharField(max_length=255)),
                ('hangul', models.CharField(blank=True, max_length=150)),
                ('detail', models.CharField(blank=True, help_text='what tells namesakes apart', max_length=300)),
                ('url', models.CharField(max_length=300)),
                ('weight', models.IntegerField(default=0, help_text='among equals the heavier comes first')),
                ('visible_from', models.DateTimeField(help_text='not found before', null=True)),
                ('in_front', models.BooleanField(default=True, help_text='among the heaviest of its kind')),
                ('names', models.TextField(help_text='tokens of every title or spelling')),
            ],
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40)),
                ('word', models.CharField(max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name='SearchText',
            fields=[
                ('doc', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='body', serialize=False, to='search.searchdoc')),
                ('text', models.TextField(blank=True, help_text='plain, for snippets')),
                ('tokens', models.TextField(help_text='of the names and the text')),
            ],
        ),
        migrations.AddIndex(
            model_name='searchdoc',
            index=models.Index(models.F('kind'), models.OrderBy(models.F('weight'), descending=True), models.F('object_id'), name='search_doc_by_weight'),
        ),
        migrations.AddIndex(
            model_name='searchdoc',
            index=models.Index(fields=['kind', 'in_front', 'weight'], name='search_doc_in_front'),
        ),
        migrations.AddConstraint(
            model_name='searchdoc',
            constraint=models.UniqueConstraint(fields=('kind', 'object_id'), name='search_doc_unique'),
        ),
        migrations.AddIndex(
            model_name='searchword',
            index=models.Index(fields=['key'], name='search_word_key'),
        ),
        migrations.AddConstraint(
            model_name='searchword',
            constraint=models.UniqueConstraint(fields=('word', 'key'), name='search_word_unique'),
        ),
        migrations.RunPython(create_index, drop_index),
    ]
