"""A review as schema.org data: its always-safe lines only, the same for every reader."""

from typing import Any

from dramas.structured_data import series_of
from reviews.kinds import kind_words
from reviews.models import Review
from reviews.projection import safe_line
from reviewsite.pages.structured_data import Data, absolute, organization, without_blanks
from reviewsite.spoilers import SAFE


def review_page(review: Review) -> Data:
    """A Review with its rating, or an Article about the drama where the writer gave none."""
    headline = safe_line(review.headline, SAFE)
    data: Data = {
        "@type": "Review" if review.rating is not None else "Article",
        "@id": absolute(review.get_absolute_url()),
        "url": absolute(review.get_absolute_url()),
        "headline": headline,
        "name": headline,
        "alternativeHeadline": kind_words(review),
        "description": safe_line(review.verdict, SAFE),
        "inLanguage": "en",
        "datePublished": review.published_at.isoformat() if review.published_at else None,
        "dateModified": review.updated_at.isoformat(),
        "author": [_writer(byline.writer) for byline in review.bylines.all()] or [organization()],
        "publisher": organization(),
    }
    series = series_of(review.drama)
    if review.rating is None:
        return without_blanks({**data, "about": series, "image": series.get("image")})
    rating = {
        "@type": "Rating",
        "ratingValue": f"{review.rating:.1f}",
        "bestRating": "10",
        "worstRating": "0",
    }
    return without_blanks({**data, "itemReviewed": series, "reviewRating": rating})


def _writer(writer: Any) -> Data:
    return {"@type": "Person", "name": writer.byline, "url": absolute(writer.get_absolute_url())}
