"""The metadata graph: the dataset's description, made from the data and from data/dataset.ttl."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from ..believing.dataset import CompiledDataset
from ..dumping.package import DumpFile
from ..reading.lines import Lines
from ..surveying.survey import Counts
from ..terms import DERIVED, SCHEME, TYPE, iri_text
from .dcat import PREVIOUS, Described, dcat
from .executables import declarations, executables
from .provenance import provenance
from .statements import Facts, node
from .void import together_of, void


def metadata(
    dataset: CompiledDataset,
    sizes: Mapping[str, int],
    counts: Counts,
    files: Sequence[DumpFile],
    earlier: Mapping[str, Iterable[ox.Triple]],
) -> Lines:
    """All statements of the metadata graph but which version is current; no part of the dataset's digest.

    `sizes` says how many statements each graph has, `files` are its dumps, `earlier` is what other versions
    that were released say of the dataset as a whole and of themselves, by version.
    """
    told = {version: Facts(triples) for version, triples in earlier.items()}
    return Lines.of(_statements(dataset, sizes, counts, files, told))


def _statements(
    dataset: CompiledDataset,
    sizes: Mapping[str, int],
    counts: Counts,
    files: Sequence[DumpFile],
    earlier: Mapping[str, Facts],
) -> Iterator[ox.Triple]:
    names, number = dataset.names, dataset.version
    if together_of(names, dataset.graphs):
        sources = [names.part("sources")]
    else:
        sources = sorted(
            iri_text(triple.object)
            for graph, lines in dataset.graphs.items()
            if graph.startswith(names.sources)
            for triple in lines.told_of(graph)
            if triple.predicate == DERIVED
        )
    # The concept schemes lead to all concepts, and over these to whatever is classified by them.
    roots = dataset.graphs[names.graph("concepts")].having_value(TYPE, SCHEME)
    about = Facts(dataset.about)
    entities = Facts(_entities(dataset))
    yield from (each for each in dataset.about if each.predicate != node(PREVIOUS))
    yield from void(names, counts, sizes, roots, files, number)
    yield from dcat(Described(names, number, about, entities, counts.dates, sources, files, earlier))
    yield from provenance(names, sources)
    yield from declarations(names)
    yield from executables(names, dataset.questions)


def _entities(dataset: CompiledDataset) -> Iterator[ox.Triple]:
    """What the entities say of what the description may name: countries, and who made the dataset."""
    countries = dataset.entities.having_value(TYPE, ox.NamedNode(dataset.names.term("Country")))
    named = (iri_text(triple.object) for triple in dataset.about)
    for iri in sorted({*countries, *named}):
        yield from dataset.entities.told_of(iri)
