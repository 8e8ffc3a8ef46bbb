"""The siege: hostile queries and connections, while ordinary readers read."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from servers import eventually, serving

from .attackers import Outcome, crowd, send
from .connections import ATTACKS, attack
from .hostile import HOSTILE
from .ordinary import Readers, Request, percentile, reading, seconds
from .processes import Held, Watch, held, mib, watching
from .snapshots import make
from .tables import show, yes

_PEACE = 10.0
_ATTACK = 5.0
_CROWD = 12
#: How many times the p95 of peace the p95 under siege may be.
_WANTED = 5


@dataclass(frozen=True)
class Phase:
    """A part of the siege: its name, when it began and ended, and what the attackers saw."""

    name: str
    began: float
    ended: float
    seen: Counter[str]


@dataclass(frozen=True)
class Siege:
    """All that came out of a siege."""

    phases: tuple[Phase, ...]
    outcomes: tuple[Outcome, ...]
    readers: Readers
    before: Held
    after: Held
    watch: Watch


def besiege(data: Path, triples: int, timeout: float, memory: int) -> None:
    """Besiege a server with the given limits, and print what became of it."""
    made = make(data, triples)
    options = ("--query-timeout", f"{timeout:g}", "--query-memory", str(memory))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "cache").mkdir()
        places = ("--snapshots", str(made.folder), "--cache", str(folder / "cache"))
        with serving(folder, *places, *options) as server, watching(server.process.pid) as watch:
            found = _run(server.url, server.process.pid, made.agreements, watch)
        log = server.log.read_text(encoding="utf-8", errors="replace")
    click.echo(f"{made.triples:,} statements; a query may take {timeout:g} s and {memory} MiB.")
    _show_outcomes(found.outcomes, timeout)
    _show_phases(found)
    _show_memory(found.watch)
    _show_held(found)
    click.echo(
        f"\nThe server's log holds {log.count('Traceback')} tracebacks, {len(log.splitlines())} lines."
    )


def _rest(began: float, least: float) -> None:
    """Wait until a phase has lasted long enough for ordinary readers to feel it."""
    time.sleep(max(0.0, began + least - time.monotonic()))


def _run(url: str, pid: int, agreements: int, watch: Watch) -> Siege:
    phases, outcomes = [], list[Outcome]()

    def phase(name: str, began: float, seen: Counter[str]) -> None:
        phases.append(Phase(name, began, time.monotonic(), seen))
        click.echo(f"{name}: {_counted(seen)}", err=True)

    with reading(url, agreements) as readers:
        time.sleep(1)
        before, began = held(pid), time.monotonic()
        time.sleep(_PEACE)
        phase("peace", began, Counter())
        began = time.monotonic()
        for each in HOSTILE:
            outcomes.append(send(url, each))
        phase("hostile queries, one by one", began, Counter(one.fault or str(one.status) for one in outcomes))
        slow = [
            each
            for each in HOSTILE
            if each.name in {one.name for one in outcomes if one.status in (503, 504)}
        ]
        began = time.monotonic()
        phase(f"{_CROWD} attackers at once", began, crowd(url, slow or HOSTILE, _CROWD, 2 * _ATTACK))
        for number, way in enumerate(ATTACKS):
            began = time.monotonic()
            seen = attack(way, url, f"127.0.2.{number + 1}", _ATTACK)
            _rest(began, _ATTACK)
            phase(f"{way.count} {way.name}", began, seen)
        began = time.monotonic()
        eventually(lambda: held(pid).sockets <= before.sockets + 4, 15)
        time.sleep(_PEACE / 2)
        phase("peace again", began, Counter())
    time.sleep(1)
    return Siege(tuple(phases), tuple(outcomes), readers, before, held(pid), watch)


def _show_outcomes(outcomes: Sequence[Outcome], limit: float) -> None:
    rows = [
        (
            one.name,
            one.status or "none",
            f"{one.seconds:.2f}",
            yes(one.seconds <= limit + 1),
            one.fault or "proper",
        )
        for one in outcomes
    ]
    show("Hostile queries", ("query", "status", "seconds", f"within {limit + 1:g} s", "answer"), rows)
    good = sum(one.within(limit) for one in outcomes)
    click.echo(f"\nIn good order and in time: {good} of {len(outcomes)}.")


def _show_phases(found: Siege) -> None:
    peace = [r for p in (found.phases[0], found.phases[-1]) for r in found.readers.between(p.began, p.ended)]
    calm = percentile(seconds(peace), 0.95)
    rows = []
    for phase in found.phases:
        requests = found.readers.between(phase.began, phase.ended)
        rows.append((phase.name, *_times(requests, calm), _counted(phase.seen)))
    under = [r for p in found.phases[1:-1] for r in found.readers.between(p.began, p.ended)]
    rows.append(("**all of the siege**", *_times(under, calm), ""))
    head = ("phase", "requests", "failed", "p50 ms", "p95 ms", "p95 to peace", "what the attackers saw")
    show("Ordinary readers", head, rows)
    kinds = []
    for kind in sorted({each.kind for each in under}):
        quiet = percentile(seconds(each for each in peace if each.kind == kind), 0.95)
        kinds.append(
            (kind, f"{quiet * 1000:.1f}", *_times([each for each in under if each.kind == kind], quiet))
        )
    show(
        "By kind",
        ("kind", "p95 ms in peace", "requests", "failed", "p50 ms", "p95 ms", "p95 to peace"),
        kinds,
    )
    failed = Counter(str(each.status or "no answer") for each in under if each.failed)
    ratio = percentile(seconds(under), 0.95) / calm
    click.echo(
        f"\nOrdinary requests failed: {failed.total()} ({_counted(failed)}); wanted 0: {yes(not failed)}."
    )
    click.echo(f"p95 to peace: {ratio:.1f}; wanted at most {_WANTED}: {yes(ratio <= _WANTED)}.")
    worst, name = max((_p95(found.readers, phase) / calm, phase.name) for phase in found.phases[1:])
    click.echo(f"In the worst phase ({name}): {worst:.1f}; {yes(worst <= _WANTED)}.")


def _p95(readers: Readers, phase: Phase) -> float:
    """The phase's p95; 0 where nobody asked anything in it."""
    return percentile(seconds(readers.between(phase.began, phase.ended)) or [0.0], 0.95)


