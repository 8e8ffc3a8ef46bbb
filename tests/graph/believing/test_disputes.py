"""Where sources disagree, the rivals are named and an adjudication is drafted."""

from __future__ import annotations

from pathlib import Path

import pytest

from .. import small
from ..changing import BETA, ENTITIES, FIRST, SECOND, told
from ..small import BASE, append, replace


def test_a_dispute_names_the_rivals_and_asks_for_an_adjudication(root: Path) -> None:
    append(
        root, "data/sources/second.ttl", small.source("second", day="2024-04-02").removeprefix(small.PREFIXES)
    )
    (message,) = told(root)
    sentence, _, drafts = message.partition("\n\n")
    assert sentence == (
        "data/sources/second.ttl:22:17: Sources disagree on accord:date of agreement/alpha-beta: "
        f'"2024-04-03" (graph/source/first, {FIRST}:22); '
        '"2024-04-02" (graph/source/second, data/sources/second.ttl:22). '
        "An adjudication is needed: paste these into data/adjudications.ttl but for what is to be believed, "
        "and write the reasons."
    )
    assert [line for line in drafts.splitlines() if line.startswith("<")] == [
        f"<{BASE}id/adjudication/agreement-alpha-beta-date-of-{slug}>" for slug in ("first", "second")
    ]


def test_what_a_dispute_drafts_is_an_adjudication_but_for_its_rule_and_reason(root: Path) -> None:
    append(root, "data/sources/second.ttl", small.source("second", day="2024-04-02"))
    replace(root, "data/sources/second.ttl", small.PREFIXES, "")
    append(root, "data/adjudications.ttl", small.PREFIXES)
    drafts = told(root)[0].partition("\n\n")[2].split("\n\n")
    reasons = '    accord:reason "…"@en ;\n    accord:reason "…"@ja ;\n'
    rule = f"    accord:appliesRule <{BASE}id/concept/fill-in> ;\n"
    assert reasons in drafts[-1]
    assert rule in drafts[-1]
    written = drafts[-1].replace(reasons, '    accord:reason "The first is the original."@en ;\n')
    before = (root / "data/adjudications.ttl").read_text("utf-8")
    append(root, "data/adjudications.ttl", written)
    assert "accord:appliesRule is still to be filled in: write the rule of CONTRIBUTING.md" in told(root)[0]
    (root / "data/adjudications.ttl").write_text(before + written.replace(rule, ""), encoding="utf-8")
    assert told(root) == []
    assert "accord:overrulesSubject <https://w3id.org/accordgraph/id/agreement/alpha-beta> ;" in drafts[-1]
    assert f"accord:rivalGraph <{BASE}graph/source/first> ;" in drafts[-1]
    assert 'accord:overrulesValue "2024-04-02"^^xsd:date ;' in drafts[-1]
    assert 'rdfs:label "Accord of Alpha and Beta: date in “second”"@en ;' in drafts[-1]


def test_the_draft_has_a_japanese_label_where_its_subject_has_one(root: Path) -> None:
    text = small.source("second", day="2024-04-02").removeprefix(small.PREFIXES)
    append(root, "data/sources/second.ttl", text)
    label = 'rdfs:label "Accord of Alpha and Beta"@en ;'
    replace(root, ENTITIES, label, f'{label} rdfs:label "アルファとベータの協定"@ja ;')
    assert '"アルファとベータの協定\uff1adate\uff08「second」\uff09"@ja ;' in told(root)[0]


def test_a_dispute_of_many_sources_stays_readable(root: Path) -> None:
    for number in range(9):
        text = small.source(f"s{number}", day="2024-04-02" if number else "2024-04-01")
        append(root, f"data/sources/s{number}.ttl", text.removeprefix(small.PREFIXES))
    (message,) = told(root)
    assert "graph/source/s5, data/sources/s5.ttl:22 and 3 more)" in message
    assert message.count("#Adjudication> ;") == 7
    for slug in ("first", "s0", "s1"):
        assert f"<{BASE}id/adjudication/agreement-alpha-beta-date-of-{slug}>\n" in message


def test_a_dispute_is_told_first_of_what_fewest_sources_state(root: Path) -> None:
    for slug, day in (("a-new", "2024-04-02"), ("second", "2024-04-03"), ("third", "2024-04-03")):
        append(root, f"data/sources/{slug}.ttl", small.source(slug, day=day).removeprefix(small.PREFIXES))
    (message,) = told(root)
    assert message.startswith("data/sources/a-new.ttl:22:17: Sources disagree on accord:date of ")
    assert message.index('"2024-04-02" (graph') < message.index('"2024-04-03" (graph')
    assert message.index("date-of-a-new>\n") < message.index("date-of-first>\n")


