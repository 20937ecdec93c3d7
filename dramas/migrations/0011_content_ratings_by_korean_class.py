import re

from django.db import migrations, models

_AGE = re.compile(r'(7|12|15|19)\s*(\+|세.*|and (over|up|older))?')


def read_rating(text):
    text = text.strip()
    if re.fullmatch(r'all( ages)?|전체.*', text, re.IGNORECASE):
        return 'All'
    age = _AGE.fullmatch(text)
    return age[1] if age else text


def name_classes(apps, schema_editor):
    """The same class written in one way: "15+" and "15세" become "15". Any other text stays."""
    dramas = apps.get_model('dramas', 'Drama').objects
    for rating in dramas.order_by().values_list('content_rating', flat=True).distinct():
        if read_rating(rating) != rating:
            dramas.filter(content_rating=rating).update(content_rating=read_rating(rating))
    for merge in apps.get_model('dramas', 'Merge').objects.filter(model='dramas.drama').iterator():
        # What would be taken back is known by its value.
        for row in merge.changes['filled']:
            if row[2] == 'content_rating':
                row[3:] = map(read_rating, row[3:])
        merge.save(update_fields=['changes'])


class Migration(migrations.Migration):

    dependencies = [
        ('dramas', '0010_the_work_a_drama_is_based_on'),
    ]

    operations = [
        migrations.AlterField(
            'drama',
            'content_rating',
            models.CharField(
                blank=True,
                help_text='All, 7, 12, 15, 19, or another text.',
                max_length=20,
                verbose_name='content rating',
            ),
        ),
        migrations.RunPython(name_classes, migrations.RunPython.noop),
    ]
