"""Options that others leave no use for: one table for all commands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import click
from click.core import ParameterSource

_OF_BUILDS = ("content", "dumps", "keep")
_OF_ENGINES = tuple(
    f"engine-{each}" for each in ("answer", "graphs", "kind", "password", "token", "update", "user")
)


class Exclusion(NamedTuple):
    """What would change nothing beside an option, and why; where there is no reason, it would without it."""

    option: str
    unused: tuple[str, ...]
    why: str = ""


#: By command. What a build needs is of no use where nothing is built.
EXCLUSIONS: Mapping[str, tuple[Exclusion, ...]] = {
    "publish": (
        Exclusion(
            "snapshot", (*_OF_BUILDS, "releases", "cache"), "names what is there, and nothing is built"
        ),
    ),
    # The cache is of use all the same: the first query of all has a snapshot built, whatever is named.
    "query": (Exclusion("content", ("releases", "dumps", "keep")),),
    "serve": (
        Exclusion("engine", _OF_BUILDS, "has what is published there served, and builds nothing"),
        Exclusion("engine", _OF_ENGINES),
        Exclusion("trusted-proxies", ("forwarded-header",)),
    ),
    "suggest": (Exclusion("evidence", ("new", "published"), "prints evidence alone"),),
}


def refuse_unused(context: click.Context) -> None:
    """Raise UsageError where a command line has options that another one, or its absence, leaves no use for.

    Variables are for all commands, and may well name what one of them has no use for.
    """
    names = {each.opts[0].removeprefix("--"): each.name or "" for each in context.command.params}
    for option, unused, why in EXCLUSIONS.get(context.info_name or "", ()):
        is_there = context.params[names[option]] is not None
        given = " and ".join(
            f"--{each}"
            for each in unused
            if context.get_parameter_source(names[each]) is ParameterSource.COMMANDLINE
        )
        if given and is_there and why:
            raise click.UsageError(
                f"--{option} {why}, so {given} would change nothing: leave out one or the other."
            )
        if given and not is_there and not why:
            raise click.UsageError(f"{given} would change nothing without --{option}: name that as well.")
