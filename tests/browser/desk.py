"""The query page in the hands of somebody."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tools import scripts

from .visits import Visit


class Desk:
    """The query page of a visit; it waits for what it looks at."""

    def __init__(self, here: Visit) -> None:
        """Wait until the scripts have put the editor into the page."""
        scripts()
        self.here, self.page = here, here.page
        self.lines = self.page.locator("sparql-editor .cm-content")
        self.status = self.page.locator("[data-part=status]")
        self.problem = self.page.get_by_role("alert")
        self.result = self.page.locator("[data-part=result]")
        expect(self.lines).to_be_visible()

    def write(self, query: str) -> None:
        """Write a query in place of what stands in the editor."""
        self.lines.focus()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(query)

    def written(self) -> str:
        """Return what stands in the editor."""
        text: str = self.page.locator("sparql-editor").evaluate("each => each.value")
        return text

    def run(self, query: str) -> None:
        """Write a query and run it by the keyboard."""
        self.write(query)
        self.page.keyboard.press("Control+Enter")

    def answer(self, query: str) -> None:
        """Run a query and wait until it is answered."""
        self.run(query)
        expect(self.status).to_have_text(re.compile(r" in \d"))

    def button(self, name: str) -> Locator:
        """Return the button of a name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def view(self, name: str) -> Locator:
        """Open a view of the answer and return it."""
        self.result.get_by_role("tab", name=name, exact=True).click()
        return self.result.get_by_role("tabpanel", name=name, exact=True)

    def take(self, offer: str) -> None:
        """Wait until an offer is marked among those of the completion, and take it."""
        marked = self.page.locator("sparql-editor .cm-tooltip-autocomplete li[aria-selected]")
        expect(marked).to_contain_text(offer)
        self.page.wait_for_timeout(200)  # the editor takes no key for an answer to what just appeared
        self.page.keyboard.press("Enter")
