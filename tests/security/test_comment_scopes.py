"""Whatever is said, answered, edited, moved and moderated: no comment is shown to a reader who is not that far."""

import re
from typing import Any

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviews.comments import moderation, tokens
from reviews.comments.models import Comment
from reviews.comments.moderation import Action
from reviews.comments.projection import project_page
from reviews.models import Review
from reviewsite.accounts.models import User
from reviewsite.spoilers import WHOLE_DRAMA
from tests.factories import make_comment, make_drama, make_review, make_writer
from tests.integration.comments.visiting import SAME_ORIGIN, filled

pytestmark = pytest.mark.django_db

EPISODES = 16
SCOPES = st.sampled_from([0, 1, 4, 7, 16, WHOLE_DRAMA])
STATES = st.sampled_from([*Comment.State.values, "visible", "visible"])
#: What is done to a comment (chosen by number): answered, edited, moved, moderated.
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.integers(0, 30), SCOPES, SCOPES, STATES),
        st.tuples(st.just("edit"), st.integers(0, 30), SCOPES, SCOPES),
        st.tuples(st.just("move"), st.integers(0, 30), st.integers(-1, 30)),
        st.tuples(st.just("raise"), st.integers(0, 30), SCOPES),
        st.tuples(
            st.just("decide"), st.integers(0, 30), st.sampled_from([Action.APPROVE, Action.HOLD, Action.SPAM])
        ),
        st.tuples(st.just("undo"), st.integers(0, 30)),
    ),
    min_size=3,
    max_size=14,
)


class Conversation:
    """A discussion with a secret word of its own in every comment and in every hidden passage."""

    def __init__(self, review: Review, moderator: User) -> None:
        self.review, self.moderator = review, moderator
        self.client = Client()
        self.ids: list[int] = []
        self.token = "t" * 40

    def pick(self, number: int) -> Comment | None:
        return Comment.objects.get(pk=self.ids[number % len(self.ids)]) if self.ids else None

    def body(self, scope: int) -> str:
        number = len(self.ids)
        hidden = "||" if scope >= WHOLE_DRAMA else f"||{scope}: "
        return f"zqbody{number}q {hidden}zqpassage{number}s{scope}q||"

    def write(self, at: int, scope: int, inner: int, state: str) -> None:
        parent = self.pick(at) if at % 3 else None
        comment = make_comment(
            self.review,
            parent=parent,
            body=self.body(inner),
            spoils_through=scope,
            state=state,
            edit_token_hash=tokens.hash_of(self.token),
        )
        self.ids.append(comment.pk)

    def edit(self, at: int, scope: int, inner: int) -> None:
        comment = self.pick(at)
        if comment is None:
            return
        values = {
            **filled(self.review),
            "body": f"zqbody{at}e {self.body(inner)}",
            "spoils_through": str(scope),
        }
        before = comment.spoils_through
        self.client.post(f"{comment.get_absolute_url()}edit/{self.token}/", values, **SAME_ORIGIN)
        assert Comment.objects.get(pk=comment.pk).spoils_through >= before

    def move(self, at: int, under: int) -> None:
        comment, parent = self.pick(at), self.pick(under) if under >= 0 else None
        if comment is None or (parent is not None and parent.pk >= comment.pk):
            return
        comment.parent = parent
        comment.save()

    def raise_(self, at: int, scope: int) -> None:
        if comment := self.pick(at):
            moderation.set_scope(comment.pk, scope, moderator=self.moderator)

    def decide(self, at: int, action: Action) -> None:
        if comment := self.pick(at):
            moderation.decide(comment.pk, action, moderator=self.moderator)

    def undo(self, at: int) -> None:
        comment = self.pick(at)
        if comment and (event := comment.events.first()):
            moderation.undo(event, moderator=self.moderator)

    def run(self, steps: list[tuple[Any, ...]]) -> None:
        for name, *arguments in steps:
            getattr(self, "raise_" if name == "raise" else name)(*arguments)

    def forbidden(self, seen: int) -> set[str]:
        """The secret words that a reader with this progress must not get."""
        words = set()
        for comment in Comment.objects.filter(review=self.review):
            is_open = comment.state == Comment.State.VISIBLE and self.reach(comment) <= seen
            for word in re.findall(r"zqbody\d+[qe]|zqpassage\d+s\d+q", comment.body):
                inner = int(scope[1]) if (scope := re.search(r"s(\d+)q", word)) else 0
                if not is_open or inner > seen:
                    words.add(word)
        return words - {word for word in words if self.said_openly(word, seen)}

    def said_openly(self, word: str, seen: int) -> bool:
        """An edited text may be in several comments."""
        inner = int(scope[1]) if (scope := re.search(r"s(\d+)q", word)) else 0
        same = Comment.objects.filter(review=self.review, body__contains=word, state=Comment.State.VISIBLE)
        return inner <= seen and any(self.reach(comment) <= seen for comment in same)

    def reach(self, comment: Comment) -> int:
        """What a comment gives away with all that it answers."""
        scope, parent = comment.spoils_through, comment.parent
        while parent is not None:
            scope, parent = max(scope, parent.spoils_through), parent.parent
        return scope

    def pages(self, seen: int) -> list[str]:
        """All that the site says at this progress; what is not the review itself knows of none."""
        own, query = self.review.get_absolute_url(), f"?seen={'all' if seen >= WHOLE_DRAMA else seen}"
        paths = [own + query, f"{own}comments/{query}", f"{own}comments/{query}&order=oldest"]
        for pk in self.ids:
            paths += [f"{own}comments/{pk}/{query}", f"{own}comments/new/{query}&reply={pk}"]
            paths += [f"{own}comments/{pk}/report/", f"{own}comments/{pk}/thanks/{self.token}/"]
        return [self.client.get(path).content.decode() for path in paths]


