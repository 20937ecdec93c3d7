"""An invented site of any size, the same for the same seed: what a large site feels like, and benchmarks run on."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import accumulate, islice
from typing import Any, TypeVar

from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import Max

from dramas import korean_names
from dramas.models import Broadcast, Credit, Drama, Genre, Network, Person, PersonKey
from reviews.comments.models import Comment, Discussion
from reviews.models import Byline, Review, Section
from reviewsite.accounts.models import User
from reviewsite.images.models import Image
from reviewsite.spoilers import WHOLE_DRAMA

DRAMAS, PEOPLE, REVIEWS, COMMENTS = 10_000, 50_000, 20_000, 1_000_000
CAST, SECTIONS = 12, 3
BATCH = 2000
BEGIN = dt.datetime(2015, 1, 1, tzinfo=dt.UTC)

#: Surnames with how many of a thousand Koreans bear them.
SURNAMES = [
    line.split()
    for line in """
        Kim 김 215|Lee 이 147|Park 박 84|Choi 최 47|Jung 정 43|Kang 강 24|Jo 조 21|Yoon 윤 21|Jang 장 20|Im 임 17
        Han 한 15|Oh 오 15|Seo 서 15|Shin 신 15|Kwon 권 14|Hwang 황 14|Ahn 안 14|Song 송 14|Ryu 류 13|Hong 홍 11
        Jeon 전 11|Ko 고 9|Moon 문 9|Yang 양 9|Bae 배 8|Nam 남 5|Ha 하 5|Gong 공 2|Tak 탁 1|Namgoong 남궁 1
    """.strip()
    .replace("\n", "|")
    .split("|")
]
GIVEN = """
    ji 지 hyun 현 min 민 seo 서 jun 준 woo 우 young 영 hee 희 soo 수 jin 진 eun 은 hye 혜 sung 성 ho 호 kyung 경
    won 원 tae 태 chul 철 bin 빈 yeon 연 ah 아 ra 라 na 나 mi 미 ri 리 yu 유 chan 찬 gyu 규 hwan 환 sik 식 dong 동
    hae 해 jae 재 in 인 sang 상 geun 근 wook 욱 hyuk 혁 yeol 열 si 시 wan 완 do 도 han 한 byung 병 so 소 jung 정
    bo 보 ga 가 ye 예
""".split()
TITLE_WORDS = (
    "love heart moon night doctor king prince secret garden snow river summer winter spring bride school office lawyer "
    "chef city star sky sun flower rain wind memory promise dream ghost game house family sister brother mother first "
    "last second lead crash landing hospital playlist signal mister letter harbour lantern tram ferry neighbour winter"
).split()
HANGUL_WORDS = """
    사랑 마음 달 밤 의사 왕 비밀 정원 눈 강 여름 겨울 봄 학교 변호사 도시 별 하늘 꽃 비 바람 기억 약속 꿈 집 가족 편지
    항구 미생 불시착
