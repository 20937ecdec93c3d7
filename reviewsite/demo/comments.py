"""What readers of the demo say under its reviews."""

import datetime as dt
from decimal import Decimal
from functools import cache
from typing import Any

from reviews.comments.models import Comment
from reviews.models import Review
from reviewsite.accounts.models import User
from reviewsite.demo.catalogue import read_toml
from reviewsite.spoilers import SAFE, WHOLE_DRAMA


@cache
def _all() -> dict[str, Any]:
    return read_toml("comments.toml")


def add_comments(review: Review, published: dt.datetime, writers: dict[str, User]) -> None:
    """The demo's comments on one of its reviews, as if they had been written in the days after it."""
    written: list[Comment] = []
    for record in _all().get(review.slug, {}).get("comments", []):
        rating = record.get("rating")
        name = record.get("name", "")
        comment = Comment.objects.create(
            review=review,
            parent=written[record["answers"] - 1] if "answers" in record else None,
            author_name=name,
            user=writers[record["writer"]] if "writer" in record else None,
            body=record["body"],
            spoils_through=_scope(record.get("scope", SAFE)),
            rating=None if rating is None else Decimal(str(rating)),
            rater_hash=f"demo {name}" if rating else "",
            state=record.get("state", Comment.State.VISIBLE),
            created_at=published + dt.timedelta(hours=record["hours"]),
        )
        written.append(comment)


def _scope(said: int | str) -> int:
    return WHOLE_DRAMA if said == "whole" else int(said)
