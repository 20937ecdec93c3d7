"""The comments of a review page: the readers' score, who may write, and one page of threads."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from dramas.models import Drama
from reviews.comments.models import FEWEST_RATINGS
from reviews.comments.projection import NEWEST, CommentPage, project_page
from reviews.models import Review


@dataclass(frozen=True, slots=True)
class Bar:
    """How many readers gave a rating from `low` to `high`."""

    low: Decimal
    high: Decimal
    people: int


@dataclass(frozen=True, slots=True)
class Score:
    """What readers give a drama. `mean` is None, and there are no bars, while too few have rated."""

    mean: Decimal | None
    people: int
    bars: tuple[Bar, ...]
    fewest: int = FEWEST_RATINGS

    @property
    def longest(self) -> int:
        return max((bar.people for bar in self.bars), default=0)


@dataclass(frozen=True, slots=True)
class CommentSection:
    page: CommentPage
    count: int
    score: Score | None
    is_open: bool
    address: str
    new_address: str
    drama: str

    @property
    def reply_address(self) -> str:
        return self.new_address if self.is_open else ""


def comment_section(
    review: Review, seen: int, *, is_open: bool, order: str = NEWEST, after: int | None = None
) -> CommentSection:
    """From a review that was fetched with `for_display()`; one query, two for a page that comes `after`."""
    discussion = getattr(review, "discussion", None)
    return CommentSection(
        page=project_page(review, seen, order=order, after=after),
        count=discussion.count if discussion else 0,
        score=score_of(review.drama) if review.drama else None,
        is_open=is_open,
        address=reverse("comments:comment_list", args=[review.slug]),
        new_address=reverse("comments:new", args=[review.slug]),
        drama=review.drama.slug if review.drama else "",
    )


def score_of(drama: Drama) -> Score | None:
    """None where nobody has rated."""
    row = getattr(drama, "reader_score", None)
    if row is None or not row.count:
        return None
    pairs = [] if row.mean is None else list(zip(row.histogram[::2], row.histogram[1::2], strict=True))
    half = Decimal("0.5")
    bars = [Bar(whole - half, Decimal(whole), sum(pair)) for whole, pair in enumerate(pairs, start=1)]
    return Score(mean=row.mean, people=row.count, bars=tuple(reversed(bars)))
