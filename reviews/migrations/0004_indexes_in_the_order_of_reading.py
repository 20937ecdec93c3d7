from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0003_creators_publishers_and_preview_links")]

    operations = [
        migrations.RemoveIndex(model_name="review", name="reviews_rev_state_e79533_idx"),
        migrations.RemoveIndex(model_name="review", name="reviews_rev_state_9fa5c1_idx"),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(fields=["-published_at", "-id", "state"], name="review_latest_first"),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(fields=["kind", "-rating", "-published_at"], name="review_best_first"),
        ),
    ]
