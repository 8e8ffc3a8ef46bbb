"""Check tells every mistake once, with its place and what to do."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from accordgraph.graph.checking.check import STEPS, Checked, check
from accordgraph.graph.reading.content import Content
from accordgraph.graph.terms import TYPE
from tools import ROOT

from .. import small
from ..changing import (
    ALPHA,
    BETA,
    ENTITIES,
    FIRST,
    PARTY,
    SECOND,
    Cases,
    Change,
    mistakes,
    more,
    swap,
    tell,
    told,
)
from ..small import BASE, append, replace

#: Errors in one file; where each is compared with all, this takes many minutes.
MANY = 10_000
#: Seconds of the processor that telling them may take.
QUICK = 60


def test_the_small_content_is_valid(root: Path) -> None:
    checked = check(Content(root))
    assert checked.problems == ()
    assert checked.ok
    assert checked.dataset is not None


CASES: Cases = (
    (
        "no evidence",
        more(FIRST, f"<{BASE}id/person/jane> a accord:Person .\n"),
        [
            f"{FIRST}:82:1: Every subject has evidence. (person/jane) "
            "`accordgraph suggest TEXT --evidence first` prints it, with all else that lacks."
        ],
    ),
    (
        "two values in one file",
        swap(FIRST, "accord:hasParty <", 'accord:date "2024-04-04"^^xsd:date ;\n    accord:hasParty <'),
        [
            f"{FIRST}:22:5: An agreement has exactly one date. (agreement/alpha-beta accord:date) "
            f'It has "2024-04-03" ({FIRST}:22) and "2024-04-04" ({FIRST}:23).'
        ],
    ),
    (
        "a shape broken within one source",
        swap(FIRST, 'accord:date "2024-04-03"^^xsd:date', 'accord:date "2024-04-03"'),
        [
            f"{FIRST}:22:17: An agreement has exactly one date. (agreement/alpha-beta accord:date "
            '"2024-04-03" which is xsd:string) Write "2024-04-03"^^xsd:date.',
        ],
    ),
    (
        "a date that is none of the right kind",
        swap(FIRST, 'accord:date "2024-04-03"^^xsd:date', 'accord:date "3 April 2024"'),
        [
            f"{FIRST}:22:17: An agreement has exactly one date. (agreement/alpha-beta accord:date "
            '"3 April 2024" which is xsd:string) "3 April 2024" is no xsd:date; write it like 2024-04-16.',
        ],
    ),
    (
        "a party by its name",
        swap(FIRST, PARTY, 'accord:hasParty "beta corp" .'),
        [
            f"{FIRST}:24:21: An agreement has at least two parties. (agreement/alpha-beta accord:hasParty "
            '"beta corp") A text is no thing; did you mean organization/beta?',
        ],
    ),
    (
        "a party by a name that nothing has",
        swap(FIRST, PARTY, 'accord:hasParty "ガンマ"@ja .'),
        [
            f"{FIRST}:24:21: An agreement has at least two parties. (agreement/alpha-beta accord:hasParty "
            '"ガンマ"@ja) A text is no thing; write its IRI, or describe it in data/entities/.',
        ],
    ),
    (
        "a party without a class",
        swap(ENTITIES, "    a accord:Company ;\n", ""),
        [
            f"{FIRST}:24:21: An agreement has at least two parties. "
            "(agreement/alpha-beta accord:hasParty organization/beta) State its class in data/entities.",
        ],
    ),
)


def test_what_a_date_lacks_is_told_of_the_source_that_gives_the_date(tmp_path: Path) -> None:
    for part in ("data", "ontology", "shapes"):
        shutil.copytree(ROOT / part, tmp_path / part)
    # Others speak of the agreement, and come before this source.
    file = "data/sources/pie-news-us-japan-ai-2024.ttl"
    agreement = (
        "agreement:carnegie-mellon-university-keio-university-ai-2024\n    a accord:CooperationAgreement ;\n"
    )
    replace(tmp_path, file, agreement, f'{agreement}    accord:date "2024-04-09"^^xsd:date ;\n')
    (found,) = check(Content(tmp_path)).problems
    assert found.file == file
    assert "says how precise it is" in found.message
    assert found.message.endswith(
        " Write one of concept/date-precision-day, concept/date-precision-month, concept/date-precision-year."
    )


def test_of_a_concept_of_another_scheme_it_is_told_where_those_of_the_right_one_stand(tmp_path: Path) -> None:
    for part in ("data", "ontology", "shapes"):
        shutil.copytree(ROOT / part, tmp_path / part)
    file = "data/sources/argonne-national-laboratory-riken-ai-2024.ttl"
    replace(tmp_path, file, "concept:agreement-type-memorandum-of-understanding", "concept:role-host")
    (only,) = (each for each in told(tmp_path) if each.startswith(file))
    assert only.endswith(") Write one of those in ontology/concepts/agreement-type.ttl.")


@mistakes(CASES)
def test_mistakes_are_told_with_their_place(root: Path, change: Change, wanted: list[str]) -> None:
    tell(root, change, wanted)


#: The sources -> what is added where the second one names an amount without its class.
UNCLASSED = [
    ((FIRST, SECOND), " State its class in this file, as others do: `a accord:MonetaryAmount`."),
    ((SECOND,), " State its class in this file."),
]


@pytest.mark.parametrize(("sources", "advice"), UNCLASSED)
def test_the_class_of_what_a_source_names_is_to_be_stated(
    root: Path, sources: tuple[str, ...], advice: str
) -> None:
    append(
        root,
        "shapes/all.ttl",
        "accordsh:FundingContribution a sh:NodeShape ; sh:targetClass accord:FundingContribution ;\n"
        "    sh:property accordsh:FundingContribution-hasAmount .\n"
        "accordsh:FundingContribution-hasAmount a sh:PropertyShape ; sh:path accord:hasAmount ;\n"
        "    sh:or ( [ sh:class accord:MonetaryAmount ] [ sh:class accord:Person ] ) ;\n"
        '    sh:message "A contribution has one amount."@en .\n',
    )
    (root / FIRST).unlink()
    for name in sources:
        (root / name).write_text(small.source(Path(name).stem), encoding="utf-8")
    replace(root, SECOND, "    a accord:MonetaryAmount ;\n", "")
    said = "(contribution/beta-to-alpha-beta accord:hasAmount amount/usd-25000000-more-than)"
    assert f"{SECOND}:28:22: A contribution has one amount. {said}{advice}" in told(root)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("x{0}:y id:q {0} .", "undefined-prefix"),
        ("id:person-{0} id:person/{0}x {0} .", "syntax"),
        ("<https://w3id.org/accordgraph/id/person/x{0}> a accord:Persn{0} .", "undefined-term"),
        ("accord:Company rdfs:seeAlso <https://w3id.org/accordgraph/id/organization/b{0}> .", "dangling"),
        ("<https://w3id.org/accordgraph/id/persn/x{0}> rdfs:seeAlso rdfs:label .", "iri-form"),
        (
            '<https://w3id.org/accordgraph/id/organization/beta> accord:partyCount "x{0}"^^xsd:integer .',
            "ill-typed",
        ),
    ],
    ids=["prefixes", "syntax", "terms", "dangling", "kinds", "literals"],
)
def test_a_file_of_many_errors_is_told_briefly_and_quickly(root: Path, line: str, rule: str) -> None:
    append(root, ENTITIES, "".join(line.format(number) + "\n" for number in range(MANY)))
    began = time.process_time()
    found = [problem for problem in check(Content(root)).problems if problem.file == ENTITIES]
    assert time.process_time() - began < QUICK
    assert len(found) <= 90
    assert any(problem.rule == rule for problem in found), {problem.rule for problem in found}
    rest = f"{MANY - 20:,} more of this kind"
    assert any(rest in problem.message for problem in found), [str(problem) for problem in found]


def test_a_mistake_of_many_files_is_told_briefly(root: Path) -> None:
    said = small.source("first").removeprefix(small.PREFIXES).replace("accord:date ", "accord:dat ")
    for number in range(30):
        slug = f"import-{number:02}"
        append(root, f"data/sources/{slug}.ttl", said.replace("first", slug))
        entry = f'<{BASE}id/source/{slug}> a accord:Source ; rdfs:label "{slug}"@en .\n'
        append(root, ENTITIES, f'{entry}<{BASE}graph/source/{slug}> rdfs:label "Graph {slug}"@en .\n')
    found = [str(each) for each in check(Content(root)).problems if each.rule == "undefined-term"]
    assert len(found) == 21
    rest = "… and 10 more of this kind in 10 files from here on; mend these first."
    assert found[-1] == f"data/sources/import-20.ttl:22: {rest}"


def test_errors_of_all_files_are_told_at_once(root: Path) -> None:
    append(root, ENTITIES, "id:x id:y\n")
    append(root, FIRST, "foo:x id:y 1 .\n")
    assert {problem.file for problem in check(Content(root)).problems} >= {ENTITIES, FIRST}


def test_what_prints_evidence_that_lacks_is_told_once_of_a_source(root: Path) -> None:
    for slug in ("one", "two"):
        append(root, FIRST, f'<{BASE}id/statistic/{slug}> accord:date "2024-04-03"^^xsd:date .\n')
    found = [each for each in told(root) if "Every subject has evidence." in each]
    assert len(found) == 2
    assert sum("`accordgraph suggest TEXT --evidence first` prints it" in each for each in found) == 1


def test_a_warning_is_no_error(root: Path) -> None:
    replace(root, ENTITIES, '"beta corp"@en', '"beta corp"@en , "b"@en , "c"@en , "d"@en')
    checked = check(Content(root))
    assert [problem.severity for problem in checked.problems] == ["warning"]
    assert checked.ok


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ('foaf:page "https://zeta.example/news/1"', "The page of a source is its address"),
        ('accord:publishedBy "Zeta Times"', "A source is published by one organization"),
        (f"accord:publishedBy {ALPHA} , {BETA}", "A source is published by one organization"),
        ('dcterms:language "english"', "is the tag of no language; did you mean"),
        ('dcterms:language "en"@en', "The language of a source is a tag"),
        ("dcterms:language <http://x/en>", "The language of a source is a tag"),
    ],
    ids=["page", "publisher", "two publishers", "language's name", "language with a tag", "language's IRI"],
)
def test_what_is_wrong_with_a_sources_entry_is_told_there(root: Path, said: str, message: str) -> None:
    shape = ROOT / "shapes/source.ttl"
    (root / "shapes/source.ttl").write_bytes(shape.read_bytes())
    entry = f'<{BASE}id/source/first>\n    rdfs:label "First"@en ;\n    {said} .\n'
    append(root, ENTITIES, f"@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n{entry}")
    (only,) = told(root)
    assert only.startswith(f"{ENTITIES}:25:")
    assert message in only


@pytest.mark.parametrize(
    ("wrong", "advice"),
    [
        (
            '"memorandum of Understanding"@en',
            "did you mean concept/agreement-type-memorandum-of-understanding?",
        ),
        ('"students"@en', "write its IRI. Write one of those in ontology/concepts/agreement-type.ttl."),
        ('"a pact"', "write its IRI. Write one of those in ontology/concepts/agreement-type.ttl."),
    ],
)
def test_of_a_text_in_the_place_of_a_concept_it_is_told_which_may_be_meant(
    tmp_path: Path, wrong: str, advice: str
) -> None:
    for part in ("data", "ontology", "shapes"):
        shutil.copytree(ROOT / part, tmp_path / part)
    file, right = (
        "data/sources/argonne-national-laboratory-riken-ai-2024.ttl",
        "concept:agreement-type-memorandum-of-understanding",
    )
    replace(tmp_path, file, right, wrong)
    (only,) = (each for each in told(tmp_path) if each.startswith(file))
    assert only.endswith(f" A text is no thing; {advice}")


def test_what_the_program_derives_and_the_shapes_do_not_allow_is_blamed_on_no_source(tmp_path: Path) -> None:
    for each in ("ontology", "data", "shapes"):
        shutil.copytree(ROOT / each, tmp_path / each)
    shape = (
        "accordsh:Old a sh:NodeShape ; sh:targetClass accord:DerivedFigure ; "
        "sh:property accordsh:Old-value .\n"
        "accordsh:Old-value a sh:PropertyShape ; sh:path accord:value ; sh:maxCount 0 ; "
        'sh:message "Figures have no values."@en .\n'
    )
    (tmp_path / "shapes/old.ttl").write_text(small.PREFIXES + shape, encoding="utf-8")
    found = told(tmp_path)
    assert found
    for each in found:
        assert each.startswith("shapes: Figures have no values. (statistic/"), each
        assert "No file says this: the program derived it." in each


@pytest.mark.parametrize("tag", ["en", "ja", "zh-Hant", "pt-BR", "haw"])
def test_a_sources_language_is_a_tag(root: Path, tag: str) -> None:
    shape = ROOT / "shapes/source.ttl"
    (root / "shapes/source.ttl").write_bytes(shape.read_bytes())
    append(root, ENTITIES, f'<{BASE}id/source/first> rdfs:label "First"@en ; dcterms:language "{tag}" .\n')
    assert told(root) == []


def test_of_a_property_on_the_wrong_thing_it_is_told_where_it_belongs(root: Path) -> None:
    domain = "<http://schema.org/domainIncludes> accord:Organization, accord:Evidence"
    append(root, "ontology/accordgraph.ttl", f"accord:memberCount {domain} .\n")
    closed = f"sh:closed true ; sh:ignoredProperties ( <{TYPE.value}> rdfs:label )"
    shape = f'a sh:NodeShape ; sh:targetClass accord:Person ; {closed} ; sh:message "Not of a person."@en'
    append(root, "shapes/all.ttl", f"accordsh:Person-closed {shape} .\n")
    append(root, FIRST, f"<{BASE}id/person/jane> a accord:Person ; accord:memberCount 2 .\n")
    # Of what is not defined, that alone is told, once in a file.
    for name in ("jill", "joe"):
        append(root, FIRST, f"<{BASE}id/person/{name}> a accord:Person ; accord:memberCounts 2 .\n")
    (found,) = (str(each) for each in check(Content(root)).problems if "Closed" in each.rule)
    assert found.endswith(
        'Not of a person. (person/jane accord:memberCount "2") '
        "It is said of accord:Evidence or accord:Organization."
    )


def test_a_cause_is_told_without_what_follows_from_it(root: Path) -> None:
    replace(
        root,
        FIRST,
        f"accord:hasParty <{BASE}id/organization/beta>",
        f"accord:hasParty <{BASE}id/organization/bata>",
    )
    assert [each.partition(" is ")[0] for each in told(root)] == [f"{FIRST}:24:21: organization/bata"]


def test_of_a_misspelt_property_its_name_is_told_and_nothing_that_its_value_lacks(root: Path) -> None:
    text = root.parent / "text.txt"
    text.write_text(small.TEXT, encoding="utf-8")
    replace(root, FIRST, "accord:date ", "accord:dates ")
    found = check(Content(root), {"first": text}).problems
    assert [each.rule for each in found if each.line == 22] == ["undefined-term"]


def test_of_evidence_for_a_misspelt_property_its_name_is_told_and_not_that_nothing_states_it(
    root: Path,
) -> None:
    replace(root, FIRST, "accord:supportsProperty accord:date ", "accord:supportsProperty accord:dat ")
    (only,) = told(root)
    assert "accord:dat is not defined in ontology/accordgraph.ttl." in only


def test_a_missing_quotation_mark_and_a_missing_prefix_are_told_once(root: Path) -> None:
    replace(root, FIRST, 'accord:currency "USD" ;', 'accord:currency "USD ;')
    append(root, ENTITIES, "".join(f"total:x{number} rdfs:label total:y .\n" for number in range(9)))
    assert [each.partition(": ")[0] for each in told(root)] == [f"{ENTITIES}:22:1", f"{FIRST}:32:27"]


def test_of_a_misspelt_class_its_name_is_told_and_not_that_its_things_are_of_no_class(root: Path) -> None:
    replace(root, ENTITIES, "a accord:Company", "a accord:Compny")
    (only,) = told(root)
    assert "accord:Compny is not defined in ontology/accordgraph.ttl. Did you mean accord:Company?" in only


def test_of_a_property_by_a_name_that_is_none_it_is_not_told_that_it_lacks(root: Path) -> None:
    shape = (
        "accordsh:Payer a sh:NodeShape ; sh:targetClass accord:FundingContribution ; sh:property "
        "accordsh:Payer-hasFunder .\naccordsh:Payer-hasFunder a sh:PropertyShape ; "
        'sh:path accord:hasFunder ; sh:minCount 1 ; sh:message "Who pays?"@en .\n'
    )
    append(root, "shapes/all.ttl", shape)
    assert told(root) == []
    replace(root, FIRST, "accord:hasFunder ", "accord:funder ")
    (only,) = told(root)
    assert "accord:funder is not defined in ontology/accordgraph.ttl. Did you mean accord:hasFunder?" in only


def test_of_two_labels_in_one_language_it_is_told_where_both_stand(root: Path) -> None:
    shape = (
        "accordsh:Named a sh:NodeShape ; sh:targetClass accord:Organization ; sh:property "
        "accordsh:Named-label .\naccordsh:Named-label a sh:PropertyShape ; sh:path rdfs:label ; "
        'sh:uniqueLang true ; sh:message "One label for each language."@en .\n'
    )
    append(root, "shapes/all.ttl", shape)
    append(root, ENTITIES, f'{BETA} rdfs:label "Beta"@en , "ベータ"@ja .\n')
    assert told(root) == [
        f"{ENTITIES}:17:5: One label for each language. (organization/beta rdfs:label) "
        f'It has "Beta Corporation"@en ({ENTITIES}:17) and "Beta"@en ({ENTITIES}:22).'
    ]


def test_of_a_text_without_its_language_it_is_told_what_to_write(root: Path) -> None:
    shape = (
        "accordsh:Named a sh:NodeShape ; sh:targetClass accord:Organization ; sh:property "
        "accordsh:Named-label .\naccordsh:Named-label a sh:PropertyShape ; sh:path rdfs:label ; "
        'sh:datatype rdf:langString ; sh:message "A label has a language."@en .\n'
    )
    append(root, "shapes/all.ttl", f"@prefix rdf: <{TYPE.value.removesuffix('type')}> .\n{shape}")
    replace(root, ENTITIES, '"Beta Corporation"@en', '"Beta Corporation"')
    (only,) = told(root)
    assert only == (
        f"{ENTITIES}:17:16: A label has a language. (organization/beta rdfs:label "
        '"Beta Corporation" which is xsd:string) Write "Beta Corporation"@en, or the tag of the language '
        "that it is in."
    )


def test_evidence_for_what_stands_under_a_misspelt_property_is_no_mistake(root: Path) -> None:
    replace(root, FIRST, "accord:date ", "accord:signedOn ")
    told_of = [each for each in told(root) if "is evidence, but" in each]
    assert told_of == []


def test_a_name_of_no_kind_is_told_once(root: Path) -> None:
    replace(root, FIRST, PARTY, PARTY.replace("organization", "organisation"))
    (only,) = told(root)
    assert '"organisation" in organisation/beta is no kind of thing; did you mean organization?' in only


def test_each_step_is_told_in_its_turn(root: Path) -> None:
    steps: list[str] = []
    check(Content(root), progress=steps.append)
    assert steps == [*STEPS]


def test_checked_of_nothing_is_ok() -> None:
    assert Checked((), None).ok


BLANK = "A blank node, which nobody can refer to"
#: What is written where an IRI belongs -> where it stands, and what is told of it.
NAMELESS = [
    (more(ENTITIES, f"{BETA} rdfs:seeAlso [ a accord:Person ] .\n"), f"{ENTITIES}:22:66: {BLANK}"),
    (more(ENTITIES, f"{BETA} rdfs:seeAlso ( {BETA} {BETA} ) .\n"), f"{ENTITIES}:22:66: {BLANK}"),
    (
        more(ENTITIES, f"<< {BETA} a accord:Company >> rdfs:label 'x'@en .\n"),
        f"{ENTITIES}:22:1: A triple as a",
    ),
    (swap(FIRST, PARTY, f"accord:hasParty ( {BETA} ) ."), f"{FIRST}:24:21: {BLANK}"),
]


@pytest.mark.parametrize(("change", "message"), NAMELESS)
def test_what_has_no_name_is_told_once_where_it_stands(root: Path, change: Change, message: str) -> None:
    change(root)
    (only,) = told(root)
    assert only.startswith(message)


def test_a_value_without_a_name_is_no_mistake_of_another_source(root: Path) -> None:
    (root / SECOND).write_text(small.source("second"), encoding="utf-8")
    swap(SECOND, PARTY, "accord:hasParty [ a accord:Person ] .")(root)
    assert not [each for each in told(root) if each.startswith(FIRST)]


@pytest.mark.parametrize(
    "rule",
    [
        'sh:pattern "("',
        'sh:minCount "x"',
        'sh:property "x"',
        "sh:in <http://x/> ; sh:or <http://x/>",
        "sh:node accordsh:Odd",
    ],
    ids=["pattern", "count", "property", "list", "recursion"],
)
def test_a_shape_that_makes_no_sense_is_told_with_its_file(root: Path, rule: str) -> None:
    shape = f"accordsh:Odd a sh:NodeShape ; sh:targetClass accord:Organization ; {rule} .\n"
    (root / "shapes/odd.ttl").write_text(small.PREFIXES + shape, encoding="utf-8")
    found = [problem for problem in check(Content(root)).problems if problem.rule == "shape"]
    assert [problem.file for problem in found] == ["shapes/odd.ttl"]
