"""What the commands show in a terminal: progress, problems, summaries, tables."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from .errors import counted

if TYPE_CHECKING:
    from .graph.names import Names
    from .graph.problems import Problem
    from .graph.progress import Progress

#: Wider than any table: where the output is no terminal, nothing is folded.
_UNLIMITED = 100_000
#: Of how many parts one has to be done, before it is told how long the rest will take.
_LEAST = 50
#: Seconds from which on that is told in minutes.
_MINUTES = 100


@contextmanager
def progress_display() -> Iterator[Progress]:
    """Show how far the work is on stderr, where that is a terminal; elsewhere show nothing."""
    from .graph.progress import silent

    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description:<28}"),
        BarColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[left]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as display:
        estimate = Estimate(time.monotonic)
        # It is put in anew with each look at the screen, as the time goes by.
        task = display.add_task("", total=None, left=estimate)

        def show(step: str, done: int, total: int) -> None:
            estimate.take(done, total)
            display.update(task, description=step, completed=done, total=total or None)

        yield show


class Estimate:
    """How long the rest will take if it goes on as it went: a text that is another one as time goes by.

    It is empty where too little is done to tell, and where the rest should have been done by now.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock, self._began = clock, clock()
        self._taken, self._end = (0, 0), 0.0

    def take(self, done: int, total: int) -> None:
        """Take note of how much is done; what was done before says nothing new."""
        if (done, total) != self._taken:
            self._taken, now = (done, total), self._clock()
            told = done * _LEAST >= total > done
            self._end = now + (now - self._began) * (total - done) / done if told else 0.0

    def __str__(self) -> str:
        left = round(self._end - self._clock())
        if left <= 0:
            return ""
        return f"about {left} s left" if left < _MINUTES else f"about {left / 60:.0f} min left"


def show_problems(problems: Iterable[Problem]) -> None:
    """Write problems on stderr, one a line, as editors understand them."""
    for each in problems:
        click.echo(str(each), err=True)


def show_summary(summary: Mapping[str, Any]) -> None:
    """Write the summary of a check without errors."""
    counts = [f"{value:,} {name}" for name, value in summary.items() if isinstance(value, int)]
    click.echo(f"No errors: {', '.join(counts)}.")
    for row in summary["grounded"]:
        cited = f", {row['cited']} cited only" if row["cited"] else ""
        click.echo(f"{row['slug']}: {row['found']} of {row['values']} values grounded in its text{cited}.")


def show_json(report: Mapping[str, Any]) -> None:
    """Write a report for programs, in UTF-8, whatever the terminal's encoding."""
    click.echo(json.dumps(report, ensure_ascii=False, indent=2).encode())


def show_table(body: bytes, names: Names) -> None:
    """Write SPARQL results, given in JSON, as a table; IRIs short."""
    results = json.loads(body)
    if "boolean" in results:
        click.echo("yes" if results["boolean"] else "no")
        return
    variables, rows = results["head"]["vars"], results["results"]["bindings"]
    show_rows(variables, [[_shown(row.get(name), names) for name in variables] for row in rows])


def show_rows(names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write rows of texts as a table under the columns' names, and how many they are on stderr."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console() if sys.stdout.isatty() else Console(width=_UNLIMITED)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    with console.capture() as written:
        console.print(table)
    click.echo(written.get(), nl=False)
    click.echo(counted(len(rows), "row"), err=True)


def _shown(value: Mapping[str, Any] | None, names: Names) -> str:
    from .graph.prefixes import shorten

    if value is None:
        return ""
    if value["type"] == "uri":
        return shorten(value["value"], names)
    if value["type"] == "literal":
        return str(value["value"])
    return f"_:{value['value']}" if value["type"] == "bnode" else json.dumps(value["value"])
