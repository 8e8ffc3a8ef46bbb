"""SHACL validation: a source graph may lack values, the default graph may not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property

import pyoxigraph as ox

from ..kept import Kept
from ..names import Names
from ..reading.lines import Lines
from ..reading.ntriples import END
from ..terms import MIN_COUNT, SUBCLASS, TYPE, Term, iri_text, term
from .composition import is_target
from .reports import Report, Wanted, joined, read_report
from .rules import Rules, ntriples, rules

#: The shape that each subject of a source's graph has to meet; it has no target of its own.
SOURCE_SUBJECT = "SourceSubject"

_TARGET_NODE = term("sh", "targetNode")


def validate(data: Iterable[ox.Triple], shapes: Iterable[ox.Triple]) -> Report:
    """Validate statements by all shapes that have targets; raises ShapesUnusable where one makes no sense."""
    return rules(shapes).apply(ntriples(data))


def aimed(shapes: Iterable[ox.Triple], use: str, focus: Iterable[str]) -> list[ox.Triple]:
    """A shape and what it is made of, applied to nodes whatever their targets.

    The validators' own ways to do so are of no use here: pySHACL's also skip nested shapes on other nodes, or
    lose the property shapes that a shape refers to (tried, 0.40.1).
    """
    by_subject = _by_subject(shapes)
    ahead: list[Term] = [ox.NamedNode(use)]
    found = [ox.Triple(ox.NamedNode(use), _TARGET_NODE, ox.NamedNode(node)) for node in focus]
    seen = set(ahead)
    while ahead:
        for triple in by_subject.get(ahead.pop(), ()):
            if not is_target(triple.predicate):
                found.append(triple)
                if triple.object not in seen:
                    seen.add(triple.object)
                    ahead.append(triple.object)
    return found


class SourceValidator:
    """Validates what each source says: by every shape but its sh:minCount, and evidence for each subject.

    `context` is the ontology, the entities and the concepts: a source may be silent on what they say.
    """

    def __init__(self, context: Lines, shapes: Iterable[ox.Triple], names: Names, kept: Kept) -> None:
        """Make the shapes ready; `kept` is what was found before."""
        self._shapes = [triple for triple in shapes if triple.predicate != MIN_COUNT]
        self._rules: Rules = rules(self._shapes)
        self._context, self._names = _Context(context), names
        self._kept = kept
        self._told_by = Lines.of(self._shapes).own_digest
        self._evidence = names.shape(SOURCE_SUBJECT)

    def validate(self, source: Lines) -> Report:
        """Validate one source's statements; raises ShapesUnusable.

        What was found before holds where all that is known beside the sources is the same, or else what this
        source leads to.
        """
        same = self._kept.key("source", source.own_digest, self._context.lines.own_digest, self._told_by)
        found = self._kept.known(same)
        if found is None:
            beside = self._context.of(source)
            alike = self._kept.key("source beside", source.own_digest, beside, self._told_by)
            found = self._kept.known(alike)
            if found is None:
                found = ntriples(self._judge(source, beside).statements).encode()
            self._kept.keep(found, same, alike)
        return read_report(found)

    def _judge(self, source: Lines, beside: bytes) -> Report:
        first = self._rules.apply((source.text + beside).decode(), _about(set(source.subjects())))
        # Evidence has to stand in the source's own graph, so what is known beside it is left out here.
        evidenced = _evidenced(source, self._names)
        if not evidenced:
            return first
        aim = rules(aimed(self._shapes, self._evidence, evidenced))
        return joined([first, aim.apply(source.text.decode(), _about(evidenced))])


class _Context:
    """What is known beside a source, by subject: of it, only what the source's statements lead to counts.

    All paths of the shapes go forward but the one from evidence, which stays in the source's own graph.
    """

    def __init__(self, lines: Lines) -> None:
        self.lines = lines

    @cached_property
    def _about(self) -> dict[bytes, list[bytes]]:
        """The lines by subject."""
        found: dict[bytes, list[bytes]] = defaultdict(list)
        for line in self.lines.lines():
            found[line[: line.index(b" ")]].append(line)
        return found

    @cached_property
    def _classes(self) -> bytes:
        return b"".join(self.lines.matching([SUBCLASS]))

    def of(self, source: Lines) -> bytes:
        """Write what is known of all that a source leads to, and which class is under which."""
        found = [self._classes]
        ahead = _ends(source.lines()) & self._about.keys()
        seen = set(ahead)
        while ahead:
            lines = self._about[ahead.pop()]
            found += lines
            news = (_ends(lines) & self._about.keys()) - seen
            seen |= news
            ahead |= news
        return b"".join(sorted(found))


def _ends(lines: Iterable[bytes]) -> set[bytes]:
    """The subjects and values of lines; what is no node is nothing's subject."""
    found: set[bytes] = set()
    for line in lines:
        subject, _, value = line.split(b" ", 2)
        found.add(subject)
        found.add(value[: -len(END)])
    return found


def _about(focus: Collection[str]) -> Wanted:
    """Which results are about one of these nodes."""
    return lambda violation: iri_text(violation.focus) in focus


def _by_subject(triples: Iterable[ox.Triple]) -> dict[Term, list[ox.Triple]]:
    found: dict[Term, list[ox.Triple]] = defaultdict(list)
    for triple in triples:
        found[triple.subject].append(triple)
    return found


def _evidenced(source: Lines, names: Names) -> set[str]:
    """The subjects that need evidence: all but the graph itself and the evidence."""
    kinds = (ox.NamedNode(names.term(each)) for each in ("Evidence", "SourceGraph"))
    return set(source.subjects()).difference(*(source.having_value(TYPE, kind) for kind in kinds))
