"""A text of one drama is never refused: what it does not say is asked, and what is around it loses nothing."""

import unicodedata

import pytest

from reviews.importer.document import Kind, ParsedReview
from reviews.importer.parser import parse
from tests.unit.importer.samples import leftover_texts

QUIET = "A quiet drama about two people by the sea which rewards whoever stays with it."
PIER = "The photography is wonderful and the pier scene is lovely to see."


def body(parsed: ParsedReview) -> str:
    return "\n".join(section.body for section in parsed.sections)


@pytest.mark.parametrize(
    ("text", "candidate"),
    [
        (
            f"I watched Salt Road twice this month.\n\n{PIER}\n\nSalt Road is long. Salt Road stays.",
            "Salt Road",
        ),
        (f"Nobody told me of “Salt Road”.\n\n{PIER}", "Salt Road"),
        (f"Salt Road\n\n{QUIET}", "Salt Road"),
        ("어제 드라마 <소금길>을 다 봤다.\n\n바다가 참 예뻤다.", "소금길"),
        (
            f"Network: tvN\n\nI never thought salt could be so gripping. “Salt Road” is one long walk.\n\n{PIER}",
            "Salt Road",
        ),
    ],
)
def test_the_title_is_asked_with_what_it_may_be(text: str, candidate: str) -> None:
    parsed = parse(text)
    assert parsed.refused is None
    assert candidate in next(ask.candidates for ask in parsed.asks if ask.field == "title")


def test_the_name_of_the_file_may_be_the_title() -> None:
    [ask] = parse(PIER, "salt-road-review.txt").asks
    assert ask.candidates == ("Salt Road",)


def test_people_and_services_are_no_candidates() -> None:
    parsed = parse("Kim Tae-ri is fine. Kim Tae-ri is on Netflix. Netflix has Kim Tae-ri.\n\n" + PIER)
    assert parsed.asks[0].candidates == ()


def test_without_a_title_the_facts_are_read_all_the_same() -> None:
    parsed = parse(f"Network: tvN\nEpisodes: 16\nCast: Kim Tae-ri as Seo-ah\n\n{PIER}")
    assert (parsed.networks, parsed.episodes, parsed.cast[0].character) == (("tvN",), 16, "Seo-ah")


@pytest.mark.parametrize(
    "link",
    ["See also  Final review : Tin Moon", "Next review: Tin Moon", "You may also like: Tin Moon Review"],
)
def test_a_link_below_the_text_is_no_title(link: str) -> None:
    parsed = parse(f"Salt Road is a 2021 South Korean series on tvN.\n\n{PIER}\n\n{link}\n\nA small minus.")
    assert (parsed.title, leftover_texts(parsed)) == ("Salt Road", [link])
    assert PIER in body(parsed)
    assert "A small minus." in body(parsed)


def test_the_form_for_comments_gives_the_title_and_is_no_text() -> None:
    parsed = parse(
        f"I am sad that it is over.\n\n{PIER}\n\nOne thought on “FINAL REVIEW: Salt Road”\n\nLeave a Reply"
    )
    assert parsed.title == "Salt Road"
    assert leftover_texts(parsed) == ["One thought on “FINAL REVIEW: Salt Road”", "Leave a Reply"]
    assert "I am sad that it is over." in body(parsed)


def test_the_words_of_commenters_are_not_the_writers() -> None:
    parsed = parse(
        f"Salt Road Review\n\n{PIER}\n\n2 thoughts on “Salt Road Review”\n\nMin says:\n\nThe coach dies."
    )
    assert "The coach dies." not in body(parsed)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            f"Salt Road\n\nEpisodes: 16\nRating: 8/10\n\n{QUIET}\n\nTin Moon\n\nEpisodes: 12\nRating: 5/10\n\n{PIER}",
            [("Salt Road", 1), ("Tin Moon", 8)],
        ),
        (
            f"Title: Salt Road\nEpisodes: 16\nYear: 2020\n\n{QUIET}\n\n"
            f"Title: Tin Moon\nEpisodes: 12\nYear: 2021\n\n{PIER}",
            [("Salt Road", 1), ("Tin Moon", 7)],
        ),
    ],
)
def test_two_reviews_are_said_to_be_two(text: str, titles: list[tuple[str, int]]) -> None:
    refused = parse(text).refused
    assert refused is not None
    assert [(part.title, part.first) for part in refused.parts] == titles


