import time
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dramas.korean_names import keys, lookup_keys, normalise, romanize, romanize_name
from dramas.korean_names.surnames import BEARERS, SPELLINGS
from dramas.korean_names.syllables import COSTS

SURNAMES = sorted(surname for surname in BEARERS if len(surname) == 1)
SYLLABLES = sorted(syllable for syllable, cost in COSTS.items() if cost < 1)
names = st.builds(
    lambda surname, one, two: surname + one + two,
    st.sampled_from(SURNAMES),
    *[st.sampled_from(SYLLABLES)] * 2,
)


@pytest.mark.parametrize(
    "spelling",
    [
        "Im Si Wan", "Im Si-wan", "IM SI-WAN", "Yim Si-wan", "Yim Siwan", "Im Shi Wan", "Lim Siwan", "Siwan Im",
        "Si-wan Im", "Si Wan Im", "imsiwan", "im-si-wan", "Im, Si-wan", "Im Si-wan (actor)", "Ｉｍ Ｓｉ－ｗａｎ",
        "임시완", "임 시완", "임시완 (林時完)", unicodedata.normalize("NFD", "임시완"),
    ],
)  # fmt: skip
def test_fold_brings_the_spellings_of_one_name_together(spelling: str) -> None:
    assert normalise(spelling) == "임시완"


@pytest.mark.parametrize(
    ("spelling", "hangul"),
    [
        ("Jun Ji-hyun", "전지현"),
        ("Chun Woo-hee", "천우희"),
        ("Lee Jun-ho", "이준호"),
        ("So Ji-sub", "소지섭"),
        ("Suh Hyun-jin", "서현진"),
        ("Pak Ch'anuk", "박찬욱"),
        ("Chang Tong-gŏn", "장동건"),
        ("Byung Hun Lee", "이병훈"),
        ("Nam Goong Min", "남궁민"),
        ("Min Namkoong", "남궁민"),
        ("Sunwoo Eun-sook", "선우은숙"),
        ("Ri Jeong-hyeok", "리정혁"),
        ("Taecyeon", "택연"),
        ("Kim Da'eun", "김다은"),
    ],
)
def test_fold_reads_a_spelling_as_its_likeliest_hangul(spelling: str, hangul: str) -> None:
    assert normalise(spelling) == hangul


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Ji-won", "Kim Ji-woon"),
        ("Lee Je-hoon", "Lee Jae-hoon"),
        ("Kim Sung-ho", "Kim Sang-ho"),
        ("Yoo Ah-in", "Yoo In-a"),
        ("Ryu Seung-beom", "Yoo Seung-beom"),
        ("Shin Min-a", "Shin Mi-na"),
        ("Jisoo", "Sooji"),
    ],
)
def test_fold_keeps_different_names_apart(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Anupam Tripathi", "anupam tripathi"),
        ("Tripathi, ANUPAM", "anupam tripathi"),
        ("IU", "iu"),
        ("Renée O'Connor", "connor o renee"),
        ("Crash Landing on You", "crash landing on you"),
        ("林時完", "林時完"),
        ("", ""),
        ("  -- ", ""),
    ],
)
def test_fold_leaves_what_is_not_korean_as_words(name: str, key: str) -> None:
    assert normalise(name) == key


def test_fold_keeps_english_words_apart() -> None:
    words = "light right rain run learn hero moving signal hospital mother sweet home strangers from hell voice".split()
    assert len({normalise(word) for word in words}) == len(words)


@given(st.text())
def test_fold_takes_any_text_and_is_idempotent(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
    keys(text)
    lookup_keys(text)


@given(st.text(alphabet="abceghijklmnorstuwy -'", max_size=24))
def test_fold_of_latin_letters_is_idempotent(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(alphabet=st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=6))
def test_fold_is_the_same_for_every_normal_form(text: str) -> None:
    assert normalise(text) == text
    assert {normalise(unicodedata.normalize(form, text)) for form in ("NFC", "NFD", "NFKC", "NFKD")} == {text}


@given(names)
def test_fold_does_not_depend_on_the_order(hangul: str) -> None:
    surname, name = SPELLINGS[hangul[0]][0], romanize_name(hangul).split()[1]
    assume(
        name.replace("-", "").lower() not in {spelling for each in SPELLINGS.values() for spelling in each}
    )
    assert normalise(f"{surname} {name}") == normalise(f"{name} {surname}")
    # Vowels that meet may read as one syllable (Ga-i, Gai), which a surname may be too.
    joined = name if hangul[2] >= "아" and hangul[2] <= "잏" else name.replace("-", "")
    assert normalise(f"{surname} {joined}") == normalise(f"{joined} {surname}")


@given(names)
def test_fold_reads_the_official_romanisation_back_or_keeps_it_in_the_keys(hangul: str) -> None:
    spelling = f"{romanize(hangul[0])} {romanize(hangul[1])}-{romanize(hangul[2])}"
    assert normalise(spelling) == hangul or lookup_keys(spelling) & keys(hangul)


def test_keys_of_a_person_hold_what_people_type() -> None:
    assert keys("임시완") >= {"임시완", "시완", "ㅇㅅㅇ"}
    assert keys("Im Si-wan") >= {"임시완", "시완", "ㅇㅅㅇ", "imsiwan"}
    assert keys("Anupam Tripathi") == {"anupam tripathi", "anupamtripathi", "anupam", "tripathi"}
    assert keys("현빈") >= {"현빈", "ㅎㅂ"}
    assert keys("") == keys("...") == set()


@pytest.mark.parametrize(
    "query",
    [
        "시완",
        "Siwan",
        "ㅇㅅㅇ",
        "ㅇ ㅅ ㅇ",
        "Im Shiwan",
        "Im Si-wam",
        "Im Sii-wan",
        "Kim Si-wan",
        "Im Si-wna",
    ],
)
def test_lookup_keys_of_what_people_type_meet_the_stored_ones(query: str) -> None:
    stored = keys("Im Si-wan") | keys("임시완")
    assert lookup_keys(query) & stored


@pytest.mark.timed
@pytest.mark.parametrize(
    "text", ["a" * 20_000, "ng" * 5_000, "(" * 20_000, "'-" * 10_000, "임" * 20_000, "im " * 7_000]
)
def test_keys_of_hostile_text_cost_little(text: str) -> None:
    begun = time.process_time()
    lookup_keys(text)
    keys(text)
    assert time.process_time() - begun < 1.0
