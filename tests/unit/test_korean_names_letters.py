"""Hangul letters and their romanisation; most expected romanisations are those that the official rules give."""

import unicodedata

import pytest

from dramas.korean_names import initial_consonants, is_initial_consonants, romanize, romanize_name


@pytest.mark.parametrize(
    ("text", "consonants"),
    [
        ("임시완", "ㅇㅅㅇ"),
        (unicodedata.normalize("NFD", "임시완"), "ㅇㅅㅇ"),
        ("도깨비", "ㄷㄲㅂ"),
        ("미생 2014", "ㅁㅅ"),
        ("임ㅅㅇ", "ㅇㅅㅇ"),
        ("Im Si-wan", ""),
        ("", ""),
    ],
)
def test_initial_consonants_of_text(text: str, consonants: str) -> None:
    assert initial_consonants(text) == consonants


@pytest.mark.parametrize(
    "query", ["ㅇㅅㅇ", "ㅇ ㅅ ㅇ", "ㄲ", unicodedata.normalize("NFKD", "ㅇㅅㅇ"), "ﾷﾵﾷ"]
)
def test_is_initial_consonants_true_however_typed(query: str) -> None:
    assert is_initial_consonants(query)


@pytest.mark.parametrize("query", ["", " ", "임ㅅㅇ", "ㅏㅣ", "isw", "ㅇㅅㅇ 2"])
def test_is_initial_consonants_false_for_anything_else(query: str) -> None:
    assert not is_initial_consonants(query)


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        line.split()
        for line in """
        구미 gumi
        영동 yeongdong
        옥천 okcheon
        합덕 hapdeok
        월곶 wolgot
        벚꽃 beotkkot
        한밭 hanbat
        설악 seorak
        울릉 ulleung
        대관령 daegwallyeong
        백마 baengma
        종로 jongno
        왕십리 wangsimni
        별내 byeollae
        신라 silla
        독립 dongnip
        속리산 songnisan
        해돋이 haedoji
        같이 gachi
        굳히다 guchida
        핥이 halchi
        좋고 joko
        놓다 nota
        낳지 nachi
        놓는 nonneun
        좋아 joa
        싫어 sireo
        묵호 mukho
        집현전 jiphyeonjeon
        압구정 apgujeong
        낙성대 nakseongdae
        팔당 paldang
        닭이 dalgi
        닭 dak
        값이 gapsi
        앉히다 anchida
        광희문 gwanghuimun
        훈민정음 hunminjeongeum
        미생 misaeng
    """.strip().splitlines()
    ],
)
def test_romanize_writes_what_is_said(hangul: str, latin: str) -> None:
    assert romanize(hangul) == latin


def test_romanize_leaves_the_rest_alone() -> None:
    assert romanize("응, 1988 (Reply)") == "eung, 1988 (Reply)"


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        ("임시완", "Im Si-wan"),
        ("이정은", "Lee Jeong-eun"),
        ("박보검", "Park Bo-geom"),
        ("남궁민", "Namkoong Min"),
        ("황보라", "Hwang Bo-ra"),
        ("선우은숙", "Sunwoo Eun-suk"),
        ("신성록", "Shin Seong-rok"),
        ("현빈", "Hyun Bin"),
        ("Rain", "Rain"),
    ],
)
def test_romanize_name_follows_the_customs_of_names(hangul: str, latin: str) -> None:
    assert romanize_name(hangul) == latin
