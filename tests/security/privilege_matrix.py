"""The walk through the privilege matrix: what is asked of each door, and how the answers are judged."""

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.urls import reverse

from dramas.models import Drama, Genre, Merge, Network, Person
from reviews.comments.models import Comment, WatchedWord
from reviews.models import PreviewLink, Review, Section, Series
from reviewsite.accounts.models import User
from reviewsite.images.models import Image
from reviewsite.jobs.models import Job
from reviewsite.site.models import Page, SiteSettings
from tests.security.privilege_table import ACTIONS, Row, public
from tests.security.privilege_world import PrivilegeWorld, Thing
from tests.security.routes import Route, walk_routes
from tests.security.test_spoiler_walk import whole_answer
from tests.thoroughness import PROFILE

METHODS = ("GET", "HEAD", "OPTIONS", "POST")
NOTHING = Thing("", None, ())
#: What is in addresses that name no thing of ours.
SAMPLES = {
    "named": "1f5f52-0-b3261e-0",
    "digest": "00000000",
    "app_label": "reviews",
    "url": "no/such/page",
    "name": "reviews",
    "token": "never-given",
    "writer_slug": "other",
    "year": 2020,
    "key": "nowhere",
    "slug": "nowhere",
    "pk": 0,
    "object_id": 0,
    "content_type_id": 0,
    "id": 0,
    "revision": 0,
}


class Matrix:
    """One role's walk through the table: how many cells there were, and which of them were wrong."""

    def __init__(self, world: PrivilegeWorld, role: str) -> None:
        self.world, self.role, self.client = world, role, world.client(role)
        self.before = fingerprint()
        self.cells = 0
        self.wrong: list[str] = []

    def walk(self, route: Route, row: Row) -> None:
        things = self.world.things[row.thing] if row.thing else [NOTHING]
        for method in METHODS:
            if row.enter and not row.query and "<path:object_id>" not in route.pattern:
                self._look_over(route, row, method, things)
            else:
                for thing in self._asked(row, method, things):
                    self._ask(route, row, method, thing)

    def _asked(self, row: Row, method: str, things: list[Thing]) -> list[Thing]:
        """All things in torture. In the suite by GET and POST what is denied, and what is granted in common states,
        with own and other people's things for the writer, to whom alone it is a difference; by HEAD and OPTIONS, which
        go the way of GET, one thing that is denied.
        """
        if PROFILE == "torture":
            return things
        denied = [thing for thing in things if not self._may(row, method, thing)]
        if method in {"HEAD", "OPTIONS"}:
            return denied[:1]
        return [thing for thing in things if thing in denied or self._is_asked_again(thing)]

    def _is_asked_again(self, thing: Thing) -> bool:
        common = not thing.state or thing.state in {"draft", "published", "visible", "uploaded"}
        return common and (thing.own or not thing.state or self.role == "writer")

    def _look_over(self, route: Route, row: Row, method: str, things: list[Thing]) -> None:
        """A list: one answer, in which each thing may or may not be."""
        entered = self.role in row.enter
        if entered and method in {"HEAD", "OPTIONS"} and PROFILE != "torture":
            return
        response, answer, _changed = self._request(route, row, method, things[0])
        if method != "OPTIONS" and (method != "POST" or row.post):
            self._expect(entered, response, f"{method} {route.name}")
        for thing in things:
            self._expect_words(row, method, thing, answer, entered and self._may(row, method, thing), route)

    def _ask(self, route: Route, row: Row, method: str, thing: Thing) -> None:
        """A page about one thing."""
        may = self._may(row, method, thing)
        response, answer, changed = self._request(route, row, method, thing)
        where = f"{method} {route.name} {thing}"
        answered = may or ((method != "POST" or bool(row.post)) and self.role in (*row.blind, *row.enter))
        if method != "OPTIONS" and not (method == "GET" and row.blind):
            self._expect(answered, response, where)
        if changed and not may:
            self._say(f"{where}: something was changed")
        self._expect_words(row, method, thing, answer, may, route)

    def act(self, model: str, action: str, thing: Thing) -> None:
        """An action on a list, confirmed; it must change something if and only if it may."""
        address = reverse(f"admin:{model.replace('.', '_')}_changelist")
        data = {"action": action, "_selected_action": [thing.pk], "post": "yes"}
        self._send("POST", address, data, after=fingerprint)
        changed = self.after != self.before
        may = ACTIONS[model, action].get(self.role, lambda thing: False)(thing)
        self.cells += 1
        if changed != may and not _without_effect(action, thing):
            self._say(f"{action} on {thing}: {'changed' if changed else 'did not change'} something")

    def complete(self, field: Any, thing: Thing, may: bool) -> None:
        model = field.model._meta
        query = f"app_label={model.app_label}&model_name={model.model_name}&field_name={field.name}&term=zq"
        response, answer = self._send("GET", f"{reverse('admin:autocomplete')}?{query}", {})
        self.cells += 1
        if may and thing.kind != "comment" and thing.words[0] not in answer:
            self._say(
                f"autocomplete {model.label}.{field.name} does not find {thing} ({response.status_code})"
            )
        if not may and found_in(thing.words, answer):
            self._say(f"autocomplete {model.label}.{field.name} finds {thing}")

    def _may(self, row: Row, method: str, thing: Thing) -> bool:
        rights = row.post if method == "POST" else row.get
        return self.role in rights and rights[self.role](thing)

    def _request(self, route: Route, row: Row, method: str, thing: Thing) -> tuple[Any, str, bool]:
        address = address_of(route, thing) + row.query.format(**thing.values)
        data = {name: value.format(**thing.values) for name, value in row.data.items()}
        guarded = method == "POST" and not self._may(row, method, thing)
        response, answer = self._send(method, address, data, after=fingerprint if guarded else None)
        return response, answer, guarded and self.after != self.before

    def _send(self, method: str, address: str, data: Any, after: Any = None) -> tuple[Any, str]:
        """The answer, after which everything is as it was before."""
        cookies = {name: morsel.value for name, morsel in self.client.cookies.items()}
        with transaction.atomic():
            written = _rows_written()
            response = getattr(self.client, method.lower())(
                address, data if method in {"GET", "POST"} else None
            )
            answer = whole_answer(response)
            self.after = after() if after and _rows_written() != written else self.before
            transaction.set_rollback(True)
        self.client.cookies.clear()
        for name, value in cookies.items():
            self.client.cookies[name] = value
        return response, answer

    def _expect(self, may: bool, response: Any, where: str) -> None:
        self.cells += 1
        if response.request["REQUEST_METHOD"] == "HEAD" and response.status_code == 405:
            return
        if (may and not granted(response)) or (not may and not denied(response)):
            target = response.headers.get("Location", "")
            self._say(f"{where}: {'should' if may else 'must not'}, but {response.status_code} {target}")

    def _expect_words(
        self, row: Row, method: str, thing: Thing, answer: str, may: bool, route: Route
    ) -> None:
        if thing is NOTHING:
            return
        self.cells += 1
        # What everybody may read may be anywhere.
        words = () if public(thing) and not may else thing.words
        if "<slug:slug>" in route.pattern:
            words = tuple(word for word in words if word not in thing.in_address)
        found = found_in(words, answer)
        if found and not may:
            self._say(f"{method} {route.name} tells {found} of {thing}")
        if may and row.shows and method == "GET" and not found:
            self._say(f"{method} {route.name} shows nothing of {thing}")

    def _say(self, text: str) -> None:
        self.wrong.append(f"{self.role}: {text}")


