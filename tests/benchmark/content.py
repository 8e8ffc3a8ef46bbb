"""A folder of content of generated agreements, which `accordgraph check` passes: written in streams."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from accordgraph.graph.names import Names
from accordgraph.graph.reading.content import Content, Role
from accordgraph.graph.reading.corpus import read

from .blocks import Pair, namespaces
from .generator import Generator

#: Subjects that one file of entities describes.
_PER_FILE = 2_000
#: What generated agreements are added to.
_TAKEN = ("ontology", "shapes", "data")


def write_content(folder: Path, checkout: Content, names: Names, generator: Generator) -> int:
    """Write the folder anew: the checkout's own content, and the generated agreements beside it.

    Returns how many statements were generated in graphs of sources. The checkout's own data stay, since
    questions and ontology speak of them.
    """
    for place in _TAKEN:
        shutil.rmtree(folder / place, ignore_errors=True)
        shutil.copytree(checkout.root / place, folder / place)
    files, stated, known = _Files(folder / "data", names), 0, _amounts(checkout, names)
    with files.stack:
        for graph, subject, pairs, _ in generator.blocks():
            if graph.startswith("source/"):
                files.say("sources", f"sources/{graph.removeprefix('source/')}", subject, pairs)
                stated += len(pairs)
            elif graph == "entities" and subject not in known:  # an amount is labelled once
                kind = subject.partition(":")[0]
                files.say(kind, files.entities(kind, subject), subject, pairs)
            elif graph == "adjudications":
                files.say(graph, graph, subject, pairs)
    return stated


def _amounts(checkout: Content, names: Names) -> set[str]:
    """The amounts that the checkout has a label of: equal ones are one thing, whoever speaks of them."""
    corpus, _ = read(checkout, (Role.DATASET, Role.ENTITIES))
    return {
        f"amount:{found[1]}"
        for iri in (corpus.entities.subjects() if corpus is not None else ())
        if (found := names.kind_and_slug(iri)) and found[0] == "amount"
    }


@dataclass
class _File:
    """A Turtle file that is open: its name, the subject that it is at, and how many it has had."""

    name: str
    output: TextIO
    subject: str = ""
    subjects: int = 0

    def say(self, subject: str, pairs: Sequence[Pair]) -> None:
        if subject != self.subject:
            self.end()
            self.output.write(f"\n{subject}\n")
            self.subject, self.subjects = subject, self.subjects + 1
        self.output.writelines(f"    {prop} {value} ;\n" for prop, value in pairs)

    def end(self) -> None:
        """End the description of the subject that it is at."""
        if self.subject:
            self.output.write(".\n")
        self.subject = ""


@dataclass
class _Files:
    """The Turtle files: of the sources one at a time is open, and of each kind of entities."""

    folder: Path
    names: Names
    stack: ExitStack = field(default_factory=ExitStack)
    _open: dict[str, _File] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        table = namespaces(self.names)
        self._head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in table.items())
        self.stack.callback(self._close)

    def entities(self, kind: str, subject: str) -> str:
        """The file that an entity is described in: another one after each so many."""
        there = self._open.get(kind)
        if there is None or (there.subjects >= _PER_FILE and there.subject != subject):
            self._numbers[kind] = self._numbers.get(kind, 0) + 1
        return f"entities/{kind}-{self._numbers[kind]:04}"

    def say(self, slot: str, name: str, subject: str, pairs: Sequence[Pair]) -> None:
        """Write statements into a file; a slot has one file open at a time."""
        file = self._open.get(slot)
        if file is None or file.name != name:
            if file is not None:
                file.end()
                file.output.close()
            # Adjudications come after those that are there: they all stand in one file.
            output = (self.folder / f"{name}.ttl").open("a", encoding="utf-8")
            output.write(self._head)
            file = self._open[slot] = _File(name, output)
        file.say(subject, pairs)

    def _close(self) -> None:
        for file in self._open.values():
            file.end()
            file.output.close()
