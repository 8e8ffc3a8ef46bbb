"""Options that another one leaves no use for."""

from __future__ import annotations

import pytest

from accordgraph.exclusions import EXCLUSIONS
from accordgraph.graph.snapshot import Snapshot
from operating.world import run
from tools import ROOT

#: Commands with an option -> the options that it leaves no use for, each with a value.
ENGINE = ("--engine", "http://127.0.0.1:1")
UNUSED: list[tuple[tuple[str, ...], dict[str, str]]] = [
    (
        ("publish", *ENGINE, "--snapshot", "a"),
        {"content": ".", "releases": ".", "cache": ".", "dumps": "nq", "keep": "2"},
    ),
    (("serve", *ENGINE), {"content": ".", "dumps": "nq", "keep": "2"}),
    (
        ("serve",),
        {
            "engine-answer": "8",
            "engine-graphs": ENGINE[1],
            "engine-kind": "fuseki",
            "engine-password": "a",
            "engine-token": "a",
            "engine-update": ENGINE[1],
            "engine-user": "a",
            "forwarded-header": "Forwarded",
        },
    ),
    (("suggest", "file", "--evidence", "slug"), {"new": "", "published": "2024-04-09"}),
    (("query", "ASK {}"), {"releases": ".", "dumps": "nq", "keep": "2"}),
]


@pytest.mark.parametrize(("command", "unused"), UNUSED)
def test_options_that_another_one_leaves_no_use_for_are_refused(
    command: tuple[str, ...], unused: dict[str, str]
) -> None:
    told = {name for each in EXCLUSIONS[command[0]] for name in each.unused}
    assert told == {name for (other, *_), names in UNUSED if other == command[0] for name in names}
    for name, value in unused.items():
        done = run(*command, f"--{name}", *filter(None, [value]))
        assert (done.returncode, done.stdout) == (2, "")
        assert f"--{name} would change nothing" in " ".join(done.stderr.split())


def test_variables_are_for_all_commands(published: Snapshot) -> None:
    asked = ("publish", *ENGINE, "--snapshot", published.identity, "--snapshots", str(published.path.parent))
    done = run(*asked, before=("env", f"ACCORDGRAPH_CONTENT={ROOT}"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "The engine cannot be reached" in done.stderr
