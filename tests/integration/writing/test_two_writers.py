"""Two writers at one review: in any order of events nobody's words are lost."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from reviews import revisions
from reviews.admin import saving
from reviews.models import Review
from tests.factories import make_review
from tests.integration.writing.form_page import posted_by
from tests.integration.writing.writers_admin import Desk, kept_words, stored_words

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.slow]


class TwoWriters(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.count = 0
        self.review = make_review(state="draft", sections=[{"body": "one"}, {"body": "two"}])
        self.key = self.review.pk
        self.address = reverse("admin:reviews_review_change", args=[self.key])
        self.desks = [Desk(f"a{self.key}"), Desk(f"b{self.key}")]
        self.ever_stored: set[str] = set()

    def teardown(self) -> None:
        if hasattr(self, "transaction"):
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    who = st.integers(0, 1)

    @rule(who=who)
    def open(self, who: int) -> None:
        if self.desks[who].form is None:
            self.desks[who].open(self.address)

    @rule(who=who, place=st.integers(0, 5), verdict=st.booleans())
    def type(self, who: int, place: int, verdict: bool) -> None:
        desk = self.desks[who]
        if desk.form is None or not (verdict or desk.rows()):
            return
        self.count += 1
        word = f"zq{self.count}x"
        name = "verdict" if verdict else f"sections-{desk.rows()[place % len(desk.rows())]}-body"
        desk.form[name] = f"{desk.form[name][:200]} {word}" if verdict else f"{desk.form[name]}\r\n\r\n{word}"
        desk.typed.add(word)

    @rule(who=who)
    def add_section(self, who: int) -> None:
        desk = self.desks[who]
        if desk.form is None:
            return
        self.count += 1
        number = int(desk.form["sections-TOTAL_FORMS"])
        desk.form |= {
            "sections-TOTAL_FORMS": str(number + 1),
            f"sections-{number}-body": f"zq{self.count}new",
            f"sections-{number}-spoils_through": "0",
            f"sections-{number}-position": str(number),
        }
        desk.typed.add(f"zq{self.count}new")

    @rule(who=who, place=st.integers(0, 5))
    def remove_section(self, who: int, place: int) -> None:
        """Only what was there when the form was opened: nobody loses words by taking out their own."""
        desk = self.desks[who]
        rows = [
            number
            for number in desk.rows()
            if (desk.form or {}).get(f"sections-{number}-id")
            and not any(word in (desk.form or {})[f"sections-{number}-body"] for word in desk.typed)
        ]
        if desk.form is not None and rows:
            desk.form[f"sections-{rows[place % len(rows)]}-DELETE"] = "on"

    @rule(who=who, mine=st.booleans())
    def save(self, who: int, mine: bool) -> None:
        desk = self.desks[who]
        if desk.form is None:
            return
        before = stored_words(self.review)
        typed = set(desk.typed)
        if desk.save(self.address):
            newest = Review.objects.order_by("-pk").first()
            assert newest is not None
            if newest.pk != self.review.pk:
                self.review, self.address = newest, reverse("admin:reviews_review_change", args=[newest.pk])
            stored = stored_words(self.review)
            assert typed <= stored, "saved, but something typed is not stored"
            assert before - stored <= desk.seen, "stored over words that this writer never saw"
            self.ever_stored |= stored
        else:
            assert stored_words(self.review) == before, "refused, and yet something was stored"
            assert typed <= desk.words, "refused, and something typed is gone from the form"

    @precondition(lambda self: any(desk.form for desk in self.desks))
    @rule()
    def delete(self) -> None:
        if Review.objects.filter(pk=self.review.pk).exists():
            address = reverse("admin:reviews_review_delete", args=[self.review.pk])
            self.desks[0].client.post(address, {"post": "yes"})

    @rule()
    def bring_back(self) -> None:
        for entry in revisions.deleted():
            if entry.review_id == self.review.pk:
                revisions.restore(entry)

    @invariant()
    def what_was_stored_once_is_there_or_kept(self) -> None:
        if hasattr(self, "review"):
            kept = set().union(*(kept_words(key) for key in {self.key, self.review.pk}))
            assert self.ever_stored <= stored_words(self.review) | kept


def run(examples: int) -> None:
    checks = list(HealthCheck)
    run_state_machine_as_test(
        TwoWriters,
        settings=settings(
            max_examples=examples, stateful_step_count=14, deadline=None, suppress_health_check=checks
        ),
    )


def test_nobody_loses_words_in_any_order_of_events() -> None:
    run(examples=20)


def test_without_the_check_words_are_stored_over(
    monkeypatch: pytest.MonkeyPatch, desks: tuple[Desk, Desk]
) -> None:
    """The control: what the machine looks for happens as soon as nobody compares versions."""
    monkeypatch.setattr(saving, "settle", lambda *_args: None)
    review, address = open_both(desks)
    first, second = desks
    assert first.form is not None
    first.form["sections-0-body"] = "zqfirst"
    assert first.save(address)
    before = stored_words(review)
    assert second.save(address)
    assert not before - stored_words(review) <= second.seen


@pytest.fixture
def desks() -> tuple[Desk, Desk]:
    return Desk("first"), Desk("second")


def open_both(desks: tuple[Desk, Desk], **fields: Any) -> tuple[Review, str]:
    review = make_review(**{"state": "draft", "sections": [{"body": "one"}, {"body": "two"}], **fields})
    address = reverse("admin:reviews_review_change", args=[review.pk])
    for desk in desks:
        assert desk.open(address)
    return review, address


def test_the_second_save_is_not_stored_and_shows_both_texts(desks: tuple[Desk, Desk]) -> None:
    review, address = open_both(desks)
    first, second = desks
    assert first.form is not None
    assert second.form is not None
    first.form["sections-0-body"] = "one of the first"
    second.form["sections-0-body"] = "one of the second"
    assert first.save(address)

    page = second.client.post(address, second.form).content.decode()

    assert [row.body for row in review.sections.all()] == ["one of the first", "two"]
    assert "first saved this review while you were writing" in page
    assert posted_by(page)["sections-0-body"] == "one of the second"
    assert "one of the first" in page


def test_what_only_the_other_changed_comes_into_the_form_and_saves_next(desks: tuple[Desk, Desk]) -> None:
    review, address = open_both(desks)
    first, second = desks
    assert first.form is not None
    assert second.form is not None
    first.form |= {"sections-0-body": "one, changed", "verdict": "Another verdict", "comments_open": "on"}
    first.form |= {"published_at_0": "2091-05-06", "published_at_1": "09:00", "published_at_2": "Asia/Seoul"}
    second.form["sections-1-body"] = "two, changed"
    assert first.save(address)

    assert not second.save(address)
    assert second.save(address)

    review.refresh_from_db()
    assert [row.body for row in review.sections.all()] == ["one, changed", "two, changed"]
    assert review.verdict == "Another verdict"
    assert review.published_at == dt.datetime(2091, 5, 6, tzinfo=dt.UTC)


def test_saving_twice_from_one_desk_is_no_conflict(desks: tuple[Desk, Desk]) -> None:
    _review, address = open_both(desks)
    first, _second = desks
    for text in ("once", "twice"):
        first.open(address)
        assert first.form is not None
        first.form["verdict"] = text
        assert first.save(address)


def test_a_form_whose_review_was_deleted_becomes_a_new_review(desks: tuple[Desk, Desk]) -> None:
    review, address = open_both(desks)
    _first, second = desks
    assert second.form is not None
    second.form["sections-0-body"] = "still mine"
    revisions.record(review)
    review.delete()

    assert not second.save(address)
    assert second.save(address)

    assert "still mine" in stored_words_of_newest()


def stored_words_of_newest() -> list[str]:
    newest = Review.objects.order_by("-pk").first()
    assert newest is not None
    return [row.body for row in newest.sections.all()]


def test_a_stale_save_of_the_bylines_keeps_both_writers(desks: tuple[Desk, Desk]) -> None:
    first_user, second_user = get_user_model().objects.order_by("pk")[:2]
    review, address = open_both(desks, writers=[])
    first, second = desks
    assert first.form is not None
    assert second.form is not None
    for desk, user in ((first, first_user), (second, second_user)):
        assert desk.form is not None
        desk.form |= {
            "bylines-TOTAL_FORMS": "1",
            "bylines-0-writer": str(user.pk),
            "bylines-0-position": "0",
            "bylines-0-review": str(review.pk),
        }
    assert first.save(address)
    assert not second.save(address)
    assert second.save(address)
    assert {row.writer_id for row in review.bylines.all()} == {first_user.pk, second_user.pk}
