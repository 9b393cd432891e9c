"""Which addresses may be dialled. What is judged is what is dialled.

The judgement sits where the socket is made, after the name was resolved: a name that changes its
address between a check and the dialling (rebinding), an odd notation (`2130706433`, `127.1`) and a
redirect meet the same gate.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Collection
from typing import Any

from yarl import URL

from scrapers.errors import Forbidden

PORTS = (80, 443)
Place = tuple[str, int]  # host and port

# What `is_global` lets through (CPython 3.11) and no provider's site is ever on.
DENIED = tuple(
    ipaddress.ip_network(network)
    for network in (
        *("192.0.0.0/24", "192.88.99.0/24"),  # protocol assignments, 6to4 relays
        *("::/96", "64:ff9b:1::/48", "100::/64"),  # IPv4-compatible, local NAT64, discard
        *("2001::/23", "2002::/16"),  # Teredo and its kin, 6to4
        *("3fff::/20", "5f00::/16", "fec0::/10"),  # documentation, SRv6, site-local
    )
)
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Is this IP address one of the open Internet? An IPv6 form of an IPv4 address is judged as that.

    >>> is_public("93.184.216.34"), is_public("127.0.0.1"), is_public("64:ff9b::7f00:1")
    (True, False, False)
    """
    ip = _unwrapped(ipaddress.ip_address(address.partition("%")[0]))
    special = ip.is_multicast or ip.is_reserved or ip.is_unspecified
    denied = any(ip in network for network in DENIED if network.version == ip.version)
    return ip.is_global and not special and not denied


def _unwrapped(
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return ip.ipv4_mapped
        if ip in NAT64:
            return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip


def socket_factory(
    allow: Collection[Place] = (), ports: Collection[int] = PORTS
) -> Callable[[Any], socket.socket]:
    """Makes sockets for public addresses on `ports`, and for the places named in `allow`.

    `allow` holds (IP address, port) pairs: servers on this machine, for tests and the demo.
    """
    allowed = frozenset(allow)

    def make(found: tuple[int, int, int, str, tuple[Any, ...]]) -> socket.socket:
        family, kind, protocol, _, (address, port, *_) = found
        if (address, port) not in allowed:
            _check(address, port, ports)
        return socket.socket(family, kind, protocol)

    return make


def _check(address: str, port: int, ports: Collection[int]) -> None:
    if port not in ports:
        raise Forbidden(
            expected=f"port {' or '.join(map(str, ports))}",
            found=str(port),
            todo="use the address that everybody uses",
        )
    if not is_public(address):
        raise Forbidden(
            expected="an address of the open Internet", found=address, todo="check the page"
        )


def check_url(address: str, seen_at: URL | None = None) -> URL:
    """The address taken apart, where it is http or https and names no user.

    `seen_at` is the page on which a relative address stood.

    Raises:
        Forbidden: another scheme, a user or password, or no host.
    """
    try:
        url = seen_at.join(URL(address)) if seen_at else URL(address)
        whole = url.scheme in ("http", "https") and url.host and url.port and not url.user
    except ValueError:
        whole = False
    if not whole:
        raise Forbidden(
            expected="http:// or https://, a host, and no user name",
            found=repr(address[:200]),
            todo="check the page's address, or where it redirects to",
        )
    return url
