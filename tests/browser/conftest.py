"""What the tests in a real browser share: one browser, a context of its own for each visit, two sites."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from servers import serving
from tools import tool

from . import hostile
from .visits import LIGHT, PATIENCE, Reader, Visit

#: Nothing leaves this machine, whatever a page asks for, and the browser asks for nothing of its own.
_OPTIONS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
#: What one page keeps in the browser, the next one does not find.
_FORGET = "if (location.protocol === 'http:') { localStorage.clear(); sessionStorage.clear(); }"


class Visiting(Protocol):
    """Opens a page of a site for a reader."""

    def __call__(self, path: str, reader: Reader = LIGHT, *, site: str = "") -> Visit:
        """Open the page at a path; without a site, of the checkout's own content."""


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The browser."""
    program = tool("chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=program, args=list(_OPTIONS), chromium_sandbox=False
        )
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser, endpoint: str) -> Iterator[Visiting]:
    """Opens pages, each in a context of its own, and sees in the end that nothing went wrong on any."""
    visits: list[Visit] = []

    def go(path: str, reader: Reader = LIGHT, *, site: str = "") -> Visit:
        visits.append(Visit(browser.new_context(**reader.context()), site or endpoint))
        visits[-1].go(path)
        return visits[-1]

    yield go
    faults = [fault for each in visits for fault in each.faults]
    for each in visits:
        each.page.context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture(scope="package")
def windows(browser: Browser) -> Iterator[dict[tuple[Reader, str], Visit]]:
    """The window that each reader has open who looks at page after page."""
    opened: dict[tuple[Reader, str], Visit] = {}
    yield opened
    for each in opened.values():
        each.page.context.close()


@pytest.fixture
def look(browser: Browser, endpoint: str, windows: dict[tuple[Reader, str], Visit]) -> Iterator[Visiting]:
    """Opens pages as `visit` does, and sooner: a reader has one window, where no page finds anything kept."""
    visits: list[Visit] = []

    def go(path: str, reader: Reader = LIGHT, *, site: str = "") -> Visit:
        which = reader, site or endpoint
        if which not in windows:
            context = browser.new_context(**reader.context())
            context.add_init_script(_FORGET)
            windows[which] = Visit(context, which[1])
        visits.append(windows[which])
        visits[-1].begin_anew(reader)
        visits[-1].go(path)
        return visits[-1]

    yield go
    faults = [fault for each in visits for fault in each.faults]
    assert not faults, "\n".join(faults)


@pytest.fixture(scope="package")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server whose content attacks its readers, and that has tombstones."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    with serving(folder, "--content", str(hostile.write(folder / "content"))) as server:
        yield server.url
