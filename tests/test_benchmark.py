"""The benchmark's data are honest: the real check passes them, and each form of them says the same."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest

from accordgraph.graph.believing.adjudication import adjudicate
from accordgraph.graph.checking.check import Checked, check
from accordgraph.graph.deriving.derivations import derived
from accordgraph.graph.deriving.premises import needed, premises
from accordgraph.graph.names import Names
from accordgraph.graph.reading.content import Content, Role, find_content
from accordgraph.graph.reading.corpus import Corpus, read
from accordgraph.graph.reading.lines import Lines
from accordgraph.graph.reading.locate import Locator
from benchmark.content import write_content
from benchmark.generator import Generator
from benchmark.processes import watching
from benchmark.snapshots import BASE, make, quads
from servers import serving

NAMES = Names(BASE)
AGREEMENTS = 100


def generated(agreements: int, seed: int = 1) -> str:
    """What is generated, as N-Quads."""
    return "".join(quads(Generator(agreements, seed), NAMES, Counter()))


def graphs(text: str) -> dict[str, set[ox.Triple]]:
    """The statements of N-Quads by graph."""
    found: dict[str, set[ox.Triple]] = defaultdict(set)
    for quad in ox.parse(text, format=ox.RdfFormat.N_QUADS):
        assert isinstance(quad, ox.Quad)
        name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else "default"
        found[name].add(quad.triple)
    return found


@dataclass(frozen=True)
class Written:
    """A folder of content, read and checked."""

    stated: int
    corpus: Corpus
    checked: Checked


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("content")
    stated = write_content(folder, find_content(None), NAMES, Generator(AGREEMENTS))
    corpus, problems = read(Content(folder))
    assert corpus is not None
    assert problems == []
    return Written(stated, corpus, check(Content(folder)))


def test_the_check_passes_generated_content_with_all_its_shapes_and_rules(written: Written) -> None:
    assert written.checked.problems == ()


def test_the_check_passes_sources_that_depend_on_others(tmp_path: Path) -> None:
    write_content(tmp_path, find_content(None), NAMES, Generator(20, per_source=1))
    sources = (tmp_path / "data/entities/source-0001.ttl").read_text("utf-8")
    assert sources.count("prov:wasDerivedFrom") == 1
    assert check(Content(tmp_path)).problems == ()


@pytest.mark.parametrize("seed", [2, 3])
def test_the_check_passes_where_the_checkout_speaks_of_the_same_amounts(seed: int, tmp_path: Path) -> None:
    write_content(tmp_path / "first", find_content(None), NAMES, Generator(20, seed))
    amounts = (tmp_path / "first/data/entities/amount-0001.ttl").read_text("utf-8")
    for place in ("ontology", "shapes", "data"):
        shutil.copytree(find_content(None).root / place, tmp_path / "checkout" / place)
    (tmp_path / "checkout/data/entities/more-amounts.ttl").write_text(amounts, "utf-8")
    write_content(tmp_path / "second", Content(tmp_path / "checkout"), NAMES, Generator(20, seed))
    assert check(Content(tmp_path / "second")).problems == ()


def test_disputes_are_among_what_is_generated(written: Written) -> None:
    believed, problems = adjudicate(written.corpus, Locator(written.corpus.files))
    assert problems == []
    assert any("/report-" in graph for graph in believed.overruled)


def test_figures_are_computed_part_by_part_as_they_are_at_once(written: Written) -> None:
    stated = [Lines(b"".join(premises(file.lines, NAMES))) for file in written.corpus.files]
    at_once = derived(Lines.union(stated), (), NAMES)
    parts = [derived(part, (), NAMES) for part in needed(stated, NAMES)]
    assert len(at_once) > 100
    assert len(parts) > 5
    assert frozenset().union(*parts) == at_once


def test_content_and_quads_say_the_same(written: Written) -> None:
    by_graph = graphs(generated(AGREEMENTS))
    stated = {graph: file for graph, file in written.corpus.sources.items() if "/report-" in graph}
    assert {graph: set(file.triples) for graph, file in stated.items()} == {
        graph: found for graph, found in by_graph.items() if graph.startswith(NAMES.sources)
    }
    assert written.stated == sum(len(file.triples) for file in stated.values())

    believed, _ = adjudicate(written.corpus, Locator(written.corpus.files))
    entities = {
        triple
        for file in written.corpus.of(Role.ENTITIES)
        if file.path.removesuffix(".ttl")[-4:].isdigit()
        for triple in file.triples
        if triple.subject not in believed.orphans
    }
    sources = {triple for graph in stated for triple in believed.sources[graph]}
    assert entities | sources == by_graph["default"] - by_graph[NAMES.graph("inferred")]


def test_the_same_seed_gives_the_same_statements_and_counts_them() -> None:
    assert generated(50) == generated(50) != generated(50, seed=2)

    counts = Counter[str]()
    text = "".join(quads(Generator(300), NAMES, counts))
    found = list(ox.parse(text, format=ox.RdfFormat.N_QUADS))
    assert len(set(found)) == len(found) == sum(counts.values())


def test_a_server_serves_what_was_generated(tmp_path: Path) -> None:
    made = make(tmp_path / "made", 2_000)
    with serving(tmp_path, "--snapshots", str(made.folder)) as server:
        answer = server.get("/sparql", query="SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", format="csv")
        assert answer.body.split() == ["n", str(made.triples)]
        for path in (
            "/",
            "/sparql",
            "/completion.json",
            "/doc/agreement/agreement-7.html",
            "/doc/agreement/agreement-7.ttl",
        ):
            assert server.get(path).status == 200, path


def test_few_organizations_take_part_in_much() -> None:
    parties: dict[str, int] = defaultdict(int)
    for triple in graphs(generated(500))["default"]:
        if triple.predicate.value == NAMES.term("hasParty"):
            parties[str(triple.object)] += 1
    counts = sorted(parties.values(), reverse=True)
    assert counts[0] > 20 * counts[len(counts) // 2]


@pytest.mark.parametrize(("proportional", "times"), [(False, 2), (True, 1)])
def test_memory_that_a_copy_of_a_process_shares_counts_once_where_it_is_wanted(
    proportional: bool, times: int
) -> None:
    size = 256 << 20
    program = f"import os; held = bytearray({size}); os.fork(); print(flush=True); os.read(0, 1)"
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.read(2) == b"\n\n"
        with watching(process.pid, proportional=proportional) as watch:
            watch.look()
        process.stdin.close()
    assert watch.total // size == times
