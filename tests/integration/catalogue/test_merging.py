"""Two rows that are one thing become one, readers find it by every old address, and all of it can be undone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.test import Client

from dramas.merging import CannotMergeError, merge, plan
from dramas.models import Broadcast, Credit, Drama, DramaRelation, Genre, Merge, Network, Person, WatchLink
from dramas.unmerging import CannotUndoError, undo
from reviews import revisions
from reviews.mentions import refresh_mentions
from reviews.models import Mention, Review
from reviewsite.images.models import Image
from reviewsite.search.query import suggest
from tests.factories import make_credit, make_drama, make_genre, make_network, make_person, make_review

pytestmark = pytest.mark.django_db


def everything() -> dict[str, Any]:
    """All rows of both apps and all old addresses, but for what says when something was saved."""
    models = [*apps.get_app_config("dramas").get_models(include_auto_created=True)]
    models += [Review, Mention, apps.get_model("reviewsite.RetiredSlug"), apps.get_model("search.SearchDoc")]
    told = {}
    for model in models:
        if model is not Merge:
            keys = ["model", "key", "slug", "kind", "object_id", "id"]
            names = [each.name for each in model._meta.fields]
            rows = model._default_manager.order_by(*[key for key in keys if key in names])
            left = {"updated_at"} | (
                {"id"} if model._meta.model_name in {"personkey", "searchdoc"} else set()
            )
            told[model._meta.label] = [
                {name: value for name, value in each["fields"].items() if name not in left}
                | ({} if "id" in left else {"pk": each["pk"]})
                for each in serializers.serialize("python", rows)
            ]
    return told


@pytest.fixture
def misaeng() -> tuple[Drama, Drama]:
    """One drama twice: as an editor made it, and as an import made it once more."""
    tvn, netflix, person = (
        make_network("tvN"),
        make_network("Netflix"),
        make_person("Im Si-wan", hangul="임시완"),
    )
    office, slice_of_life = make_genre("Office"), make_genre("Slice of life")
    kept = make_drama(
        "Misaeng", slug="misaeng", networks=[tvn], genres=[office], cast=[(person, "Jang Geu-rae")]
    )
    poster = Image.objects.create(file="images/aa/x.jpg", width=8, height=12)
    gone = make_drama(
        "Incomplete Life",
        slug="incomplete-life",
        title_ko="미생",
        poster=poster,
        networks=[tvn, netflix],
        genres=[office, slice_of_life],
        cast=[(person, "Jang Geurae"), (make_person("Kang So-ra"), "Ahn Young-yi")],
        state="draft",
    )
    DramaRelation.objects.create(drama=kept, related=gone, kind="remake")
    WatchLink.objects.create(drama=gone, network=netflix, url="https://watch.example/")
    gone.alternative_titles.create(text="An Incomplete Life")
    make_review(drama=gone, headline="The paperwork", slug="the-paperwork")
    naming = make_review(sections=[{"body": "Like Incomplete Life, but slower."}])
    refresh_mentions(naming)
    return kept, Drama.objects.get(pk=gone.pk)


def test_all_that_hangs_on_a_drama_moves_and_doubles_become_one(misaeng: tuple[Drama, Drama]) -> None:
    kept, gone = misaeng
    before = Review.objects.get(slug="the-paperwork").updated_at

    merge(kept, gone)

    kept.refresh_from_db()
    assert (kept.title, kept.title_ko, kept.poster_id) == ("Misaeng", "미생", gone.poster_id)
    parts = [(str(each.person), each.character) for each in kept.credits.all()]
    assert parts == [("Im Si-wan", "Jang Geu-rae"), ("Kang So-ra", "Ahn Young-yi")]
    assert sorted(str(each) for each in kept.broadcasts.all()) == ["Netflix", "tvN"]
    assert sorted(str(each) for each in kept.genres.all()) == ["Office", "Slice of life"]
    assert sorted(str(each) for each in kept.alternative_titles.all()) == [
        "An Incomplete Life",
        "Incomplete Life",
    ]
    assert kept.where_to_watch.count() == 1
    assert not DramaRelation.objects.exists()
    assert Mention.objects.get().drama == kept
    assert Review.objects.get(slug="the-paperwork").drama == kept
    assert Review.objects.get(slug="the-paperwork").updated_at == before


def test_old_addresses_lead_to_the_one_that_stays(client: Client, misaeng: tuple[Drama, Drama]) -> None:
    kept, gone = misaeng
    gone.slug = "renamed"
    gone.save()

    merge(kept, gone)

    for slug in ("renamed", "incomplete-life"):
        response = client.get(f"/dramas/{slug}/")
        assert (response.status_code, response.headers["Location"]) == (301, "/dramas/misaeng/")


def test_search_finds_what_was_merged_by_either_name(misaeng: tuple[Drama, Drama]) -> None:
    merge(*misaeng)

    for typed in ("misaeng", "incomplete life"):
        assert [each.url for each in suggest(typed) if each.kind == "drama"] == ["/dramas/misaeng/"]


MERGES: dict[str, Callable[[], tuple[Any, Any]]] = {
    "person": lambda: (
        make_person("Im Si-wan", birth_year=1988),
        make_person("Yim Siwan", hangul="임시완", bio="A singer first."),
    ),
    "network": lambda: (make_network("tvN"), make_network("TVN Korea", name_ko="티비엔")),
    "genre": lambda: (make_genre("Romance"), make_genre("Romantic", description="About love.")),
}


def plant(kind: str) -> tuple[Any, Any]:
    kept, gone = MERGES[kind]()
    for row, other in ((kept, gone), (gone, kept)):
        if kind == "person":
            drama = make_drama(cast=[(row, "A"), (other, "A")])
            row.names.create(spelling="Im Shi-wan")
            Mention.objects.create(review=make_review(drama=drama), person=row, text="x")
        elif kind == "network":
            WatchLink.objects.create(
                drama=make_drama(networks=[row, other]), network=row, url="https://x.example/"
            )
        else:
            make_drama(genres=[row, other])
            make_drama(genres=[row])
    return kept, type(gone)._default_manager.get(pk=gone.pk)


@pytest.mark.parametrize("kind", MERGES)
def test_people_networks_and_genres_are_merged_and_unmerged(client: Client, kind: str) -> None:
    kept, gone = plant(kind)
    before = everything()

    done = merge(kept, gone)

    assert not type(gone)._default_manager.filter(pk=gone.pk).exists()
    assert client.get(gone.get_absolute_url()).headers["Location"] == kept.get_absolute_url()
    kept.refresh_from_db()
    assert kept.is_public()
    if kind == "person":
        assert kept.credits.count() == 2
        assert (kept.hangul, kept.birth_year) == ("임시완", 1988)
        assert {str(each) for each in kept.names.all()} == {"Im Shi-wan", "Yim Siwan"}
        assert Person.objects.sharing_key_with("Yim Siwan").get() == kept

    undo(done)

    assert everything() == before
    assert client.get(gone.get_absolute_url()).status_code == 200


def test_undoing_brings_everything_back(misaeng: tuple[Drama, Drama]) -> None:
    kept, gone = misaeng
    before = everything()

    done = merge(kept, gone)
    assert everything() != before
    undo(done)

    assert everything() == before
    done.refresh_from_db()
    with pytest.raises(CannotUndoError):
        undo(done)


def test_undoing_leaves_alone_what_was_changed_since(misaeng: tuple[Drama, Drama]) -> None:
    kept, gone = misaeng
    done = merge(kept, gone)
    kept.refresh_from_db()
    kept.title_ko = "미생 (2014)"
    kept.save()
    moved = Review.objects.get(slug="the-paperwork")
    moved.drama = make_drama("Elsewhere")
    moved.save()

    undo(done)

    kept.refresh_from_db()
    assert kept.title_ko == "미생 (2014)"
    assert kept.poster is None
    moved.refresh_from_db()
    assert moved.drama.title == "Elsewhere"


def test_a_surprise_stays_one_when_two_credits_become_one() -> None:
    person, drama = make_person("Im Si-wan"), make_drama()
    known = make_credit(drama, person, character="The guest")
    other = make_person("Yim Siwan")
    make_credit(drama, other, character="", character_ko="손님", spoils_through=12)

    merge(person, other)

    known.refresh_from_db()
    assert (known.spoils_through, known.character_ko, known.character) == (12, "손님", "The guest")


def test_two_characters_are_two_parts() -> None:
    person, other, drama = make_person("Im Si-wan"), make_person("Yim Siwan"), make_drama()
    make_credit(drama, person, character="The elder")
    make_credit(drama, other, character="The younger")

    merge(person, other)

    assert Credit.objects.filter(person=person).count() == 2


def test_nothing_is_merged_with_itself_or_with_another_kind() -> None:
    drama = make_drama()
    for other in (drama, make_network()):
        with pytest.raises(CannotMergeError):
            merge(drama, other)


def test_a_draft_that_takes_in_what_is_public_is_public(client: Client) -> None:
    kept, gone = make_drama("Kept", state="draft"), make_drama("Gone")

    merge(kept, gone)

    assert client.get(kept.get_absolute_url()).status_code == 200
    assert client.get(gone.get_absolute_url()).status_code == 301


def test_the_plan_changes_nothing(misaeng: tuple[Drama, Drama]) -> None:
    before = everything()
    found = plan(*misaeng)
    assert everything() == before
    assert {type(each.row) for each in found.moves} >= {Review, Credit, Broadcast, Mention}
    assert found.also_called == "Incomplete Life"


def test_what_another_took_meanwhile_is_not_taken_back() -> None:
    kept, gone = make_genre("Romance"), make_genre("Romantic")
    done = merge(kept, gone)
    make_genre("Romantic", slug="another")
    with pytest.raises(CannotUndoError):
        undo(done)
    assert Genre.objects.filter(name="Romantic").get().slug == "another"
    assert Network.objects.count() == 0


def test_an_earlier_version_of_a_review_comes_back_with_the_drama_that_was_kept() -> None:
    kept, gone = make_drama(), make_drama()
    review = make_review(drama=gone)
    revisions.record(review)
    merge(kept, gone)

    restored = revisions.restore(revisions.history(review.pk)[0])

    assert restored.drama == kept
