"""Connections that mean harm: slow, half-open, too many, too large."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import time
import urllib.parse
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

_LARGE = urllib.parse.quote("SELECT * WHERE { ?s ?p ?o . } LIMIT 20000")
_HEAVY = urllib.parse.quote("SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f }")
_POST = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
_DRIP = 0.2


@dataclass(frozen=True)
class Target:
    """Where to connect, from which address, and until which moment of `time.monotonic()`."""

    host: str
    port: int
    source: str
    until: float

    @property
    def left(self) -> bool:
        """Whether there is time left."""
        return time.monotonic() < self.until


Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True)
class Attack:
    """A way to connect: its name, how many do it at once, and what each does; it says what it saw."""

    name: str
    count: int
    act: Callable[[Target], Awaitable[str]]


async def _connect(target: Target) -> Stream:
    return await asyncio.wait_for(
        asyncio.open_connection(target.host, target.port, local_addr=(target.source, 0)), 10
    )


async def _drip(target: Target, first: bytes, rest: bytes) -> str:
    """Send the beginning at once, and then a byte now and then."""
    reader, writer = await _connect(target)
    try:
        writer.write(first)
        answer = asyncio.create_task(reader.read(200))
        position = 0
        while target.left and not answer.done():
            writer.write(rest[position % len(rest) :][:1])
            await writer.drain()
            position += 1
            await asyncio.wait({answer}, timeout=_DRIP)
        return _seen(answer.result()) if answer.done() else "kept"
    finally:
        writer.close()


async def _slow_headers(target: Target) -> str:
    return await _drip(target, b"GET /health HTTP/1.1\r\nHost: x\r\n", b"X-Slow: yes\r\n")


async def _slow_body(target: Target) -> str:
    head = _POST + b"Content-Length: 9999\r\n\r\n"
    return await _drip(target, head, b"SELECT ")


async def _slow_chunks(target: Target) -> str:
    head = _POST + b"Transfer-Encoding: chunked\r\n\r\n"
    return await _drip(target, head, b"1\r\nS\r\n")


async def _silent(target: Target) -> str:
    reader, writer = await _connect(target)
    try:
        answer = await asyncio.wait_for(reader.read(200), max(0.1, target.until - time.monotonic()))
        return _seen(answer)
    except TimeoutError:
        return "kept"
    finally:
        writer.close()


async def _slow_reader(target: Target) -> str:
    """Ask for a large answer and read next to nothing of it."""
    loop, got = asyncio.get_running_loop(), b""
    with socket.socket() as client:
        client.setblocking(False)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.bind((target.source, 0))
        await loop.sock_connect(client, (target.host, target.port))
        await loop.sock_sendall(client, f"GET /sparql?query={_LARGE} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        while target.left:
            with contextlib.suppress(TimeoutError):
                part = await asyncio.wait_for(
                    loop.sock_recv(client, 16), max(0.1, target.until - time.monotonic())
                )
                got += part
                if not part:
                    return "cut off"
            await asyncio.sleep(_DRIP)
    return _seen(got[:200]) if got else "kept"


async def _flood(target: Target) -> str:
    """Connect, ask, leave, again and again."""
    made = 0
    while target.left:
        reader, writer = await _connect(target)
        writer.write(b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(reader.read(50), 5)
        writer.close()
        made += 1
        await asyncio.sleep(0.1)
    return "served" if made else "kept out"


async def _leaver(target: Target) -> str:
    """Ask for much work, and reset the connection before the answer."""
    while target.left:
        _, writer = await _connect(target)
        writer.write(f"GET /sparql?query={_HEAVY} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        await asyncio.sleep(_DRIP)
        found = writer.get_extra_info("socket")
        found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()
    return "left"


async def _once(target: Target, request: bytes) -> str:
    reader, writer = await _connect(target)
    try:
        with contextlib.suppress(ConnectionError):
            writer.write(request)
            await asyncio.wait_for(writer.drain(), 10)
        answer = await asyncio.wait_for(reader.read(200), max(0.1, target.until - time.monotonic()))
        return _seen(answer)
    except TimeoutError:
        return "kept"
    except ConnectionError:
        return "cut off"
    finally:
        writer.close()


async def _huge_header(target: Target) -> str:
    return await _once(
        target, b"GET /health HTTP/1.1\r\nHost: x\r\nX-Huge: " + b"x" * 5_000_000 + b"\r\n\r\n"
    )


async def _many_headers(target: Target) -> str:
    lines = b"".join(b"X-%d: x\r\n" % number for number in range(50_000))
    return await _once(target, b"GET /health HTTP/1.1\r\nHost: x\r\n" + lines + b"\r\n")


async def _huge_line(target: Target) -> str:
    return await _once(target, b"GET /sparql?query=" + b"x" * 5_000_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n")


async def _huge_length(target: Target) -> str:
    return await _once(target, _POST + b"Content-Length: 99999999999999\r\n\r\nASK {}")


async def _endless_body(target: Target) -> str:
    """Send a body that has no end, as fast as it is taken."""
    reader, writer = await _connect(target)
    answer = asyncio.create_task(reader.read(200))
    try:
        writer.write(_POST + b"Transfer-Encoding: chunked\r\n\r\n")
        while target.left and not answer.done():
            writer.write(b"10000\r\n" + b"#" * 65536 + b"\r\n")
            await asyncio.wait_for(writer.drain(), 10)
            await asyncio.sleep(0)
        return _seen(answer.result()) if answer.done() else "kept"
    except ConnectionError:
        # It may have been answered while it was still sending.
        return _seen(answer.result()) if answer.done() and answer.exception() is None else "cut off"
    finally:
        answer.cancel()
        writer.close()


async def _pipeline(target: Target) -> str:
    """Ask a thousand times on one connection and read nothing."""
    _, writer = await _connect(target)
    try:
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 1000)
        await asyncio.sleep(max(0.1, target.until - time.monotonic()))
        return "kept"
    finally:
        writer.transport.abort()


ATTACKS = (
    Attack("slow headers", 200, _slow_headers),
    Attack("slow bodies", 200, _slow_body),
    Attack("slow chunks", 100, _slow_chunks),
    Attack("connections that say nothing", 300, _silent),
    Attack("slow readers of large answers", 100, _slow_reader),
    Attack("flood of short connections", 300, _flood),
    Attack("askers that leave at once", 8, _leaver),
    Attack("a header of 5 MB", 5, _huge_header),
    Attack("50,000 headers", 5, _many_headers),
    Attack("a request line of 5 MB", 5, _huge_line),
    Attack("a body announced as 100 TB", 20, _huge_length),
    Attack("bodies without an end", 5, _endless_body),
    Attack("1,000 requests in one go, no reading", 20, _pipeline),
)


def attack(each: Attack, url: str, source: str, duration: float) -> Counter[str]:
    """Attack a server for some seconds; return what the attackers saw, counted."""
    place = urllib.parse.urlsplit(url)
    assert place.hostname is not None
    assert place.port is not None
    target = Target(place.hostname, place.port, source, time.monotonic() + duration)

    async def all_of_them() -> Counter[str]:
        return Counter(await asyncio.gather(*(one() for _ in range(each.count))))

    async def one() -> str:
        try:
            return await each.act(target)
        except TimeoutError:
            return "kept waiting"
        except OSError as refused:
            return f"refused ({type(refused).__name__})"

    return asyncio.run(all_of_them())


def _seen(answer: bytes) -> str:
    return answer.split(b" ", 2)[1].decode() if answer.startswith(b"HTTP/") else "cut off"
