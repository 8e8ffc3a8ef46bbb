"""Every value survives every format, or the answer is refused and says why: round trips of nasty terms."""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
from collections.abc import Callable, Sequence
from functools import partial
from typing import cast
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Dataset, Variable
from rdflib import Graph as RdflibGraph
from rdflib.compare import isomorphic, to_isomorphic
from rdflib.query import Result

from accordgraph.engine.answering.jsonld import write_jsonld
from accordgraph.engine.answering.writing import write_graph, write_results
from accordgraph.engine.errors import NotWritable
from accordgraph.engine.formats import GRAPHS, RESULTS
from growth import effort

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PREFIXES = {"ex": "http://x.example/p/", "foaf": "http://f.example/", "xsd": XSD}
RDF_XML, RESULTS_XML = "application/rdf+xml", "application/sparql-results+xml"
GRAPH_TYPES = [each.media_type for each in GRAPHS]
RESULT_TYPES = [each.media_type for each in RESULTS]
ILLEGAL_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

Value = ox.NamedNode | ox.Literal
Row = tuple[Value, Value]

NASTY = st.text(
    st.sampled_from("\x00\x01\x08\t\n\x0b\x0c\r\x1f \"'\\,;<>&]|{}é\x7f\x85\u2028\ufffe\ufeff\U0001f600ab1"),
    max_size=8,
)
LOCALS = ["", "a", "1", "a/1", "a,b", "p#1", "p#1a", "a%2Cb", "é", "-", "a'b", "a&b=c", "?q=1,2", "a."]
XMLNS, XML = "http://www.w3.org/2000/xmlns/", "http://www.w3.org/XML/1998/namespace"
SPACES = (
    "http://x.example/",
    "http://x.example/p/",
    "http://f.example/",
    "urn:a:",
    "foaf:",
    "x:",
    XMLNS,
    XML,
)
IRIS = st.builds(
    lambda space, local: ox.NamedNode(space + local), st.sampled_from(SPACES), st.sampled_from(LOCALS)
)
FORMS = ["1", "-0", "007", "1.0", "1.50", "9" * 60, "0." + "1" * 60, "+5", "abc", "", "1e400", "INF", "true"]
NUMBERS = st.builds(
    lambda text, kind: ox.Literal(text, datatype=ox.NamedNode(XSD + kind)),
    st.sampled_from(FORMS),
    st.sampled_from(("integer", "decimal", "double", "boolean", "date", "anyURI")),
)
TAGS = st.sampled_from(("en", "en-gb", "ja-latn"))
WAYS = st.sampled_from((ox.BaseDirection.LTR, ox.BaseDirection.RTL))
LITERALS = st.one_of(
    st.builds(lambda text: ox.Literal(text), NASTY),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), NASTY, TAGS),
    st.builds(lambda text, tag, way: ox.Literal(text, language=tag, direction=way), NASTY, TAGS, WAYS),
    st.builds(lambda text, iri: ox.Literal(text, datatype=iri), NASTY, IRIS),
    NUMBERS,
)
NODES = st.builds(lambda name: ox.BlankNode(name), st.sampled_from(("a", "b1", "0a", "Z-1")))
PREDICATES = st.one_of(
    IRIS, st.builds(lambda name: ox.NamedNode(RDF + name), st.sampled_from(("type", "_1", "value", "li")))
)
TRIPLES = st.lists(
    st.builds(ox.Triple, st.one_of(IRIS, NODES), PREDICATES, st.one_of(IRIS, LITERALS, NODES)), max_size=6
)
ROWS = st.lists(st.tuples(st.one_of(IRIS, LITERALS), st.one_of(IRIS, LITERALS)), max_size=5)
BOUNDED = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


