"""What each kind of work costs as the graph grows: one table, one plot, and the exponent of each curve."""

from __future__ import annotations

import gzip
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from accordgraph.graph.dumping.kinds import ALL, QUADS_FILE
from accordgraph.graph.names import BELIEVED, Names
from accordgraph.graph.reading.content import find_content
from accordgraph.graph.snapshot import Snapshot, SnapshotFolder
from servers import Server, serving
from tools import OXIGRAPH

from . import asking
from .building import KEPT
from .content import write_content
from .generator import Generator
from .plot import Curve, plot
from .processes import watching
from .snapshots import BASE
from .tables import show

#: The dumps that a build is measured with, and all others that there are.
_DUMPS = "nq,ttl"
_WHOLE = "build, all dumps and tables"
_BUILD, _AGAIN = "build", "build again, one source changed"
#: What a build is compared with: the files of sources loaded as they are, into one graph; the same statements
#: as quads, each source in its graph as a snapshot has it, which is twice as many indexes; and all that a
#: snapshot's database has to hold, so that no build can take less.
_LOADED, _LOADED_QUADS = "oxigraph load", "oxigraph load, sources in their graphs"
_LOADED_ALL = "oxigraph load, all that the snapshot holds"
#: What is divided by what.
_RATIOS = (
    *((work, load) for load in (_LOADED, _LOADED_QUADS, _LOADED_ALL) for work in (_BUILD, _AGAIN, _WHOLE)),
    (_LOADED_ALL, _LOADED),
    (_AGAIN, _BUILD),
)
#: What an agreement with all that belongs to it comes to in the graphs of sources.
_PER_AGREEMENT = 65
_FEW = 60
#: How many times what it costs on the article a request may cost.
_WANTED = 2


@dataclass(frozen=True)
class Cost:
    """What some work took: seconds, of all processors together too, and the most memory in bytes."""

    seconds: float
    processor: float | None = None
    memory: int | None = None


#: What is told of a cost, and how.
_UNITS: Mapping[str, Callable[[Cost], float | None]] = {
    "s": lambda cost: cost.seconds,
    "processor s": lambda cost: cost.processor,
    "peak MiB": lambda cost: cost.memory and cost.memory / (1 << 20),
}


@dataclass
class Size:
    """One size of the graph: statements in graphs of sources and in all, what each kind of work cost, and
    what requests cost on the article in the same minutes."""

    quads: int
    sources: int
    agreements: int
    statements: int = 0
    costs: dict[str, Cost] = field(default_factory=dict)
    parts: dict[str, float] = field(default_factory=dict)
    article: dict[str, asking.Asked] = field(default_factory=dict)


def measure(folder: Path, sizes: Sequence[int], validated: int, picture: Path) -> None:
    """Measure all kinds of work at each size, and print and draw what they cost.

    `validated` is up to which size the check runs.
    """
    article = asking.article(folder / "article", find_content(None))
    found = []
    for quads in sizes:
        size = _measured(folder / str(quads), quads, quads <= validated, article)
        found.append(size)
        told = ", ".join(f"{name} {cost.seconds:.2f} s" for name, cost in size.costs.items())
        click.echo(f"{size.quads:,} quads: {told}", err=True)
    _show(found)
    names = list(dict.fromkeys(name for size in found for name in size.costs))
    curves = [
        Curve(name, [(size.quads, size.costs[name].seconds) for size in found if name in size.costs])
        for name in names
    ]
    picture.write_text(plot(curves, "quads in graphs of sources", "seconds"), encoding="utf-8")
    click.echo(f"\nThe plot: {picture}")


