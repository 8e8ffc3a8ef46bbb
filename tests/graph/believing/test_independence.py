"""Sources that go back to one origin count once."""

from __future__ import annotations

from pathlib import Path

import pytest

from accordgraph.graph.believing.independence import FOLLOWED, independent, origins
from accordgraph.graph.checking.check import check
from accordgraph.graph.reading.content import Content

from .. import small
from ..small import BASE

#: What repeats what.
KNOWN = {
    "reprint": ["release"],
    "second-hand": ["reprint"],
    "digest": ["release", "blog"],
    "one": ["other"],
    "other": ["one"],
}


def repeats(source: str) -> list[str]:
    """What a source repeats."""
    return KNOWN.get(source, [])


@pytest.mark.parametrize(("sources", "number"), [
    ([], 0),
    (["release"], 1),
    (["release", "blog"], 2),
    (["release", "reprint"], 1),
    (["reprint", "second-hand"], 1),
    (["second-hand", "blog"], 2),
    (["digest"], 1),
    (["digest", "blog"], 1),
    (["digest", "blog", "reprint"], 2),
    (["one", "other"], 1),
    (["release", "release"], 1),
])  # fmt: skip
def test_sources_of_one_origin_count_once(sources: list[str], number: int) -> None:
    assert independent(sources, repeats) == number
    assert independent(sources[::-1], repeats) == number


def test_a_source_goes_back_to_those_that_repeat_none() -> None:
    assert origins("second-hand", repeats) == {"release"}
    assert origins("digest", repeats) == {"release", "blog"}
    assert origins("other", repeats) == {"one"}


def test_an_endless_chain_ends() -> None:
    assert origins("0", lambda source: [str(int(source) + 1)]) == {"0"}
    assert FOLLOWED < 1000


@pytest.mark.parametrize(("statements", "message"), [
    ("source/first> prov:wasDerivedFrom <{base}id/organization/beta>", "said to repeat what is no source"),
    ("source/first> prov:wasDerivedFrom <{base}id/source/first>", "source/first is said to repeat itself"),
    ("source/second> prov:wasDerivedFrom <{base}id/source/first> . "
     "<{base}id/source/first> prov:wasDerivedFrom <{base}id/source/second>", "repeats itself, over source/"),
])  # fmt: skip
def test_a_source_repeats_another_source(root: Path, statements: str, message: str) -> None:
    small.append(root, "data/entities/all.ttl", f"<{BASE}id/{statements.format(base=BASE)} .\n")
    found = [each for each in check(Content(root)).problems if each.rule == "repeated-source"]
    assert found
    assert message in found[0].message
    assert (found[0].file, bool(found[0].line)) == ("data/entities/all.ttl", True)


def test_of_a_circle_it_is_told_where_that_is(root: Path) -> None:
    for one, other in (("second", "first"), ("first", "second"), ("first", "third")):
        statement = f"<{BASE}id/source/{one}> prov:wasDerivedFrom <{BASE}id/source/{other}> .\n"
        small.append(root, "data/entities/all.ttl", statement)
    found = [each.message for each in check(Content(root)).problems if each.rule == "repeated-source"]
    assert [each.partition(";")[0] for each in found] == [
        "source/second repeats itself, over source/first",
        "source/first repeats itself, over source/second",
    ]