def assert_nothing_leaks(talk: Conversation, seen: int) -> None:
    forbidden = talk.forbidden(seen)
    for page in talk.pages(seen):
        assert [word for word in forbidden if word in page] == []


@pytest.fixture
def talk() -> Conversation:
    review = make_review(slug="the-review", drama=make_drama("The drama", episodes=EPISODES))
    return Conversation(review, make_writer("mod"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, seen=st.sampled_from([0, 1, 3, 7, 15, WHOLE_DRAMA]))
def test_no_conversation_shows_more_than_was_asked_for(
    talk: Conversation, steps: list[tuple[Any, ...]], seen: int
) -> None:
    point = transaction.savepoint()
    talk.ids.clear()
    talk.run(steps)

    assert_nothing_leaks(talk, seen)
    for comment in Comment.objects.exclude(parent=None).select_related("parent"):
        assert comment.spoils_through >= comment.parent.spoils_through  # type: ignore[union-attr]
    transaction.savepoint_rollback(point)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_conversation_is_in_the_feed_or_on_the_lists(
    talk: Conversation, steps: list[tuple[Any, ...]]
) -> None:
    point = transaction.savepoint()
    talk.ids.clear()
    talk.run(steps)

    for path in ("/feeds/reviews.atom", "/", "/reviews/", "/search/?q=zqbody1q"):
        page = talk.client.get(path).content.decode().replace('zqbody1q" ', "").replace("zqbody1q ·", "")
        assert re.search(r"zqpassage", page) is None
        assert path.startswith("/search/") or "zqbody" not in page
    transaction.savepoint_rollback(point)


def test_a_projection_that_forgets_the_scope_is_caught(
    talk: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: with the hiding taken out, the check goes red."""
    talk.run([("write", 0, 7, 0, "visible"), ("write", 1, 0, 7, "visible")])
    assert_nothing_leaks(talk, 0)

    monkeypatch.setattr("reviews.comments.projection.is_visible", lambda scope, seen: True)
    monkeypatch.setattr("reviewsite.markdown.visible.is_visible", lambda scope, seen: True)

    with pytest.raises(AssertionError):
        assert_nothing_leaks(talk, 0)


def test_a_reply_that_was_stored_too_open_stays_closed_with_its_parent(talk: Conversation) -> None:
    """Were the rule broken by hand in the database, the text would still not leave."""
    parent = make_comment(talk.review, spoils_through=9)
    reply = make_comment(parent=parent, body="zqbody0q")
    QuerySet.update(Comment.objects.filter(pk=reply.pk), spoils_through=0)

    [thread] = project_page(talk.review, 0).threads
    assert thread.replies[0].head.spoils_through == 9
    assert "zqbody0q" not in talk.client.get(talk.review.get_absolute_url()).content.decode()
