"""Whether a form was sent from one of the site's own pages. No token of a session is needed for that."""

from urllib.parse import urlsplit

from django.http import HttpRequest


def is_same_origin(request: HttpRequest) -> bool:
    """By what the browser says, which no page can make it say otherwise; nothing said is a no."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin)[:2] == (request.scheme, request.get_host())
