"""Things that consist of their parts, told in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from ..data.display import Cell
from ..wording import say
from .phrases import Phrases

#: Sentences by kind, the fullest first; one is told where the thing has a value for each of its places;
#: `source` is which document tells of it.
SENTENCES: Mapping[str, tuple[str, ...]] = {
    "contribution": (
        "{hasFunder} gives {hasAmount} to {funds}.",
        "{hasFunder} gives money to {funds}; how much is not stated.",
    ),
    "total": ("{hasAmount} in all for {funds}, as stated.",),
    "participation": (
        "{hasParticipant} takes part in {participationIn}: {hasRole}.",
        "{hasParticipant}: {hasRole}, {hasJurisdiction}.",
        "{hasParticipant}: {hasRole}.",
    ),
    "statistic": (
        "{value} ({hasMeasure}) from {hasOrigin} in {hasHost}, {periodStart}.",
        "{value} ({hasMeasure}) in {hasHost}, {periodStart}.",
        "{value} ({hasMeasure}) from {hasOrigin}, {periodStart}.",
        "{value} ({hasMeasure}), {periodStart}.",
        "{sharePercent}, derived: {derivedBy}.",
        "{changePercent}, derived: {derivedBy}.",
        "{amountValue}, derived: {derivedBy}.",
        "{value}, derived: {derivedBy}.",
    ),
    "target": (
        "{value} ({hasMeasure}) from {hasOrigin} in {hasHost} by {deadline}.",
        "{value} ({hasMeasure}) in {hasHost} by {deadline}.",
        "{value} ({hasMeasure}) from {hasOrigin} by {deadline}.",
        "{value} ({hasMeasure}) by {deadline}.",
        "{value} ({hasMeasure}) from {hasOrigin} in {hasHost}.",
        "{value} ({hasMeasure}) in {hasHost}.",
        "{value} ({hasMeasure}) from {hasOrigin}.",
        "{value} ({hasMeasure}).",
    ),
    "statement": ("{hasSpeaker}: {gist}",),
    "event": (
        "{date}, {locatedIn}.",
        "{periodStart}, {locatedIn}.",
        "{date}.",
        "{periodStart}.",
        "{locatedIn}.",
    ),
    "evidence": (
        "Paragraph {paragraphNumber} of {source} supports what is stated of {supports}: {supportsProperty}.",
        "Paragraph {paragraphNumber} of {source} supports what is stated of {supports}.",
        "{source} supports what is stated of {supports}: {supportsProperty}.",
        "{source} supports what is stated of {supports}.",
    ),
    "adjudication": ("{overrulesSubject}: {reason}",),
}
#: Values of one place that a sentence names.
_NAMED = 4


@dataclass(frozen=True)
class Piece:
    """A part of a sentence: words, and then the values of a place."""

    words: str
    cells: tuple[Cell, ...]


def sentence(iri: str, kind: str, phrases: Phrases) -> tuple[Piece, ...]:
    """Return the sentence that tells a thing, in pieces; () where it is not one that a sentence can tell."""
    for english in SENTENCES.get(kind, ()):
        pieces = [
            Piece(words, _values(iri, place, phrases) if place else ())
            for words, place, _, _ in Formatter().parse(say(english))
        ]
        places = [place for _, place, _, _ in Formatter().parse(english) if place]
        if all(_values(iri, place, phrases) for place in places):
            return _ended(pieces)
    return ()


def _ended(pieces: list[Piece]) -> tuple[Piece, ...]:
    """The pieces of a sentence with one full stop, also after "Washington, D.C."."""
    *others, last = pieces
    before = others[-1].cells if others else ()
    is_ended = last.words == "." and before and before[-1].text.endswith(".")
    return tuple(others if is_ended else pieces)


def _values(iri: str, place: str, phrases: Phrases) -> tuple[Cell, ...]:
    if place == "source":
        return tuple(map(phrases.display.iri, phrases.believed.sources(iri)[:_NAMED]))
    return phrases.values(iri, f"accord:{place}", _NAMED)
