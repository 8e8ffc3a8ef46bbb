"""Things that have each other's value are told, as their labels show; all others are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from accordgraph.graph.linting.exchanges import exchanged_values
from accordgraph.graph.reading.content import Content
from accordgraph.graph.reading.corpus import read
from accordgraph.graph.reading.locate import Locator

from ..small import BASE, append

LABELS = f"""<{BASE}id/contribution/of-alpha> rdfs:label "What Alpha University gives"@en .
<{BASE}id/contribution/of-beta> rdfs:label "Beta Corp's money"@en .
<{BASE}id/contribution/of-both> rdfs:label "A gift of Alpha University and Beta Corp"@en .
"""
ALPHA, BETA = f"<{BASE}id/organization/alpha-university>", f"<{BASE}id/organization/beta>"
#: Funders of contributions, and whether two of them are taken for each other.
FUNDERS = [
    ({"of-alpha": ALPHA, "of-beta": BETA}, False),
    ({"of-alpha": BETA, "of-beta": ALPHA}, True),
    ({"of-alpha": BETA, "of-beta": BETA}, False),
    ({"of-alpha": BETA, "of-both": ALPHA}, True),
    ({"of-alpha": ALPHA, "of-both": BETA}, False),
    ({"of-beta": ALPHA}, False),
]


@pytest.mark.parametrize(("funders", "told"), FUNDERS)
def test_exchanged_values(root: Path, funders: dict[str, str], told: bool) -> None:
    append(root, "data/entities/all.ttl", LABELS)
    path = root / "data/sources/first.ttl"
    said = "".join(
        f"<{BASE}id/contribution/{name}> accord:hasFunder {one} .\n" for name, one in funders.items()
    )
    path.write_text(path.read_text("utf-8") + said, encoding="utf-8")
    corpus, problems = read(Content(root))
    assert corpus is not None
    assert problems == []
    found = list(exchanged_values(corpus, Locator(corpus.files)))
    assert bool(found) == told
    for each in found:
        assert each.line
        assert "exchange the two values, or mend the labels" in each.message
