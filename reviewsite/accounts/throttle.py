"""What the throttle of logins asks of this site, and what it answers."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reviewsite.http.client_address import client_address, network_of


def address_of(request: HttpRequest) -> str:
    """An IPv4 address, or the first address of the /64 that an IPv6 address lies in: one household has all of it."""
    address = client_address(request)
    return network_of(address, bits_4=32, bits_6=64).partition("/")[0] if address else "0.0.0.0"  # noqa: S104


def locked_out(request: HttpRequest, response: HttpResponse, credentials: Any) -> HttpResponse:
    """The same for names that exist and names that do not."""
    seconds = int(settings.AXES_COOLOFF_TIME.total_seconds())
    answer = render(request, "admin/locked_out.html", {"minutes": seconds // 60, "title": ""}, status=429)
    answer["Retry-After"] = str(seconds)
    answer["Cache-Control"] = "private, no-store"
    return answer
