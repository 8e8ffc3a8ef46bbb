"""Derived figures follow from what is believed, exactly, and are gone where a premise is in doubt."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from accordgraph.graph.checking.check import check
from accordgraph.graph.deriving.derivations import DERIVATIONS, derived
from accordgraph.graph.names import Names
from accordgraph.graph.reading.content import Content
from tools import ROOT

from .. import small
from ..small import BASE

NAMES = Names(BASE)
PREFIXES = "".join(
    f"@prefix {kind}: <{BASE}id/{kind}/> .\n" for kind in ("amount", "contribution", "statistic", "total")
)

#: A total of 110, of which two contributions itemize 25 each; a third gives no amount.
MONEY = """
amount:usd-110 accord:amountValue "110"^^xsd:decimal ; accord:currency "USD" .
amount:usd-25 accord:amountValue "25"^^xsd:decimal ; accord:currency "USD" .
amount:jpy-25 accord:amountValue "25"^^xsd:decimal ; accord:currency "JPY" .
amount:usd-200 accord:amountValue "200"^^xsd:decimal ; accord:currency "USD" .
amount:usd-25-about accord:amountValue "25"^^xsd:decimal ; accord:currency "USD" ;
    accord:hasQualifier id:about .
total:all a accord:CombinedTotal ; rdfs:label "All"@en , "全部"@ja ; accord:hasAmount amount:usd-110 .
contribution:a a accord:FundingContribution ; rdfs:label "A"@en ; accord:partOfTotal total:all ;
    accord:hasAmount amount:usd-25 .
contribution:b a accord:FundingContribution ; rdfs:label "B"@en , "乙"@ja ; accord:partOfTotal total:all ;
    accord:hasAmount amount:usd-25 .
contribution:c a accord:FundingContribution ; rdfs:label "C"@en ; accord:partOfTotal total:all .
"""
#: The same count in two successive years, and another one whose change is stated.
COUNTS = """
statistic:first a accord:Statistic ; accord:value 124 ; accord:hasMeasure id:m ; accord:hasHost id:japan ;
    accord:periodStart "2020-01-01"^^xsd:date ; accord:periodEnd "2021-12-31"^^xsd:date .
statistic:second a accord:Statistic ; accord:value 678 ; accord:hasMeasure id:m ; accord:hasHost id:japan ;
    accord:periodStart "2021-01-01"^^xsd:date ; accord:periodEnd "2022-12-31"^^xsd:date .
statistic:other a accord:Statistic ; accord:value 16054 ; accord:changePercent "19"^^xsd:decimal ;
    accord:hasMeasure id:n ; accord:hasHost id:japan ;
    accord:periodStart "2022-01-01"^^xsd:date ; accord:periodEnd "2023-12-31"^^xsd:date .
"""
SHARE_A, SHARE_B = "share-of-a-in-all 22.73", "share-of-b-in-all 22.73"
REMAINDER = "remainder-of-all 60 USD"
GROWTH, BEFORE = "growth-from-first-to-second 446.77", "value-before-other 13491"


def believed(text: str) -> list[ox.Triple]:
    """The statements of a text."""
    return [quad.triple for quad in ox.parse(small.PREFIXES + PREFIXES + text, format=ox.RdfFormat.TURTLE)]


def figures(text: str, *unresolved: tuple[str, str]) -> list[str]:
    """What is derived from a text: each figure's slug with its values."""
    pairs = [(BASE + "id/" + subject, NAMES.term(name)) for subject, name in unresolved]
    found: dict[str, list[str]] = {}
    for triple in derived(believed(text), pairs, NAMES):
        assert isinstance(triple.subject, ox.NamedNode)
        values = found.setdefault(triple.subject.value.removeprefix(BASE + "id/statistic/"), [])
        if isinstance(triple.object, ox.Literal) and not triple.object.language:
            values.append(triple.object.value)
    return sorted(" ".join([slug, *sorted(values)]) for slug, values in found.items())


def test_shares_and_remainders_follow_from_what_is_itemized() -> None:
    assert figures(MONEY) == sorted([SHARE_A, SHARE_B, REMAINDER])


def test_growth_and_the_year_before_follow_from_statistics() -> None:
    assert figures(COUNTS) == sorted([GROWTH, BEFORE])


#: Where the contribution of A ends, and where the total's amount stands.
PART, WHOLE = "total:all ;\n    accord:hasAmount amount:usd-25 .", "accord:hasAmount amount:usd-110 ."