def test_facts_above_and_scores_below_are_one_review() -> None:
    parsed = parse(
        f"Salt Road\n\nEpisodes: 16\nNetwork: tvN\n\n{QUIET}\n\n"
        f"My ratings\n\nStory: 8/10\nActing: 9/10\nRating: 8/10\n\n{PIER}"
    )
    assert parsed.refused is None


@pytest.mark.parametrize(
    "line",
    [
        "A Year in Review: 2015’s Top 10",
        "My Favorite Dramas of 2021",
        "Every Drama I Watched in 2021, Ranked",
        "March Wrap-Up: Five Dramas, Two Tears",
        "What I’m Watching This Week",
    ],
)
def test_a_list_is_refused_as_one(line: str) -> None:
    refused = parse(f"{line}\n\n1. Salt Road\n\n{QUIET}\n\n2. Tin Moon\n\n{PIER}").refused
    assert refused is not None
    assert refused.code == "list"


LABELS = {
    "es": "Capítulos: 16\nAño: 2021\nGénero: Romance\nDirector: Park Joon-ho\nReparto: Kim Tae-ri\nCalificación: 8/10",
    "es, bare": "Capitulos: 16\nAno: 2021\nGenero: Romance\nDireccion: Park Joon-ho\n"
    "Elenco: Kim Tae-ri\nCalificacion: 8/10",
    "pt": "Episódios: 16\nAno: 2021\nGênero: Romance\nDireção: Park Joon-ho\nElenco: Kim Tae-ri\nNota: 8/10",
    "fr": "Épisodes : 16\nAnnée : 2021\nGenre : Romance\nRéalisateur : Park Joon-ho\nAvec : Kim Tae-ri\nMa note : 8/10",
    "de": "Folgen: 16\nJahr: 2021\nGenre: Romance\nRegie: Park Joon-ho\nBesetzung: Kim Tae-ri\nBewertung: 8/10",
    "it": "Episodi: 16\nAnno: 2021\nGenere: Romance\nRegia: Park Joon-ho\nInterpreti: Kim Tae-ri\nVoto: 8/10",
    "id": "Jumlah episode: 16\nTahun: 2021\nGenre: Romance\nSutradara: Park Joon-ho\nPemain: Kim Tae-ri\nNilai: 8/10",
    "ru": "Серии: 16\nГод: 2021\nЖанр: Romance\nРежиссёр: Park Joon-ho\nВ ролях: Kim Tae-ri\nОценка: 8/10",
    "ja": "話数：16\n年：2021\nジャンル：Romance\n監督：Park Joon-ho\nキャスト：Kim Tae-ri\n評価：8/10",
    "no colon": "Episodes 16\nYear 2021\nGenre Romance\nDirectors Park Joon-ho\nCast Kim Tae-ri\nRating 8/10",
}


@pytest.mark.parametrize("labels", LABELS.values(), ids=LABELS)
def test_labels_of_another_language_or_without_colons(labels: str) -> None:
    parsed = parse(f"Salt Road\n\n{labels}\n\n{QUIET}")
    assert (parsed.title, parsed.episodes, parsed.year, parsed.genres) == (
        "Salt Road",
        16,
        2021,
        ("Romance",),
    )
    assert (parsed.directors, parsed.cast[0].actor, parsed.rating.value_10) == (
        ("Park Joon-ho",),
        "Kim Tae-ri",
        8.0,
    )


@pytest.mark.parametrize("aired", ["Mar/12/2020 - May/28/2020", "12 de marzo de 2020 - 28 de mayo de 2020"])
def test_dates_of_other_habits(aired: str) -> None:
    parsed = parse(f"Salt Road\n\nAired: {aired}\n\n{QUIET}")
    assert (str(parsed.aired_from), str(parsed.aired_to)) == ("2020-03-12", "2020-05-28")


