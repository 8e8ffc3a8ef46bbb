"""Questions that count independent sources count as the program does, whatever repeats what."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from accordgraph.graph.believing.independence import independent
from accordgraph.graph.reading.parameters import blocks, bound

from ..small import BASE, PREFIXES

QUESTIONS = Path(__file__).parents[3] / "ontology" / "questions"
#: A question that counts sources, and the column of what they state.
COUNTING = {
    "count-sources-of-agreements": "agreement",
    "count-sources-of-contributions": "contribution",
    "count-sources-of-facts": "property",
    "count-sources-of-signatories": "agreement",
    "list-corroborated-amounts": "thing",
}
#: A chain, two reprints of one release, and digests of two others.
KNOWN = {
    "reprint": ["release"],
    "again": ["reprint"],
    "late": ["release"],
    "digest": ["release", "blog"],
    "another-digest": ["late", "blog"],
}
#: What a group of sources states, and nobody else: an agreement, who signed it, a contribution, a fact.
STATED = """
<{base}id/agreement/{number}> a accord:CooperationAgreement .
<{base}id/participation/{number}> accord:hasRole <{base}id/concept/role-signatory> ;
    accord:hasParticipant <{base}id/person/one> ;
    accord:participationIn <{base}id/agreement/{number}> .
<{base}id/contribution/{number}> a accord:FundingContribution ;
    accord:hasFunder <{base}id/person/one> ;
    accord:hasAmount <{base}id/amount/usd-1> .
<{base}id/amount/usd-1> accord:amountValue 1 ; accord:currency "USD" .
<{base}id/thing/one> accord:property-{number} "stated" .
"""


def content(known: dict[str, list[str]], groups: list[list[str]]) -> ox.Store:
    """A store with sources that repeat others, and what each group of them states."""
    everybody = {*known, *(each for above in known.values() for each in above)}
    text = PREFIXES
    for name in sorted(everybody):
        graph, source = f"<{BASE}graph/source/{name}>", f"<{BASE}id/source/{name}>"
        text += f"{graph} {{ {graph} a accord:SourceGraph ; prov:wasDerivedFrom {source} }}\n"
        text += f"{source} a accord:Source .\n"
        for above in known.get(name, []):
            text += f"{source} prov:wasDerivedFrom <{BASE}id/source/{above}> .\n"
    for number, group in enumerate(groups):
        stated = STATED.format(base=BASE, number=number)
        text += stated + "".join(f"<{BASE}graph/source/{name}> {{ {stated} }}\n" for name in group)
    store = ox.Store()
    store.load(text.encode(), ox.RdfFormat.TRIG)
    return store


def counted(store: ox.Store, name: str) -> dict[int, tuple[int, int]]:
    """How many sources, and how many independent ones, a question finds for each group."""
    query = (QUESTIONS / f"{name}.rq").read_text("utf-8")
    if blocks(query, "thing"):
        query = bound(query, {"thing": ox.NamedNode(f"{BASE}id/thing/one")})
    rows = store.query(query)
    assert isinstance(rows, ox.QuerySolutions)
    return {
        int(row[COUNTING[name]].value.replace("-", "/").rpartition("/")[2]): (
            int(row["sources"].value),
            int(row["independent"].value),
        )
        for row in rows
    }


def holds(known: dict[str, list[str]], groups: list[list[str]], name: str) -> None:
    """Compare what a question counts with what the program does."""
    wanted = {
        number: (len(group), independent(group, lambda source: known.get(source, [])))
        for number, group in enumerate(groups)
    }
    if name == "list-corroborated-amounts":
        wanted = {number: each for number, each in wanted.items() if each[1] > 1}
    assert counted(content(known, groups), name) == wanted


@pytest.mark.parametrize("name", COUNTING)
def test_a_question_counts_what_goes_back_to_one_origin_once(name: str) -> None:
    everybody = sorted({*KNOWN, "release", "blog"})
    groups = [
        [each for place, each in enumerate(everybody) if number >> place & 1]
        for number in range(1, 2 ** len(everybody))
    ]
    holds(KNOWN, groups, name)


@pytest.mark.parametrize("name", COUNTING)
@pytest.mark.parametrize("seed", range(5))
def test_a_question_counts_as_the_program_does_whatever_repeats_what(name: str, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    known = {
        str(each): [
            str(one) for one in chance.sample(range(each), chance.choice([0, 1, 1, 2, 3]) % (each + 1))
        ]
        for each in range(12)
    }
    groups = [chance.sample(sorted(known), chance.randint(1, 8)) for _ in range(60)]
    holds(known, groups, name)


@pytest.mark.parametrize("name", COUNTING)
def test_a_thousand_reprints_of_one_release_are_soon_counted(name: str) -> None:
    known = {f"reprint-{number}": ["release"] for number in range(1_000)}
    begun = time.process_time()
    holds(known, [[*known], ["release", *known]], name)
    assert time.process_time() - begun < 10
