"""Turtle and TriG in native code, with prefixes in a fixed order: the same statements give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pyoxigraph as ox


def pretty(
    statements: Iterable[ox.Quad] | Iterable[ox.Triple], format_: ox.RdfFormat, table: Mapping[str, str]
) -> bytes:
    """Write Turtle or TriG with prefixes, for what stands below where these are `declared`."""
    written = ox.serialize(statements, format=format_, prefixes=dict(table)) or b""
    return re.sub(rb"\A(?:@prefix .*\n)+", b"", written)


def declared(table: Mapping[str, str]) -> bytes:
    """Declare the prefixes in the order of the table; Oxigraph writes them in any order."""
    return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in table.items()).encode()
