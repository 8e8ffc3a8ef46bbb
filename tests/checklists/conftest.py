"""What the checks share: the real server of the real content, and the table of what they find."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from rdflib import Graph

from . import table
from .site import DATASET, Site


@pytest.fixture(scope="session")
def site(endpoint: str) -> Site:
    """The running server."""
    return Site(endpoint)


@pytest.fixture(scope="session")
def described(site: Site) -> Graph:
    """The dataset's description, to which its landing page leads."""
    return site.graph(DATASET)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes the table: pytest tests/checklists --write-quality."""
    parser.addoption(
        "--write-quality", action="store_true", help="Write what the checks find to quality.csv."
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let the comparison with the committed table come after all checks, and note whether all are there."""
    items.sort(key=lambda item: item.name == table.COMPARISON)
    files = {item.path for item in items}
    chosen = config.option.keyword or config.option.markexpr or any("::" in each for each in config.args)
    config.stash[table.WHOLE] = not chosen and files >= set(table.HERE.glob("test_*.py"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note how each check ends."""
    report = yield
    marks = list(item.iter_markers("check"))
    if marks and (report.when == "call" or report.outcome != "passed"):
        found = item.config.stash.setdefault(table.FOUND, {})
        for mark in marks:
            check, text = mark.args
            outcome = found.setdefault(check, table.Outcome(check, text, []))
            outcome.tests.append((item.nodeid, report.outcome == "passed"))
    return report
