"""The demo fills an empty site, twice is once, and real content is never touched."""

import html
import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from dramas.models import Drama, Person
from reviews.comments.models import Comment
from reviews.importer.pipeline import understand
from reviews.models import Recommendation, Review, Section
from reviews.publishing import Kind, problems
from reviews.revisions import history
from reviewsite.demo.catalogue import read_dramas
from reviewsite.demo.posters import ARTWORK
from reviewsite.demo.review_files import FOLDER, read, read_all
from reviewsite.demo.stills import stills_of
from reviewsite.images.models import Image
from tests.factories import make_drama

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def seed(*arguments: str) -> str:
    out = io.StringIO()
    call_command("seed_demo", *arguments, stdout=out)
    return out.getvalue()


def rows() -> dict[str, list[Any]]:
    """Everything but the moments at which rows were made."""
    return {
        "dramas": list(Drama.objects.order_by("slug").values("slug", "title", "poster__content_hash")),
        "people": list(Person.objects.order_by("slug").values("slug", "name", "disambiguation")),
        "reviews": list(Review.objects.order_by("slug").values("slug", "headline", "state", "published_at")),
        "recommendations": list(
            Recommendation.objects.order_by("pk").values("drama", "other", "reason", "writer")
        ),
        "sections": list(
            Section.objects.order_by("review__slug", "position").values("heading", "body", "spoils_through")
        ),
        "images": Image.objects.count(),
        "comments": list(
            Comment.objects.order_by("created_at").values("body", "spoils_through", "root", "created_at")
        ),
    }


@pytest.mark.both_databases
def test_demo_is_complete_and_seeding_again_changes_nothing(client: Client) -> None:
    seed()
    first = rows()
    assert (len(first["dramas"]), len(first["people"])) == (39, 304)
    assert all(drama["poster__content_hash"] for drama in first["dramas"])
    published = [demo.slug for demo in read_all() if demo.state == "published"]
    assert Review.objects.published().count() == len(published) >= 12
    for review in Review.objects.all():
        assert client.get(review.get_absolute_url()).status_code == (200 if review.slug in published else 404)
    assert Comment.objects.count() - 6 == Comment.objects.public().count() >= 15
    assert "Reader rating" in client.get("/reviews/misaeng/").content.decode()
    stills = Image.objects.exclude(caption="")
    assert len(stills) == sum(len(stills_of(demo)) for demo in read_all()) > 0
    assert all(still.file and still.alt and still.credit for still in stills)
    seed()
    assert rows() == first


def test_demo_shows_what_the_site_can_do(client: Client) -> None:
    seed()
    assert_the_catalogue_shows_all_it_can_hold(client)
    assert_a_still_is_folded_with_its_section(client)
    assert_the_writers_room_has_work_in_every_state(client)
    assert_what_is_sent_of_a_review_is_shown_with_what_is_not(client)


def assert_the_catalogue_shows_all_it_can_hold(client: Client) -> None:
    page = {
        name: client.get(f"/dramas/{name}/").content.decode()
        for name in ("the-night-ferry", "the-glory", "stranger")
    }
    assert "Low Tide" in page["the-night-ferry"]
    assert "Remake of Lantern Strait (1998)" in page["the-night-ferry"]
    assert 'href="/dramas/the-night-ferry-2/">2</a>' in page["the-night-ferry"]
    for hidden in ("Amnesia", "drowning", "Whoever You Were"):
        assert hidden not in page["the-night-ferry"]
        assert hidden in client.get("/dramas/the-night-ferry/?seen=9").content.decode()
    assert client.get("/tags/amnesia/").status_code == 404
    assert "Part 2:" in page["the-glory"]
    assert "Sequel: Stranger 2 (2020)" in page["stranger"]
    assert "The Night Ferry 2" in client.get("/").content.decode().partition("On air this week")[2]
    assert "Second Spring Bakery" in client.get("/calendar/").content.decode().partition('id="coming"')[2]
    assert "Second Spring Bakery" in client.get("/dramas/?from=webtoon").content.decode()
    assert Drama.objects.get(slug="the-night-ferry-2").status() == "airing"