def _canonical(triples: Sequence[ox.Triple]) -> set[str]:
    dataset = ox.Dataset(ox.Quad(*each) for each in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {str(each) for each in dataset}


def _may_refuse_graph(refused: NotWritable, media_type: str, triples: list[ox.Triple]) -> None:
    """Only RDF/XML may refuse: for a predicate that it names, or for a character."""
    assert media_type == RDF_XML
    assert RDF_XML not in refused.offered
    named = [each for each in triples if f"<{each.predicate.value}>" in str(refused)]
    texts = [each.object.value for each in triples if isinstance(each.object, ox.Literal)]
    assert named or any(ILLEGAL_IN_XML.search(text) for text in texts)


@pytest.mark.parametrize("media_type", GRAPH_TYPES)
def test_graphs_come_back_as_they_were(media_type: str) -> None:
    @BOUNDED
    @given(TRIPLES)
    def check(triples: list[ox.Triple]) -> None:
        try:
            body = write_graph(lambda: iter(triples), media_type, PREFIXES)
        except NotWritable as refused:
            return _may_refuse_graph(refused, media_type, triples)
        back = [each.triple for each in ox.parse(body, format=ox.RdfFormat.from_media_type(media_type))]
        assert _canonical(back) == _canonical(triples)
        if media_type == RDF_XML:
            ElementTree.fromstring(body)  # noqa: S314 - our own
        return None

    check()


READERS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    RDF_XML: "xml",
    "application/ld+json": "json-ld",
    "application/n-quads": "nquads",
    "application/trig": "trig",
}
#: Values that readers of RDF 1.1 know.
LEGAL: list[Value] = [
    ox.Literal("a\rb\r\nc\n\td, \"q\" '' \\ & < > ]]>"),
    ox.Literal("x", language="ja"),
    ox.Literal("1." + "0" * 50 + "1", datatype=ox.NamedNode(XSD + "decimal")),
    ox.Literal("9" * 60, datatype=ox.NamedNode(XSD + "integer")),
    ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean")),
    ox.Literal("\U0001f600 \x85 \u2028"),
    ox.NamedNode("http://x.example/a,b?c=d&e=%20#f"),
]


@pytest.mark.parametrize("media_type", GRAPH_TYPES)
def test_another_reader_reads_the_same_graph(media_type: str) -> None:
    subject, predicate = ox.NamedNode("http://x.example/s"), ox.NamedNode("http://x.example/p/a")
    triples = [ox.Triple(subject, predicate, each) for each in (*LEGAL, ox.BlankNode("0a"))]
    body = write_graph(lambda: triples, media_type, PREFIXES)
    found = RdflibGraph()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of the reader, about itself
        for row in Dataset().parse(data=body, format=READERS[media_type]):
            found.add(row[:3])
    native = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    assert isomorphic(to_isomorphic(found), to_isomorphic(RdflibGraph().parse(data=native, format="nt")))


def _asking(rows: Sequence[Row]) -> Callable[[], ox.QuerySolutions]:
    """Return what asks a store for these rows, in their order."""
    store = ox.Store()
    for number, row in enumerate(rows):
        at = ox.NamedNode(f"urn:row:{number:05}")
        store.extend(ox.Quad(at, ox.NamedNode(f"urn:column:{i}"), value) for i, value in enumerate(row))
    query = "SELECT ?a ?b { ?row <urn:column:0> ?a . ?row <urn:column:1> ?b } ORDER BY ?row"
    return lambda: _select(store, query)


def _select(store: ox.Store, query: str) -> ox.QuerySolutions:
    found = store.query(query)
    assert isinstance(found, ox.QuerySolutions)
    return found


def _write_natively(store: ox.Store, query: str, form: ox.QueryResultsFormat | None) -> None:
    _select(store, query).serialize(format=form)


def _may_refuse_results(refused: NotWritable, media_type: str, rows: Sequence[Row]) -> None:
    """Only XML may refuse, for a character."""
    assert media_type == RESULTS_XML
    assert "cannot hold the character U+" in str(refused)
    assert any(ILLEGAL_IN_XML.search(value.value) for row in rows for value in row)


@pytest.mark.parametrize("media_type", RESULT_TYPES)
def test_results_come_back_as_they_were(media_type: str) -> None:
    @BOUNDED
    @given(ROWS)
    def check(rows: list[Row]) -> None:
        ask = _asking(rows)
        values = [list(solution) for solution in ask()]
        try:
            body = write_results(ask, media_type)
        except NotWritable as refused:
            return _may_refuse_results(refused, media_type, rows)
        if media_type == "text/csv":
            texts = [[cast(Value, value).value for value in row] for row in values]
            assert list(csv.reader(io.StringIO(body.decode(), newline=""))) == [["a", "b"], *texts]
            return None
        found = ox.parse_query_results(body, format=ox.QueryResultsFormat.from_media_type(media_type))
        assert isinstance(found, ox.QuerySolutions)
        assert [list(solution) for solution in found] == values
        if media_type == RESULTS_XML:
            ElementTree.fromstring(body)  # noqa: S314 - our own
        return None

    check()


