import re

import django.core.validators
from django.db import migrations, models

_KINDS = ['webtoon', 'web novel', 'novel', 'manga', 'essay', 'film', 'drama']
#: As the admin asked for it: "the webtoon Misaeng by Yoon Tae-ho".
_SAID = re.compile(r'(?:(?:the|a|an)\s+)?(' + '|'.join(_KINDS) + r')s?\s+(\S.*)', re.IGNORECASE)
_PARTS = ('based_on_kind', 'based_on_title', 'based_on_author')


def parts_of(text):
    """Kind, title and author; what is said otherwise stays whole, as the title."""
    said = _SAID.fullmatch(text.strip())
    if said is None:
        return ['', text, '']
    kind, rest = said[1].lower().replace(' ', '_'), said[2]
    title, _by, author = rest.rpartition(' by ')
    return [kind, title, author] if title and len(author) <= 120 else [kind, rest, '']


def text_of(kind, title, author):
    words = [f'the {kind.replace("_", " ")}' if kind and title else kind, title, f'by {author}' if author else '']
    return ' '.join(filter(None, words))[:200]


def split(apps, schema_editor):
    for drama in apps.get_model('dramas', 'Drama').objects.exclude(based_on_title='').iterator():
        drama.based_on_kind, drama.based_on_title, drama.based_on_author = parts_of(drama.based_on_title)
        drama.save(update_fields=_PARTS)
    for merge in merges(apps):
        fields = merge.changes['gone']['fields']
        if 'based_on' in fields:
            fields.update(zip(_PARTS, parts_of(fields.pop('based_on')), strict=True))
        filled = []
        for label, pk, name, before, after in merge.changes['filled']:
            if name == 'based_on':
                parts = zip(_PARTS, parts_of(after), strict=True)
                filled += [[label, pk, part, '', value] for part, value in parts if value]
            else:
                filled.append([label, pk, name, before, after])
        merge.changes['filled'] = filled
        merge.save(update_fields=['changes'])


def join(apps, schema_editor):
    for drama in apps.get_model('dramas', 'Drama').objects.iterator():
        drama.based_on_title = text_of(*(getattr(drama, part) for part in _PARTS))
        drama.save(update_fields=['based_on_title'])
    for merge in merges(apps):
        fields = merge.changes['gone']['fields']
        fields['based_on'] = text_of(*(fields.pop(part, '') for part in _PARTS))
        fields.pop('based_on_url', None)
        kept = [row for row in merge.changes['filled'] if not row[2].startswith('based_on_')]
        filled = {row[2]: row for row in merge.changes['filled'] if row[2] in _PARTS}
        if filled:
            [label, pk, *_rest] = next(iter(filled.values()))
            after = text_of(*(filled[part][4] if part in filled else '' for part in _PARTS))
            kept.append([label, pk, 'based_on', '', after])
        merge.changes['filled'] = kept
        merge.save(update_fields=['changes'])


def merges(apps):
    """What would bring back a drama names its fields, too."""
    return apps.get_model('dramas', 'Merge').objects.filter(model='dramas.drama').iterator()


class Migration(migrations.Migration):

    dependencies = [
        ('dramas', '0009_seasons_and_relations_outside'),
    ]

    operations = [
        migrations.RenameField('drama', 'based_on', 'based_on_title'),
        migrations.AlterField(
            'drama', 'based_on_title', models.CharField(blank=True, max_length=200, verbose_name='title of it')
        ),
        migrations.AddField(
            'drama',
            'based_on_kind',
            models.CharField(
                blank=True,
                choices=[
                    ('webtoon', 'webtoon'),
                    ('web_novel', 'web novel'),
                    ('novel', 'novel'),
                    ('manga', 'manga'),
                    ('essay', 'essays'),
                    ('film', 'film'),
                    ('drama', 'drama'),
                    ('true_story', 'true story'),
                    ('other', 'other work'),
                ],
                max_length=20,
                verbose_name='based on',
            ),
        ),
        migrations.AddField(
            'drama', 'based_on_author', models.CharField(blank=True, max_length=120, verbose_name='author')
        ),
        migrations.AddField(
            'drama',
            'based_on_url',
            models.URLField(
                blank=True,
                validators=[django.core.validators.URLValidator(schemes=['http', 'https'])],
                verbose_name='address of it',
            ),
        ),
        migrations.RunPython(split, join),
    ]
