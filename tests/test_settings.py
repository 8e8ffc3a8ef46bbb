"""The settings: options, environment variables, defaults, and bad values."""

from __future__ import annotations

import ast
import inspect
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from accordgraph.cli import main
from accordgraph.offering import with_settings
from accordgraph.settings import Settings

NAMES = tuple(each.name for each in fields(Settings))


@click.command()
@with_settings(*NAMES)
def show(settings: Settings) -> None:
    """Print the settings."""
    for name in NAMES:
        click.echo(f"{name}={getattr(settings, name)}")


def test_defaults() -> None:
    shown = CliRunner().invoke(show).output.splitlines()
    assert shown == [f"{name}={getattr(Settings(), name)}" for name in NAMES]
    assert shown[:3] == ["host=127.0.0.1", "port=8000", "content=None"]


def test_the_command_line_wins_over_the_environment() -> None:
    worded = {"trusted_proxies", "forwarded_header", "access_log", "root_path"}
    worded |= {"dumps", "engine", "engine_kind", "engine_update", "engine_graphs"}
    given = {f"ACCORDGRAPH_{name.upper()}": "77" for name in NAMES if name not in worded}
    shown = CliRunner(env=given).invoke(show, ["--port", "0"]).output.splitlines()
    assert "port=0" in shown
    assert "query_timeout=77.0" in shown
    assert "content=77" in shown


@pytest.mark.parametrize(
    ("variable", "meant"),
    [
        ("SNAPSHOT", "SNAPSHOTS"),
        ("QUERY_TIME_OUT", "QUERY_TIMEOUT"),
        ("WORKERS", "QUERY_WORKERS"),
        ("ENGINE_PASSWD", "ENGINE_PASSWORD"),
        ("SNAPSHOTS", ""),
        ("SERVICE_HOST", ""),  # of a cluster, for the service that the server is there
        ("PORT_8000_TCP_PORT", ""),
        ("TESTS_NEED_ALL_CLIENTS", ""),
    ],
)
def test_a_variable_that_is_misspelt_is_told(variable: str, meant: str) -> None:
    shown = CliRunner(env={f"ACCORDGRAPH_{variable}": "secret"}).invoke(show)
    told = f"ACCORDGRAPH_{variable} is no setting. Did you mean ACCORDGRAPH_{meant}?\n"
    assert (shown.exit_code, shown.stderr) == (0, told if meant else "")


def test_folders_are_paths() -> None:
    assert isinstance(Settings().snapshots, Path)


#: Option, bad value -> a part of the message.
BAD = [
    ("--port", "-1", "is not in the range"),
    ("--port", "65536", "is not in the range"),
    ("--port", "http", "'http' is not a valid whole number"),
    ("--query-timeout", "0", "is not in the range"),
    ("--query-timeout", "soon", "'soon' is not a valid number"),
    ("--query-memory", "63", "is not in the range"),
    ("--query-answer", "0", "is not in the range"),
    ("--query-workers", "0", "is not in the range"),
    ("--download-disk", "0", "is not in the range"),
    ("--keep", "0", "is not in the range"),
    ("--root-path", "kg", "'kg' is no path such as /kg"),
    ("--root-path", "//kg", "'//kg' is no path"),
    ("--dumps", "nq,pdf", "'pdf' is no kind of dump"),
    ("--engine", "localhost:7878", "begins with http:// or https://"),
    ("--engine-kind", "blazegraph", "'blazegraph' is not one of"),
]


@pytest.mark.parametrize(("option", "value", "message"), BAD)
def test_bad_values_end_with_a_message(option: str, value: str, message: str) -> None:
    by_option = CliRunner().invoke(show, [option, value])
    variable = f"ACCORDGRAPH_{option.strip('-').replace('-', '_').upper()}"
    by_environment = CliRunner(env={variable: value}).invoke(show)
    for result in (by_option, by_environment):
        assert result.exit_code == 2
        assert message in result.output
        assert option in result.output
    assert variable in by_environment.output


