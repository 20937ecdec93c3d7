import unicodedata

import pytest

from reviewsite.markdown import render


def paragraph(source: str) -> str:
    return render(source).removeprefix("<p>").removesuffix("</p>\n")


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**임시완(Im Si-wan)**은", "<strong>임시완(Im Si-wan)</strong>은"),
        ("**미생.**그리고", "<strong>미생.</strong>그리고"),
        ("*《도깨비》*를", "<em>《도깨비》</em>를"),
        ("그는*《도깨비》*를", "그는<em>《도깨비》</em>를"),
        ('**"미생"**이라는', "<strong>&quot;미생&quot;</strong>이라는"),
        ("**‘런 온’**의", "<strong>‘런 온’</strong>의"),
        ("**임시완**(Im Si-wan)은", "<strong>임시완</strong>(Im Si-wan)은"),
        ("~~(재방송)~~은", "<s>(재방송)</s>은"),
        ("***《나의 아저씨》***는", "<em><strong>《나의 아저씨》</strong></em>는"),
        ("**“道”**という", "<strong>“道”</strong>という"),
    ],
)
def test_emphasis_closes_before_a_particle(source: str, html: str) -> None:
    assert paragraph(source) == html.replace("&quot;", '"')


def test_emphasis_closes_before_a_decomposed_particle() -> None:
    source = unicodedata.normalize("NFD", "**임시완(Im)**은")
    assert paragraph(source) == unicodedata.normalize("NFD", "<strong>임시완(Im)</strong>은")


@pytest.mark.parametrize(
    "source",
    ["5 * 3 * 2", "snake_case_name", "변수_이름_값", "a * 미생 * b", "**(important)**then", "_《도깨비》_를"],
)
def test_what_is_no_emphasis_stays(source: str) -> None:
    assert paragraph(source) == source
