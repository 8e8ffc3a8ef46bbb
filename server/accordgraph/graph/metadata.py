"""The metadata graph: the dataset's own description, counts, questions and prefixes (VoID, DCAT, SHACL)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from .corpus import Question
from .dataset import METADATA, CompiledDataset
from .digest import DEFAULT, canonical
from .names import Names
from .package import DumpFile
from .prefixes import prefixes
from .questions import form, header
from .terms import COMMENT, DATASET, LABEL, TYPE, VERSION, Term, term

#: SHACL's class and property for each form of query: https://www.w3.org/TR/shacl-af/
_EXECUTABLE = {
    "select": ("SPARQLSelectExecutable", "select"),
    "ask": ("SPARQLAskExecutable", "ask"),
    "construct": ("SPARQLConstructExecutable", "construct"),
}


def metadata(dataset: CompiledDataset, files: Sequence[DumpFile]) -> tuple[ox.Triple, ...]:
    """All statements of the metadata graph, sorted; they describe the dataset and are no part of its
    digest. `files` are its dumps."""
    names = dataset.names
    found = {*dataset.about, *_counts(dataset), *_prefixes(names), *_dumps(names, version(dataset), files)}
    for question in dataset.questions:
        found |= set(_question(question, names))
    return tuple(canonical(found))


def metadata_graph(names: Names) -> str:
    """The IRI of the metadata graph."""
    return names.graph(METADATA)


def version(dataset: CompiledDataset) -> str:
    """The dataset's version, as data/dataset.ttl states it; "0" where it does not."""
    found = sorted(
        t.object.value for t in dataset.about if t.predicate == VERSION and isinstance(t.object, ox.Literal)
    )
    return found[0] if found else "0"


def _counts(dataset: CompiledDataset) -> Iterator[ox.Triple]:
    """Triples of the default graph for the whole, and of each named graph as a subset of it."""
    names = dataset.names
    whole = ox.NamedNode(names.dataset)
    things = {t.subject for t in dataset.default if isinstance(t.subject, ox.NamedNode)}
    yield ox.Triple(whole, term("void", "triples"), _integer(len(dataset.default)))
    described = sum(thing.value.startswith(names.things) for thing in things)
    yield ox.Triple(whole, term("void", "entities"), _integer(described))
    yield ox.Triple(whole, term("void", "sparqlEndpoint"), ox.NamedNode(f"{names.base}sparql"))
    for graph, triples in dataset.graphs.items():
        if graph == DEFAULT:
            continue
        subset = ox.NamedNode(graph)
        yield ox.Triple(whole, term("void", "subset"), subset)
        yield ox.Triple(subset, TYPE, DATASET)
        yield ox.Triple(subset, term("void", "triples"), _integer(len(triples)))


def _dumps(names: Names, number: str, files: Sequence[DumpFile]) -> Iterator[ox.Triple]:
    """The addresses of the dumps in RDF, at which this version stays."""
    whole = ox.NamedNode(names.dataset)
    rdf = [each for each in files if ox.RdfFormat.from_media_type(each.media_type)]
    for each in rdf:
        yield ox.Triple(whole, term("void", "dataDump"), ox.NamedNode(names.dump(number, each.name)))


def _prefixes(names: Names) -> Iterator[ox.Triple]:
    whole = ox.NamedNode(names.dataset)
    for prefix, namespace in prefixes(names).items():
        one = ox.NamedNode(f"{names.dataset}#prefix-{prefix}")
        yield ox.Triple(whole, term("sh", "declare"), one)
        yield ox.Triple(one, TYPE, term("sh", "PrefixDeclaration"))
        yield ox.Triple(one, term("sh", "prefix"), ox.Literal(prefix))
        yield ox.Triple(one, term("sh", "namespace"), ox.Literal(namespace, datatype=term("xsd", "anyURI")))


def _question(question: Question, names: Names) -> Iterator[ox.Triple]:
    """One question as an executable; a form that SHACL has no name for is a plain sh:SPARQLExecutable."""
    node = ox.NamedNode(names.thing("question", question.slug))
    said = header(question.text)
    stated: list[tuple[ox.NamedNode, Term]] = [
        (TYPE, term("sh", "SPARQLExecutable")),
        (COMMENT, ox.Literal(said.english, language="en")),
        (LABEL, ox.Literal(said.english, language="en")),
        (term("sh", "prefixes"), ox.NamedNode(names.dataset)),
    ]
    if said.japanese:
        stated += [
            (COMMENT, ox.Literal(said.japanese, language="ja")),
            (LABEL, ox.Literal(said.japanese, language="ja")),
        ]
    stated += [(term("dcat", "keyword"), ox.Literal(tag, language="en")) for tag in said.tags]
    if kind := _EXECUTABLE.get(form(question.text)):
        stated += [(TYPE, term("sh", kind[0])), (term("sh", kind[1]), ox.Literal(question.text))]
    for prop, value in stated:
        yield ox.Triple(node, prop, value)


def _integer(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=term("xsd", "integer"))
