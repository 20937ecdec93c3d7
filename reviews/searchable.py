"""Reviews as they can be found: by headline, drama, writer, and by what a reader at the beginning may read."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db.models import Count, Prefetch, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dramas.models import AlternativeTitle, Drama
from reviews.kinds import kind_words
from reviews.models import Byline, Review, Section
from reviews.projection import safe_line, safe_text
from reviewsite.accounts.models import User
from reviewsite.search.registry import Document, Searchable, register, weigh
from reviewsite.search.signals import watch
from reviewsite.spoilers import SAFE

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
    weigh("drama", reviews_of)

    watch(Review, lambda review: [review, *([Drama(pk=review.drama_id)] if review.drama_id else [])])
    watch(Section, lambda section: [Review(pk=section.review_id)])
    watch(Byline, lambda byline: [Review(pk=byline.review_id)])
    watch(Drama, lambda drama: [*drama.reviews.all(), *Review.objects.filter(sections__drama=drama)])
    watch(AlternativeTitle, lambda title: Review.objects.filter(drama=title.drama_id))
    watch(User, lambda user: user.reviews.all(), unread=["last_login", "password"])


def review_rows() -> QuerySet[Review]:
    bylines = Prefetch("bylines", Byline.objects.select_related("writer"))
    rows = Review.objects.published(at=ANY_TIME).select_related("drama")
    return rows.prefetch_related("sections__drama", "drama__alternative_titles", bylines)


def review_document(review: Review) -> Document:
    drama = review.drama
    titles = _titles_of(drama) if drama else []
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
        names=[name for name in (headline, *titles) if name],
        detail=f"{about} · {writers}" if writers else about,
        text="\n".join(
            line for line in (*(safe_line(text, SAFE) for text in texts), safe_text(review)) if line
        ),
        weight=_hours(review.published_at),
        image_id=(drama.poster_id if drama else None) or review.hero_id,
        visible_from=review.published_at,
    )


def _titles_of(drama: Drama) -> list[str]:
    others = [title.text for title in drama.alternative_titles.all()]
    return [drama.title, drama.title_ko, drama.romanized_title, *others]


def reviews_of(dramas: Sequence[int]) -> Mapping[int, int]:
    counts = Review.objects.published().filter(drama__in=dramas).order_by().values_list("drama")
    return {drama: PER_REVIEW * count for drama, count in counts.annotate(count=Count("pk"))}


def _hours(moment: dt.datetime | None) -> int:
    """Later is heavier: among equals the newest review comes first."""
    return int(moment.timestamp() // 3600) if moment else 0
