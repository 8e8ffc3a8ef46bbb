"""Who asks, and under which path: behind proxies only where they are known."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

_FORWARDED_FOR = re.compile(r'(?:^|;)\s*for\s*=\s*("[^"]*"|[^;\s]+)', re.IGNORECASE)
#: Steps of a path, none of them empty or made of dots.
_PATH = re.compile(r"(?:/(?!\.+(?:/|$))[A-Za-z0-9._~!$&'()*+;=:@-]+)+")
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
            return client_at(address)
        found = _parsed(address)
        sent = str(environ.get("HTTP_" + self.header.upper().replace("-", "_"), ""))
        for item in reversed(sent.split(",")):
            if not self._knows(found):
                break
            named = self._address(item)
            if named is None:
                break
            found = named
        return _grouped(found, address)

    def prefix(self, environ: Mapping[str, Any]) -> str:
        """Return the path under which proxies show the server, as X-Forwarded-Prefix says, such as "/kg".

        Empty where it is not said by a known proxy, or is not a path. Several proxies name a part each.
        """
        sent = environ.get("HTTP_X_FORWARDED_PREFIX")
        if not sent or not self._knows(_parsed(str(environ.get("REMOTE_ADDR", "")))):
            return ""
        parts = [part.strip().rstrip("/") for part in str(sent).split(",")]
        return "".join(parts) if all(is_path(part) for part in parts if part) else ""

    def _knows(self, address: IPv4Address | IPv6Address | None) -> bool:
        return address is not None and any(address in network for network in self.networks)

    def _address(self, item: str) -> IPv4Address | IPv6Address | None:
        if self.header.lower() != "forwarded":
            return _parsed(item)
        match = _FORWARDED_FOR.search(item)
        return _parsed(match.group(1)) if match else None


def is_path(text: str) -> bool:
    """Whether a text is the path of a folder as it stands in addresses, without a slash at its end."""
    return _PATH.fullmatch(text) is not None


@functools.lru_cache(4096)
def client_at(address: str) -> str:
    """Return what an address counts as by itself; the same ones come again and again."""
    return _grouped(_parsed(address), address)


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
