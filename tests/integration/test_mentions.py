"""Names of the catalogue become links where they are first read, and never in what is closed."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from dramas.models import Drama
from reviews.mentions import refresh_mentions
from reviews.models import Mention, Review
from reviewsite.spoilers import WHOLE_DRAMA
from tests.factories import make_credit, make_drama, make_known_person, make_person, make_review, make_section
from tests.integration.test_admin import change

pytestmark = pytest.mark.django_db


@pytest.fixture
def misty() -> Drama:
    return make_drama("Misty Harbour", slug="misty-harbour", title_ko="안개 항구")


def review_of(*bodies: str, **fields: object) -> Review:
    review = make_review(sections=[{"body": body} for body in bodies], **fields)  # type: ignore[arg-type]
    refresh_mentions(review)
    return review


def links_to(client: Client, review: Review, address: str, **query: str) -> int:
    return client.get(review.get_absolute_url(), query).content.decode().count(f'<a href="{address}"')


@pytest.mark.parametrize("name", ["Misty Harbour", "안개 항구"])
def test_a_title_is_linked_at_its_first_mention_only(client: Client, misty: Drama, name: str) -> None:
    review = review_of(f"Like {name}, but slower.", f"Again {name}.")
    assert links_to(client, review, "/dramas/misty-harbour/") == 1


def test_a_person_is_linked_under_any_hyphenation(client: Client) -> None:
    person = make_known_person("Im Si-wan", hangul="임시완")
    review = review_of("Here Im Si Wan is at his best.")
    assert links_to(client, review, person.get_absolute_url()) == 1


def test_a_name_in_closed_text_is_linked_only_for_those_who_see_it(client: Client, misty: Drama) -> None:
    review = make_review(sections=[{"body": "It ends like ||Misty Harbour||."}])
    make_section(review, body="As in Misty Harbour.", spoils_through=5, position=1)
    refresh_mentions(review)
    assert Mention.objects.get().spoils_through == 5
    assert "misty-harbour" not in client.get(review.get_absolute_url()).content.decode()
    assert links_to(client, review, "/dramas/misty-harbour/", seen="5") == 1


def test_a_drama_says_who_names_it_but_not_from_closed_text(client: Client, misty: Drama) -> None:
    open_review = review_of("Compare Misty Harbour.", headline="Compares openly")
    closed = make_review(headline="Compares in secret")
    make_section(closed, body="As in Misty Harbour.", spoils_through=WHOLE_DRAMA)
    refresh_mentions(closed)
    page = client.get("/dramas/misty-harbour/").content.decode()
    assert open_review.headline in page
    assert closed.headline not in page


def test_a_refused_link_stays_refused_on_the_next_save(client: Client, misty: Drama) -> None:
    review = review_of("Like Misty Harbour.")
    Mention.objects.update(refused=True)
    refresh_mentions(review)
    assert links_to(client, review, "/dramas/misty-harbour/") == 0
    assert Mention.objects.get().refused


def test_a_mention_goes_with_the_name(misty: Drama) -> None:
    review = review_of("Like Misty Harbour.")
    review.sections.update(body="Like nothing else.")
    refresh_mentions(review)
    assert not Mention.objects.exists()


def test_a_word_that_begins_a_sentence_is_no_title(client: Client) -> None:
    signal = make_drama("Signal", slug="signal")
    assert not review_of("Signal lost. Then nothing.").mentions.exists()
    assert review_of("It is no Signal, though.").mentions.get().target == signal


def test_a_title_is_linked_where_it_was_recognised_and_not_at_a_word_with_its_letters(client: Client) -> None:
    make_drama("Signal", slug="signal")
    review = review_of("Signal lost. A pre-Signal age. *Signal* again, and then it is no Signal, though.")
    page = client.get(review.get_absolute_url()).content.decode()
    assert 'it is no <a href="/dramas/signal/">Signal</a>, though' in page
    assert page.count('<a href="/dramas/signal/"') == 1


def test_a_title_in_closed_text_is_not_linked_at_a_word_in_open_text(client: Client) -> None:
    signal = make_drama("Signal", slug="signal")
    review = review_of("Signal lost. ||7: It is no Signal, though.||")
    assert review.mentions.get().target == signal
    assert links_to(client, review, "/dramas/signal/") == 0
    page = client.get(review.get_absolute_url(), {"seen": "7"}).content.decode()
    assert 'no <a href="/dramas/signal/">Signal</a>, though' in page


def test_the_whole_title_is_linked_and_not_its_first_words(client: Client) -> None:
    make_drama("Misty", slug="misty")
    make_drama("Misty Harbour", slug="harbour")
    page = client.get(review_of("It is like Misty Harbour, and Misty.").get_absolute_url()).content.decode()
    assert '<a href="/dramas/harbour/">Misty Harbour</a>, and <a href="/dramas/misty/">Misty</a>' in page


def test_of_namesakes_the_one_in_this_drama_is_meant() -> None:
    meant, _other = (make_known_person("Kim So-hyun", birth_year=born) for born in (1999, 1975))
    drama = make_drama(cast=[(meant, "Role")])
    assert review_of("Kim So-hyun shines.", drama=drama).mentions.get().target == meant
    assert not review_of("Kim So-hyun shines.").mentions.exists()


def test_a_character_is_not_the_person_of_that_name() -> None:
    make_person("Park Hae-young")
    drama = make_drama(cast=[(make_person("Lee Je-hoon"), "Park Hae-young")])
    assert not review_of("Then Park Hae-young picks up the radio.", drama=drama).mentions.exists()


def test_a_surprise_guest_of_two_namesakes_is_not_given_away() -> None:
    guest, _other = (make_known_person("Han Na-rae", birth_year=born) for born in (1990, 1960))
    drama = make_drama()
    make_credit(drama, guest, spoils_through=9)
    assert not review_of("Remember Han Na-rae?", drama=drama).mentions.exists()


@pytest.mark.parametrize(
    "body",
    [
        "[Misty Harbour](https://example.org/)",
        "`Misty Harbour`",
        "# Misty Harbour",
        "![Misty Harbour](image:abcd1234)",
    ],
)
def test_links_code_headings_and_pictures_stay_as_they_are(client: Client, misty: Drama, body: str) -> None:
    assert links_to(client, review_of(body), "/dramas/misty-harbour/") == 0


def test_saving_in_the_admin_finds_them(client: Client, misty: Drama) -> None:
    client.force_login(get_user_model().objects.create_superuser("editor", password="a long enough one"))
    review = make_review(sections=[{"body": "Like Misty Harbour."}])
    change(client, review)
    assert review.mentions.get().target == misty
