"""The statements of a graph as text: sorted lines of canonical N-Triples, read as often as wanted.

As text a statement takes a fifth of the memory that its terms take as objects, and what is done to all of
them at once - sorting, joining, writing, loading, digests - is done by native code.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property

import pyoxigraph as ox

from ..terms import TYPE_WRITTEN
from .cutting import Slice, cut
from .ntriples import END, in_bulk, parsed, quads, written

#: All lines of one subject, which stand together.
_SUBJECTS = re.compile(rb"^(<[^>]*>) .*\n(?:\1 .*\n)*", re.MULTILINE)


class Lines(Collection[ox.Triple]):
    """The statements of one graph: sorted lines of canonical N-Triples, no line twice.

    Blank nodes are `named` where there are any.
    """

    _read: Callable[[], bytes] | None = None

    def __init__(self, text: bytes) -> None:
        """Take the text, which never changes."""
        self.text = text

    @classmethod
    def known(cls, digest: bytes, size: int, read: Callable[[], bytes]) -> Lines:
        """Lines of which the digest and the size are known, and which are read when they are asked for."""
        lines = cls.__new__(cls)
        lines._read, lines.own_digest, lines.size = read, digest, size
        return lines

    @cached_property
    def text(self) -> bytes:
        """The lines, one after the other."""
        if self._read is None:
            raise AssertionError("lines are given, or can be read")
        return self._read()

    def found_again(self, read: Callable[[], bytes]) -> Lines:
        """Say where they can be read again, so that they may be let go of."""
        self._read, _ = read, (self.own_digest, self.size)
        return self

    def forget(self) -> None:
        """Let go of the text, if it can be read again: that of all graphs is much to hold."""
        if self._read is not None:
            self.__dict__.pop("text", None)

    @cached_property
    def size(self) -> int:
        """How many bytes they are."""
        return len(self.text)

    @cached_property
    def slices(self) -> list[Slice]:
        """The pieces that they are cut into."""
        return list(cut(self.text))

    def __eq__(self, other: object) -> bool:
        """Whether others are the same statements."""
        return isinstance(other, Lines) and self.own_digest == other.own_digest

    @classmethod
    def of(cls, triples: Iterable[ox.Triple]) -> Lines:
        """Write statements as lines, sorted."""
        return cls(b"".join(written(triples)))

    @classmethod
    def joined(cls, lines: Iterable[bytes]) -> Lines:
        """Sort lines of which none is there twice."""
        return cls(b"".join(sorted(lines)))

    @classmethod
    def union(cls, parts: Iterable[Lines]) -> Lines:
        """The statements that any of the parts has; sorting merges what is sorted in parts."""
        lines = [line for part in parts for line in part.lines()]
        lines.sort()
        return cls(b"".join(dict.fromkeys(lines)))

    def __len__(self) -> int:
        """How many statements there are."""
        return self.count

    def __bool__(self) -> bool:
        """Whether there are any statements, for which nothing is read."""
        return bool(self.size)

    @cached_property
    def count(self) -> int:
        """How many lines there are."""
        return self.text.count(b"\n")

    @cached_property
    def own_digest(self) -> bytes:
        """What tells these statements from any others, whatever graph they are in."""
        return hashlib.sha256(self.text).digest()

    def __iter__(self) -> Iterator[ox.Triple]:
        """The statements in their order."""
        return parsed(self.text)

    def __contains__(self, triple: object) -> bool:
        """Whether a statement is among these."""
        return next(self.starting(str(triple).encode() + END), None) is not None

    def lines(self) -> list[bytes]:
        """The lines, each with its end."""
        return self.text.splitlines(keepends=True)

    def less(self, gone: Collection[bytes]) -> Lines:
        """These statements without those on some lines."""
        left, begun = [], 0
        for line in sorted(gone):
            place = self.first(line)
            if self.text.startswith(line, place):
                left.append(self.text[begun:place])
                begun = place + len(line)
        return Lines(b"".join([*left, self.text[begun:]])) if left else self

    def starting(self, beginning: bytes) -> Iterator[bytes]:
        """The lines that begin so: with a subject, or with a subject and a property, and a space."""
        text = self.text
        place = self.first(beginning)
        while text.startswith(beginning, place):
            end = text.index(b"\n", place) + 1
            yield text[place:end]
            place = end

    def first(self, beginning: bytes, low: int = 0, high: int | None = None) -> int:
        """Where the first line begins that is not before some text in the order of the lines; it is looked
        for between two places where lines begin."""
        text, size = self.text, len(beginning)
        high = self.size if high is None else high
        while low < high:
            middle = (low + high) // 2
            start = max(low, text.rfind(b"\n", low, middle) + 1)
            if text[start : start + size] < beginning:
                low = text.index(b"\n", middle) + 1
            else:
                high = start
        return low

    def firsts(self, beginnings: Sequence[bytes]) -> list[int]:
        """The same for many texts, which are sorted: between two with one place, none is looked for."""
        found = [0] * len(beginnings)
        spans = [(0, len(beginnings), 0, self.size)]
        while spans:
            begin, end, low, high = spans.pop()
            if low == high:
                found[begin:end] = [low] * (end - begin)
            elif begin < end:
                middle = (begin + end) // 2
                place = found[middle] = self.first(beginnings[middle], low, high)
                spans += ((begin, middle, low, place), (middle + 1, end, place, high))
        return found

    def ending(self, end: bytes) -> Iterator[bytes]:
        """The lines that end so: with a node as the value, or with a property and a node."""
        text, end = self.text, b" " + end + END
        place = text.find(end)
        while place >= 0:
            place += len(end)
            yield text[text.rfind(b"\n", 0, place - 1) + 1 : place]
            place = text.find(end, place)

    def having(self, *properties: ox.NamedNode) -> Iterator[ox.Triple]:
        """The statements that have one of these properties, in their order."""
        return parsed(b"".join(self.matching(properties)))

    def matching(self, properties: Iterable[ox.NamedNode]) -> Iterator[bytes]:
        """The lines of the statements that have one of these properties, in their order."""
        wanted = {str(each).encode() for each in properties}
        for lines in self._batches():
            yield from (line for line in lines if line.split(b" ", 2)[1] in wanted)

    def split(self, properties: Iterable[bytes]) -> Iterator[tuple[bytes, bytes, bytes]]:
        """Subject, property and value, as they are written, where the property is one of these."""
        wanted = frozenset(properties)
        for lines in self._batches():
            for line in lines:
                subject, prop, value = line.split(b" ", 2)
                if prop in wanted:
                    yield subject, prop, value[: -len(END)]

    def _batches(self) -> Iterator[list[bytes]]:
        """The lines, some at a time: all of them would take as much memory again."""
        return (piece.splitlines(keepends=True) for piece in in_bulk(self.text))

    def outside(self, beginning: bytes) -> Lines:
        """The statements of which no line begins so."""
        start = self.first(beginning)
        return Lines(self.text[:start] + self.text[self.first(beginning + b"\xff") :])

    def about(self, node: bytes) -> Iterator[bytes]:
        """The lines with a node as subject or value."""
        yield from self.starting(node + b" ")
        yield from self.ending(node)

    def told_of(self, subject: str) -> Iterator[ox.Triple]:
        """The statements about an IRI."""
        return parsed(b"".join(self.starting(f"<{subject}> ".encode())))

    def terms(self) -> set[str]:
        """The IRIs of all properties, and of all classes that something is of."""
        pairs = {tuple(line.split(b" ", 3)[1:3]) for lines in self._batches() for line in lines}
        classes = {value for prop, value in pairs if prop == TYPE_WRITTEN}
        found = {prop for prop, _ in pairs} | classes
        return {each[1:-1].decode() for each in found if each.startswith(b"<")}

    def typed_literals(self) -> set[bytes]:
        """The literals that have a datatype, each once, as they are written."""
        return set(re.findall(rb'^\S+ \S+ (".*"\^\^<[^>]*>) \.$', self.text, re.MULTILINE))

    def iris(self) -> set[str]:
        """All IRIs, also those that stand in texts as they do in lines."""
        return {iri.decode() for iri in {*re.findall(rb"<([^>]*)>", self.text)}}

    def subjects(self) -> list[str]:
        """The IRIs of all subjects, each once, in the order of the lines."""
        return [node[1:-1].decode() for node in self.nodes()]

    def nodes(self) -> list[bytes]:
        """The same as they are written."""
        return _SUBJECTS.findall(self.text)

    def having_value(self, prop: ox.NamedNode, value: ox.NamedNode | ox.Literal) -> list[str]:
        """The IRIs of the subjects that have a value of a property, in the order of the lines."""
        lines = self.ending(f"{prop} {value}".encode())
        return [line[1 : line.index(b">")].decode() for line in lines if line.startswith(b"<")]

    def digest(self, graph: str) -> str:
        """SHA-256 of the sorted canonical N-Quads, "" for the default graph, as 64 hexadecimal digits."""
        if not graph:
            return self.own_digest.hex()
        whole = hashlib.sha256()
        for piece in in_bulk(self.text):
            whole.update(quads(piece, graph))
        return whole.hexdigest()
