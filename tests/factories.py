"""Small builders of rows for tests: everything has a default; what a test is about is said in the test."""

import datetime as dt
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from dramas.models import Broadcast, Credit, Drama, DramaTag, Genre, Network, Person, Tag
from reviews.comments.models import Comment
from reviews.models import Review, Section, Series, SeriesEntry
from reviewsite.search.index import indexing_at_the_end
from reviewsite.spoilers import WHOLE_DRAMA

_number = count(1)


def make_writer(username: str = "", **fields: Any) -> Any:
    """A staff account that can be in a byline, under its username unless told otherwise; it cannot log in."""
    username = username or f"writer{next(_number)}"
    if "first_name" not in fields:
        fields.setdefault("display_name", username)
    return get_user_model().objects.create(username=username, is_staff=True, **fields)


def make_staff(role: str, **fields: Any) -> Any:
    """A staff account in a role: "Writer", "Editor" or "Moderator"."""
    user = make_writer(**fields)
    user.groups.add(Group.objects.get(name=role))
    return user


def make_genre(name: str = "", **fields: Any) -> Genre:
    name = name or f"Genre {next(_number)}"
    return Genre.objects.create(name=name, **{"slug": slugify(name), **fields})


def make_tag(name: str = "", *dramas: Drama, spoils_through: int = 0, **fields: Any) -> Tag:
    """A tag on these dramas, where it gives so much away."""
    name = name or f"Tag {next(_number)}"
    tag = Tag.objects.create(name=name, **{"slug": slugify(name), **fields})
    for drama in dramas:
        DramaTag.objects.create(drama=drama, tag=tag, spoils_through=spoils_through)
    return tag


def make_network(name: str = "", **fields: Any) -> Network:
    name = name or f"Network {next(_number)}"
    return Network.objects.create(name=name, **{"slug": slugify(name), **fields})


def make_person(name: str = "", **fields: Any) -> Person:
    name = name or f"Person {next(_number)}"
    return Person.objects.create(name=name, **{"slug": f"{slugify(name)}-{next(_number)}", **fields})


def make_known_person(name: str = "", **fields: Any) -> Person:
    """A person who is public: with a part in a drama of which nobody may know."""
    person = make_person(name, **fields)
    make_credit(make_drama(), person, spoils_through=WHOLE_DRAMA)
    return person


def make_known_network(name: str = "", **fields: Any) -> Network:
    """A network that is public: it has a drama."""
    network = make_network(name, **fields)
    make_drama(networks=[network])
    return network


@transaction.atomic
@indexing_at_the_end()
def make_drama(
    title: str = "",
    *,
    networks: list[Network] | None = None,
    streaming: list[Network] | None = None,
    genres: list[Genre] | None = None,
    cast: list[tuple[Person, str]] | None = None,
    **fields: Any,
) -> Drama:
    """A public drama of sixteen episodes in 2020; `cast` is (person, character) pairs, all in main roles."""
    title = title or f"Drama {next(_number)}"
    slug, since = f"{slugify(title)}-{next(_number)}", timezone.now() - dt.timedelta(minutes=1)
    defaults = {"slug": slug, "year": 2020, "episodes": 16, "public_from": since}
    drama = Drama.objects.create(title=title, **{**defaults, **fields})
    drama.genres.set(genres or [])
    for network in networks or []:
        Broadcast.objects.create(drama=drama, network=network, role=Broadcast.Role.ORIGINAL)
    for network in streaming or []:
        Broadcast.objects.create(drama=drama, network=network, role=Broadcast.Role.STREAMING, position=1)
    for position, (person, character) in enumerate(cast or []):
        make_credit(drama, person, character=character, position=position)
    return drama


def make_credit(drama: Drama, person: Person, *, job: str = Credit.Job.CAST, **fields: Any) -> Credit:
    billing = Credit.Billing.MAIN if job == Credit.Job.CAST else ""
    return Credit.objects.create(drama=drama, person=person, job=job, **{"billing": billing, **fields})


@transaction.atomic
@indexing_at_the_end()
def make_review(
    *,
    drama: Drama | None = None,
    sections: list[dict[str, Any]] | None = None,
    writers: list[Any] | None = None,
    published_at: dt.datetime | None = None,
    **fields: Any,
) -> Review:
    """A published review; of an article only its sections have dramas. Each of `sections` holds fields of a Section;
    without any there is one safe one."""
    if drama is None and fields.get("kind") != Review.Kind.ARTICLE:
        drama = make_drama()
    number = next(_number)
    defaults = {
        "headline": f"Review {number}",
        "slug": f"review-{number}",
        "state": Review.State.PUBLISHED,
        "verdict": "Worth an evening.",
    }
    review = Review.objects.create(
        drama=drama,
        published_at=published_at or timezone.now() - dt.timedelta(minutes=1),
        **{**defaults, **fields},
    )
    review.set_writers(writers or [])
    if sections is None:
        sections = [{"heading": "First thoughts", "body": "It begins well."}]
    for position, section in enumerate(sections):
        make_section(review, position=position, **section)
    return review


def make_section(review: Review, **fields: Any) -> Section:
    return Section.objects.create(review=review, **{"body": "Words about it.", **fields})


def make_series(*reviews: Review, **fields: Any) -> Series:
    """A series of these texts in this order."""
    number = next(_number)
    series = Series.objects.create(**{"title": f"Series {number}", "slug": f"series-{number}", **fields})
    for position, review in enumerate(reviews):
        SeriesEntry.objects.create(series=series, review=review, position=position)
    return series


def make_comment(review: Review | None = None, **fields: Any) -> Comment:
    """A visible comment; of `parent` it takes the review."""
    if review is None:
        review = fields["parent"].review if fields.get("parent") else make_review()
    number = next(_number)
    defaults = {"author_name": f"Reader {number}", "body": f"Words {number}.", "state": Comment.State.VISIBLE}
    return Comment.objects.create(review=review, **{**defaults, **fields})
