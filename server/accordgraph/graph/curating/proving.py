"""Evidence for what a source's file states, found in its text: ready to be pasted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import pyoxigraph as ox

from ..grounding.claims import Claim, Claims
from ..grounding.evidence import evidence_of
from ..grounding.grounding import published_on
from ..grounding.showing import Found, Showing
from ..names import in_words
from ..prefixes import shorten, show
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.labels import labels
from ..reading.turtle import TurtleFile
from .blocks import evidence_block, in_order
from .suggesting import turtle_name

#: How many claims of a thing a paragraph shows that says more of it than one.
_MORE = 2
#: Where a claim stands: the paragraph's number, and the place in it.
_Place = tuple[int, Found]


@dataclass(frozen=True)
class Proofs:
    """Blocks of evidence in Turtle, and what is left to a person, in words."""

    blocks: tuple[str, ...]
    left: tuple[str, ...]


def proofs(corpus: Corpus, file: TurtleFile, paragraphs: Sequence[str]) -> Proofs:
    """Find evidence in a source's text for what its file states and gives none for yet."""
    return _Proving(corpus, file, paragraphs).run()


class _Proving:
    def __init__(self, corpus: Corpus, file: TurtleFile, paragraphs: Sequence[str]) -> None:
        self.corpus, self.file, self.paragraphs = corpus, file, paragraphs
        self.claims = Claims(corpus, file)
        self.showing = Showing(corpus.names, self.claims.stated, published_on(file, corpus))
        self.evidence = evidence_of(file, corpus)
        self.labels = labels(corpus.triples(Role.ENTITIES))

    def run(self) -> Proofs:
        by_subject: dict[ox.NamedNode, list[Claim]] = defaultdict(list)
        for claim in self.claims.all({one.iri for one in self.evidence}):
            by_subject[claim.subject].append(claim)
        blocks: dict[str, str] = {}
        left: list[str] = []
        for subject in self._subjects():
            found = {claim: list(self._places(claim)) for claim in by_subject.get(subject, ())}
            chosen = self._chosen(found)
            blocks |= self._proven(subject, found, chosen)
            left += (*self._left(subject, found), *self._doubtful(subject, found, chosen))
        return Proofs(tuple(blocks[name] for name in sorted(blocks, key=in_order)), tuple(left))

    def _subjects(self) -> list[ox.NamedNode]:
        """The things that the file states something of: not its graph, not evidence."""
        own = {one.iri for one in self.evidence}
        kinds = {each: self.corpus.names.kind(each.value) for each in self._named() if each not in own}
        return sorted((each for each, kind in kinds.items() if kind), key=lambda each: each.value)

    def _named(self) -> set[ox.NamedNode]:
        return {each.subject for each in self.file.triples if isinstance(each.subject, ox.NamedNode)}

    def _places(self, claim: Claim) -> Iterator[_Place]:
        for number, paragraph in enumerate(self.paragraphs, start=1):
            for found in self.showing.find(claim, paragraph):
                yield number, found

    def _chosen(self, found: Mapping[Claim, list[_Place]]) -> dict[Claim, _Place]:
        """The place of each claim that is found: in a paragraph that says more of the thing, a date where it
        is written out, then in the paragraph that says most of it, the first one."""
        often = Counter(number for places in found.values() for number in {number for number, _ in places})

        def rank(claim: Claim, place: _Place) -> tuple[bool, int, int, int, int]:
            number, one = place
            dated = claim.kind == "date"
            vague = self.showing.vagueness(self.paragraphs[number - 1], one) if dated else 0
            return often[number] < _MORE, vague, -often[number], number, one.start

        return {claim: min(places, key=partial(rank, claim)) for claim, places in found.items() if places}

    def _proven(
        self,
        subject: ox.NamedNode,
        found: Mapping[Claim, list[_Place]],
        chosen: Mapping[Claim, _Place],
    ) -> dict[str, str]:
        """Blocks by name: one for each number, date, amount and title, one for each paragraph of names."""
        blocks: dict[str, str] = {}
        for claim, (number, place) in chosen.items():
            if self._has(claim):
                continue
            exact = claim.spanned or claim.kind == "title"
            if not exact and claim.kind != "name" and any(one.spanned for one in found):
                continue  # a currency or a qualifier: the evidence of the sum shows it
            prop = claim.prop.value if exact else ""
            name = self._name(subject, number, prop)
            words = in_words(prop).removeprefix("has ")
            blocks[name] = evidence_block(
                name,
                f"Paragraph {number} on {self.labels.get(subject.value, show(subject, self.corpus.names))}"
                + (f": {words}" if words else ""),
                turtle_name(subject.value, self.corpus),
                shorten(prop, self.corpus.names) if prop else "",
                (number, self.paragraphs[number - 1]),
                (place.start, place.end) if exact else None,
            )
        return blocks

    def _has(self, claim: Claim) -> bool:
        """Whether the file gives evidence for a claim: for its property, or a name's for its subject."""
        about = [one for one in self.evidence if one.subject == claim.subject]
        return any(one.prop == claim.prop or (one.prop is None and not claim.spanned) for one in about)

    def _left(self, subject: ox.NamedNode, found: Mapping[Claim, list[_Place]]) -> Iterator[str]:
        """What has no evidence and is not found: a value, or all that a thing states."""
        valueless = any(claim.kind == "amount value" and not places for claim, places in found.items())
        for claim, places in found.items():
            if not places and not self._has(claim) and not (valueless and claim.kind == "currency"):
                said = claim.said(self.corpus.names)
                told = next((t for p in self.paragraphs for t in self.showing.misstated(claim, p)), "")
                yield f"{said}: {told}" if told else f"{said} is read nowhere in the text"
        if not found and all(one.subject != subject for one in self.evidence):
            yield f"{show(subject, self.corpus.names)} states nothing that a text is searched for; say where"

    def _doubtful(
        self,
        subject: ox.NamedNode,
        found: Mapping[Claim, list[_Place]],
        chosen: Mapping[Claim, _Place],
    ) -> Iterator[str]:
        """Which values stand in the paragraph more than once, where they may be another thing's."""
        if self.corpus.names.kind(subject.value) == "amount":
            return  # the same wherever it stands
        for claim, (number, place) in chosen.items():
            spans = sorted({(each.start, each.end) for at, each in found[claim] if at == number})
            if claim.spanned and len(spans) > 1 and not self._has(claim):
                stands = " and ".join(f"{start}-{end}" for start, end in spans)
                yield (
                    f"{claim.said(self.corpus.names)} stands at {stands} of paragraph {number}; "
                    f"the evidence names {place.start}-{place.end}, unless another is meant"
                )

    def _name(self, subject: ox.NamedNode, number: int, prop: str) -> str:
        kind, slug = self.corpus.names.kind_and_slug(subject.value) or ("", "")
        thing = kind if kind == "source" else f"{kind}-{slug}"
        end = f"-{in_words(prop).replace(' ', '-')}" if prop else ""
        return f"evidence:{self.file.slug}-p{number}-{thing}{end}"
