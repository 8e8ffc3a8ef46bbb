"""The programs that a build depends on: this one, and those of others."""

from __future__ import annotations

from functools import cache
from importlib import metadata
from pathlib import Path

from .program import text_digest
from .validating.rules import QUICK

_TOOLS = ("pyoxigraph", "pyshacl", "rdflib", *(("shacl",) if QUICK else ()), "zlib-ng")


def tools() -> dict[str, str]:
    """The versions of those of others, by name."""
    return {name: metadata.version(name) for name in _TOOLS}


@cache
def makers() -> dict[str, str]:
    """What tells what builds from any other, older or newer: those, and the text of this program, since a
    checkout changes under one version."""
    return {"accordgraph": text_digest(Path(__file__).parent), **tools()}
