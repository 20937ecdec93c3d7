"""What waits for somebody of the staff: their drafts, what is to be read, what appears soon, what is missing or old."""

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dramas.lookalikes import Newcomer, new_in_catalogue
from reviews import permissions
from reviews.comments.models import Comment
from reviews.models import Byline, Review, Section
from reviewsite.accounts.time_zones import KOREA, in_zones
from reviewsite.images.models import Image

#: So many of each are shown; the lists behind have all.
MOST = 8
#: A draft that nobody touched for so long is probably forgotten.
IDLE = dt.timedelta(days=30)
#: A published review that nobody looked at for so long may be out of date.
OLD = dt.timedelta(days=2 * 365)

_PICTURE = re.compile(r"\(image:([\w-]{1,32})")


@dataclass(frozen=True, slots=True)
class Entry:
    review: Review
    note: str = ""
    times: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Dashboard:
    may_write: bool
    is_editor: bool
    may_moderate: bool
    drafts: list[Entry]
    in_review: list[Entry]
    scheduled: list[Entry]
    held: list[Entry]
    without_pictures: list[Entry]
    ageing: list[Entry]
    #: For editors: what waits to become public, or to be merged.
    new_in_catalogue: list[Newcomer]


def dashboard_of(user: Any, now: dt.datetime | None = None) -> Dashboard:
    """At most thirteen queries, whatever there is."""
    now = now or timezone.now()
    visible = permissions.visible_to(user).select_related("drama")
    own = visible.filter(Q(created_by=user.pk) | Q(pk__in=_signed(user)))
    states = Review.State
    return Dashboard(
        may_write=permissions.may_add(user),
        is_editor=permissions.is_editor(user),
        may_moderate=user.has_perm("comments.moderate_comment"),
        drafts=_entries(own.filter(state=states.DRAFT).order_by("-updated_at")),
        in_review=_entries(visible.filter(state=states.IN_REVIEW).order_by("updated_at")),
        scheduled=[
            Entry(review, times=in_zones(review.published_at))
            for review in visible.filter(
                state__in=[states.SCHEDULED, states.PUBLISHED], published_at__gt=now
            ).order_by("published_at")[:MOST]
            if review.published_at
        ],
        held=_held(own),
        without_pictures=_without_pictures(own),
        ageing=_ageing(own, now),
        new_in_catalogue=new_in_catalogue(MOST) if user.has_perm("dramas.change_drama") else [],
    )


def _signed(user: Any) -> QuerySet[Byline, Any]:
    return Byline.objects.filter(writer=user.pk).values("review")


def _entries(reviews: QuerySet[Review]) -> list[Entry]:
    return [Entry(review) for review in reviews[:MOST]]


def _held(own: QuerySet[Review]) -> list[Entry]:
    waiting = Q(comments__state__in=[Comment.State.HELD, Comment.State.PENDING])
    rows = (
        own.annotate(waiting=Count("comments", filter=waiting))
        .filter(waiting__gt=0)
        .order_by("-waiting", "pk")
    )
    return [Entry(review, str(review.waiting)) for review in rows[:MOST]]


def _without_pictures(own: QuerySet[Review]) -> list[Entry]:
    """Reviews in whose text a picture has its place and its caption, but no file yet."""
    waiting = set(Image.objects.waiting().values_list("key", flat=True))
    if not waiting:
        return []
    found: dict[int, set[str]] = {}
    sections = Section.objects.filter(review__in=own, body__contains="(image:")
    for review_id, body in sections.values_list("review_id", "body"):
        if keys := waiting.intersection(_PICTURE.findall(body)):
            found.setdefault(review_id, set()).update(keys)
    rows = own.filter(pk__in=list(found)).exclude(state=Review.State.RETIRED).order_by("-updated_at")
    return [Entry(review, str(len(found[review.pk]))) for review in rows[:MOST]]


def _ageing(own: QuerySet[Review], now: dt.datetime) -> list[Entry]:
    states = Review.State
    idle = Q(state__in=[states.DRAFT, states.IN_REVIEW], updated_at__lt=now - IDLE)
    outrun = Q(
        state=states.PUBLISHED,
        kind=Review.Kind.FIRST_IMPRESSIONS,
        drama__aired_to__lt=timezone.localdate(now, KOREA),
        updated_at__date__lte=F("drama__aired_to"),
    )
    old = Q(state=states.PUBLISHED, updated_at__lt=now - OLD)
    rows = own.filter(idle | outrun | old).order_by("updated_at")[:MOST]
    return [Entry(review, _why(review)) for review in rows]


def _why(review: Review) -> str:
    if review.state != Review.State.PUBLISHED:
        return _("not touched for a month")
    last = review.drama.aired_to if review.drama else None
    ended = last is not None and last < timezone.localdate()
    if review.kind == Review.Kind.FIRST_IMPRESSIONS and ended:
        return _("first impressions of a drama that has ended since")
    return _("not looked at for two years")
