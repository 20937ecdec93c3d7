"""Writing revisions, and reading them as plain values.

A revision is only ever made of one review. The library stores the rows; it does not revert them, for its revert would
also bring back what belongs to other pages (renditions, dates), and would not update search or links.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import reversion
from django.db import transaction
from reversion.models import Revision, Version

from reviews.models import Byline, Mention, Review, Section, SeriesEntry
from reviews.snapshot import FIELDS, SectionText, Snapshot, snapshot_from, snapshot_of
from reviewsite.accounts.models import User
from reviewsite.images.models import Image
from reviewsite.images.pictures import images_in

#: What is kept of a picture: the file's own facts, and what people say about it.
PICTURE_FIELDS = (
    "id",
    "key",
    "file",
    "width",
    "height",
    "content_hash",
    "placeholder",
    "alt",
    "caption",
    "credit",
    "credit_url",
    "spoils_through",
    "focal_x",
    "focal_y",
)


def register() -> None:
    reversion.register(Review, follow=["sections", "bylines", "mentions", "series_entries"])
    for model in (Section, Byline, Mention, SeriesEntry):
        reversion.register(model)
    reversion.register(Image, fields=PICTURE_FIELDS)


@dataclass(frozen=True)
class Kept:
    """A review as one revision has it."""

    revision: Revision
    review_id: int

    @cached_property
    def snapshot(self) -> Snapshot:
        [row] = self._rows(Review)
        sections = sorted(self._rows(Section), key=lambda row: (row["position"], row["id"]))
        bylines = sorted(self._rows(Byline), key=lambda row: (row["position"], row["id"]))
        return snapshot_from(
            {name: row[Review._meta.get_field(name).attname] for name in FIELDS},  # type: ignore[union-attr]
            [
                SectionText(
                    heading=section["heading"],
                    body=section["body"],
                    spoils_through=section["spoils_through"],
                    heading_is_safe=section["heading_is_safe"],
                    pk=section["id"],
                    drama=section["drama_id"],
                    rating_line=section["rating_line"],
                )
                for section in sections
            ],
            [byline["writer_id"] for byline in bylines],
        )

    @cached_property
    def row(self) -> dict[str, Any]:
        """The review's own row, with values as Python has them."""
        [row] = self._rows(Review)
        return row

    @cached_property
    def pictures(self) -> dict[str, dict[str, Any]]:
        """The lead picture and those of the texts, by key."""
        return {row["key"]: row for row in self._rows(Image)}

    @property
    def images(self) -> list[Image]:
        """The pictures that are still there, as they were; not saved."""
        found = Image.objects.present().in_bulk([row["id"] for row in self.pictures.values()])
        for row in self.pictures.values():
            for name, value in row.items() if row["id"] in found else ():
                setattr(found[row["id"]], name, value)
        return list(found.values())

    @cached_property
    def refused(self) -> frozenset[tuple[str, int]]:
        """The names that shall not be links."""
        rows = [row for row in self._rows(Mention) if row["refused"]]
        return frozenset(
            ("drama", row["drama_id"]) if row["drama_id"] else ("person", row["person_id"]) for row in rows
        )

    @cached_property
    def places(self) -> dict[int, int]:
        """Its place in each series that it was part of, by the key of the series."""
        return {row["series_id"]: row["position"] for row in self._rows(SeriesEntry)}

    def _rows(self, model: Any) -> list[dict[str, Any]]:
        return [version.field_dict for version in self._versions if version._model is model]

    @cached_property
    def _versions(self) -> list[Version]:
        return list(self.revision.version_set.all())


@transaction.atomic
def record(review: Review, *, user: Any = None, comment: str = "") -> None:
    """Keep the review as it is stored now, as one revision. `user` is the account that saved it, if one did."""
    stored = Review.objects.get(pk=review.pk)
    with reversion.create_revision(manage_manually=True):
        reversion.add_to_revision(stored)
        images = images_in(section.body for section in stored.sections.all())
        for image in {*images.values(), *filter(None, [stored.hero])}:
            reversion.add_to_revision(image)
        if isinstance(user, User):
            reversion.set_user(user)
        reversion.set_comment(comment)


def record_unrecorded(review: Review, *, comment: str = "") -> None:
    """Keep what is stored now if nobody has: it was changed by something that keeps no revisions."""
    last = latest(review.pk)
    places = dict(review.series_entries.values_list("series_id", "position"))
    if last is None or last.places != places or last.snapshot.version != snapshot_of(review).version:
        record(review, comment=comment)


def history(review_id: int) -> list[Kept]:
    """All revisions of a review, the newest first; also of one that is deleted."""
    versions = Version.objects.get_for_object_reference(Review, review_id).select_related("revision__user")
    return [Kept(version.revision, review_id) for version in versions.order_by("-pk")]


def latest(review_id: int) -> Kept | None:
    versions = Version.objects.get_for_object_reference(Review, review_id)
    version = versions.select_related("revision__user").order_by("-pk").first()
    return Kept(version.revision, review_id) if version else None


def kept_as(review_id: int, version: str, *, among: int = 50) -> Kept | None:
    """The revision with this version of the snapshot, if it is one of the newest."""
    versions = Version.objects.get_for_object_reference(Review, review_id).select_related("revision")
    kept = (Kept(row.revision, review_id) for row in versions.order_by("-pk")[:among])
    return next((entry for entry in kept if entry.snapshot.version == version), None)


def deleted() -> Iterator[Kept]:
    """The last revision of each review that is no more, the newest first."""
    versions = Version.objects.get_deleted(Review).select_related("revision__user").order_by("-pk")
    return (Kept(version.revision, int(version.object_id)) for version in versions)
