"""The compiled dataset: every named graph and the default graph, ready to be published."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

import pyoxigraph as ox

from ..deriving.derivations import derived
from ..deriving.premises import needed, premises
from ..kept import Kept
from ..names import Names
from ..reading.content import Role
from ..reading.corpus import Corpus, Question
from ..reading.keeping import Wanted, recalled, recalled_all
from ..reading.lines import Lines
from ..reading.ntriples import END
from ..reading.withdrawn import withdrawn
from ..terms import DEPRECATED, MODIFIED, TRUE, Term, version_of
from ..validating.reports import Report
from . import following
from .adjudication import Believed
from .digest import DEFAULT
from .entailment import Entailment
from .joining import NOTHING, Share

#: What is between the figures of two parts where they are kept, each behind the digest of its premises, of
#: so many digits: together, since there are thousands of parts.
_BETWEEN, _DIGEST = b"\0", 64


@dataclass(frozen=True)
class CompiledDataset:
    """All graphs by IRI, the default graph under "default"; statements sorted and canonical, metadata left
    out.

    `about` are the statements of data/dataset.ttl, `reports` the SHACL reports by graph.
    """

    names: Names
    graphs: Mapping[str, Lines]
    about: frozenset[ox.Triple]
    questions: tuple[Question, ...]
    reports: Mapping[str, Report]
    kept: Kept = field(default_factory=Kept)

    @property
    def default(self) -> Lines:
        """What a reader should believe."""
        return self.graphs[DEFAULT]

    @property
    def version(self) -> str:
        """The dataset's version, as data/dataset.ttl states it; "0" where it does not."""
        return version_of(self.about, self.names.dataset) or "0"

    @property
    def modified(self) -> str:
        """The day on which it was last changed, as data/dataset.ttl states it; "" where it does not."""
        return min((each.value for each in self.stated(MODIFIED) if isinstance(each, ox.Literal)), default="")

    def stated(self, prop: ox.NamedNode) -> list[Term]:
        """The values that data/dataset.ttl gives a property of the dataset."""
        whole = ox.NamedNode(self.names.dataset)
        return [each.object for each in self.about if (each.subject, each.predicate) == (whole, prop)]

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """The digest of each graph: where it is the same as in an earlier snapshot, so are the statements."""
        found: dict[str, str] = {}
        for graph, lines in self.graphs.items():
            found[graph] = lines_digest(graph, lines, self.kept)
            lines.forget()
        return found

    @property
    def entities(self) -> Lines:
        """What the curators say of who and what is talked about."""
        return self.graphs.get(self.names.graph(Role.ENTITIES.value), NOTHING)

    @cached_property
    def withdrawn(self) -> Mapping[str, tuple[str, ...]]:
        """The things that were withdrawn, and what took their place, as the entities say."""
        marked = self.entities.having_value(DEPRECATED, TRUE)
        told = (triple for iri in marked for triple in self.entities.told_of(iri))
        return withdrawn(told, self.names.things)


def lines_digest(graph: str, lines: Lines, kept: Kept) -> str:
    """The digest of a graph of which these are the statements."""
    name = "" if graph == DEFAULT else graph
    key = kept.key("graph", name, lines.own_digest)
    return kept.get(key, lambda: lines.digest(name).encode()).decode()


@dataclass(frozen=True)
class Parts:
    """What a reader should believe; and of that, what is derived, and what is inferred."""

    default: Lines
    derived: Lines
    inferred: Lines


def parts(corpus: Corpus, believed: Believed) -> Parts:
    """Join what is believed with what is derived from it, and with what both entail."""
    kept, names = corpus.kept, corpus.names
    ontology = corpus.triples(Role.ONTOLOGY)
    entailment, axioms = Entailment(ontology), Lines.of(ontology).own_digest
    orphans = frozenset(str(each).encode() for each in believed.orphans)

    def shared(told: Sequence[tuple[str, Lines, Lines]]) -> list[Share]:
        left = [(lines, gone) for _, lines, gone in told]
        found = _of_each(left, kept, ("entailed", axioms), partial(_entailed, entailment))
        return [Share(lines, gone, each, name) for (name, lines, gone), each in zip(told, found, strict=True)]

    def orphaned(lines: Lines) -> Lines:
        key = kept.key("orphaned", lines.own_digest, *sorted(orphans))
        return recalled(kept, key, lambda: _about(lines, orphans)) if orphans else NOTHING

    told = [(file.path, file.lines, orphaned(file.lines)) for file in corpus.of(Role.ENTITIES)]
    told += ((file.path, file.lines, NOTHING) for file in corpus.of(Role.ONTOLOGY, Role.CONCEPTS))
    for graph, file in corpus.sources.items():
        told.append((file.path, file.lines, believed.overruled.get(graph, NOTHING)))
    shares = shared(told)
    figures = _derived(shares, believed, names, kept)
    shares += shared([(begin, each, NOTHING) for begin, each in _cut(figures, kept)])
    default, inferred = following.believed(shares, kept, names.base)
    for graph, file in corpus.sources.items():
        lines_digest(graph, file.lines, kept)  # found now, no text is read again for it
    corpus.forget()
    return Parts(default, figures, inferred)


