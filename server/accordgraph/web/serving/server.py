"""The server: the address that it listens on, and its beginning and end."""

from __future__ import annotations

import asyncio
import errno
import gc
import resource
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass

import uvloop

from ...engine import loops
from ...errors import AccordGraphError
from ..app import WebApplication, create_app
from ..config import WebConfig
from .connections import Connections
from .log import patient_stderr

#: Seconds that requests may take to end when the server is stopped, and what answers them after that.
_LAST_REQUESTS, _LAST_WORK = 5.0, 5.0
#: Connections that may wait to be accepted; and be open, those that say nothing among them.
_BACKLOG, _CONNECTIONS = 1024, 16_384
#: Connections that are accepted in one turn of the event loop: uvloop accepts one by each socket.
_ACCEPTED = 16
#: Files that the server needs beside its connections.
_FILES = 512
#: How many new objects, and looks at younger ones, come before the next look for garbage in circles. What is
#: kept of answers makes the last kind of look long, and holds no circles.
_GARBAGE = (50_000, 20, 100)


class CannotListen(AccordGraphError):
    """The address cannot be listened on."""


@dataclass(frozen=True)
class Address:
    """An address that is reserved for the server: the socket holds the port, and does not listen yet."""

    host: str
    port: int
    socket: socket.socket

    @property
    def url(self) -> str:
        """The address as a person opens it."""
        shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 - not bound here
        return f"http://[{shown}]:{self.port}" if ":" in shown else f"http://{shown}:{self.port}"


def reserve(host: str, port: int) -> Address:
    """Reserve a port, a free one where `port` is 0. Raises CannotListen.

    Nobody can connect before there is something to serve.
    """
    try:
        family, kind, protocol, _, found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        held = socket.socket(family, kind, protocol)
        try:
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            held.bind(found)
        except OSError:
            held.close()
            raise
    except (socket.gaierror, UnicodeError) as problem:
        reason = problem.strerror if isinstance(problem, socket.gaierror) else "no name is like that"
        raise CannotListen(f"The address {host} is not known: {reason}. Choose another --host.") from problem
    except OSError as problem:
        raise CannotListen(_advice(host, port, problem)) from problem
    name = held.getsockname()
    return Address(name[0], name[1], held)


def serve(address: Address, config: WebConfig, announce: Callable[[str], None]) -> None:
    """Serve until SIGTERM, SIGINT or SIGHUP; call `announce` with the address as soon as the server listens.

    SIGHUP is that of a terminal that closes. There is nothing to load anew by it: settings come from the
    command line, and a new snapshot is taken by itself. Where it was ignored, as nohup does, it stays so.
    Raises CannotListen, and the errors of `create_app`.
    """
    loop = uvloop.new_event_loop()
    asyncio.set_event_loop(loop)
    with patient_stderr() as log:
        try:
            app = create_app(config, loop, log)
            # What was made now stays; only what requests leave behind is looked through, and not at every
            # turn.
            gc.collect()
            gc.freeze()
            gc.set_threshold(*_GARBAGE)
            loop.run_until_complete(_serve(address, app, announce))
        finally:
            loops.end(loop)


async def _serve(address: Address, app: WebApplication, announce: Callable[[str], None]) -> None:
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    ignored = signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    for each in (signal.SIGTERM, signal.SIGINT, *(() if ignored else (signal.SIGHUP,))):
        loop.add_signal_handler(each, stopped.set)
    connections = Connections(app.front, _most_connections())
    servers = await listen(address, connections.begin)
    announce(address.url)
    await stopped.wait()
    for server in servers:
        server.close()
    await connections.end(_LAST_REQUESTS)
    await asyncio.wait((loop.run_in_executor(None, app.end),), timeout=_LAST_WORK)


async def listen(address: Address, begin: Callable[[], asyncio.Protocol]) -> list[asyncio.Server]:
    """Listen at an address, and serve each connection by what `begin` makes; raises CannotListen."""
    try:
        address.socket.listen(_BACKLOG)  # uvloop's own attempt fails without a word
    except OSError as problem:  # another server has begun to listen meanwhile
        raise CannotListen(_advice(address.host, address.port, problem)) from problem
    loop = asyncio.get_running_loop()
    sockets = [address.socket, *(address.socket.dup() for _ in range(_ACCEPTED - 1))]
    return [await loop.create_server(begin, sock=each, backlog=_BACKLOG) for each in sockets]


def _most_connections() -> int:
    """Return how many connections may be open: nearly all that the system lets a process open."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    wanted = _CONNECTIONS + _FILES
    if most == resource.RLIM_INFINITY or most > wanted:
        most = wanted
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    return max(most // 2, most - _FILES)


def _advice(host: str, port: int, problem: OSError) -> str:
    if problem.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is in use. Choose another with --port N; --port 0 picks a free one."
    if problem.errno == errno.EACCES:
        return f"Port {port} may only be used by the administrator. Choose one from 1024 on with --port N."
    return f"{host} port {port} cannot be listened on: {problem.strerror}. Choose another --host or --port."
