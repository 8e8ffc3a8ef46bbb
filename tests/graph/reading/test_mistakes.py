"""What is no Turtle is told where it stands, with what is missing."""

from __future__ import annotations

from pathlib import Path

from accordgraph.graph.reading.mistakes import mistakes as found_in
from growth import is_linear

from ..changing import ENTITIES, FIRST, Cases, Change, mistakes, more, swap, tell
from ..small import BASE

CASES: Cases = (
    (
        "undeclared prefix that is known",
        more(ENTITIES, "id:x foaf:name 1 .\n"),
        [
            f"{ENTITIES}:22:6: The prefix foaf: is not declared in this file; "
            "add `@prefix foaf: <http://xmlns.com/foaf/0.1/> .` among its prefixes."
        ],
    ),
    (
        "undeclared prefix of the ontology",
        swap(ENTITIES, f"@prefix accord: <{BASE}ontology#> .\n", ""),
        [
            f"{ENTITIES}:12:7: The prefix accord: is not declared in this file; "
            f"add `@prefix accord: <{BASE}ontology#> .` among its prefixes."
        ],
    ),
    (
        "undeclared prefix where the base is not known",
        swap("data/dataset.ttl", "dcterms:title", "person:x"),
        [
            "data/dataset.ttl:13:5: The prefix person: is not declared in this file; "
            "add `@prefix person: <…/id/person/> .` among its prefixes."
        ],
    ),
    (
        "undeclared prefix that is like another",
        more(ENTITIES, "id:x accrd:hasParty 1 .\n"),
        [f"{ENTITIES}:22:6: The prefix accrd: is not declared in this file; did you mean accord: ?"],
    ),
    (
        "undeclared prefixes in one block",
        more(
            ENTITIES, "id:x foaf:name 1 ;\n    time:second 2 ;\n    foaf:page 3 ;\n    org:third 4 ; ; ] .\n"
        ),
        [
            f"{ENTITIES}:22:6: The prefix foaf: is not declared in this file",
            f"{ENTITIES}:23:5: The prefix time: is not declared in this file",
            f"{ENTITIES}:25:5: The prefix org: is not declared in this file",
            f"{ENTITIES}:25:21: Not Turtle: ] is not a valid subject or graph name.",
        ],
    ),
    (
        "a quotation mark that is missing",
        swap(FIRST, 'accord:currency "USD" ;', 'accord:currency "USD ;'),
        [
            f"{FIRST}:32:27: Not Turtle: Line jumps are not allowed in string literals, use \\n. "
            "A text on this line has no end; is a quotation mark missing?"
        ],
    ),
    (
        "curly quotation marks",
        swap(FIRST, '"USD"', "\u201cUSD\u201d"),
        [
            f"{FIRST}:32:21: Not Turtle: '\u201c' is not allowed at the beginning of a prefix name. "
            "Texts stand in straight quotation marks"
        ],
    ),
    (
        "a space in an address",
        more(ENTITIES, "id:x rdfs:seeAlso <https://x.example/a b> .\n"),
        [
            f"{ENTITIES}:22:19: Not Turtle: Invalid IRI code point ' '. Is the > of an IRI missing? "
            "In one that goes on here, write %20."
        ],
    ),
    (
        "a date that stands by itself",
        swap(FIRST, '"2024-04-03"^^xsd:date', "2024-04-03"),
        [
            f"{FIRST}:22:21: Not Turtle: -04 is not a valid subject or graph name. A date is a text with "
            'its datatype: "2024-04-03"^^xsd:date.'
        ],
    ),
    (
        "a truth with a capital letter",
        more(ENTITIES, "id:x owl:deprecated True .\n"),
        [f"{ENTITIES}:22:21: Not Turtle: True is not a valid RDF object. Write true."],
    ),
    (
        "an address without its scheme",
        more(ENTITIES, "id:x rdfs:seeAlso <www.x.example/a> .\n"),
        [
            f"{ENTITIES}:22:19: Not Turtle: No scheme found in an absolute IRI. Write the address whole, "
            "with https:// before it."
        ],
    ),
    (
        "marks of a merge",
        swap(ENTITIES, "    a accord:Company ;\n", "<<<<<<< HEAD\n    a accord:Company ;\n"),
        [f"{ENTITIES}:16:1: Not Turtle: << is not a valid predicate. This is left of a merge: keep one side"],
    ),
    (
        "a prefix of a kind",
        more(ENTITIES, f"@prefix person: <{BASE}id/person/> .\nplace:x rdfs:label person:x .\n"),
        [
            f"{ENTITIES}:23:1: The prefix place: is not declared in this file; "
            f"add `@prefix place: <{BASE}id/place/> .`"
        ],
    ),
)


@mistakes(CASES)
def test_mistakes_are_told_with_their_place(root: Path, change: Change, wanted: list[str]) -> None:
    tell(root, change, wanted)


def test_of_a_line_that_no_parser_understands_one_mistake_is_told() -> None:
    text = "<a:b> <c:d> 1\n    <c:e> <c:f> ;\n    <c:g> 2 ;\n.\n<a:b> <c:h> 2024-09-10 .\n"
    assert [each.line for each in found_in("x.ttl", text)] == [2, 5]


def test_many_mistakes_are_found_in_time_that_grows_as_they_do() -> None:
    assert is_linear(lambda number: lambda: found_in("x.ttl", "<a:b> <c:d> <e f> .\n" * number), 1_000)
