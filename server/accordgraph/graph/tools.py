"""The programs of others that a build depends on."""

from __future__ import annotations

from importlib import metadata

from .validating.rules import QUICK

_TOOLS = ("pyoxigraph", "pyshacl", "rdflib", *(("shacl",) if QUICK else ()), "zlib-ng")


def tools() -> dict[str, str]:
    """Their versions, by name."""
    return {name: metadata.version(name) for name in _TOOLS}