def _times(requests: Sequence[Request], calm: float) -> tuple[object, ...]:
    took = seconds(requests)
    half, most = percentile(took, 0.5), percentile(took, 0.95)
    failed = sum(each.failed for each in requests)
    return len(requests), failed, f"{half * 1000:.1f}", f"{most * 1000:.1f}", f"{most / calm:.1f}"


def _show_memory(watch: Watch) -> None:
    rows = []
    for role in ("main", "query worker"):
        peaks = [peak for peak in watch.peaks.values() if peak.role == role]
        if not peaks:
            continue
        # Until its limit is set, a worker is still opening its store.
        limited = [peak for peak in peaks if peak.limit is not None]
        over = [peak for peak in limited if peak.limit is not None and peak.space > peak.limit]
        rows.append(
            (
                role,
                len(peaks),
                mib(max(peak.resident for peak in peaks)),
                mib(max(peak.space for peak in limited)) if limited else "-",
                mib(max(peak.limit or 0 for peak in limited)) if limited else "none",
                yes(not over),
            )
        )
    head = ("process", "seen", "highest resident MiB", "highest address space MiB", "its limit MiB", "within")
    show("Memory", head, rows)
    click.echo(f"\nAll processes together: {mib(watch.total)} MiB resident at most.")


def _show_held(found: Siege) -> None:
    rows = [
        (name, getattr(found.before, name), getattr(found.after, name))
        for name in ("processes", "files", "sockets", "threads")
    ]
    show("What the server holds", ("", "before", "after"), rows)


def _counted(seen: Counter[str]) -> str:
    return ", ".join(f"{number}x {what}" for what, number in seen.most_common()) or "-"
