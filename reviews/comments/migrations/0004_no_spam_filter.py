from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("comments", "0003_email_in_any_case")]

    operations = [
        migrations.DeleteModel(name="Lesson"),
        migrations.DeleteModel(name="SpamToken"),
        migrations.RemoveField(model_name="comment", name="spam_score"),
    ]
