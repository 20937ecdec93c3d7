import pytest

from reviews.importer.names import is_korean_name, read_people
from tests.unit.importer.samples import review


def _cast(*lines: str, text: str = "An aunt arrives, and then another one.") -> list[tuple[str, str | None]]:
    return [(member.actor, member.character) for member in review(*lines, text=text).cast]


@pytest.mark.parametrize(
    "lines",
    [
        ["Main Cast:", "Im Jae Hyuk as Pyo Jun", "Yoon Ara as Song I Seul"],
        ["Main Leads :", "", "Im Jae Hyuk as Pyo Jun", "Yoon Ara as Song I Seul"],
        ["Cast: Im Jae Hyuk as Pyo Jun and Yoon Ara as Song I Seul"],
        ["Cast: Im Jae Hyuk (Pyo Jun), Yoon Ara (Song I Seul)"],
        ["Starring: Im Jae Hyuk (as Pyo Jun) & Yoon Ara (as Song I Seul)"],
        ["Cast:", "- Im Jae Hyuk – Pyo Jun", "- Yoon Ara – Song I Seul"],
        ["| Actor | Role |", "|---|---|", "| Im Jae Hyuk | Pyo Jun |", "| Yoon Ara | Song I Seul |"],
    ],
)
def test_cast_with_characters_in_any_layout(lines: list[str]) -> None:
    assert _cast(*lines) == [("Im Jae Hyuk", "Pyo Jun"), ("Yoon Ara", "Song I Seul")]


def test_last_name_after_a_comma_and_an_and() -> None:
    assert _cast("Main Cast: Im Jae-hyuk, Yoon Ara, and Park Noel") == [
        ("Im Jae-hyuk", None),
        ("Yoon Ara", None),
        ("Park Noel", None),
    ]


def test_brackets_with_earlier_works_are_no_characters() -> None:
    assert _cast("Cast: Im Jae-hyuk (Mr. Lighthouse), Yoon Ara (You Only Leave Once)") == [
        ("Im Jae-hyuk", None),
        ("Yoon Ara", None),
    ]


def test_brackets_of_the_director_tell_what_the_brackets_of_the_cast_hold() -> None:
    parsed = review("Director: Woo Hye-rim (Mine)", "Cast: Im Jae-hyuk (Signal), Yoon Ara (Goblin)")
    assert parsed.directors == ("Woo Hye-rim",)
    assert [member.character for member in parsed.cast] == [None, None]


def test_bracket_that_may_be_either_is_asked() -> None:
    parsed = review("Cast: Im Jae-hyuk (Vincent), Yoon Ara (Crossing)")
    assert [member.character for member in parsed.cast] == [None, None]
    assert any("Vincent, Crossing" in dict(doubt.values).get("brackets", "") for doubt in parsed.warnings)


def test_hangul_in_brackets_is_the_name_in_hangul() -> None:
    parsed = review("Director: Ahn Seo-jun (안서준)", "Cast: Yoon Ara (윤아라)")
    assert dict(parsed.native_names) == {"Ahn Seo-jun": "안서준", "Yoon Ara": "윤아라"}
    assert [(member.actor, member.character) for member in parsed.cast] == [("Yoon Ara", None)]


def test_two_names_of_one_character_and_the_repeated_line_of_a_picture() -> None:
    lines = [
        "Main Characters:",
        "",
        "Cha Min Jae as Antonio/ Park Joo Hwan",
        "",
        "Cha Min Jae as Antonio Park Joo Hwan",
    ]
    parsed = review("Episodes: 20", "", *lines, text="Antonio says little before noon.")
    assert [(member.actor, member.character) for member in parsed.cast] == [
        ("Cha Min Jae", "Antonio / Park Joo Hwan")
    ]
    assert [section.heading for section in parsed.sections] == ["Main Characters"]


def test_text_gives_characters_to_a_list_and_no_new_actors() -> None:
    text = (
        "With Kim Tae-rin as Na Hee-Jin, and MOON5’s Bora as Ko Yu-Min. Han Do Il (Go Min Seok) mends boats."
    )
    assert _cast("Cast: Kim Tae Rin, Bora, Choi Hyun Gil", text=text) == [
        ("Kim Tae Rin", "Na Hee-Jin"),
        ("Bora", "Ko Yu-Min"),
        ("Choi Hyun Gil", None),
    ]


