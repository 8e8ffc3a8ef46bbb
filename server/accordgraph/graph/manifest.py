"""What a snapshot says of itself, in a file of its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pyoxigraph as ox

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """What a snapshot says of itself.

    `version` is the dataset's, `digest` that of its graphs, `content` that of the files it was made from (""
    where these were edited meanwhile), `metadata` that of the metadata graph, `history` that of the releases
    whose histories it tells; `graphs` maps each graph's IRI (or "default") to its number of triples,
    `digests` to its digest; `layout` is what files there are, `dumps` the kinds of dumps among them.
    """

    version: str
    digest: str
    content: str
    base: str
    program: str
    metadata: str
    graphs: Mapping[str, int] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    tools: Mapping[str, str] = field(default_factory=dict)
    layout: int = 0
    history: str = ""
    dumps: str = ""

    @property
    def name(self) -> str:
        """The name of the snapshot, which no other ever has: two digests, of its graphs and of the rest."""
        rest = replace(self, content="").to_json().encode(errors="surrogatepass")
        return f"{self.digest}-{hashlib.sha256(rest).hexdigest()[:8]}"

    def to_json(self) -> str:
        """Write the manifest as JSON, keys sorted."""
        return json.dumps(asdict(self), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def parse_manifest(text: bytes) -> Manifest | None:
    """The manifest that is written in JSON; None where it is none."""
    try:
        found = Manifest(**json.loads(text))
        ox.NamedNode(found.base)
    except (ValueError, TypeError, RecursionError):
        return None
    return found if _fits(found) else None


def _fits(found: Manifest) -> bool:
    """Whether each field has what it says that it has."""
    kinds = get_type_hints(Manifest)
    return all(_is(value, kinds[name]) for name, value in vars(found).items())


def _is(value: object, kind: Any) -> bool:  # noqa: ANN401 - a type, or one of what a mapping leads to
    inner = get_args(kind)
    if inner:
        return isinstance(value, dict) and all(_is(each, inner[1]) for each in value.values())
    return type(value) is kind


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a snapshot's folder; None where there is none that can be read."""
    try:
        return parse_manifest((folder / MANIFEST).read_bytes())
    except OSError:
        return None
