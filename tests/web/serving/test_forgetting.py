"""Nothing of what was refused or cut off stays in memory."""

from __future__ import annotations

import gc
import io
import select
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from accordgraph.web.serving.parsing import LONGEST_HEAD
from servers import eventually

from .connecting import LARGE, SIZE, WIDE, connect, listening, posted, received, statuses
from .wire import CHUNKED, CSV, GET, HOST, LAST, PAGE_FOR, PICTURE

FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"


def form(path: bytes, size: int = LARGE) -> bytes:
    """Return a request with a large form."""
    line = b"POST " + path + b" HTTP/1.1\r\n"
    return line + HOST + FORM + SIZE % size + LAST + b"\r\n" + b"a" * size


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
