"""What these tests share: servers that grant little, and a port."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from servers import Server

from .asking import UNHURRIED, silent
from .connecting import listening


@pytest.fixture(scope="module")
def sparing(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that grants little, and trusts the proxy at its own address."""
    folder = tmp_path_factory.mktemp("guard")
    options = [*UNHURRIED, "--query-workers", "2", "--query-waiting", "6", "--query-share", "4"]
    options += ["--downloads", "6", "--download-share", "4", "--trusted-proxies", "127.0.0.1"]
    with silent(built, folder, *options) as running:
        yield running


@pytest.fixture
def patient(built: Path, tmp_path: Path) -> Iterator[Server]:
    """A server of its own, for a test that looks at what becomes of it."""
    with silent(built, tmp_path, *UNHURRIED, "--query-workers", "2") as running:
        yield running


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory, snapshots: Path) -> Iterator[int]:
    """The port of a server."""
    with listening(tmp_path_factory.mktemp("cache"), snapshots) as found:
        yield found