def test_of_a_value_that_is_overruled_in_another_source_it_is_told_by_what(root: Path) -> None:
    for slug in ("second", "third"):
        text = small.source(slug, day="2024-04-02").removeprefix(small.PREFIXES)
        append(root, f"data/sources/{slug}.ttl", text)
    decision = f"""<{BASE}id/adjudication/day> a accord:Adjudication ;
    accord:overrulesSubject <{BASE}id/agreement/alpha-beta> ; accord:overrulesProperty accord:date ;
    accord:overrulesValue "2024-04-02"^^xsd:date ;
    accord:overrulesGraph <{BASE}graph/source/second> ; accord:rivalGraph <{BASE}graph/source/first> .\n"""
    append(root, "data/adjudications.ttl", small.PREFIXES + decision)
    (message,) = told(root)
    assert (
        'In another source, "2024-04-02" is overruled already, by adjudication/day: does its reason hold '
        "here, too? An adjudication is needed: " in message
    )


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (
            '"2024-04-03"',
            'An agreement has exactly one date. (agreement/alpha-beta accord:date "2024-04-03" which',
        ),
        (
            "20240403",
            'An agreement has exactly one date. (agreement/alpha-beta accord:date "20240403" which is',
        ),
        ('"3 April"^^xsd:date', '"3 April" is no xsd:date; write it like 2024-04-16.'),
        ('"2024-04-03+00:00"^^xsd:date', '"2024-04-03+00:00" is not the canonical form of this xsd:date'),
    ],
    ids=["wrong datatype", "number", "ill-formed", "other than canonical"],
)
@pytest.mark.parametrize("third", ["2024-04-03", "2024-04-02"], ids=["the others agree", "the others do not"])
def test_a_value_that_is_written_wrong_is_no_dispute(
    root: Path, value: str, message: str, third: str
) -> None:
    append(
        root, "shapes/all.ttl", 'accordsh:CooperationAgreement-date sh:minInclusive "2000-01-01"^^xsd:date .'
    )
    for slug, day in (("second", "2024-04-03"), ("third", third)):
        text = small.source(slug, day=day).removeprefix(small.PREFIXES)
        append(root, f"data/sources/{slug}.ttl", text)
    replace(root, "data/sources/second.ttl", '"2024-04-03"^^xsd:date', value)
    (only,) = told(root)
    assert only.startswith(f"data/sources/second.ttl:22:17: {message}")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (
            BETA.replace("organization/beta", "organization/bata"),
            "organization/bata is used here but described nowhere; did you",
        ),
        (
            BETA.replace("organization/beta", "organisation/beta"),
            '"organisation" in organisation/beta is no kind of thing; did you',
        ),
        (
            BETA.replace("organization/beta", "organization/old-beta"),
            "organization/old-beta was withdrawn, so nothing may use it",
        ),
        (BETA.replace("https:", "http:"), f"{BETA.replace('https:', 'http:')} begins with http, and"),
        ('[ rdfs:label "Beta"@en ]', "A blank node, which nobody can refer to"),
        ('"Beta"@en', "A contribution has one funder. (contribution/beta-to-alpha-beta accord:hasFunder"),
        (f"<{BASE}id/person/jane-doe>", "A contribution has one funder. (contribution/beta-to-alpha-beta"),
    ],
    ids=["misspelt", "kind", "withdrawn", "scheme", "blank node", "text", "class"],
)
def test_a_thing_that_is_not_there_is_no_rival(root: Path, value: str, message: str) -> None:
    append(
        root,
        ENTITIES,
        f'<{BASE}id/organization/old-beta> rdfs:label "Old Beta"@en ; rdfs:comment "One firm."@en ;\n'
        f"    owl:deprecated true ; dcterms:isReplacedBy <{BASE}id/organization/beta> .\n"
        f'<{BASE}id/person/jane-doe> a accord:Person ; rdfs:label "Jane Doe"@en .\n',
    )
    append(
        root,
        "shapes/all.ttl",
        "accordsh:FundingContribution a sh:NodeShape ; sh:targetClass accord:FundingContribution ;\n"
        "    sh:property accordsh:FundingContribution-hasFunder .\n"
        "accordsh:FundingContribution-hasFunder a sh:PropertyShape ; sh:path accord:hasFunder ;\n"
        "    sh:class accord:Organization ; sh:maxCount 1 ;\n"
        '    sh:message "A contribution has one funder."@en .\n',
    )
    append(root, SECOND, small.source("second").removeprefix(small.PREFIXES))
    assert told(root) == []
    replace(root, SECOND, f"accord:hasFunder {BETA}", f"accord:hasFunder {value}")
    found = told(root)
    assert any(each.startswith(f"{SECOND}:27:") and message in each for each in found), found
    assert not any("An adjudication is needed" in each for each in found)


def test_a_value_that_is_only_warned_of_is_a_rival(root: Path) -> None:
    append(
        root,
        "shapes/all.ttl",
        "accordsh:CooperationAgreement sh:property accordsh:CooperationAgreement-day .\n"
        "accordsh:CooperationAgreement-day a sh:PropertyShape ; sh:path accord:date ;\n"
        '    sh:datatype xsd:gYear ; sh:severity sh:Warning ; sh:message "A year says enough."@en .\n',
    )
    append(root, SECOND, small.source("second", day="2024-04-02").removeprefix(small.PREFIXES))
    assert any("An adjudication is needed" in each for each in told(root))
