"""A reader's visit to a page, and what went wrong on it."""

from __future__ import annotations

import gzip
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Literal

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Request, Response

#: A policy's violation is told like any other error, and what other browsers write on the console.
_TELL_FAULTS = """\
document.addEventListener("securitypolicyviolation", event =>
  console.error(`against the policy: ${event.violatedDirective} ${event.blockedURI}`));
addEventListener("error", event => console.error(event.message))"""
#: The narrow one is what pages have to fit (https://www.w3.org/WAI/WCAG22/Understanding/reflow.html).
WIDE, TABLET, PHONE = 1440, 768, 320
#: Where a query is stopped. It may have ended meanwhile, or never have come: 404 is then no fault.
_STOP = "/sparql/queries/"
#: How long something may take that the tests wait for, in milliseconds.
PATIENCE = 60_000


@dataclass(frozen=True)
class Reader:
    """How somebody reads: language, colours, width of the window in pixels, with or without scripts."""

    language: str = "en"
    colours: Literal["light", "dark"] = "light"
    width: int = WIDE
    scripts: bool = True

    def context(self) -> dict[str, Any]:
        """Return the options of a browser's context for this reader."""
        return {
            "locale": {"en": "en-US", "ja": "ja-JP"}[self.language],
            "color_scheme": self.colours,
            "viewport": {"width": self.width, "height": 800},
            "java_script_enabled": self.scripts,
            "reduced_motion": "reduce",
        }


LIGHT = Reader()
JAPANESE_PHONE = Reader("ja", "dark", PHONE)
PLAIN = Reader(scripts=False)


class Visit:
    """A page that is open, watched from its first byte on.

    A fault is an error on the console, an exception, a violation of the policy, a request to another place,
    or something that the page needs and the server refuses. The page's own status is no fault.
    """

    def __init__(self, context: BrowserContext, site: str) -> None:
        """Open an empty page in a context."""
        self.faults: list[str] = []
        self._allowed: set[int] = set()
        self._is_cut = False
        self._responses: list[Response] = []
        self.status = 0
        self.site = site
        context.set_default_timeout(PATIENCE)
        context.add_init_script(_TELL_FAULTS)
        self.page = context.new_page()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.faults.append(f"exception: {error}"))
        self.page.on("request", self._asked)
        self.page.on("response", self._answered)

    def begin_anew(self, reader: Reader) -> None:
        """Take the window as its reader has it, and no faults of an earlier page for one of the next."""
        self.faults.clear()
        self._allowed.clear()
        self._is_cut = False
        self._responses.clear()
        self.page.emulate_media(media="null", color_scheme=reader.colours)
        self.page.set_viewport_size(reader.context()["viewport"])

    def go(self, path: str) -> None:
        """Open the page at a path of the site."""
        response = self.page.goto(self.site + path)
        self.status = response.status if response else 0

    def follow(self, control: Locator) -> None:
        """Click on what leads to another page, and wait until that is there."""
        with self.page.expect_navigation():
            control.click()

    def wait(self, condition: Callable[[], object]) -> None:
        """Wait until a condition comes true that the browser is not asked for."""
        until = time.monotonic() + PATIENCE / 1000
        while not condition() and time.monotonic() < until:
            self.page.wait_for_timeout(20)

    def allow(self, *statuses: int) -> None:
        """Do not take it for a fault where the server answers with these statuses."""
        self._allowed.update(statuses)

    def cut(self) -> None:
        """Do not take it for a fault where a request fails: the network is bad."""
        self._is_cut = True

    def weights(self) -> dict[str, int]:
        """Return what came over the line for the page, once it is quiet: address -> size of its gzip."""
        self.page.wait_for_load_state("networkidle")
        return {
            each.url.removeprefix(self.site): len(gzip.compress(each.body(), 6)) for each in self._responses
        }

    def settle(self) -> None:
        """Wait until the page's scripts have shown what they ask for."""
        if self.page.locator("query-page").count():
            self.page.wait_for_load_state("networkidle")

    def texts(self, selector: str) -> list[str]:
        """Return the texts of the elements that are there."""
        return self.page.locator(selector).all_inner_texts()

    def _said(self, message: ConsoleMessage) -> None:
        failed = re.match(r"Failed to load resource: .* status of (\d+)", message.text)
        own = message.location["url"] == self.page.url.partition("#")[0]
        if failed and (own or self._is_allowed(int(failed[1]), message.location["url"])):
            return
        if self._is_cut and message.text.startswith("Failed to load resource: net::"):
            return
        if message.type in ("error", "warning"):
            self.faults.append(f"{message.type} on the console: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self.site}/", "data:", "blob:")):
            self.faults.append(f"request to another place: {request.url}")

    def _answered(self, response: Response) -> None:
        self._responses.append(response)
        refused = response.status >= HTTPStatus.BAD_REQUEST
        allowed = response.request.is_navigation_request() or self._is_allowed(response.status, response.url)
        if refused and not allowed:
            self.faults.append(f"{response.status} for {response.url}")

    def _is_allowed(self, status: int, url: str) -> bool:
        late = status == HTTPStatus.NOT_FOUND and url.startswith(self.site + _STOP)
        return late or status in self._allowed
