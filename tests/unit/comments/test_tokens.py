from typing import Any

import pytest

from reviews.comments.tokens import form_token, form_token_problem
from reviews.models import Review

NOW = 1_800_000_000.0
REVIEW, OTHER = Review(pk=7), Review(pk=71)


def test_token_is_good_from_three_seconds_to_a_day() -> None:
    token = form_token(REVIEW, now=NOW)

    verdicts = [form_token_problem(token, REVIEW, now=NOW + age) for age in (0, 2, 3, 60, 86_400, 86_401)]

    assert [verdict is None for verdict in verdicts] == [False, False, True, True, True, False]


@pytest.mark.parametrize(
    "change", [str.upper, lambda token: token[:-1], lambda token: "", lambda token: "7.1:x"]
)
def test_token_that_was_made_up_is_refused(change: Any) -> None:
    assert form_token_problem(change(form_token(REVIEW, now=NOW)), REVIEW, now=NOW + 60)


def test_token_of_another_review_is_refused() -> None:
    assert form_token_problem(form_token(OTHER, now=NOW), REVIEW, now=NOW + 60)


def test_token_is_the_same_for_everybody() -> None:
    assert form_token(REVIEW, now=NOW) == form_token(REVIEW, now=NOW)
