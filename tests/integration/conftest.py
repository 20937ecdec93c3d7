"""Fixtures of tests that go back to an earlier database."""

import pytest

from tests.integration.upgrade import Upgrade, upgrade_from


@pytest.fixture
def upgrade() -> Upgrade:
    """`upgrade((app, migration))` takes the database back to the migration and forward again."""
    return upgrade_from
