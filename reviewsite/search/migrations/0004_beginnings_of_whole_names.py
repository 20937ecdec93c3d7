from django.db import migrations


class Migration(migrations.Migration):
    """Once made an index of beginnings on SQLite, which 0005 makes with all else."""

    dependencies = [
        ('search', '0003_tokens_by_kind_and_weight'),
    ]

    operations = []
