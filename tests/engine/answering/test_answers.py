"""What the engine answers, in which format, on which graphs."""

from __future__ import annotations

import pytest
from rdflib import Graph

from accordgraph.engine.answering.preview import PREVIEW
from accordgraph.engine.errors import BadGraphName, NotAcceptable, QuerySyntaxError, ServiceRefused
from accordgraph.engine.formats import FORMATS, GRAPHS, RESULTS
from accordgraph.engine.query import Query, Wish

from ..conftest import BASE, Pool

NAME = "SELECT ?n { <a> <terms#name> ?n }"
NAMES = """SELECT ?name ?graph WHERE {
  { ?s <terms#name> ?name } UNION { GRAPH ?graph { ?s <terms#name> ?name } }
} ORDER BY ?name"""

#: Query, wished media type -> form, the start of the answer.
ANSWERS = [
    ("ASK {}", "application/sparql-results+json", "ask", b'{"head":{},"boolean":true}'),
    ("ASK {}", "application/sparql-results+xml", "ask", b'<?xml version="1.0"?>'),
    ("ASK {}", "text/csv", "ask", b"true"),
    ("ASK { ?s <nothing> ?o }", "text/tab-separated-values", "ask", b"false"),
    (NAME, "application/sparql-results+json", "select", b'{"head":{"vars":["n"]}'),
    (NAME, "application/sparql-results+xml", "select", b'<?xml version="1.0"?>'),
    (NAME, "text/csv", "select", b"n\r\ndefault\r\n"),
    (NAME, "text/tab-separated-values", "select", b'?n\n"default"\n'),
    ("DESCRIBE <a>", "text/turtle", "graph", b"@prefix "),
    ("DESCRIBE <a>", "application/n-triples", "graph", b"<https://example.org/a> <https://"),
    ("CONSTRUCT WHERE { <a> ?p ?o }", "application/rdf+xml", "graph", b"<?xml"),
    ("CONSTRUCT WHERE { <a> ?p ?o }", "application/ld+json", "graph", b'{"@context": {"@version": 1.1, "'),
    ("CONSTRUCT WHERE { <a> ?p ?o }", "application/n-quads", "graph", b"<https://example.org/a> <https://"),
    ("CONSTRUCT WHERE { <a> ?p ?o }", "application/trig", "graph", b"@prefix "),
]  # fmt: skip


@pytest.mark.parametrize(("text", "media_type", "form", "start"), ANSWERS)
def test_answers_in_the_wished_format(
    pool: Pool, text: str, media_type: str, form: str, start: bytes
) -> None:
    answer = pool.answer(
        Query(text), Wish(media_type, media_type) if form != "graph" else Wish(None, media_type)
    )
    assert (answer.form, answer.media_type) == (form, media_type)
    assert answer.body.startswith(start)


def test_every_format_is_tested() -> None:
    assert {each.media_type for each in FORMATS} == {media_type for _, media_type, _, _ in ANSWERS}


@pytest.mark.parametrize(
    "media_type", ["text/turtle", "application/trig", "application/rdf+xml", "application/ld+json", PREVIEW]
)
def test_a_short_graph_declares_the_prefixes_that_it_uses_and_no_others(pool: Pool, media_type: str) -> None:
    body = pool.answer(Query("CONSTRUCT { <a> <terms#is> <b> } {}"), Wish(None, media_type)).body
    assert f"{BASE}terms#".encode() in body
    assert b"rdf-schema" not in body


@pytest.mark.parametrize("count", [1, 999, 1_000, 1_001, 1_002, 5_000])
def test_a_graph_is_whole_however_many_statements_were_looked_through(pool: Pool, count: int) -> None:
    numbers = " ".join(map(str, range(count)))
    text = f"CONSTRUCT {{ <a> <terms#is> ?n }} {{ VALUES ?n {{ {numbers} }} }}"
    for media_type in ("text/turtle", "application/trig", "application/rdf+xml"):
        body = pool.answer(Query(text), Wish(None, media_type)).body
        read = Graph().parse(data=body, format="turtle" if media_type != "application/rdf+xml" else "xml")
        assert {str(value) for value in read.objects()} == {*numbers.split()}


