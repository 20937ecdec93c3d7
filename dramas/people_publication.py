"""Keeping `Person.public_from` in step with the dramas in which people have a part."""

from typing import Any

from django.db.models.signals import post_delete, post_save

from dramas.models import Credit, Drama, Person


def connect() -> None:
    post_save.connect(_credit_changed, sender=Credit, dispatch_uid="dramas.people_publication.saved")
    post_delete.connect(_credit_changed, sender=Credit, dispatch_uid="dramas.people_publication.deleted")
    post_save.connect(_drama_saved, sender=Drama, dispatch_uid="dramas.people_publication.drama")


def _credit_changed(instance: Credit, **kwargs: Any) -> None:
    # A credit that was given to somebody else leaves its former person behind.
    people = {instance.person_id, instance.stored_person or instance.person_id}
    Person.objects.filter(pk__in=people).refresh_public_from()
    instance.stored_person = instance.person_id


def _drama_saved(instance: Drama, **kwargs: Any) -> None:
    credits = Credit.objects.filter(drama=instance.pk)
    Person.objects.filter(pk__in=credits.values("person")).refresh_public_from()
