"""Errors speak the reader's language, to pages and to programs."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from accordgraph.web.japanese import REFUSALS
from accordgraph.web.retelling import in_japanese
from growth import is_linear

from .tongues import JAPANESE

PROGRAM = Path(__file__).parents[2] / "server" / "accordgraph"
#: Where requests and queries are refused, and the calls that write why.
MODULES = tuple(
    each.relative_to(PROGRAM).as_posix()
    for place in (
        "engine/*.py",
        "engine/explaining/*.py",
        "engine/answering/*.py",
        "engine/workers/*.py",
        "web/**/*.py",
    )
    for each in PROGRAM.glob(place)
)
CALLS = {"Fault", "fault_at", "not_writable", "Slip", "abort", "_refuse_body", "QueueFull", "ShareUsedUp",
         "QueryTimeout", "QueryTooComplex",
         "QueryUnsupported", "WorkerDied", "WorkerKilled", "QueryStopped", "ServiceRefused", "UpdateRefused",
         "BadGraphName", "BadQueryId", "EngineUnavailable", "NotAcceptable", "BadRequest",
         "HTTPVersionNotSupported", "NotImplemented",
         "RequestEntityTooLarge", "not_found", "RequestTimeout", "RequestedRangeNotSatisfiable"}  # fmt: skip

#: What is wrong with a query -> the words that its page has in Japanese.
FAULTY = {
    "": "クエリが空です",
    "SELECT ?s {\n  ?s ?p\n}": "ここに '}' は書けません",
    "SELECT ?s { ?s ?p (?o }": "'}' に対応する開き括弧がありません",
    "SELECT ?s { ?s ?p ?o": "括弧 '{' が閉じられていません",
    "SELECT ?s { ?s acord:hasParty ?o }": "accord: の誤りではありませんか",
    "SELECT ?s { ?s :p ?o }": "先頭に PREFIX : <...> を加えてください",
    "SELECT ?s { ?s nowhere:p ?o }": "先頭に PREFIX nowhere: <...> を加えてください",
    "SELECT ?s { ?s ?p 'open }": "ここで始まる文字列が閉じられていません",
    "SELECT ?s { ?s <http://a b> ?o }": "ここで始まる IRI に終わりがない",
    "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }": "グループ化の後では値のない変数",
    "CONSTRUCT WHERE { ?s ?p ?o FILTER(?o) }": "波括弧で囲んだトリプル",
    "ASK { { _:a ?p ?o } UNION { _:a ?q ?o } }": "変数を使ってください",
    "SELCT ?s { ?s ?p ?o }": "SELECT の誤りではありませんか",
    "ASK { SERVICE <http://x/> {} }": "ほかのエンドポイントには別に問い合わせ",
    "ASK { FILTER(<http://x/f>(1)) }": "関数 <http://x/f> は使えません",
    "DELETE WHERE { ?s ?p ?o }": "DELETE は更新です",
}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/browse/year/1900", "年が '1900' のものはありません。"),
        (
            "/browse/zzz",
            "一覧は種類、国、研究分野、年、資金提供者の別に見られますが、'zzz' の別には見られません。",
        ),
        (
            "/questions/who-signd",
            "who-signd という質問はありません。/questions/ にすべての質問があります。"
            "who-signed の誤りではありませんか。",
        ),
    ],
)
def test_no_word_of_the_program_is_left_in_english(client: FlaskClient, path: str, words: str) -> None:
    page = client.get(path, headers={"Accept": "text/html", "Accept-Language": "ja"})
    assert (page.status_code, words in unescape(page.text)) == (404, True)


def test_sentences_that_a_client_puts_into_its_address_hold_nobody_up(client: FlaskClient) -> None:
    def prepare(number: int) -> Callable[[], None]:
        path = "/a. " + "page=x is no page; pages are numbered from 1. " * number + "b"

        def ask() -> None:
            page = client.get(path, headers={"Accept": "text/plain", "Accept-Language": "ja"})
            assert page.status_code == 404
            assert page.text == f"404 見つかりません\n{path} には何もありません。\n"

        return ask

    assert is_linear(prepare, 4)


@pytest.mark.parametrize("query", FAULTY)
def test_an_error_is_told_in_the_readers_language(client: FlaskClient, query: str) -> None:
    english = client.get("/sparql", query_string={"query": query}, headers={"Accept": "application/json"})
    assert english.headers["Content-Language"] == "en"
    assert not JAPANESE.search(english.text)
    japanese = client.get(
        "/sparql",
        query_string={"query": query},
        headers={"Accept": "application/json", "Accept-Language": "ja"},
    )
    assert japanese.headers["Content-Language"] == "ja"
    assert "Accept-Language" in japanese.headers["Vary"]
    problem, same = japanese.get_json(force=True), english.get_json(force=True)
    assert FAULTY[query] in problem["detail"]
    for name in ("type", "status", "line", "column", "token"):
        assert problem.get(name) == same.get(name)
    for name in ("title", "message", "hint"):
        assert name not in problem or JAPANESE.search(problem[name])
    page = client.get(
        "/sparql", query_string={"query": query}, headers={"Accept": "text/html", "Accept-Language": "ja"}
    )
    assert JAPANESE.search(page.text.partition('role="alert"')[2].partition("</div>")[0])


def written(node: ast.expr) -> str | None:
    """The text that an expression writes, its values as X; None where it is no text."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(written(each) or "" for each in parts)
        case ast.FormattedValue():
            return "X"
    return None


def sentences() -> set[str]:
    """All that the modules tell whoever asked."""
    found: set[str] = set()
    for module in MODULES:
        tree = ast.parse((PROGRAM / module).read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
                told = [written(each) for each in (*node.args, *(each.value for each in node.keywords))]
                found |= {each for each in told if each and each.endswith((".", "?")) and " " in each}
            if isinstance(node, ast.Tuple) and module == "engine/explaining/phrases.py":
                told = [written(each) for each in node.elts]
                found |= {each for each in told if each and each.endswith(".") and " " in each}
    return found


def test_whatever_refuses_a_query_has_its_japanese() -> None:
    found = sentences()
    assert len(found) > 40
    assert {each for each in found if in_japanese(each) is None} == set()


def test_hostile_texts_in_a_refusal_stay_as_they_are() -> None:
    assert in_japanese("Unexpected '{0.__class__}'.") == "ここに '{0.__class__}' は書けません。"
    assert in_japanese("? " * 900) is None


@pytest.mark.parametrize("english", REFUSALS)
def test_each_sentence_is_found_by_its_own_form(english: str) -> None:
    def filled(text: str, what: str) -> str:
        return re.sub(r"\{\w+\}", "7", text.replace("{what}", what))

    told, expected = filled(english, "Use a variable."), filled(REFUSALS[english], "変数を使ってください。")
    assert in_japanese(told) == expected
    place = "Line {line}, column {column}: {what}"
    if english != place:
        assert in_japanese(f"Line 1, column 2: {told}") == REFUSALS[place].format(
            line=1, column=2, what=expected
        )