def granted(response: Any) -> bool:
    return response.status_code < 400 and not _to_login(response)


def denied(response: Any) -> bool:
    """Refused, or led to the login, or, as Django's admin does for what one may not know of, to the index."""
    return (
        400 <= response.status_code < 500
        or _to_login(response)
        or response.headers.get("Location") == "/admin/"
    )


def _to_login(response: Any) -> bool:
    return response.headers.get("Location", "").startswith("/admin/login/")


def found_in(words: tuple[str, ...], answer: str) -> list[str]:
    answer = answer.casefold()
    return [word for word in words if word.casefold() in answer]


def _without_effect(action: str, thing: Thing) -> bool:
    """What is published cannot be published again, and what nobody sees cannot be retired."""
    done = {
        "publish_selected": {"published"},
        "retire_selected": {"draft", "in_review", "scheduled", "retired"},
    }
    # Who has a part in a drama, and what showed one, is not deleted.
    held = action == "delete_selected" and thing.kind in {"person", "network"}
    return held or thing.state in done.get(action, set()) or action in {"forget_two_factor", "try_again"}


def address_of(route: Route, thing: Thing) -> str:
    values = {**SAMPLES, "object_id": thing.pk, "id": thing.pk, **thing.values}
    if "^" in route.pattern:
        pattern = re.sub(
            r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", lambda part: str(values[part[1]]), route.pattern
        )
        return pattern.replace("^", "").replace("$", "").replace("\\.", ".")
    if "(?P<" in route.pattern:
        return "/admin/no/such/page/"
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda part: str(values[part[1]]), route.pattern)


def _rows_written() -> Any:
    """How many rows this connection to SQLite has written: without a new one, nothing can have changed. PostgreSQL
    does not tell: there it is never the same."""
    return connection.connection.total_changes if connection.vendor == "sqlite" else object()


def fingerprint() -> Any:
    """All that a forbidden request could have changed."""
    return (
        *(
            list(rows)
            for rows in (
                Review.objects.order_by("pk").values_list("pk", "state", "headline", "published_at"),
                Image.objects.order_by("pk").values_list(
                    "pk", "caption", "alt", "file", "credit", "spoils_through", "deleted_at"
                ),
                User.objects.order_by("pk").values_list(
                    "pk", "username", "password", "is_superuser", "is_active"
                ),
                Comment.objects.order_by("pk").values_list("pk", "state", "body"),
                Job.objects.order_by("pk").values_list("pk", "run_at", "failed_at"),
                Drama.objects.order_by("pk").values_list("pk", "title", "public_from"),
                Series.objects.order_by("pk").values_list("pk", "title", "introduction"),
                Page.objects.order_by("pk").values_list("pk", "title", "body", "is_public"),
                SiteSettings.objects.values_list("name", "notice"),
                Merge.objects.order_by("pk").values_list("pk", "undone_at"),
            )
        ),
        *(list(model.objects.order_by("pk").values_list("pk", "name")) for model in (Person, Network, Genre)),
        *(model._default_manager.count() for model in (Section, PreviewLink, Group, WatchedWord, LogEntry)),
    )


def routes() -> Iterator[Route]:
    """Each route once; of two with one pattern the first answers."""
    seen = set()
    for route in walk_routes():
        if route.pattern not in seen:
            seen.add(route.pattern)
            yield route
