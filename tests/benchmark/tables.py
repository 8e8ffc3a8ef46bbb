"""Tables as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click


def show(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table under a title."""
    click.echo(f"\n### {title}\n")
    click.echo(f"| {' | '.join(head)} |")
    click.echo(f"|{'---|' * len(head)}")
    for row in rows:
        click.echo(f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in row)} |")


def yes(condition: bool) -> str:
    """A yes, or a NO that is seen."""
    return "yes" if condition else "**NO**"
