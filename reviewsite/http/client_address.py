"""The address that a request came from."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def client_address(request: HttpRequest) -> Address | None:
    """By REMOTE_ADDR; with BEHIND_PROXY by the last hop that our own proxy wrote down. None if there is none."""
    return parsed_address(request.META.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For", ""))


def parsed_address(remote: str, forwarded: str) -> Address | None:
    """The same of what WSGI has as REMOTE_ADDR and HTTP_X_FORWARDED_FOR."""
    hops = [remote]
    if settings.BEHIND_PROXY:
        # What is before the last comma was sent by the client, who may write what they like.
        hops.insert(0, forwarded.rpartition(",")[2])
    for hop in hops:
        try:
            address = ipaddress.ip_address(hop.strip())
        except ValueError:
            continue
        return getattr(address, "ipv4_mapped", None) or address
    return None


def network_of(address: Address, *, bits_4: int, bits_6: int) -> str:
    """The network of this size that the address lies in, as `192.0.2.0/24`."""
    bits = bits_4 if address.version == 4 else bits_6
    return str(ipaddress.ip_network(f"{address.exploded}/{bits}", strict=False))
