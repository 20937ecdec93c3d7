"""What many pages say of the whole site (how many there are of what), counted once for each content version."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.http import HttpRequest

from reviewsite.pagecache.headers import FOR_EVERYBODY

T = TypeVar("T")


def once(request: HttpRequest, name: str, count: Callable[[], T]) -> T:
    """What `count` gives; remembered under `name` for the other pages of the same version.

    Names are few and fixed. Whoever is known to the site gets it counted anew.
    """
    facts: dict[str, Any] | None = request.META.get(FOR_EVERYBODY)
    if facts is None:
        return count()
    if name not in facts:
        facts[name] = count()
    return cast(T, facts[name])
