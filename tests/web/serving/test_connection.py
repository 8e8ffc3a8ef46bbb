"""Connections of clients, byte by byte, as HTTP/1.1 (RFC 9112) has them; on a real server."""

from __future__ import annotations

import asyncio
import gc
import io
import re
import select
import socket
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from accordgraph.engine.answering.cache import CacheLimits
from accordgraph.engine.loops import wait
from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.web.app import WebApplication
from accordgraph.web.config import WebConfig
from accordgraph.web.data.live import Follower
from accordgraph.web.parameters import LONGEST_ADDRESS, LONGEST_BODY
from accordgraph.web.serving.connections import Connections
from accordgraph.web.serving.parsing import LONGEST_FIELDS, LONGEST_HEAD, MOST_FIELDS
from accordgraph.web.serving.replay import Replay
from applications import application
from servers import eventually

from ..tongues import JAPANESE
from .wire import ASK, CHUNKED, GET, H2C, HOST, LAST, POST, SIZED

#: What a client sends, in pieces -> the statuses of the responses.
EXCHANGES: dict[str, tuple[list[bytes], list[int]]] = {
    "one": ([GET + LAST + b"\r\n"], [200]),
    "byte by byte": ([bytes((each,)) for each in GET + LAST + b"\r\n"], [200]),
    "one after the other": ([GET + b"\r\n", GET + LAST + b"\r\n"], [200, 200]),
    "several at once": ([(GET + b"\r\n") * 20 + GET + LAST + b"\r\n"], [200] * 21),
    "very many at once": ([(GET + b"\r\n") * 5_000 + GET + LAST + b"\r\n"], [200] * 5_001),
    "very many behind a long body": (
        [
            POST
            + b"Content-Length: 300000\r\n\r\nASK{}"
            + b" " * 299_995
            + (GET + b"\r\n") * 999
            + GET
            + LAST
            + b"\r\n"
        ],
        [200] * 1_001,
    ),
    "at once, each kept or not": (
        [GET + b"\r\n" + POST + b"Content-Length: 13\r\n\r\nASK{} # other" + GET + LAST + b"\r\n"],
        [200, 200, 200],
    ),
    "an empty line before": ([b"\r\n" + GET + LAST + b"\r\n"], [200]),
    "HTTP/1.0": ([b"GET " + ASK + b" HTTP/1.0\r\n\r\n"], [200]),
    "HTTP/1.0 that stays": (
        [b"GET " + ASK + b" HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", b"GET / HTTP/1.0\r\n\r\n"],
        [200, 200],
    ),
    "an address with its host": (
        [b"GET http://example.org" + ASK + b" HTTP/1.1\r\n" + HOST + LAST + b"\r\n"],
        [200],
    ),
    "an address with its host, and no header": (
        [b"GET http://example.org" + ASK + b" HTTP/1.1\r\n" + LAST + b"\r\n"],
        [400],
    ),
    "an address with its host, and two headers": (
        [b"GET http://example.org" + ASK + b" HTTP/1.1\r\n" + HOST * 2 + LAST + b"\r\n"],
        [400],
    ),
    "an address with its host, before HTTP/1.1": (
        [b"GET http://example.org" + ASK + b" HTTP/1.0\r\n\r\n"],
        [200],
    ),
    "an address that is not in percents": (
        ["GET /search?q=東京 HTTP/1.1\r\n".encode() + HOST + LAST + b"\r\n"],
        [200],
    ),
    "the same in two pieces": (
        ["GET /search?q=東".encode(), "京 HTTP/1.1\r\n".encode() + HOST + LAST + b"\r\n"],
        [200],
    ),
    "an address whose host is empty": ([b"GET http:///health HTTP/1.1\r\n" + HOST + LAST + b"\r\n"], [400]),
    "an address whose host is a port": (
        [b"GET http://:80/health HTTP/1.1\r\n" + HOST + LAST + b"\r\n"],
        [400],
    ),
    "an address whose host is empty, before HTTP/1.1": (
        [b"GET http:///health HTTP/1.0\r\n" + HOST + b"\r\n"],
        [400],
    ),
    "the server as a whole": ([b"OPTIONS * HTTP/1.1\r\n" + HOST + LAST + b"\r\n"], [204]),
    "pieces": (
        [CHUNKED + b"3;a=b\r\nASK\r\n2\r\n{}\r\n0\r\nTrailer: x\r\n\r\n" + GET + LAST + b"\r\n"],
        [200, 200],
    ),
    "trailers without end": ([CHUNKED + b"5\r\nASK{}\r\n0\r\nX: " + b"a" * 100_000], [400]),
    "an extension without end": ([CHUNKED + b"5;" + b"a" * 100_000], [400]),
    "pieces that are none": ([CHUNKED + b"zz\r\nASK{}\r\n0\r\n\r\n"], [400]),
    "pieces that turn bad": ([CHUNKED + b"5\r\nASK{}\r\n", b"zz\r\n"], [400]),
    "a body that is not wanted": (
        [POST + b"Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n"],
        [413],
    ),
    "a body that nobody reads": (
        [b"GET /health HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\n\r\nabc" + GET + LAST + b"\r\n"],
        [200, 200],
    ),
    "a body that nobody waits for": (
        [b"GET /health HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\n\r\na"],
        [200],
    ),
    "two lengths": ([POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nASK{}"], [400]),
    "a length and pieces": (
        [POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nASK{}\r\n0\r\n\r\n"],
        [400],
    ),
    "a length that is none": ([POST + b"Content-Length: -5\r\n\r\nASK{}"], [400]),
    "a wish for HTTP/2": ([GET + H2C + b"\r\n" + GET + LAST + b"\r\n"], [200, 200]),
    "a wish for HTTP/2 with a body": (
        [POST + H2C + b"Content-Length: 5\r\n\r\n", b"ASK", b"{}" + GET + LAST + b"\r\n"],
        [200, 200],
    ),
    "pieces that are encoded": (
        [POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n5\r\nASK{}\r\n0\r\n\r\n"],
        [501],
    ),
    "a host by its number, and a port": (
        [b"GET / HTTP/1.1\r\nHost: [fe80::1%25eth0]:8000\r\n" + LAST + b"\r\n"],
        [200],
    ),
    "a host that is empty": ([b"GET / HTTP/1.1\r\nHost:\r\n" + LAST + b"\r\n"], [400]),
    "a host whose port is none": ([b"GET / HTTP/1.1\r\nHost: x:y\r\n" + LAST + b"\r\n"], [400]),
    "a host whose bracket is open": ([b"GET / HTTP/1.1\r\nHost: [::1\r\n" + LAST + b"\r\n"], [400]),
    "a host that is none": ([b"GET / HTTP/1.1\r\nHost: a b/c\r\n" + LAST + b"\r\n"], [400]),
    "HTTP/2 in a line of HTTP/1": ([b"GET / HTTP/2.0\r\n" + HOST + b"\r\n"], [505]),
    "HTTP/2 without asking": ([b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"], [505]),
    "HTTP/3": ([b"GET / HTTP/3.0\r\n" + HOST + b"\r\n"], [505]),
    "an encrypted connection": ([b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"], [400]),
    "another method": ([b"BREW / HTTP/1.1\r\n" + HOST + b"\r\n"], [501]),
    "a method in small letters": ([b"get / HTTP/1.1\r\n" + HOST + b"\r\n"], [501]),
    "a proxy's method": ([b"CONNECT example.org:80 HTTP/1.1\r\n" + HOST + b"\r\n"], [501]),
    "a folded header": ([b"GET / HTTP/1.1\r\n" + HOST + b"A: b\r\n c\r\n\r\n"], [400]),
    "a header with a space in its name": ([b"GET / HTTP/1.1\r\nHost : x\r\n\r\n"], [400]),
    "lines without a return": ([b"GET / HTTP/1.1\nHost: x\n\n"], [400]),
    "a space in the address": ([b"GET /a b HTTP/1.1\r\n" + HOST + b"\r\n"], [400]),
    "a long address": ([b"GET /" + b"a" * LONGEST_ADDRESS + b" HTTP/1.1\r\n" + HOST + b"\r\n"], [414]),
    "an address without an end": ([b"GET /", *[b"a" * 50_000] * 60], [414]),
    "headers without an end behind a long address": (
        [b"GET /" + b"a" * LONGEST_ADDRESS + b" HTTP/1.1\r\n" + HOST + b"A: ", *[b"a" * 50_000] * 60],
        [414],
    ),
    "many headers behind a long address": (
        [b"GET /" + b"a" * LONGEST_ADDRESS + b" HTTP/1.1\r\n" + HOST + b"A: b\r\n" * (MOST_FIELDS + 1)],
        [414],
    ),
    "a long header": ([b"GET / HTTP/1.1\r\n" + HOST + b"A: " + b"a" * LONGEST_FIELDS + b"\r\n\r\n"], [431]),
    "headers as long as may be": ([GET + LAST + b"A: " + b"a" * (LONGEST_FIELDS - 200) + b"\r\n\r\n"], [200]),
    "headers that are long together": (
        [GET + (b"A: " + b"a" * (LONGEST_FIELDS // 2) + b"\r\n") * 2 + b"\r\n"],
        [431],
    ),
    "long headers behind a long address": (
        [
            b"GET /"
            + b"a" * (LONGEST_ADDRESS - 100)
            + b" HTTP/1.1\r\n"
            + HOST
            + LAST
            + b"A: "
            + b"a" * (LONGEST_FIELDS - 200)
            + b"\r\n\r\n"
        ],
        [404],
    ),
    "a header without an end": ([b"GET / HTTP/1.1\r\n" + HOST + b"A: ", *[b"a" * 50_000] * 20], [431]),
    "many headers": ([b"GET / HTTP/1.1\r\n" + HOST + b"A: b\r\n" * 60_000 + b"\r\n"], [431]),
    "a few headers too many": ([GET + b"A: b\r\n" * MOST_FIELDS + b"\r\n"], [431]),
    "too many headers without an end": ([GET + b"A: b\r\n" * (MOST_FIELDS + 1)], [431]),
    "as many headers as may be": (
        [GET + LAST + b"A: b\r\n" * (MOST_FIELDS - 2) + b"\r\n"],
        [200],
    ),
}


@contextmanager
def listening(
    folder: Path,
    snapshots: Path,
    most: int = 100,
    patience: float = 30.0,
    timeout: float = 20.0,
    held: int = 64 << 20,
    workers: int = 1,
) -> Iterator[int]:
    """Serve on a free port."""
    limits = PoolLimits(workers, timeout)
    with looping(folder, snapshots, limits, most, patience, held) as (port, _):
        yield port


@contextmanager
def looping(
    folder: Path, snapshots: Path, limits: PoolLimits, most: int, patience: float, held: int
) -> Iterator[tuple[int, WebApplication]]:
    """Serve an application on a free port."""
    with application(WebConfig(snapshots, limits, 256 << 20, cache=CacheLimits(folder))) as app:
        loop = app.front.loop
        connections = Connections(app.front, most, patience, held)

        async def end() -> None:
            server.close()
            await connections.end(5)

        server = wait(loop.create_server(connections.begin, "127.0.0.1", 0), loop)
        try:
            yield server.sockets[0].getsockname()[1], app
        finally:
            wait(end(), loop)


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory, snapshots: Path) -> Iterator[int]:
    """The port of a server."""
    with listening(tmp_path_factory.mktemp("cache"), snapshots) as found:
        yield found


def connect(port: int, address: str = "127.0.0.1") -> socket.socket:
    """Open a connection from an address of this machine."""
    return socket.create_connection(("127.0.0.1", port), timeout=30, source_address=(address, 0))


def received(connection: socket.socket) -> bytes:
    """Return all that comes until the server closes."""
    found = []
    while piece := connection.recv(1 << 16):
        found.append(piece)
    return b"".join(found)


def statuses(received: bytes) -> list[int]:
    """Return the statuses of responses; a text in a body begins no line with the name of the protocol."""
    return [int(piece[:3]) for piece in received.split(b"HTTP/1.1 ")[1:] if piece[:3].isdigit()]


@pytest.mark.parametrize(("pieces", "expected"), EXCHANGES.values(), ids=EXCHANGES)
def test_what_is_sent_has_its_answers(port: int, pieces: list[bytes], expected: list[int]) -> None:
    with connect(port) as client:
        for piece in pieces:
            client.sendall(piece)
            time.sleep(0.001)
        found = received(client)
    assert statuses(found) == expected
    assert found.count(b"Access-Control-Allow-Origin: *\r\n") == len(expected)
    assert found.count(b"\r\nDate: ") == len(expected)
    if expected[-1] >= 400:
        assert b"\r\nContent-Type: application/problem+json\r\n" in found
        assert found.endswith(b"}\n")


def test_a_body_that_waits_to_be_wanted_is_asked_for(port: int) -> None:
    with connect(port) as client:
        client.sendall(POST + LAST + b"Expect: 100-continue\r\nContent-Length: 5\r\n\r\n")
        assert client.recv(1 << 16) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(b"ASK{}")
        assert statuses(received(client)) == [200]


@pytest.mark.parametrize(
    ("sent", "title"),
    [
        (b"GET /" + b"a" * LONGEST_ADDRESS + b" HTTP/1.1\r\n" + HOST + b"\r\n", "URI Too Long"),
        (b"POST /sparql HTTP/1.1\r\n" + HOST + b"Content-Length: 99999999999\r\n\r\n", "Content Too Large"),
    ],
)
def test_a_refusal_is_called_as_http_calls_it_whatever_the_version_of_python(
    port: int, sent: bytes, title: str
) -> None:
    with connect(port) as client:
        client.sendall(sent)
        assert f'"title": "{title}"'.encode() in received(client)


def test_a_refusal_is_a_page_for_a_browser(port: int) -> None:
    with connect(port) as client:
        client.sendall(
            b"GET / HTTP/1.1\r\nAccept: text/html\r\nAccept-Language: ja\r\n" + HOST + b"A : b\r\n\r\n"
        )
        found = received(client)
    assert statuses(found) == [400]
    assert b'<html lang="ja"' in found


@pytest.mark.parametrize("length", [LONGEST_ADDRESS, LONGEST_HEAD, 1_000_000])
def test_a_long_address_is_refused_as_the_headers_behind_it_wish(port: int, length: int) -> None:
    with connect(port) as client:
        client.sendall(b"GET /" + b"a" * length + b" HTTP/1.1\r\n")
        time.sleep(0.1)
        client.sendall(HOST + b"Accept: text/html\r\nAccept-Language: ja\r\n\r\n")
        found = received(client)
    assert statuses(found) == [414]
    assert b'<html lang="ja"' in found


def test_a_long_address_that_is_asked_for_by_head_is_refused_without_a_body(port: int) -> None:
    with connect(port) as client:
        client.sendall(b"HEAD /" + b"a" * 1_000_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n")
        found = received(client)
    assert statuses(found) == [414]
    assert found.endswith(b"\r\n\r\n")


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\nAccept-Language: ja\r\n" + HOST + b"A : b\r\n\r\n",
        b"GET / HTTP/3.0\r\n",
        b"BREW / HTTP/1.1\r\n",
        b"GET / HTTP/2.0\r\nAccept-Language: ja\r\n\r\n",
        b"CONNECT a:80 HTTP/1.1\r\nAccept-Language: ja\r\n\r\n",
        b"GET /" + b"a" * LONGEST_ADDRESS + b" HTTP/1.1\r\nAccept-Language: ja\r\n\r\n",
        b"GET / HTTP/1.1\r\nAccept-Language: ja\r\nA: " + b"a" * LONGEST_HEAD + b"\r\n\r\n",
        CHUNKED.replace(b"\r\n\r\n", b"\r\nAccept-Language: ja\r\n\r\n") + b"zz\r\n",
    ],
)
def test_a_refusal_is_in_the_clients_language_as_far_as_that_was_said(port: int, sent: bytes) -> None:
    with connect(port) as client:
        client.sendall(sent)
        found = received(client).decode()
    japanese = b"Accept-Language: ja" in sent
    assert f"\r\nContent-Language: {'ja' if japanese else 'en'}\r\n" in found
    title, detail = re.findall(r'"(?:title|detail)": "(.*)"', found)
    assert japanese == bool(JAPANESE.search(title)) == bool(JAPANESE.search(detail))


@pytest.mark.parametrize("number", [1, 3, 1_000])
def test_a_client_that_has_said_all_gets_its_answers(port: int, number: int) -> None:
    asked = (b"GET /sparql?query=ASK%%7B%%7D%%23all%d HTTP/1.1\r\n" % each for each in range(number))
    with connect(port) as client:
        client.sendall(b"".join(line + HOST + b"\r\n" for line in asked))
        client.shutdown(socket.SHUT_WR)
        assert statuses(received(client)) == [200] * number


@pytest.mark.parametrize(("workers", "expected"), [(1, []), (2, [200])])
def test_a_client_that_has_said_all_has_no_place_in_the_line(
    tmp_path: Path, snapshots: Path, workers: int, expected: list[int]
) -> None:
    limits = PoolLimits(workers, 60)
    with looping(tmp_path, snapshots, limits, 100, 30, 64 << 20) as (port, app), connect(port) as busy:
        follower: Follower = app.extensions["accordgraph"].follower
        assert eventually(lambda: follower.busy == 0)
        busy.sendall(posted(WIDE, CSV))
        assert eventually(lambda: follower.busy == 1)
        with connect(port) as client:
            client.sendall(GET + b"\r\n")
            client.shutdown(socket.SHUT_WR)
            assert statuses(received(client)) == expected


def test_half_a_request_that_ends_has_no_answer_and_those_before_it_have_theirs(port: int) -> None:
    with connect(port) as client:
        client.sendall(GET + b"\r\n" + GET)
        client.shutdown(socket.SHUT_WR)
        assert statuses(received(client)) == [200]


#: More bytes than the system holds between two ends.
MUCH = 32 << 20


def send_until_full(client: socket.socket, data: bytes) -> int:
    """Send the same again and again until nothing more is taken for a second; return how many bytes were.

    Where all is taken, it ends, too.
    """
    sent = 0
    while sent < MUCH and select.select([], [client], [], 1)[1]:
        sent += client.send(data[sent % len(data) :], socket.MSG_DONTWAIT)
    return sent


def test_what_a_client_does_not_take_is_not_made(port: int) -> None:
    """It asks again and again and reads nothing: neither its questions nor its answers pile up."""
    with connect(port) as client, ThreadPoolExecutor(1) as thread:
        many = (GET + b"\r\n") * 1000
        sent = send_until_full(client, many)
        assert 0 < sent < MUCH
        asked = -(-sent // len(GET + b"\r\n"))
        rest = many[sent % len(many) :][: asked * len(GET + b"\r\n") - sent]
        thread.submit(client.sendall, rest + GET + LAST + b"\r\n")
        assert statuses(received(client)) == [200] * (asked + 1)


#: What a client sends behind a query that takes long.
BEHIND = {
    "heads": b"GET /" + b"x" * 130_000 + b" HTTP/1.1\r\n" + HOST + b"X-Long: " + b"x" * 32_000 + b"\r\n\r\n",
    "bodies": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 200000\r\n\r\n" + b"x" * 200_000,
}


#: A query that takes for ever.
LONG_QUERY = (
    b"GET /sparql?query=SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B%3Fa%20%3Fb%20%3Fc.%3Fd%20%3Fe%20%3Ff.%3Fg%20"
    b"%3Fh%20%3Fi.%3Fj%20%3Fk%20%3Fl%7D HTTP/1.1\r\n" + HOST + b"\r\n"
)


@pytest.mark.parametrize("sent", BEHIND.values(), ids=BEHIND)
def test_little_is_taken_in_of_what_has_to_wait(port: int, sent: bytes) -> None:
    tracemalloc.start()
    try:
        with connect(port) as client:
            client.sendall(LONG_QUERY)
            client.settimeout(1)
            with suppress(TimeoutError):
                client.sendall(sent * 16)
            time.sleep(0.5)
            held = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert held < 1 << 20


def test_a_head_that_does_not_come_and_a_connection_that_is_idle_end(tmp_path: Path, snapshots: Path) -> None:
    with listening(tmp_path, snapshots, patience=3) as port, connect(port) as idle, connect(port) as slow:
        slow.sendall(b"GET / HT")
        idle.sendall(GET + b"\r\n")
        assert statuses(received(idle)) == [200]
        assert statuses(received(slow)) == [408]


@contextmanager
def standing_still(loop: asyncio.AbstractEventLoop, seconds: float) -> Iterator[None]:
    """Let nothing happen on a loop for a while, as where a machine or a container is paused, and goes on
    later; the block begins as it stands."""
    ours, other = socket.socketpair()
    stands = threading.Event()

    def stand_still() -> None:  # while the loop looks what has come, where it is mostly found
        loop.remove_reader(ours)  # once: the end of the other side comes as well
        stands.set()
        time.sleep(seconds)

    with ours, other:
        loop.call_soon_threadsafe(loop.add_reader, ours, stand_still)
        other.send(b".")
        assert stands.wait(60)
        yield


def test_a_body_does_not_come_late_while_the_server_stands_still(
    tmp_path: Path, snapshots: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("accordgraph.web.serving.bodies._SLOWEST", 3.0)
    with (
        looping(tmp_path, snapshots, PoolLimits(1), 100, patience=30, held=64 << 20) as (port, app),
        connect(port) as client,
    ):
        client.sendall(POST + LAST + b"Expect: 100-continue\r\nContent-Length: 5\r\n\r\n")
        assert client.recv(1 << 16) == b"HTTP/1.1 100 Continue\r\n\r\n"
        with standing_still(app.front.loop, 6):
            client.sendall(b"ASK{}")
            assert statuses(received(client)) == [200]


def test_nobody_is_idle_while_the_server_stands_still(tmp_path: Path, snapshots: Path) -> None:
    """What came meanwhile is answered."""
    with (
        looping(tmp_path, snapshots, PoolLimits(1), 100, patience=3, held=64 << 20) as (port, app),
        connect(port) as idle,
        connect(port) as half,
    ):
        idle.sendall(GET + b"\r\n")
        assert statuses(idle.recv(1 << 16)) == [200]
        half.sendall(GET)
        with standing_still(app.front.loop, 6):
            idle.sendall(GET + b"\r\n")
            half.sendall(b"\r\n")
            for each in (idle, half):
                assert statuses(each.recv(1 << 16)) == [200]


def test_a_head_has_its_own_time_after_an_idle_while_and_no_more_by_dripping(
    tmp_path: Path, snapshots: Path
) -> None:
    with listening(tmp_path, snapshots, patience=5) as port:
        with connect(port) as client:
            client.sendall(GET + b"\r\n")
            assert statuses(client.recv(1 << 16)) == [200]
            time.sleep(3)
            client.sendall(GET)
            time.sleep(3)
            client.sendall(LAST + b"\r\n")
            assert statuses(received(client)) == [200]
        with connect(port) as client:
            began = time.monotonic()
            for each in GET:
                client.sendall(bytes((each,)))
                if select.select([client], [], [], 0.4)[0]:
                    break
            assert statuses(received(client)) == [408]
            assert time.monotonic() - began < 15  # and not 19


def is_served(client: socket.socket) -> bool:
    """Whether the server's end of a connection is open: a client that reads nothing is not told."""
    ends = [f"0100007F:{each[1]:04X}" for each in (client.getpeername(), client.getsockname())]
    return " ".join([*ends, "01"]) in Path("/proc/net/tcp").read_text("ascii")


@pytest.mark.parametrize("begun", [b"", b"G", GET], ids=len)
def test_who_takes_nothing_is_cut_off_whatever_else_was_begun(
    port: int, tmp_path: Path, snapshots: Path, begun: bytes
) -> None:
    query = b"SELECT%20*%20%7B%3Fa%20%3Fb%20%3Fc.%3Fd%20%3Fe%20%3Ff%7DLIMIT%20500"
    asked = b"GET /sparql?format=csv&query=" + query + b" HTTP/1.1\r\n" + HOST
    with connect(port) as client:
        client.sendall(asked + LAST + b"\r\n")
        size = len(received(client))
    with listening(tmp_path, snapshots, patience=1) as impatient, connect(impatient) as client:
        client.sendall((asked + b"\r\n") * 60 + begun)
        assert eventually(lambda: not is_served(client))
        found = received(client)
    assert set(statuses(found)) == {200}
    assert size < len(found) < 60 * size
    assert size > 100_000


def test_where_too_much_waits_to_be_taken_those_go_that_hold_some_for_longest(
    tmp_path: Path, snapshots: Path
) -> None:
    query = b"SELECT%20*%20%7B%3Fa%20%3Fb%20%3Fc.%3Fd%20%3Fe%20%3Ff%7DLIMIT%202500"
    asked = b"GET /sparql?format=csv&query=" + query + b" HTTP/1.1\r\n" + HOST + LAST + b"\r\n"
    with listening(tmp_path, snapshots, held=2 << 20) as port, ExitStack() as opened:
        clients = [opened.enter_context(socket.socket()) for _ in range(8)]
        for each in clients:
            each.settimeout(60)
            each.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            each.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 1000)  # the system holds little for it
            each.connect(("127.0.0.1", port))
            each.sendall(asked)
            time.sleep(0.1)
        assert select.select(clients[-1:], [], [], 60)[0]  # its answer is there, as those before it are
        time.sleep(3)
        for each in clients:
            each.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        sizes = [len(received(each)) for each in clients]
    assert 500_000 < sizes[-1] < 1 << 20
    cut = [number for number, size in enumerate(sizes) if size != sizes[-1]]
    assert cut == list(range(len(cut)))
    assert 0 < len(cut) < 7


WIDE = b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?l) }"


@pytest.mark.parametrize(
    "sent",
    [
        BEHIND["heads"][:-2],
        LONG_QUERY + BEHIND["heads"],
        LONG_QUERY + BEHIND["bodies"],
        POST + b"Content-Length: 200000\r\n\r\n" + WIDE.ljust(200_000),
    ],
    ids=["half a head", "a head behind a query", "a body behind a query", "a body that was read"],
)
def test_where_too_much_of_requests_waits_those_go_that_hold_some_for_longest(
    tmp_path: Path, snapshots: Path, sent: bytes
) -> None:
    with listening(tmp_path, snapshots, held=1 << 20) as port, ExitStack() as opened:
        small = opened.enter_context(connect(port))
        small.sendall(POST + b"Content-Length: %d\r\n\r\n" % len(WIDE) + WIDE)
        clients = [opened.enter_context(connect(port)) for _ in range(14)]
        for each in clients:
            each.sendall(sent)

        def cut_off() -> list[int]:
            return [number for number, each in enumerate(clients) if select.select([each], [], [], 0)[0]]

        assert eventually(lambda: len(cut_off()) >= 7)
        time.sleep(1)  # in which no more go than have to
        assert not select.select([small], [], [], 0)[0]
        cut = cut_off()
    assert cut == list(range(len(cut)))
    assert 7 <= len(cut) < 12


def test_where_there_are_too_many_the_one_that_is_idle_longest_goes(tmp_path: Path, snapshots: Path) -> None:
    with listening(tmp_path, snapshots, most=3) as port:
        clients = [connect(port) for _ in range(3)]
        for each in clients:
            each.sendall(GET + b"\r\n")
            assert statuses(each.recv(1 << 16)) == [200]
        clients[0].sendall(GET + b"\r\n")
        assert statuses(clients[0].recv(1 << 16)) == [200]
        with connect(port) as another:
            another.sendall(GET + b"\r\n")
            assert statuses(another.recv(1 << 16)) == [200]
            assert clients[1].recv(1) == b""
            for each in (clients[0], clients[2]):
                each.sendall(GET + b"\r\n")
                assert statuses(each.recv(1 << 16)) == [200]
        for each in clients:
            each.close()


def test_where_there_are_too_many_the_newest_goes_of_whoever_has_all_at_work(
    tmp_path: Path, snapshots: Path
) -> None:
    begun = b"POST /sparql HTTP/1.1\r\n" + HOST + b"Content-Length: 9\r\n\r\nASK {}"
    with listening(tmp_path, snapshots, most=4) as port, ExitStack() as opened:
        greedy = [opened.enter_context(connect(port, "127.0.0.2")) for _ in range(4)]
        for each in greedy:
            each.sendall(begun)
        others = [opened.enter_context(connect(port)) for _ in range(2)]
        for each in (others[1], *others):
            each.sendall(GET + b"\r\n")
            assert statuses(each.recv(1 << 16)) == [200]
        assert [each.recv(1) for each in greedy[2:]] == [b"", b""]
        assert select.select(greedy[:2], [], [], 0)[0] == []
        with connect(port, "127.0.0.2") as another:  # it has one more than the others
            assert another.recv(1) == b""
        for each in others:
            each.sendall(GET + b"\r\n")
            assert statuses(each.recv(1 << 16)) == [200]


#: Bodies of the sizes at which pieces end, with letters of several bytes -> what they ask for.
LONG = [b" " * size + 'SELECT ("é日" AS ?x) {}'.encode() for size in (0, 8_000, 8_190, 20_000, 300_000)]


@pytest.mark.parametrize("body", LONG, ids=len)
@pytest.mark.parametrize("place", [0, 1, -10, -9, -1])
def test_a_body_in_any_letters_arrives_behind_its_head(port: int, body: bytes, place: int) -> None:
    with connect(port) as client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client.sendall(SIZED % len(body) + b"Accept: text/csv\r\n\r\n" + body[:place])
        time.sleep(0.02)
        client.sendall(body[place:] + GET + LAST + b"\r\n")
        found = received(client)
    assert statuses(found) == [200, 200]
    assert "\r\n\r\nx\r\né日\r\n".encode() in found


def test_however_many_connections_have_more_to_do_all_else_is_looked_at_soon(
    tmp_path: Path, snapshots: Path
) -> None:
    with looping(tmp_path, snapshots, PoolLimits(1), 300, 30, 64 << 20) as (port, app), ExitStack() as opened:
        with connect(port) as client:
            client.sendall(GET + LAST + b"\r\n")
            received(client)
        clients = [opened.enter_context(connect(port)) for _ in range(200)]
        for each in clients:
            each.sendall((GET + b"\r\n") * 500)
        turns = 20
        replay: Replay = app.extensions["accordgraph"].replay

        async def answered_meanwhile() -> int:
            before = replay.hits
            for _ in range(turns):
                await asyncio.sleep(0)
            return replay.hits - before

        assert 0 < wait(answered_meanwhile(), app.front.loop) < 2 * turns * len(clients)


def numbers(asked: range) -> list[bytes]:
    """Return requests for a number each."""
    line = b"GET /sparql?format=csv&query=SELECT%%28%d%%20AS%%20%%3Fx%%29%%7B%%7D HTTP/1.1\r\n"
    return [line % each + HOST + b"\r\n" for each in asked]


def told(received: bytes) -> list[int]:
    """Return the numbers that responses told."""
    return [int(each) for each in re.findall(rb"\r\n\r\nx\r\n(\d+)\r\n", received)]


def test_answers_come_in_the_order_of_their_questions(port: int) -> None:
    """Whether they are kept or not, and however many wait."""
    asked = numbers(range(40))
    with connect(port) as client:
        for _ in range(3):
            client.sendall(b"".join(asked))
            for each in asked[:5]:
                client.sendall(each)
        client.sendall(GET + LAST + b"\r\n")
        assert told(received(client)) == [*range(40), *range(5)] * 3


def test_no_answer_overtakes_those_that_are_waited_for(port: int) -> None:
    """Not that to a request which is known by its bytes, either, while others wait for their turn."""
    asked = numbers(range(100))
    with connect(port) as client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for each in asked:
            client.sendall(each)
            assert statuses(client.recv(1 << 16)) == [200]
        for _ in range(100):
            client.sendall(b"".join(asked[:80]))
            for each in asked[80:]:
                time.sleep(0.00005)
                client.sendall(each)
            found = b""
            while len(told(found)) < len(asked):
                found += client.recv(1 << 16)
            assert told(found) == list(range(100))


#: So many bytes are found again wherever they are held.
LARGE = 100_000
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"


def test_much_that_comes_at_once_is_not_taken_in_before_those_go_that_hold_most(
    tmp_path: Path, snapshots: Path
) -> None:
    with listening(tmp_path, snapshots, held=4 << 20) as port, ExitStack() as opened:
        clients = [opened.enter_context(connect(port, f"127.0.0.{2 + each}")) for each in range(40)]
        tracemalloc.start()
        try:
            for each in clients:
                with suppress(ConnectionError):
                    each.sendall(POST + b"Content-Length: 2000000\r\n\r\n" + b"#" * 1_000_000)
            assert eventually(lambda: len(select.select(clients, [], [], 0)[0]) >= 36)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert peak < 12 << 20


def test_queries_that_are_long_are_few_at_the_same_time(tmp_path: Path, snapshots: Path) -> None:
    head = POST + SIZE % LONGEST_BODY + LAST + b"\r\n"
    with listening(tmp_path, snapshots, timeout=5.0, held=256 << 20) as port, ExitStack() as opened:
        clients = [opened.enter_context(connect(port)) for _ in range(2)]
        for each in clients:
            each.sendall(head + WIDE.ljust(LONGEST_BODY))
        found = [statuses(received(each)) for each in clients]
        with connect(port, "127.0.0.2") as other:
            other.sendall(head + b"ASK{}".ljust(LONGEST_BODY))
            found.append(statuses(received(other)))
    assert sorted(found) == [[200], [429], [504]]


def posted(query: bytes, *headers: bytes) -> bytes:
    """Return a request with a large query, which is sent at once."""
    body = b"#" * LARGE + b"\n" + query
    return POST + b"".join(each + b"\r\n" for each in headers) + SIZE % len(body) + LAST + b"\r\n" + body


def form(path: bytes, size: int = LARGE) -> bytes:
    """Return a request with a large form."""
    line = b"POST " + path + b" HTTP/1.1\r\n"
    return line + HOST + FORM + SIZE % size + LAST + b"\r\n" + b"a" * size


SIZE = b"Content-Length: %d\r\n"
PAGE_FOR, CSV, PICTURE = b"Accept: text/html", b"Accept: text/csv", b"Accept: image/png"
#: What is refused -> the status.
REFUSED: dict[str, tuple[bytes, int]] = {
    "a fault": (posted(b"ASK {", CSV), 400),
    "a fault, as a page": (posted(b"ASK {", PAGE_FOR), 400),
    "a service": (posted(b"ASK { SERVICE <http://x/> {} }", CSV), 403),
    "a service, as a page": (posted(b"ASK { SERVICE <http://x/> {} }", PAGE_FOR), 403),
    "a format that there is not": (posted(b"ASK {}", PICTURE), 406),
    "a format for graphs": (posted(b"ASK {}", b"Accept: text/turtle"), 406),
    "an id that can be guessed": (posted(b"ASK {}", CSV, b"Query-Id: x"), 400),
    "a query that takes too long": (posted(WIDE, CSV), 504),
    "a query that takes too long, as a page": (posted(WIDE, PAGE_FOR), 504),
    "a place that there is not": (form(b"/nowhere"), 404),
    "a place that takes nothing": (form(b"/about"), 405),
    "a form that is too long": (form(b"/nowhere", 2 << 20), 413),
    "no list of names": (form(b"/labels.json"), 400),
    "a body that breaks off": (CHUNKED + b"%x\r\n" % LARGE + b"a" * LARGE + b"\r\nx\r\n", 400),
    "a header without an end": (GET + b"A: " + b"a" * LONGEST_HEAD, 431),
    "a query whose client leaves": (posted(WIDE, CSV), 0),
    "a query whose client leaves, as a page": (posted(WIDE, PAGE_FOR), 0),
}


def left_by(act: Callable[[], None]) -> list[int]:
    """Return the sizes of the large things that nothing but circles holds when something was done."""
    gc.collect()
    gc.disable()
    try:
        act()
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        gc.set_debug(0)
        held = {id(each): each for each in gc.get_referents(*gc.garbage)}.values()
        return [size for each in held if (size := size_of(each)) > LARGE // 2]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()


def size_of(thing: object) -> int:
    """Return the length of a text, of bytes or of a file in memory."""
    if isinstance(thing, io.BytesIO) and not thing.closed:
        return len(thing.getvalue())
    return len(thing) if isinstance(thing, str | bytes | bytearray) else 0


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory, snapshots: Path) -> Iterator[int]:
    """The port of a server where queries may take a moment."""
    with listening(tmp_path_factory.mktemp("hasty"), snapshots, timeout=3.0, workers=2) as found:
        for accept in (PAGE_FOR, CSV):  # what is loaded once is no part of an answer
            with connect(found) as client:
                client.sendall(posted(b"ASK {", accept))
                received(client)
        yield found


@pytest.mark.parametrize(("sent", "status"), REFUSED.values(), ids=REFUSED)
def test_nothing_of_what_was_refused_stays_in_memory(hasty: int, sent: bytes, status: int) -> None:
    def ask() -> None:
        with connect(hasty) as client:
            client.sendall(sent)
            if status:
                assert statuses(received(client)) == [status]
            else:
                time.sleep(0.3)
        time.sleep(0.5)  # its connection ends, and its query

    assert left_by(ask) == []


def test_nothing_of_queries_that_made_room_for_others_stays_in_memory(
    tmp_path: Path, snapshots: Path
) -> None:
    with listening(tmp_path, snapshots, timeout=2.0, workers=2) as port:

        def ask() -> None:
            with ExitStack() as opened:
                clients = [opened.enter_context(connect(port, f"127.0.0.{2 + each}")) for each in range(4)]
                for number, each in enumerate(clients):
                    each.sendall(posted(b"#%d\n" % number + WIDE, CSV))
                    time.sleep(0.2)
                assert {*statuses(b"".join(map(received, clients)))} <= {503, 504}
            time.sleep(0.5)

        left = left_by(ask)
    assert left == []


def test_nothing_of_bodies_that_were_cut_off_stays_in_memory(tmp_path: Path, snapshots: Path) -> None:
    with listening(tmp_path, snapshots, held=LARGE) as port:

        def ask() -> None:
            with ExitStack() as opened:
                clients = [opened.enter_context(connect(port)) for _ in range(3)]
                for each in clients:
                    each.sendall(CHUNKED + b"%x\r\n" % (2 * LARGE) + b"a" * LARGE)
                assert eventually(lambda: select.select(clients, [], [], 0)[0] == clients[:2])
            time.sleep(0.5)

        left = left_by(ask)
    assert left == []


@pytest.mark.parametrize(
    "head",
    [
        GET + b"LONG: \r\n",
        b"OPTIONS / HTTP/1.1\r\n" + HOST + b"Access-Control-Request-Headers: LONG\r\n",
    ],
    ids=["name", "wish"],
)
def test_what_is_long_in_a_head_is_not_remembered(port: int, head: bytes) -> None:
    def ask(first: int) -> None:
        for number in range(first, first + 80):
            with connect(port) as client:
                client.sendall(head.replace(b"LONG", b"a" * 30_000 + b"%d" % number) + LAST + b"\r\n")
                assert received(client).startswith((b"HTTP/1.1 2", b"HTTP/1.1 3"))

    ask(0)
    tracemalloc.start()
    try:
        ask(80)
        gc.collect()
        assert tracemalloc.get_traced_memory()[0] < 1 << 20
    finally:
        tracemalloc.stop()
