"""A text about a drama makes it public, at the text's own second; so does an article of which a section names it."""

from typing import Any

from django.db.models import Min
from django.db.models.signals import post_delete, post_save

from dramas.models import Drama
from reviews.models import Review, Section


def connect() -> None:
    for signal, name in ((post_save, "saved"), (post_delete, "deleted")):
        signal.connect(_changed, sender=Review, dispatch_uid=f"reviews.drama_publication.{name}")
        signal.connect(
            _section_changed, sender=Section, dispatch_uid=f"reviews.drama_publication.section_{name}"
        )


def publish_with_texts(dramas: set[int]) -> None:
    """Plan for each drama the time of the first text that is published or scheduled; what is public stays so.

    Saving and deleting reviews and their sections does it. Whatever goes past that (`bulk_create`, `update`) has to
    call it.
    """
    if not dramas:
        return
    texts = Review.objects.with_time().filter(drama__in=dramas).order_by()
    named = Section.objects.in_articles().filter(drama__in=dramas, review__in=Review.objects.with_time())
    moments = [
        *texts.values_list("drama").annotate(first=Min("published_at")),
        *named.order_by().values_list("drama").annotate(first=Min("review__published_at")),
    ]
    for drama in Drama.objects.filter(pk__in=dramas):
        drama.plan(min((moment for pk, moment in moments if pk == drama.pk), default=None))


def _changed(instance: Review, **kwargs: Any) -> None:
    # A text that is about another drama now may have been what the former one waited for.
    dramas = {instance.drama_id, instance.stored_drama}
    if instance.is_article and instance.pk:
        dramas.update(instance.sections.values_list("drama", flat=True))
    publish_with_texts({pk for pk in dramas if pk is not None})
    instance.stored_drama = instance.drama_id


def _section_changed(instance: Section, **kwargs: Any) -> None:
    publish_with_texts({pk for pk in (instance.drama_id, instance.stored_drama) if pk is not None})
    instance.stored_drama = instance.drama_id
