"""Answers that are kept: never stale, never another request's, never where each answer is another."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import os
import shutil
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from xxhash import xxh3_128_hexdigest

from accordgraph.engine.answering.cache import AnswerCache, CacheLimits
from accordgraph.engine.answering.disk import DiskCache, Entry
from accordgraph.engine.answering.handing import LARGE
from accordgraph.engine.answering.large import AnswerFile, unnamed
from accordgraph.engine.answering.repeatable import is_repeatable
from accordgraph.engine.errors import QueryTimeout, QueueFull
from accordgraph.engine.query import Answer
from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.graph.build import build
from accordgraph.graph.reading.content import find_content
from accordgraph.graph.reading.tokens import LONGEST
from accordgraph.graph.snapshot import SnapshotFolder
from accordgraph.web.config import WebConfig
from accordgraph.web.desk import Desk
from applications import application
from graph import small
from growth import is_linear
from servers import eventually

#: Query -> whether it answers alike each time.
REPEATABLE = [
    ("SELECT * { ?s ?p ?o }", True),
    ("SELECT (NOW() AS ?n) {}", False),
    ("select (now() as ?n) {}", False),
    ("SELECT (Rand( ) AS ?n) {}", False),
    ("SELECT (UUID() AS ?n) {}", False),
    ("SELECT (STRUUID() AS ?n) {}", False),
    ("SELECT (BNODE('x') AS ?n) {}", False),
    ("SELECT ?now { ?s ?p ?now }", True),
    ("SELECT * { ?s ?p 'now or never' } # rand", True),
    ("SELECT * { ?s ?p 'now()' }", False),
    ("SELECT * { ?s ?p ?o } # rand()", False),
    ("SELECT (NOW # the time\n() AS ?n) {}", False),
    ("SELECT * { ?s ?p ?o } ORDER BYRAND()", False),
    ("SELECT * { <http://now/uuid> ?p ?o }", True),
    ("ASK { FILTER(?a<now()&&?b>now()) }", False),
    ("SELECT (\\u0052AND() AS ?n) {}", False),
    ("# comment '\nSELECT (RAND() AS ?n) {}", False),
    ("SELECT ('\\'' AS ?a) (RAND() AS ?b) {}", False),
    ("PREFIX now: <http://now/> SELECT * { now:rand ?p ?o }", True),
]


def test_a_long_query_counts_as_another_each_time_without_being_looked_through() -> None:
    assert not is_repeatable("ASK { " + "?s ?p ?o . " * 900_000 + "}")


@pytest.mark.parametrize("piece", ["a ", ".", "<a", "now ", "now#"])
def test_a_query_is_looked_through_in_linear_time_whatever_it_is_made_of(piece: str) -> None:
    def prepare(length: int) -> Callable[[], bool]:
        text = piece * (length // len(piece) - 8) + "#now"
        return lambda: is_repeatable(text)

    assert is_linear(prepare, LONGEST // 10)


@pytest.mark.parametrize(("text", "expected"), REPEATABLE)
def test_queries_that_answer_anew_each_time_are_known(text: str, expected: bool) -> None:
    assert is_repeatable(text) is expected


@pytest.fixture
def made(tmp_path: Path) -> Iterator[tuple[FlaskClient, Desk, Path]]:
    """A client, what its application shares, and the folder of a content that can change."""
    root = small.write(tmp_path / "content")
    build(find_content(root), SnapshotFolder(tmp_path / "snapshots"), keep=3)
    limits, cache = PoolLimits(1, 10), CacheLimits(tmp_path / "cache")
    with application(WebConfig(tmp_path / "snapshots", limits, 256 << 20, cache=cache)) as app:
        yield app.test_client(), app.extensions["accordgraph"], root


LABELS = "SELECT ?label { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?label } ORDER BY ?label"


def test_a_request_asked_again_is_answered_alike_without_the_engine(
    made: tuple[FlaskClient, Desk, Path],
) -> None:
    client, desk, _ = made
    for arguments in (
        {"method": "GET", "query_string": {"query": LABELS}},
        {"method": "POST", "data": {"query": LABELS}},
        {"method": "POST", "data": LABELS, "content_type": "application/sparql-query"},
    ):
        first = client.open("/sparql", **arguments)
        hits = desk.replay.hits
        again = client.open("/sparql", **arguments)
        assert desk.replay.hits == hits + 1
        assert (again.status_code, again.data) == (200, first.data)
        own = {"Query-Id"}
        assert [pair for pair in first.headers if pair[0] not in own] == list(again.headers)
    assert desk.follower.cache.misses == 1
    assert desk.follower.cache.hits == 2


def test_a_kept_answer_fits_its_request(made: tuple[FlaskClient, Desk, Path]) -> None:
    client, desk, _ = made
    ask: dict[str, Any] = {"query_string": {"query": LABELS}}
    first = client.get("/sparql", **ask)
    head = client.head("/sparql", **ask)
    assert (head.data, head.headers["Content-Length"]) == (b"", str(len(first.data)))
    for tag, status in ((first.headers["ETag"], 304), ("*", 304), ('"other"', 200)):
        reply = client.get("/sparql", headers={"If-None-Match": tag}, **ask)
        assert reply.status_code == status
        assert reply.headers["ETag"] == first.headers["ETag"]
        assert reply.headers["Vary"] == first.headers["Vary"]
        assert reply.headers["Access-Control-Allow-Origin"] == "*"
        assert (reply.data == b"") is (status == 304)
    hits = desk.replay.hits
    assert client.get("/sparql", headers={"Accept": "text/csv"}, **ask).mimetype == "text/csv"
    assert desk.replay.hits == hits


def test_nothing_stale_is_sent_after_the_data_changed(made: tuple[FlaskClient, Desk, Path]) -> None:
    client, desk, root = made
    ask: dict[str, Any] = {"query_string": {"query": LABELS}}
    seen = desk.follower.identity
    before = next(client.get("/sparql", **ask) for _ in range(2))
    small.replace(root, "data/entities/all.ttl", '"Beta Corporation"', '"Beta Company"')
    build(find_content(root), SnapshotFolder(root.parent / "snapshots"), keep=3)
    desk.follower.follow()
    assert eventually(lambda: desk.follower.identity != seen)
    for _ in range(2):
        after = client.get("/sparql", headers={"If-None-Match": before.headers["ETag"]}, **ask)
        assert after.status_code == 200
        assert "Beta Company" in after.text
        assert "Beta Corporation" not in after.text


@pytest.mark.parametrize("query", ["SELECT (RAND() AS ?n) {}", "SELECT (STRUUID() AS ?n) {}"])
def test_what_is_another_each_time_is_not_kept(made: tuple[FlaskClient, Desk, Path], query: str) -> None:
    client = made[0]
    first, second = (client.get("/sparql", query_string={"query": query}).data for _ in range(2))
    assert first != second


def test_one_computation_serves_all_who_ask_meanwhile() -> None:
    cache, computed = AnswerCache(CacheLimits()), []

    async def compute() -> Answer:
        computed.append(1)
        await asyncio.sleep(0.1)
        return Answer("ask", "text/csv", b"x", repeatable=True)

    async def ask() -> list[Answer]:
        return await asyncio.gather(*(cache.answer("key", compute) for _ in range(8)))

    assert ([each.body for each in asyncio.run(ask())], computed) == ([b"x"] * 8, [1])


def test_errors_reach_those_who_wait_and_are_not_kept() -> None:
    cache, computed = AnswerCache(CacheLimits()), []

    async def fail() -> Answer:
        computed.append(1)
        await asyncio.sleep(0.1)
        raise QueryTimeout("late")

    async def ask() -> list[Answer | BaseException]:
        asked = [cache.answer("key", fail) for _ in range(4)]
        return await asyncio.gather(*asked, return_exceptions=True)

    assert [type(each) for each in asyncio.run(ask())] == [QueryTimeout] * 4
    assert computed == [1]
    assert asyncio.run(cache.answer("key", _given)).body == b"y"


def test_a_refusal_that_concerns_its_asker_alone_reaches_nobody_else() -> None:
    cache, asked = AnswerCache(CacheLimits()), []

    async def compute() -> Answer:
        asked.append(1)
        await asyncio.sleep(0.05)
        if len(asked) == 1:
            raise QueueFull("1 queries are waiting already.")
        return await _given()

    async def ask() -> list[Answer | BaseException]:
        return await asyncio.gather(*(cache.answer("key", compute) for _ in range(4)), return_exceptions=True)

    first, *others = asyncio.run(ask())
    assert isinstance(first, QueueFull)
    assert [each.body for each in others if isinstance(each, Answer)] == [b"y"] * 3
    assert len(asked) == 2


async def _given() -> Answer:
    return Answer("ask", "text/csv", b"y")


def test_the_memory_is_bounded() -> None:
    cache = AnswerCache(CacheLimits(memory=100_000))

    async def compute() -> Answer:
        return Answer("ask", "text/csv", b"x" * 5000)

    async def ask() -> None:
        for number in range(100):
            await cache.answer(str(number), compute)

    asyncio.run(ask())
    assert 50_000 < cache.memory <= 100_000


@pytest.mark.parametrize("given_up", [0, 1], ids=["who computes", "who waits"])
def test_one_who_gives_up_does_so_alone(given_up: int) -> None:
    cache = AnswerCache(CacheLimits())

    async def compute() -> Answer:
        await asyncio.sleep(0.1)
        return Answer("ask", "text/csv", b"x")

    async def ask() -> list[Answer | BaseException]:
        asked = [asyncio.ensure_future(cache.answer("key", compute)) for _ in range(3)]
        await asyncio.sleep(0.05)
        asked[given_up].cancel()
        return await asyncio.gather(*asked, return_exceptions=True)

    outcomes = asyncio.run(ask())
    assert [isinstance(each, asyncio.CancelledError) for each in outcomes] == [
        number == given_up for number in range(3)
    ]


KEY = hashlib.sha256(b"key").hexdigest()


SMALL = Entry(b"told", b"content" * 10)


def large(folder: Path) -> Entry:
    """An entry whose content is in a file without a name, as a query process leaves it."""
    with unnamed(str(folder)) as file:
        file.write(b"large" * LARGE)
        return Entry(b"told", AnswerFile(os.dup(file.fileno()), xxh3_128_hexdigest(b"large" * LARGE)))


def whole(entry: Entry | None) -> tuple[bytes, bytes] | None:
    """What an entry tells, and its content, however that is held."""
    if entry is None:
        return None
    content = entry.content
    return entry.told, content if isinstance(content, bytes) else content.read()


@pytest.mark.parametrize("make", [lambda _: SMALL, large], ids=["small", "large"])
@pytest.mark.parametrize("damage", ["cut", "changed", "longer", "begins otherwise", "short", "empty", "gone"])
def test_a_torn_file_is_as_if_it_were_not_there(
    tmp_path: Path, damage: str, make: Callable[[Path], Entry]
) -> None:
    kept = make(tmp_path)
    DiskCache(tmp_path, 100 << 20).put(KEY, kept)
    assert whole(DiskCache(tmp_path, 100 << 20).get(KEY)) == whole(kept)
    disk, file = DiskCache(tmp_path, 100 << 20), tmp_path / KEY
    assert disk.size == file.stat().st_size
    data = file.read_bytes()
    damaged = {"cut": data[:-1], "changed": data[:-1] + b"?", "longer": data + b"?", "empty": b""}
    damaged |= {"begins otherwise": b"?" + data[1:], "short": data[-20:]}
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(damaged[damage])
    assert disk.get(KEY) is None
    assert disk.get(KEY) is None
    assert disk.size == 0


def test_a_large_answer_is_sent_and_read_again_from_the_file_that_it_is(tmp_path: Path) -> None:
    disk, entry = DiskCache(tmp_path, 100 << 20), large(tmp_path)
    assert isinstance(entry.content, AnswerFile)
    sending = entry.content.chunks()
    first = next(sending)
    disk.put(KEY, entry)
    assert first + b"".join(sending) == b"large" * LARGE  # what is added at its end is not sent
    tracemalloc.start()
    found = disk.get(KEY)
    assert tracemalloc.get_traced_memory()[1] < LARGE
    tracemalloc.stop()
    assert found is not None
    assert isinstance(found.content, AnswerFile)
    assert (found.content.size, found.content.digest) == (5 * LARGE, entry.content.digest)


def test_the_disk_is_bounded_and_leftovers_go_but_not_what_another_server_writes(tmp_path: Path) -> None:
    left, written = tmp_path / ".new-left", tmp_path / ".new-written"
    for each in (left, written):
        each.write_bytes(b"half")
    os.utime(left, (0, 0))
    disk = DiskCache(tmp_path, 10_000)
    for number in range(30):
        disk.put(hashlib.sha256(b"%d" % number).hexdigest(), Entry(b"told", b"x" * 1000))
    assert written.read_bytes() == b"half"
    written.unlink()
    assert 5_000 < sum(path.stat().st_size for path in tmp_path.iterdir()) == disk.size <= 10_000
    assert not left.exists()


def test_a_disk_that_does_not_answer_holds_up_nothing_but_what_is_there(tmp_path: Path) -> None:
    """To open a pipe takes until somebody writes there."""
    pipes = [tmp_path / "answers" / f"{number:064x}" for number in range(100)]
    pipes[0].parent.mkdir()
    for each in pipes:
        os.mkfifo(each)
    cache = AnswerCache(CacheLimits(tmp_path))

    async def asked() -> None:
        waiting = [asyncio.ensure_future(cache.answer(each.name, _given)) for each in pipes]
        await asyncio.sleep(0)
        try:
            async with asyncio.timeout(60):
                await asyncio.gather(*(asyncio.to_thread(bool) for _ in range(100)))
                assert await cache.answer("another", _given) == await _given()
            assert not any(each.done() for each in waiting)
        finally:
            written = [os.open(each, os.O_RDWR) for each in pipes]
            await asyncio.gather(*waiting)
            for each in written:
                os.close(each)

    asyncio.run(asked())
    cache.close()


def test_a_folder_that_was_cleared_away_is_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "cache" / "answers"
    disk = DiskCache(folder, 10_000)
    shutil.rmtree(folder.parent)
    disk.put(KEY, SMALL)
    assert disk.get(KEY) == SMALL
    shutil.rmtree(folder.parent)
    assert whole(large(folder)) == (b"told", b"large" * LARGE)


def test_a_folder_that_cannot_be_only_means_that_nothing_is_kept_and_is_told_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    disk = DiskCache(Path("/dev/full/nowhere"), 10_000)
    told = (
        "Nothing can be written to the cache in /dev/full/nowhere: it, or a part of its path, is a file and "
        "not a folder; move that away. Queries are answered all the same, but long answers may be refused."
    )
    assert caplog.messages == [told]
    disk.put(KEY, SMALL)
    assert disk.get(KEY) is None
    assert caplog.messages == [told]


def test_a_disk_that_is_full_is_told_at_the_start_and_once_more_when_it_is_full_again(
    full_disk: Path, caplog: pytest.LogCaptureFixture
) -> None:
    filler, large = full_disk / "filler", Entry(b"told", b"x" * 200_000)

    def fill() -> None:
        with filler.open("ab", buffering=0) as file, suppress(OSError):
            while file.write(b"x" * 4096):
                pass

    (full_disk / "answers").mkdir()
    fill()
    disk = DiskCache(full_disk / "answers", 100 << 20)
    assert [each.partition(": ")[2][:16] for each in caplog.messages] == ["the disk is full"]
    assert list((full_disk / "answers").iterdir()) == []
    disk.put(KEY, large)
    assert len(caplog.messages) == 1
    filler.unlink()
    disk.put(KEY, large)
    assert disk.get(KEY) == large
    fill()
    disk.put(hashlib.sha256(b"other").hexdigest(), large)
    assert len(caplog.messages) == 2


def test_a_disk_that_fills_up_keeps_nothing_in_part(full_disk: Path) -> None:
    disk = DiskCache(full_disk, 100 << 20)
    first, second = Entry(b"told", b"x" * 200_000), Entry(b"told", b"y" * 200_000)
    disk.put(KEY, first)
    other = hashlib.sha256(b"other").hexdigest()
    disk.put(other, second)
    assert (disk.get(KEY), disk.get(other)) == (first, None)
    assert [path.name for path in full_disk.iterdir()] == [KEY]
    disk.put(other, SMALL)
    assert DiskCache(full_disk, 100 << 20).get(other) == SMALL


def test_a_large_answer_that_took_long_is_kept_for_the_next_server_too(
    snapshots: Path, tmp_path: Path
) -> None:
    # Counting takes long enough for a file.
    many = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 2000000"
    query = f"SELECT * {{ {{ SELECT (COUNT(*) AS ?n) {{ {many} }} }} ?s ?p ?o . ?t ?q ?u }} LIMIT 10000"
    config = WebConfig(snapshots, PoolLimits(1, 60), 1 << 30, cache=CacheLimits(tmp_path / "cache"))
    seen = set()
    for misses in (1, 0):
        with application(config) as app:
            reply = app.test_client().get("/sparql", query_string={"query": query})
            assert reply.status_code == 200
            assert len(reply.data) > LARGE
            seen.add((reply.headers["ETag"], reply.data))
            assert app.extensions["accordgraph"].follower.cache.misses == misses
    assert len(seen) == 1


@pytest.mark.parametrize("path", ["/", "/doc/agreement/alpha-beta.html", "/sparql?query=ASK%7B%7D"])
def test_a_page_is_compressed_for_whoever_reads_that_and_for_nobody_else(
    made: tuple[FlaskClient, Desk, Path], path: str
) -> None:
    client = made[0]
    page = {"Accept": "text/html"}
    reading = {**page, "Accept-Encoding": "br, gzip;q=0.8"}
    plain = client.get(path, headers=page)
    for _ in range(2):  # made, and sent again
        small = client.get(path, headers=reading)
        assert small.headers["Content-Encoding"] == "gzip"
        assert int(small.headers["Content-Length"]) == len(small.data) < len(plain.data) / 2
        assert gzip.decompress(small.data) == plain.data
        assert small.headers["ETag"] != plain.headers["ETag"]
        assert small.headers["Vary"] == plain.headers["Vary"]
        assert "Accept-Encoding" in plain.headers["Vary"]
    for encodings in ("identity", "gzip;q=0", "gzip;Q=0", "br"):
        same = client.get(path, headers={**page, "Accept-Encoding": encodings})
        assert (same.data, same.headers.get("Content-Encoding")) == (plain.data, None)
    again = client.get(path, headers={**reading, "If-None-Match": small.headers["ETag"]})
    assert (again.status_code, again.headers["ETag"]) == (304, small.headers["ETag"])
    head = client.head(path, headers=reading)
    assert (head.data, head.headers.get("Content-Encoding")) == (b"", "gzip")


@pytest.mark.parametrize(
    ("path", "accept"), [("/sparql", "text/turtle"), ("/dataset", "application/ld+json")]
)
def test_a_long_description_is_compressed_too_and_answers_never(
    made: tuple[FlaskClient, Desk, Path], path: str, accept: str
) -> None:
    client, wish = made[0], {"Accept": accept, "Accept-Encoding": "gzip"}
    plain = client.get(path, headers={"Accept": accept})
    for _ in range(2):  # made, and sent again
        small = client.get(path, headers=wish)
        assert small.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(small.data) == plain.data
        assert len(small.data) < len(plain.data) / 5
        assert small.headers["ETag"] != plain.headers["ETag"]
    query = {"query": "CONSTRUCT WHERE { ?s ?p ?o }"}
    for other in (
        client.get("/id/agreement/alpha-beta", headers=wish, follow_redirects=True),
        client.get("/sparql", query_string=query, headers=wish),
    ):
        assert "Content-Encoding" not in other.headers
