"""How the dataset came to be: the build, the sources that it used, the programs (https://www.w3.org/TR/prov-o/).

No time is told: the same content gives the same description, whenever it is built.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from ... import __version__
from ..names import Names
from ..tools import tools
from .statements import label, node, say


def build(names: Names) -> str:
    """The IRI of the activity that makes a snapshot."""
    return names.part("build")


def provenance(names: Names, sources: Iterable[str]) -> Iterator[ox.Triple]:
    """Describe the build of a dataset that says what these sources say."""
    programs = {"accordgraph": __version__, **tools()}
    agents = {names.part(f"program-{name}"): f"{name} {version}" for name, version in programs.items()}
    yield from say(
        build(names),
        {
            "rdf:type": node("prov:Activity"),
            "rdfs:label": [
                label("Build of the graph: check, adjudicate, infer, write"),
                label("検査、裁定、推論、書き出しによるグラフの構築", "ja"),
            ],
            "prov:used": [ox.NamedNode(iri) for iri in sources],
            "prov:wasAssociatedWith": [ox.NamedNode(iri) for iri in agents],
        },
    )
    for iri, name in agents.items():
        yield from say(iri, {"rdf:type": node("prov:SoftwareAgent"), "rdfs:label": ox.Literal(name)})