def test_without_a_list_the_text_names_the_cast() -> None:
    text = (
        "It has Han Do Kyung (Harbor Lights 2 and cameo in Mapo 1977) and Taerin. Seo Ji Hwan (Han Do Kyung) keeps "
        "a light. Upstairs sits Seo Jeong Do (Park Young Gil of Salt Road). Baek Sun A (Taerin) sings."
    )
    assert _cast(text=text) == [
        ("Han Do Kyung", "Seo Ji Hwan"),
        ("Park Young Gil", "Seo Jeong Do"),
        ("Taerin", "Baek Sun A"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Shim Eun Jae and Baek Do Hoon star.",
        "It floats on its two actors, Shim Eun Jae and Baek Do Hoon.",
        "A drama starring Shim Eun Jae, and Baek Do Hoon.",
    ],
)
def test_stars_that_a_sentence_lists(text: str) -> None:
    assert _cast(text=text) == [("Shim Eun Jae", None), ("Baek Do Hoon", None)]


def test_other_spellings_in_the_text_are_mentions() -> None:
    parsed = review(
        "Cast: Im Si Wan as Do Gyeong Su",
        text="Do Gyeong Su (Im Shi Wan) writes to Lawyer Min Ha (Go Yun Seo).",
    )
    assert [(mention.actor, mention.character) for mention in parsed.mentions] == [
        ("Im Shi Wan", "Do Gyeong Su"),
        ("Go Yun Seo", "Min Ha"),
    ]
    assert [mention.line for mention in parsed.mentions] == [5, 5]


def test_other_dramas_in_brackets_are_no_mentions() -> None:
    text = "Many others do it too (Hint: Salt Road, Second Umbrella, Quiet Floor), and Mapo (The Alley) was first."
    assert review("Cast: Yoon Ara", text=text).mentions == ()


@pytest.mark.parametrize(
    "name",
    [
        "임시완",
        "임 시완",
        "bae doona",
        "Lee jung-eun",
        "Parkk Hae-soo",
        "Kim Domg-wook",
        "O Nahra",
        "Hahn Ga In",
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        "Seo Ji Hwan (played by {}) keeps a light.",
        "Seo Ji Hwan ({}) keeps a light.",
        "{} as Seo Ji Hwan is a wonder.",
        "Seo Ji Hwan, played by {}, keeps a light.",
    ],
)
def test_text_names_an_actor_however_he_is_written(name: str, text: str) -> None:
    assert _cast(text=text.format(name)) == [(name, "Seo Ji Hwan")]


@pytest.mark.parametrize(
    "text", ["Yoon Ara (윤아라) as Seo Ji Hwan sings.", "Seo Ji Hwan (Yoon Ara (윤아라)) sings."]
)
def test_hangul_behind_a_name_in_the_text_is_that_name(text: str) -> None:
    parsed = review(text=text)
    assert [(member.actor, member.character) for member in parsed.cast] == [("Yoon Ara", "Seo Ji Hwan")]
    assert dict(parsed.native_names) == {"Yoon Ara": "윤아라"}


def test_hangul_text_names_its_cast() -> None:
    text = "기선겸(임시완)은 달리기를 그만두고 바다로 간다. 오미주(신세경)는 영화를 옮긴다. 장르(로맨스)는 뻔하다."
    assert _cast(text=text) == [("임시완", "기선겸"), ("신세경", "오미주")]


@pytest.mark.parametrize(
    "text",
    [
        "It works so many times as Quiet Floor did, and young men sing as Salt Road ends.",
        "I am in love (no spoilers here), and Han Do Il (No Spoilers) mends boats for an hour.",
        "Mapo (so they say) is a harbour, and so is Busan (in short).",
        "It is starring in a league of its own.",
    ],
)
def test_words_that_are_no_names_are_no_cast(text: str) -> None:
    assert _cast(text=text) == []


@pytest.mark.parametrize(
    "name", ["Im Si Wan", "Kang Tae-oh", "Park Sae-ro-yi", "Siwan Im", "Hwang Woo Seul Hye", "Oh Mi Joo"]
)
def test_names_that_look_korean(name: str) -> None:
    assert is_korean_name(name)


@pytest.mark.parametrize(
    "name", ["Boys Over Flowers", "House on Wheels", "Master Seo Jeong Do", "Mr. Lighthouse", "im si wan", ""]
)
def test_names_that_do_not_look_korean(name: str) -> None:
    assert not is_korean_name(name)


def test_list_with_something_else_in_it_is_no_list_of_people() -> None:
    assert read_people("Ahn Seo-jun, who also wrote it") == []
