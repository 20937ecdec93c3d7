"""What the database keeps true of comments, whoever writes them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from reviews.comments.models import Comment, Discussion, ModerationEvent, ReaderScore
from reviews.models import Review
from reviewsite.spoilers import WHOLE_DRAMA
from tests.factories import make_comment, make_drama, make_review

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def scopes(*comments: Comment) -> list[int]:
    return [Comment.objects.get(pk=comment.pk).spoils_through for comment in comments]


def roots(*comments: Comment) -> list[int | None]:
    return [Comment.objects.get(pk=comment.pk).root_id for comment in comments]


def test_a_thread_shares_its_root() -> None:
    first = make_comment()
    reply = make_comment(parent=first)
    deeper = make_comment(parent=reply)

    assert roots(first, reply, deeper) == [first.pk] * 3


def test_a_reply_is_at_least_as_closed_as_what_it_answers() -> None:
    first = make_comment(spoils_through=7)

    assert scopes(make_comment(parent=first), make_comment(parent=first, spoils_through=9)) == [7, 9]


def test_raising_a_scope_raises_all_below() -> None:
    first = make_comment()
    reply = make_comment(parent=first, spoils_through=3)
    deeper = make_comment(parent=reply, spoils_through=WHOLE_DRAMA)
    other = make_comment(first.review)

    first.spoils_through = 5
    first.save(update_fields=["spoils_through"])

    assert scopes(first, reply, deeper, other) == [5, 5, WHOLE_DRAMA, 0]


def test_a_moved_comment_takes_its_replies_along_and_closes_with_them() -> None:
    closed = make_comment(spoils_through=9)
    moved = make_comment(closed.review)
    reply = make_comment(parent=moved)

    moved.parent = closed
    moved.save()

    assert scopes(moved, reply) == [9, 9]
    assert roots(moved, reply) == [closed.pk] * 2


def test_a_reply_can_become_a_thread_of_its_own() -> None:
    first = make_comment(spoils_through=4)
    reply = make_comment(parent=first)
    deeper = make_comment(parent=reply)

    reply.parent = None
    reply.save()

    assert roots(first, reply, deeper) == [first.pk, reply.pk, reply.pk]
    assert scopes(reply, deeper) == [4, 4]


def test_no_comment_answers_itself_or_a_younger_one() -> None:
    first = make_comment()
    reply = make_comment(parent=first)

    first.parent = reply
    with pytest.raises(ValidationError):
        first.save()


def test_no_comment_answers_one_of_another_review() -> None:
    with pytest.raises(ValidationError):
        make_comment(make_review(), parent=make_comment())


def test_scopes_are_not_changed_past_the_rules() -> None:
    make_comment(spoils_through=3)

    with pytest.raises(TypeError):
        Comment.objects.update(spoils_through=0)


@pytest.mark.parametrize("rating", ["0.4", "0", "10.5", "7.3"])
def test_a_rating_is_in_halves(rating: str) -> None:
    with pytest.raises(IntegrityError):
        make_comment(rating=Decimal(rating))


@pytest.mark.parametrize("rating", ["0.5", "7", "10"])
def test_every_half_is_a_rating(rating: str) -> None:
    assert make_comment(rating=Decimal(rating)).pk


def test_too_long_a_text_is_refused_by_the_database() -> None:
    assert make_comment(body="정" * 5000).pk
    with pytest.raises(IntegrityError):
        make_comment(body="정" * 5001)


def test_the_same_key_makes_one_comment() -> None:
    make_comment(idempotency_key="a")
    with pytest.raises(IntegrityError):
        make_comment(idempotency_key="a")


@pytest.mark.parametrize("state", [Comment.State.PENDING, "held", "spam", "removed"])
def test_only_visible_comments_are_public(state: str) -> None:
    comment = make_comment()
    assert list(Comment.objects.public()) == [comment]

    Comment.objects.filter(pk=comment.pk).update(state=state)

    assert not Comment.objects.public().exists()


@pytest.mark.parametrize("state", [Review.State.DRAFT, Review.State.RETIRED])
def test_comments_of_an_unpublished_review_are_not_public(state: str) -> None:
    make_comment(make_review(state=state))

    assert not Comment.objects.public().exists()


def count_of(review: Review) -> int:
    return Discussion.objects.get(review=review).count


def test_the_count_follows_every_change() -> None:
    comment = make_comment()
    review = comment.review
    make_comment(review, state="pending")
    assert count_of(review) == 1

    Comment.objects.filter(review=review).update(state="visible")
    assert count_of(review) == 2

    comment.state = Comment.State.REMOVED
    comment.save()
    assert count_of(review) == 1

    Comment.objects.exclude(pk=comment.pk).get().delete()
    assert count_of(review) == 0


def test_a_review_is_deleted_with_its_comments() -> None:
    review = make_comment(parent=make_comment(rating=3)).review

    review.delete()

    assert not Comment.objects.exists()
    assert not Discussion.objects.exists()


def score_of(review: Review) -> ReaderScore:
    return ReaderScore.objects.get(drama=review.drama)


def test_the_score_is_silent_below_five() -> None:
    review = make_review()
    for number in range(4):
        make_comment(review, rating=8, rater_hash=f"r{number}")
    assert score_of(review).mean is None

    make_comment(make_review(drama=review.drama), rating=Decimal("5.5"), rater_hash="another")

    assert score_of(review).mean == Decimal("7.5")
    assert score_of(review).histogram[15] == 4


def test_one_person_rates_once_and_may_change_their_mind() -> None:
    review = make_review()
    for rating in (2, 9):
        make_comment(review, rating=rating, rater_hash="same")

    assert (score_of(review).count, score_of(review).histogram[17]) == (1, 1)


def test_a_comment_that_is_not_public_rates_nothing() -> None:
    comment = make_comment(rating=9)
    make_comment(make_review(drama=make_drama()), rating=9)

    Comment.objects.filter(pk=comment.pk).update(state="held")

    assert score_of(comment.review).count == 0


def test_the_score_forgets_a_retired_review() -> None:
    comment = make_comment(rating=9)

    comment.review.state = Review.State.RETIRED
    comment.review.save()

    assert score_of(comment.review).count == 0


def test_the_log_is_only_added_to() -> None:
    event = ModerationEvent.objects.create(comment=make_comment(), action="approve")

    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()
