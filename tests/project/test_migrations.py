import re

import pytest
from django.core.management import call_command

from tests.project import tree

pytestmark = pytest.mark.both_databases

#: `0001_catalogue`, not the names that Django gives when nobody thinks of one.
NAMED_BY_INTENT = re.compile(r"\d{4}_(?!initial$|auto_)[a-z0-9_]+(?<!_and_more)")


@pytest.mark.django_db
def test_models_have_all_their_migrations() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=3)


def test_migrations_are_named_by_intent() -> None:
    names = [
        path.stem for path in tree.modules() if path.parent.name == "migrations" and path.stem != "__init__"
    ]

    assert names
    assert [name for name in names if not NAMED_BY_INTENT.fullmatch(name)] == []


@pytest.mark.parametrize(
    "name", ["0001_initial", "0002_auto_20261122_1300", "0003_alter_drama_slug_and_more"]
)
def test_name_that_says_nothing_is_refused(name: str) -> None:
    assert NAMED_BY_INTENT.fullmatch(name) is None