@pytest.mark.parametrize("option", ["--content", "--snapshots", "--releases", "--cache"])
def test_an_empty_name_of_a_folder_is_not_the_current_folder(option: str) -> None:
    result = CliRunner().invoke(show, [option, ""])
    assert result.exit_code == 2
    assert "It is empty; name a folder" in result.output


@pytest.mark.parametrize("option", ["--content", "--snapshots", "--releases", "--cache"])
def test_a_file_where_a_folder_should_be_is_no_wrong_line(option: str) -> None:
    command = "check" if option in ("--content", "--cache") else "build"
    variable = f"ACCORDGRAPH_{option.strip('-').upper()}"
    by_option = CliRunner().invoke(main, [command, option, __file__])
    by_environment = CliRunner(env={variable: __file__}).invoke(main, [command])
    for result in (by_option, by_environment):
        assert result.exit_code == 1
        hint = f"'{option}' (env var: '{variable}')"
        assert result.output == f"Error: {__file__} is a file; name a folder with {hint}.\n"


def test_help_names_option_variable_and_default() -> None:
    text = " ".join(CliRunner().invoke(show, ["--help"]).output.split())
    for name in NAMES:
        assert f"--{name.replace('_', '-')} " in text
        assert f"ACCORDGRAPH_{name.upper()}" in text
    assert "[default: 8000]" in text
    assert "[default: ]" not in text


#: What of a command without a home folder -> exit code, a part of what it says.
HOMELESS = [
    (("--version",), 0, "accordgraph, version"),
    (("serve", "--help"), 0, "--snapshots DIR"),
    (("snapshots", "--snapshots", "nowhere"), 1, "There is no snapshot in nowhere."),
    (("snapshots",), 1, "set HOME, or name folders with --snapshots DIR and --cache DIR"),
]


@pytest.mark.parametrize(("arguments", "code", "said"), HOMELESS, ids=str)
def test_only_a_default_that_is_needed_asks_for_a_home_folder(
    arguments: tuple[str, ...], code: int, said: str
) -> None:
    if os.geteuid():
        pytest.skip("only root can become somebody without a home folder")
    keeps_reading = "+dac_read_search,+dac_override"
    somebody = ["setpriv", "--reuid=12345", "--regid=12345", "--clear-groups"]
    somebody += [f"--inh-caps={keeps_reading}", f"--ambient-caps={keeps_reading}"]
    done = subprocess.run(
        [*somebody, sys.executable, "-m", "accordgraph", *arguments],
        env={"PYTHONPATH": os.environ.get("PYTHONPATH", "")}, capture_output=True, text=True,
        timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == code
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


#: The functions of the front door, which are what settings are handed to.
FUNCTIONS = {
    each.name: each
    for path in Path(inspect.getfile(Settings)).parent.glob("*.py")
    for each in ast.parse(path.read_text("utf-8")).body
    if isinstance(each, ast.FunctionDef)
}


def asked_for(name: str) -> Iterator[str]:
    """The settings that a function asks for, or those that it hands them to."""
    inside = list(ast.walk(FUNCTIONS[name]))
    names = {
        alias.asname: alias.name
        for each in inside
        if isinstance(each, ast.ImportFrom)
        for alias in each.names
    }
    for each in inside:
        match each:
            case ast.Attribute(value=ast.Name(id="settings"), attr=setting):
                yield setting
            case ast.Call(func=ast.Name(id=called), args=given) if "settings" in map(ast.unparse, given):
                yield from asked_for(names.get(called, called))


@pytest.mark.parametrize("name", sorted(main.commands))
def test_a_command_offers_the_settings_that_it_asks_for_and_no_others(name: str) -> None:
    command = main.commands[name]
    assert command.callback is not None
    offered = {each.name for each in command.params if each.name in NAMES}
    assert offered == set(asked_for(inspect.unwrap(command.callback).__name__))
