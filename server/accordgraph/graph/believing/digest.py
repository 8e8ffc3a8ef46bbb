"""Digests of graphs: the same statements give the same digest, wherever and whenever."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

#: The name of the default graph in mappings of graphs.
DEFAULT = "default"


def changed(now: Mapping[str, object], before: Mapping[str, object]) -> set[str]:
    """Of what is not as it was, such as graphs by their digests: with what came and what went."""
    return {each for each in now.keys() | before.keys() if now.get(each) != before.get(each)}


def dataset_digest(graphs: Mapping[str, str]) -> str:
    """SHA-256 over the sorted digests of the graphs, those of the metadata left out."""
    return hashlib.sha256("".join(f"{digest}\n" for digest in sorted(graphs.values())).encode()).hexdigest()
