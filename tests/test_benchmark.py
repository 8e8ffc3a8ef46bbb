"""The benchmark's data are honest: they meet the shapes, each source's graph by itself too."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox

from accordgraph.graph.content import find_content
from accordgraph.graph.names import Names
from accordgraph.graph.shacl import SourceValidator, validate
from benchmark.generator import Generator
from benchmark.snapshots import BASE, make, vocabulary
from servers import serving

NAMES = Names(BASE)


def generated(triples: int, seed: int = 1) -> str:
    """What the generator writes."""
    return "".join(Generator(NAMES, seed).blocks(triples))


def test_generated_agreements_meet_the_shapes() -> None:
    content = find_content(None)
    graphs: dict[str, set[ox.Triple]] = defaultdict(set)
    for quad in ox.parse(generated(4_000), format=ox.RdfFormat.N_QUADS):
        assert isinstance(quad, ox.Quad)
        name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else "default"
        graphs[name].add(quad.triple)
    words = frozenset[ox.Triple]().union(*vocabulary(content).values())
    shapes = [
        quad.triple
        for path in sorted((content.root / "shapes").glob("*.ttl"))
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        if isinstance(quad, ox.Quad)
    ]

    whole = validate(graphs["default"] | words, shapes)
    assert [each for each in whole.violations if each.focus not in {t.subject for t in words}] == []

    entities = graphs[NAMES.graph("entities")] | graphs[NAMES.graph("inferred")]
    sources = [name for name in graphs if name.startswith(NAMES.sources)]
    assert sources
    report = SourceValidator(entities | words, shapes, NAMES).validate(graphs[sources[0]])
    assert report.violations == ()


def test_the_same_seed_gives_the_same_statements_and_counts_them() -> None:
    assert generated(3_000) == generated(3_000) != generated(3_000, seed=2)

    generator = Generator(NAMES)
    text = "".join(generator.blocks(3_000))
    quads = list(ox.parse(text, format=ox.RdfFormat.N_QUADS))
    assert len(set(quads)) == len(quads) == sum(generator.graphs.values())


def test_a_server_serves_what_was_generated(tmp_path: Path) -> None:
    made = make(tmp_path / "made", 2_000)
    with serving(tmp_path, "--snapshots", str(made.folder)) as server:
        answer = server.get("/sparql", query="SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", format="csv")
        assert answer.body.split() == ["n", str(made.triples)]


def test_few_organizations_take_part_in_much() -> None:
    parties: dict[str, int] = defaultdict(int)
    for line in generated(20_000).splitlines():
        _, prop, value, *graph = line.split(" ", 3)
        if prop == f"<{NAMES.term('hasParty')}>" and graph == ["."]:
            parties[value] += 1
    counts = sorted(parties.values(), reverse=True)
    assert counts[0] > 20 * counts[len(counts) // 2]
