"""No answer of the site holds what a reader at the beginning has not asked for."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.http import HttpResponseBase
from django.test import Client

from reviewsite.demo import try_to_spoil
from reviewsite.spoilers import WHOLE_DRAMA
from tests.quick_client import QuickClient
from tests.security.canaries import CANARIES, Canary, World
from tests.security.routes import sample_addresses, walk_routes

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    return QuickClient()


def whole_answer(response: HttpResponseBase) -> str:
    """Everything that leaves the server: status line, headers and body."""
    head = "\n".join(f"{name}: {value}" for name, value in response.items())
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return f"{response.status_code} {response.reason_phrase}\n{head}\n\n{body.decode('utf-8', 'replace')}"


def all_addresses(world: World) -> Iterator[str]:
    for route in walk_routes():
        yield from sample_addresses(route, world) or []


def leaks(reader: Client, addresses: list[str], canaries: list[Canary]) -> list[tuple[str, str]]:
    found = []
    for address in addresses:
        answer = whole_answer(reader.get(address)).casefold()
        found += [(address, canary.word) for canary in canaries if canary.word in answer]
    return found


def test_every_route_declares_a_sample(world: World) -> None:
    undeclared = [route.name for route in walk_routes() if sample_addresses(route, world) is None]
    assert undeclared == []


@pytest.mark.both_databases
def test_nothing_closed_leaves_the_server(world: World, reader: Client) -> None:
    """What is hidden, a draft, and comments that are not public: one walk over all pages looks for each."""
    of_draft = [world.draft.get_absolute_url(), world.draft.get_absolute_url() + "comments/"]
    closed = [*CANARIES, Canary("zqdraftheadline", 0, "review"), Canary("zqunseen", 0, "review")]
    statuses, found = [], []
    for address in [*all_addresses(world), "/no/such/page/", *of_draft]:
        response = reader.get(address)
        answer = whole_answer(response).casefold()
        found += [(address, canary.word) for canary in closed if canary.word in answer]
        statuses.append(response.status_code)
    assert found == []
    assert max(statuses) < 500
    # The pages that it is about are among them.
    assert statuses.count(200) >= 18


def test_a_comment_s_own_pages_open_as_far_as_asked(world: World, reader: Client) -> None:
    for comment in world.comments:
        for seen in (0, 6, 10, "all"):
            answer = whole_answer(reader.get(comment.get_absolute_url(), {"seen": seen}))
            progress = WHOLE_DRAMA if seen == "all" else int(seen)
            shown = {canary.scope for canary in CANARIES if canary.word in answer}
            assert all(scope <= progress for scope in shown)


def test_the_surprise_guest_is_not_named_beside_the_drama(world: World, reader: Client) -> None:
    for address in [world.drama.get_absolute_url(), world.review.get_absolute_url()]:
        assert world.surprise.name not in reader.get(address).content.decode()
    assert world.drama.title not in reader.get(world.surprise.get_absolute_url()).content.decode()


@pytest.mark.parametrize("seen", [0, 3, 4, 5, 6, 7, 8, 9, 15, "all"])
def test_each_canary_appears_exactly_from_its_scope_on(world: World, reader: Client, seen: int | str) -> None:
    answers = {
        "review": whole_answer(reader.get(world.review.get_absolute_url(), {"seen": seen})),
        "dropped": whole_answer(reader.get(world.dropped.get_absolute_url(), {"seen": seen})),
        "recap": whole_answer(reader.get(world.recap.get_absolute_url(), {"seen": seen})),
        "article": whole_answer(reader.get(world.article.get_absolute_url(), {"seen": seen})),
        "series": whole_answer(reader.get(world.series.get_absolute_url(), {"seen": seen})),
        "drama": whole_answer(reader.get(world.drama.get_absolute_url(), {"seen": seen})),
        "page": whole_answer(reader.get(world.page.get_absolute_url(), {"seen": seen})),
    }
    progress = WHOLE_DRAMA if seen == "all" else int(seen)
    shown = {canary.word for canary in CANARIES if canary.word in answers[canary.shown_at]}
    assert shown == {canary.word for canary in CANARIES if canary.scope <= progress}


@pytest.mark.parametrize("seen", ["5", "all"])
def test_an_opened_page_keeps_the_safe_head(world: World, reader: Client, seen: str) -> None:
    page = reader.get(world.review.get_absolute_url(), {"seen": seen}).content.decode()
    head = page[: page.index("</head>")]
    assert "zqsectionfive" in page
    assert [canary.word for canary in CANARIES if canary.word in head] == []
    assert re.search(r'<meta name="robots" content="[^"]*noindex', head)
    assert 'rel="canonical"' in head
    assert "?seen" not in re.search(r'<link rel="canonical" href="([^"]+)"', head)[1]  # type: ignore[index]


def test_what_is_sent_of_a_review_holds_nothing_else(
    world: World, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(try_to_spoil, "SLUG", world.review.slug)
    addresses = [f"/try-to-make-it-spoil/{query}" for query in ("", "?seen=all", "?open=1,2,3")]
    assert "A safe opening" in reader.get(addresses[0]).content.decode()
    assert leaks(reader, addresses, CANARIES) == []


LEAKING = "{% for section in REVIEW.sections.all %}{{ section.heading }} {{ section.body }}{% endfor %}"


@pytest.fixture
def leaking(tmp_path: Path, settings: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Replaces a template by one that prints the sections of what it calls its review."""

    def replace(template: str, review: str) -> None:
        path = tmp_path / template
        path.parent.mkdir()
        path.write_text(LEAKING.replace("REVIEW", review))
        engine = settings.TEMPLATES[0]  # type: ignore[attr-defined]
        settings.TEMPLATES = [{**engine, "DIRS": [tmp_path, *engine["DIRS"]]}]  # type: ignore[attr-defined]

    return replace


def test_a_template_that_prints_the_body_is_caught(
    world: World, reader: Client, leaking: Callable[[str, str], None]
) -> None:
    """The control: the walk goes red when somebody hands a template the sections themselves."""
    leaking("comments/list.html", "review")
    address = f"{world.review.get_absolute_url()}comments/"
    found = leaks(reader, [address], CANARIES)
    assert {word for _address, word in found} >= {"zqsectionfive", "zqheadingwhole", "zqpassageseven"}


def test_a_template_of_the_review_cannot_fetch_the_sections(
    world: World, leaking: Callable[[str, str], None]
) -> None:
    leaking("reviews/review.html", "projection.review")
    with pytest.raises(RuntimeError, match=r"not on: SELECT .*reviews_section"):
        Client().get(world.review.get_absolute_url())
