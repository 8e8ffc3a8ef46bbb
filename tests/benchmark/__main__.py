"""`python -m benchmark content|curves|generate|peers|siege|validate`; see README.md."""

from __future__ import annotations

import sys
from pathlib import Path

import click

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Measure the server. Nothing here passes or fails; it prints tables."""


@main.command()
@click.argument("folder", type=_FOLDER)
@click.option("--triples", type=click.IntRange(1), default=50_000, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
def generate(folder: Path, triples: int, seed: int) -> None:
    """Make a folder of snapshots that `accordgraph serve --snapshots FOLDER` opens."""
    from .snapshots import make

    made = make(folder, triples, seed)
    click.echo(f"{made.agreements:,} agreements, {made.triples:,} statements in the default graph: {folder}")


@main.command()
@click.argument("folder", type=_FOLDER)
@click.option("--agreements", type=click.IntRange(1), default=1_000, show_default=True)
@click.option("--per-source", type=click.IntRange(1), default=40, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
def content(folder: Path, agreements: int, per_source: int, seed: int) -> None:
    """Write a folder of content that `accordgraph check --content FOLDER` passes."""
    from accordgraph.graph.names import Names
    from accordgraph.graph.reading.content import find_content

    from .content import write_content
    from .generator import Generator
    from .snapshots import BASE

    stated = write_content(folder, find_content(None), Names(BASE), Generator(agreements, seed, per_source))
    click.echo(f"{agreements:,} agreements, {stated:,} statements in graphs of sources: {folder}")


@main.command()
@click.option("--data", type=_FOLDER, default=Path("/tmp/accordgraph-curves"), show_default=True)  # noqa: S108
@click.option("--quads", type=int, multiple=True, help="Sizes; 10,000 to 1,000,000 unless given.")
@click.option("--large", is_flag=True, help="Measure 5,000,000 quads too.")
@click.option("--validated", type=int, default=100_000, show_default=True, help="Up to which size to check.")
@click.option("--picture", type=click.Path(dir_okay=False, path_type=Path), default=Path("curves.svg"))
def curves(data: Path, quads: tuple[int, ...], large: bool, validated: int, picture: Path) -> None:
    """Measure what work costs as the graph grows; one table, one plot, the exponents."""
    from .curves import measure

    sizes = quads or (10_000, 100_000, 1_000_000)
    measure(data, (*sizes, 5_000_000) if large else sizes, validated, picture)


@main.command()
@click.option("--data", type=_FOLDER, required=True, help="Folder for the data; kept for the next run.")
@click.option("--triples", type=click.IntRange(1), default=50_000, show_default=True)
@click.option("--query-timeout", type=float, default=3.0, show_default=True)
@click.option("--query-memory", type=int, default=256, show_default=True)
def siege(data: Path, triples: int, query_timeout: float, query_memory: int) -> None:
    """Besiege the server with hostile queries and connections while ordinary readers read."""
    from .siege import besiege

    besiege(data / str(triples), triples, query_timeout, query_memory)


@main.command()
@click.option("--data", type=_FOLDER, required=True, help="Folder for the data; kept for the next run.")
@click.option("--triples", type=click.IntRange(1), default=50_000, show_default=True)
@click.option("--environment", type=_FOLDER, required=True, help="The peers' virtual environment.")
@click.option("--only", default="", help="Measure only the tasks with these words in their name.")
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True, help="The median is told.")
def peers(data: Path, triples: int, environment: Path, only: str, rounds: int) -> None:
    """Measure the server beside the oxigraph binary and rdflib-endpoint."""
    from .peers import compare

    compare(data / str(triples), triples, environment, only, rounds)


@main.command()
@click.option("--data", type=_FOLDER, required=True, help="Folder for what is written.")
@click.option("--peers", type=_FOLDER, help="Folder with validators, made by `pip install --target`.")
@click.option("--agreements", type=click.IntRange(0), default=1_000, show_default=True)
def validate(data: Path, peers: Path | None, agreements: int) -> None:
    """Measure validators beside one another, and the check of many generated agreements."""
    from .validating import compare, scale

    compare(data / "validators", peers)
    if agreements:
        scale(data / str(agreements), agreements)


if __name__ == "__main__":
    sys.exit(main())
