from collections.abc import Iterator

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from tests.integration.pagecache.reading import Site


@pytest.fixture
def site() -> Iterator[Site]:
    """A site in the test's own thread, transaction and connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    site = Site()
    yield site
    site.close()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
