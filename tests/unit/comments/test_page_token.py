from typing import Any

import pytest

from reviews.comments.page_token import issue, problem
from reviews.models import Review

NOW = 1_800_000_000.0
REVIEW, OTHER = Review(pk=7), Review(pk=71)


def test_token_is_good_from_three_seconds_to_a_day() -> None:
    token = issue(REVIEW, now=NOW)

    verdicts = [problem(token, REVIEW, now=NOW + age) for age in (0, 2, 3, 60, 86_400, 86_401)]

    assert [verdict is None for verdict in verdicts] == [False, False, True, True, True, False]


@pytest.mark.parametrize(
    "change", [str.upper, lambda token: token[:-1], lambda token: "", lambda token: "7.1:x"]
)
def test_token_that_was_made_up_is_refused(change: Any) -> None:
    assert problem(change(issue(REVIEW, now=NOW)), REVIEW, now=NOW + 60)


def test_token_of_another_review_is_refused() -> None:
    assert problem(issue(OTHER, now=NOW), REVIEW, now=NOW + 60)


def test_token_is_the_same_for_everybody() -> None:
    assert issue(REVIEW, now=NOW) == issue(REVIEW, now=NOW)


def test_token_that_will_be_good_later_is_told() -> None:
    token = issue(REVIEW, now=NOW)

    assert problem(token, REVIEW, now=NOW)
    assert problem(token, REVIEW, now=NOW, later=3) is None
