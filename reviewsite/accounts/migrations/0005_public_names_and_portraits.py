import django.db.models.deletion
from django.db import migrations, models
from django.utils.text import slugify


def give_addresses(apps, schema_editor):
    """From the name in bylines. The old address, which had the login's name, leads there for ever."""
    user_model = apps.get_model("accounts", "User")
    retired_model = apps.get_model("reviewsite", "RetiredSlug")
    taken = set()
    for user in user_model.objects.order_by("pk"):
        full_name = f"{user.first_name} {user.last_name}".strip()
        slug = base = slugify(user.display_name or full_name)[:100].strip("-") or "writer"
        number = 2
        while slug in taken:
            slug, number = f"{base}-{number}", number + 1
        taken.add(slug)
        user_model.objects.filter(pk=user.pk).update(slug=slug)
        if user.username != slug and len(user.username) <= 120:
            retired_model.objects.get_or_create(
                model="accounts.user", slug=user.username, defaults={"object_id": user.pk}
            )


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_plainer_words'),
        ('images', '0004_plainer_words'),
        ('reviewsite', '0001_retired_slugs'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='slug',
            field=models.SlugField(db_index=False, default='', max_length=120),
            preserve_default=False,
        ),
        migrations.RunPython(give_addresses, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='user',
            name='slug',
            field=models.SlugField(help_text='The last part of the address; old addresses keep working.', max_length=120, unique=True, verbose_name='slug'),
        ),
        migrations.AddField(
            model_name='user',
            name='links',
            field=models.TextField(blank=True, help_text='Your pages elsewhere, one a line: “Instagram https://instagram.com/name”.', max_length=2000, verbose_name='links'),
        ),
        migrations.AddField(
            model_name='user',
            name='photo',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='images.image', verbose_name='photo'),
        ),
        migrations.AlterField(
            model_name='user',
            name='bio',
            field=models.TextField(blank=True, help_text='A few sentences in Markdown for your page on the site.', max_length=2000, verbose_name='about'),
        ),
        migrations.AlterField(
            model_name='user',
            name='display_name',
            field=models.CharField(blank=True, help_text='Readers see this name, never the one that you log in with.', max_length=80, verbose_name='name in bylines'),
        ),
    ]
