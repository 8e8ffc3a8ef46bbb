"""What releases promise: a version's content never changes, and no name that was released goes away."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pyoxigraph as ox

from ..believing.dataset import CompiledDataset
from ..believing.digest import DEFAULT, changed
from ..cataloguing.dcat import PREVIOUS
from ..cataloguing.statements import node
from ..names import Names, source_of_evidence
from ..prefixes import shorten
from ..problems import Place, Problem
from ..reading.content import DATASET_FILE, Role
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..reading.withdrawn import withdrawn
from ..terms import DEPRECATED, REPLACED, VERSION, version_of
from .releases import Release, ReleaseError, Releases, damaged, kept_for_good
from .succession import out_of_turn

_ONTOLOGY = "ontology/accordgraph.ttl"
_SHOWN = 16
#: The kind of derived figures.
_FIGURES = "statistic"


def broken_promises(
    corpus: Corpus, dataset: CompiledDataset, releases: Releases, locator: Locator, *, sound: bool
) -> Iterator[Problem]:
    """Compare the content with what was released before; `sound` tells whether nothing else is wrong with it.

    Where something is, figures may lack that are derived from it, so no name of their kind is missed.
    """
    try:
        found = releases.all()
        for message in releases.damaged():
            yield _release_problem(releases, message)
        for each in found:
            if damage := each.damage():
                yield _release_problem(releases, str(damaged(each.path, damage)))
                return
        yield from _changed_dataset(dataset, found, locator)
        if fault := out_of_turn(dataset.about, dataset.names, found):
            place = locator.within(DATASET_FILE, ox.NamedNode(dataset.names.dataset), VERSION)
            yield place.problem("release", f"{fault}.", "warning")
        yield from _changed_ontology(dataset, found, locator)
        yield from _vanished(corpus, dataset, found, () if sound else (_FIGURES,))
    except ReleaseError as error:
        yield _release_problem(releases, str(error))


def _release_problem(releases: Releases, message: str) -> Problem:
    return Place(str(releases.root)).problem("release", message)


def _changed_dataset(
    dataset: CompiledDataset, releases: tuple[Release, ...], locator: Locator
) -> Iterator[Problem]:
    number = dataset.version
    for each in releases:
        if each.version != number:
            continue
        differing = sorted(
            shorten(name, dataset.names).removeprefix("graph/")
            for name in changed(dataset.digests, each.manifest.digests) - {DEFAULT}
        )
        released = set(each.metadata)
        if described := _described_otherwise(dataset, released):
            differing.append(f"what this file says by {', '.join(described)}")
        differing += _asked_otherwise(dataset, released)
        if not differing:
            continue
        message = (
            f"Version {number} is released with other content (digest {_short(each.manifest.digest)}): "
            f"what differs is {', '.join(differing)}. "
            "Count up owl:versionInfo here, or undo the change."
        )
        yield _at_version(DATASET_FILE, dataset.names.dataset, message, locator)


def _described_otherwise(dataset: CompiledDataset, released: set[ox.Triple]) -> list[str]:
    """The properties by which data/dataset.ttl says what the description that was released does not."""
    # Which version came before is said of the version there.
    told = {each for each in dataset.about if each.predicate != node(PREVIOUS)}
    return sorted({shorten(each.predicate.value, dataset.names) for each in told - released})


def _asked_otherwise(dataset: CompiledDataset, released: set[ox.Triple]) -> list[str]:
    """The files of the questions whose texts the description that was released does not have."""
    texts = {(each.subject, each.object) for each in released}
    return [
        question.path
        for question in dataset.questions
        if (ox.NamedNode(dataset.names.thing("question", question.slug)), ox.Literal(question.text))
        not in texts
    ]


def _changed_ontology(
    dataset: CompiledDataset, releases: tuple[Release, ...], locator: Locator
) -> Iterator[Problem]:
    graph = dataset.names.graph("ontology")
    number, digest = version_of(dataset.graphs[graph], dataset.names.ontology), dataset.digests[graph]
    for each in releases:
        before = each.manifest.digests.get(graph, "")
        if number and each.ontology_version == number and before != digest:
            message = (
                f"Version {number} of the ontology is released with other content (in version {each.version} "
                f"of the dataset: its digest is {_short(before)}, this one's is "
                f"{_short(digest)}). Count up owl:versionInfo and owl:versionIRI here, or undo the "
                "change in ontology/."
            )
            yield _at_version(_ONTOLOGY, dataset.names.ontology, message, locator)
            return


def _vanished(
    corpus: Corpus, dataset: CompiledDataset, releases: tuple[Release, ...], passed: Collection[str]
) -> Iterator[Problem]:
    """Find released names that nothing describes any more, each with the newest release that has it; names of
    the kinds to be `passed` over are not looked for.

    Evidence goes with its source's graph, of which alone it is told.
    """
    names = corpus.names
    described = {iri for file in corpus.files for iri in file.lines.subjects()}
    described |= {names.thing("question", question.slug) for question in corpus.questions}
    derived = dataset.graphs.get(names.graph("derived"))
    described |= set(derived.subjects() if derived is not None else ())
    marks = (mark for file in corpus.of(Role.ENTITIES) for mark in file.lines.having(DEPRECATED, REPLACED))
    lost = {_graph(iri, names) for iri in withdrawn(marks, names.things)} - {""}
    graphs = {*corpus.sources, *lost}
    graphs_of = [{iri for iri in each.manifest.digests if iri.startswith(names.sources)} for each in releases]
    ever = graphs.union(*graphs_of)
    told: set[str] = set()
    for each, released in zip(releases, graphs_of, strict=True):
        gone = (kept_for_good(each.iris(), names) - described - told) | (released - graphs - told)
        told |= gone
        for iri in sorted(gone):
            if names.kind(iri) not in passed and _source_graph(iri, ever, names) in (None, *corpus.sources):
                yield _gone(iri, each.version, names)


def _graph(iri: str, names: Names) -> str:
    """The graph of a source; "" of any other thing."""
    kind, slug = names.kind_and_slug(iri) or ("", "")
    return names.source_graph(slug) if kind == "source" else ""


def _source_graph(iri: str, graphs: set[str], names: Names) -> str | None:
    """The graph of a source, among those given, that evidence goes with; None for anything else."""
    kind, slug = names.kind_and_slug(iri) or ("", "")
    if kind != "evidence":
        return None
    source = source_of_evidence(slug, lambda each: names.source_graph(each) in graphs)
    return names.source_graph(source) if source else None


def _gone(iri: str, version: str, names: Names) -> Problem:
    lost = f"{shorten(iri, names)} was released in version {version} and is described nowhere now; "
    if iri.startswith(names.ontology_namespace):
        message = f"{lost}restore it, and mark it with owl:deprecated true if it is not to be used."
        return Place(_ONTOLOGY).problem("vanished", message)
    thing = iri
    if iri.startswith(names.sources):
        thing = names.thing("source", iri.removeprefix(names.sources))
        lost = f"{lost}it goes only with its source: "
    message = (
        f'{lost}restore it, or mark it here: <{thing}> rdfs:label "name"@en ; '
        'rdfs:comment "why"@en ; owl:deprecated true . '
        "Add dcterms:isReplacedBy where something takes its place."
    )
    return Place("data/entities").problem("vanished", message)


def _at_version(file: str, subject: str, message: str, locator: Locator) -> Problem:
    return locator.within(file, ox.NamedNode(subject), VERSION).problem("released-version", message)


def _short(digest: str) -> str:
    return f"{digest[:_SHOWN]}…"