def _measured(folder: Path, quads: int, validated: bool, article: asking.Asking) -> Size:
    content = folder / "content"
    checkout = find_content(None)
    agreements = max(1, quads // _PER_AGREEMENT)
    write_content(content, checkout, Names(BASE), Generator(agreements))
    sources = sorted((content / "data" / "sources").glob("*.ttl"))
    size = Size(0, len(sources), agreements)
    _load(size, _LOADED, sources, folder / "load")
    for each in ("snapshots", KEPT):
        shutil.rmtree(folder / each, ignore_errors=True)
    _step(size, _BUILD, content, folder / "snapshots")
    made = SnapshotFolder(folder / "snapshots").current()
    if made is None:
        raise click.ClickException("There is no snapshot where one was built.")
    counts = made.manifest.graphs
    size.quads = sum(counts[graph] for graph in counts if graph.startswith(Names(BASE).sources))
    beginning = Names(BASE).sources
    for name, begins in ((_LOADED_QUADS, beginning), (_LOADED_ALL, "")):
        _load(size, name, [_quads(made, begins, folder / "dump.nq")], folder / "load")
    _touch(content)
    _step(size, _AGAIN, content, folder / "snapshots")
    shutil.rmtree(folder / "whole", ignore_errors=True)
    _step(size, _WHOLE, content, folder / "whole", ALL)
    shutil.rmtree(folder / "whole")
    if validated:
        _step(size, "validate", content, folder / "snapshots")
    _serve(size, folder)
    size.article, ours = asking.compared(article, asking.generated(folder, size.agreements))
    size.costs |= {name: Cost(asked.seconds, asked.processor) for name, asked in ours.items()}
    return size


def _load(size: Size, name: str, files: Sequence[Path], place: Path) -> None:
    """Load files by the `oxigraph` binary: the measure of a build."""
    shutil.rmtree(place, ignore_errors=True)
    command = [str(OXIGRAPH), "load", "--location", str(place), "--file", *map(str, files)]
    size.costs[name], _ = _run(command)
    shutil.rmtree(place, ignore_errors=True)


def _quads(made: Snapshot, beginning: str, target: Path) -> Path:
    """Write what a snapshot's dump has in graphs whose names begin so, or all of it.

    It is written as the database has it, where the believed graph is the default graph.
    """
    begins, believed = beginning.encode(), f" <{Names(BASE).graph(BELIEVED)}> .\n".encode()
    with gzip.open(made.dumps_path / QUADS_FILE) as lines, target.open("wb") as output:
        for line in lines:
            if line.rpartition(b" <")[2].startswith(begins):
                output.write(line.replace(believed, b" .\n"))
    return target


def _step(size: Size, name: str, content: Path, snapshots: Path, dumps: str = _DUMPS) -> None:
    what = "check" if name == "validate" else "build"
    command = [sys.executable, "-m", "benchmark.building", what, str(content), str(snapshots), dumps]
    size.costs[name], output = _run(command)
    parts, statements = json.loads(output)
    size.statements = statements
    size.parts |= {f"{name}: {part}": seconds for part, seconds in parts}


def _run(command: list[str]) -> tuple[Cost, bytes]:
    before, began = os.times(), time.monotonic()
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process,
        watching(process.pid, 0.2, proportional=True) as watch,
    ):
        output = process.communicate()[0]
    if process.returncode:
        raise click.ClickException(f"{' '.join(command[:4])} … ended with {process.returncode}")
    took, after = time.monotonic() - began, os.times()
    processor = after.children_user - before.children_user + after.children_system - before.children_system
    return Cost(took, processor, watch.total), output


def _touch(content: Path) -> None:
    """Change one statement of one source."""
    path = content / "data" / "sources" / "report-1.ttl"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('"Report 1 on agreements"', '"Report 1, on agreements"', 1), encoding="utf-8"
    )


def _serve(size: Size, folder: Path) -> None:
    for name in ("snapshots", "content"):  # `serving` takes the folder's own snapshots
        assert (folder / name).is_dir()
    shutil.rmtree(folder / "cache", ignore_errors=True)
    began = time.monotonic()
    with serving(folder, "--content", str(folder / "content"), "--dumps", _DUMPS) as server:
        while server.get("/ready").status != 200:
            time.sleep(0.01)
        took = time.monotonic() - began
        with watching(server.process.pid) as watch:
            size.costs["search"] = Cost(_median(server, size, lambda n: ("/search", {"q": f"agreement {n}"})))
            began = time.monotonic()
            assert server.get("/dumps/latest/SHA256SUMS").status == 200
            size.costs["dump"] = Cost(_download(server))
        size.costs["start"] = Cost(took, None, watch.total)


