"""Evidence things of a source's graph as values, checked against the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox

from ..prefixes import shorten
from ..problems import Problem
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..reading.turtle import TurtleFile
from ..terms import TYPE, Term, iri_text, literal_text

#: Of what one evidence has one value, as the shape of evidence tells.
_SINGLE = ("paragraphNumber", "paragraphDigest", "spanStart", "spanEnd")
#: Characters of a text that a message shows.
_EXCERPT = 40


@dataclass(frozen=True)
class Evidence:
    """One evidence: whom and what it supports, its paragraph, and its span as far as it has one; `doubled`
    where it has two values of what it may have one of."""

    iri: ox.NamedNode
    subject: Term | None
    prop: Term | None
    paragraph: int | None
    digest: str
    start: int | None
    end: int | None
    cited: bool
    doubled: bool

    @property
    def swapped(self) -> bool:
        """Whether its span does not begin before it ends."""
        return self.start is not None and self.end is not None and self.start >= self.end


def evidence_of(file: TurtleFile, corpus: Corpus) -> list[Evidence]:
    """Read the evidence that a source's file holds, sorted by IRI."""
    names = corpus.names
    parts: dict[ox.NamedNode, dict[str, Term]] = defaultdict(dict)
    single = {names.term(local) for local in _SINGLE}
    doubled: set[ox.NamedNode] = set()
    for triple in file.triples:
        if isinstance(triple.subject, ox.NamedNode):
            first = parts[triple.subject].setdefault(triple.predicate.value, triple.object)
            if first != triple.object and triple.predicate.value in single:
                doubled.add(triple.subject)
    kind = ox.NamedNode(names.term("Evidence"))
    cited = names.thing("concept", "evidence-grade-cited")
    return [
        Evidence(
            iri,
            stated.get(names.term("supports")),
            stated.get(names.term("supportsProperty")),
            _number(stated.get(names.term("paragraphNumber"))),
            literal_text(stated.get(names.term("paragraphDigest"))),
            _number(stated.get(names.term("spanStart"))),
            _number(stated.get(names.term("spanEnd"))),
            iri_text(stated.get(names.term("evidenceGrade"))) == cited,
            iri in doubled,
        )
        for iri, stated in sorted(parts.items(), key=lambda item: item[0].value)
        if stated.get(TYPE.value) == kind
    ]


def placed(evidence: Iterable[Evidence], digests: Sequence[str]) -> list[Evidence]:
    """The same evidence, each with the number of the paragraph that its digest is of, where there is one:
    where there is none, since the paragraph changed, it moved as those before and after it did.

    `digests` are those of the paragraphs, in their order.
    """
    given = list(evidence)
    known: dict[int, int] = {}
    for one in given:
        if one.paragraph is not None and one.digest in digests:
            known.setdefault(one.paragraph, _place(one.paragraph, one.digest, digests))

    def place(one: Evidence) -> int | None:
        if one.paragraph is None:
            return None
        if one.digest in digests:
            return _place(one.paragraph, one.digest, digests)
        return _moved(one.paragraph, known, len(digests))

    return [replace(one, paragraph=place(one)) for one in given]


def _place(number: int, digest: str, digests: Sequence[str]) -> int:
    return number if digest in digests[number - 1 : number] else digests.index(digest) + 1


def _moved(number: int, known: Mapping[int, int], last: int) -> int:
    """Where a paragraph is by now, where it is `known` of others."""
    before, after = [each for each in known if each <= number], [each for each in known if each >= number]
    beside = [*([max(before)] if before else []), *([min(after)] if after else [])]
    shifts = {known[each] - each for each in beside}
    moved = number + next(iter(shifts)) if len(shifts) == 1 else number
    taken = moved in known.values() and number not in known
    return moved if 1 <= moved <= last and not taken else number


def evidence_problems(
    file: TurtleFile,
    evidence: Iterable[tuple[Evidence, Evidence]],
    text: Sequence[str],
    digests: Sequence[str],
    corpus: Corpus,
    locator: Locator,
) -> Iterator[Problem]:
    """Compare the numbers, digests and spans of located evidence, as given and as `placed`, with the
    paragraphs of the text."""
    for one, there in evidence:
        if one.cited or one.doubled:
            continue
        for local, rule, message in _faults(one, there.paragraph, text, digests):
            place = locator.within(file.path, one.iri, ox.NamedNode(corpus.names.term(local)))
            said = f"{shorten(one.iri.value, corpus.names)}: {message}"
            yield place.problem(rule, said)


def _faults(
    one: Evidence, number: int | None, text: Sequence[str], digests: Sequence[str]
) -> Iterator[tuple[str, str, str]]:
    if number is None:
        yield (
            "paragraphNumber",
            "paragraph",
            "located evidence names its paragraph; add accord:paragraphNumber.",
        )
        return
    if not 1 <= number <= len(text):
        message = f"the text has no paragraph {one.paragraph}; it has {len(text)}, counted from 1."
        yield "paragraphNumber", "paragraph", message
        return
    paragraph, right = text[number - 1], digests[number - 1]
    if one.digest != right and number != one.paragraph:
        message = (
            f"its paragraph changed, and those beside it moved, so that it may be paragraph {number} "
            f'("{excerpt(paragraph)}"), of which the digest is "{right}"; if it is, write both.'
        )
        yield "paragraphNumber", "paragraph", message
    elif number != one.paragraph:
        message = (
            f'its digest is that of paragraph {number} ("{excerpt(paragraph)}"); write that number for '
            f"{one.paragraph}, or the digest of the paragraph that is meant."
        )
        yield "paragraphNumber", "paragraph", message
    elif one.digest != right:
        message = (
            f'the digest of paragraph {number} ("{excerpt(paragraph)}") is "{right}", and no paragraph has '
            "the one given; if this is the paragraph that is meant, write its digest."
        )
        yield "paragraphDigest", "paragraph-digest", message
    if one.start is None or one.end is None:
        return
    if one.swapped:
        message = f"the span {one.start}-{one.end} ends where it begins, or before; are the two swapped?"
        yield "spanStart", "span", message
    elif not 0 <= one.start < one.end <= len(paragraph):
        message = (
            f"the span {one.start}-{one.end} is not within paragraph {number}, which is 0-{len(paragraph)}."
        )
        yield "spanStart", "span", message


def excerpt(text: str) -> str:
    """The beginning of a text, for messages."""
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"


def _number(term: Term | None) -> int | None:
    if isinstance(term, ox.Literal) and term.value.isdecimal():
        return int(term.value)
    return None
