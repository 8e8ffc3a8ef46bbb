"""Connections beside each other: what they hold together is bounded, and who goes where it is too much."""

from __future__ import annotations

import asyncio
import select
import socket
import time
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from accordgraph.engine.loops import wait
from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.web.data.live import Follower
from accordgraph.web.parameters import LONGEST_BODY
from accordgraph.web.serving.replay import Replay
from servers import eventually

from .connecting import (
    BEHIND,
    LONG_QUERY,
    SIZE,
    WIDE,
    connect,
    listening,
    looping,
    posted,
    received,
    statuses,
)
from .wire import CSV, GET, HOST, LAST, POST


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
        for _ in expected:  # one that waits is answered when the other process is ready
            with connect(port) as waiting:
                waiting.sendall(posted(b"ASK { ?s ?p ?o }"))
                assert statuses(received(waiting)) == [200]
        with connect(port) as client:
            client.sendall(GET + b"\r\n")
            client.shutdown(socket.SHUT_WR)
            assert statuses(received(client)) == expected


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