""".split()
PLAIN_WORDS = (
    "the of and a to in is it that was for on as with his her she he drama episode love story character series one but "
    "not all time scene actor writer first who this be at by from have are they their what when more so if about"
).split()

M = TypeVar("M", bound=models.Model)


def site_is_empty() -> bool:
    return not Drama.objects.exists()


class InventedSite:
    """Of `scale` 1: ten thousand dramas, fifty thousand people, twenty thousand reviews, a million comments."""

    def __init__(self, scale: float = 1.0, seed: int = 20260101, *, with_comments: bool = False) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.comments = int(COMMENTS * scale) if with_comments else 0
        self.rows = 0
        self._told: Callable[[int], None] = lambda rows: None
        self.dramas, self.people, self.reviews = (int(each * scale) for each in (DRAMAS, PEOPLE, REVIEWS))
        rare = ["".join(self._syllables()) for _ in range(20_000)]
        self.words = [*PLAIN_WORDS, *TITLE_WORDS, *rare]
        # Word number n is about 1/n as frequent as the first, as in any language.
        self.frequencies = list(accumulate(1 / rank for rank in range(1, len(self.words) + 1)))

    @property
    def expected_rows(self) -> int:
        """About how many rows `fill` writes."""
        return self.people * 6 + self.dramas * (4 + CAST) + self.reviews * (3 + SECTIONS) + self.comments

    def fill(self, told: Callable[[int], None] = lambda rows: None) -> None:
        """Everything by bulk_create; the search index is not touched. `told` gets the number of rows so far."""
        self._told = told
        for name in ("people", "dramas", "credits", "reviews", "comments"):
            getattr(self, f"_add_{name}")()

    def _add_people(self) -> None:
        names = [self._name() for _ in range(self.people)]
        people = (
            Person(name=name, hangul=hangul, slug=f"person-{n}", birth_year=self.random.randint(1940, 2005))
            for n, (name, hangul) in enumerate(names)
        )
        made = self._save(Person, people)
        keys = {pair: korean_names.keys(pair[0]) | korean_names.keys(pair[1]) for pair in set(names)}
        self._save(
            PersonKey,
            (
                PersonKey(person=person, key=key)
                for person, pair in zip(made, names, strict=True)
                for key in sorted(keys[pair])
            ),
        )
        self.person_ids = [person.pk for person in made]

    def _add_dramas(self) -> None:
        networks = self._save(Network, (Network(name=f"Network {n}", slug=f"network-{n}") for n in range(30)))
        genres = self._save(Genre, (Genre(name=f"Genre {n}", slug=f"genre-{n}") for n in range(20)))
        images = (
            Image(key=f"poster{n}", file=f"images/{n}.jpg", width=800, height=1200, placeholder="#1f5f52")
            for n in range(36)
        )
        posters = self._save(Image, images)
        dramas = (
            Drama(
                title=" ".join(self.random.choices(TITLE_WORDS, k=self.random.randint(1, 4))).title(),
                title_ko=" ".join(self.random.choices(HANGUL_WORDS, k=self.random.randint(1, 3))),
                slug=f"drama-{number}",
                year=self.random.randint(1990, 2026),
                episodes=16,
                poster=self.random.choice(posters),
                synopsis=self._text(60),
                public_from=BEGIN,
            )
            for number in range(self.dramas)
        )
        self.drama_ids = [drama.pk for drama in self._save(Drama, dramas)]
        self._save(
            Broadcast, (Broadcast(drama_id=pk, network=self.random.choice(networks)) for pk in self.drama_ids)
        )
        through = Drama.genres.through
        self._save(
            through,
            (
                through(drama_id=pk, genre_id=genre.pk)
                for pk in self.drama_ids
                for genre in self.random.sample(genres, 2)
            ),
        )

    def _add_credits(self) -> None:
        def credits() -> Iterator[Credit]:
            for pk in self.drama_ids:
                # The busiest have some ninety credits, most people one or two.
                places = {int(self.people * self.random.random() ** 1.5) for _ in range(CAST)}
                for position, place in enumerate(sorted(places)):
                    yield Credit(
                        drama_id=pk,
                        person_id=self.person_ids[place],
                        billing=Credit.Billing.MAIN,
                        character=self._name()[0],
                        position=position,
                        spoils_through=self.random.choice((0,) * 19 + (WHOLE_DRAMA,)),
                    )

        self._save(Credit, credits())
        Person.objects.refresh_public_from()

    def _add_reviews(self) -> None:
        writers = self._save(
            User,
            (User(username=f"writer{n}", slug=f"writer{n}", display_name=f"Writer {n}") for n in range(20)),
        )
        reviews = self._save(
            Review,
            (
                Review(
                    drama_id=self.random.choice(self.drama_ids),
                    headline=self._text(7)[:200],
                    slug=f"review-{number}",
                    verdict=self._text(18)[:300],
                    rating=self.random.randint(10, 100) / 10,
                    state=Review.State.PUBLISHED,
                    published_at=BEGIN + dt.timedelta(hours=4 * number),
                )
                for number in range(self.reviews)
            ),
        )
        self.review_ids = [review.pk for review in reviews]
        self._save(Byline, (Byline(review=review, writer=self.random.choice(writers)) for review in reviews))
        self._save(
            Section,
            (
                Section(
                    review=review,
                    position=position,
                    heading=self._text(4),
                    body=self._text(200),
                    spoils_through=WHOLE_DRAMA if position == 1 else 0,
                )
                for review in reviews
                for position in range(SECTIONS)
            ),
        )

    def _add_comments(self) -> None:
        """Threads of one to six under all reviews, some under one in twenty thousand that everybody talks about."""
        if not self.comments:
            return
        counts = Counter(self._places(self.comments, len(self.review_ids)))
        # The last key is taken by hand: a first comment names itself as its root.
        pk = Comment.objects.aggregate(last=Max("pk"))["last"] or 0

        def comments() -> Iterator[Comment]:
            nonlocal pk
            for place, count in counts.items():
                root = parent = None
                for number in range(count):
                    pk += 1
                    if number % 6 == 0 or root is None:
                        root, parent = pk, None
                    yield Comment(
                        pk=pk,
                        review_id=self.review_ids[place],
                        root_id=root,
                        parent_id=parent,
                        author_name=self.random.choice(self.words).title(),
                        body=self._text(20),
                        state=Comment.State.VISIBLE,
                        created_at=BEGIN + dt.timedelta(minutes=pk),
                    )
                    parent = root

        self._save(Comment, comments())
        self._save(
            Discussion,
            (Discussion(review_id=self.review_ids[place], count=count) for place, count in counts.items()),
        )
        with connection.cursor() as cursor:
            for sql in connection.ops.sequence_reset_sql(no_style(), [Comment]):
                cursor.execute(sql)

    def _places(self, number: int, among: int) -> Iterator[int]:
        """Of so many things each falls to one place, the first ones more often than the last."""
        return (int(among * self.random.random() ** 2) for _ in range(number))

    def _save(self, model: type[M], rows: Iterator[M] | Any) -> list[M]:
        made: list[M] = []
        rows = iter(rows)
        while batch := list(islice(rows, BATCH)):
            saved = model._default_manager.bulk_create(batch)
            self.rows += len(batch)
            self._told(self.rows)
            if model is not Comment:  # a million of them need not be held
                made += saved
        return made

    def _name(self) -> tuple[str, str]:
        [(surname, hangul, _)] = self.random.choices(SURNAMES, [int(bearers) for *_, bearers in SURNAMES])
        one, other = (2 * self.random.randrange(len(GIVEN) // 2) for _ in range(2))
        return f"{surname} {GIVEN[one].title()}-{GIVEN[other]}", hangul + GIVEN[one + 1] + GIVEN[other + 1]

    def _text(self, length: int) -> str:
        return " ".join(self.random.choices(self.words, cum_weights=self.frequencies, k=length)).capitalize()

    def _syllables(self) -> Iterator[str]:
        for _ in range(self.random.randint(2, 4)):
            yield (
                self.random.choice("bcdfghklmnprstvw")
                + self.random.choice("aeiou")
                + self.random.choice(["", "n", "r"])
            )
