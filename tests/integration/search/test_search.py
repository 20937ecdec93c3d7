"""What readers type finds what they mean, in the whole demo catalogue."""

import unicodedata

import pytest

from reviewsite.search.query import SearchResults, hits, search, suggest
from tests.factories import make_credit, make_drama, make_known_person, make_person, make_review

pytestmark = pytest.mark.both_databases

#: Every way to write one actor, and parts of his name.
HIM = [
    "Im Si Wan",
    "Im Si-wan",
    "Yim Si-wan",
    "Yim Siwan",
    "Im Shi Wan",
    "Lim Siwan",
    "Siwan Im",
    "imsiwan",
    "임시완",
    unicodedata.normalize("NFD", "임시완"),
    "시완",
    "ㅇㅅㅇ",
    "im siwna",
    "dlatldhks",
]
DRAMAS = {
    "미생": "Misaeng",
    "misaeng": "Misaeng",
    "ㅁㅅ": "Misaeng",
    "Jang Geu-rae": "Misaeng",
    "crash lnading": "Crash Landing on You",
    "crashlanding": "Crash Landing on You",
    "사랑의불시착": "Crash Landing on You",
    "불시착": "Crash Landing on You",
    "응답하라1988": "Reply 1988",
    "twenty five twenty one": "Twenty-Five Twenty-One",
    "yumis cells": "Yumi's Cells",
    "red sleeve": "The Red Sleeve",
}


def first(results: SearchResults) -> str:
    return results.groups[0].found[0].row.title if results.groups else ""


def titles(results: SearchResults, kind: str) -> list[str]:
    return [found.row.title for group in results.groups if group.kind == kind for found in group.found]


def plain(segments: tuple) -> str:
    return "".join(segment.text for segment in segments)


@pytest.mark.slow
def test_what_is_meant_comes_first_in_the_demo(demo: None) -> None:
    assert {typed: first(search(typed)) for typed in HIM} == dict.fromkeys(HIM, "Im Si-wan")
    assert {typed: first(search(typed)) for typed in DRAMAS} == DRAMAS
    assert {typed: suggest(typed)[0].title for typed in HIM[:12]} == dict.fromkeys(HIM[:12], "Im Si-wan")


@pytest.mark.django_db
def test_accents_and_case_make_no_difference() -> None:
    make_drama("The Café Next Door", synopsis="A naïve heir pours coffee.")

    for typed in ("cafe", "CAFÉ", "naive", "café next"):
        assert titles(search(typed), "drama") == ["The Café Next Door"], typed


@pytest.mark.django_db
def test_namesakes_are_both_shown_with_what_tells_them_apart() -> None:
    stage, screen = make_drama("On Stage", year=2010), make_drama("Love Alarm", year=2019)
    for drama, born in ((stage, 1975), (screen, 1999)):
        make_credit(drama, make_person("Kim So-hyun", hangul="김소현", birth_year=born))
    make_known_person("Kim So-yeon", hangul="김소연")

    group = search("김소현").groups[0]

    assert [found.row.detail for found in group.found] == ["born 1975 · On Stage", "born 1999 · Love Alarm"]
    assert [each.detail for each in suggest("kim so hyun")][:2] == [found.row.detail for found in group.found]


@pytest.mark.django_db
def test_a_person_is_found_by_any_stored_spelling() -> None:
    singer = make_known_person("Lee Ji-eun", hangul="이지은")
    singer.names.create(spelling="IU", kind="stage")
    singer.names.create(spelling="아이유", kind="stage")

    for typed in ("iu", "아이유", "ㅇㅇㅇ", "Yi Jieun", "이지은"):
        assert first(search(typed)) == "Lee Ji-eun", typed


@pytest.mark.django_db
def test_better_fits_come_before_heavier_documents() -> None:
    actor = make_person()
    for title in ("My Love Story", "Lovely Days", "Love", "Love Song"):
        make_drama(title, cast=[(actor, "A"), (make_person(), "B")] if title == "Lovely Days" else [])
    make_drama("Winter", synopsis="A story of love.")

    assert titles(search("love"), "drama") == ["Love", "Lovely Days", "Love Song", "My Love Story", "Winter"]


