"""Check tells every mistake with its place and what to do."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from accordgraph.graph.checking.check import STEPS, Checked, check
from accordgraph.graph.reading.content import Content, ContentError, find_content

from .. import small
from ..small import BASE, append, replace

Change = Callable[[Path], None]
QUESTION = "ontology/questions/who-signed.rq"
DECLARED = "# parameter: party | accord:hasParty | Party | 当事者"
FIRST, SECOND = "data/sources/first.ttl", "data/sources/second.ttl"
ENTITIES = "data/entities/all.ttl"
#: A user who owns nothing.
_NOBODY = 65534
#: Errors in one file; where each is compared with all, this takes many minutes.
MANY = 30_000


def told(root: Path) -> list[str]:
    """What check says of a folder."""
    return [str(problem) for problem in check(Content(root)).problems]


def test_the_small_content_is_valid(root: Path) -> None:
    checked = check(Content(root))
    assert checked.problems == ()
    assert checked.ok
    assert checked.dataset is not None


def swap(name: str, *changes: str) -> Change:
    """A change of places in one file: what stands there, and what is to stand there, in turn."""

    def change(root: Path) -> None:
        for old, new in zip(changes[::2], changes[1::2], strict=True):
            replace(root, name, old, new)

    return change


def more(name: str, text: str) -> Change:
    """A change that adds to one file."""
    return lambda root: append(root, name, text)


def raw(name: str, data: bytes) -> Change:
    """A change that puts bytes in the place of a file."""

    def change(root: Path) -> None:
        (root / name).write_bytes(data)

    return change


def gone(name: str) -> Change:
    """A change that removes a file."""
    return lambda root: (root / name).unlink()


def renamed(name: str, new: str) -> Change:
    """A change of a file's name."""

    def change(root: Path) -> None:
        (root / name).rename(root / new)

    return change


def folder(name: str) -> Change:
    """A change that puts a folder where a file is wanted."""
    return lambda root: (root / name).mkdir()


def link(name: str, target: str) -> Change:
    """A change that puts a link where a file is wanted."""
    return lambda root: (root / name).symlink_to(target)


