"""The audits find what they are for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from . import audits
from .conftest import Visiting

#: What is wrong with a page -> an audit, the page's body, what is found.
WRONG: dict[str, tuple[Callable[[Page], list[str]], str, str]] = {
    "image without words": (audits.accessibility, '<main><h1>A</h1><img src="data:,"></main>', "image-alt"),
    "wide": (lambda page: audits.width(page, 360), "<main><pre>{long}</pre></main>", "wider than 360"),
    "not to be reached": (
        audits.keyboard,
        '<a id="a" href="#">a</a><input onkeydown="event.preventDefault()"><a href="#">last</a>',
        "not reached: <a",
    ),
    "no ring": (audits.keyboard, '<style>a { outline: none }</style><a href="#">a</a>', "no ring around <a"),
    "hidden": (audits.keyboard, '<a href="#" style="position: fixed; left: -99px">a</a>', "out of sight: <a"),
    "dead": (audits.without_scripts, "<button>Run</button>", "does nothing: <button"),
    "run together": (audits.run_together, "<p>NVIDIA<a href=x>2024</a></p>", "run together: NVIDIA|2024"),
    "not sent": (audits.without_scripts, "<form action=x><input></form>", "cannot be sent: <form"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_found(visit: Visiting, wrong: str) -> None:
    audit, body, found = WRONG[wrong]
    page = visit("/about").page
    page.goto("about:blank")
    page.set_content(f"<!doctype html><html lang=en><title>t</title>{body.replace('{long}', 'x' * 400)}")
    assert [each for each in audit(page) if found in each]


def test_what_goes_wrong_during_a_visit_is_told(visit: Visiting) -> None:
    here = visit("/")
    here.page.evaluate("""() => {
      console.error("said");
      setTimeout(() => { throw new Error("thrown") });
      fetch("http://localhost:1/").catch(() => {});
      const script = Object.assign(document.createElement("script"), { src: "http://localhost:1/x.js" });
      document.head.append(script);
    }""")
    wanted = ("said", "thrown", "against the policy: script-src", "against the policy: connect-src")
    here.wait(lambda: all(each in "\n".join(here.faults) for each in wanted))
    told = "\n".join(here.faults)
    here.faults.clear()
    assert [each for each in wanted if each not in told] == []
