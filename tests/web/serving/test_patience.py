"""How long a client may take for what it sends, and how long it may be idle."""

from __future__ import annotations

import asyncio
import select
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from accordgraph.engine.workers.pool import PoolLimits
from servers import eventually

from .connecting import connect, listening, looping, received, statuses
from .wire import GET, LAST, POST


def test_a_head_that_does_not_come_and_a_connection_that_is_idle_end(tmp_path: Path, snapshots: Path) -> None:
    with listening(tmp_path, snapshots, patience=3) as port, connect(port) as idle, connect(port) as slow:
        slow.sendall(b"GET / HT")
        idle.sendall(GET + b"\r\n")
        assert statuses(received(idle)) == [200]
        assert statuses(received(slow)) == [408]


def test_who_is_idle_ends_however_busy_those_are_who_came_before(tmp_path: Path, snapshots: Path) -> None:
    with listening(tmp_path, snapshots, patience=2) as port, connect(port) as busy:

        def ask() -> None:
            busy.sendall(GET + b"\r\n")
            assert statuses(busy.recv(1 << 16)) == [200]

        def has_ended(other: socket.socket) -> bool:
            ask()
            return bool(select.select([other], [], [], 0)[0])

        ask()
        with connect(port) as idle:
            assert eventually(lambda: has_ended(idle))
            assert received(idle) == b""


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
