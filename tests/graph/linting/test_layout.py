"""What is laid out otherwise than the files of the house is told, once for each fault, and is no error."""

from __future__ import annotations

from pathlib import Path

import pytest

from accordgraph.graph.checking.check import check
from accordgraph.graph.curating.documents import read_document
from accordgraph.graph.curating.proving import proofs
from accordgraph.graph.curating.scaffold import new_source
from accordgraph.graph.linting.layout import faults
from accordgraph.graph.reading.content import Content
from accordgraph.graph.reading.corpus import read

from ..changing import FIRST
from ..small import TEXT, append

SOURCE, ADJUDICATIONS, ONTOLOGY = FIRST, "data/adjudications.ttl", "ontology/accordgraph.ttl"
LAID_OUT = """\
# What the file is about.
@prefix accord: <https://w3id.org/accordgraph/ontology#> .
@prefix organization: <https://w3id.org/accordgraph/id/organization/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

<https://w3id.org/accordgraph/graph/source/first>
    a accord:SourceGraph ;
.

# A note on it.
organization:beta
    a accord:Company ;
    rdfs:label "Beta, Inc.; also B."@en ;
    accord:date "2024" ;
    accord:hasParty <http://a.example/b,c;d> ;
    rdfs:comment "As \\"accord: x\\" ; "@en ;
.

## Agreements

accord:x-p2-y
    a accord:Evidence ;
.

accord:x-p10-y
    a accord:Evidence ;
.
"""
ALONE, ONE, NOTE = "A subject stands alone", "One property with one value", "A note stands above the subject"
DOT, DECLARED = "The dot that ends a block", "Prefixes are declared as"
BLOCK, LINE, CLASS = "Move this block up", "Move this line up", "The class comes first"
#: A change of that, and what is told of it in a file of a source: by line, how the message begins.
CASES: dict[str, tuple[str, str, list[tuple[int, str]]]] = {
    "as it is": ("", "", []),
    "a tab": ("    a accord:Company", "\ta accord:Company", [(12, "A tab stands here")]),
    "ends of lines as on Windows": ("\n", "\r\n", [(1, "This line ends as on Windows")]),
    "white space": ("a accord:Company ;", "a accord:Company ; ", [(12, "This line ends in white space")]),
    "no end": ("accord:x-p10-y\n    a accord:Evidence ;\n.\n", "accord:x-p10-y\n    a accord:Evidence ;\n.",
               [(27, "The last line has no end")]),
    "a subject beside what is said of it": (
        "organization:beta\n    a accord:Company ;", "organization:beta a accord:Company ;", [(11, ALONE)]
    ),
    "all on one line": (
        "accord:x-p10-y\n    a accord:Evidence ;\n.", "accord:x-p10-y a accord:Evidence .", [(25, ALONE)]
    ),
    "two values": ('"2024" ;', '"2024" , "2025" ;', [(14, ONE)]),
    "two properties": ('"2024" ;', '"2024" ; accord:year 3 ;', [(14, ONE)]),
    "a number with commas, of which another rule tells": ('"2024" ;', "2,024 ;", []),
    "a value on a line of its own": ('accord:date "2024"', 'accord:date\n        "2024"', [(14, ONE)]),
    "no indentation": ('    accord:date "2024" ;', 'accord:date "2024" ;', [(14, ONE)]),
    "no space before the semicolon": ('"2024" ;', '"2024";', [(14, ONE)]),
    "a note within a block": (
       '    accord:date "2024" ;', '    # So.\n    accord:date "2024" ;', [(14, NOTE)]
    ),
    "a dot beside the last value": ("a accord:SourceGraph ;\n.", "a accord:SourceGraph .", [(7, DOT)]),
    "a dot without a space": ('; "@en ;\n.', '; "@en.', [(16, DOT)]),
    "a class that is not first": (
        '    a accord:Company ;\n    rdfs:label "Beta, Inc.; also B."@en ;',
        '    rdfs:label "Beta, Inc.; also B."@en ;\n    a accord:Company ;',
        [(13, LINE)],
    ),
    "properties in another order": (
        '    accord:date "2024" ;\n    accord:hasParty <http://a.example/b,c;d> ;',
        '    accord:hasParty <http://a.example/b,c;d> ;\n    accord:date "2024" ;',
        [(15, LINE)],
    ),
    "subjects in another order": (
        "x-p2-y", "x-p11-y", [(25, f"{BLOCK}, to above accord:x-p11-y (line 21): the subjects are in")]
    ),
    "subjects in another order, told once": (
        "accord:x-p2-y\n    a accord:Evidence ;\n.",
        "accord:x-p2-y\n.\n\naccord:x-p20-y\n.\n\naccord:x-p30-y\n.\n\naccord:x-p3-y\n.\n\naccord:x-p4-y\n.",
        [(30, f"{BLOCK}, to above accord:x-p20-y (line 24): the subjects are in")],
    ),
    "prefixes in another order": (
        "@prefix accord:", "@prefix rdf: <http://a.example/#> .\n@prefix accord:",
        [(2, "Nothing in this file uses this prefix"), (3, "Prefixes are in alphabetical order")],
    ),
    "a prefix that stands in a text only": ("<http://a.example/b,c;d>", '"dcterms: x"', []),
    "a prefix after a quote in a text": ('rdfs:label "Beta, Inc.; also B."@en', "accord:a '6\" x'", []),
    "a prefix after a quote in a long text": (
        'rdfs:label "Beta, Inc.; also B."@en', 'accord:a """6" x"""', []
    ),
    "a prefix for nothing": (
        "@prefix rdfs", "@prefix prov: <http://www.w3.org/ns/prov#> .\n@prefix rdfs",
        [(4, "Nothing in this file uses this prefix")],
    ),
    "a prefix as queries write it": (
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>",
        [(4, DECLARED)],
    ),
    "a base": ("@prefix rdfs:", "@base <http://a.example/> .\n@prefix rdfs:", [(4, DECLARED)]),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "wanted"), CASES.values(), ids=CASES)