#: A query -> its columns.
COLUMNS = {
    "SELECT * { ?thing <terms#name> ?name }": "thing,name",
    "PREFIX t: <terms#> select distinct*{ ?s t:name ?n . $n ?p ?b } ORDER BY ?b": "s,n,p,b",
    "SELECT REDUCED * { ?s ?p ?o FILTER(?hidden > 1) MINUS { ?s ?gone ?o } }": "s,p,o",
    "SELECT * { { SELECT ?z (?o AS ?y) { ?z <p> ?o } } ?y ex:name ?a }": "z,y,a",
    "SELECT * { BIND(1 AS ?b) GRAPH ?a { ?s ?p ?o } VALUES ?c { 2 } }": "b,a,s,p,o,c",
    "SELECT * { <a> ?p ?q }": "p,q",
    'SELECT * { ?s ?p "?a" } # ?c': "s,p",
    "SELECT * { ?e\u0301 ?p ?c . ?z <p> ?b }": "e\u0301,p,c,z,b",
    "SELECT * { ?日本・米国 ?हिन्दी ?a }": "日本・米国,हिन्दी,a",
    "SELECT # all\n DISTINCT#\n* { BIND(1 AS ?b) BIND(2 AS ?a) }": "b,a",
    "SELECT * { FILTER NOT EXISTS { ?b <p> ?a } }": "",
    "SELECT ?b ?a { ?a <terms#name> ?b }": "b,a",
    "SELECT ?b { { SELECT * { ?b ?p ?a } } }": "b",
    "SELECT (COUNT(*) AS ?n) { ?b ?a ?c }": "n",
    "SELECT * {}": "",
}


@pytest.mark.parametrize("text", COLUMNS)
def test_columns_come_in_the_order_of_the_query(pool: Pool, text: str) -> None:
    assert pool.answer(Query(text), Wish("text/csv")).body.decode().splitlines()[0] == COLUMNS[text]


#: A query with characters written as escapes -> the first lines of its answer.
ESCAPED = {
    r"SELECT ?\u006E { <a> \u003Cterms#name> ?n }": ["n", "default"],
    r"PREFIX t: <terms#> SELECT ?caf\u00e9 { <\u0061> t:\u006eame ?caf\U000000E9 }": ["café", "default"],
    r"S\u0045LECT ('\u0027\u005Cn' AS ?x) {} # \u": ["x", r"'\n"],
    r"SELECT (STRLEN('\\u0061') AS ?x) {}": ["x", "6"],
    r"SELECT ?\u006E { <a> <\u0074erms#name> ?\u006E }": ["n", "default"],
}


@pytest.mark.parametrize("text", ESCAPED)
def test_characters_may_be_written_as_escapes_anywhere(pool: Pool, text: str) -> None:
    """See https://www.w3.org/TR/sparql11-query/#codepointEscape; the engine knows them in texts and IRIs."""
    assert pool.answer(Query(text), Wish("text/csv")).body.decode().splitlines() == ESCAPED[text]


@pytest.mark.parametrize("text", [r"ASK { ?\uD800 ?p ?o }", r"ASK { ?\U00110000 ?p ?o }", r"ASK \u00 {}"])
def test_what_no_escape_stands_for_is_refused(pool: Pool, text: str) -> None:
    with pytest.raises(QuerySyntaxError):
        pool.answer(Query(text), Wish())


def test_service_is_refused_however_it_is_written(pool: Pool) -> None:
    with pytest.raises(ServiceRefused):
        pool.answer(Query(r"ASK { SERV\u0049CE <http://x/> {} }"), Wish())


#: default-graph-uri, named-graph-uri -> what NAMES finds.
DATASETS = [
    (None, None, ["default", "named"]),
    ((f"{BASE}graph",), None, ["named"]),
    (None, (f"{BASE}graph",), ["named"]),
    ((f"{BASE}graph",), (f"{BASE}graph",), ["named", "named"]),
    ((f"{BASE}nowhere",), (f"{BASE}nowhere",), []),
]