@pytest.mark.parametrize(("old", "new", "left"), [
    (PART, PART.replace("usd-25", "jpy-25"), [SHARE_B]),
    (PART, PART.replace("usd-25", "usd-200"), [SHARE_B]),
    (PART, PART.replace("usd-25", "usd-25-about"), [SHARE_B]),
    (PART, PART.replace("amount:usd-25", "amount:usd-25 , amount:usd-200"), [SHARE_B]),
    (WHOLE, "accord:hasAmount amount:usd-110 , amount:usd-200 .", []),
    (WHOLE, "accord:drawsOn id:r .", []),
    ('"110"', f'"{"9" * 5000}"', []),
    ('"110"', '"1e99999999"', []),
], ids=["other currency", "more than all", "not exact", "two amounts", "two totals", "no total",
        "too long", "power"])  # fmt: skip
def test_nothing_is_derived_from_amounts_in_doubt(old: str, new: str, left: list[str]) -> None:
    assert figures(MONEY.replace(old, new, 1)) == left


@pytest.mark.parametrize(("subject", "name", "left"), [
    ("contribution/a", "hasAmount", [SHARE_B]),
    ("contribution/a", "partOfTotal", [SHARE_B]),
    ("contribution/c", "partOfTotal", [SHARE_A, SHARE_B]),
    ("total/all", "hasAmount", []),
    ("total/all", "funds", [REMAINDER, SHARE_A, SHARE_B]),
])  # fmt: skip
def test_nothing_is_derived_from_a_premise_on_which_nothing_was_decided(
    subject: str, name: str, left: list[str]
) -> None:
    assert figures(MONEY, (subject, name)) == left


@pytest.mark.parametrize(("old", "new", "left"), [
    ("accord:value 124", "accord:value 0", [BEFORE]),
    ("2021-01-01", "2022-01-01", [BEFORE]),
    ("accord:value 124 ; accord:hasMeasure id:m", "accord:value 124 ; accord:hasMeasure id:n", [BEFORE]),
    ("accord:value 124", "accord:value 124 ; accord:hasQualifier id:about", [BEFORE]),
    ('"19"', '"-100"', [GROWTH]),
    ("16054", "9" * 5000, [GROWTH]),
    ('"19"', '"0"', [GROWTH, "value-before-other 16054"]),
    ("accord:value 124 ;", "accord:value 124 ; accord:publishedBy id:x ;", [BEFORE]),
    ("accord:value 124 ;", "accord:value 124 ; accord:accordingTo id:x ;", [BEFORE]),
], ids=["from nothing", "years apart", "other measure", "not exact", "down to nothing", "too long",
        "no change", "one publisher known", "one publication known"])  # fmt: skip
def test_statistics_are_compared_where_they_can_be(old: str, new: str, left: list[str]) -> None:
    assert figures(COUNTS.replace(old, new, 1)) == sorted(left)


def test_numbers_of_two_publishers_are_not_compared() -> None:
    text = COUNTS.replace("accord:value 124 ;", "accord:value 124 ; accord:publishedBy id:x ;")
    text = text.replace("accord:value 678 ;", "accord:value 678 ; accord:publishedBy id:y ;")
    assert figures(text) == [BEFORE]


@pytest.mark.parametrize(
    "stated",
    ["124", "124 ; accord:hasQualifier id:about", "124 , 125"],
    ids=["exactly", "about so much", "in two ways"],
)
def test_a_number_that_a_source_gives_is_not_derived(stated: str) -> None:
    text = COUNTS.replace("accord:value 124", f"accord:value {stated}", 1).replace("id:m", "id:n", 1)
    text = text.replace("2020-01-01", "2021-01-01", 1).replace("2021-12-31", "2022-12-31", 1)
    assert [each for each in figures(text) if each.startswith("value-before")] == []


@pytest.mark.parametrize("days", [
    ("2022-03-01", "2023-02-28", "2023-03-01", "2024-02-29"),
    ("2023-03-01", "2024-02-29", "2024-03-01", "2025-02-28"),
    ("2023-02-28", "2024-02-27", "2024-02-28", "2025-02-27"),
], ids=["a leap year after a common one", "a common year after a leap one", "day by day"])  # fmt: skip
def test_the_period_before_one_that_ends_in_february_is_known(days: tuple[str, ...]) -> None:
    moved = dict(zip(("2020-01-01", "2021-12-31", "2021-01-01", "2022-12-31"), days, strict=True))
    assert GROWTH in figures(re.sub("|".join(moved), lambda found: moved[found.group()], COUNTS))


