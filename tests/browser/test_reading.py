"""What a reader does with pages: to choose a language and to keep it."""

from __future__ import annotations

import pytest

from .conftest import Visiting
from .visits import LIGHT, PLAIN, Reader


@pytest.mark.parametrize("reader", [LIGHT, PLAIN], ids=["with scripts", "without"])
def test_the_language_that_was_chosen_stays(visit: Visiting, reader: Reader) -> None:
    here = visit("/doc/organization/keio-university?page=1", reader)
    here.page.get_by_role("link", name="日本語").click()
    assert here.page.url == f"{here.site}/doc/organization/keio-university?page=1"
    assert here.texts("h1") == ["慶應義塾大学"]
    for path in ("/", "/dataset", "/sparql", "/nowhere"):
        here.go(path)
        assert here.page.get_attribute("header", "lang") == "ja"
    here.page.get_by_role("link", name="English").click()
    assert here.page.get_attribute("header", "lang") == "en"
    assert here.page.url == f"{here.site}/nowhere"
