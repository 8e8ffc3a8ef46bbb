"""What is wrong with a question is told in its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..changing import QUESTION, Cases, Change, mistakes, swap, tell, told
from ..small import BASE, append, replace

DECLARED = "# parameter: party | accord:hasParty | Party | 当事者"
CASES: Cases = (
    (
        "question that does not parse",
        swap(QUESTION, "?party .\n}", "?party ."),
        [f"{QUESTION}:13:1: Not SPARQL 1.1: the query cannot be read from here on ("],
    ),
    (
        "question that binds a variable twice",
        swap(QUESTION, "?party .\n}", "?party .\n  BIND(1 AS ?party)\n}"),
        [f"{QUESTION}:15:7: The engine refuses this query, here at the latest. Is a variable bound twice, "],
    ),
    (
        "question that counts without grouping",
        swap(QUESTION, "?agreement ?party\nWHERE", "?agreement (COUNT(?party) AS ?n)\nWHERE"),
        [f"{QUESTION}:15:1: The engine refuses this query, here at the latest. "],
    ),
    (
        "question with a blank node in two groups",
        swap(QUESTION, "?party .\n}", "?party .\n  { _:x ?p ?o } { _:x ?q ?r }\n}"),
        [f"{QUESTION}:13:27: The engine refuses this query, here at the latest. "],
    ),
    (
        "question with an IRI that is not absolute",
        swap(QUESTION, "{ UNDEF }", "{ <foo> }"),
        [f"{QUESTION}:11:24: The engine refuses this query, here at the latest. "],
    ),
    (
        "question with a function that the engine does not know",
        swap(QUESTION, "?party .\n}", "?party .\n  FILTER(<http://x.example/f>(?party))\n}"),
        [f"{QUESTION}: The engine refuses this query: The custom function <http://x.example/f> is not supp"],
    ),
    (
        "question of brackets in brackets",
        swap(QUESTION, "?party .\n}", f"?party .\n{'{ ' * 400} {'} ' * 400}\n}}"),
        [f"{QUESTION}: The engine does not survive this query; it is nested too deeply, or too long. "],
    ),
    (
        "question that ends the engine's process",
        swap(QUESTION, "?party .\n}", f"?party .\n{'MINUS {} ' * 3000}\n}}"),
        [f"{QUESTION}: The engine does not survive this query; it is nested too deeply, or too long. "],
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
            "add `PREFIX skos: <http://www.w3.org/2004/02/skos/core#>` among its prefixes."
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
            f"add `PREFIX organization: <{BASE}id/organization/>` among its prefixes."
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
            "add `PREFIX zzqq: <…>` among its prefixes."
        ],
    ),
    (
        "question of a thing that is described nowhere",
        swap(
            QUESTION,
            "\nSELECT",
            f"PREFIX organization: <{BASE}id/organization/>\n\nSELECT",
            "accord:hasParty ?party",
            "accord:hasParty organization:betta, ?party",
        ),
        [f"{QUESTION}:13:30: organization/betta is used here but described nowhere; did you mean "],
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
            "concept/research-field, a class or property of the ontology, or another property that the "
            "shapes have. Did you mean accord:hasParty?"
        ],
    ),
    (
        "parameter of an unknown property of another vocabulary",
        swap(QUESTION, "party | accord:hasParty", "party | dcterms:langage"),
        [f"{QUESTION}:5:1: dcterms:langage is no kind of values: it is year, date, a scheme such as "],
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
        [
            f"{QUESTION}:11:19: organization/nobody is used here but described nowhere; describe it in "
            "data/entities/, or mend its name."
        ],
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
        "columns that neither header nor query names",
        swap(
            QUESTION, "# columns: agreement thing, party thing\n", "", "SELECT ?agreement ?party", "SELECT *"
        ),
        [
            f"{QUESTION}:1:1: The header is to tell what the columns hold, in the query's order: "
            "`# columns: the columns, which SELECT names one by one`."
        ],
    ),
    (
        "column of an unknown sort",
        swap(QUESTION, "party thing", "party person"),
        [
            f"{QUESTION}:4:1: The column party holds person; "
            "let it be thing, fact, link, text, number, date, value."
        ],
    ),
)


@mistakes(CASES)
def test_mistakes_are_told_with_their_place(root: Path, change: Change, wanted: list[str]) -> None:
    tell(root, change, wanted)


@pytest.mark.parametrize("word", ["?service", '"SERVICE"', "?x # SERVICE", "<http://service/>"])
def test_what_only_looks_like_a_service_is_none(root: Path, word: str) -> None:
    replace(root, QUESTION, "?party .\n}", f"?party .\n  OPTIONAL {{ ?party ?service {word}\n }}\n}}")
    assert told(root) == []


def test_a_question_may_declare_its_prefixes_on_one_line(root: Path) -> None:
    replace(root, QUESTION, "ontology#>\n", f"ontology#> PREFIX organization: <{BASE}id/organization/>\n")
    replace(root, QUESTION, "{ UNDEF }", "{ organization:beta }")
    assert told(root) == []


@pytest.mark.parametrize("name", ["prefix", "base"])
def test_a_variable_may_be_called_like_a_keyword(root: Path, name: str) -> None:
    replace(root, QUESTION, "ORDER BY ?agreement ?party", f"ORDER BY ?agreement ?{name}")
    assert told(root) == []


def test_an_odd_literal_in_a_question_is_not_logged(root: Path, caplog: pytest.LogCaptureFixture) -> None:
    replace(root, QUESTION, "?party .\n}", f"?party .\n  FILTER({'9' * 5000} > 1)\n}}")
    told(root)
    assert caplog.records == []


def test_an_undeclared_prefix_is_told_once_in_a_question(root: Path) -> None:
    replace(root, QUESTION, f"PREFIX accord: <{BASE}ontology#>\n", "")
    append(root, QUESTION, "# accord:hasParty\n")
    replace(root, QUESTION, "?party .", "?party . ?party accord:partyOf ?agreement .")
    assert [line.partition(": ")[0] for line in told(root)] == [f"{QUESTION}:11:14"]
