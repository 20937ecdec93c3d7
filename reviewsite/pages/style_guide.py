"""Sample values for the style guide: every component in every state, without a row in the database."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django.core.paginator import Paginator
from django.utils.html import format_html
from django.utils.translation import gettext as _

from reviewsite.spoilers import WHOLE_DRAMA

COLOURS = ("paper", "raised", "ink", "muted", "line", "celadon-wash", "celadon", "seal")


def context() -> dict[str, Any]:
    return {
        "colours": COLOURS,
        "card": _card(),
        "unrated": _card(rating=None, kind="recap", kind_words="Recap, episodes 1 to 2", verdict=""),
        "dropped": _card(rating=None, kind="dropped", kind_words="Dropped at episode 6"),
        "gates": [_gate(2, 10, WHOLE_DRAMA, []), _gate(4, 4, 7, ["What the slippers were for"])],
        "drama": SimpleNamespace(slug="style-guide", episodes=16, air_days=(), air_time=None),
        "people": [("Im Si-wan", "임시완"), ("Lee Ji-eun", "이지은"), ("Kim Won-seok", "")],
        "page": _page(),
        "comments": _comments(),
        "today": dt.date(2021, 2, 4),
    }


def _card(**changes: Any) -> SimpleNamespace:
    values: dict[str, Any] = {
        "url": "#cards",
        "headline": "The Paperwork Is the Thriller",
        "verdict": "Twenty hours about contracts, copies and being late, and you will not want to leave.",
        "kind": "review",
        "kind_words": "",
        "drama_title": "Misaeng",
        "drama_title_ko": "미생",
        "drama_url": "#cards",
        "year": 2014,
        "rating": 9.2,
        "poster": None,
        "writers": ("Jo Marlowe",),
        "published_at": dt.datetime(2025, 2, 21, tzinfo=dt.UTC),
        "comments": 12,
        "reason": "",
    }
    return SimpleNamespace(**{**values, **changes})


def _gate(first: int, last: int, scope: int, headings: list[str]) -> SimpleNamespace:
    return SimpleNamespace(first=first, last=last, spoils_through=scope, safe_headings=headings)


def _comments() -> list[SimpleNamespace]:
    """One from staff, one that is closed, one that answers."""
    return [
        _comment(1, "Jo Marlowe", is_staff=True, rating=9),
        _comment(2, "오로라", html="", spoils_through=7, glaze=1),
        _comment(3, "Mateo R.", answers=SimpleNamespace(name="오로라", url="#comment-2"), glaze=3),
    ]


def _comment(
    number: int, name: str, *, rating: int = 0, html: str | None = None, **head: Any
) -> SimpleNamespace:
    values = {"is_staff": False, "spoils_through": 0, "answers": None, **head}
    values["initials"] = SimpleNamespace(letter=name[0], glaze=head.get("glaze", 0))
    values |= {
        "id": number,
        "name": name,
        "url": "#g-comments",
        "created_at": dt.datetime(2026, 3, 1, tzinfo=dt.UTC),
    }
    text = (
        format_html("<p>{}</p>", _("Said in a few words, and shown to everybody.")) if html is None else html
    )
    return SimpleNamespace(
        head=SimpleNamespace(**values),
        html=text,
        rating=rating or None,
        edited=False,
        query="?seen=7",
        hide_query="?",
    )


def _page() -> Any:
    return Paginator(range(200), 20).get_page(4)
