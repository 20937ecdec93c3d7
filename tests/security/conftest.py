"""The planted site, of which all tests of a module get the same rows."""

import copy
from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.security.canaries import World, plant


@pytest.fixture(scope="module")
def planted(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Planted once for the module: what a test changes is rolled back to this, and at the end to nothing."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield plant()
        transaction.set_rollback(True)


@pytest.fixture
def world(planted: World, db: None) -> World:
    return copy.deepcopy(planted)