@pytest.mark.django_db
def test_groups_come_in_the_order_of_their_best_result() -> None:
    drama = make_drama("Signal", cast=[(make_person("Radio Kim"), "The voice")])
    make_review(drama=drama, headline="A radio calls", sections=[{"body": "It calls from the past."}])

    assert [group.kind for group in search("radio").groups] == ["person", "review", "drama"]
    assert [group.kind for group in search("signal").groups] == ["drama", "review", "person"]


@pytest.mark.django_db
def test_snippet_shows_the_place_with_the_words_marked() -> None:
    review = make_review(
        verdict="Slow and good.", sections=[{"body": "First.\n\nThe *heron* waits. " + "On. " * 80}]
    )

    [hit] = hits(search("herons heron").groups[0].found, ["heron"])

    assert hit.url == review.get_absolute_url()
    assert plain(hit.snippet).startswith("The heron waits. On.")
    assert [segment.text for segment in hit.snippet if segment.marked] == ["heron"]


@pytest.mark.django_db
def test_a_slip_is_mended_only_if_nothing_has_the_word_as_typed() -> None:
    make_drama("Landing")

    assert search("lnading").corrected == "landing"
    assert search("landin").corrected == ""

    make_drama("Lnading")
    assert (search("lnading").corrected, first(search("lnading"))) == ("", "Lnading")


@pytest.mark.django_db
def test_words_that_nothing_has_are_left_out_and_named() -> None:
    make_drama("Misaeng", title_ko="미생")

    results = search("misaeng ending explained")

    assert (first(results), results.left_out) == ("Misaeng", ("ending", "explained"))


@pytest.mark.django_db
def test_kinds_can_be_chosen() -> None:
    make_review(drama=make_drama("Signal"))

    assert [group.kind for group in search("signal", only=["review"]).groups] == ["review"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        '"',
        '"misaeng',
        "' OR 1=1 --",
        "misaeng OR",
        "AND OR NOT NEAR",
        "NEAR(a b)",
        "*",
        "mis*",
        "names : misaeng",
        "a & b | !c <-> d:*",
        "\\",
        "%_%",
        "mis\x00aeng",
        "\x00",
        "🎉",
        "❤️ misaeng",
        "ㅇ",
        "ㅏ",
        "ㅋㅋㅋㅋ",
        "ᄋ",
        "미ㅅ",
        "임 ㅅ",
        "x" * 10_240,
        "word " * 2_048,
        "미생" * 5_000,
        "q9 q9f q9tdrama",
        "́̂̃",
        "\u202emisaeng\u202c",
        "ภาษาไทย हिन्दी العربية",
        "\U00020000\U0001f600",
        "١٢٣",
    ],
)
def test_nothing_that_can_be_typed_is_an_error(typed: str) -> None:
    make_drama("Misaeng", title_ko="미생", cast=[(make_person("Im Si-wan", hangul="임시완"), "Jang Geu-rae")])

    results = search(typed)

    assert results.count <= 2
    assert all(hits(group.found, results.words) for group in results.groups)
    assert len(suggest(typed)) <= 8


@pytest.mark.django_db
def test_marks_of_the_index_are_not_found() -> None:
    make_drama("Misaeng")

    assert [search(mark).count for mark in ("q9f", "q9tdrama", "q9", "q9u")] == [0, 0, 0, 0]


@pytest.mark.django_db
def test_suggestions_begin_with_two_letters_or_one_syllable() -> None:
    make_drama("Misaeng", title_ko="미생")

    assert [len(suggest(typed)) for typed in ("", "m", "mi", "미", "ㅁ")] == [0, 0, 1, 1, 1]


@pytest.mark.django_db
def test_suggestions_are_dramas_people_and_networks() -> None:
    make_review(drama=make_drama("Signal"), headline="Signal lost")

    assert [each.kind for each in suggest("signal")] == ["drama"]


@pytest.mark.django_db
def test_a_half_typed_syllable_is_enough_for_a_suggestion() -> None:
    make_known_person("Im Si-wan", hangul="임시완")

    for typed in ("임ㅅ", "임싱", "임시오", "임시와", "임시완"):
        assert [each.title for each in suggest(typed)] == ["Im Si-wan"], typed
