from django.db import migrations, models


def have_renditions_made(apps, schema_editor):
    images, jobs = apps.get_model('images', 'Image'), apps.get_model('jobs', 'Job')
    files = images.objects.exclude(file='').order_by().values_list('file', flat=True).distinct()
    jobs.objects.bulk_create(jobs(kind='images.render', payload={'file': name}) for name in files)


class Migration(migrations.Migration):

    dependencies = [
        ('images', '0001_images_and_slots'),
        ('jobs', '0001_the_queue'),
    ]

    operations = [
        migrations.AddField(
            model_name='image',
            name='renditions',
            field=models.JSONField(editable=False, help_text='widths by format, {"avif": [160, 320]}; null: not made yet', null=True),
        ),
        migrations.RunPython(have_renditions_made, migrations.RunPython.noop, elidable=True),
    ]
