"""Requests out of the bytes of a connection: HTTP/1.1 (RFC 9112), heads and bodies by turns, and bounded."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from werkzeug.exceptions import HTTPException

from .bodies import Body, broken_off, nothing
from .framing import BadFraming, Framing, framing_of
from .heads import Ends, environ_of
from .parsing import HeadParser
from .wsgi import REFUSAL, Environ


@dataclass(eq=False, slots=True)
class Request:
    """A request whose head was read.

    `keeps`: another one may follow on its connection; `expects`: its body comes when it is told to go on;
    `size`: the bytes of its head.
    """

    environ: Environ
    body: Body
    keeps: bool
    expects: bool = False
    size: int = 0


class RequestReader:
    """Reads the requests of one connection: a byte is of the body that is `arriving`, or else of a head.

    `ready` are requests that nobody has taken yet; where nothing more can be read, the last one of them says
    why as its REFUSAL. It `is_at_rest` where not a byte of the next request has come.
    """

    def __init__(self, ends: Ends, wanted: Callable[[], None]) -> None:
        """Call `wanted` when somebody waits for a body."""
        self._ends, self._wanted = ends, wanted
        self.ready: deque[Request] = deque()
        self.arriving: Framing | None = None
        self.is_at_rest = True
        self._head = HeadParser()
        self._is_over = False  # no other request follows

    @property
    def begun(self) -> int:
        """The bytes of the head that is coming."""
        return self._head.size

    def feed(self, data: bytes) -> None:
        """Read what has arrived."""
        rest: bytes | None = data
        while rest and (self.arriving is not None or not self._is_over):
            rest = self._read_head(rest) if self.arriving is None else self._read_body(self.arriving, rest)
        self.is_at_rest = self.arriving is None and not self._head.is_begun

    def end(self) -> None:
        """Take notice that nothing more comes."""
        self._wanted = nothing  # whoever was to be told holds this reader
        self._break_off("the connection was closed")

    def refuse(self, refusal: HTTPException) -> None:
        """Say of the request that is coming that it is refused, and read no other.

        As long as it has no first line, it asks for nothing, by no method.
        """
        if not self._is_over:
            self._is_over = True
            head = self._head
            environ = environ_of(head.method, head.target, "1.1", head.fields, self._ends)
            environ[REFUSAL] = refusal
            self.ready.append(Request(environ, Body(), keeps=False))

    def _read_head(self, data: bytes) -> bytes | None:
        """Read what is of a head; return what follows it."""
        try:
            rest = self._head.feed(data)
            if rest is not None:
                self._begin(self._head)
        except HTTPException as refusal:
            self.refuse(refusal)
            return None
        return rest

    def _begin(self, head: HeadParser) -> None:
        """Begin the request that a whole head is of. Raises HTTPException."""
        environ = environ_of(head.method, head.target, head.version, head.fields, self._ends)
        body = Body(self._wanted)
        self.arriving = framing_of(environ, body)
        if self.arriving is None:
            body.end()
        expects = head.version != "1.0" and environ.get("HTTP_EXPECT", "").lower() == "100-continue"
        keeps = _keeps(environ)
        self._is_over = not keeps
        self.ready.append(Request(environ, body, keeps, expects, head.size))
        self._head = HeadParser()

    def _read_body(self, framing: Framing, data: bytes) -> bytes | None:
        """Read what is of a body; return what follows it."""
        try:
            rest = framing.feed(data)
        except BadFraming as fault:
            self._break_off(str(fault))
            return None
        if rest is not None:
            framing.body.end()
            self.arriving = None
        return rest

    def _break_off(self, why: str) -> None:
        """Read no more of a body that is arriving, and nothing after it."""
        framing, self.arriving = self.arriving, None
        if framing is not None:
            self._is_over = True
            framing.body.end(broken_off(framing.body.taken + framing.body.waiting, why))


def _keeps(environ: Environ) -> bool:
    """Whether a connection stays open after a request (section 9.3)."""
    options = [each.strip() for each in environ.get("HTTP_CONNECTION", "").lower().split(",")]
    return "close" not in options and (environ["SERVER_PROTOCOL"] == "HTTP/1.1" or "keep-alive" in options)
