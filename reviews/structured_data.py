"""A review as schema.org data: its always-safe lines only, the same for every reader."""

from collections.abc import Sequence
from typing import Any

from dramas.models import Drama
from dramas.structured_data import series_of
from reviews.kinds import kind_words
from reviews.models import Review
from reviews.projection import safe_line
from reviewsite.images.pictures import picture_of
from reviewsite.markdown import Picture
from reviewsite.pages.structured_data import Data, absolute, organization, without_blanks
from reviewsite.spoilers import SAFE


def review_page(review: Review, named: Sequence[Drama] = ()) -> Data:
    """A Review with its rating, or an Article about the drama where the writer gave none.

    An article is an Article with a list of the dramas that it names openly.
    """
    headline = safe_line(review.headline, SAFE)
    data: Data = {
        "@type": "Review" if review.drama and review.rating is not None else "Article",
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
    if review.drama is None:
        return without_blanks({**data, "image": _lead_picture(review, named), "mainEntity": _list_of(named)})
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


def lead_picture(review: Review, named: Sequence[Drama] = ()) -> Picture | None:
    """The safe picture by which links show the text: of its drama, its own, or of the first drama that it names."""
    own = picture_of(review.drama.poster) if review.drama else picture_of(review.hero)
    return own or next((found for drama in named if (found := picture_of(drama.poster))), None)


def _lead_picture(review: Review, named: Sequence[Drama]) -> str | None:
    picture = lead_picture(review, named)
    return absolute(picture.url) if picture else None


def _list_of(dramas: Sequence[Drama]) -> Data | None:
    items = [
        {"@type": "ListItem", "position": place, "item": series_of(drama)}
        for place, drama in enumerate(dramas, start=1)
    ]
    return {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items} if items else None


def _writer(writer: Any) -> Data:
    return {"@type": "Person", "name": writer.byline, "url": absolute(writer.get_absolute_url())}
