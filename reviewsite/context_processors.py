from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from reviewsite.site.current import current


def site(request: HttpRequest | None = None) -> dict[str, Any]:
    """What every page says of the site itself; addresses come from SITE_URL, never from the request's host.

    The owner's settings are read when a template asks for them, which not every page does.
    """
    found = SimpleLazyObject(current)
    return {
        "site": found,
        "SITE_NAME": SimpleLazyObject(lambda: found.name),
        "SITE_TAGLINE": SimpleLazyObject(lambda: found.tagline),
        "SITE_URL": settings.SITE_URL,
    }