def _median(server: Server, size: Size, request: Callable[[int], tuple[str, dict[str, str]]]) -> float:
    """The time of the middle one of some requests, each the first of its kind."""
    took = []
    for turn in range(_FEW):
        path, parameters = request(turn * size.agreements // _FEW + 1)
        began = time.monotonic()
        assert server.get(path, **parameters).status == 200, path
        took.append(time.monotonic() - began)
    return statistics.median(took)


def _download(server: Server) -> float:
    began = time.monotonic()
    subprocess.run(
        ["curl", "-sf", "-o", "/dev/null", f"{server.url}/dumps/latest/accordgraph.nq.gz"], check=True
    )
    return time.monotonic() - began


def _exponent(points: Sequence[tuple[float, float]]) -> str:
    """The slope of the line through the points on paper with logarithms on both sides."""
    logs = [(math.log(x), math.log(y)) for x, y in points if x > 0 and y > 0]
    if len(logs) < 2:
        return "-"
    slope, _ = statistics.linear_regression([x for x, _ in logs], [y for _, y in logs])
    return f"{slope:.2f}"


def _show(sizes: Sequence[Size]) -> None:
    head = ("", *(f"{size.quads:,} quads" for size in sizes), "exponent")
    names = list(dict.fromkeys(name for size in sizes for name in size.costs))
    rows: list[tuple[object, ...]] = [
        ("sources", *(f"{size.sources:,}" for size in sizes), ""),
        ("statements in all graphs", *(f"{size.statements:,}" for size in sizes), ""),
    ]
    for unit, of in _UNITS.items():
        for name in names:
            cells = [of(size.costs[name]) if name in size.costs else None for size in sizes]
            points = [(size.quads, cell) for size, cell in zip(sizes, cells, strict=True) if cell]
            if points:
                shown = (
                    "-" if cell is None else f"{cell:,.3g}" if cell < 100 else f"{cell:,.0f}"
                    for cell in cells
                )
                rows.append((f"{name}, {unit}", *shown, _exponent(points)))
    show("Cost as the graph grows", head, rows)
    parts = list(dict.fromkeys(name for size in sizes for name in size.parts))
    shown_parts = [
        (
            name,
            *(f"{size.parts[name]:.2f}" if name in size.parts else "-" for size in sizes),
            _exponent([(size.quads, size.parts[name]) for size in sizes if name in size.parts]),
        )
        for name in parts
    ]
    show("Parts of these, in processor seconds", head, shown_parts)
    ratios = [
        (f"{name} to {other}, {unit}", *(_ratio(size, name, other, unit) for size in sizes), "")
        for name, other in _RATIOS
        for unit in ("by the clock", "by the processors")
    ]
    show("Ratios in the same run", head, ratios)
    requests = [
        (f"{name}, {unit}", *(_to(size, name, unit) for size in sizes), "")
        for name in sizes[0].article
        for unit in ("by the clock", "by the processors")
    ]
    show(f"Ratios to the article alone (wanted: {_WANTED} at most)", head, requests)


def _to(size: Size, name: str, unit: str) -> str:
    ours, article = size.costs[name], size.article[name]
    if unit == "by the clock":
        return f"{ours.seconds / article.seconds:.2f}"
    return f"{(ours.processor or 0) / article.processor:.2f}"


def _ratio(size: Size, name: str, other: str, unit: str) -> str:
    one, its = size.costs.get(name), size.costs.get(other)
    if one is None or its is None:
        return "-"
    if unit == "by the clock":
        return f"{one.seconds / its.seconds:.2f}"
    return f"{(one.processor or 0) / (its.processor or 1):.2f}"
