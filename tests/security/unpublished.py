"""A drama that is not public, with everything on it: a secret word in each place that could tell of it."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from dramas.models import Credit, Drama, DramaRelation, DramaTag, Tag, WatchLink
from reviews.mentions import refresh_mentions
from reviews.models import Mention, Recommendation, Review, SeriesEntry
from reviewsite.images.models import Image
from reviewsite.search.index import indexing_at_the_end
from tests.factories import (
    make_credit,
    make_drama,
    make_genre,
    make_network,
    make_person,
    make_review,
    make_section,
    make_series,
    make_tag,
    make_writer,
)
from tests.security.canaries import World

#: What each prefix is followed by. Some are in addresses.
PLACES = (
    "title", "hangul", "roman", "tagline", "synopsis", "aka", "person", "spelling", "bio", "character", "credited",
    "director", "network", "streaming", "service", "genre", "watch", "writer", "byline", "headline", "caption", "text",
    "series", "tag", "warning", "song", "singer", "franchise", "source", "author", "outside",
    "reason",
)  # fmt: skip
SLUGS = (
    "slug",
    "former",
    "formerperson",
    "personslug",
    "networkslug",
    "genreslug",
    "tagslug",
    "reviewslug",
    "seriesslug",
)


@dataclass(frozen=True)
class Unpublished:
    """`prefix` begins every word, `year` is that of no other drama."""

    prefix: str
    year: int
    drama: Drama
    addresses: list[str]

    @property
    def words(self) -> list[str]:
        return [f"{self.prefix}{place}" for place in PLACES]

    @property
    def in_addresses(self) -> list[str]:
        return [*(f"{self.prefix}{place}" for place in SLUGS), f"/years/{self.year}/"]


@indexing_at_the_end()
def plant_unpublished(
    world: World, prefix: str, year: int, *, appears: dt.datetime | None = None
) -> Unpublished:
    """A draft; or, with a moment in which it `appears`, what a scheduled review will make public."""
    person = make_person(f"{prefix}person", slug=f"{prefix}formerperson", bio=f"{prefix}bio")
    person.names.create(spelling=f"{prefix}spelling")
    person.slug = f"{prefix}personslug"
    person.save()
    network = make_network(f"{prefix}network", slug=f"{prefix}networkslug")
    genre = make_genre(f"{prefix}genre", slug=f"{prefix}genreslug")
    poster = Image.objects.create(
        key=f"{prefix}k", file=f"{prefix}.jpg", width=8, height=12, caption=f"{prefix}caption"
    )
    drama = make_drama(
        f"{prefix}title",
        slug=f"{prefix}former",
        state="draft",
        title_ko=f"{prefix}hangul",
        romanized_title=f"{prefix}roman",
        tagline=f"{prefix}tagline",
        based_on_kind="film",
        based_on_title=f"{prefix}source",
        based_on_author=f"{prefix}author",
        franchise=f"{prefix}franchise",
        synopsis=f"{prefix}synopsis",
        content_warnings=f"{prefix}warning",
        year=year,
        poster=poster,
        air_days=(0, 1),
        aired_from=timezone.localdate(),
        networks=[network, *world.drama.networks.all()],
        streaming=[make_network(f"{prefix}streaming", kind="streaming")],
        genres=[genre, *world.drama.genres.all()],
        cast=[(person, f"{prefix}character"), (world.person, f"{prefix}character")],
    )
    drama = Drama.objects.get(pk=drama.pk)
    drama.slug = f"{prefix}slug"
    drama.save()
    make_credit(
        drama, make_person(f"{prefix}director"), job=Credit.Job.DIRECTOR, credited_as=f"{prefix}credited"
    )
    drama.alternative_titles.create(text=f"{prefix}aka")
    drama.songs.create(title=f"{prefix}song", singer=f"{prefix}singer")
    service = make_network(f"{prefix}service")
    WatchLink.objects.create(drama=drama, network=service, url=f"https://{prefix}watch.example/")
    DramaRelation.objects.create(drama=world.drama, related=drama, kind=DramaRelation.Kind.SEQUEL)
    DramaRelation.objects.create(drama=drama, title=f"{prefix}outside", kind=DramaRelation.Kind.ORIGINAL)
    for one, other in ((drama, world.drama), (world.drama, drama)):
        Recommendation.objects.create(drama=one, other=other, reason=f"{prefix}reason", writer=world.user)
    tag = make_tag(f"{prefix}tag", drama, slug=f"{prefix}tagslug", description=f"{prefix}tag")
    DramaTag.objects.create(drama=drama, tag=Tag.objects.get(name="Walking"))
    review = _text_about(world, drama, prefix, appears)
    for target in ({"drama": drama}, {"person": person}):
        # The published text names it, as many do; the link alone would tell that there is a page.
        Mention.objects.create(review=world.review, text="Safe", **target)
    series = make_series(
        review, title=f"{prefix}series", slug=f"{prefix}seriesslug", introduction=f"{prefix}series"
    )
    SeriesEntry.objects.create(series=world.series, review=review, position=1)
    rows = [drama, person, network, genre, tag, review, series]
    addresses = [row.get_absolute_url() for row in rows]
    addresses += [
        f"/dramas/{prefix}former/",
        f"/people/{prefix}formerperson/",
        f"/years/{year}/",
        f"/writers/{prefix}byline/",
    ]
    return Unpublished(prefix, year, drama, addresses)


def _text_about(world: World, drama: Drama, prefix: str, appears: dt.datetime | None) -> Review:
    review = make_review(
        drama=drama,
        slug=f"{prefix}reviewslug",
        headline=f"{prefix}headline",
        state=Review.State.SCHEDULED if appears else Review.State.DRAFT,
        published_at=appears,
        writers=[make_writer(f"{prefix}writer", display_name=f"{prefix}byline")],
        sections=[],
    )
    make_section(review, body=f"{prefix}text is like The Walk, with Seo In-kyung.")
    refresh_mentions(review)
    assert {mention.target for mention in review.mentions.all()} >= {world.drama}
    return review
