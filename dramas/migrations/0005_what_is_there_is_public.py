from django.db import migrations
from django.db.models import F, Min, OuterRef, Subquery


def publish_dramas(apps, schema_editor):
    apps.get_model('dramas', 'Drama').objects.filter(public_from=None).update(public_from=F('updated_at'))


def publish_people(apps, schema_editor):
    credits = apps.get_model('dramas', 'Credit').objects.filter(person=OuterRef('pk')).order_by()
    first = credits.values('person').annotate(first=Min('drama__public_from')).values('first')
    apps.get_model('dramas', 'Person').objects.update(public_from=Subquery(first))


def forget_what_no_drama_has(apps, schema_editor):
    """People and networks without a drama were found; the index keeps itself in step from now on."""
    docs = apps.get_model('search', 'SearchDoc').objects
    for kind, model, field in (('person', 'Credit', 'person'), ('network', 'Broadcast', 'network')):
        linked = apps.get_model('dramas', model).objects.values(field)
        docs.filter(kind=kind).exclude(object_id__in=linked).delete()


def set_visible_from(apps, schema_editor):
    """Searching asks for it; the documents of people, networks and dramas had none."""
    docs = apps.get_model('search', 'SearchDoc').objects.filter(kind__in=['drama', 'person', 'network'])
    first = apps.get_model('dramas', 'Drama').objects.order_by('public_from').first()
    if first is not None:
        docs.filter(visible_from=None).update(visible_from=first.public_from)


class Migration(migrations.Migration):

    dependencies = [
        ('dramas', '0004_public_states_and_merges'),
        ('search', '0006_whole_names_first'),
    ]

    operations = [
        migrations.RunPython(publish_dramas, migrations.RunPython.noop),
        migrations.RunPython(publish_people, migrations.RunPython.noop),
        migrations.RunPython(forget_what_no_drama_has, migrations.RunPython.noop),
        migrations.RunPython(set_visible_from, migrations.RunPython.noop),
    ]