@pytest.mark.parametrize(
    ("media_type", "name"), [(RESULTS_XML, "xml"), ("application/sparql-results+json", "json")]
)
def test_another_reader_reads_the_same_results(media_type: str, name: str) -> None:
    body = write_results(_asking([(value, value) for value in LEGAL]), media_type)
    found = Result.parse(io.BytesIO(body), format=name)
    assert [str(row[Variable("a")]) for row in found.bindings] == [each.value for each in LEGAL]


def test_csv_has_a_row_for_a_cell_that_is_empty_and_alone() -> None:
    query = 'SELECT ?a { VALUES ?a { "" "x" UNDEF "" "y" UNDEF } }'
    body = write_results(lambda: _select(ox.Store(), query), "text/csv")
    assert list(csv.reader(io.StringIO(body.decode()))) == [["a"], [""], ["x"], [""], [""], ["y"], [""]]


@pytest.mark.parametrize("cells", ["UNDEF", 'UNDEF "" 1 UNDEF UNDEF', '"" UNDEF'])
@pytest.mark.parametrize("media_type", [each for each in RESULT_TYPES if each != "text/csv"])
def test_a_cell_without_a_value_that_is_alone_comes_back(media_type: str, cells: str) -> None:
    """TSV has it as an empty line (https://www.w3.org/TR/sparql11-results-csv-tsv/#tsv); Jena and Oxigraph
    read it so. Two quotes would be a text without characters."""

    def ask() -> ox.QuerySolutions:
        return _select(ox.Store(), f"SELECT ?a {{ VALUES ?a {{ {cells} }} }}")

    body = write_results(ask, media_type)
    found = ox.parse_query_results(body, format=ox.QueryResultsFormat.from_media_type(media_type))
    assert isinstance(found, ox.QuerySolutions)
    assert [row["a"] for row in found] == [row["a"] for row in ask()]


def test_csv_quotes_what_must_be_quoted() -> None:
    store = ox.Store()
    rows = '(<urn:a,b> "c,d") (UNDEF "e\\r\\nf") (<urn:g> <urn:h,>) ("""q"q""" "")'
    body = write_results(lambda: _select(store, f"SELECT * {{ VALUES (?a ?b) {{ {rows} }} }}"), "text/csv")
    assert body == b'a,b\r\n"urn:a,b","c,d"\r\n,"e\r\nf"\r\nurn:g,"urn:h,"\r\n"q""q",\r\n'


@pytest.mark.parametrize("beside", ["1", "<urn:e,f>"])
def test_csv_writes_a_triple_term_alike_whatever_stands_beside_it(beside: str) -> None:
    terms = (
        '<<(<urn:a> <urn:b> "c")>> <<(<urn:a> <urn:b> "c,d")>> <<(<urn:a> <urn:b> <<(<urn:a> <urn:b> 1)>>)>>'
    )
    query = f"SELECT ?t ({beside} AS ?u) {{ VALUES ?t {{ {terms} }} }}"
    body = write_results(lambda: _select(ox.Store(), query), "text/csv")
    cells = [row[0] for row in csv.reader(io.StringIO(body.decode()))]
    assert cells == ["t", "urn:a urn:b c", "urn:a urn:b c,d", "urn:a urn:b urn:a urn:b 1"]


NAMELESS = ["http://x.example/p/1", "http://x.example/p/", RDF + "li", "urn:1?a=1", XMLNS, f"{XMLNS}foo"]


@pytest.mark.parametrize("predicate", NAMELESS)
def test_rdf_xml_names_the_predicate_that_it_cannot_hold(predicate: str) -> None:
    node = ox.NamedNode("urn:a")
    triples = [ox.Triple(node, ox.NamedNode(predicate), node)]
    with pytest.raises(NotWritable, match=re.escape(f"the predicate <{predicate}>")) as refused:
        write_graph(lambda: triples, RDF_XML, PREFIXES)
    assert refused.value.status == 406
    assert refused.value.offered == tuple(each for each in GRAPH_TYPES if each != RDF_XML)


