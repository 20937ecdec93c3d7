"""The way of a review: draft, in review, scheduled, published, retired."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from reviews.models import Review
from reviews.permissions import WITH_WRITER, is_editor

State = Review.State

#: Where a review may go from each state.
NEXT: dict[State, tuple[State, ...]] = {
    State.DRAFT: (State.IN_REVIEW, State.SCHEDULED, State.PUBLISHED),
    State.IN_REVIEW: (State.DRAFT, State.SCHEDULED, State.PUBLISHED),
    State.SCHEDULED: (State.DRAFT, State.IN_REVIEW, State.PUBLISHED),
    State.PUBLISHED: (State.SCHEDULED, State.RETIRED),
    State.RETIRED: (State.DRAFT, State.SCHEDULED, State.PUBLISHED),
}


def effective_state(review: Review, at: dt.datetime | None = None) -> State:
    """The state as readers see it: a scheduled review is published once its time has come."""
    return State.PUBLISHED if review.is_published(at) else State(review.state)


def offered(user: Any, before: State) -> list[State]:
    """The states that this user may leave the review in, the present one first."""
    states = [before, *NEXT[before]]
    return states if is_editor(user) else [state for state in states if state in WITH_WRITER]


def refusal(user: Any, before: State, after: State) -> str:
    """Why the user may not bring a review from one state to another, for people; "" if they may."""
    if after == before or after in offered(user, before):
        return ""
    if after not in WITH_WRITER and not is_editor(user):
        return _(
            "Only an editor can publish, schedule or retire. Set the state to “in review” to hand it over."
        )
    words = {"before": before.label, "after": after.label}
    return _("A review cannot go straight from “%(before)s” to “%(after)s”.") % words