ALPHA, BETA = f"<{BASE}id/organization/alpha-university>", f"<{BASE}id/organization/beta>"
PARTY = f"accord:hasParty <{BASE}id/organization/beta> ."
CASES: tuple[tuple[str, Change, list[str]], ...] = (
    (
        "undefined property",
        swap(FIRST, "accord:hasFunder", "accord:hasFundr"),
        [
            f"{FIRST}:27:5: accord:hasFundr is not defined in ontology/accordgraph.ttl. "
            "Did you mean accord:hasFunder?"
        ],
    ),
    (
        "undefined class",
        swap(ENTITIES, "accord:Company", "accord:Compny"),
        [
            f"{ENTITIES}:16:7: accord:Compny is not defined in ontology/accordgraph.ttl. "
            "Did you mean accord:Company?",
            f"{FIRST}:24:21: An agreement has at least two parties. "
            "(agreement/alpha-beta accord:hasParty organization/beta)",
        ],
    ),
    (
        "term of another vocabulary",
        swap(ENTITIES, "skos:altLabel", "skos:altLable"),
        [f"{ENTITIES}:18:5: skos:altLable is not a term of its vocabulary. Did you mean skos:altLabel?"],
    ),
    (
        "unknown namespace",
        more(ENTITIES, f'<{BASE}id/person/x> <https://www.w3.org/2004/02/skos/core#note> "n" .\n'),
        [
            f"{ENTITIES}:22:44: <https://www.w3.org/2004/02/skos/core#note> is in a namespace of "
            "no vocabulary in "
            "use. Did you mean <http://www.w3.org/2004/02/skos/core#note>?"
        ],
    ),
    (
        "undeclared prefix that is known",
        more(ENTITIES, "id:x foaf:name 1 .\n"),
        [
            f"{ENTITIES}:22:6: The prefix foaf: is not declared in this file; "
            "add `@prefix foaf: <http://xmlns.com/foaf/0.1/> .` at its top."
        ],
    ),
    (
        "undeclared prefix of the ontology",
        swap(ENTITIES, f"@prefix accord: <{BASE}ontology#> .\n", ""),
        [
            f"{ENTITIES}:12:7: The prefix accord: is not declared in this file; "
            f"add `@prefix accord: <{BASE}ontology#> .` at its top."
        ],
    ),
    (
        "undeclared prefix where the base is not known",
        swap("data/dataset.ttl", "dcterms:title", "person:x"),
        [
            "data/dataset.ttl:13:5: The prefix person: is not declared in this file; "
            "add `@prefix person: <…/id/person/> .` at its top."
        ],
    ),
    (
        "undeclared prefix that is like another",
        more(ENTITIES, "id:x accrd:hasParty 1 .\n"),
        [f"{ENTITIES}:22:6: The prefix accrd: is not declared in this file; did you mean accord: ?"],
    ),
    (
        "dangling IRI",
        swap(FIRST, PARTY, PARTY.replace("beta", "betta")),
        [
            f"{FIRST}:24:21: organization/betta is used here but described nowhere; "
            "did you mean organization/beta?",
        ],
    ),
    (
        "blank node",
        more(ENTITIES, f'<{BASE}id/person/x> a accord:Person ; rdfs:seeAlso [ rdfs:label "y"@en ] .\n'),
        [
            f"{ENTITIES}:22:62: A blank node, which nobody can refer to; give it an IRI. "
            "Blank nodes stand only in shapes."
        ],
    ),
    (
        "second label",
        more("data/entities/more.ttl", f'<{BASE}id/organization/beta> rdfs:label "Beta"@en .\n'),
        [
            'data/entities/more.ttl:12:64: organization/beta has its label "Beta"@en here and another in '
            f"{ENTITIES}; keep one."
        ],
    ),
    (
        "defined in two files",
        more("data/entities/more.ttl", f"<{BASE}id/organization/beta> a accord:Company .\n"),
        [
            "data/entities/more.ttl:12:55: organization/beta is described here and in "
            f"{ENTITIES}; keep one, or are they two things?"
        ],
    ),
    (
        "ill-typed number",
        swap(FIRST, '"25000000"', '"25m"'),
        [f'{FIRST}:31:24: "25m" is no xsd:decimal; write it like 25000000 or 19.5.'],
    ),
    (
        "non-canonical decimal",
        swap(FIRST, '"25000000"', '"25000000.0"'),
        [
            f'{FIRST}:31:24: "25000000.0" is not the canonical form of this xsd:decimal; '
            'write "25000000"^^xsd:decimal, or one value counts as two.'
        ],
    ),
    (
        "impossible date",
        swap(FIRST, '"2024-04-03"', '"2024-04-31"'),
        [f'{FIRST}:22:17: "2024-04-31" is no xsd:date; write it like 2024-04-16.'],
    ),
    (
        "a day in a time zone",
        swap(FIRST, '"2024-04-03"', '"2024-04-03+09:00"'),
        [
            f'{FIRST}:22:17: "2024-04-03+09:00" is not the canonical form of this xsd:date; '
            'write "2024-04-03"^^xsd:date, or one value counts as two.'
        ],
    ),
    (
        "a year that is written by another day than its first",
        swap(FIRST, "date-precision-day", "date-precision-year"),
        [
            f"{FIRST}:18:20: A year as dcterms:issued is written by its first day, "
            '"2024-01-01"; or is it known to the day?'
        ],
    ),
    (
        "a month that is written by another day than its first",
        swap(FIRST, "date-precision-day", "date-precision-month"),
        [f'{FIRST}:18:20: A month as dcterms:issued is written by its first day, "2024-04-01"; or'],
    ),
    (
        "disjoint classes",
        more(FIRST, f"<{BASE}id/organization/beta> a accord:Person .\n"),
        [
            f"{FIRST}:82:55: organization/beta is accord:Person here and accord:Company in "
            f"{ENTITIES}, but nothing is "
            "both accord:Person and accord:Organization; mend one, or are they two things?",
        ],
    ),
    (
        "unknown kind",
        more(ENTITIES, f'<{BASE}id/persons/x> a accord:Person ; rdfs:label "X"@en .\n'),
        [f'{ENTITIES}:22:1: "persons" in persons/x is no kind of thing; did you mean person?'],
    ),
    (
        "malformed slug",
        more(ENTITIES, f'<{BASE}id/person/Jane_Doe> a accord:Person ; rdfs:label "X"@en .\n'),
        [
            f'{ENTITIES}:22:1: The slug "Jane_Doe" of person/Jane_Doe is not lower-case ASCII '
            "letters and digits "
            "with single hyphens."
        ],
    ),
    (
        "amount named for another value",
        swap(FIRST, '"25000000"^^xsd', '"26000000"^^xsd'),
        [
            f"{FIRST}:31:5: amount/usd-25000000-more-than is said to be USD 26000000 more than, so "
            "its name is "
            "amount/usd-26000000-more-than; mend the name or the amount."
        ],
    ),
    (
        "useless evidence",
        swap(FIRST, "accord:supportsProperty accord:date", "accord:supportsProperty accord:partyCount"),
        [
            f"{FIRST}:56:29: This is evidence, but the file states no accord:partyCount of "
            "agreement/alpha-beta; "
            "state it, or mend or remove the evidence."
        ],
    ),
    (
        "question that does not parse",
        swap(QUESTION, "?party .\n}", "?party ."),
        [f"{QUESTION}:13:1: Not SPARQL 1.1: the query cannot be read from here on ("],
    ),
    (
        "question with an unknown term",
        swap(QUESTION, "?agreement accord:hasParty", "?agreement accord:hasParti"),
        [
            f"{QUESTION}:12:14: accord:hasParti is not defined in "
            "ontology/accordgraph.ttl. "
            "Did you mean accord:hasParty?"
        ],
    ),
    (
        "question with an undeclared prefix",
        swap(QUESTION, "?agreement accord:hasParty", "?agreement skos:note"),
        [
            f"{QUESTION}:12:14: The prefix skos: is not declared in this question; "
            "add `PREFIX skos: <http://www.w3.org/2004/02/skos/core#>` at its top."
        ],
    ),
    (
        "question with an undeclared prefix of the ontology",
        swap(QUESTION, f"PREFIX accord: <{BASE}ontology#>\n", ""),
        [
            f"{QUESTION}:11:14: The prefix accord: is not declared in this question; "
            f"add `PREFIX accord: <{BASE}ontology#>` at its top."
        ],
    ),
    (
        "question with an undeclared prefix of a kind, in a block",
        swap(QUESTION, "{ UNDEF }", "{ organization:beta }"),
        [
            f"{QUESTION}:11:19: The prefix organization: is not declared in this question; "
            f"add `PREFIX organization: <{BASE}id/organization/>` at its top."
        ],
    ),
    (
        "question with a prefix that is like another",
        swap(QUESTION, "?agreement accord:hasParty", "?agreement acord:hasParty"),
        [f"{QUESTION}:12:14: The prefix acord: is not declared in this question; did you mean accord: ?"],
    ),
    (
        "question with a prefix that is like no other",
        swap(QUESTION, "?agreement accord:hasParty", "?agreement zzqq:hasParty"),
        [
            f"{QUESTION}:12:14: The prefix zzqq: is not declared in this question; "
            "add `PREFIX zzqq: <…>` at its top."
        ],
    ),
    (
        "question that asks another server",
        swap(
            QUESTION,
            "?agreement accord:hasParty",
            "SERVICE <http://x.example/> {} ?agreement accord:hasParty",
        ),
        [f"{QUESTION}:12:3: SERVICE asks another server, which is refused here"],
    ),
    (
        "question in one language",
        swap(QUESTION, "# ja: 誰が何に署名したか。\n", ""),
        [f"{QUESTION}:1:1: It does not ask in Japanese, too; add a line to its header: `# ja: "],
    ),
    (
        "parameter that is no declaration",
        swap(QUESTION, "| Party | 当事者", "| Party"),
        [f"{QUESTION}:5:1: No declaration of a parameter; it goes `# parameter: name | kind | English | "],
    ),
    (
        "parameter that is declared twice",
        swap(QUESTION, f"{DECLARED}\n", f"{DECLARED}\n{DECLARED}\n"),
        [f"{QUESTION}:6:1: The parameter party is declared twice; each has one declaration."],
    ),
    (
        "parameter with a name that all questions have",
        swap(QUESTION, "# parameter: party", "# parameter: language"),
        [f"{QUESTION}:5:1: Every question has a parameter language of its own; choose another name."],
    ),
    (
        "parameter of an unknown class",
        swap(QUESTION, "party | accord:hasParty", "party | accord:hasParti"),
        [
            f"{QUESTION}:5:1: accord:hasParti is no kind of values: it is year, date, a scheme such as "
            "concept/research-field, or a class or property of the ontology. Did you mean accord:hasParty?"
        ],
    ),
    (
        "parameter without a block",
        swap(QUESTION, "  VALUES ?party { UNDEF }\n", ""),
        [
            f"{QUESTION}:5:1: The query needs one block for ?party, and has 0: `VALUES ?party {{ UNDEF }}`, "
            "with the term in it"
        ],
    ),
    (
        "parameter that the query does not use",
        swap(QUESTION, "VALUES ?party", "VALUES ?member", "# parameter: party", "# parameter: member"),
        [f"{QUESTION}:5:1: The query does not use ?member; let it stand in a pattern or a filter."],
    ),
    (
        "parameter with a default that is not there",
        swap(QUESTION, "{ UNDEF }", f"{{ <{BASE}id/organization/nobody> }}"),
        [f"{QUESTION}:5:1: {BASE}id/organization/nobody is no value of the kind accord:hasParty."],
    ),
    (
        "parameter with a default of another kind",
        swap(QUESTION, "party | accord:hasParty", "party | year", "{ UNDEF }", '{ "2024" }'),
        [f"{QUESTION}:5:1: 2024 is no value of the kind year."],
    ),
    (
        "parameter that is required and left open",
        swap(QUESTION, DECLARED, f"{DECLARED} | required"),
        [f"{QUESTION}:5:1: party is required, so its block needs a term and not UNDEF."],
    ),
    (
        "columns other than the query's",
        swap(QUESTION, "agreement thing, party thing", "party thing"),
        [
            f"{QUESTION}:4:1: The header is to tell what the columns hold, in the query's order: "
            "`# columns: agreement …, party …`."
        ],
    ),
    (
        "column of an unknown sort",
        swap(QUESTION, "party thing", "party person"),
        [f"{QUESTION}:4:1: The column party holds person; let it be thing, link, text, number, date, value."],
    ),
    (
        "graph of another source",
        swap(FIRST, f"<{BASE}graph/source/first>", f"<{BASE}graph/source/frist>"),
        [
            f"{FIRST}: This source file does not say `<{BASE}graph/source/first> a "
            "accord:SourceGraph`; add it.",
            f"{FIRST}: This source file does not say `<{BASE}graph/source/first> prov:wasDerivedFrom "
            f"<{BASE}id/source/first>`; add it.",
            f"{FIRST}:12:1: graph/source/frist stands in the file of graph/source/first; "
            "mend the IRI or the file's name.",
        ],
    ),
    (
        "source's file named in capitals",
        renamed(FIRST, "data/sources/First.ttl"),
        [
            'data/sources/First.ttl: The file\'s name "First" names what it holds, so it is '
            "lower-case ASCII letters and "
            "digits with single hyphens; rename the file."
        ],
    ),
    (
        "source's file named with a space",
        more("data/sources/first (1).ttl", ""),
        ['data/sources/first (1).ttl: The file\'s name "first (1)" names what it holds, so it is '],
    ),
    (
        "question's file named with a space",
        renamed(QUESTION, "ontology/questions/who signed.rq"),
        ['ontology/questions/who signed.rq: The file\'s name "who signed" names what it holds, so it is '],
    ),
    (
        "a fact that only the entities state",
        more(ENTITIES, f"<{BASE}id/agreement/alpha-beta> {PARTY}"),
        [f"{ENTITIES}:22:72: accord:hasParty is no name, identifier or place: in data/entities/ it has no "],
    ),
    (
        "a fact in terms of others that only the entities state",
        more(ENTITIES, f"<{BASE}id/agreement/alpha-beta> dcterms:replaces {BETA} ."),
        [f"{ENTITIES}:22:73: dcterms:replaces is no name, identifier or place: in data/entities/ it has no "],
    ),
    (
        "label of a fact that is no more",
        more(ENTITIES, f'<{BASE}id/contribution/old>\n    rdfs:label "Old"@en .\n'),
        [
            f"{ENTITIES}:23:16: contribution/old is labelled, but no source speaks of it; remove the label, "
            "or, where the name was published, make it a tombstone"
        ],
    ),
    (
        "label of a source graph that is no more",
        more(ENTITIES, f'<{BASE}graph/source/old>\n    rdfs:label "Old"@en .\n'),
        [f"{ENTITIES}:23:16: graph/source/old is labelled, but there is no data/sources/old.ttl"],
    ),
    (
        "no label in English",
        swap(ENTITIES, '"Alpha University"@en', '"アルファ大学"@ja'),
        [f"{ENTITIES}:14:16: organization/alpha-university has no label in English; add one, and keep this."],
    ),
    (
        "an organization that only a source speaks of",
        swap(
            FIRST,
            f"accord:hasParty <{BASE}id/organization/beta>",
            f"accord:hasParty <{BASE}id/organization/gamma>",
        ),
        [f"{FIRST}:24:21: organization/gamma is used here but described nowhere; "],
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
        "marks of a merge",
        swap(ENTITIES, "    a accord:Company ;\n", "<<<<<<< HEAD\n    a accord:Company ;\n"),
        [f"{ENTITIES}:16:7: Not Turtle: Invalid IRI code point ' '. This is left of a merge: keep one side"],
    ),
    (
        "a prefix of a kind",
        more(ENTITIES, f"@prefix person: <{BASE}id/person/> .\nplace:x rdfs:label person:x .\n"),
        [
            f"{ENTITIES}:23:1: The prefix place: is not declared in this file; "
            f"add `@prefix place: <{BASE}id/place/> .`"
        ],
    ),
    (
        "no evidence",
        more(FIRST, f"<{BASE}id/person/jane> a accord:Person .\n"),
        [f"{FIRST}:82:1: Every subject has evidence. (person/jane)"],
    ),
    (
        "a shape broken within one source",
        swap(FIRST, 'accord:date "2024-04-03"^^xsd:date', 'accord:date "2024-04-03"'),
        [
            f"{FIRST}:22:17: An agreement has exactly one date. (agreement/alpha-beta accord:date "
            '"2024-04-03" which is xsd:string)',
        ],
    ),
    (
        "no dataset",
        gone("data/dataset.ttl"),
        [
            "data/dataset.ttl: This file is missing; it states the dataset's title, licence, "
            "version and base "
            "(void:uriSpace)."
        ],
    ),
    (
        "no base",
        swap("data/dataset.ttl", "void:uriSpace", "rdfs:comment"),
        [
            "data/dataset.ttl: A void:Dataset with exactly one void:uriSpace is wanted here: "
            "the base of all published IRIs."
        ],
    ),
    (
        "a base that is none",
        swap("data/dataset.ttl", f'void:uriSpace "{BASE}"', 'void:uriSpace "accordgraph"'),
        [
            'data/dataset.ttl: void:uriSpace "accordgraph" is no base; '
            "give an absolute http or https IRI that ends in a slash."
        ],
    ),
    (
        "a version that is no step of an address",
        swap("data/dataset.ttl", 'owl:versionInfo "0.1.0"', 'owl:versionInfo "1.0 / beta"'),
        [
            "data/dataset.ttl:14:21: The value of owl:versionInfo cannot be used: "
            'a version is a step of an address; write it like "0.2.0".'
        ],
    ),
    (
        "two versions of the dataset, and days that are none",
        swap(
            "data/dataset.ttl",
            'owl:versionInfo "0.1.0"',
            'owl:versionInfo "0.1.0" , "0.2.0" ; dcterms:issued "soon" ; dcterms:modified dcterms:issued',
        ),
        [
            "data/dataset.ttl:14:5: The dataset has 2 values of owl:versionInfo; keep one.",
            "data/dataset.ttl:14:56: The value of dcterms:issued cannot be used: "
            'write a day like "2026-11-23"^^xsd:date.',
            "data/dataset.ttl:14:82: The value of dcterms:modified cannot be used: "
            'write a day like "2026-11-23"^^xsd:date.',
        ],
    ),
    (
        "a box that is none",
        more(
            "data/dataset.ttl",
            '<https://sws.geonames.org/1861060/> <http://www.w3.org/ns/dcat#bbox> "Japan" .\n',
        ),
        [
            "data/dataset.ttl:16:70: The value of dcat:bbox cannot be used: write a box by its corners, "
            'east before north: "POLYGON((1 2,1 4,3 4,3 2,1 2))"^^geo:wktLiteral.'
        ],
    ),
    (
        "an undefined property of an entity",
        more(ENTITIES, f"<{BASE}id/agreement/alpha-beta> accord:hasParti 1 ."),
        [f"{ENTITIES}:22:56: accord:hasParti is not defined in ontology/accordgraph.ttl."],
    ),
    (
        "one thing that is said to be another",
        more(ENTITIES, f"{ALPHA} owl:sameAs {BETA} ."),
        [f"{ENTITIES}:22:76: owl:sameAs would merge things, and with them what sources say differently; "],
    ),
    (
        "a thing that is said to be other than itself",
        more(ENTITIES, f"{BETA} owl:differentFrom {BETA} ."),
        [f"{ENTITIES}:22:71: organization/beta is said to have itself as owl:differentFrom; which "],
    ),
    (
        "a thing that is part of itself",
        swap(FIRST, PARTY, f"accord:partyOf <{BASE}id/agreement/alpha-beta> ."),
        [f"{FIRST}:24:20: agreement/alpha-beta is said to have itself as accord:partyOf; which other thing"],
    ),
    (
        "two things with one identifier",
        more(ENTITIES, f"{ALPHA} skos:exactMatch <urn:x:1> . {BETA} skos:exactMatch <urn:x:1> ."),
        [
            f"{ENTITIES}:22:161: organization/beta has the identifier of organization/alpha-university, "
            "<urn:x:1>; which of the two is it"
        ],
    ),
    (
        "a language that is none",
        more(ENTITIES, f'<{BASE}id/source/first> dcterms:language "jp" .'),
        [f'{ENTITIES}:22:65: "jp" is the tag of no language; did you mean "ja"?'],
    ),
    (
        "a text in a language that is none",
        swap(FIRST, '"Accord at last"@en', '"Accord at last"@qq-US'),
        [f'{FIRST}:17:19: "qq-us" is the tag of no language; see ISO 639.'],
    ),
    (
        "a text in Japanese that is tagged as English",
        swap(FIRST, '"Accord at last"@en', '"AIで協定"@en'),
        [f"{FIRST}:17:19: This text is Japanese, but tagged as English; tag it @ja"],
    ),
    (
        "a text in English that is tagged as Japanese",
        swap(FIRST, '"Accord at last"@en', '"Accord that came at last"@ja'),
        [f"{FIRST}:17:19: This text is English, but tagged as Japanese; tag it @en"],
    ),
    (
        "an empty text",
        swap(ENTITIES, '"Alpha University"@en', '""@en'),
        [f"{ENTITIES}:14:16: This text is empty; write it, or leave the statement out."],
    ),
    (
        "a blank text",
        swap(ENTITIES, '"Alpha University"@en', '" "@en'),
        [f"{ENTITIES}:14:16: This text is empty; write it, or leave the statement out."],
    ),
    (
        "a text with a null",
        swap(ENTITIES, '"Alpha University"@en', '"Alpha\\u0000"@en'),
        [f"{ENTITIES}:14:16: This text holds U+0000, a character that nobody sees; take it out."],
    ),
    (
        "a text with a space after it",
        swap(ENTITIES, '"Alpha University"@en', '"Alpha\u3000"@en'),
        [f'{ENTITIES}:14:16: "Alpha" has white space before or after it; take it out'],
    ),
    ("empty file", raw(ENTITIES, b""), [f"{ENTITIES}: This file is empty; fill it or remove it."]),
    (
        "binary garbage",
        raw(ENTITIES, bytes(range(256)) * 40),
        [
            f"{ENTITIES}:2:118: Byte 0x80 is not UTF-8; save the file as UTF-8, or, if it is no text, "
            "take it out of the content."
        ],
    ),
    (
        "null bytes",
        raw(ENTITIES, b"a\n\0\0"),
        [
            f"{ENTITIES}:2: This file holds null bytes, so it is not a text; was something else "
            "saved under this name?"
        ],
    ),
    (
        "a folder for a file",
        folder("data/entities/x.ttl"),
        [
            "data/entities/x.ttl: This file cannot be read (Is a directory); "
            "it is a folder; rename it so that it does not end in .ttl or .rq."
        ],
    ),
    (
        "a broken link",
        link("data/entities/x.ttl", "nowhere.ttl"),
        [
            "data/entities/x.ttl: This file cannot be read (No such file or directory); "
            "mend the link, which leads to nothing."
        ],
    ),
    (
        "a link to itself",
        link("data/entities/x.ttl", "x.ttl"),
        [
            "data/entities/x.ttl: This file cannot be read (Too many levels of symbolic links); "
            "mend the link, which leads to nothing."
        ],
    ),
    (
        "a linked folder",
        link("data/sources/more", "../entities"),
        [
            "data/sources/more: Nothing reads what this folder holds; "
            "see the list of folders in CONTRIBUTING.md."
        ],
    ),
    (
        "a file whose name ends in capitals",
        renamed(FIRST, "data/sources/first.TTL"),
        ["data/sources/first.TTL: Nothing reads a file of this name: those in data/sources end in .ttl; "],
    ),
    (
        "a file of another kind",
        raw("data/sources/first.txt", b"x"),
        ["data/sources/first.txt: Nothing reads a file of this name: those in data/sources end in .ttl; "],
    ),
    (
        "a file of another kind in no place",
        raw("data/notes.md", b"x"),
        ["data/notes.md: Nothing reads a file in this place; see the list of folders in CONTRIBUTING.md."],
    ),
    (
        "a file in no place",
        more("data/more.ttl", ""),
        ["data/more.ttl: Nothing reads a file in this place; see the list of folders in CONTRIBUTING.md."],
    ),
)


