"""The server: one web process under the process that was started, and the query processes under it."""

from __future__ import annotations

import asyncio
import copy
import errno
import functools
import gc
import http.client
import multiprocessing
import resource
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from granian import Granian
from granian.constants import HTTPModes, Interfaces, Loops, TaskImpl
from granian.http import HTTP1Settings
from granian.log import LOGGING_CONFIG, LogLevels

from ..engine.sandbox import die_with_parent
from ..errors import AccordGraphError
from .live import WebConfig

#: Seconds that requests may take to end when the server is stopped.
_LAST_REQUESTS = 5
#: How long a request's head may take, and a connection be idle, in milliseconds.
_HEAD_LIMIT = 15_000
#: The longest head in bytes: an address has 64 KiB at most, the rest is headers.
_LONGEST_HEAD = 160 << 10
#: Connections that may wait to be accepted; and be open, those that say nothing among them.
_BACKLOG, _CONNECTIONS = 1024, 16_384
#: Files that the server needs beside its connections.
_FILES = 512
#: How many new objects, and looks at younger ones, come before the next look for garbage in circles. What is
#: kept of answers makes the last kind of look long, and holds no circles.
_GARBAGE = (50_000, 20, 100)
#: Seconds between two looks whether the server answers.
_LOOK = 0.02


class CannotListen(AccordGraphError):
    """The address cannot be listened on."""


@dataclass(frozen=True)
class Address:
    """An address that is reserved for the server: the socket holds the port, and never listens."""

    host: str
    port: int
    socket: socket.socket

    @property
    def url(self) -> str:
        """The address as a person opens it."""
        shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 - not bound here
        return f"http://[{shown}]:{self.port}" if ":" in shown else f"http://{shown}:{self.port}"


def reserve(host: str, port: int) -> Address:
    """Reserve a port, a free one where `port` is 0.

    The web process listens by SO_REUSEPORT, and cannot say which port it got; two servers could even share
    one without a word. So the port is found, and tried, here. Raises CannotListen.
    """
    try:
        family, kind, protocol, _, found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(found)
        held = socket.socket(family, kind, protocol)
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        held.bind(found)
    except socket.gaierror as problem:
        raise CannotListen(
            f"The address {host} is not known: {problem.strerror}. Choose another --host."
        ) from problem
    except OSError as problem:
        raise CannotListen(_advice(host, port, problem)) from problem
    name = held.getsockname()
    return Address(name[0], name[1], held)


def serve(address: Address, config: WebConfig, announce: Callable[[str], None]) -> None:
    """Serve until SIGTERM, SIGINT or SIGHUP; call `announce` with the address once the server answers there.

    SIGHUP is that of a terminal that closes. There is nothing to load anew by it: settings come from the
    command line, and a new snapshot is taken by itself. Where it was ignored, as nohup does, it stays so.
    Exits the process with code 1 where the web process ends by itself.
    """
    multiprocessing.set_start_method("spawn", force=True)
    log: dict[str, Any] = copy.deepcopy(LOGGING_CONFIG)
    log["handlers"]["console"]["stream"] = "ext://sys.stderr"
    server = Granian(
        target="accordgraph",
        address=address.host,
        port=address.port,
        interface=Interfaces.RSGI,
        workers=1,
        loop=Loops.uvloop,
        # Each request is answered in a task, so that stopping its query can cancel it.
        task_impl=TaskImpl.asyncio,
        # One protocol: while the server guesses which one a client speaks, no time limit holds.
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=_HEAD_LIMIT, max_buffer_size=_LONGEST_HEAD),
        backlog=_BACKLOG,
        backpressure=_connections(),
        websockets=False,
        log_level=LogLevels.error,
        log_dictconfig=log,
        workers_kill_timeout=_LAST_REQUESTS,
    )
    ignored = signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    hang_up = signal.SIG_IGN if ignored else server.signal_handler_interrupt
    server.on_startup(lambda: signal.signal(signal.SIGHUP, hang_up))
    watch = functools.partial(_announce_when_ready, address, announce)
    server.on_startup(
        lambda: threading.Thread(target=watch, name="accordgraph-announcer", daemon=True).start()
    )
    server.serve(target_loader=functools.partial(_load, config), wrap_loader=False)


def _connections() -> int:
    """Return how many connections may be open: nearly all that the system lets a process open."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    wanted = _CONNECTIONS + _FILES
    if most == resource.RLIM_INFINITY or most > wanted:
        most = wanted
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    return max(_FILES, most - _FILES)


def _load(config: WebConfig) -> Any:  # noqa: ANN401 - the server's types know no objects
    """Make the application, in the web process, on the loop that the server has made."""
    die_with_parent()
    # A terminal that closes tells all its processes; ending this one and its own is the parent's task.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    from .app import create_gateway  # here, so that only the web process loads the framework

    try:
        gateway = create_gateway(config, asyncio.get_event_loop())
    except AccordGraphError as error:
        print(f"Error: {error}", file=sys.stderr, flush=True)
        raise SystemExit(1) from None
    # What was made now stays; only what requests leave behind is looked through, and not at every turn.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_GARBAGE)
    return gateway


def _announce_when_ready(address: Address, announce: Callable[[str], None]) -> None:
    host = address.url.removeprefix("http://").rpartition(":")[0].strip("[]")
    while True:
        connection = http.client.HTTPConnection(host, address.port, timeout=5)
        try:
            connection.request("GET", "/health")
            if connection.getresponse().status == 200:
                announce(address.url)
                return
        except (OSError, http.client.HTTPException):
            time.sleep(_LOOK)
        finally:
            connection.close()


def _advice(host: str, port: int, problem: OSError) -> str:
    if problem.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is in use. Choose another with --port N; --port 0 picks a free one."
    if problem.errno == errno.EACCES:
        return f"Port {port} may only be used by the administrator. Choose one from 1024 on with --port N."
    return f"{host} port {port} cannot be listened on: {problem.strerror}. Choose another --host or --port."