def assert_a_still_is_folded_with_its_section(client: Client) -> None:
    [still] = Image.objects.filter(caption__startswith="Where they meet once a year")
    address = "/reviews/crash-landing-on-you/"
    assert still.caption not in client.get(address).content.decode()
    assert still.caption in client.get(address + "?seen=all").content.decode()


def test_demo_is_refused_beside_real_content() -> None:
    drama = make_drama("A Drama Of Our Own")
    with pytest.raises(CommandError, match="1 dramas"):
        seed()
    assert list(Drama.objects.all()) == [drama]


def test_if_empty_leaves_a_site_with_content_alone() -> None:
    make_drama("A Drama Of Our Own")
    assert "no demo added" in seed("--if-empty")
    assert Drama.objects.count() == 1


def assert_the_writers_room_has_work_in_every_state(client: Client) -> None:
    states = {review.slug: review.state for review in Review.objects.exclude(state="published")}
    assert sorted(states.values()) == ["draft", "draft", "in_review", "scheduled"]
    draft = Review.objects.get(slug="record-of-youth")
    assert any(problem.kind is Kind.SOUNDS_LIKE_SPOILER for problem in problems(draft))
    assert len(history(Review.objects.get(slug="yumis-cells").pk)) == 3
    assert Review.objects.get(slug="yumis-cells").headline == "The Committee in Her Head"
    assert "Moving" not in client.get("/reviews/").content.decode()


def assert_what_is_sent_of_a_review_is_shown_with_what_is_not(client: Client) -> None:
    assert 'href="/try-to-make-it-spoil/"' in client.get("/pages/demo/").content.decode()
    shown = client.get("/try-to-make-it-spoil/").content.decode()
    sections = Section.objects.filter(review__slug="signal")
    hidden, opened = sections.exclude(spoils_through=0), sections.filter(spoils_through=0)
    assert f"Withheld: {len(hidden)} sections" in shown
    for section in hidden:
        assert section.body.splitlines()[0][:60] not in html.unescape(html.unescape(shown))
    assert opened[0].body.splitlines()[0][:25] in html.unescape(html.unescape(shown))


def test_the_sample_to_paste_is_read_without_a_question() -> None:
    text = (FOLDER.parent / "sample-review.txt").read_text(encoding="utf-8")
    draft = understand(text, "sample-review.txt").draft()
    assert draft.values["title"] == "Hot Stove League"
    assert [section.heading for section in draft.sections if section.spoils_through][:1] == ["The trade"]


@pytest.mark.parametrize(
    "demo", [demo for demo in read_all() if demo.state == "published"], ids=lambda demo: demo.slug
)
def test_demo_review_is_a_real_text(demo: Any) -> None:
    words = sum(len(section.body.split()) for section in demo.sections)
    least = 250 if demo.meta["kind"] == "dropped" else 400
    assert least <= words <= 950
    assert demo.sections[0].spoils_through == 0
    assert len(demo.sections) >= 4


def test_a_heading_without_its_scope_is_named(tmp_path: Any) -> None:
    path = tmp_path / "99-broken.md"
    path.write_text('+++\nslug = "broken"\n+++\nHello.\n\n## No scope here\n\nText.\n')
    with pytest.raises(ValueError, match=r"99-broken\.md: a heading lacks"):
        read(path)


def test_pictures_of_the_demo_are_light_and_all_used() -> None:
    files = {path.relative_to(ARTWORK).with_suffix("").as_posix(): path for path in ARTWORK.rglob("*.webp")}
    posters = {f"posters/{record['slug']}" for record in read_dramas()}
    stills = {f"stills/{still.key}" for demo in read_all() for still in stills_of(demo)}
    assert set(files) == posters | stills
    assert [name for name, path in files.items() if path.stat().st_size > 40_000] == []
