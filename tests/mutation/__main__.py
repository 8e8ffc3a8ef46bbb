"""`python -m mutation --seed 1 --count 200`: what of all that is wrong the check catches."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from tools import ARTICLE_TEXT

from .place import prepare
from .running import run, table


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--count", type=click.IntRange(1), default=200, show_default=True)
@click.option(
    "--article", type=click.Path(path_type=Path), default=ARTICLE_TEXT, help="The text of the article."
)
def main(seed: int, count: int, article: Path) -> None:
    """Swap one value of a source at a time, check it with its text, and print what was caught."""
    with tempfile.TemporaryDirectory() as folder:
        place = prepare(Path(folder), article)
        click.echo(f"Sources: {', '.join(sorted(place.texts))}. Seed {seed}.")
        results = []
        for each in run(place, seed, count):
            results.append(each)
            click.echo("." if each.caught else "M", nl=False)
        click.echo(f"\n\n{table(results)}")


main()