def _of_each(
    left: Iterable[tuple[Lines, Lines]],
    kept: Kept,
    told: tuple[str, str | bytes],
    make: Callable[[Lines, Lines], bytes],
) -> list[Lines]:
    """What is made of each of some lines, less those that are gone; `told` says what that is."""
    return recalled_all(
        kept,
        [
            Wanted(kept.key(*told, lines.own_digest, gone.own_digest), partial(make, lines, gone), lines.size)
            for lines, gone in left
        ],
    )


def _entailed(entailment: Entailment, lines: Lines, gone: Lines) -> bytes:
    return entailment.of(lines.less(gone.lines())).text


def _premises(names: Names, lines: Lines, gone: Lines) -> bytes:
    return b"".join(premises(lines.less(gone.lines()), names))


def _cut(lines: Lines, kept: Kept) -> list[tuple[str, Lines]]:
    """The pieces of what is known as a whole, so that a change of some of it is one of a few pieces; each by
    the subject that it begins with."""

    def begins() -> bytes:
        ends = (lines.text.index(b" ", each.begin) for each in lines.slices)
        found = [lines.text[each.begin : end].decode() for each, end in zip(lines.slices, ends, strict=True)]
        return json.dumps(found).encode()

    def piece(place: int) -> Lines:
        def find() -> bytes:
            each = lines.slices[place]
            return lines.text[each.begin : each.end]

        return recalled(kept, kept.key("piece of", lines.own_digest, str(place)), find)

    names = json.loads(kept.get(kept.key("pieces", lines.own_digest), begins))
    return [(name, piece(place)) for place, name in enumerate(names)]


def _about(lines: Lines, nodes: Collection[bytes]) -> bytes:
    """The lines with one of some nodes as subject or value."""
    terms = ((line, line.split(b" ", 2)) for line in lines.lines())
    return b"".join(line for line, (one, _, other) in terms if one in nodes or other[: -len(END)] in nodes)


def _derived(shares: Iterable[Share], believed: Believed, names: Names, kept: Kept) -> Lines:
    """What can be derived from the premises that shares state."""
    left = [(share.lines, share.gone) for share in shares]
    found = _of_each(left, kept, ("premises", names.base), partial(_premises, names))
    known = {each.own_digest: each for each in found}
    unresolved = sorted(believed.unresolved)
    beside = (names.base, json.dumps(unresolved))

    def derive() -> bytes:
        place, found = kept.key("figures", *beside), dict[bytes, bytes]()
        before = {each[:_DIGEST]: each[_DIGEST:] for each in (kept.known(place) or b"").split(_BETWEEN)}
        for part in needed(known.values(), names):
            digest = part.own_digest.hex().encode()
            text = before.get(digest)
            found[digest] = Lines.of(derived(part, unresolved, names)).text if text is None else text
        kept.keep(_BETWEEN.join(map(b"".join, found.items())), place)
        return Lines.union(map(Lines, found.values())).text

    return recalled(kept, kept.key("derived", *beside, *sorted(known)), derive)


def compiled(corpus: Corpus, made: Parts, reports: Mapping[str, Report]) -> CompiledDataset:
    """Put the graphs together under their names, sorted by name."""
    roles = (Role.ONTOLOGY, Role.CONCEPTS, Role.ADJUDICATIONS, Role.SHAPES)
    named = {corpus.names.graph(role.value): corpus.said(role) for role in roles}
    named[corpus.names.graph(Role.ENTITIES.value)] = corpus.entities
    named |= {graph: file.lines for graph, file in corpus.sources.items()}
    if made.derived:  # where nothing can be derived, there is no such graph
        named[corpus.names.graph("derived")] = made.derived
    named[corpus.names.graph("inferred")] = made.inferred
    named[DEFAULT] = made.default
    graphs = dict(sorted(named.items()))
    about = corpus.triples(Role.DATASET)
    dataset = CompiledDataset(corpus.names, graphs, about, corpus.questions, reports, corpus.kept)
    _ = dataset.digests  # found now, no text is read again for it
    return dataset
