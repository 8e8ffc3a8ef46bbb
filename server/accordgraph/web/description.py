"""What the endpoint says of itself (https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from ..engine.formats import FORMATS
from ..graph.terms import COMMENT, TYPE, term
from .live import Live
from .parameters import LONGEST_ADDRESS, LONGEST_BODY

_SD = "http://www.w3.org/ns/sparql-service-description#"
#: Format name -> its IRI (https://www.w3.org/ns/formats/).
_FORMAT_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "rdf": "RDF_XML",
    "jsonld": "JSON-LD",
    "nq": "N-Quads",
    "trig": "TriG",
}


def service_description(live: Live) -> list[ox.Triple]:
    """Return the endpoint's description, without blank nodes, sorted."""
    return sorted(_statements(live), key=str)


def _statements(live: Live) -> Iterator[ox.Triple]:
    service = ox.NamedNode(f"{live.names.base}sparql")
    dataset = ox.NamedNode(f"{service.value}#dataset")
    default = ox.NamedNode(f"{service.value}#default-graph")
    yield ox.Triple(service, TYPE, _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), service)
    for language in ("SPARQL10Query", "SPARQL11Query"):
        yield ox.Triple(service, _sd("supportedLanguage"), _sd(language))
    # Of the features that the vocabulary knows (sd:Feature), the service has none: the default graph is no
    # union, empty graphs are not kept, and nothing is fetched. Limits have no terms there, so they are text.
    yield ox.Triple(service, COMMENT, ox.Literal(_limits(live), language="en"))
    for each in FORMATS:
        name = ox.NamedNode(f"http://www.w3.org/ns/formats/{_FORMAT_NAMES[each.name]}")
        yield ox.Triple(service, _sd("resultFormat"), name)
    yield ox.Triple(service, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, TYPE, _sd("Dataset"))
    yield ox.Triple(dataset, _sd("defaultGraph"), default)
    yield ox.Triple(default, TYPE, _sd("Graph"))
    yield ox.Triple(
        default, term("void", "triples"), ox.Literal(live.snapshot.manifest.graphs.get("default", 0))
    )
    for graph, count in live.snapshot.manifest.graphs.items():
        if graph != "default":
            local = graph.removeprefix(live.names.graph("")).replace("/", "-")
            slot, name = ox.NamedNode(f"{service.value}#graph-{local}"), ox.NamedNode(graph)
            yield ox.Triple(dataset, _sd("namedGraph"), slot)
            yield ox.Triple(slot, TYPE, _sd("NamedGraph"))
            yield ox.Triple(slot, _sd("name"), name)
            yield ox.Triple(slot, _sd("graph"), name)
            yield ox.Triple(name, TYPE, _sd("Graph"))
            yield ox.Triple(name, term("void", "triples"), ox.Literal(count))


def _limits(live: Live) -> str:
    config = live.config
    return (
        f"A query may take {config.limits.timeout:g} s and {config.query_memory >> 20} MiB of memory. "
        f"SERVICE and updates are refused. Answers are complete, or errors. "
        f"An address may have {LONGEST_ADDRESS} bytes; longer queries are sent by POST or QUERY, in "
        f"{LONGEST_BODY >> 20} MiB at most."
    )


def _sd(local: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + local)
