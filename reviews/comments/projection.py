"""What a reader with a given progress may see of the comments under a review.

Templates get only these values. A closed comment has no text in it, so no template can leak one; it keeps its place,
its author's name, and says what it would spoil.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import ClassVar
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from reviews.comments.initials import Initials, initials_of
from reviews.comments.models import Comment, CommentQuerySet
from reviews.models import Review
from reviewsite import markdown
from reviewsite.accounts.models import User
from reviewsite.markdown.render_cache import cached
from reviewsite.spoilers import SAFE, WHOLE_DRAMA, is_visible, seen_query, seen_value

PER_PAGE = 50
NEWEST, OLDEST = "newest", "oldest"
ORDERS = (NEWEST, OLDEST)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a reply answers: whose words, and where they are. Without a name if they are not shown any more."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Head:
    """What may be known of every public comment. `id` is text: no locale puts commas in it, nor takes time to."""

    id: str
    name: str
    is_staff: bool
    initials: Initials
    created_at: dt.datetime
    spoils_through: int
    url: str
    answers: Answered | None


@dataclass(frozen=True, slots=True)
class OpenComment:
    head: Head
    html: SafeString
    rating: Decimal | None
    edited: bool
    #: Of the same page, hiding it again.
    hide_query: str
    #: Read on its own page although it is hidden elsewhere.
    is_hidden: bool = False
    is_out_of_sight: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class ClosedComment:
    """A comment that the reader has not asked for; `query` opens it where it is."""

    head: Head
    query: str
    html: ClassVar[SafeString] = SafeString("")
    is_hidden: ClassVar[bool] = False
    is_out_of_sight: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class HiddenComment:
    """A comment that readers reported, until a moderator decides: neither name nor text.

    `url` is its own page, where it can be read; "" if it was public for a short time only.
    """

    head: Head
    url: str
    is_out_of_sight: ClassVar[bool] = True


ShownComment = OpenComment | ClosedComment | HiddenComment


@dataclass(frozen=True, slots=True)
class Thread:
    """A first-level comment with its replies in the order of writing.

    `first` is None where it is not shown (any more), or where the thread goes on from the page before.
    """

    root: int
    first: ShownComment | None
    replies: tuple[ShownComment, ...]
    goes_on: bool


@dataclass(frozen=True, slots=True)
class CommentPage:
    threads: tuple[Thread, ...]
    order: str
    seen: int
    is_first: bool
    #: The query strings of this page without the reader's progress, and of the next page; None where there is none.
    query: str
    next_query: str | None


def project_page(review: Review, seen: int, *, order: str = NEWEST, after: int | None = None) -> CommentPage:
    """A page of at most PER_PAGE comments, in one query, in two for what comes `after` a comment.

    The cost is the same on every page of a discussion of any length.
    """
    seen = review.reached(seen)
    rows = list(_rows(review, order, after, limit=PER_PAGE + 1))
    shown = rows[:PER_PAGE]
    last = shown[-1].pk if len(rows) > PER_PAGE else None
    sorted_by = {} if order == NEWEST else {"order": order}
    query = _query(**sorted_by, after=after)
    further = _query(**sorted_by, after=last, seen=seen_value(seen) if seen else "")
    return CommentPage(
        threads=tuple(_threads(shown, seen, after, _links(review, shown, query))),
        order=order,
        seen=seen,
        is_first=after is None,
        query=query,
        next_query=further if last else None,
    )


def project_one(review: Review, comment: Comment, seen: int, *, query: str = "") -> ShownComment:
    """One comment on its own page; it comes from `in_place()` with its parent and staff account.

    `query` is what the address of the page says besides the reader's progress.
    """
    return _projected(comment, review.reached(seen), _links(review, [comment], query), on_own_page=True)


def project_replies(review: Review, comment: Comment, seen: int) -> tuple[ShownComment, ...]:
    """The first PER_PAGE answers to one comment, in the order of writing; one query."""
    seen = review.reached(seen)
    rows = list(in_place(review).filter(parent=comment).order_by("pk")[:PER_PAGE])
    links = _links(review, rows)
    return tuple(_without_answered(_projected(row, seen, links)) for row in rows)


def _without_answered(comment: ShownComment) -> ShownComment:
    return replace(comment, head=replace(comment.head, answers=None))


def public_of(review: Review) -> CommentQuerySet:
    """The public comments of a published review with all that a projection reads of each."""
    return in_place(review).filter(hidden_by_reports="")


def in_place(review: Review) -> CommentQuerySet:
    """The public comments and those hidden by reports, likewise."""
    return Comment.objects.in_place().filter(review=review).select_related("parent__user", "user")


@dataclass(frozen=True, slots=True)
class _Links:
    """Where links of a page's comments lead: `here` are the comments that are on it. Under an article, where the number
    of an episode says nothing, what is hidden opens all together."""

    query: str
    here: set[int]
    all_comments: str
    of_article: bool = False

    def address(self, pk: int) -> str:
        """As `Comment.get_absolute_url`, without looking through the site's addresses for each."""
        return f"{self.all_comments}{pk}/"

    def gate(self, scope: int) -> str:
        return _query(self.query, seen=seen_value(WHOLE_DRAMA if self.of_article else scope))

    @property
    def way_in(self) -> markdown.WayIn | None:
        """Where the gates inside of comments lead, if not each to its own scope."""
        return markdown.WayIn(self.gate(WHOLE_DRAMA), WHOLE_DRAMA) if self.of_article else None


