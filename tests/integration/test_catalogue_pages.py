"""The pages of dramas, people, networks, genres and years."""

import pytest
from django.test import Client

from dramas.models import Credit, DramaRelation, WatchLink
from reviewsite.spoilers import WHOLE_DRAMA
from tests.factories import (
    make_credit,
    make_drama,
    make_genre,
    make_known_person,
    make_network,
    make_person,
    make_review,
)

pytestmark = pytest.mark.django_db


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_drama_page_shows_the_facts(client: Client) -> None:
    tvn, viki = make_network("tvN"), make_network("Viki", kind="streaming")
    person, director = make_person("Im Si-wan", hangul="임시완"), make_person("Kim Won-seok")
    drama = make_drama(
        "Misaeng",
        slug="misaeng",
        title_ko="미생",
        networks=[tvn],
        cast=[(person, "Jang Geu-rae")],
        air_days=(4, 5),
    )
    make_credit(drama, director, job=Credit.Job.DIRECTOR)
    WatchLink.objects.create(drama=drama, network=viki, region="EU", url="https://viki.example/misaeng")
    make_review(drama=drama, headline="The Paperwork Is the Thriller")

    html = page(client, "/dramas/misaeng/")

    for words in (
        "tvN",
        "Kim Won-seok",
        "Jang Geu-rae",
        "https://viki.example/misaeng",
        "The Paperwork Is the Thriller",
    ):
        assert words in html
    assert "Fridays and Saturdays" in html
    assert '<span class="hangul-title" lang="ko">' in html


def test_surprise_part_is_on_the_drama_page_only_for_who_has_seen_it(client: Client) -> None:
    drama = make_drama(slug="signal")
    make_credit(drama, make_person("Surprise Guest"), spoils_through=12)

    assert "Surprise Guest" not in page(client, "/dramas/signal/")
    assert "Surprise Guest" not in page(client, "/dramas/signal/?seen=11")
    assert "Surprise Guest" in page(client, "/dramas/signal/?seen=12")
    assert "noindex" in page(client, "/dramas/signal/?seen=12")


def test_related_dramas_say_how_they_are_related(client: Client) -> None:
    drama, sequel = make_drama(slug="stranger"), make_drama("Stranger 2")
    DramaRelation.objects.create(drama=drama, related=sequel, kind=DramaRelation.Kind.SEQUEL)

    html = page(client, "/dramas/stranger/")

    assert "Stranger 2" in html
    assert "sequel" in html


def test_drama_without_anything_still_has_a_page(client: Client) -> None:
    make_drama("Bare", slug="bare", year=None, episodes=None)

    html = page(client, "/dramas/bare/")

    assert "We haven’t reviewed this one yet" in html
    assert '<option value="all">' in html


def test_person_page_has_safe_credits_only_whatever_the_address_says(client: Client) -> None:
    person = make_person("Im Si-wan", slug="im-si-wan")
    make_drama("Run On", cast=[(person, "Ki Seon-gyeom")])
    make_credit(make_drama("The Secret Cameo"), person, spoils_through=WHOLE_DRAMA)

    for query in ("", "?seen=all"):
        html = page(client, f"/people/im-si-wan/{query}")
        assert "Ki Seon-gyeom" in html
        assert "The Secret Cameo" not in html


def test_reviews_on_a_person_page_do_not_follow_a_surprise_part(client: Client) -> None:
    person = make_person(slug="guest")
    drama = make_drama()
    make_credit(drama, person, spoils_through=3)
    make_review(drama=drama, headline="Who was that?")

    assert "Who was that?" not in page(client, "/people/guest/")


def test_two_parts_in_one_drama_are_one_entry(client: Client) -> None:
    person = make_person(slug="lee")
    make_drama("Twins", slug="twins", cast=[(person, "The elder"), (person, "The younger")])

    html = page(client, "/people/lee/")

    assert html.count('href="/dramas/twins/"') == 1
    assert "The elder, The younger" in html


def test_namesakes_are_told_apart(client: Client) -> None:
    make_known_person("Kim So-hyun", hangul="김소현", slug="kim-so-hyun", disambiguation="actor, b. 1999")
    make_known_person(
        "Kim So-hyeon", hangul="김소현", slug="kim-so-hyun-1975", disambiguation="musical actor, b. 1975"
    )

    html = page(client, "/people/kim-so-hyun/")

    assert "Not to be confused with" in html
    assert "musical actor, b. 1975" in html


def test_other_spellings_are_on_the_person_page(client: Client) -> None:
    make_known_person("Im Si-wan", slug="im-si-wan").names.create(spelling="Yim Siwan")

    assert "Yim Siwan" in page(client, "/people/im-si-wan/")


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", {"Apple", "Banana", "1988"}),
        ("?letter=a", {"Apple"}),
        ("?letter=0", {"1988"}),
        ("?letter=Z", set()),
        ("?letter=AB", {"Apple", "Banana", "1988"}),
        ("?letter=%00", {"Apple", "Banana", "1988"}),
        ("?page=abc", {"Apple", "Banana", "1988"}),
        ("?page=0", {"Apple", "Banana", "1988"}),
        ("?page=-1&page=" + "9" * 400, {"Apple", "Banana", "1988"}),
    ],
)
def test_drama_list_goes_by_first_letter(client: Client, query: str, titles: set[str]) -> None:
    for title in ("Apple", "Banana", "1988"):
        make_drama(title)

    html = page(client, f"/dramas/{query}")

    assert {title for title in ("Apple", "Banana", "1988") if f">{title}</a>" in html} == titles


def test_drama_tile_has_the_best_rating_of_a_public_review(client: Client) -> None:
    drama = make_drama()
    make_review(drama=drama, rating=7)
    make_review(drama=drama, rating=8.5)
    make_review(drama=drama, rating=10, state="draft")

    html = page(client, "/dramas/")

    assert "8.5<span" in html
    assert "10.0<span" not in html


@pytest.mark.parametrize("address", ["/networks/tvn/", "/genres/romance/", "/years/2020/"])
def test_shelves_show_their_dramas_and_reviews(client: Client, address: str) -> None:
    make_drama("Somewhere else", year=2001)
    drama = make_drama("Run On", networks=[make_network("tvN")], genres=[make_genre("Romance")])
    make_review(drama=drama, headline="On running")

    html = page(client, address)

    assert "Run On" in html
    assert "On running" in html
    assert "Somewhere else" not in html


def test_years_say_how_many_dramas_began_in_each(client: Client) -> None:
    make_drama("Run On", year=2020)
    make_drama("Signal", year=2016)
    make_drama("Dear My Friends", year=2016)

    html = page(client, "/years/")

    assert '<a href="/years/2020/">2020</a> <span>1</span>' in html
    assert '<a href="/years/2016/">2016</a> <span>2</span>' in html


@pytest.mark.parametrize(
    "address",
    [
        "/dramas/none/",
        "/people/none/",
        "/networks/none/",
        "/genres/none/",
        "/reviews/none/",
        "/writers/none/",
        "/writers/%00/",
        "/years/1999/",
        "/years/0/",
        "/years/" + "9" * 5000 + "/",
        "/%ff/",
    ],
)
def test_what_does_not_exist_is_not_found(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 404
    assert "This episode was never aired" in response.content.decode()


def test_account_without_a_published_review_has_no_page(client: Client, django_user_model: type) -> None:
    writer = django_user_model.objects.create(username="jo")
    make_review(writers=[writer], state="draft")

    assert client.get(writer.get_absolute_url()).status_code == 404

    make_review(writers=[writer])

    assert client.get(writer.get_absolute_url()).status_code == 200
