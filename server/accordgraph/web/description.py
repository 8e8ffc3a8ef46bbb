"""What the endpoint says of itself (https://www.w3.org/TR/sparql11-service-description/).

Beside the service it tells what editors configure themselves by: prefixes, examples, and which properties a
class has. They look for these in the default graph first, which holds no descriptions, and then here. All of
it is the metadata graph's, in English only: editors show a label in each language as a row of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from ..engine.formats import FORMATS
from ..graph.believing.digest import DEFAULT
from ..graph.cataloguing import void
from ..graph.cataloguing.statements import Table, label, node, say, typed
from ..graph.names import BELIEVED
from ..graph.terms import DEFAULT_GRAPH, DEFINITION, LABEL, Term
from .data.live import Live
from .parameters import LONGEST_ADDRESS, LONGEST_BODY

#: Format name of results -> its local name (https://www.w3.org/ns/formats/).
_RESULTS = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
}
#: Where the versions of SPARQL have their names (https://www.w3.org/TR/sparql12-service-description/).
_VERSIONS = "http://www.w3.org/ns/sparql#version-"
#: The parts of the dataset's description that are repeated here, by what their names begin with.
_PARTS = ("class-", "property-", "prefix-")
#: Of what the metadata say of the dataset itself, what is repeated here: how new it is, figures, its parts.
_REPEATED = ("rdf:type", "dcterms:license", "dcterms:modified", "dcterms:title", "sh:declare")
_FIGURES = ("http://rdfs.org/ns/void#", *(node(name).value for name in _REPEATED))


def service_description(live: Live) -> list[ox.Triple]:
    """Return the endpoint's description, without blank nodes, sorted."""
    found = {*_service(live), *_graphs(live), *_metadata(live), *_terms(live)}
    return sorted((each for each in found if _readable(each.object)), key=str)


def listed_graphs(live: Live) -> tuple[dict[str, str], int]:
    """Return the named graphs that are told of one by one, each with its place on the endpoint's page, where
    its name in the description leads, and how many others there are: those of sources, where very many."""
    graphs = live.snapshot.manifest.graphs.keys() - {DEFAULT}
    together = void.together_of(live.names, graphs)
    places = {
        graph: "graph-" + graph.removeprefix(live.names.graph("")).replace("/", "-")
        for graph in sorted(graphs - together)
    }
    return places, len(together)


def _readable(value: Term) -> bool:
    return not isinstance(value, ox.Literal) or value.language in (None, "en")


def _service(live: Live) -> Iterator[ox.Triple]:
    # Of the features that the vocabulary knows (sd:Feature), the service has none: the default graph is no
    # union, empty graphs are not kept, and nothing is fetched. Limits have no terms there, so they are text.
    yield from say(
        live.names.endpoint,
        {
            "rdf:type": node("sd:Service"),
            "rdfs:comment": label(_limits(live)),
            "sd:defaultDataset": ox.NamedNode(_part(live, "dataset")),
            "sd:endpoint": ox.NamedNode(live.names.endpoint),
            "sd:resultFormat": [
                ox.NamedNode(void.FORMATS + (_RESULTS.get(each.name) or void.FEATURES[each.media_type]))
                for each in FORMATS
            ],
            "sd:supportedLanguage": [node("sd:SPARQL10Query"), node("sd:SPARQL11Query")],
            # The draft of SPARQL 1.2; of 1.2 itself the engine has much, but nobody has tested how much.
            "sd:supportedVersion": [ox.NamedNode(_VERSIONS + each) for each in ("1.0", "1.1")],
        },
    )


def _graphs(live: Live) -> Iterator[ox.Triple]:
    """The dataset with its default graph, and the named graphs."""
    counts = live.snapshot.manifest.graphs
    listed, together = listed_graphs(live)
    slots = {graph: _part(live, place) for graph, place in listed.items()}
    yield from _dataset(live, slots.values(), together)
    for graph, slot in slots.items():
        named = ox.NamedNode(graph)
        yield from say(slot, {"rdf:type": node("sd:NamedGraph"), "sd:name": named, "sd:graph": named})
        yield from say(graph, {"rdf:type": node("sd:Graph"), "void:triples": _count(counts[graph])})


def _dataset(live: Live, slots: Iterable[str], together: int) -> Iterator[ox.Triple]:
    """The dataset: its named graphs, but for so many that are told of together, and the default graph."""
    if together:
        words = (
            f"The graphs of {together:,} sources are not listed here; they are what GRAPH ?g "
            f"{{ ?g a <{live.names.term('SourceGraph')}> }} finds, and <{live.names.base}sources> lists them."
        )
        yield from say(_part(live, "dataset"), {"rdfs:comment": label(words)})
    default: Table = {
        name: live.edition.facts.values(live.names.dataset, name)
        for name in ("void:classPartition", "void:propertyPartition")
    }
    yield from say(
        _part(live, "dataset"),
        {
            "rdf:type": node("sd:Dataset"),
            "sd:defaultGraph": ox.NamedNode(_part(live, "default-graph")),
            "sd:namedGraph": [ox.NamedNode(slot) for slot in slots],
        },
    )
    yield from say(
        _part(live, "default-graph"),
        {
            "rdf:type": node("sd:Graph"),
            "rdfs:comment": label(
                f"FROM and default-graph-uri know this graph as <{live.names.graph(BELIEVED)}>; GRAPH finds "
                "the named graphs only."
            ),
            "void:triples": _count(live.snapshot.manifest.graphs.get(DEFAULT, 0)),
            **default,
        },
    )


def _metadata(live: Live) -> Iterator[ox.Triple]:
    """What the metadata graph says of the endpoint, of the figures, the prefixes and the examples."""
    names = live.names
    whole = ox.NamedNode(names.dataset)
    repeated = (*(names.part(each) for each in _PARTS), names.thing("question", ""), names.endpoint)
    for triple in live.edition.triples:
        subject = triple.subject.value if isinstance(triple.subject, ox.NamedNode) else ""
        if subject.startswith(repeated) or (
            triple.subject == whole and triple.predicate.value.startswith(_FIGURES)
        ):
            yield triple


def _terms(live: Live) -> Iterator[ox.Triple]:
    """The names and definitions of the classes and properties in use, as far as the graph has them."""
    used = {
        value.value
        for triple in live.edition.triples
        if triple.predicate in (node("void:class"), node("void:property"))
        and isinstance(value := triple.object, ox.NamedNode)
    }
    for iri in used:
        for name, source in (("rdfs:label", LABEL), ("rdfs:comment", DEFINITION)):
            texts = live.reader.texts(ox.NamedNode(iri), source, DEFAULT_GRAPH)
            yield from say(iri, {name: [label(each.value, each.language) for each in texts if each.language]})


def _limits(live: Live) -> str:
    config = live.config
    return (
        f"A query may take {config.limits.timeout:g} s and {config.query_memory >> 20} MiB of memory. "
        "SERVICE and updates are refused. Answers are complete, or errors. "
        f"An address may have {LONGEST_ADDRESS} bytes; longer queries are sent by POST or QUERY, in "
        f"{LONGEST_BODY >> 20} MiB at most."
    )


def _part(live: Live, local: str) -> str:
    return f"{live.names.endpoint}#{local}"


def _count(number: int) -> ox.Literal:
    return typed(number, "xsd:integer")