def _links(review: Review, rows: Iterable[Comment], query: str = "") -> _Links:
    address = reverse("comments:comment_list", args=[review.slug])
    return _Links(query, {row.pk for row in rows}, address, review.is_article)


def _query(*parts: str, **values: object) -> str:
    given = urlencode({name: value for name, value in values.items() if value})
    joined = "&".join(part.lstrip("?") for part in (*parts, given) if part)
    return f"?{joined}" if joined else ""


def _in_order(comments: CommentQuerySet, order: str) -> CommentQuerySet:
    """Threads in `order`, each with its first comment and then its replies; only the columns that are shown."""
    author = ("author_name", *(f"user__{name}" for name in User.NAMES))
    both = ("root", "spoils_through", "hidden_by_reports", *author)
    shown = ("body", "created_at", "edited_at", "rating", "parent", *both)
    parent = ("state", *both)
    return comments.order_by("root_id" if order == OLDEST else "-root_id", "pk").only(
        *shown, *(f"parent__{name}" for name in parent)
    )


def _rows(review: Review, order: str, after: int | None, *, limit: int) -> Iterator[Comment]:
    """The next `limit` comments behind the comment `after`, or the first of all if that is not shown."""
    threads = _in_order(in_place(review), order)
    root = _root_of(review, after) if after else None
    if root is None:
        yield from threads[:limit]
        return
    rest = list(threads.filter(root=root, pk__gt=after).order_by("pk")[:limit])
    yield from rest
    if len(rest) < limit:
        further = {"root__gt": root} if order == OLDEST else {"root__lt": root}
        yield from threads.filter(**further)[: limit - len(rest)]


def _root_of(review: Review, after: int) -> int | None:
    """The thread of a comment that is shown; of any other number, the page tells nothing."""
    rows = Comment.objects.in_place().filter(review=review, pk=after).order_by()
    return rows.values_list("root_id", flat=True).first()


def _threads(rows: Iterable[Comment], seen: int, after: int | None, links: _Links) -> Iterator[Thread]:
    for number, (root, group) in enumerate(groupby(rows, key=lambda row: row.root_id or row.pk)):
        comments = list(group)
        first = comments.pop(0) if comments[0].pk == root else None
        replies = tuple(_projected(reply, seen, links) for reply in comments)
        yield Thread(
            root=root,
            first=_projected(first, seen, links) if first else None,
            replies=replies,
            goes_on=first is None and number == 0 and after is not None,
        )


def _projected(row: Comment, seen: int, links: _Links, *, on_own_page: bool = False) -> ShownComment:
    head = _head(row, links)
    if row.hidden_by_reports and not (on_own_page and row.hidden_by_reports == Comment.Hidden.AT_A_CLICK):
        return _hidden(row, head, seen)
    if not is_visible(head.spoils_through, seen):
        return ClosedComment(head, links.gate(head.spoils_through))
    html = cached(_html, row.body, seen, head.spoils_through, links.query.lstrip("?"), links.way_in)
    return OpenComment(
        head,
        html,
        row.rating,
        edited=row.edited_at is not None,
        hide_query=links.query or "?",
        is_hidden=bool(row.hidden_by_reports),
    )


def _hidden(row: Comment, head: Head, seen: int) -> HiddenComment:
    """The name may be what was reported, so it goes too."""
    query = seen_query(seen) if is_visible(head.spoils_through, seen) else ""
    url = head.url + query if row.hidden_by_reports == Comment.Hidden.AT_A_CLICK else ""
    return HiddenComment(replace(head, name="", initials=initials_of(""), is_staff=False), url)


def _html(body: str, seen: int, scope: int, query: str, way_in: markdown.WayIn | None) -> SafeString:
    profile = markdown.COMMENTER
    return markdown.render(body, seen=seen, scope=scope, profile=profile, gate_query=query, way_in=way_in)


def _head(row: Comment, links: _Links) -> Head:
    # Saving keeps a reply as closed as its parent; were that ever broken, the text would still not leave.
    scope = max(row.spoils_through, row.parent.spoils_through if row.parent else SAFE)
    if links.of_article and scope:
        scope = WHOLE_DRAMA
    name = row.name
    return Head(
        id=str(row.pk),
        name=name,
        is_staff=row.user_id is not None,
        initials=initials_of(name),
        created_at=row.created_at,
        spoils_through=scope,
        url=links.address(row.pk),
        answers=_answered(row.parent, row, links),
    )


def _answered(parent: Comment | None, row: Comment, links: _Links) -> Answered | None:
    if parent is None or (parent.pk == row.root_id and parent.pk in links.here):
        return None  # it is right below it
    if parent.state != Comment.State.VISIBLE or parent.hidden_by_reports:
        return Answered("", "")
    here = f"#comment-{parent.pk}" if parent.pk in links.here else links.address(parent.pk)
    return Answered(parent.name, here)
