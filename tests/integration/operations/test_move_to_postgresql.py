"""A site moves from SQLite to a real PostgreSQL with every row as it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.operations.sites import Place
from tests.postgresql import temporary_postgresql

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("move")]

ROWS = (
    "[list(model._base_manager.order_by('pk').values_list()) for model in "
    "(Review, Drama, Comment, __import__('reviewsite.accounts.models').accounts.models.User)]"
)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with temporary_postgresql() as url:
        yield url


@pytest.fixture
def site(tmp_path: Path) -> Place:
    return Place(tmp_path, "site")


@pytest.mark.django_db
def test_site_moves_with_every_row(site: Place, server: str) -> None:
    site.do("Drama.objects.create(title='A draft', slug='draft', year=2022)")
    before = site.ask(ROWS)
    said = site.manage("move_to_postgresql", server)
    again = site.run("move_to_postgresql", server)
    site.environment["DATABASE_URL"] = server
    site.manage("rebuild_search", "--verbosity=0")

    assert "Every table has the same rows on both sides" in said
    assert site.ask(ROWS) == before
    assert site.ask("Drama.objects.create(title='Next', slug='next', year=2021).pk") == "3"
    assert again.returncode == 1
    assert "is not empty" in again.stderr


@pytest.mark.django_db
def test_address_that_is_none_is_refused_in_a_sentence(site: Place) -> None:
    done = site.run("move_to_postgresql", "postgresql://nobody@127.0.0.1:1/none")

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "PostgreSQL refused" in done.stderr
