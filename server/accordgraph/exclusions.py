"""Options that others leave no use for: one table for all commands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import click
from click.core import ParameterSource

_OF_BUILDS = ("content", "dumps", "keep")


class Exclusion(NamedTuple):
    """An option, what would change nothing beside it, and why."""

    chosen: str
    unused: tuple[str, ...]
    why: str


#: By command. What a build needs is of no use where nothing is built.
EXCLUSIONS: Mapping[str, Exclusion] = {
    "publish": Exclusion(
        "snapshot", (*_OF_BUILDS, "releases", "cache"), "names what is there, and nothing is built"
    ),
    "serve": Exclusion("engine", _OF_BUILDS, "has what is published there served, and builds nothing"),
    "suggest": Exclusion("evidence", ("new", "published"), "prints evidence alone"),
}


def refuse_unused(context: click.Context) -> None:
    """Raise UsageError where a command line names options that another one leaves no use for.

    Variables are for all commands, and may well name what one of them has no use for.
    """
    found = EXCLUSIONS.get(context.info_name or "")
    options = {each.opts[0].removeprefix("--"): each for each in context.command.params}
    if found is None or context.params[options[found.chosen].name or ""] is None:
        return
    named = [
        f"--{each}"
        for each in found.unused
        if context.get_parameter_source(options[each].name or "") is ParameterSource.COMMANDLINE
    ]
    if named:
        names = " and ".join(named)
        raise click.UsageError(
            f"--{found.chosen} {found.why}, so {names} would change nothing: leave out one or the other."
        )
