"""Real clients get the answers that the dump gives: curl, pandas, SPARQLWrapper, rdflib, Comunica, raptor."""

from __future__ import annotations

import io
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pandas
import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON as ASK_JSON
from SPARQLWrapper import TURTLE as ASK_TURTLE
from SPARQLWrapper import SPARQLWrapper

from sib import QUERIES
from tools import path_variable, tool

from .conftest import BASE

QUESTIONS = Path(__file__).parents[2] / "ontology" / "questions"
NVIDIA = f"{BASE}id/organization/nvidia"

JSON, CSV = ox.QueryResultsFormat.JSON, ox.QueryResultsFormat.CSV
NT, TURTLE = ox.RdfFormat.N_TRIPLES, ox.RdfFormat.TURTLE
Rows = tuple[bytes, ox.QueryResultsFormat]
Triples = tuple[bytes, ox.RdfFormat]

#: Questions whose answers hold between them: numbers, dates, both languages, unbound values, graphs' names.
ASKED = [
    "list-itemized-contributions",
    "list-japanese-names",
    "list-timeline",
    "list-reading-notes-on-funding",
    "list-sources-of-contributions",
    "sum-itemized-funding",
]
#: All that is said of the contributions, as triples.
CONTRIBUTIONS = f"""\
CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s a <{BASE}ontology#FundingContribution> ; ?p ?o }}"""


