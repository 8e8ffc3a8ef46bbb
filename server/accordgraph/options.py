"""The kinds of values that options take, each with what is said where one will not do, and the option that
several commands have."""

from __future__ import annotations

from datetime import date
from ipaddress import ip_network
from math import isnan
from typing import Any

import click

from .engine.external.kinds import BadAddress, checked_url
from .errors import AccordGraphError
from .graph.dumping.kinds import chosen
from .web.serving.clients import is_path


class Whole(click.IntRange):
    """A whole number within a range."""

    name = "whole number"


class Number(click.FloatRange):
    """A number within a range."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """Return the value as it is meant; fails where it will not do."""
        number = super().convert(value, param, ctx)
        if isnan(number):  # within every range, as the comparisons see it
            self.fail(f"{value!r} is not a number.", param, ctx)
        return number


#: How a command tells what it found.
reported = click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to report.",
)


class NoFolder(AccordGraphError):
    """A file stands where a folder should."""


class Folder(click.Path):
    """A folder, which may not be there yet; that it may not be read shows when it is."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """Return the value as it is meant; fails where it will not do. Raises NoFolder."""
        if value == "":  # an unset variable of a shell; it would be the folder that one happens to be in
            self.fail("It is empty; name a folder, or `.` for the current one.", param, ctx)
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:  # the line is right, and the disk is not
            named = f" with {param.get_error_hint(ctx)}" if param is not None and ctx is not None else ""
            raise NoFolder(f"{value} is a file; name a folder{named}.") from error


class File(click.Path):
    """A file, which is read or written where it is used; or an address, where that will do too."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """Return the value as it is meant; fails where it will not do."""
        if value == "":  # an unset variable of a shell; it would be the folder that one happens to be in
            self.fail("It is empty; name a file.", param, ctx)
        return super().convert(value, param, ctx)


class Name(click.ParamType[str]):
    """The name of something, which an option or an argument that is left out does without."""

    name = "name"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the value as it is meant; fails where it will not do."""
        if value == "":  # an unset variable of a shell; it would be whatever goes without a name
            self.fail("It is empty; name one, or leave it out.", param, ctx)
        return value


class Day(click.ParamType[date]):
    """A day of the calendar."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401
        """Return the value as it is meant; fails where it will not do."""
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day; write it like 2024-04-16.", param, ctx)


class Networks(click.ParamType[str]):
    """A list of IP addresses and networks."""

    name = "networks"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the value as it is meant; fails where it will not do."""
        for each in filter(None, map(str.strip, value.split(","))):
            try:
                ip_network(each)
            except ValueError as error:
                self.fail(f"{each!r} is no address or network: {error}.", param, ctx)
        return value


class Dumps(click.ParamType[str]):
    """A list of kinds of dumps."""

    name = "kinds"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the value as it is meant; fails where it will not do."""
        try:
            return chosen(value)
        except ValueError as unknown:
            self.fail(str(unknown), param, ctx)


class RootPath(click.ParamType[str]):
    """The path of a folder in addresses."""

    name = "path"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the value as it is meant; fails where it will not do."""
        path = value.rstrip("/")
        if path and not is_path(path):
            self.fail(f"{value!r} is no path such as /kg.", param, ctx)
        return path


class Line(click.ParamType[str]):
    """A text that goes into the head of a request; it may be a secret, and is not repeated."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the value as it is meant; fails where it will not do."""
        if not value.isprintable():
            self.fail("It has a line break or another control character in it.", param, ctx)
        return value


class Address(click.ParamType[str]):
    """The address of an engine's protocol; it holds no password."""

    name = "URL"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the value as it is meant; fails where it will not do."""
        try:
            return checked_url(value)
        except BadAddress as bad:
            self.fail(str(bad), param, ctx)
