"""Grounding: whether each value that a source's graph states stands in the source's text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from ..curating.documents import DocumentError, read_document
from ..guesses import meant
from ..linting.amounts import misnamed
from ..problems import Place, Problem
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..reading.turtle import TurtleFile
from ..terms import ISSUED
from .claims import Claim, Claims
from .evidence import Evidence, evidence_of, evidence_problems, excerpt, placed
from .paragraphs import paragraph_digest
from .showing import Found, Showing

#: What to do, by the kind of a claim, where no rule reads it; else the value is at fault, or what rules know.
_MENDED: Mapping[str, str] = {
    "name": "give the name that the text has as skos:altLabel in data/entities, or take this out",
    "title": "write it as the text has it",
}
_VALUE_MENDED = (
    "correct it or take it out; if the text says it in words that no rule knows, give it evidence of its own "
    "of the grade concept:evidence-grade-cited, without paragraph and span, whose accord:readingNote tells "
    "them"
)


@dataclass(frozen=True)
class Grounded:
    """How one source fared: paragraphs of its text, values looked for, found, and only cited; finds by
    rule."""

    slug: str
    paragraphs: int
    values: int
    found: int
    cited: int
    rules: Mapping[str, int]


def ground(
    corpus: Corpus, locator: Locator, texts: Mapping[str, Path]
) -> tuple[tuple[Grounded, ...], list[Problem]]:
    """Ground the sources whose texts are given by slug."""
    rows: list[Grounded] = []
    problems: list[Problem] = []
    known = {file.slug: file for file in corpus.sources.values()}
    for slug, path in sorted(texts.items()):
        if slug not in known:
            near = meant(slug, known)
            hint = f"did you mean {near}?" if near else "the files in data/sources/ are named after theirs."
            message = f"There is no source {slug} to ground; {hint}"
            problems.append(Place(f"data/sources/{slug}.ttl").problem("text", message))
            continue
        try:
            text = read_document(path).paragraphs
        except DocumentError as error:
            problems.append(Place(str(path)).problem("text", f"The text of {slug}: {error}"))
            continue
        row, found = _Grounding(corpus, locator, known[slug], text).run()
        rows.append(row)
        problems += found
    return tuple(rows), problems


class _Grounding:
    """The grounding of one source's file in its text."""

    def __init__(self, corpus: Corpus, locator: Locator, file: TurtleFile, text: Sequence[str]) -> None:
        self.corpus, self.locator, self.file, self.text = corpus, locator, file, text
        self.digests = [paragraph_digest(each) for each in text]
        self.given = evidence_of(file, corpus)
        self.evidence = placed(self.given, self.digests)
        self.claims = Claims(corpus, file)
        self.showing = Showing(corpus.names, self.claims.stated, published_on(file, corpus))

    def run(self) -> tuple[Grounded, list[Problem]]:
        """Look for every value; say what was found by which rule, and what was not."""
        pairs = zip(self.given, self.evidence, strict=True)
        problems = list(
            evidence_problems(self.file, pairs, self.text, self.digests, self.corpus, self.locator)
        )
        rules: Counter[str] = Counter()
        values = cited = 0
        missed: set[ox.NamedNode] = set()
        for claim in self.claims.all({one.iri for one in self.evidence}):
            values += 1
            if claim.kind == "currency" and claim.subject in missed:
                continue  # it stands where the value does
            own = [one for one in self.evidence if (one.subject, one.prop) == (claim.subject, claim.prop)]
            every = own or [one for one in self.evidence if one.subject == claim.subject]
            spoilt = any(one.swapped for one in own) or any(one.doubled for one in every)
            if spoilt or self._misnamed(claim):
                continue  # that is told of the evidence, or of the amount
            if every and all(one.cited for one in every):
                cited += 1
                continue
            # A span that is another property's says nothing about this one, so the whole paragraph counts.
            usable = [
                one if own else replace(one, start=None, end=None) for one in every if self._usable(one)
            ]
            places = ((one, found) for one in usable if (found := self._within(claim, one)))
            shown, found = next(places, (None, None))
            spanned = not claim.spanned or any(one.start is not None for one in own)
            if found is None or shown is None or not spanned:
                problems.append(self._missing(claim, usable, found is not None))
                if claim.kind == "amount value":
                    missed.add(claim.subject)
            elif wide := self._wide(claim, shown, found):
                problems.append(wide)
            else:
                rules[found.rule] += 1
        return Grounded(
            self.file.slug, len(self.text), values, sum(rules.values()), cited, dict(sorted(rules.items()))
        ), problems

    def _misnamed(self, claim: Claim) -> bool:
        """Whether a claim is of an amount that has the name of another."""
        amount = claim.value if claim.kind == "amount" else claim.subject
        if not isinstance(amount, ox.NamedNode) or self.corpus.names.kind(amount.value) != "amount":
            return False
        said = list(self.file.lines.told_of(amount.value))
        return bool(misnamed(amount, said, self.corpus.names))

    def _usable(self, one: Evidence) -> bool:
        return not one.cited and one.paragraph is not None and 1 <= one.paragraph <= len(self.text)

    def _paragraph(self, one: Evidence) -> str:
        """The paragraph of evidence that is usable."""
        return self.text[(one.paragraph or 1) - 1]

    def _span(self, one: Evidence) -> tuple[int, int]:
        """The span of evidence, or its whole paragraph."""
        whole = len(self._paragraph(one))
        return (0, whole) if one.start is None or one.end is None else (one.start, one.end)

    def _within(self, claim: Claim, one: Evidence) -> Found | None:
        """Where the claim stands within the evidence's span or paragraph."""
        start, end = self._span(one)
        for found in self.showing.find(claim, self._paragraph(one)):
            if start <= found.start and found.end <= end:
                return found
        return None

    def _wide(self, claim: Claim, one: Evidence, found: Found) -> Problem | None:
        """A span of a number or date that holds another one too, so that it does not say which is meant."""
        (start, end), paragraph = self._span(one), self._paragraph(one)
        rival = self.showing.rival(claim, paragraph, start, end) if one.start is not None else ""
        if not rival:
            return None
        message = (
            f"{claim.said(self.corpus.names)}: the span {start}-{end} of paragraph {one.paragraph} also "
            f'holds "{rival}"; narrow it to {found.start}-{found.end} '
            f'("{excerpt(paragraph[found.start : found.end])}").'
        )
        place = self.locator.within(self.file.path, claim.subject, claim.prop, claim.value)
        return place.problem("wide-span", message)

    def _missing(self, claim: Claim, usable: Sequence[Evidence], found: bool) -> Problem:
        said = claim.said(self.corpus.names)
        numbers = sorted({one.paragraph for one in usable if one.paragraph})
        every = range(1, len(self.text) + 1)
        told = [*self._misstated(claim, numbers), *self._elsewhere(claim, numbers)]
        near = "; ".join(told or [*self._misstated(claim, every)])
        unread = next(self._doubtful(claim), "no rule reads it anywhere in the text")
        nowhere = f"{unread}: {_MENDED.get(claim.kind, _VALUE_MENDED)}"
        if found:
            message = f"{said} is a number or a date, so its evidence has a span; {near}."
            rule = "no-span"
        elif not usable:
            message = f"{said} has no located evidence; {near or nowhere}."
            rule = "not-grounded"
        else:
            looked = "; ".join(dict.fromkeys(self._looked(one) for one in usable[:3]))
            message = f"{said} does not stand in {looked}; {near or nowhere}."
            rule = "not-grounded"
        place = self.locator.within(self.file.path, claim.subject, claim.prop, claim.value)
        return place.problem(rule, message)

    def _doubtful(self, claim: Claim) -> Iterator[str]:
        """What may be the value, and may be something else, so that it is not read."""
        for number, paragraph in enumerate(self.text, start=1):
            for one in self.showing.doubts(claim, paragraph):
                words = paragraph[one.start : one.end]
                yield f'no rule reads "{words}" of paragraph {number}, which may be {one.rule}'

    def _misstated(self, claim: Claim, numbers: Iterable[int]) -> Iterator[str]:
        """That the text qualifies the value otherwise than the file, where paragraphs do so first."""
        return islice((each for n in numbers for each in self.showing.misstated(claim, self.text[n - 1])), 1)

    def _looked(self, one: Evidence) -> str:
        """What the evidence shows, for the message."""
        if one.start is None or one.end is None:
            return f"paragraph {one.paragraph}"
        shown = excerpt(self._paragraph(one)[one.start : one.end])
        return f'{one.start}-{one.end} of paragraph {one.paragraph} ("{shown}")'

    def _elsewhere(self, claim: Claim, numbers: Iterable[int]) -> Iterator[str]:
        """Where the value does stand: in the paragraphs of the evidence, or else anywhere."""
        every = range(1, len(self.text) + 1)
        places = [self._stands(claim, number) for number in numbers]
        told = [place for place in places if place] or [
            place for n in every if (place := self._stands(claim, n))
        ]
        yield from told[:3]

    def _stands(self, claim: Claim, number: int) -> str:
        paragraph = self.text[number - 1]
        found = list(dict.fromkeys(self.showing.find(claim, paragraph)))[:3]
        spans = ", ".join(
            f'{one.start}-{one.end} ("{excerpt(paragraph[one.start : one.end])}")' for one in found
        )
        return f"it stands at {spans} of paragraph {number}" if found else ""


def published_on(file: TurtleFile, corpus: Corpus) -> date | None:
    """The source's date of publication, as its own graph states it."""
    source = ox.NamedNode(corpus.names.thing("source", file.slug))
    for triple in file.triples:
        if triple.subject == source and triple.predicate == ISSUED and isinstance(triple.object, ox.Literal):
            try:
                return date.fromisoformat(triple.object.value)
            except ValueError:
                return None
    return None