@pytest.mark.parametrize(("change", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_bad_content_is_told_with_its_place(root: Path, change: Change, wanted: list[str]) -> None:
    change(root)
    found = told(root)
    for line in wanted:
        assert any(one.startswith(line) for one in found), "\n".join(found)
    assert found
    assert all("Traceback" not in one for one in found)
    assert not check(Content(root)).ok


#: A line of the first source, or of the question, how it was written, and what is said of that.
SIGNS = [
    (FIRST, 'accord:currency "USD"', 'accord:currency\u3000"USD"',
     "Write an ordinary space instead of the ideographic space (column 20)."),
    (FIRST, 'accord:currency "USD"', 'accord:currency\u00a0"USD"',
     "Write an ordinary space instead of the no-break space (column 20)."),
    (FIRST, 'accord:currency "USD"', 'accord:currency "USD"\u200b',
     "Take out the zero width space, which cannot be seen (column 26)."),
    (FIRST, 'accord:currency "USD" ;', 'accord:currency "\uff1b" \uff1b',
     "Write ; instead of \uff1b (column 25)."),
    (FIRST, 'accord:currency "USD" ;', 'accord:currency "\u201cUSD\u201d"',
     "Is a dot, a semicolon or a quotation mark missing here or above?"),
    (QUESTION, "SELECT", "\uff33\uff25\uff2c\uff25\uff23\uff34",
     "Write SELECT instead of \uff33\uff25\uff2c\uff25\uff23\uff34 (column 1)."),
    (QUESTION, "WHERE {", "WHERE\u3000{", "an ordinary space instead of the ideographic space (column "),
    (QUESTION, "WHERE {", "WHERE (", "Is a bracket, a dot or a keyword missing?"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "right", "wrong", "said"), SIGNS)
def test_a_sign_that_is_no_syntax_is_named(root: Path, path: str, right: str, wrong: str, said: str) -> None:
    replace(root, path, right, wrong)
    assert [each for each in told(root) if said in each], told(root)


@pytest.mark.parametrize("name", ["accord:Foo", "accord:zzqq", "accord:ontology", "skos:zzqq"])
def test_nothing_is_guessed_for_a_name_that_is_like_none(root: Path, name: str) -> None:
    append(root, ENTITIES, f"<{BASE}id/organization/beta> {name} 1 .\n")
    assert all("Did you mean" not in line for line in told(root)), told(root)


@pytest.mark.parametrize("word", ["?service", '"SERVICE"', "# SERVICE", "<http://service/>"])
def test_what_only_looks_like_a_service_is_none(root: Path, word: str) -> None:
    replace(root, QUESTION, "?party .\n}", f"?party .\n  OPTIONAL {{ ?party ?service {word}\n }}\n}}")
    assert not any("asks another server" in each for each in told(root))


SCHEME = "{0}concept/kind> a skos:ConceptScheme . {0}concept/kind-fast-and-loose> a skos:Concept ."
#: What is used -> what it may have been meant to be.
MEANT = {
    "concept/kind-fast": "concept/kind-fast-and-loose",
    "concept/kind-other": "",
    "concept/kin": "",
    "concept/date-precision-dey": "concept/date-precision-day",
    "organization/Betta": "",
    "organization/betta": "organization/beta",
    "person/beta": "",
}


@pytest.mark.parametrize(("used", "meant"), MEANT.items(), ids=MEANT)
def test_what_is_proposed_may_stand_there(root: Path, used: str, meant: str) -> None:
    append(root, "ontology/concepts/kind.ttl", SCHEME.format(f"<{BASE}id/"))
    append(
        root,
        ENTITIES,
        f"{BETA} skos:closeMatch <{BASE}id/{used}> .\n<{BASE}id/organization/Betta> a accord:Company .\n",
    )
    used_nowhere = [each for each in told(root) if "described nowhere" in each]
    hints = [each.partition("did you mean ")[2].rstrip("?") for each in used_nowhere]
    assert hints == ([] if used == "organization/Betta" else [meant])


#: A period, its precision -> the day that is told for it; "" where it is right.
PERIODS = {
    ("periodStart", "2024-01-01", "year"): "",
    ("periodEnd", "2024-12-31", "year"): "",
    ("deadline", "2033-01-01", "year"): "2033-12-31",
    ("periodEnd", "2024-02-28", "month"): "2024-02-29",
    ("periodEnd", "2024-02-28", "day"): "",
}


@pytest.mark.parametrize(("said", "right"), PERIODS.items(), ids=map(str, PERIODS))
def test_a_period_is_written_by_the_day_that_stands_for_it(
    root: Path, said: tuple[str, str, str], right: str
) -> None:
    name, day, precision = said
    thing = f'<{BASE}id/event/x> accord:{name} "{day}"^^xsd:date'
    append(root, FIRST, f"{thing} ; accord:datePrecision <{BASE}id/concept/date-precision-{precision}> .\n")
    found = [each for each in told(root) if "is written by its" in each]
    assert len(found) == bool(right)
    assert all(f'day, "{right}"; or is it known to the day?' in each for each in found)


@pytest.mark.parametrize(
    "label", ['"IBM Quantum System One"@ja', '"Keio (慶應義塾大学)"@en', '"Tōkyō"@ja-Latn']
)
def test_a_name_may_stand_in_another_script(root: Path, label: str) -> None:
    append(root, ENTITIES, f"{BETA} skos:altLabel {label} .")
    assert told(root) == []


def test_a_currency_that_is_none_names_no_amount(root: Path) -> None:
    replace(root, FIRST, 'accord:currency "USD"', 'accord:currency "US$"')
    assert not any("its name is" in each for each in told(root))


def test_a_question_may_declare_its_prefixes_on_one_line(root: Path) -> None:
    replace(root, QUESTION, "ontology#>\n", f"ontology#> PREFIX organization: <{BASE}id/organization/>\n")
    replace(root, QUESTION, "{ UNDEF }", "{ organization:beta }")
    assert told(root) == []


def test_an_undeclared_prefix_is_told_once_in_a_question(root: Path) -> None:
    replace(root, QUESTION, f"PREFIX accord: <{BASE}ontology#>\n", "")
    append(root, QUESTION, "# accord:hasParty\n")
    replace(root, QUESTION, "?party .", "?party . ?party accord:partyOf ?agreement .")
    assert [line.partition(": ")[0] for line in told(root)] == [f"{QUESTION}:11:14"]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("x{0}:y z:q {0} .", "undefined-prefix"),
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
    found = [problem for problem in check(Content(root)).problems if problem.file == ENTITIES]
    assert len(found) <= 90
    assert any(problem.rule == rule for problem in found), {problem.rule for problem in found}
    rest = f"{MANY - 20:,} more of this kind"
    assert any(rest in problem.message for problem in found), [str(problem) for problem in found]


def test_errors_of_all_files_are_told_at_once(root: Path) -> None:
    append(root, ENTITIES, "id:x id:y\n")
    append(root, FIRST, "foo:x id:y 1 .\n")
    assert {problem.file for problem in check(Content(root)).problems} >= {ENTITIES, FIRST}


@pytest.mark.parametrize("mark", ["\x7f", "\u00ad", "\u200b", "\u202e", "\u2060", "\ufeff"])
def test_a_mark_that_nobody_sees_is_a_warning(root: Path, mark: str) -> None:
    replace(root, ENTITIES, '"Alpha University"@en', f'"Alpha{mark}"@en')
    wanted = f"{ENTITIES}:14:16: warning: This text holds U+{ord(mark):04X}, a character that nobody sees"
    (found,) = told(root)
    assert found.startswith(wanted)


def test_a_warning_is_no_error(root: Path) -> None:
    replace(root, ENTITIES, '"beta corp"@en', '"beta corp"@en , "b"@en , "c"@en , "d"@en')
    checked = check(Content(root))
    assert [problem.severity for problem in checked.problems] == ["warning"]
    assert checked.ok


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
    assert "accord:appliesRule is still to be filled in: write which concept is meant." in told(root)[0]
    (root / "data/adjudications.ttl").write_text(before + written.replace(rule, ""), encoding="utf-8")
    assert told(root) == []
    assert "accord:overrulesSubject <https://w3id.org/accordgraph/id/agreement/alpha-beta> ;" in drafts[-1]
    assert f"accord:rivalGraph <{BASE}graph/source/first> ;" in drafts[-1]
    assert 'accord:overrulesValue "2024-04-02"^^xsd:date ;' in drafts[-1]
    assert 'rdfs:label "Accord of Alpha and Beta: date in “second”"@en ;' in drafts[-1]


def test_a_dispute_of_many_sources_stays_readable(root: Path) -> None:
    for number in range(9):
        text = small.source(f"s{number}", day="2024-04-02" if number else "2024-04-01")
        append(root, f"data/sources/s{number}.ttl", text.removeprefix(small.PREFIXES))
    (message,) = told(root)
    assert "graph/source/s5, data/sources/s5.ttl:22 and 3 more)" in message
    assert message.count("#Adjudication> ;") == 5


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
    ("said", "message"),
    [
        ('foaf:page "https://zeta.example/news/1"', "The page of a source is its address"),
        ('accord:publishedBy "Zeta Times"', "A source is published by one organization"),
        (f"accord:publishedBy {ALPHA} , {BETA}", "A source is published by one organization"),
        ('dcterms:language "english"', "The language of a source is a tag"),
        ('dcterms:language "en"@en', "The language of a source is a tag"),
        ("dcterms:language <http://x/en>", "The language of a source is a tag"),
    ],
    ids=["page", "publisher", "two publishers", "language's name", "language with a tag", "language's IRI"],
)
def test_what_is_wrong_with_a_sources_entry_is_told_there(root: Path, said: str, message: str) -> None:
    shape = Path(__file__).parents[3] / "shapes/source.ttl"
    (root / "shapes/source.ttl").write_bytes(shape.read_bytes())
    entry = f'<{BASE}id/source/first>\n    rdfs:label "First"@en ;\n    {said} .\n'
    append(root, ENTITIES, f"@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n{entry}")
    (only,) = told(root)
    assert only.startswith(f"{ENTITIES}:25:")
    assert message in only


@pytest.mark.parametrize("tag", ["en", "ja", "zh-Hant", "pt-BR", "haw"])
def test_a_sources_language_is_a_tag(root: Path, tag: str) -> None:
    shape = Path(__file__).parents[3] / "shapes/source.ttl"
    (root / "shapes/source.ttl").write_bytes(shape.read_bytes())
    append(root, ENTITIES, f'<{BASE}id/source/first> rdfs:label "First"@en ; dcterms:language "{tag}" .\n')
    assert told(root) == []


@pytest.mark.parametrize("name", ["first.TTL", "first.txt"])
def test_a_source_that_nothing_reads_is_told_and_nothing_else(root: Path, name: str) -> None:
    (root / FIRST).rename(root / "data/sources" / name)
    (found,) = told(root)
    assert found.startswith(f"data/sources/{name}: ")


def test_a_source_in_the_file_of_another_name_is_told_and_nothing_else(root: Path) -> None:
    (root / FIRST).rename(root / SECOND)
    found = told(root)
    assert found
    assert all(each.startswith(f"{SECOND}:") for each in found)


def test_a_folder_of_content_may_be_linked(root: Path) -> None:
    (root / "data/sources").rename(root / "elsewhere")
    link("data/sources", "../elsewhere")(root)
    assert told(root) == []
    replace(root, "elsewhere/first.ttl", '"USD"', '"USD')
    assert told(root)[0].startswith(f"{FIRST}:32:27: Not Turtle")


@pytest.mark.parametrize("name", [".first.ttl.swp", ".DS_Store", "first.ttl~"])
def test_what_editors_leave_is_no_mistake(root: Path, name: str) -> None:
    (root / "data/sources" / name).write_bytes(b"x")
    assert told(root) == []


def test_a_cause_is_told_without_what_follows_from_it(root: Path) -> None:
    replace(
        root,
        FIRST,
        f"accord:hasParty <{BASE}id/organization/beta>",
        f"accord:hasParty <{BASE}id/organization/bata>",
    )
    assert [each.partition(" is ")[0] for each in told(root)] == [f"{FIRST}:24:21: organization/bata"]


def test_a_missing_quotation_mark_and_a_missing_prefix_are_told_once(root: Path) -> None:
    replace(root, FIRST, 'accord:currency "USD" ;', 'accord:currency "USD ;')
    append(root, ENTITIES, "".join(f"total:x{number} rdfs:label total:y .\n" for number in range(9)))
    assert [each.partition(": ")[0] for each in told(root)] == [f"{ENTITIES}:22:1", f"{FIRST}:32:27"]


def test_each_step_is_told_in_its_turn(root: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    check(Content(root), progress=lambda step, done, total: steps.append((step, done, total)))
    assert steps == [(step, done, len(STEPS)) for done, step in enumerate(STEPS)]


def test_content_is_found_in_the_checkout() -> None:
    assert find_content(None).root == Path(__file__).parents[3]


def test_the_checkout_that_the_program_runs_from_is_found_from_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_content(None).root == Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: None, "is not a folder"),
        (lambda path: path.mkdir(), "expected the folders ontology/, data/ and shapes/"),
    ],
    ids=["no folder", "empty folder"],
)
def test_no_content_is_told(tmp_path: Path, make: Callable[[Path], None], words: str) -> None:
    make(tmp_path / "x")
    with pytest.raises(ContentError, match=words):
        find_content(tmp_path / "x")


