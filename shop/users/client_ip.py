"""Who asks over the network, as far as proxies can be believed."""

from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.http import HttpRequest

Address = IPv4Address | IPv6Address
#: What one customer of a provider is given at least; inside it addresses cost nothing (RFC 6177).
IPV6_PREFIX = 64


def client_ip(request: HttpRequest) -> str:
    """Return the address of who asks, empty where not even the proxy knows it."""
    return read_client_ip(request.META)


def client_network(request: HttpRequest) -> str:
    """Return by what tries are counted: an IPv4 address, or the /64 of an IPv6 address."""
    address = parse_address(client_ip(request))
    if isinstance(address, IPv6Address):
        return str(ip_network((address, IPV6_PREFIX), strict=False))
    return str(address or "")


def read_client_ip(environ: Mapping[str, Any]) -> str:
    """Return the address from a WSGI environment.

    Each proxy adds at the right end of X-Forwarded-For from whom it heard. So it is read from the
    right for as long as the hops are ours; what stands further left anybody can have written.
    """
    client = parse_address(environ.get("REMOTE_ADDR", ""))
    if client is None or settings.BEHIND_PROXY or _is_ours(client):
        for entry in reversed(environ.get("HTTP_X_FORWARDED_FOR", "").split(",")):
            hop = parse_address(entry)
            if hop is None:
                break
            client = hop
            if not _is_ours(hop):
                break
    return str(client or "")


def parse_address(text: str) -> Address | None:
    """Read an address, with or without port, brackets, quotes and zone; None for anything else."""
    bare = text.strip().strip('"')
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _is_ours(address: Address) -> bool:
    return address.is_loopback or any(address in proxy for proxy in settings.TRUSTED_PROXIES)
