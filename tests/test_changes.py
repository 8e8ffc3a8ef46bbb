"""What changes is told line by line, and why once where most of a thing has one reason."""

from __future__ import annotations

from accordgraph.changes import told
from accordgraph.graph.curating.difference import Change, Changed, Difference, Value

FIRST, ENTITIES, GONE = "stated by the first", "from data/entities/all.ttl", "stated no more"


def change(words: str, was: str = "", now: str = "") -> Change:
    """A change of one property's values, each given as "value|why"."""
    values = (tuple(Value("", *each.split("|")) for each in said.split("; ") if each) for said in (was, now))
    return Change("", words, *values)


def lines(thing: Changed) -> list[str]:
    """How one thing that changes is told."""
    none: dict[str, tuple[str, ...]] = {}
    *found, last = told(Difference((thing,), none, none, 3, 2, {}))
    assert last == "3 statements added, 2 removed, beside what follows from them."
    return found


def test_of_a_new_thing_the_reason_of_most_values_stands_once() -> None:
    changes = (
        change("type", now=f"agreement|{FIRST}"),
        change("label", now=f"Accord|{ENTITIES}"),
        change("party", now=f"Alpha|{FIRST}; Beta|{FIRST} and the second"),
    )
    assert lines(Changed("https://x.example/id/agreement/a", "Accord", "new", changes)) == [
        "+ Accord (agreement/a), new: stated by the first",
        "    type: agreement",
        "    label: Accord (from data/entities/all.ttl)",
        "    party: Alpha",
        "    party: Beta (stated by the first and the second)",
    ]


def test_of_a_thing_that_goes_the_reason_stands_once() -> None:
    changes = (change("type", was=f"amount|{GONE}"), change("value", was=f"25|{GONE}"))
    assert lines(Changed("https://x.example/id/amount/b", "", "gone", changes)) == [
        "- amount/b, gone: stated no more",
        "    type: no more amount",
        "    value: no more 25",
    ]


def test_of_a_thing_that_changes_each_value_has_its_reason() -> None:
    changes = (change("date", was=f"3 April|{GONE}", now=f"4 April|{FIRST}"),)
    assert lines(Changed("https://x.example/id/agreement/a", "Accord", "changed", changes)) == [
        "~ Accord (agreement/a)",
        "    date: was 3 April, now 4 April (stated by the first)",
    ]


def test_a_thing_that_is_withdrawn_is_told_as_that() -> None:
    changes = (
        change("is replaced by", now=f"Beta|{ENTITIES}"),
        change("type", was=f"company|{GONE}"),
        change("label", was=f"Betta|{GONE}"),
    )
    assert lines(Changed("https://x.example/id/organization/betta", "Betta", "withdrawn", changes)) == [
        "- Betta (organization/betta), withdrawn",
        "    is replaced by: Beta (from data/entities/all.ttl)",
        "    type: no more company (stated no more)",
        "    label: no more Betta (stated no more)",
    ]
