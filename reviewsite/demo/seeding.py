"""Fill an empty site with the demo: deterministic, and never over anything that is there."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from dramas.models import Drama, Person
from reviews.mentions import refresh_mentions
from reviews.models import Recommendation, Review, Section, Series
from reviews.models.review import SUB_RATINGS
from reviews.revisions import record
from reviewsite.accounts.models import User
from reviewsite.demo.catalogue import DATA, Catalogue, read_toml
from reviewsite.demo.comments import add_comments
from reviewsite.demo.posters import hang, missing_posters
from reviewsite.demo.review_files import DemoReview, read_all
from reviewsite.demo.stills import bodies_with_stills, missing_stills
from reviewsite.images.ingest import Ingested
from reviewsite.search.index import indexing_at_the_end
from reviewsite.site.models import Page

#: States that a review can have before its time is set.
_WITHOUT_TIME = (Review.State.DRAFT, Review.State.IN_REVIEW)


@dataclass(frozen=True, slots=True)
class Content:
    """How much of the site's content did not come from the demo."""

    reviews: int
    dramas: int
    people: int

    def __bool__(self) -> bool:
        return bool(self.reviews or self.dramas or self.people)


def real_content() -> Content:
    return Content(
        reviews=Review.objects.exclude(slug__in=[demo.slug for demo in read_all()]).count(),
        dramas=Drama.objects.exclude(slug__in=Catalogue.drama_slugs()).count(),
        people=Person.objects.exclude(slug__in=Catalogue.person_slugs()).count(),
    )


def seed(progress: Callable[[str], None]) -> None:
    """Add the catalogue, the reviews and their posters where they are missing.

    Everything comes in one transaction, so an interrupted run leaves nothing half-done; the slow part, taking
    in the pictures, is done before it.
    """
    posters = missing_posters(progress)
    stills = missing_stills(read_all())
    progress("catalogue and reviews")
    fill(posters, stills)


def fill(posters: Mapping[str, Ingested], stills: Mapping[str, Ingested]) -> None:
    """Add catalogue and reviews, with those posters that there are by id of the drama, and stills by their key."""
    with transaction.atomic(), indexing_at_the_end():
        catalogue = Catalogue()
        catalogue.add()
        for drama_id, poster in posters.items():
            hang(catalogue.dramas[drama_id], poster)
        writers = _add_writers()
        for demo in read_all():
            _add_review(demo, catalogue.dramas, writers, stills)
        _add_recommendations(catalogue.dramas, writers)
        _add_series()
        _add_page()


def _add_writers() -> dict[str, User]:
    writers = {}
    for row in read_toml("writers.toml")["writers"]:
        writer, created = User.objects.get_or_create(
            username=row["username"],
            defaults={"display_name": row["display_name"], "bio": row["bio"]},
        )
        if created:
            writer.set_unusable_password()
            writer.save(update_fields=["password"])
        writers[writer.username] = writer
    return writers


def _add_recommendations(dramas: Mapping[str, Drama], writers: dict[str, User]) -> None:
    for position, row in enumerate(read_toml("recommendations.toml")["recommendations"]):
        Recommendation.objects.get_or_create(
            drama=dramas[row["drama"]],
            other=dramas[row["other"]],
            defaults={"reason": row["reason"], "writer": writers[row["writer"]], "position": position},
        )


def _add_series() -> None:
    for row in read_toml("series.toml")["series"]:
        values = {"title": row["title"], "introduction": row["introduction"]}
        series, created = Series.objects.get_or_create(slug=row["slug"], defaults=values)
        for position, slug in enumerate(row["reviews"] if created else ()):
            series.entries.create(review=Review.objects.get(slug=slug), position=position)


def _add_page() -> None:
    text = (DATA / "demo.md").read_text(encoding="utf-8")
    Page.objects.get_or_create(
        slug="demo",
        defaults={"title": "The demo", "body": text, "place": Page.Place.FOOTER, "is_public": True},
    )


def _add_review(
    demo: DemoReview, dramas: Mapping[str, Drama], writers: dict[str, User], stills: Mapping[str, Ingested]
) -> None:
    if Review.objects.filter(slug=demo.slug).exists():
        return
    meta, ratings = demo.meta, demo.meta.get("sub_ratings", {})
    review = Review.objects.create(
        drama=dramas[meta["drama"]] if "drama" in meta else None,
        slug=demo.slug,
        headline=meta["headline"],
        kind=meta["kind"],
        episode_from=meta.get("episode_from"),
        episode_to=meta.get("episode_to"),
        watched_through=meta.get("watched_through"),
        verdict=meta["verdict"],
        rating=_decimal(meta.get("rating")),
        recommended_for=meta.get("recommended_for", ""),
        state=demo.state if demo.state in _WITHOUT_TIME else Review.State.DRAFT,
        created_by=writers[meta["writers"][0]],
        **{f"{name}_rating": _decimal(ratings.get(name)) for name in SUB_RATINGS},
    )
    review.set_writers([writers[name] for name in meta["writers"]])
    Section.objects.bulk_create(
        Section(
            review=review,
            position=position,
            heading=section.heading,
            heading_is_safe=section.heading_is_safe,
            body=body,
            spoils_through=section.spoils_through,
            drama=dramas[section.about] if section.about else None,
            rating_line=section.rating_line,
        )
        for position, (section, body) in enumerate(
            zip(demo.sections, bodies_with_stills(demo, stills), strict=True)
        )
    )
    refresh_mentions(review)
    if demo.state == Review.State.PUBLISHED:
        review.publish(at=demo.published)
        add_comments(review, demo.published, writers)
    elif demo.state == Review.State.SCHEDULED:
        review.publish(at=timezone.now() + dt.timedelta(days=meta["in_days"]))
    _record_with_earlier(review, meta.get("earlier", []))


def _record_with_earlier(review: Review, earlier: list[dict[str, str]]) -> None:
    """The revisions of a text: what was different in each of the earlier ones, then as it is."""
    now = {name: getattr(review, name) for values in earlier for name in values}
    for values in [*earlier, now]:
        for name, value in values.items():
            setattr(review, name, value)
        review.save()
        record(review)


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
