"""No query string makes the site fail, and none opens more than it says."""

from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.quick_client import QuickClient
from tests.security.canaries import CANARIES, World
from tests.security.routes import public_addresses
from tests.thoroughness import rounds

pytestmark = pytest.mark.django_db

NAMES = st.sampled_from(
    [
        "seen",
        "page",
        "p",
        "letter",
        "genre",
        "network",
        "year",
        "rating",
        "writer",
        "kind",
        "sort",
        "q",
        "x",
        "",
    ]
)
VALUES = st.one_of(
    st.text(max_size=40),
    st.integers().map(str),
    st.sampled_from(
        [
            "all",
            "ALL",
            "all ",
            "0",
            "00",
            "-1",
            "1e9",
            "٧",
            "７",
            "9" * 500,
            "\x00",
            "None",
            "[]",
            "a" * 5000,
            "<b>",
            "%",
        ]
    ),
)


@pytest.fixture
def reader() -> Client:
    return QuickClient()


def public_paths(world: World) -> list[str]:
    return sorted({address.partition("?")[0] for address in public_addresses(world)})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=rounds(6, 200))
@given(pairs=st.lists(st.tuples(NAMES, VALUES), max_size=4))
def test_no_query_makes_a_page_fail(world: World, reader: Client, pairs: list[tuple[str, str]]) -> None:
    query = urlencode(pairs, errors="surrogatepass", encoding="utf-8")
    failed = [path for path in public_paths(world) if reader.get(f"{path}?{query}").status_code >= 500]
    assert failed == []


# What one database refuses, such as NUL, the other may take.
@pytest.mark.parametrize(
    "query",
    [
        *(
            pytest.param(each, marks=pytest.mark.both_databases)
            for each in ("q=%00", "seen=%00", "q=%ed%a0%80")
        ),
        *("%", "%ff=%fe", "a=1;b=2", "=&&=", "seen[]=all", "?" * 99),
    ],
)
def test_no_malformed_query_makes_a_page_fail(world: World, reader: Client, query: str) -> None:
    failed = [path for path in public_paths(world) if reader.get(f"{path}?{query}").status_code >= 500]
    assert failed == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(VALUES.filter(lambda value: value != "all"), max_size=3))
def test_a_value_that_is_no_progress_opens_nothing(world: World, reader: Client, values: list[str]) -> None:
    numbers = [
        int(value) if value.isascii() and value.isdigit() and len(value) <= 4 else 0 for value in values
    ]
    seen = min(numbers, default=0)
    query = "&".join(f"seen={quote(value.encode('utf-8', 'surrogatepass'))}" for value in values)
    page = reader.get(f"{world.review.get_absolute_url()}?{query}").content.decode()
    allowed = {canary.word for canary in CANARIES if canary.scope <= seen or seen >= 16}
    assert {canary.word for canary in CANARIES if canary.word in page} <= allowed


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_other_methods_never_fail(world: World, reader: Client, method: str) -> None:
    failed = [path for path in public_paths(world) if getattr(reader, method)(path).status_code >= 500]
    assert failed == []


@pytest.mark.parametrize(
    "path",
    [
        "/reviews/%00/",
        "/reviews/" + "a" * 5000 + "/",
        "/dramas/%ff/",
        "/years/0/",
        "/years/99999999/",
        "/people/..%2f/",
        "/media/../settings.py",
        "/writers/%0a/",
    ],
)
def test_odd_paths_are_not_found(reader: Client, path: str) -> None:
    assert reader.get(path).status_code in {301, 400, 404}
