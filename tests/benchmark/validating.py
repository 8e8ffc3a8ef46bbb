"""What validation takes: validators beside one another, and the check of a large content."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click
import pyoxigraph as ox

from accordgraph.graph.believing.adjudication import adjudicate
from accordgraph.graph.believing.dataset import parts
from accordgraph.graph.checking.check import check
from accordgraph.graph.kept import Kept
from accordgraph.graph.names import Names
from accordgraph.graph.reading.content import Content, find_content
from accordgraph.graph.reading.corpus import read
from accordgraph.graph.reading.locate import Locator
from accordgraph.graph.validating.rules import ntriples
from test_shapes import BASE as VALID
from test_shapes import mutate, mutations

from .content import write_content
from .generator import Generator
from .snapshots import BASE
from .tables import show
from .validators import VALIDATORS

_MODULES = {
    "pyrudof": "pyrudof",
    "pyshacl-turbo": "pyshacl_turbo",
    "pyshifty": "shifty",
    "shacl-rust": "shacl_rust",
}


def compare(folder: Path, peers: Path | None) -> None:
    """Measure each validator that is there on the checkout's own content, and on the table of mutations."""
    content = find_content(None)
    shapes, large, small = folder / "shapes.ttl", folder / "default.nt", folder / "mutations"
    shutil.rmtree(folder, ignore_errors=True)
    small.mkdir(parents=True)
    corpus, _ = read(content)
    assert corpus is not None
    texts = [path.read_bytes() for path in sorted((content.root / "shapes").glob("*.ttl"))]
    rules = [
        quad for text in texts for quad in ox.parse(text, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    ]
    shapes.write_bytes(ox.serialize(rules, format=ox.RdfFormat.TURTLE) or b"")
    default = ntriples(parts(corpus, adjudicate(corpus, Locator(corpus.files))[0]).default)
    large.write_text(default, "utf-8")
    valid = frozenset(quad.triple for quad in ox.parse(path=str(VALID)) if isinstance(quad, ox.Quad))
    for number, row in enumerate(mutations()):
        (small / f"{number:04}.nt").write_text(ntriples(mutate(valid, row.change)), "utf-8")
    found = {name: _ask(name, shapes, large, small, peers) for name in VALIDATORS if _is_there(name, peers)}
    count, right = default.count("\n"), found["pySHACL"]["rows"]
    rows = []
    for name, told in found.items():
        wrong = sum(told["rows"][each] != right[each] for each in right)
        rate, times = count / told["processor"], found["pySHACL"]["processor"] / told["processor"]
        figures = (f"{told['seconds']:.2f}", f"{told['processor']:.2f}", f"{rate:,.0f}", f"{times:.1f}")
        rows.append((name, *figures, f"{told['peak'] >> 20:,}", f"{wrong} of {len(right)}"))
    head = (
        "validator",
        "s",
        "processor s",
        "statements/s",
        "times pySHACL",
        "peak MiB",
        "mutations told differently",
    )
    show(f"Validators: the default graph of the checkout, {count:,} statements", head, rows)


def _is_there(name: str, peers: Path | None) -> bool:
    module = _MODULES.get(name)
    return (
        module is None or find_spec(module) is not None or (peers is not None and (peers / module).is_dir())
    )


def _ask(name: str, shapes: Path, large: Path, small: Path, peers: Path | None) -> dict[str, Any]:
    path = os.pathsep.join([*sys.path, *([str(peers)] if peers else [])])
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "benchmark.validators",
        name,
        *map(str, (shapes, large, small)),
    ]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path})
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def scale(folder: Path, agreements: int) -> None:
    """Check a large content: the first time, when nothing changed, and when one source did."""
    content, cache = folder / "content", folder / "cache"
    shutil.rmtree(cache, ignore_errors=True)
    stated = write_content(content, find_content(None), Names(BASE), Generator(agreements))
    sources = sorted((content / "data/sources").glob("*.ttl"))
    runs = {"first": _checked(content, cache), "nothing changed": _checked(content, cache)}
    changed = sources[len(sources) // 2]
    changed.write_text(changed.read_text("utf-8") + "# changed\n" + _MORE.format(BASE, changed.stem), "utf-8")
    runs["one source changed"] = _checked(content, cache)
    steps = list(runs["first"]["steps"])
    rows = [
        (
            name,
            *(f"{told['steps'][step]:.1f}" for step in steps),
            f"{told['processor']:.1f}",
            f"{told['peak'] >> 20:,}",
        )
        for name, told in runs.items()
    ]
    believed = runs["first"]["default"]
    title = f"Check of {len(sources):,} sources, {stated:,} statements in their graphs, {believed:,} believed"
    show(f"{title} (seconds)", ("run", *steps, "processor", "peak MiB"), rows)


#: What is added to a source: it says something more of itself.
_MORE = '<{0}id/source/{1}> <http://www.w3.org/2000/01/rdf-schema#comment> "More."@en .\n'


def _checked(content: Path, cache: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmark.validating", str(content), str(cache)]
    path = os.pathsep.join(sys.path)
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path})
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _main(content: str, cache: str) -> None:
    """Check, and print what each step took as JSON."""
    steps: dict[str, float] = {}
    now, start = ["start"], [time.perf_counter()]

    def progress(step: str) -> None:
        steps[now[0]] = time.perf_counter() - start[0]
        now[0], start[0] = step, time.perf_counter()

    checked = check(Content(Path(content)), progress=progress, kept=Kept(Path(cache)))
    for problem in checked.problems[:3]:
        click.echo(str(problem)[:200], err=True)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    told = {
        "steps": {name: took for name, took in steps.items() if name != "start"},
        "processor": usage.ru_utime + usage.ru_stime,
        "peak": usage.ru_maxrss * 1024,
        "default": len(checked.dataset.default) if checked.dataset else 0,
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    _main(*sys.argv[1:])
