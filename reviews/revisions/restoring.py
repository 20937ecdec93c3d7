"""Bringing a kept review back: its texts, order, scopes, bylines and pictures exactly as they were."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dramas.models import Drama, Merge
from reviews.mentions import refresh_mentions
from reviews.models import Mention, Review, Section, Series, SeriesEntry
from reviews.revisions.kept import Kept, record, record_unrecorded
from reviews.snapshot import FIELDS, column_values
from reviewsite.accounts.models import User
from reviewsite.images.access import may_change
from reviewsite.images.models import Image
from reviewsite.images.uses import Finding, changing, uses_of
from reviewsite.search.index import indexing_at_the_end
from reviewsite.slugs import free_slug

#: Whether readers have the page is decided by publishing, never by going back to older words.
PUBLICATION = frozenset({"state", "published_at"})


class CannotRestore(Exception):  # noqa: N818  it is an answer, not an error
    """What the review needs is gone; the message says what, for people."""


@transaction.atomic
def restore(kept: Kept, *, user: Any = None, comment: str = "", notes: list[str] | None = None) -> Review:
    """Bring `kept` back; what was there until now is kept too. Raises CannotRestore.

    A review that is there stays published, or not, as it is. A deleted one comes back as a draft, to its places in
    series that are still there. `notes` are told
    which pictures stay as they are, since they are not `user`'s to change, or other pages show them.
    """
    review = Review.objects.select_for_update().filter(pk=kept.review_id).first()
    was_deleted = review is None
    if review is not None:
        record_unrecorded(review)
    with indexing_at_the_end():
        _restore_pictures(kept, user, [] if notes is None else notes)
        review = _restore_row(kept, review)
        _restore_sections(kept, review)
        _restore_bylines(kept, review)
        if was_deleted:
            _restore_places(kept, review)
        refresh_mentions(review)
        _restore_refusals(kept, review)
    record(review, user=user, comment=comment)
    return review


def _restore_row(kept: Kept, review: Review | None) -> Review:
    row = {**kept.row, "drama_id": _drama_of(kept.row["drama_id"])}
    if kept.row["drama_id"] and not row["drama_id"]:
        raise CannotRestore(_("Its drama is no longer listed."))
    is_new = review is None
    kept_for_ever = {name: row[name] for name in ("first_published_at", "feed_id")}
    review = review or Review(pk=kept.review_id, **kept_for_ever)
    for name in FIELDS:
        if is_new or name not in PUBLICATION:
            attname = Review._meta.get_field(name).attname  # type: ignore[union-attr]
            setattr(review, attname, row[attname])
    if is_new:
        review.state = Review.State.DRAFT
    if review.hero_id and not Image.objects.filter(pk=review.hero_id).exists():
        review.hero = None
    if Review.objects.filter(slug=review.slug).exclude(pk=review.pk).exists():
        review.slug = free_slug(Review, review.slug)
    review.save()
    return review


def _restore_sections(kept: Kept, review: Review) -> None:
    wanted = kept.snapshot.sections
    review.sections.exclude(pk__in=[section.pk for section in wanted]).delete()
    for position, section in enumerate(wanted):
        values = {**column_values(section), "drama_id": _drama_of(section.drama)}
        Section(pk=section.pk, review=review, position=position, **values).save()


def _drama_of(pk: int | None) -> int | None:
    """The drama as it is listed now, after all merges; None for none, and for one that is listed no longer."""
    found = Merge.objects.follow("dramas.drama", pk) if pk else None
    return found if found and Drama.objects.filter(pk=found).exists() else None


def _restore_bylines(kept: Kept, review: Review) -> None:
    accounts = User.objects.in_bulk(kept.snapshot.writers)
    writers = [accounts[pk] for pk in kept.snapshot.writers if pk in accounts]
    if [byline.writer for byline in review.bylines.all()] != writers:
        review.set_writers(writers)


def _restore_places(kept: Kept, review: Review) -> None:
    for series in Series.objects.filter(pk__in=kept.places):
        SeriesEntry.objects.create(series=series, review=review, position=kept.places[series.pk])


def _restore_pictures(kept: Kept, user: Any, notes: list[str]) -> None:
    images = {image.key: image for image in Image.objects.filter(key__in=kept.pictures)}
    for key, row in kept.pictures.items():
        image = images.get(key) or Image()
        differs = [name for name, value in row.items() if getattr(image, name) != value]
        if not differs:
            continue
        allowed = image.pk is None or user is None or may_change(user, image)
        if "file" in differs:
            image.renditions = None
        for name, value in row.items():
            setattr(image, name, value)
        if not allowed or any(found.stops for found in _elsewhere(kept, image)):
            notes.append(
                _("The picture “%(picture)s” stays as it is, because it is not only yours.")
                % {"picture": image}
            )
        elif key in images:
            with changing(image, user=user):
                image.save()
        else:
            image.save()


def _elsewhere(kept: Kept, image: Image) -> list[Finding]:
    """What the publish checks of other pages say; that of this review is asked for all of it together."""
    others = [use for use in uses_of(image) if use.is_public and use.shown_in != Review(pk=kept.review_id)]
    return [found for use in others for found in use.findings(image)]


def _restore_refusals(kept: Kept, review: Review) -> None:
    for mention in Mention.objects.filter(review=review):
        key = ("drama", mention.drama_id) if mention.drama_id else ("person", mention.person_id)
        refused = key in kept.refused
        if mention.refused != refused:
            mention.refused = refused
            mention.save(update_fields=["refused"])
