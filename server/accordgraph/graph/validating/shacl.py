"""SHACL validation of source graphs and of the default graph (design.md 3)."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable

import pyoxigraph as ox

from ..believing.digest import canonical
from ..kept import Kept
from ..names import Names
from ..terms import MIN_COUNT, SUBCLASS, TYPE, Term, iri_text, term
from .reports import Report, Violation, joined, read_report
from .rules import Rules, Wanted, ntriples, rules

#: The shape that each subject of a source's graph has to meet; it has no target of its own.
SOURCE_SUBJECT = "SourceSubject"

TARGET_NODE = term("sh", "targetNode")
TARGETS = (
    TARGET_NODE,
    term("sh", "targetClass"),
    term("sh", "targetSubjectsOf"),
    term("sh", "targetObjectsOf"),
)


def validate(
    data: Iterable[ox.Triple],
    shapes: Iterable[ox.Triple],
    *,
    focus: Collection[str] = (),
    use: Collection[str] = (),
) -> Report:
    """Validate statements by all shapes that have targets; with `focus`, tell only of these nodes.

    With `use`, only these shapes count, whatever their targets, and they are applied to `focus`. Raises
    ShapesUnusable where a shape makes no sense.
    """
    known = aimed(shapes, use, focus) if use else shapes
    return rules(known).apply(ntriples(data), _about(focus))


def aimed(shapes: Iterable[ox.Triple], use: Iterable[str], focus: Iterable[str]) -> list[ox.Triple]:
    """Shapes and what they are made of, applied to nodes whatever their targets.

    The validators' own ways to do so are of no use here: pySHACL's also skip nested shapes on other nodes, or
    lose the property shapes that a shape refers to (tried, 0.40.1).
    """
    by_subject = _by_subject(shapes)
    ahead: list[Term] = [ox.NamedNode(shape) for shape in use]
    found = [ox.Triple(ox.NamedNode(each), TARGET_NODE, ox.NamedNode(node)) for each in use for node in focus]
    seen = set(ahead)
    while ahead:
        for triple in by_subject.get(ahead.pop(), ()):
            if triple.predicate not in TARGETS:
                found.append(triple)
                if triple.object not in seen:
                    seen.add(triple.object)
                    ahead.append(triple.object)
    return found


class SourceValidator:
    """Validates what each source says: by every shape but its sh:minCount, and evidence for each subject.

    `context` is the ontology, the entities and the concepts: a source may be silent on what they say.
    """

    def __init__(
        self,
        context: Iterable[ox.Triple],
        shapes: Iterable[ox.Triple],
        names: Names,
        kept: Kept | None = None,
    ) -> None:
        """Make the shapes ready, and index what is known beside; `kept` is what was found before."""
        self._shapes = [triple for triple in shapes if triple.predicate != MIN_COUNT]
        self._rules: Rules = rules(self._shapes)
        self._context, self._names = _Context(context), names
        self._kept = kept or Kept()
        self._told_by = ntriples(canonical(self._shapes))
        wanted = names.shape(SOURCE_SUBJECT)
        self._evidence = [wanted] if any(iri_text(each.subject) == wanted for each in self._shapes) else []

    def validate(self, source: Iterable[ox.Triple]) -> Report:
        """Validate one source's statements; raises ShapesUnusable.

        What was found before holds where all that is known beside the sources is the same, or else what this
        source leads to.
        """
        said = tuple(source)
        text = ntriples(said)
        same = self._kept.key("source", text, self._context.digest, self._told_by)
        found = self._kept.known(same)
        if found is None:
            beside = self._context.of(said)
            alike = self._kept.key("source beside", text, beside, self._told_by)
            found = self._kept.known(alike)
            if found is None:
                found = ntriples(self._judge(said, text, beside).statements).encode()
            self._kept.keep(found, same, alike)
        return read_report(found, lambda _: True)

    def _judge(self, said: Collection[ox.Triple], text: str, beside: str) -> Report:
        subjects = {iri_text(triple.subject) for triple in said}
        first = self._rules.apply(text + beside, _about(subjects))
        # Evidence has to stand in the source's own graph, so what is known beside it is left out here.
        evidenced = _evidenced(said, self._names)
        if not self._evidence or not evidenced:
            return first
        second = rules(aimed(self._shapes, self._evidence, evidenced)).apply(text, _about(evidenced))
        return joined([first, second])


class _Context:
    """What is known beside a source, by subject: of it, only what the source's statements lead to counts.

    All paths of the shapes go forward but the one from evidence, which stays in the source's own graph.
    """

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        by_subject = _by_subject(triples)
        self._lines = {subject: _sorted(about) for subject, about in by_subject.items()}
        self._ends = {
            subject: tuple(t.object for t in about if not isinstance(t.object, ox.Literal))
            for subject, about in by_subject.items()
        }
        classes = (t for about in by_subject.values() for t in about if t.predicate == SUBCLASS)
        self._classes = _sorted(classes)
        whole = hashlib.sha256()
        for lines in sorted(self._lines.values()):
            whole.update(lines.encode())
        self.digest = whole.digest()

    def of(self, said: Iterable[ox.Triple]) -> str:
        """Write what is known of all that some statements lead to, and which class is under which."""
        found = [self._classes]
        ahead = {end for triple in said for end in (triple.subject, triple.object) if end in self._lines}
        seen = set(ahead)
        while ahead:
            subject = ahead.pop()
            found.append(self._lines[subject])
            news = {end for end in self._ends[subject] if end not in seen and end in self._lines}
            seen |= news
            ahead |= news
        return "".join(sorted(found))


def _about(focus: Collection[str]) -> Wanted:
    """Whether a result is about one of these nodes; about any where there are none."""

    def wanted(violation: Violation) -> bool:
        return not focus or iri_text(violation.focus) in focus

    return wanted


def _sorted(triples: Iterable[ox.Triple]) -> str:
    """Statements as lines in an order of their own."""
    return "".join(sorted(ntriples(triples).splitlines(keepends=True)))


def _by_subject(triples: Iterable[ox.Triple]) -> dict[Term, list[ox.Triple]]:
    found: dict[Term, list[ox.Triple]] = defaultdict(list)
    for triple in triples:
        found[triple.subject].append(triple)
    return found


def _evidenced(said: Iterable[ox.Triple], names: Names) -> set[str]:
    """The subjects that need evidence: all but the graph itself and the evidence."""
    kinds = (names.term("Evidence"), names.term("SourceGraph"))
    exempt = {t.subject for t in said if t.predicate == TYPE and iri_text(t.object) in kinds}
    return {iri_text(t.subject) for t in said if t.subject not in exempt} - {""}
