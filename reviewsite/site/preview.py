"""The preview in the form of the settings: the masthead and a review's head, by day and at night."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from reviewsite.site import colours, look

#: More characters than any colour has.
_LONGEST = 20


def answer(asked: QueryDict) -> dict[str, Any]:
    """What the colours of a query change: the custom properties by scheme, and what is wrong with which.

    A colour that nobody could read is shown all the same: one sees what is meant.
    """
    written = {field: asked.get(field, "").strip()[:_LONGEST] for field in look.FIELDS}
    parsed = {field: colours.parse(text) or text for field, text in written.items()}
    wrong = look.problems(look.Look(**parsed))
    shown = look.Look(**{field: colours.parse(text) for field, text in written.items()})
    return {
        "properties": {
            scheme: {**look.tokens()[scheme], **look.replaced(shown, scheme)} for scheme in look.SCHEMES
        },
        "problems": [
            {"field": each.field, "message": " ".join(each.error.messages), "nearest": each.nearest}
            for each in wrong
        ],
    }


def context() -> dict[str, Any]:
    """A review's head for the templates of the site."""
    drama = SimpleNamespace(title="Misaeng", title_ko="미생", get_absolute_url="#")
    review = SimpleNamespace(
        headline=_("The Paperwork Is the Thriller"),
        verdict=_("Twenty hours about contracts, and you will not want to leave."),
        rating=9.2,
        kind="review",
        published_at=dt.datetime(2025, 2, 21, tzinfo=dt.UTC),
        bylines=SimpleNamespace(all=[]),
    )
    return {
        "panels": [(look.LIGHT, _("By day")), (look.DARK, _("At night"))],
        "sample": {
            "review": review,
            "drama": drama,
            "facts": SimpleNamespace(poster=None),
            "projection": SimpleNamespace(kind_words="", gates=(), minutes=4),
        },
    }
