"""What the content changes against a snapshot is told thing by thing, with why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from accordgraph.graph.curating.difference import Difference, difference
from accordgraph.graph.reading.content import Content
from accordgraph.graph.reading.corpus import read
from accordgraph.graph.snapshot import Snapshot
from growth import is_linear

from .. import small
from ..small import BASE, append, replace

FIRST, ENTITIES = "data/sources/first.ttl", "data/entities/all.ttl"


@pytest.fixture
def snapshot(root: Path) -> Snapshot:
    """A snapshot of the small content."""
    return small.made(root)


def compared(root: Path, snapshot: Snapshot | None) -> Difference:
    """The difference between a folder and a snapshot."""
    corpus, problems = read(Content(root))
    assert corpus is not None
    assert problems == []
    found, problems = difference(corpus, snapshot)
    assert problems == []
    return found


def test_nothing_changes(root: Path, snapshot: Snapshot) -> None:
    append(root, FIRST, "# a comment\n")
    assert compared(root, snapshot).empty


def test_everything_is_new_without_a_snapshot(root: Path) -> None:
    found = compared(root, None)
    assert found.removed == 0
    assert found.sources == {"added": ("source/first",), "removed": ()}
    assert {each.state for each in found.things} == {"new"}


def test_a_value_that_a_source_changes(root: Path, snapshot: Snapshot) -> None:
    replace(root, FIRST, '"2024-04-03"^^xsd:date', '"2024-04-04"^^xsd:date')
    found = compared(root, snapshot)
    (thing,) = found.things
    (change,) = thing.changes
    assert (thing.label, thing.state, change.words) == ("Accord of Alpha and Beta", "changed", "accord:date")
    assert [(each.text, each.why) for each in change.was] == [('"2024-04-03"', "stated no more")]
    assert [(each.text, each.why) for each in change.now] == [('"2024-04-04"', "stated by source/first")]
    assert (found.added, found.removed) == (1, 1)


def test_a_new_source_and_an_adjudication(root: Path, snapshot: Snapshot) -> None:
    append(
        root, "data/sources/second.ttl", small.source("second", day="2024-04-02").removeprefix(small.PREFIXES)
    )
    append(root, "data/adjudications.ttl", small.PREFIXES + f"""<{BASE}id/adjudication/day>
    a accord:Adjudication ;
    accord:overrulesSubject <{BASE}id/agreement/alpha-beta> ; accord:overrulesProperty accord:date ;
    accord:overrulesValue "2024-04-03"^^xsd:date ; accord:overrulesGraph <{BASE}graph/source/first> ;
    accord:rivalGraph <{BASE}graph/source/second> ; accord:reason "The party knows better."@en .
<{BASE}id/adjudication/money>
    a accord:Adjudication ;
    accord:overrulesSubject <{BASE}id/contribution/beta-to-alpha-beta> ;
    accord:overrulesGraph <{BASE}graph/source/first> ; accord:reason "It was a loan."@en .
""")  # fmt: skip
    found = compared(root, snapshot)
    assert found.sources["added"] == ("source/second",)
    assert found.adjudications["added"] == ("adjudication/day", "adjudication/money")
    thing = next(each for each in found.things if each.iri.endswith("/alpha-beta"))
    (change,) = thing.changes
    assert [each.why for each in change.was] == ["overruled by adjudication/day: The party knows better."]
    assert [each.why for each in change.now] == ["stated by source/second"]
    assert found.evidence["added"] == 8
    back = compared(root, None)
    assert back.things != ()


def test_what_goes_and_what_the_curators_add(root: Path, snapshot: Snapshot) -> None:
    (root / FIRST).unlink()
    append(root, ENTITIES, f'<{BASE}id/organization/beta> skos:altLabel "Beta"@en .\n')
    found = compared(root, snapshot)
    assert found.sources["removed"] == ("source/first",)
    states = {each.iri.rpartition("/")[2]: each.state for each in found.things}
    assert states["usd-25000000-more-than"] == "gone"
    assert states["beta"] == "changed"
    (beta,) = [each for each in found.things if each.iri.endswith("/beta")]
    assert [each.why for each in beta.changes[0].now] == [f"from {ENTITIES}"]


def test_a_thing_that_is_merged_is_withdrawn(root: Path, snapshot: Snapshot) -> None:
    beta = f"<{BASE}id/organization/beta>"
    append(root, ENTITIES, f"{beta} owl:deprecated true ; dcterms:isReplacedBy {beta[:-1]}-group> .\n")
    (thing,) = compared(root, snapshot).things
    assert (thing.label, thing.state) == ("Beta Corporation", "withdrawn")


def test_it_takes_as_long_as_there_is_to_tell(root: Path) -> None:
    def telling(size: int) -> Callable[[], object]:
        for number in range(size):
            text = small.source(f"s-{number}").replace("alpha-beta", f"alpha-beta-{number}")
            (root / f"data/sources/s-{number}.ttl").write_text(text, encoding="utf-8")
        corpus, problems = read(Content(root))
        assert corpus is not None
        assert problems == []
        return lambda: difference(corpus, None)

    assert is_linear(telling, 40)


def test_so_it_does_however_much_is_overruled(root: Path) -> None:
    agreement = f"<{BASE}id/agreement/alpha-beta>"
    parties = [f"<{BASE}id/organization/party-{number}>" for number in range(1000)]
    append(root, FIRST, f"{agreement} accord:hasParty {', '.join(parties)} .\n")
    append(
        root, ENTITIES, "".join(f'{each} a accord:Organization ; rdfs:label "A"@en .\n' for each in parties)
    )
    made = small.made(root)

    def telling(size: int) -> Callable[[], object]:
        decisions = (
            f"""{agreement.replace("agreement", "adjudication")[:-1]}-{number}> a accord:Adjudication ;
    accord:overrulesSubject {agreement} ; accord:overrulesProperty accord:hasParty ;
    accord:overrulesValue {each} ; accord:overrulesGraph <{BASE}graph/source/first> ;
    accord:reason "It left."@en .
"""
            for number, each in enumerate(parties[:size])
        )
        text = small.PREFIXES + "".join(decisions)
        (root / "data/adjudications.ttl").write_text(text, encoding="utf-8")
        corpus, _ = read(Content(root))
        assert corpus is not None
        found, _ = difference(corpus, made)
        assert found.removed == size
        return lambda: difference(corpus, made)

    assert is_linear(telling, 100)