@contextmanager
def locked(name: str) -> Iterator[Path]:
    """Lend a small content, in which nobody may read one file or folder, to a user who is not root."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        root = small.write(Path(folder) / "content")
        (root / name).chmod(0)
        user = os.geteuid()
        if user == 0:
            os.seteuid(_NOBODY)
        try:
            yield root
        finally:
            os.seteuid(user)
            (root / name).chmod(0o755)


def test_a_file_without_permission_is_told() -> None:
    with locked(ENTITIES) as root:
        assert told(root)[0].startswith(f"{ENTITIES}: This file cannot be read (Permission denied)")


@pytest.mark.parametrize("name", ["data/sources", "data/entities", "data", "ontology/concepts"])
def test_a_folder_without_permission_is_no_empty_folder(name: str) -> None:
    with locked(name) as root, pytest.raises(ContentError) as told:
        check(find_content(root))
    assert str(told.value) == f"{root / name} cannot be read (Permission denied); check its permissions."


def test_content_without_a_source_is_told_and_may_be_served(root: Path) -> None:
    (root / FIRST).unlink()
    checked = check(Content(root))
    assert checked.ok
    (only,) = [each for each in checked.problems if each.rule == "no-source"]
    assert str(only).startswith("data/sources: warning: There is no source, so the graph states no facts")


def test_checked_of_nothing_is_ok() -> None:
    assert Checked((), None).ok


def test_a_blank_node_is_told_once_even_where_a_shape_rejects_it_too(root: Path) -> None:
    append(root, ENTITIES, f"<{BASE}id/organization/beta> rdfs:seeAlso [ a accord:Person ] .\n")
    (only,) = told(root)
    assert only.startswith(f"{ENTITIES}:22:53: A blank node, which nobody can refer to")


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


def test_the_checkout_that_one_works_in_comes_before_the_package(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root / "data")
    assert find_content(None).root == root


def test_a_pipe_is_not_waited_for(root: Path) -> None:
    os.mkfifo(root / "data/sources/pipe.ttl")
    with pytest.raises(ContentError, match=r"pipe\.ttl is a pipe or a device"):
        check(Content(root))
