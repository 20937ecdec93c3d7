"""All Hangul that readers see says that it is Korean, on pages in English."""

from html.parser import HTMLParser

import pytest
from django.test import Client

from tests.factories import (
    make_comment,
    make_credit,
    make_drama,
    make_genre,
    make_network,
    make_person,
    make_review,
    make_writer,
)

pytestmark = pytest.mark.django_db

VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Spoken(HTMLParser):
    """Collects text with Hangul in it by whether the nearest `lang` says Korean."""

    def __init__(self) -> None:
        super().__init__()
        self.languages = [("", "")]
        self.korean: list[str] = []
        self.foreign: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.languages.append((tag, dict(attrs).get("lang") or self.languages[-1][1]))

    def handle_endtag(self, tag: str) -> None:
        while len(self.languages) > 1 and self.languages.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, language = self.languages[-1]
        if any("가" <= letter <= "힣" for letter in data) and tag not in {"option", "script", "title"}:
            (self.korean if language == "ko" else self.foreign).append(data.strip())


def spoken(html: str) -> Spoken:
    page = Spoken()
    page.feed(html)
    return page


def test_hangul_is_korean_on_every_page(client: Client) -> None:
    writer = make_writer("hana", first_name="하나")
    person = make_person("김혜수", hangul="김혜수", slug="kim")
    drama = make_drama(
        "시그널",
        title_ko="시그널",
        slug="signal",
        tagline="무전이 온다",
        synopsis="**무전**이 온다.",
        genres=[make_genre("스릴러", slug="thriller")],
        networks=[make_network("티비엔", slug="tvn")],
    )
    make_credit(drama, person, character="차수현")
    body = "It is *시그널* and ||7: 비밀||.\n\n### 무전\n\n| 나 | 너 |\n|--|--|\n| 1 | 2 |"
    sections = [{"heading": "첫 무전", "body": body}]
    review = make_review(
        drama=drama,
        headline="최고의 시그널",
        verdict="꼭 보세요.",
        sections=sections,
        writers=[writer],
        slug="s",
    )
    make_comment(review, author_name="독자", body="정말 좋아요")
    for path in (
        "/",
        "/reviews/",
        "/reviews/s/",
        "/reviews/s/?seen=all",
        "/dramas/",
        "/dramas/signal/",
        person.get_absolute_url(),
        "/people/",
        "/networks/",
        "/networks/tvn/",
        "/genres/thriller/",
        writer.get_absolute_url(),
        "/search/?q=시그널",
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path
        page = spoken(answer.content.decode())
        assert page.korean, path
        assert page.foreign == [], path


def test_a_hangul_title_is_one_text(client: Client) -> None:
    drama = make_drama("Signal", title_ko="시그널", slug="signal")
    make_review(drama=drama, slug="s")
    for path in ("/", "/dramas/signal/", "/reviews/s/"):
        assert set(spoken(client.get(path).content.decode()).korean) == {"시그널"}, path


def test_the_guard_sees_hangul_that_is_not_marked() -> None:
    assert spoken('<html lang="en"><p>시그널 <b lang="ko">나</b>').foreign == ["시그널"]
