"""Texts, their series and their writers as they can be found: by what a reader at the beginning may read."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from django.db import models
from django.db.models import Count, Min, Prefetch, Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dramas.models import AlternativeTitle, Drama
from dramas.title_initials import title_initials
from reviews.kinds import kind_words
from reviews.models import Byline, Review, Section, Series, SeriesEntry
from reviews.projection import safe_line, safe_text
from reviewsite import markdown
from reviewsite.accounts.models import User
from reviewsite.search.registry import Document, Searchable, register, weigh
from reviewsite.search.signals import watch
from reviewsite.spoilers import SAFE

M = TypeVar("M", bound=models.Model)

#: The states of a text that is public at its time.
WITH_TIME = (Review.State.PUBLISHED, Review.State.SCHEDULED)
#: The index has scheduled reviews too; whether their time has come is asked by each search.
ANY_TIME = dt.datetime.max.replace(tzinfo=dt.UTC)
#: How much more a drama weighs for each review that it has here.
PER_REVIEW = 100


def register_reviews() -> None:
    register(
        Searchable(
            "review",
            Review,
            gettext_lazy("review"),
            gettext_lazy("reviews"),
            review_rows,
            review_document,
            suggested=False,
            offered=True,
        )
    )
    register(
        Searchable(
            "series", Series, gettext_lazy("series"), gettext_lazy("series"), series_rows, series_document
        )
    )
    register(
        Searchable(
            "writer", User, gettext_lazy("writer"), gettext_lazy("writers"), writer_rows, writer_document
        )
    )
    weigh("drama", reviews_of)

    watch(Review, _about_review)
    watch(Section, lambda section: [Review(pk=section.review_id)])
    watch(Byline, lambda byline: [Review(pk=byline.review_id), User(pk=byline.writer_id)])
    watch(Series, lambda series: [series])
    watch(SeriesEntry, lambda entry: [Series(pk=entry.series_id)])
    watch(Drama, lambda drama: [*drama.reviews.all(), *Review.objects.filter(sections__drama=drama)])
    watch(AlternativeTitle, lambda title: Review.objects.filter(drama=title.drama_id))
    watch(User, lambda user: [user, *user.reviews.all()], unread=["last_login", "password"])


def review_rows() -> QuerySet[Review]:
    bylines = Prefetch("bylines", Byline.objects.select_related("writer"))
    rows = Review.objects.published(at=ANY_TIME).select_related("drama")
    return rows.prefetch_related("sections__drama", "drama__alternative_titles", bylines)


def review_document(review: Review) -> Document:
    drama = review.drama
    titles = [title for title in (_titles_of(drama) if drama else []) if title]
    headline = safe_line(review.headline, SAFE)
    writers = ", ".join(byline.writer.byline for byline in review.bylines.all())
    kind = capfirst(review.get_kind_display())
    about = _("%(kind)s of %(drama)s") % {"kind": kind, "drama": drama} if drama else kind
    if review.kind == Review.Kind.DROPPED:
        about = f"{drama} · {kind_words(review)}"
    texts = (review.verdict, review.recommended_for)
    return Document(
        title=headline,
        url=review.get_absolute_url(),
        names=[headline, *titles, *title_initials(titles)],
        detail=f"{about} · {writers}" if writers else about,
        text="\n".join(
            line for line in (*(safe_line(text, SAFE) for text in texts), safe_text(review)) if line
        ),
        weight=_hours(review.published_at),
        image_id=(drama.poster_id if drama else None) or review.hero_id,
        visible_from=review.published_at,
    )


def series_rows() -> QuerySet[Series]:
    return _with_first_text(Series.objects.all(), "entries__review__")


def series_document(series: Any) -> Document:
    title = safe_line(series.title, SAFE)
    return Document(
        title=title,
        url=series.get_absolute_url(),
        names=[title],
        text=markdown.plain_text(series.introduction, seen=SAFE),
        weight=series.texts_published,
        visible_from=series.first_text,
    )


def writer_rows() -> QuerySet[User]:
    """Who has published nothing, or no name yet, is nobody's business."""
    writers = _with_first_text(User.objects.all(), "reviews__")
    return writers.exclude(display_name="", first_name="", last_name="")


def writer_document(writer: Any) -> Document:
    return Document(
        title=writer.byline,
        url=writer.get_absolute_url(),
        names=[writer.byline],
        text=markdown.plain_text(writer.bio, seen=SAFE),
        weight=writer.texts_published,
        image_id=writer.photo_id,
        visible_from=writer.first_text,
    )


def _with_first_text(rows: "QuerySet[M]", path: str) -> Any:
    """Those that have texts, by `path`, which are published or will be; with their number and the first moment."""
    timed = Q(**{f"{path}state__in": WITH_TIME})
    counted = rows.annotate(
        first_text=Min(f"{path}published_at", filter=timed),
        texts_published=Count(path.removesuffix("__"), filter=timed),
    )
    return counted.exclude(first_text=None)


def _about_review(review: Review) -> Iterator[models.Model]:
    yield review
    if review.drama_id:
        yield Drama(pk=review.drama_id)
    yield from Series.objects.filter(entries__review=review.pk)
    yield from User.objects.filter(bylines__review=review.pk)


def _titles_of(drama: Drama) -> list[str]:
    others = [title.text for title in drama.alternative_titles.all()]
    return [drama.title, drama.title_ko, drama.romanized_title, *others]


def reviews_of(dramas: Sequence[int]) -> Mapping[int, int]:
    counts = Review.objects.published().filter(drama__in=dramas).order_by().values_list("drama")
    return {drama: PER_REVIEW * count for drama, count in counts.annotate(count=Count("pk"))}


def _hours(moment: dt.datetime | None) -> int:
    """Later is heavier: among equals the newest review comes first."""
    return int(moment.timestamp() // 3600) if moment else 0
