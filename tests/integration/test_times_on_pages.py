"""Times on pages, as people and as machines read them."""

import datetime as dt

import pytest

from reviewsite.templatetags.site import moment

pytestmark = pytest.mark.django_db


def test_a_time_is_given_to_the_second_with_its_zone() -> None:
    """The form that HTML allows in `datetime`: it knows no microseconds."""
    at = dt.datetime(2026, 11, 28, 7, 27, 22, 579697, tzinfo=dt.UTC)
    assert 'datetime="2026-11-28T07:27:22+00:00"' in moment(at, "DATE_FORMAT")