@pytest.mark.parametrize(("default", "named", "found"), DATASETS)
def test_the_request_names_the_graphs(
    pool: Pool, default: tuple[str, ...] | None, named: tuple[str, ...] | None, found: list[str]
) -> None:
    answer = pool.answer(Query(NAMES, default, named), Wish("text/csv"))
    assert [line.split(",")[0] for line in answer.body.decode().split("\r\n")[1:-1]] == found


def test_the_request_overrides_from(pool: Pool) -> None:
    query = Query("SELECT ?n FROM <nowhere> { ?s <terms#name> ?n }", (f"{BASE}graph",))
    assert pool.answer(query, Wish("text/csv")).body == b"n\r\nnamed\r\n"


#: FROM, default-graph-uri -> the names that are found in the default graph.
BELIEVED = [
    ("FROM <graph/believed>", None, ["default"]),
    ("", (f"{BASE}graph/believed",), ["default"]),
    ("FROM <nowhere>", (f"{BASE}graph/believed",), ["default"]),
    ("FROM g:believed FROM <graph> FROM <graph>", None, ["default", "named"]),
    ("FROM <nowhere>", (f"{BASE}graph/believed", f"{BASE}graph"), ["default", "named"]),
    ("FROM <nowhere> FROM NAMED <graph/believed>", None, []),
]


@pytest.mark.parametrize(("clauses", "default", "found"), BELIEVED)
def test_what_is_believed_is_a_graph_of_that_name(
    pool: Pool, clauses: str, default: tuple[str, ...] | None, found: list[str]
) -> None:
    text = f"PREFIX g: <graph/> SELECT ?n {clauses} {{ ?s <terms#name> ?n }} ORDER BY ?n"
    answer = pool.answer(Query(text, default), Wish("text/csv"))
    assert answer.body.decode().split() == ["n", *found]


def test_a_graph_needs_an_absolute_iri(pool: Pool) -> None:
    with pytest.raises(BadGraphName, match="'not an iri' is not an absolute IRI"):
        pool.answer(Query("ASK {}", ("not an iri",)), Wish())


@pytest.mark.parametrize(
    ("text", "wish", "offered"),
    [
        ("ASK {}", Wish(None, "text/turtle"), RESULTS),
        ("SELECT * {}", Wish(None, "text/turtle"), RESULTS),
        ("DESCRIBE <a>", Wish("text/csv", None), GRAPHS),
    ],
)
def test_no_acceptable_format_says_which_there_are(
    pool: Pool, text: str, wish: Wish, offered: tuple[object, ...]
) -> None:
    with pytest.raises(NotAcceptable) as refused:
        pool.answer(Query(text), wish)
    assert refused.value.offered == tuple(each.media_type for each in FORMATS if each in offered)


HUGE = "9" * 30


@pytest.mark.parametrize(("bounds", "rows"), [
    (f"LIMIT {HUGE}", "1 2 3"), (f"OFFSET {HUGE}", ""), (f"LIMIT {HUGE} OFFSET {HUGE}", ""),
    (f"OFFSET 1\nLIMIT\t{'0' * 30}2", "2 3"), ("LIMIT 18446744073709551616 OFFSET 2", "3"),
    (f"LIMIT {'9' * 100_000}", "1 2 3"),
], ids=range(6))  # fmt: skip
def test_a_limit_of_any_size_is_obeyed(pool: Pool, bounds: str, rows: str) -> None:
    text = f"SELECT ?x {{ VALUES ?x {{ 1 2 3 }} }} {bounds}"
    answer = pool.answer(Query(text), Wish("text/csv", "text/csv"))
    assert answer.body.decode().split() == ["x", *rows.split()]


def test_a_number_that_is_no_limit_stays_as_it_is(pool: Pool) -> None:
    answer = pool.answer(Query(f"SELECT (STR({HUGE}) AS ?x) {{}}"), Wish("text/csv", "text/csv"))
    assert answer.body.decode().split() == ["x", HUGE]


