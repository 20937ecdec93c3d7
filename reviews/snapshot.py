"""A review with its sections as plain values: what a revision keeps, what two writers may both have changed."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from reviews.models import Review, Section
from reviews.models.review import SUB_RATINGS
from reviewsite.spoilers import SAFE

#: The fields of the review's own row that writers edit; a version of a review is made of these.
FIELDS = (
    "drama",
    "headline",
    "slug",
    "verdict",
    "kind",
    "episode_from",
    "episode_to",
    "watched_through",
    "state",
    "published_at",
    "comments_open",
    "rating",
    "rating_raw",
    *(f"{part}_rating" for part in SUB_RATINGS),
    "recommended_for",
    "hero",
)


@dataclass(frozen=True, slots=True)
class SectionText:
    """One section; `pk` is None for one that is not saved yet."""

    heading: str = ""
    body: str = ""
    spoils_through: int = SAFE
    heading_is_safe: bool = False
    pk: int | None = None
    #: The primary key of the drama that a section of an article is about.
    drama: int | None = None
    rating_line: str = ""

    @property
    def content(self) -> tuple[Any, ...]:
        """Everything but the identity, with the line ends that a browser may have changed made equal."""
        texts = tidy(self.heading), tidy(self.body), tidy(self.rating_line)
        return *texts, self.spoils_through, self.heading_is_safe, self.drama


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`fields` are JSON values by name; `sections` in the order of the page; `writers` account keys in byline order."""

    fields: Mapping[str, Any]
    sections: tuple[SectionText, ...]
    writers: tuple[int, ...] = ()

    @property
    def version(self) -> str:
        """The same for equal snapshots, another for any other: what a form was opened on."""
        fields = {
            name: tidy(value) if isinstance(value, str) else value for name, value in self.fields.items()
        }
        rows = [[section.pk, *section.content] for section in self.sections]
        said = json.dumps([fields, rows, self.writers], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()[:32]


def tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def snapshot_of(review: Review) -> Snapshot:
    """As stored now; three queries."""
    stored = Review.objects.get(pk=review.pk)
    return snapshot_from(
        {name: stored.serializable_value(name) for name in FIELDS},
        [section_text(section) for section in review.sections.order_by("position", "pk")],
        review.bylines.order_by("position", "pk").values_list("writer_id", flat=True),
    )


def snapshot_from(
    fields: Mapping[str, Any], sections: Iterable[SectionText], writers: Iterable[int]
) -> Snapshot:
    plain = json.loads(json.dumps(dict(fields), cls=DjangoJSONEncoder))
    return Snapshot(plain, tuple(sections), tuple(writers))


def section_text(section: Section) -> SectionText:
    return SectionText(
        heading=section.heading,
        body=section.body,
        spoils_through=section.spoils_through,
        heading_is_safe=section.heading_is_safe,
        pk=section.pk,
        drama=section.drama_id,
        rating_line=section.rating_line,
    )


def form_values(section: SectionText) -> dict[str, Any]:
    """By the names of the form's fields."""
    values = asdict(section)
    values.pop("pk")
    return values


def column_values(section: SectionText) -> dict[str, Any]:
    """By the names of the row's columns, for `Section(**values)`."""
    values = form_values(section)
    values["drama_id"] = values.pop("drama")
    return values