def test_a_fault_is_told_where_it_stands_and_nothing_else(
    old: str, new: str, wanted: list[tuple[int, str]]
) -> None:
    assert old in LAID_OUT
    told: dict[str, int] = {}
    for line, message in faults(SOURCE, LAID_OUT.replace(old, new) if old else LAID_OUT):
        told.setdefault(message, line)
    assert len(told) == len(wanted), told
    for (message, line), (there, start) in zip(told.items(), wanted, strict=True):
        assert line == there
        assert message.startswith(start)


@pytest.mark.parametrize(
    ("path", "old", "new", "wanted"),
    [
        (ONTOLOGY, '    accord:date "2024" ;\n    accord:hasParty <http://a.example/b,c;d> ;\n',
         '    accord:hasParty <http://a.example/b,c;d> ;\n    accord:date "2024" ;\n', []),
        (ONTOLOGY, "    a accord:Company ;\n", "    rdfs:seeAlso accord:x ;\n    a accord:Company ;\n",
         [(13, CLASS)]),
        (ONTOLOGY, "x-p2-y", "x-p11-y", []),
        (ADJUDICATIONS, "x-p2-y", "x-p11-y", []),
        (ONTOLOGY, "    a accord:Company ;\n",
         "    a accord:Company ;\n    sh:or (\n        [ a accord:X ; a accord:Y ]\n    ) ;\n", []),
    ],
    ids=["axioms", "a class", "terms", "decisions", "what stands in brackets"],
)  # fmt: skip
def test_order_is_asked_of_facts_only(path: str, old: str, new: str, wanted: list[tuple[int, str]]) -> None:
    assert old in LAID_OUT
    told = list(faults(path, LAID_OUT.replace(old, new)))
    assert [(line, message[: len(CLASS)]) for line, message in told] == wanted


def test_the_check_tells_each_fault_once_for_a_file_and_goes_on(root: Path) -> None:
    for name in ("alpha", "beta"):
        append(
            root,
            FIRST,
            f"<https://w3id.org/accordgraph/id/organization/{name}> rdfs:seeAlso <http://a.example/> .\n",
        )
    alone = [
        each
        for each in check(Content(root), layout=True).problems
        if each.file == FIRST and each.message.startswith(ALONE)
    ]
    assert [(each.rule, each.severity) for each in alone] == [("layout", "warning")]
    assert alone[0].message.endswith("(Of the layout; told once for this file.)")
    assert not [each for each in check(Content(root)).problems if each.rule == "layout"]


def test_what_the_commands_write_is_laid_out_so(root: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text(TEXT, "utf-8")
    new_source(Content(root), read_document(text), "again-2024")
    path = "data/sources/again-2024.ttl"
    assert list(faults(path, (root / path).read_text("utf-8"))) == []
    corpus, _ = read(Content(root))
    assert corpus is not None
    file = next(each for each in corpus.sources.values() if each.slug == "first")
    blocks = proofs(corpus, file, read_document(text).paragraphs).blocks
    assert blocks is not None
    assert list(faults(FIRST, "\n".join(blocks))) == []
