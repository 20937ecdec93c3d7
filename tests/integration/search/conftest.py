import pytest

from reviewsite.demo import seeding


@pytest.fixture
def demo(db: None) -> None:
    """The demo's catalogue and reviews without their pictures, which take long to take in."""
    seeding.fill({}, {})
