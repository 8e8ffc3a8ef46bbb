"""Who asks: the address of the client, behind proxies only where they are known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

_FORWARDED_FOR = re.compile(r'(?:^|;)\s*for\s*=\s*("[^"]*"|[^;\s]+)', re.IGNORECASE)
#: One household or machine has a whole network of IPv6 addresses; they count as one client.
_ONE_CLIENT = 64

Network = IPv4Network | IPv6Network


@dataclass(frozen=True)
class Proxies:
    """The proxies that are believed, and the header in which they name the address that asked them.

    Only one header is believed: a proxy passes the other on as the client sent it.
    """

    networks: tuple[Network, ...] = ()
    header: str = "X-Forwarded-For"

    @classmethod
    def named(cls, names: str, header: str) -> Proxies:
        """Read a list of addresses and networks, separated by commas; raises ValueError."""
        return cls(tuple(ip_network(name.strip()) for name in names.split(",") if name.strip()), header)

    def client(self, environ: Mapping[str, Any]) -> str:
        """Return the address that counts as the client of a request: the last one that is no known proxy."""
        address = str(environ.get("REMOTE_ADDR", ""))
        if not self.networks:
            return _grouped(_parsed(address), address)
        found = _parsed(address)
        sent = str(environ.get("HTTP_" + self.header.upper().replace("-", "_"), ""))
        for item in reversed(sent.split(",")):
            if found is None or not any(found in network for network in self.networks):
                break
            named = self._address(item)
            if named is None:
                break
            found = named
        return _grouped(found, address)

    def _address(self, item: str) -> IPv4Address | IPv6Address | None:
        if self.header.lower() != "forwarded":
            return _parsed(item)
        match = _FORWARDED_FOR.search(item)
        return _parsed(match.group(1)) if match else None


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    """Read an address, which may have quotes, brackets and a port."""
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def _grouped(found: IPv4Address | IPv6Address | None, otherwise: str) -> str:
    if found is None:
        return otherwise
    if isinstance(found, IPv6Address):
        return str(ip_network((found, _ONE_CLIENT), strict=False))
    return str(found)