def test_json_ld_is_compact_and_sorted() -> None:
    subject, name = ox.NamedNode("http://x.example/p/s"), ox.NamedNode("http://x.example/p/name")
    triples = [
        ox.Triple(subject, ox.NamedNode(RDF + "type"), ox.NamedNode("http://f.example/Agent")),
        ox.Triple(subject, name, ox.Literal("b", language="en")),
        ox.Triple(subject, name, ox.Literal(5)),
        ox.Triple(subject, name, ox.Literal(True)),
    ]
    body = write_jsonld(triples, PREFIXES)
    assert body == write_jsonld(triples[::-1], PREFIXES)
    assert json.loads(body) == {
        "@context": {"@version": 1.1, "ex": PREFIXES["ex"], "foaf": PREFIXES["foaf"]},
        "@graph": [
            {"@id": "ex:s", "@type": "foaf:Agent", "ex:name": [5, {"@language": "en", "@value": "b"}, True]},
        ],
    }


@pytest.mark.parametrize(("text", "plain"), [
    ("0", True), ("-7", True), ("999999999999999", True), ("1000000000000000", False), ("007", False),
    ("-0", False),
])  # fmt: skip
def test_json_ld_has_as_a_number_only_what_every_reader_keeps(text: str, plain: bool) -> None:
    node, datatype = ox.NamedNode("urn:a"), XSD + "integer"
    number = ox.Literal(text, datatype=ox.NamedNode(datatype))
    (found,) = json.loads(write_jsonld([ox.Triple(node, node, number)], {}))["@graph"]
    assert found == {"@id": "urn:a", "urn:a": int(text) if plain else {"@type": datatype, "@value": text}}


def test_json_ld_refuses_a_triple_as_value() -> None:
    node = ox.NamedNode("urn:a:a")
    triples = [ox.Triple(node, node, ox.Triple(node, node, node))]
    with pytest.raises(NotWritable, match="JSON-LD cannot hold a triple as a value"):
        write_graph(lambda: triples, "application/ld+json", {})


def test_looking_for_hard_cases_costs_little() -> None:
    """A large answer without hard cases takes little longer than to write it."""
    store = ox.Store()
    texts = '"a, \\"b\\"" ' * 300
    rows = f"SELECT ?a ?b {{ VALUES ?a {{ {'<urn:a> ' * 300} }} VALUES ?b {{ {texts} }} }}"
    for media_type in RESULT_TYPES:
        form = ox.QueryResultsFormat.from_media_type(media_type)
        native = effort(partial(_write_natively, store, rows, form))
        ours = effort(partial(write_results, partial(_select, store, rows), media_type))
        assert ours < 4 * native + 0.05


#: Rows that come in several pieces, the hard case in the last of them.
_LONG = [(ox.Literal(f'\u65e5\u672c\r\n, "{n}"'), ox.Literal("x" * 90)) for n in range(5_000)]


@pytest.mark.parametrize("media_type", RESULT_TYPES)
@pytest.mark.parametrize("last", ["a", "http://x.example/a,b"])
def test_long_results_come_back_as_they_were(media_type: str, last: str) -> None:
    rows: list[Row] = [*_LONG, (ox.NamedNode(f"http://x.example/{last}"), ox.Literal(last))]
    values = [tuple(value.value for value in row) for row in rows]
    body = write_results(_asking(rows), media_type)
    assert len(body) > 1 << 19
    if media_type == "text/csv":
        assert list(csv.reader(io.StringIO(body.decode(), newline=""))) == [["a", "b"], *map(list, values)]
        return
    found = ox.parse_query_results(body, format=ox.QueryResultsFormat.from_media_type(media_type))
    assert isinstance(found, ox.QuerySolutions)
    assert [tuple(cast(Value, value).value for value in solution) for solution in found] == values


@pytest.mark.parametrize("sign", ["\x01", "\ufffe"])
@pytest.mark.parametrize("shift", range(4))
def test_a_character_that_xml_cannot_hold_is_found_wherever_it_stands(sign: str, shift: int) -> None:
    # Whatever the length of a piece, one of these stands where it is cut.
    rows: list[Row] = [
        (ox.Literal("x" * shift), ox.Literal("x")),
        *_LONG,
        (ox.Literal(sign * 9), ox.Literal("x")),
    ]
    with pytest.raises(NotWritable, match="cannot hold the character"):
        write_results(_asking(rows), RESULTS_XML)
