"""Engines that fail, each in its own way: a proper refusal, in time, and recovery without a restart."""

from __future__ import annotations

import itertools
import time

import pytest

from accordgraph.engine.external.setting import EngineSetting
from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.web.config import WebConfig
from applications import application
from servers import eventually

from .behind import HTML, JSON, LIMIT, RESULTS, ROWS, TEXT, Place, asked
from .between import Fault, Request, between
from .conftest import Versions

#: Servers look more often than each second what their engine holds.
pytestmark = pytest.mark.usefixtures("looking")


PAGE = b"<!doctype html><title>Sign in</title>"

#: What an engine does -> the statuses that fit.
FAULTS = {
    "closes without an answer": (Fault(silent=True), {503}),
    "says nothing": (Fault(slow=True), {504}),
    "sends a page": (Fault(200, HTML, PAGE), {502}),
    "sends a page for an error": (Fault(500, HTML, PAGE), {502}),
    "leads elsewhere": (Fault(302, {"Location": "http://127.0.0.1:9/"}), {502}),
    "wants a login": (Fault(401, {"WWW-Authenticate": "Basic"}), {502}),
    "has lost its address": (Fault(404, TEXT, b"nothing here"), {502}),
    "is behind a proxy that cannot reach it": (Fault(502, HTML, PAGE), {502}),
    "has too much to do": (Fault(503, TEXT, b"busy"), {503}),
    "limits us": (Fault(429, TEXT, b"slowly"), {503}),
    "is behind a proxy that gave it up": (Fault(504, HTML, PAGE), {504}),
    "is Virtuoso with a time limit of its own": (
        Fault(500, TEXT, b"Virtuoso S1T00 Error SR171: too late"),
        {504},
    ),
    "is Oxigraph with a time limit of its own": (
        Fault(500, TEXT, b"The SPARQL operation has been cancelled"),
        {504},
    ),
    "is Neptune with a time limit of its own": (
        Fault(500, JSON, b'{"detailedMessage": "Operation terminated (deadline exceeded)"}'),
        {504},
    ),
    "is Oxigraph whose time limit ends an answer that has begun": (
        Fault(200, RESULTS, ROWS[:-20] + b"The SPARQL operation has been cancelled"),
        {504},
    ),
    "sends an error that is longer than an answer may be": (Fault(500, TEXT, b"e" * (20 << 20)), {502}),
    "sends half": (Fault(200, RESULTS, ROWS, half=True), {502}),
    "sends half and calls it whole": (Fault(200, RESULTS, ROWS[: len(ROWS) // 2]), {502}),
    "sends nothing": (Fault(200, RESULTS, b""), {502}),
    "sends other JSON": (Fault(200, JSON, b'{"message": "ok"}'), {502}),
    "sends an error as results": (Fault(200, RESULTS, ROWS[:-20] + b"timeout"), {502}),
    "sends what is no text": (Fault(200, RESULTS, bytes(range(256))), {502}),
}

#: What somebody else may do in an engine's place.
OTHERS = {
    name: fault for name, (fault, _) in FAULTS.items() if not {*fault.headers.items()} & {*RESULTS.items()}
}


@pytest.mark.parametrize(("fault", "statuses"), FAULTS.values(), ids=FAULTS)
def test_a_fault_has_its_status_and_passes(place: Place, fault: Fault, statuses: set[int]) -> None:
    assert eventually(lambda: place.page() == 200)
    place.server.plan = lambda _: fault
    fresh = f"SELECT ?s WHERE {{ ?s ?p ?o }} LIMIT 1 # {time.monotonic_ns()}"
    assert place.query(fresh) in statuses
    assert place.client.get("/ready").status_code in statuses | {503}
    assert place.client.get("/health").status_code == 200
    assert place.client.get("/dumps/").status_code == 200
    place.server.plan = lambda _: None
    assert place.query(fresh) == 200
    assert eventually(lambda: place.client.get("/ready").status_code == 200)


@pytest.mark.parametrize(("fault", "statuses"), FAULTS.values(), ids=FAULTS)
def test_pages_tell_of_a_fault_too(place: Place, fault: Fault, statuses: set[int]) -> None:
    # What was read is remembered: only what nobody asked for yet is looked for.
    names = (f"/doc/organization/none-{time.monotonic_ns()}-{number}.html" for number in itertools.count())
    assert eventually(lambda: place.page(next(names)) == 404)
    place.server.plan = lambda _: fault
    assert place.page(next(names)) in statuses

    def told_at_once() -> bool:
        began = time.monotonic()
        assert place.page(next(names)) in statuses
        return time.monotonic() - began < LIMIT

    # So are the others, but for one who tries again, after a pause that is longer each time.
    assert eventually(told_at_once)
    place.server.plan = lambda _: None
    assert eventually(lambda: place.page(next(names)) == 404)


#: How engines say why they refuse a query -> what they send.
REFUSALS = {
    "as text": (TEXT, b"No such function: fold"),
    "as Neptune": (
        {"Content-Type": "application/x-amz-json-1.0"},
        b'{"code": "MalformedQueryException", "detailedMessage": "No such function: fold"}',
    ),
    "as QLever": (JSON, b'{"exception": "No such function: fold", "query": "ASK {}", "status": "ERROR"}'),
    "as frameworks": (JSON, b'{"message": "No such function: fold"}'),
    "as a problem of RFC 9457": (
        {"Content-Type": "application/problem+json; charset=utf-8"},
        b'{"title": "Bad Request", "status": 400, "detail": "No such function: fold"}',
    ),
}


@pytest.mark.parametrize(("headers", "body"), REFUSALS.values(), ids=REFUSALS)
def test_why_an_engine_refuses_a_query_is_told(place: Place, headers: dict[str, str], body: bytes) -> None:
    place.server.plan = lambda _: Fault(400, headers, body)
    response = place.client.post("/sparql", data={"query": f"ASK {{}} # {time.monotonic_ns()}"})
    assert response.status_code == 400
    assert "“No such function: fold”" in response.get_data(as_text=True)
    place.server.plan = lambda _: None


#: What is said in place of that -> a body that nothing can be told of.
WORDLESS = {
    "an error without words": b"{}",
    "no text": b'{"message": {"code": 7}}',
    "a list": b'["message"]',
    "no JSON": b"{",
    "the head of our request": b'{"message": "Authorization: Basic c2VjcmV0"}',
}


@pytest.mark.parametrize("body", WORDLESS.values(), ids=WORDLESS)
def test_an_error_without_words_is_told_by_its_status(place: Place, body: bytes) -> None:
    place.server.plan = lambda _: Fault(400, JSON, body)
    response = place.client.post("/sparql", data={"query": f"ASK {{}} # {time.monotonic_ns()}"})
    assert response.status_code == 502
    assert b"status 400" in response.data
    assert b"c2VjcmV0" not in response.data
    place.server.plan = lambda _: None


#: What an engine does not do that a query asks for -> the status that tells who asked it.
LACKING = {
    "refuses it": (Fault(400, TEXT, b"Not in this version."), 400),
    "gives no more rows": (Fault(200, {**RESULTS, "X-SPARQL-MaxRows": "1"}, ROWS), 413),
    "has no end": (Fault(200, RESULTS, b" " * (65 << 20)), 413),
}


@pytest.mark.parametrize(("fault", "status"), LACKING.values(), ids=LACKING)
def test_who_opens_a_page_is_not_blamed_for_what_the_engine_does_not_do(
    place: Place, fault: Fault, status: int
) -> None:
    names = (f"/doc/organization/none-{time.monotonic_ns()}-{number}.html" for number in itertools.count())
    assert eventually(lambda: place.page(next(names)) == 404)
    place.server.plan = lambda _: fault
    assert place.query(f"SELECT ?s WHERE {{ ?s ?p ?o }} LIMIT 1 # {time.monotonic_ns()}") == status
    assert place.page(next(names)) == 502
    assert place.client.get("/ready").status_code in {502, 503}
    place.server.plan = lambda _: None
    assert eventually(lambda: place.page(next(names)) == 404)


def test_what_an_engine_says_of_its_own_failure_is_for_its_operator(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    said = b"db7.internal:1111 /srv/engine/data: out of space"
    place.server.plan = lambda _: Fault(500, TEXT, b"\x1b]0;\n" + said)
    for number in range(3):
        response = place.client.post("/sparql", data={"query": f"ASK {{}} # {time.monotonic_ns()} {number}"})
        assert response.status_code == 502
        assert b"db7" not in response.data
    page = place.client.get(f"/doc/organization/none-{time.monotonic_ns()}.html")
    assert page.status_code == 502
    assert b"db7" not in page.data
    told = [record.getMessage() for record in caplog.records if said.decode() in record.getMessage()]
    assert 0 < len(told) <= 2  # of queries, and of pages
    assert all(each.isprintable() for each in told)
    place.server.plan = lambda _: None


def test_a_page_that_reads_too_much_of_a_slow_engine_keeps_no_other_from_it(
    address: str, versions: Versions
) -> None:
    with between(address) as server, asked(versions.folder, EngineSetting(server.url, "oxigraph")) as place:
        assert eventually(lambda: place.client.get("/ready").status_code == 200)

        def slowly(_: Request) -> None:
            time.sleep(LIMIT / 4)

        server.plan = slowly
        assert place.page() == 504
        server.plan = lambda _: None
        assert place.page("/doc/organization/beta.html") == 200


def test_an_engine_that_flaps_is_asked_again_and_again(place: Place) -> None:
    place.server.plan = lambda request: Fault(silent=True) if request.number % 5 > 2 else None
    found = {place.query(f"ASK {{ ?s ?p ?o }} # {number}") for number in range(12)}
    assert found <= {200, 503}
    assert 200 in found
    place.server.plan = lambda _: None
    assert place.query("ASK { ?s ?p ?o } # at last") == 200


@pytest.mark.parametrize("fault", OTHERS.values(), ids=OTHERS)
def test_a_server_that_something_else_answered_at_its_start_finds_its_engine(
    fault: Fault, address: str, versions: Versions
) -> None:
    with between(address, lambda _: fault) as server:
        setting = EngineSetting(server.url)
        config = WebConfig(versions.folder, PoolLimits(2, LIMIT), 256 << 20, engine=setting)
        with application(config) as app:
            place = Place(app.test_client(), server)
            assert place.client.get("/ready").status_code in range(400, 505)
            server.plan = lambda _: None
            assert eventually(lambda: place.client.get("/ready").status_code == 200)
            assert eventually(lambda: place.page() == 200)
            assert place.query() == 200
