"""The names of all things, ready to be found in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from ..finding.folding import UNSPACED
from ..grounding.mentions import RAISED, alike, case_counts, narrow
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.labels import roles
from ..reading.withdrawn import withdrawn
from ..terms import iri_text

#: A word of a script with spaces, a character of one without, or any other sign.
_TOKEN = re.compile(f"[{UNSPACED}]|[^\\W_{UNSPACED}{RAISED}]+|\\S")
#: Kinds whose names no text mentions, or that have their own way to be read. The name of a source is a text's
#: own title, and would hide whoever that names.
_LEFT_OUT = frozenset(("amount", "evidence", "adjudication", "question", "source"))
#: Schemes of concepts that say how something is stated, and that no text speaks of.
_MACHINERY = ("amount-qualifier", "date-precision", "evidence-grade")


@dataclass(frozen=True)
class Name:
    """A name of a thing: "label", "alias" or "demonym"."""

    iri: str
    text: str
    role: str


@dataclass(frozen=True)
class Mention:
    """Where in a text names stand: those of one thing, or of several that are called the same."""

    start: int
    end: int
    names: tuple[Name, ...]


@dataclass
class _Step:
    """A place in the tree of tokens: where each next token leads, and the names that end here."""

    next: dict[str, _Step] = field(default_factory=dict)
    names: list[Name] = field(default_factory=list)


class Gazetteer:
    """Finds names in texts: the longest first, whole words, Japanese anywhere.

    The time depends on the text and not on how many names there are: they form a tree of tokens.
    """

    def __init__(self, names: Iterable[Name]) -> None:
        """Put the names into the tree."""
        self._root = _Step()
        for name in names:
            step = self._root
            for token, _, _ in _tokens(name.text):
                step = step.next.setdefault(token, _Step())
            if step is not self._root:
                step.names.append(name)

    def find(self, text: str) -> Iterator[Mention]:
        """Every mention, in the order of the text; none within another."""
        tokens = list(_tokens(text))
        place = 0
        while place < len(tokens):
            start = tokens[place][1]
            step, ahead, found = self._root, place, None
            while ahead < len(tokens) and (deeper := step.next.get(tokens[ahead][0])) is not None:
                step, end = deeper, tokens[ahead][2]
                ahead += 1
                names = tuple(name for name in step.names if _fits(name.text, text[start:end]))
                if names:
                    found, place_after = Mention(start, end, names), ahead
            if found is None:
                place += 1
            else:
                yield found
                place = place_after


def gazetteer(corpus: Corpus) -> Gazetteer:
    """The names of the things and concepts of a corpus, withdrawn ones left out."""
    called = roles(corpus.names)
    triples = corpus.triples(Role.ENTITIES, Role.CONCEPTS)
    gone = withdrawn(triples, corpus.names.things)
    machinery = tuple(corpus.names.thing("concept", scheme) for scheme in _MACHINERY)
    return Gazetteer(
        Name(iri, triple.object.value, called[triple.predicate])
        for triple in sorted(triples, key=str)
        if triple.predicate in called and isinstance(triple.object, ox.Literal)
        if (iri := iri_text(triple.subject)) not in gone
        and corpus.names.kind(iri) not in (None, *_LEFT_OUT)
        and not iri.startswith(machinery)
    )  # fmt: skip


def _tokens(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _TOKEN.finditer(narrow(text)):
        yield alike(match.group()).lower(), match.start(), match.end()


def _fits(name: str, said: str) -> bool:
    """Whether a text says a name and no ordinary word: "arm" is no company."""
    name, said = narrow(name), narrow(said)
    if case_counts(name):
        return said == name
    return not name[:1].isupper() or any(sign.isupper() for sign in said)
