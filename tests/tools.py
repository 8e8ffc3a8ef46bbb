"""Finding the programs and scripts of other people that some tests ask with."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import NoReturn

import pytest

#: The checkout.
ROOT = Path(__file__).parents[1]
#: The article's text, where it is at hand.
ARTICLE_TEXT = ROOT.parent / "shared" / "source" / "us-japan-ai-partnerships-2024.txt"
CLIENTS = ROOT / "tests" / "clients"
_BUILT = ROOT / "server" / "accordgraph" / "web" / "static" / "built"
_NPM = "npm ci --ignore-scripts --prefix tests/clients"
#: Program -> how to install it; `.ci/run` reads these lines.
_INSTALL = {
    "chromium": "apt-get install chromium",
    "comunica-sparql": _NPM,
    "Rscript": "apt-get install r-cran-httr2",
    "curl": "apt-get install curl",
    "node": "apt-get install nodejs",
    "npm": "apt-get install npm",
    "npx": "apt-get install npm",
    "nginx": "apt-get install nginx-light",
    "rapper": "apt-get install raptor2-utils",
    "virtuoso-t": "apt-get install virtuoso-opensource-7-bin",
}
#: The program of PyPI's `oxigraph`, which the extra `dev` installs.
OXIGRAPH = Path(sys.executable).parent / "oxigraph"
#: Set where a program that is missing is a failure, not a reason to skip.
REQUIRED = "ACCORDGRAPH_TESTS_NEED_ALL_CLIENTS"


def path_variable() -> str:
    """Return the PATH on which all programs are found."""
    return f"{CLIENTS / 'node_modules' / '.bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"


def tool(name: str) -> str:
    """Return the path of a program; where it is not installed, the test is skipped, in CI it fails."""
    found = shutil.which(name, path=path_variable())
    if found is None:
        _do_without(name, _INSTALL[name])
    return found


def library(name: str) -> Path:
    """Return the path of a file in an npm package; where it is not installed, as with a program."""
    found = CLIENTS / "node_modules" / name
    if not found.exists():
        _do_without(name, _NPM)
    return found


def scripts() -> None:
    """See that the pages' own scripts are built; where they are not, as with a program."""
    if not (_BUILT / "query.js").exists():
        _do_without("server/frontend", "npm ci --ignore-scripts && npm run build there")


def _do_without(name: str, install: str) -> NoReturn:
    reason = f"{name} is not installed; to install it: {install}"
    if os.environ.get(REQUIRED):
        pytest.fail(reason)
    pytest.skip(reason)


def tools(script: str) -> None:
    """See that all programs are there that a shell script names; otherwise skip or fail."""
    for name in _INSTALL:
        if name in script.split():
            tool(name)
