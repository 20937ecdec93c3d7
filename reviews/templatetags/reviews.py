"""Reviews on the pages of the catalogue, which itself knows nothing of reviews."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template
from django.db.models import Max

from dramas.cards import DramaCard
from dramas.models import Drama, DramaTag, Genre, Network, Person, Tag
from reviews.cards import ReviewCard, review_cards
from reviews.episode_guide import Guide, guide_of
from reviews.models import Mention, Review, Section
from reviews.models.review import SUB_RATINGS, ReviewQuerySet
from reviews.recommendations import Recommendations, recommendations_of
from reviewsite.spoilers import SAFE, WHOLE_DRAMA, seen_query

register = template.Library()

#: How many reviews are on a page that is about something else.
SHOWN = 6


@dataclass(frozen=True, slots=True)
class RatedCard:
    card: DramaCard
    rating: Decimal | None


@register.simple_tag
def rated(cards: Iterable[DramaCard]) -> list[RatedCard]:
    """Each card with the best rating that the drama got in a full review; one query."""
    cards = list(cards)
    reviews = Review.objects.published().filter(drama__in=[card.id for card in cards]).order_by()
    best = dict(reviews.values_list("drama").annotate(best=Max("rating")))
    return [RatedCard(card, best.get(card.id)) for card in cards]


@register.filter
def sub_ratings(review: Review) -> list[tuple[str, Decimal]]:
    """The name and the score of each part that has one."""
    fields = {field.name: field for field in Review._meta.fields}
    rated = [
        (fields[f"{part}_rating"].verbose_name, getattr(review, f"{part}_rating")) for part in SUB_RATINGS
    ]
    return [(str(name), rating) for name, rating in rated if rating is not None]


@register.simple_tag
def reviews_of_drama(drama: Drama) -> list[ReviewCard]:
    """All but the recaps, which are in its episode guide: a drama page is where they are looked for."""
    texts = Review.objects.published().filter(drama=drama).exclude(kind=Review.Kind.RECAP)
    return review_cards(texts.for_display().latest_first())


@register.simple_tag
def episode_guide(drama: Drama, seen: int) -> Guide:
    return guide_of(drama, seen)


@register.simple_tag
def recommendations(drama: Drama) -> Recommendations:
    return recommendations_of(drama)


@register.simple_tag
def reviews_of_person(person: Person) -> list[ReviewCard]:
    """Reviews of dramas in which everybody may know that this person had a part."""
    dramas = person.credits.visible(SAFE).values("drama")
    return _cards(Review.objects.published().filter(drama__in=dramas))


@register.simple_tag
def reviews_naming(target: Drama | Person) -> list[ReviewCard]:
    """Reviews of something else that name this drama or person where everybody may read it."""
    field = "drama" if isinstance(target, Drama) else "person"
    naming = Mention.objects.shown().filter(**{field: target}).values("review")
    others = Review.objects.published().filter(pk__in=naming)
    if isinstance(target, Person):
        others = others.exclude(drama__in=target.credits.visible(SAFE).values("drama"))
    else:  # articles about it have a place of their own
        others = others.exclude(pk__in=Section.objects.naming_openly().filter(drama=target).values("review"))
    return _cards(others)


@register.inclusion_tag("components/article_progress.html")
def article_progress(seen: int, query: str = "", *, hides: bool = True) -> dict[str, Any]:
    """How much of an article, or of the comments on one, is shown: what is hidden opens one by one, or all together.

    `query` is what else the page's address says ("?order=oldest"), and goes on saying.
    """
    everything = seen_query(WHOLE_DRAMA)
    all_query = f"{query}&{everything[1:]}" if query else everything
    return {"seen": seen, "hides": hides, "query": query, "all": all_query}


@register.simple_tag
def articles_about(drama: Drama) -> list[ReviewCard]:
    """Articles of which a section that everybody may read is about this drama."""
    naming = Section.objects.naming_openly().filter(drama=drama).values("review")
    return _cards(Review.objects.published().filter(pk__in=naming))


@register.simple_tag
def reviews_of_network(network: Network) -> list[ReviewCard]:
    return _cards(Review.objects.published().filter(drama__in=network.dramas.values("pk")))


@register.simple_tag
def reviews_of_genre(genre: Genre) -> list[ReviewCard]:
    return _cards(Review.objects.published().filter(drama__in=genre.dramas.values("pk")))


@register.simple_tag
def reviews_of_tag(tag: Tag) -> list[ReviewCard]:
    """Reviews of the dramas on its list only."""
    rows = DramaTag.objects.visible(SAFE).filter(tag=tag)
    return _cards(Review.objects.published().filter(drama__in=rows.values("drama")))


@register.simple_tag
def reviews_of_year(year: int) -> list[ReviewCard]:
    return _cards(Review.objects.published().filter(drama__year=year))


@register.simple_tag
def latest_reviews() -> list[ReviewCard]:
    return _cards(Review.objects.published(), 3)


def _cards(reviews: ReviewQuerySet, limit: int = SHOWN) -> list[ReviewCard]:
    return review_cards(reviews.for_display().latest_first()[:limit])
