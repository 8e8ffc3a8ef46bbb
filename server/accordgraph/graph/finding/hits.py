"""Things that were found by their texts, and which of them comes first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .folding import Word, fold, pairs, scripts, words
from .indexing import SUPPORTING
from .marking import begins

#: Words that are short for longer names.
Short = Mapping[Word, Sequence[str]]


@dataclass(frozen=True)
class Said:
    """A text of a thing: "label", "alias" or "description"."""

    role: str
    language: str
    text: str


@dataclass(frozen=True)
class Hit:
    """A thing that was found, and all its texts."""

    iri: str
    kind: str
    texts: tuple[Said, ...]


def ranked(
    hits: Iterable[Hit], asked: Sequence[Word], short: Short, *, exact: int = 0, partly: bool
) -> list[Hit]:
    """Put first what is called just so, the first `exact` ones, then names that begin with the words, then
    those with little else; where things have the words only `partly`, leave out what has too little."""

    def rank(place_and_hit: tuple[int, Hit]) -> tuple[bool, bool, int, float, float, int]:
        place, hit = place_and_hit
        best = min((_rank(fold(each.text), asked, short) for each in hit.texts if each.role != "description"),
                   default=(3, 0, 0.0))  # fmt: skip
        return hit.kind in SUPPORTING, place >= exact, *best, place

    best_first = [hit for _, hit in sorted(enumerate(hits), key=rank)]
    return [hit for hit in best_first if not partly or _may_be_meant(hit, asked, short)]


def _may_be_meant(hit: Hit, asked: Sequence[Word], short: Short) -> bool:
    """Whether a thing has one of the words, or so much of a run of Japanese that it may be meant."""
    return any(_has_some(fold(each.text), asked, short) for each in hit.texts)


def _has_some(text: str, asked: Sequence[Word], short: Short) -> bool:
    own = list(words(text))
    return any(_had(word, own, short) or (word.unspaced and _resembles(word.text, text)) for word in asked)


def _resembles(run: str, text: str) -> bool:
    """Whether a text has two neighbours of Han that a run of Japanese has, or most of a word in kana: two
    letters of that tell nothing."""
    for part, is_kana in scripts(run):
        known = pairs(part)
        needed = len(known) // 2 if is_kana else 0
        if sum(pair in text for pair in known) > needed:
            return True
    return False


def _rank(name: str, asked: Sequence[Word], short: Short) -> tuple[int, float, float]:
    """Tell how well a folded name fits: how it has the words or how much of them, how many of those that it
    begins with it has only as beginnings, and how much of it they are not, in quarters: of long names the
    weightier one is the better, and not the shorter one."""
    own = list(words(name))
    have = [_had(word, own, short) for word in asked]
    found = sum(length or _shared(word, name) for word, length in zip(asked, have, strict=True))
    covered = found / max(1, len(name))
    if not all(have):
        return 2, 0, -found - covered
    begun = len(own) >= len(asked) and all(map(begins, own, asked))
    cut = sum(one.text != word.text for one, word in zip(own, asked, strict=False)) if begun else 0
    return 0 if begun else 1, cut, -int(4 * covered)


def _had(word: Word, own: Sequence[Word], short: Short) -> int:
    """Return how many characters a name has of a word, or of a name that this is short for."""
    if any(begins(other, word) for other in own):
        return len(word.text)
    whole = f" {' '.join(other.text for other in own)} "
    return max((len(each) for each in short.get(word, ()) if f" {each} " in whole), default=0)


def _shared(word: Word, name: str) -> int:
    """Count the pairs of a Japanese word that a name has: people leave out the middle of long ones."""
    return sum(pair in name for pair in pairs(word.text)) if word.unspaced else 0