@pytest.mark.parametrize(
    ("head", "native"),
    [
        (unicodedata.normalize("NFD", "Title: Salt Road\nHangul: 소금길"), "소금길"),
        ("TV Review: Salt Road (2021) (Drama)\n\nSalt Road (소금길)", "소금길"),
        ("Title: Shio no michi / 塩の道", "塩の道"),
        ("Title: Yan Lu (盐路)", "盐路"),
        ("Title: Salt Road\n\n결말", None),
        ("Title: Salt Road\n\n총평", None),
    ],
)
def test_native_title(head: str, native: str | None) -> None:
    parsed = parse(f"{head}\n\n{QUIET}")
    assert parsed.native_title == native


@pytest.mark.parametrize("heading", ["결말", "줄거리", "結末", "Desenlace", "Das Ende", "Концовка"])
def test_the_end_in_any_language_is_closed_and_asked(heading: str) -> None:
    parsed = parse(f"Title: Salt Road\n\n{heading}\n\nDo-yun leaves the island, and nobody follows him.")
    [section] = parsed.sections
    assert (section.heading, section.spoiler, section.spoiler_ambiguous) == (heading, True, True)


@pytest.mark.parametrize(
    "sentence",
    [
        "Han Do-yun is a star fisherman who never speaks.",
        "Oh Mi-rae is the star pupil of the island.",
        "Kang Do-jin, a star in the night, sleeps.",
    ],
)
def test_a_character_who_is_a_star_is_no_actor(sentence: str) -> None:
    assert parse(f"Review: Salt Road\n\n{QUIET}\n\n{sentence}").cast == ()


def test_facts_that_have_no_home_are_shown_as_not_used() -> None:
    parsed = parse(
        "Title: Salt Road\nIMDb: 8.1\nAuthor: Hana\nChemistry: 7/10\nStory: 9/10\nAired: June 2021\n\n"
        + QUIET
    )
    kinds = {place.text: place.kind for place in parsed.placements}
    used = [text for text, kind in kinds.items() if kind is Kind.FIELD]
    assert used == ["Title: Salt Road", "Story: 9/10"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("[spoiler] Zarafel dies", "mark_without_end"),
        ("Thoughts on the ending #spoiler", "speaks_of_spoilers"),
    ],
)
def test_what_closed_a_text_is_asked(line: str, why: str) -> None:
    document = f"Signal Hill\n\nYear: 2019\n\nThe lead is charming all through.\n\n{line}\n\nMore of it.\n"
    asks = parse(document).to_json_dict()["asks"]
    assert ("spoilers", why, 7) in [(ask["field"], ask["why"], ask["line"]) for ask in asks]


@pytest.mark.parametrize(
    "title",
    [
        "Is Salt Road worth watching?",
        "Salt Road: the best drama of the year?",
        "My 2021 drama list, part 3: Salt Road",
        "One of the best dramas I have seen: Salt Road",
        "Must-watch K-drama: Salt Road",
        "Why dramas like Salt Road matter",
    ],
)
def test_a_headline_about_one_drama_is_asked_about(title: str) -> None:
    parsed = parse(f"{title}\n\n{PIER}\n\nThe sea is lovely, and it is there in every scene.")
    assert parsed.refused is None
    assert (parsed.title, parsed.asks[0].candidates[0]) == (None, "Salt Road")


@pytest.mark.parametrize(
    "below",
    [
        "Continue reading\n\nThe sea is lovely, and nobody minds it.\n\nRead more: Tin Moon review",
        "Read more: Tin Moon\nRead more: Quiet Floor",
        "Other dramas by the writer\n\nTin Moon (2019)\nNetwork: tvN\nQuiet Floor (2018)\nNetwork: KBS2",
    ],
)
def test_links_to_other_texts_below_a_review_are_no_second_review(below: str) -> None:
    parsed = parse(f"Salt Road Review\n\nEpisodes: 16\n\n{PIER}\n\n{below}")
    assert (parsed.refused, parsed.title) == (None, "Salt Road")


@pytest.mark.parametrize(
    "text",
    [
        "Currently watching: Salt Road\n\n1. Salt Road\n\n{0}\n\n2. Tin Moon\n\n{0}",
        "The best dramas of 2020\n\n{0}",
        "One of the best years for dramas: my top dramas\n\n1. Salt Road\n\n{0}\n\n2. Tin Moon\n\n{0}",
    ],
)
def test_a_list_stays_a_list(text: str) -> None:
    refused = parse(text.format(PIER)).refused
    assert refused is not None
    assert refused.code == "list"
