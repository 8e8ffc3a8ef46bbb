"""Finding the programs of other people that some tests ask with."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

CLIENTS = Path(__file__).parent / "clients"
#: Program -> how to install it.
_INSTALL = {
    "comunica-sparql": "npm ci --ignore-scripts --prefix tests/clients",
    "curl": "apt-get install curl",
    "node": "apt-get install nodejs",
    "npm": "apt-get install npm",
    "npx": "apt-get install npm",
    "rapper": "apt-get install raptor2-utils",
}
#: Set where a program that is missing is a failure, not a reason to skip.
REQUIRED = "ACCORDGRAPH_TESTS_NEED_ALL_CLIENTS"


def path_variable() -> str:
    """Return the PATH on which all programs are found."""
    return f"{CLIENTS / 'node_modules' / '.bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"


def tool(name: str) -> str:
    """Return the path of a program; where it is not installed, the test is skipped, in CI it fails."""
    found = shutil.which(name, path=path_variable())
    if found is None:
        reason = f"{name} is not installed; to install it: {_INSTALL[name]}"
        if os.environ.get(REQUIRED):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def tools(script: str) -> None:
    """See that all programs are there that a shell script names; otherwise skip or fail."""
    for name in _INSTALL:
        if name in script.split():
            tool(name)
