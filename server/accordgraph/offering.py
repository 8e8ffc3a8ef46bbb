"""Settings as options of a command, and as environment variables."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import MISSING, Field, fields
from typing import Any, ParamSpec, TypeVar

import click

from .exclusions import refuse_unused
from .settings import HomeMissing, Settings

_P = ParamSpec("_P")
_R = TypeVar("_R")
#: What the names of the variables begin with.
_VARIABLE = "ACCORDGRAPH_"
#: How much a variable's name has to be like a setting's to be taken for a slip, from 0 to 1.
_LIKE = 0.7


def with_settings(*names: str) -> Callable[[Callable[_P, _R]], Callable[..., _R]]:
    """Give a command the named settings as options, and pass them on as one argument `settings`.

    A command line wins over the environment, the environment over the default. Settings that a command does
    not name are not there. Bad values, and options that others leave no use for, end the command with exit
    code 2 and a message; the command raises HomeMissing where the default of a folder cannot be told.
    """
    table = {each.name: each for each in fields(Settings)}

    def decorate(command: Callable[_P, _R]) -> Callable[..., _R]:
        @functools.wraps(command)
        def run(*arguments: _P.args, **keywords: _P.kwargs) -> _R:
            refuse_unused(click.get_current_context())
            _tell_slips()
            chosen = {name: keywords.pop(name) for name in names}
            keywords["settings"] = _only(
                {name: _default(table[name]) if value is None else value for name, value in chosen.items()}
            )
            return command(*arguments, **keywords)

        wrapped: Callable[..., _R] = run
        for name in reversed(names):
            setting = table[name]
            wrapped = click.option(
                f"--{name.replace('_', '-')}",
                name,
                type=setting.metadata["type"],
                metavar=setting.metadata["metavar"],
                envvar=_VARIABLE + name.upper(),
                show_envvar=True,
                help=setting.metadata["help"] + _shown(setting),
            )(wrapped)
        return wrapped

    return decorate


def _tell_slips() -> None:
    """Tell of variables that are no settings and much like one: they would be passed over in silence, where
    an option that is misspelt is refused. Of others nothing is known: a cluster sets some for each service.
    """
    known = [each.name.upper() for each in fields(Settings)]
    given = [each.removeprefix(_VARIABLE) for each in sorted(os.environ) if each.startswith(_VARIABLE)]
    strange = [each for each in given if each not in known]
    if strange:
        from .graph.guesses import guess
    for name in strange:
        if meant := guess(name, known, 0, _LIKE):
            click.echo(f"{_VARIABLE}{name} is no setting. Did you mean {_VARIABLE}{meant}?", err=True)


def _only(chosen: Mapping[str, Any]) -> Settings:
    """Settings of which there are these alone: a command that asks for one that it does not offer fails."""
    settings = object.__new__(Settings)
    for name, value in chosen.items():
        object.__setattr__(settings, name, value)
    return settings


def _default(setting: Field[Any]) -> Any:  # noqa: ANN401 - each setting has a type of its own
    make = setting.default_factory
    return setting.default if make is MISSING else make()


def _shown(setting: Field[Any]) -> str:
    """How the help tells a default, where there is one."""
    with suppress(HomeMissing):
        default = _default(setting)
        return f" [default: {default}]" if default not in (None, "") else ""
    return ""
