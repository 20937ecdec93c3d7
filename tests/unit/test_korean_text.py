"""Hangul on a page in another language is marked as Korean, once, where elements may stand."""

import pytest

from reviewsite.korean_text import mark_korean


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("<p>Signal</p>", "<p>Signal</p>"),
        ("<p>Signal 시그널</p>", '<p>Signal <span lang="ko">시그널</span></p>'),
        ("<p>나의 아저씨 (2018)</p>", '<p><span lang="ko">나의 아저씨</span> (2018)</p>'),
        ("ㅋㅋ", '<span lang="ko">ㅋㅋ</span>'),
        ("<a title='나 > 너'>나</a>", "<a title='나 > 너'><span lang=\"ko\">나</span></a>"),
        ('<h1 lang="ko">나</h1>', '<h1 lang="ko">나</h1>'),
        ('<b lang="ko">나<b>너</b>우</b>리', '<b lang="ko">나<b>너</b>우</b><span lang="ko">리</span>'),
        ('<html lang="ko"><p>나</p></html>', '<html lang="ko"><p>나</p></html>'),
        ("<p>나&amp;너", '<p><span lang="ko">나</span>&amp;<span lang="ko">너</span>'),
    ],
)
def test_runs_of_hangul_are_marked(html: str, marked: str) -> None:
    assert mark_korean(html) == marked
    assert mark_korean(marked) == marked


@pytest.mark.parametrize(
    "html",
    [
        "<title>나</title>",
        "<textarea>나 <b>너</b></textarea>",
        '<script type="application/ld+json">{"name": "나 <b"}</script>',
        "<select><option>나</option></select>",
        "<!-- 나 -->",
        "<!doctype html><img alt='나'>",
        "<p>나 < 너</p>",
        '<p title="나>너',
        "<script>나",
    ],
)
def test_what_may_hold_no_elements_stays_as_it_is(html: str) -> None:
    assert mark_korean(html) == html


@pytest.mark.parametrize(
    "piece", ["<script>", "<!--", "<p ", '<p title="', "<a b='c' ", "가.", "<b lang=ko>"]
)
def test_any_text_is_read_once(piece: str) -> None:
    mark_korean(piece * 100_000 + "가")  # with quadratic work this takes minutes