def run(name: str, *arguments: str) -> bytes:
    """Return what a program prints; it must end well."""
    command = [tool(name), *arguments]
    environment = {**os.environ, "PATH": path_variable()}
    done = subprocess.run(command, capture_output=True, env=environment, timeout=300, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


# Rows


def _curl(endpoint: str, query: str) -> Rows:
    return run("curl", "-sSf", "--data-urlencode", f"query={query}", f"{endpoint}/sparql"), JSON


def _pandas(endpoint: str, query: str) -> Rows:
    parameters = urlencode({"query": query, "format": "csv"})
    frame = pandas.read_csv(f"{endpoint}/sparql?{parameters}", dtype=str, keep_default_na=False)
    return frame.to_csv(index=False, lineterminator="\r\n").encode(), CSV


def _wrapper(endpoint: str, query: str) -> Rows:
    asking = SPARQLWrapper(f"{endpoint}/sparql", returnFormat=ASK_JSON)
    asking.setQuery(query)
    return json.dumps(asking.query().convert()).encode(), JSON


def _rdflib(endpoint: str, query: str) -> Rows:
    answer = Graph(SPARQLStore(f"{endpoint}/sparql")).query(query)
    return answer.serialize(format="json") or b"", JSON


def _comunica(endpoint: str, query: str) -> Rows:
    source = f"sparql@{endpoint}/sparql"
    answer = json.loads(run("comunica-sparql", source, "-q", query, "-t", "application/sparql-results+json"))
    del answer["metadata"]  # its own, and not of the format
    return json.dumps(answer).encode(), JSON


@pytest.mark.parametrize("question", ASKED)
@pytest.mark.parametrize("client", [_curl, _pandas, _wrapper, _rdflib, _comunica])
def test_rows_are_those_of_the_dump(
    client: Callable[[str, str], Rows], question: str, endpoint: str, dumped: ox.Store
) -> None:
    query = (QUESTIONS / f"{question}.rq").read_text("utf-8")
    content, format_ = client(endpoint, query)
    expected = dumped.query(query)
    assert isinstance(expected, ox.QuerySolutions)
    if format_ == CSV:  # has no types: compared as text
        wanted = expected.serialize(format=CSV)
        assert content == wanted
        assert wanted.count(b"\n") > 1
    else:
        found = ox.parse_query_results(content, format=format_)
        assert isinstance(found, ox.QuerySolutions)
        names = [name.value for name in expected.variables]
        rows = [[row[name] for name in names] for row in expected]
        assert [[row[name] for name in names] for row in found] == rows != []


# Triples that a query makes


def _curl_construct(endpoint: str, query: str) -> Triples:
    asked = ("-sSf", "-H", "Accept: text/turtle", "--data-urlencode", f"query={query}")
    return run("curl", *asked, f"{endpoint}/sparql"), TURTLE


def _wrapper_construct(endpoint: str, query: str) -> Triples:
    asking = SPARQLWrapper(f"{endpoint}/sparql", returnFormat=ASK_TURTLE)
    asking.setQuery(query)
    answer = asking.query().convert()
    assert isinstance(answer, bytes)
    return answer, TURTLE


def _rdflib_construct(endpoint: str, query: str) -> Triples:
    answer = Graph(SPARQLStore(f"{endpoint}/sparql")).query(query)
    return answer.serialize(format="nt") or b"", NT


def _comunica_construct(endpoint: str, query: str) -> Triples:
    source = f"sparql@{endpoint}/sparql"
    return run("comunica-sparql", source, "-q", query, "-t", "application/n-triples"), NT


@pytest.mark.parametrize(
    "client", [_curl_construct, _wrapper_construct, _rdflib_construct, _comunica_construct]
)
def test_triples_are_those_of_the_dump(
    client: Callable[[str, str], Triples], endpoint: str, dumped: ox.Store
) -> None:
    content, format_ = client(endpoint, CONTRIBUTIONS)
    found = {quad.triple for quad in ox.parse(content, format=format_)}
    expected = dumped.query(CONTRIBUTIONS)
    assert isinstance(expected, ox.QueryTriples)
    assert found == set(expected) != set()


# Things


def _curl_thing(address: str) -> Triples:
    return run("curl", "-sSfL", "-H", "Accept: text/turtle", address), TURTLE


def _rdflib_thing(address: str) -> Triples:
    return Graph().parse(address).serialize(format="nt", encoding="utf-8"), NT


def _rapper_thing(address: str) -> Triples:
    return run("rapper", "-q", "-g", "-o", "ntriples", address), NT


def _comunica_thing(address: str) -> Triples:
    query = "CONSTRUCT WHERE { ?s ?p ?o }"
    return run("comunica-sparql", address, "-q", query, "-t", "application/n-triples"), NT


@pytest.mark.parametrize("client", [_curl_thing, _rdflib_thing, _rapper_thing, _comunica_thing])
def test_a_thing_is_as_the_dump_says(
    client: Callable[[str], Triples], endpoint: str, dumped: ox.Store
) -> None:
    content, format_ = client(NVIDIA.replace(BASE, f"{endpoint}/"))
    thing = ox.NamedNode(NVIDIA)
    found = {quad.triple for quad in ox.parse(content, format=format_) if quad.subject == thing}
    stated = dumped.quads_for_pattern(thing, None, None, ox.DefaultGraph())
    assert found == {quad.triple for quad in stated} != set()


# The dumps


def _canonical(content: bytes) -> ox.Dataset:
    """Return quads with their blank nodes named alike, whoever named them."""
    found = ox.Dataset(ox.parse(content, format=ox.RdfFormat.N_QUADS))
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return found


@pytest.mark.filterwarnings("ignore:Dataset.:DeprecationWarning")  # rdflib's own use of what it gives up
def test_other_stores_load_the_dump(dump: bytes, tmp_path: Path) -> None:
    wanted = _canonical(dump)
    dataset = Dataset().parse(io.BytesIO(dump), format="nquads")
    assert _canonical(dataset.serialize(format="nquads", encoding="utf-8")) == wanted
    (tmp_path / "dump.nq").write_bytes(dump)
    assert (
        _canonical(run("rapper", "-q", "-i", "nquads", "-o", "nquads", str(tmp_path / "dump.nq"))) == wanted
    )


@pytest.mark.parametrize("name", QUERIES)
def test_the_engine_of_sibs_editor_finds_what_it_asks_for_in_the_description(
    endpoint: str, name: str
) -> None:
    described = f"{endpoint}/sparql"
    printed = run("comunica-sparql", f"file@{described}", QUERIES[name], "-t", JSON.media_type)
    found = json.loads(printed)["results"]["bindings"]
    asked = Request(described, headers={"Accept": NT.media_type})
    with urlopen(asked, timeout=120) as sent:
        store = ox.Store()
        store.load(sent.read(), format=NT)
    answer = store.query(QUERIES[name])
    assert isinstance(answer, ox.QuerySolutions)
    assert len(found) == len(list(answer)) > 0
