"""A small invented catalogue in which many things are nearly alike, and what is asked of it."""

import datetime as dt
import unicodedata

from dramas.models import Person
from reviewsite.search.index import indexing_at_the_end
from reviewsite.spoilers import WHOLE_DRAMA
from tests.factories import make_credit, make_drama, make_network, make_person, make_review, make_writer

#: Name, Hangul, year of birth, other spellings.
PEOPLE = [
    ("Kim So-hyun", "김소현", 1975, []),
    ("Kim So-hyun", "김소현", 1999, []),
    ("Kim Soo-hyun", "김수현", 1988, ["Kim Su Hyeon"]),
    ("Kim Ji-won", "김지원", 1992, []),
    ("Kim Ji-woon", "김지운", 1964, []),
    ("Lee Jun-hyuk", "이준혁", 1984, []),
    ("Lee Joon-hyuk", "이준혁", 1972, []),
    ("Im Si-wan", "임시완", 1988, ["Yim Siwan"]),
    ("Lim Ji-yeon", "임지연", 1990, []),
    ("Lee Ji-eun", "이지은", 1993, ["IU", "아이유"]),
    ("Ryu Jun-yeol", "류준열", 1986, []),
    ("Namgoong Min", "남궁민", 1978, []),
    ("Hyun Bin", "현빈", 1982, []),
    ("Anupam Rao", "", 1988, []),
    ("André Lévêque", "", 1970, []),
]
#: Title, Hangul, year, synopsis, cast as (number of the person, character, spoils through).
DRAMAS: list[tuple[str, str, int, str, list[tuple[int, str, int]]]] = [
    (
        "Harbour Lights",
        "항구의 불빛",
        2014,
        "A ferry clerk counts strangers.",
        [(7, "Oh Dong-min", 0), (3, "Ha Ru", 0)],
    ),
    (
        "Harbour Nights",
        "항구의 밤",
        2019,
        "The same ferry, twenty years before.",
        [(7, "Young clerk", 32767), (0, "Ma Ri", 0)],
    ),
    (
        "The Seventh Tram",
        "일곱 번째 전차",
        2021,
        "A naïve conductor drives to a café.",
        [(1, "Seo Yi-na", 0), (5, "Cho", 0)],
    ),
    ("Love", "사랑", 2008, "It is about love.", []),
    (
        "Love on the Seventh Floor",
        "칠층의 사랑",
        2022,
        "Neighbours share one lift.",
        [(2, "Baek", 0), (9, "Yoo", 0)],
    ),
    ("Lovely Weather", "좋은 날씨", 2011, "Rain falls on a news desk.", [(10, "Forecaster", 0)]),
    (
        "It's Only Rain",
        "그냥 비야",
        2017,
        "A lawyer's umbrella is stolen.",
        [(11, "Han", 0), (6, "Judge", 0)],
    ),
    ("K2 Base Camp", "케이투", 2016, "Climbers wait.", [(12, "Guide", 0)]),
    (
        "Twenty-One Letters",
        "스물한 통의 편지",
        2020,
        "Somebody writes home.",
        [(8, "Sender", 0), (13, "Postman", 0)],
    ),
    ("Again, My Harbour", "다시, 나의 항구", 2023, "A sequel of sorts.", [(14, "Captain", 0)]),
]
#: Number of the drama, headline, open text, closed text.
REVIEWS = [
    (
        0,
        "Counting strangers at the rail",
        "The ferry hums and the clerk says little. Kim Ji-won shines.",
        "The ferry sinks.",
    ),
    (0, "Still lit", "A second look after nine years: slower, kinder.", "He never left."),
    (2, "All change, please", "A café on rails; the naïve conductor is a joy.", "There is no eighth tram."),
    (
        4,
        "The lift is the third lead",
        "Love in eleven square feet. 칠층의 사랑은 천천히 온다.",
        "They move out.",
    ),
    (6, "Bring no umbrella", "Rain, and a lawyer worth her fee.", "The judge stole it."),
]
NETWORKS = [("Harbour TV", "항구방송"), ("TVQ", "티브이큐"), ("Lantern+", "")]

ASKED = [
    "harbour",
    "harbor",
    "Harbour Lights",
    "harbourlights",
    "harbuor lights",
    "항구",
    "항구의불빛",
    "항구의 ㅂ",
    "ㅎㄱㅇㅂㅂ",
    "ㅎㄱ",
    "again my harbour",
    "love",
    "LOVE",
    "lov",
    "사랑",
    "칠층",
    "seventh",
    "the seventh tram",
    "seventh tram conductor",
    "the",
    "its only rain",
    "It’s Only Rain",
    "rain",
    "naive café",
    "cafe",
    "k2",
    "K 2",
    "twenty one",
    "twentyone letters",
    "2014",
    "Kim So-hyun",
    "kim sohyun",
    "So Hyun Kim",
    "김소현",
    "소현",
    "ㄱㅅㅎ",
    "Kim Ji Won",
    "김지운",
    "kim",
    "Lee Jun Hyuk",
    "이준혁",
    "Im Si Wan",
    "Yim Shi-wan",
    "siwan im",
    "imsiwan",
    "임시완",
    unicodedata.normalize("NFD", "임시완"),
    "시완",
    "dlatldhks",
    "IU",
    "아이유",
    "lee jieun",
    "Ryoo Joon-Yeol",
    "nam goong min",
    "hyunbin",
    "Andre Leveque",
    "Anupam Roa",
    "ferry clerk",
    "ferry sinks",
    "young clerk",
    "eighth tram",
    "umbrella lawyer",
    "천천히",
    "dana park",
    "tvq",
    "lantern",
    "harbour zzzz",
    "zzzz",
    '"harbour" OR *',
    "!!!",
]


def fill() -> None:
    """Everything in one go, with moments that never change."""
    with indexing_at_the_end():
        people = [_person(*row) for row in PEOPLE]
        networks = [
            make_network(name, name_ko=hangul, slug=f"n{n}") for n, (name, hangul) in enumerate(NETWORKS)
        ]
        dramas = []
        for number, (title, hangul, year, synopsis, cast) in enumerate(DRAMAS):
            network = [networks[number % 3]]
            drama = make_drama(title, title_ko=hangul, year=year, synopsis=synopsis, networks=network)
            for person, character, scope in cast:
                make_credit(drama, people[person], character=character, spoils_through=scope)
            dramas.append(drama)
        for person in people:
            if not person.credits.exists():  # who is in no drama is not public
                make_credit(dramas[0], person, spoils_through=WHOLE_DRAMA)
        dana = make_writer("dana", display_name="Dana Park")
        for number, (drama_number, headline, open_text, closed_text) in enumerate(REVIEWS):
            sections = [{"body": open_text}, {"body": closed_text, "spoils_through": 16}]
            published = dt.datetime(2025, 1, 1 + number, tzinfo=dt.UTC)
            make_review(
                drama=dramas[drama_number],
                headline=headline,
                sections=sections,
                writers=[dana],
                published_at=published,
            )


def _person(name: str, hangul: str, born: int, spellings: list[str]) -> Person:
    person = make_person(name, hangul=hangul, birth_year=born)
    for spelling in spellings:
        person.names.create(spelling=spelling)
    return person
