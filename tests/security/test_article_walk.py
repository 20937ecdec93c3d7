"""Of an article a section leaves the server when its number was asked for, alone, and from no other surface."""

import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from tests.factories import make_staff
from tests.security.article_canaries import OPENED, WITH_ALL, WORDS
from tests.security.canaries import World
from tests.security.test_spoiler_walk import leaking as leaking
from tests.security.test_spoiler_walk import whole_answer

pytestmark = pytest.mark.django_db


def seen_at(client: Client, address: str) -> set[str]:
    answer = whole_answer(client.get(address))
    return {word for word in WORDS if word in answer}


def test_each_section_opens_by_itself(world: World, client: Client) -> None:
    address = world.article.get_absolute_url()
    numbers = [chosen for size in range(len(OPENED) + 1) for chosen in itertools.combinations(OPENED, size)]
    for chosen in numbers:
        expected = set().union(*(OPENED[number] for number in chosen))
        query = f"?open={','.join(map(str, chosen))}"
        assert seen_at(client, address + query) == expected, query
        assert seen_at(client, f"{address}{query}&seen=15") == expected, query
    assert seen_at(client, f"{address}?seen=all") == set(WORDS) > WITH_ALL


def test_the_walk_sees_a_section_that_opens_too_much(world: World, client: Client) -> None:
    """The control: were everything opened by any number, the check above would name it."""
    world.article.sections.update(spoils_through=0)
    assert seen_at(client, world.article.get_absolute_url()) >= OPENED[2] | OPENED[3]


def test_what_is_opened_stays_out_of_the_head(world: World, client: Client) -> None:
    for query in ("?open=1,2,3,4", "?seen=all"):
        page = client.get(world.article.get_absolute_url() + query).content.decode()
        head = page[: page.index("</head>")]
        assert [word for word in WORDS if word in head] == []
        assert 'name="robots" content="noindex"' in head
        assert re.search(r'<link rel="canonical" href="[^"?]+/reviews/walks-of-the-year/">', head)


def test_a_preview_opens_likewise(world: World) -> None:
    world.article.state = "draft"
    world.article.save()
    client = Client()
    client.force_login(make_staff("Editor"))
    address = f"/admin/reviews/review/{world.article.pk}/preview/"
    assert seen_at(client, address) == set()
    assert seen_at(client, f"{address}?open=2") == OPENED[2]


def test_other_pages_open_nothing_of_it(world: World, client: Client) -> None:
    for address in (
        "/",
        "/reviews/",
        "/feeds/reviews.atom",
        "/search/?q=walks",
        world.drama.get_absolute_url(),
    ):
        assert seen_at(client, f"{address}{'&' if '?' in address else '?'}open=1,2,3,4&seen=all") == set()


def test_a_template_cannot_fetch_the_sections(
    world: World, client: Client, leaking: Callable[[str, str], None], tmp_path: Path
) -> None:
    leaking("reviews/article.html", "projection.review")
    with pytest.raises(RuntimeError, match=r"not on: SELECT .*reviews_section"):
        client.get(world.article.get_absolute_url())
