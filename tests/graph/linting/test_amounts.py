"""An amount is named by its value."""

from __future__ import annotations

from pathlib import Path

from .. import small
from ..changing import ENTITIES, FIRST, SECOND, Cases, Change, mistakes, more, swap, tell, told
from ..small import BASE, append, replace

AMOUNT = "amount/usd-25000000-more-than"

CASES: Cases = (
    (
        "amount named for another value",
        swap(FIRST, '"25000000"^^xsd', '"26000000"^^xsd'),
        [
            f"{FIRST}:29:1: amount/usd-25000000-more-than is said to be USD 26000000 more than, so "
            "its name is "
            "amount/usd-26000000-more-than; mend the name or the amount."
        ],
    ),
    (
        "an amount with the label of another",
        more(ENTITIES, f'<{BASE}id/{AMOUNT}> rdfs:label "more than US$250 million"@en .'),
        [
            f'{ENTITIES}:22:76: "more than US$250 million" reads as amount/usd-250000000-more-than, but is '
            f"the label of {AMOUNT}; mend the label or the name."
        ],
    ),
    (
        "an amount without its currency",
        swap(FIRST, '    accord:currency "USD" ;\n', ""),
        [f"{FIRST}:28:22: {AMOUNT} is used here, so this file states its accord:currency; add it."],
    ),
    (
        "an amount whose currency is misspelt, of which that is told",
        swap(FIRST, "accord:currency", "accord:curency"),
        [
            f"{FIRST}:32:5: accord:curency is not defined in ontology/accordgraph.ttl. "
            "Did you mean accord:currency?"
        ],
    ),
    (
        "an amount whose qualifier is misspelt",
        swap(FIRST, "accord:hasQualifier", "accord:qualifier"),
        [
            f"{FIRST}:33:5: accord:qualifier is not defined in ontology/accordgraph.ttl. "
            "Did you mean accord:hasQualifier?"
        ],
    ),
    (
        "an amount that another file states",
        more(SECOND, f"<{BASE}id/total/x> accord:hasAmount <{BASE}id/{AMOUNT}> .\n"),
        [
            f"{SECOND}:12:60: {AMOUNT} is used here, so this file states its accord:amountValue and "
            "accord:currency; add them."
        ],
    ),
    (
        "a code of no currency",
        swap(FIRST, 'currency "USD"', 'currency "RMB"'),
        [f'{FIRST}:32:5: "RMB" is no currency of ISO 4217; did you mean "CNY"?'],
    ),
)


@mistakes(CASES)
def test_mistakes_are_told_with_their_place(root: Path, change: Change, wanted: list[str]) -> None:
    tell(root, change, wanted)


def test_the_label_of_an_amount_may_name_another_beside_it(root: Path) -> None:
    append(
        root, ENTITIES, f'<{BASE}id/{AMOUNT}> rdfs:label "€23 million, which is more than $25 million"@en .\n'
    )
    assert told(root) == []


def test_an_amount_that_two_sources_give_is_no_dispute(root: Path) -> None:
    append(root, "data/sources/second.ttl", small.source("second").removeprefix(small.PREFIXES))
    replace(root, "data/sources/second.ttl", '"25000000"^^xsd', '"26000000"^^xsd')
    (message,) = told(root)
    assert "is said to be USD 26000000 more than" in message


def test_an_amount_named_for_a_range_is_told_once(root: Path) -> None:
    qualifier = f"<{BASE}id/concept/amount-qualifier-more-than>"
    replace(root, FIRST, f" ;\n    accord:hasQualifier {qualifier}", "")
    text = (root / FIRST).read_text(encoding="utf-8")
    (root / FIRST).write_text(text.replace(AMOUNT, "amount/usd-25000000-30000000"), encoding="utf-8")
    form = 'sh:pattern "usd-[0-9]+(-[a-z-]+)?$" ; sh:message "No name."@en'
    shape = f"a sh:NodeShape ; sh:targetClass accord:MonetaryAmount ; {form}"
    append(root, "shapes/all.ttl", f"accordsh:Amount {shape} .\n")
    assert told(root) == [
        f"{FIRST}:29:1: amount/usd-25000000-30000000 is said to be USD 25000000, so its name is "
        "amount/usd-25000000; mend it, or leave the amount out where the text gives a range."
    ]


def test_an_amount_with_the_name_of_another_is_no_dispute(root: Path) -> None:
    second = (
        small.source("second").removeprefix(small.PREFIXES).replace(AMOUNT, "amount/usd-26000000-more-than")
    )
    append(root, "data/sources/second.ttl", second)
    append(root, ENTITIES, f'<{BASE}id/amount/usd-26000000-more-than> rdfs:label "more than $26m"@en .\n')
    one = 'sh:property [ sh:path accord:hasAmount ; sh:maxCount 1 ; sh:message "One amount."@en ]'
    shape = f"a sh:NodeShape ; sh:targetClass accord:FundingContribution ; {one}"
    append(root, "shapes/all.ttl", f"accordsh:Funding {shape} .\n")
    (message,) = told(root)
    assert "amount/usd-26000000-more-than is said to be USD 25000000 more than" in message


def test_a_currency_that_is_none_names_no_amount(root: Path) -> None:
    replace(root, FIRST, 'accord:currency "USD"', 'accord:currency "US$"')
    assert told(root) == []


def test_a_qualifier_that_is_none_does_not_make_another_name_of_an_amount(root: Path) -> None:
    replace(root, FIRST, "concept/amount-qualifier-more-than", "concept/qualifier-more-than")
    assert told(root) == [
        f"{FIRST}:33:25: concept/qualifier-more-than is used here but described nowhere; "
        "did you mean concept/amount-qualifier-more-than?"
    ]
