"""Reviews and dramas as lists show them. A card is drawn for a reader who has watched nothing."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reviews.kinds import kind_words
from reviews.models import Review
from reviews.projection import safe_line
from reviews.related import Related
from reviewsite.images.pictures import picture_of
from reviewsite.markdown import Picture


@dataclass(frozen=True, slots=True)
class ReviewCard:
    url: str
    headline: str
    verdict: str
    kind: str
    #: "Recap, episodes 1 to 2", or "" for a full review.
    kind_words: str
    #: All of them "" for an article.
    drama_title: str
    drama_title_ko: str
    drama_url: str
    year: int | None
    rating: Decimal | None
    poster: Picture | None
    writers: tuple[str, ...]
    published_at: dt.datetime | None
    comments: int
    #: Why it is shown beside another review, or "".
    reason: str = ""

    @property
    def poster_title(self) -> str:
        """What stands where there is no poster."""
        return self.drama_title or self.kind_words


def review_card(review: Review, reason: str = "") -> ReviewCard:
    drama = review.drama
    return ReviewCard(
        url=review.get_absolute_url(),
        headline=safe_line(review.headline, 0),
        verdict=safe_line(review.verdict, 0),
        kind=review.kind,
        kind_words=kind_words(review),
        drama_title=drama.title if drama else "",
        drama_title_ko=drama.title_ko if drama else "",
        drama_url=drama.get_absolute_url() if drama else "",
        year=drama.year if drama else None,
        rating=review.rating,
        poster=(picture_of(drama.poster) if drama else None) or picture_of(review.hero),
        writers=tuple(byline.writer.byline for byline in review.bylines.all()),
        published_at=review.published_at,
        comments=_comments(review),
        reason=reason,
    )


def _comments(review: Review) -> int:
    discussion = getattr(review, "discussion", None)
    return discussion.count if discussion else 0


def review_cards(reviews: Iterable[Review]) -> list[ReviewCard]:
    """Cards in the given order; the queryset comes from `Review.objects.published().for_display()`."""
    return [review_card(review) for review in reviews]


def related_cards(related: Iterable[Related], named: Collection[int] = ()) -> list[ReviewCard]:
    """Each with what it shares; `named` are the dramas that an article names."""
    return [review_card(each.review, _reason(each, named)) for each in related]


def _reason(related: Related, named: Collection[int]) -> str:
    if related.is_part:
        return _("In the same series")
    if related.review.drama_id in named:
        return _("About one of these dramas")
    if related.people:
        return ngettext("%(count)d person in common", "%(count)d people in common", related.people) % {
            "count": related.people
        }
    return _("Same writer") if related.writers else _("Same genre")