def test_a_number_that_follows_from_a_rounded_change_is_about_so_much() -> None:
    about = f"{BASE}id/concept/amount-qualifier-about"
    qualified = {
        str(t.subject): str(t.object)
        for t in derived(believed(COUNTS + MONEY), (), NAMES)
        if t.predicate.value == NAMES.term("hasQualifier")
    }
    assert qualified == {f"<{BASE}id/statistic/value-before-other>": f"<{about}>"}


@pytest.mark.parametrize(("change", "value"), [("100", "8027"), ("300", "4014"), ("-50", "32108")])
def test_halves_are_rounded_to_even(change: str, value: str) -> None:
    assert f"value-before-other {value}" in figures(COUNTS.replace('"19"', f'"{change}"'))


def test_a_figure_names_its_derivation_its_premises_and_itself_in_both_languages() -> None:
    triples = derived(believed(MONEY), (), NAMES)
    share = ox.NamedNode(f"{BASE}id/statistic/share-of-b-in-all")
    said = {(t.predicate.value.rpartition("#")[2], str(t.object)) for t in triples if t.subject == share}
    assert ("derivedBy", f"<{BASE}id/concept/derivation-share-of-total>") in said
    assert {value for name, value in said if name == "wasDerivedFrom"} == {
        f"<{BASE}id/contribution/b>",
        f"<{BASE}id/total/all>",
    }
    labels = {value for name, value in said if name.endswith("label")}
    assert labels == {'"Derived: share of B in All"@en', '"算出値: 全部に占める乙の割合"@ja'}


def test_each_derivation_is_a_concept_and_each_concept_a_derivation() -> None:
    text = (ROOT / "ontology/concepts/derivation.ttl").read_text("utf-8")
    notations = [line.split('"')[1] for line in text.splitlines() if "skos:notation" in line]
    assert sorted(notations) == sorted(DERIVATIONS)


def test_derived_figures_are_in_their_graph_and_believed_and_digested(root: Path) -> None:
    small.append(root, "ontology/accordgraph.ttl", "".join(
        f"accord:{name} a owl:Class .\n" for name in ("DerivedFigure", "CombinedTotal", "Statistic")
    ) + "".join(
        f"accord:{name} a owl:ObjectProperty .\n" for name in ("partOfTotal", "derivedBy", "sharePercent")
    ))  # fmt: skip
    usual = check(Content(root)).dataset
    small.append(root, "data/entities/all.ttl", f'<{BASE}id/total/all> rdfs:label "All"@en .\n')
    small.append(root, "data/sources/first.ttl", f"""
<{BASE}id/total/all> a accord:CombinedTotal ; accord:hasAmount <{BASE}id/amount/usd-50> .
<{BASE}id/amount/usd-50> a accord:MonetaryAmount ; accord:currency "USD" ;
    accord:amountValue "50"^^xsd:decimal .
<{BASE}id/contribution/part> a accord:FundingContribution ; accord:partOfTotal <{BASE}id/total/all> ;
    accord:hasAmount <{BASE}id/amount/usd-50> .
""")  # fmt: skip
    found = check(Content(root)).dataset
    assert usual
    assert found
    graph = NAMES.graph("derived")
    assert graph not in usual.graphs
    figures = {t.subject.value for t in found.graphs[graph] if isinstance(t.subject, ox.NamedNode)}
    assert figures == {f"{BASE}id/statistic/{slug}" for slug in ("share-of-part-in-all", "remainder-of-all")}
    assert set(found.graphs[graph]) <= set(found.default)
    assert graph in found.digests


@pytest.mark.parametrize("statement", ["a accord:DerivedFigure", 'accord:sharePercent "5"^^xsd:decimal'])
def test_derived_figures_are_never_typed_in(root: Path, statement: str) -> None:
    small.append(root, "ontology/accordgraph.ttl", "accord:DerivedFigure a owl:Class .\n"
                 "accord:sharePercent a owl:DatatypeProperty .\n")  # fmt: skip
    small.append(root, "data/sources/first.ttl", f"<{BASE}id/statistic/mine> {statement} .\n")
    found = [problem for problem in check(Content(root)).problems if problem.rule == "derived"]
    lines = (root / "data/sources/first.ttl").read_text("utf-8").splitlines()
    assert [(problem.file, problem.line) for problem in found] == [("data/sources/first.ttl", len(lines))]
    assert "computed, never typed in" in found[0].message
