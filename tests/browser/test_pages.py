"""Every page, for every reader: wide and narrow, light and dark, in both languages, without scripts."""

from __future__ import annotations

import pytest

from . import audits
from .conftest import Visiting
from .sites import PLACES, Place
from .visits import JAPANESE_PHONE, PHONE, PLAIN, TABLET, WIDE

every_page = pytest.mark.parametrize("place", [pytest.param(each, id=name) for name, each in PLACES.items()])


@every_page
def test_a_page_is_in_order_on_a_wide_screen(look: Visiting, place: Place) -> None:
    here = look(place.path)
    assert here.status == place.status
    here.settle()
    faults = audits.keyboard(here.page) + audits.accessibility(here.page)
    here.page.emulate_media(color_scheme="dark")
    faults += audits.accessibility(here.page, "color-contrast")
    faults += audits.width(here.page, WIDE) + audits.width(here.page, PHONE)
    assert not faults, "\n".join(faults)


@every_page
def test_a_page_is_in_order_on_a_dark_phone_in_japanese(look: Visiting, place: Place) -> None:
    here = look(place.path, JAPANESE_PHONE)
    here.settle()
    faults = audits.accessibility(here.page) + audits.width(here.page, PHONE)
    faults += audits.torn(here.page, PHONE, TABLET, WIDE)
    faults += audits.spacing(here.page, PHONE)
    assert not faults, "\n".join(faults)


@every_page
def test_a_page_can_be_read_without_scripts(look: Visiting, place: Place) -> None:
    here = look(place.path, PLAIN)
    assert len(here.texts("h1")) == 1
    main = here.page.inner_text("main")
    assert [words for words in place.words if words not in main] == []
    faults = audits.without_scripts(here.page) + audits.run_together(here.page)
    assert not faults, "\n".join(faults)


def test_the_first_stop_leads_past_the_navigation(visit: Visiting) -> None:
    page = visit("/").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    box = page.locator(".skip").bounding_box()
    assert box
    assert box["x"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
