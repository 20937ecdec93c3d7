from datetime import date

import pytest

from reviews.importer.dates import read_airing, read_date, read_weekdays


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Dec 16, 2020 - Feb 4, 2021", (2020, 12, 16), (2021, 2, 4)),
        ("December 16, 2020 – February 4, 2021", (2020, 12, 16), (2021, 2, 4)),
        ("Feb. 20th – May 1st, 2021", (2021, 2, 20), (2021, 5, 1)),
        ("Dec 20 - Jan 25, 2020", (2019, 12, 20), (2020, 1, 25)),
        ("Dec 20, 2019 to Jan 25", (2019, 12, 20), (2020, 1, 25)),
        ("12 Jan 2023 – 16 Feb 2023", (2023, 1, 12), (2023, 2, 16)),
        ("20 Feb – 1 May 2021", (2021, 2, 20), (2021, 5, 1)),
        ("14 - 30 December 2021", (2021, 12, 14), (2021, 12, 30)),
        ("December 14 - 30, 2021", (2021, 12, 14), (2021, 12, 30)),
        ("2021.02.12 ~ 2021.04.03", (2021, 2, 12), (2021, 4, 3)),
        ("2021-02-12 – 2021-04-03", (2021, 2, 12), (2021, 4, 3)),
        ("2023년 1월 12일 ~ 2023년 2월 16일", (2023, 1, 12), (2023, 2, 16)),
        ("25/12/2020 - 28/01/2021", (2020, 12, 25), (2021, 1, 28)),
        ("Friday, December 20, 2019 until Saturday, January 25, 2020", (2019, 12, 20), (2020, 1, 25)),
        ("June 5, 2021", (2021, 6, 5), None),
        ("Mar 2, 2022 - present", (2022, 3, 2), None),
    ],
)
def test_airing_dates(text: str, first: tuple[int, int, int], last: tuple[int, int, int] | None) -> None:
    airing = read_airing(text)
    assert airing is not None
    assert airing.first == date(*first)
    assert airing.last == (date(*last) if last else None)


def test_month_without_a_day_is_no_date() -> None:
    airing = read_airing("June 2022")
    assert airing is not None
    assert (airing.first, airing.month, airing.year) == (None, "2022-06", 2022)


def test_numbers_that_may_be_day_or_month_tell_only_the_year() -> None:
    airing = read_airing("04/05/2021")
    assert airing is not None
    assert (airing.first, airing.year) == (None, 2021)


@pytest.mark.parametrize(
    "text", ["Feb 30, 2021", "May 1, 2021 - Feb 20, 2021", "soon", "", "99/99/2021 of 31"]
)
def test_impossible_dates_are_not_read(text: str) -> None:
    airing = read_airing(text)
    assert airing is None or airing.first is None


def test_year_of_the_title_serves_dates_without_one() -> None:
    airing = read_airing("June 19 – August 21", year=2021)
    assert airing is not None
    assert (airing.first, airing.last) == (date(2021, 6, 19), date(2021, 8, 21))


@pytest.mark.parametrize(
    "text",
    [
        "October 11, 2022",
        "11 October 2022",
        "Oct 11th, 2022",
        "Tuesday, October 11, 2022",
        "Posted on October 11, 2022 by Marin in Reviews | 0 Comments",
        "by Jiwon | Oct 11, 2022 | K-Drama Reviews",
        "2022-10-11",
        "Published: October 11, 2022 at 10:30 pm",
    ],
)
def test_line_of_a_date(text: str) -> None:
    assert read_date(text) == date(2022, 10, 11)


@pytest.mark.parametrize(
    "text",
    [
        "On October 11, 2022 the drama of the year ended",
        "Dec 16, 2020 - Feb 4, 2021",
        "October 2022",
        "in " * 39 + "!",
    ],
)
def test_line_that_says_more_than_a_date(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Wednesday, Thursday", ["Wednesday", "Thursday"]),
        ("Fri. & Sat. at 22:50", ["Friday", "Saturday"]),
        ("every Monday and Tuesday", ["Monday", "Tuesday"]),
        ("매주 토, 일요일", ["Saturday", "Sunday"]),
        ("sunny monsters", []),
    ],
)
def test_weekdays(text: str, days: list[str]) -> None:
    assert read_weekdays(text) == days
