"""A snapshot of generated agreements, made directly: no validation, no dumps."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from accordgraph import __version__
from accordgraph.graph.believing.dataset import CompiledDataset
from accordgraph.graph.build import made_as_now
from accordgraph.graph.dumping.kinds import ALL
from accordgraph.graph.finding.completion import write_completion
from accordgraph.graph.finding.filling import write_index
from accordgraph.graph.kept import Kept
from accordgraph.graph.manifest import MANIFEST, Manifest
from accordgraph.graph.names import Names
from accordgraph.graph.reading.content import Content, find_content
from accordgraph.graph.reading.lines import Lines
from accordgraph.graph.snapshot import COMPLETION, LAYOUT, Snapshot, SnapshotFolder
from accordgraph.graph.soundness import note, sound
from accordgraph.graph.surveying.gathering import gathered
from accordgraph.graph.surveying.survey import Survey
from accordgraph.graph.terms import TYPE
from accordgraph.graph.tools import makers
from accordgraph.graph.versions.chronicle import write_chronicle
from accordgraph.graph.versions.history import State, Version
from accordgraph.graph.versions.releases import Releases

from .blocks import namespaces
from .generator import Generator

BASE = "https://w3id.org/accordgraph/"
#: What an agreement with all that belongs to it comes to in the default graph.
STATEMENTS_PER_AGREEMENT = 80
_AGREEMENTS = "agreements.json"


@dataclass(frozen=True)
class Made:
    """A folder of snapshots as `serve --snapshots` takes it, its one snapshot, and how many agreements."""

    folder: Path
    snapshot: Snapshot
    agreements: int

    @property
    def triples(self) -> int:
        """How many statements the default graph has."""
        return self.snapshot.manifest.graphs["default"]


def make(folder: Path, triples: int, seed: int = 1) -> Made:
    """Make the snapshot, or take the one that an earlier run of the same program has left in the folder."""
    content = find_content(None)
    folder.mkdir(parents=True, exist_ok=True)
    snapshots = SnapshotFolder(folder)
    found = snapshots.current()
    # The server would build the checkout's own content instead of one that another program has made, or one
    # that is damaged.
    if found is None or not made_as_now(found) or not sound(found, closely=False):
        digest = hashlib.sha256(f"benchmark {triples} {seed}".encode()).hexdigest()
        manifest, agreements = _write(folder / digest, content, triples, seed)
        manifest = replace(manifest, digest=digest)
        shutil.rmtree(folder / manifest.name, ignore_errors=True)
        found = Snapshot((folder / digest).rename(folder / manifest.name), manifest)
        (found.path / _AGREEMENTS).write_text(json.dumps(agreements), encoding="utf-8")
        note(found.path)
    # `serve` builds anew where the manifest names other content than the checkout's: so it names that.
    found = replace(found, manifest=replace(found.manifest, content=content.digest(Kept())))
    (found.path / MANIFEST).write_text(found.manifest.to_json(), encoding="utf-8")
    snapshots.switch(found)
    return Made(folder, found, json.loads((found.path / _AGREEMENTS).read_text(encoding="utf-8")))


def vocabulary(content: Content) -> dict[str, frozenset[ox.Triple]]:
    """Read the ontology and the concepts, by the name of their graph."""
    return {
        name: frozenset(
            quad.triple
            for path in sorted((content.root / place).glob("*.ttl"))
            for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
            if isinstance(quad, ox.Quad)
        )
        for name, place in (("ontology", "ontology"), ("concepts", "ontology/concepts"))
    }


def quads(generator: Generator, names: Names, graphs: Counter[str]) -> Iterator[str]:
    """N-Quads: each statement in its own graph, and in the default graph what that believes.

    `graphs` counts the statements of each graph, "default" among them.
    """
    table = namespaces(names)
    full = {"a": f"<{TYPE.value}>"}

    def term(text: str) -> str:
        if text[0] == '"':
            value, mark, kind = text.rpartition("^^")
            return f"{value}^^{term(kind)}" if mark else text
        if text[0].isdigit():
            return f'"{text}"^^<{table["xsd"]}integer>'
        if text in full or text[0] == "<":
            return full.get(text, text)
        prefix, _, local = text.partition(":")
        return f"<{table[prefix]}{local}>"

    for graph, subject, pairs, believed in generator.blocks():
        iri = names.graph(graph)
        lines = [f"{term(subject)} {term(prop)} {term(value)}" for prop, value in pairs]
        graphs[iri] += len(lines)
        yield "".join(f"{line} <{iri}> .\n" for line in lines)
        if believed:
            graphs["default"] += len(lines)
            yield "".join(f"{line} .\n" for line in lines)


def _write(path: Path, content: Content, triples: int, seed: int) -> tuple[Manifest, int]:
    names, words = Names(BASE), vocabulary(content)
    shutil.rmtree(path, ignore_errors=True)
    (path / "dumps").mkdir(parents=True)
    generator = Generator(max(1, triples // STATEMENTS_PER_AGREEMENT), seed)
    said = frozenset[ox.Triple]().union(*words.values())
    graphs = Counter({"default": len(said)})
    text = path / "generated.nq"
    with text.open("w", encoding="utf-8") as output:
        output.writelines(quads(generator, names, graphs))
    store = ox.Store(str(path / "store"))
    store.bulk_load(path=str(text), format=ox.RdfFormat.N_QUADS, lenient=True)
    text.unlink()
    for name, graph in words.items():
        node = ox.NamedNode(names.graph(name))
        store.extend(ox.Quad(t.subject, t.predicate, t.object, node) for t in graph)
        graphs[node.value] = len(graph)
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in said)
    store.flush()
    store.optimize()
    known = {names.graph(name): Lines.of(graph) for name, graph in words.items()}
    dataset = CompiledDataset(names, {"default": Lines.of(said), **known}, frozenset(), (), {})
    survey = Survey([gathered(dataset.default.text, names)], names)
    write_index(dataset, survey, path / "search.sqlite")
    write_completion(dataset, survey, (), path / COMPLETION)
    state = State(path / "dumps", ())
    write_chronicle(path / "history.sqlite", Releases(None), Version("0", released=False), state, names)
    manifest = Manifest(
        version="0",
        digest="",
        content="",
        dumps=ALL,
        base=BASE,
        program=__version__,
        layout=LAYOUT,
        metadata="",
        graphs=dict(sorted(graphs.items())),
        tools=makers(),
    )
    return manifest, generator.agreements
