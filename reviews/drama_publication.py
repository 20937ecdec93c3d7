"""A text about a drama makes it public, at the text's own second."""

from typing import Any

from django.db.models import Min
from django.db.models.signals import post_delete, post_save

from dramas.models import Drama
from reviews.models import Review


def connect() -> None:
    post_save.connect(_changed, sender=Review, dispatch_uid="reviews.drama_publication.saved")
    post_delete.connect(_changed, sender=Review, dispatch_uid="reviews.drama_publication.deleted")


def publish_with_texts(dramas: set[int]) -> None:
    """Plan for each drama the time of the first text that is published or scheduled; what is public stays so.

    Saving and deleting reviews does it. Whatever goes past that (`bulk_create`, `update`) has to call it.
    """
    texts = Review.objects.with_time().filter(drama__in=dramas).order_by()
    first = dict(texts.values_list("drama").annotate(first=Min("published_at")))
    for drama in Drama.objects.filter(pk__in=dramas):
        drama.plan(first.get(drama.pk))


def _changed(instance: Review, **kwargs: Any) -> None:
    # A text that is about another drama now may have been what the former one waited for.
    publish_with_texts({instance.drama_id, instance.stored_drama or instance.drama_id})
    instance.stored_drama = instance.drama_id