#: Number of values -> the functions that take so many (https://www.w3.org/TR/sparql11-query/#rBuiltInCall).
FUNCTIONS = {
    0: "BNODE COALESCE CONCAT NOW RAND STRUUID UUID",
    1: "ABS BNODE CEIL COALESCE CONCAT DATATYPE DAY ENCODE_FOR_URI FLOOR HOURS IRI ISBLANK ISIRI ISLITERAL "
    "ISNUMERIC ISURI LANG LCASE MD5 MINUTES MONTH ROUND SECONDS SHA1 SHA256 SHA384 SHA512 STR STRLEN "
    "TIMEZONE TZ UCASE URI YEAR AVG COUNT GROUP_CONCAT MAX MIN SAMPLE SUM",
    2: "CONTAINS LANGMATCHES REGEX SAMETERM STRAFTER STRBEFORE STRDT STRENDS STRLANG STRSTARTS SUBSTR",
    3: "CONCAT IF REGEX REPLACE SUBSTR",
}


@pytest.mark.parametrize("gap", ["", " ", "\r\n\t", "# (\n"], ids=["none", "space", "lines", "comment"])
@pytest.mark.parametrize("number", FUNCTIONS)
def test_every_function_is_read_with_and_without_a_space_before_its_bracket(
    pool: Pool, number: int, gap: str
) -> None:
    """See https://www.w3.org/TR/sparql11-query/#whitespace; the engine has three functions without it."""
    for name in FUNCTIONS[number].split():
        text = f"SELECT ({name}{gap}({','.join(['1'] * number)}) AS ?x) {{}}"
        assert pool.answer(Query(text), Wish("text/csv")).body.startswith(b"x\r\n"), text


#: What is computed -> its value.
SPACED = {
    "CONCAT ('a', \"b\")": "ab",
    "concat\n\t(concat # one (\n(), 'b')": "b",
    "COALESCE (?none, CONCAT ('a'), 1)": "a",
    "isBLANK(BNODE ())": "true",
    "isBLANK(BNODE ('a'))": "true",
    "STR ('CONCAT (')": "CONCAT (",
}


@pytest.mark.parametrize("text", SPACED)
def test_a_space_before_a_bracket_says_nothing(pool: Pool, text: str) -> None:
    answer = pool.answer(Query(f"SELECT ({text} AS ?x) {{}}"), Wish("text/csv"))
    assert answer.body.decode().splitlines() == ["x", SPACED[text]]


@pytest.mark.parametrize(
    "text", ["TRUE", "!False", "TRUE || fAlSe", "IF(True, true, FALSE)", "STR(TRUE) = 'true'"]
)
def test_true_and_false_are_keywords_in_letters_of_any_case(pool: Pool, text: str) -> None:
    """See note 1 of https://www.w3.org/TR/sparql11-query/#sparqlGrammar."""
    query = f"PREFIX TRUE: <FALSE> ASK {{ VALUES (?TRUE ?false) {{ (TRUE 'FALSE'@TRUE) }} FILTER({text}) }}"
    assert pool.answer(Query(query), Wish("text/csv")).body == b"true"


#: A path that leaves out no predicate -> the pattern of variables that finds the same.
UNNEGATED = {
    "?s !() ?o": "?s ?p ?o",
    "?s ! ( ) ?o": "?s ?p ?o",
    "?s ^!() ?o": "?o ?p ?s",
    "?s ^<terms#name>/!() ?o": "?a <terms#name> ?s ; ?p ?o",
    "?s !()|^!() ?o": "{ ?s ?p ?o } UNION { ?o ?p ?s }",
}


@pytest.mark.parametrize("path", UNNEGATED)
def test_a_path_may_leave_out_no_predicate(pool: Pool, path: str) -> None:
    """See PathNegatedPropertySet in https://www.w3.org/TR/sparql11-query/#grammar."""
    found = [
        pool.answer(Query(f"SELECT DISTINCT ?s ?o {{ {each} }} ORDER BY ?s ?o"), Wish("text/csv")).body
        for each in (path, UNNEGATED[path])
    ]
    assert found[0] == found[1]
    assert found[0].count(b"\r\n") > 1
