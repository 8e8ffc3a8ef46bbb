"""One connection of a client: its requests, answered one after the other, and what goes back to it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from werkzeug.exceptions import RequestTimeout

from .clients import client_at
from .heads import Ends
from .requests import Request, RequestReader
from .sending import Stuck, close
from .watching import Presence
from .wire import ResponseWriter
from .wsgi import PRESENCE

if TYPE_CHECKING:
    from .connections import Connections, Key

#: Bytes of requests, and requests, that may wait to be answered before nothing more is received.
_UNREAD, _UNANSWERED = 1 << 18, 16
#: Bytes that are read, and requests that are begun, before the next connection has its turn: a client may
#: send thousands of requests at once.
_PIECE, _TURN = 1 << 13, 16
#: Seconds that a connection is left open after its last response where more may be coming: closed at once, it
#: would be reset, and a client that is still sending would never see why.
_LINGER = 2.0
_GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"


class Connection(asyncio.Protocol):
    """Reads requests as long as they come, has them answered in their order, and sends the responses."""

    #: Who is at its other end: a client, or a proxy.
    peer: str
    _transport: asyncio.Transport
    _reader: RequestReader
    _writer: ResponseWriter

    def __init__(self, all_of_them: Connections) -> None:
        self._all = all_of_them
        self._front = all_of_them.front
        self._current: Request | None = None
        self._task: asyncio.Task[None] | None = None
        self._presence = Presence(all_of_them.loop)  # of whoever sent what is answered now
        self._backlog = memoryview(b"")  # what has come and was not read yet
        self._has_ended = False  # nothing more comes
        self._is_over = False  # what still comes is of no use

    # What the event loop calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        peer, own = transport.get_extra_info("peername"), transport.get_extra_info("sockname")
        self._ends = Ends(peer[0], own[0], own[1]) if peer and own else Ends("", "", 0)
        self.peer = client_at(self._ends.client)
        self._reader = RequestReader(self._ends, self._ask_for_more)
        self._writer = ResponseWriter(self._transport, self._all.date, self._all.clock)
        self._all.enter(self)

    def data_received(self, data: bytes) -> None:
        self._all.receive(len(data))
        if self._is_over:
            return
        if self._backlog:  # little: nothing more is received while there is one
            self._backlog = memoryview(bytes(self._backlog) + data)
            return
        reader, key = self._reader, None
        if self._current is None and reader.is_at_rest and not reader.ready and self._writer.is_ready:
            key = (data, self._ends)
            known = self._all.known(key)
            if known is not None:
                self._begin(known)
                return
        self._backlog = memoryview(data)
        self._read()
        self._go_on(key=key if len(reader.ready) == 1 and reader.is_at_rest and not self._backlog else None)

    def eof_received(self) -> bool:
        """Let a client that sends nothing more have the answers that it waits for, but for those that take
        long, or have to wait in a line: it has most likely gone, which looks no different."""
        self._has_ended = True
        self._presence.leave()
        if not self._backlog:
            self._reader.end()
        return self._has_work and not self._is_over

    def pause_writing(self) -> None:
        self._writer.pause()

    def resume_writing(self) -> None:
        self._writer.resume()
        self._steer(self._may_read())

    def connection_lost(self, _problem: Exception | None) -> None:
        self._is_over = True
        self._reader.end()
        self._presence.end()
        self._writer.resume()
        self._all.leave(self)

    # What all connections together call.

    def take_turn(self) -> None:
        """Read some more of what has come, and begin some more of the requests."""
        if self._backlog and self._may_read() and not self._is_over:
            self._read()
        self._go_on(_TURN)

    def expire(self) -> None:
        """End it, since nothing was asked for long; but for a client that is reading, however slowly.

        Who reads nothing could not be told why.
        """
        if self._writer.progresses():
            self._all.rest(self)
        elif self._is_over or self._reader.is_at_rest or not self._writer.is_ready:
            self._transport.abort()
        else:
            self._reader.refuse(RequestTimeout("The request's head did not arrive in time."))
            self._go_on()

    @property
    def held(self) -> int:
        """The bytes that wait here: until they are read, are answered, or are taken by the client.

        Of an answer that is still being sent there is little, and its reader is slow or cut off.
        """
        current = self._current
        other = self._transport.get_write_buffer_size() if current is None else current.body.taken
        return other + len(self._backlog) + self._reader.begun + self._unanswered

    def finish(self) -> None:
        """End it as soon as what is answered now is sent."""
        if self._current is None:
            self._transport.close()
        else:
            self._current.keeps = False

    def abort(self) -> None:
        """End it at once."""
        self._is_over = True
        if self._task is not None:
            self._task.cancel()
        self._transport.abort()

    # Requests.

    def _go_on(self, most: int = 1, key: Key | None = None) -> None:
        """Begin the next requests, so many at most, as far as they have come and their answers are taken.

        With a key, the next one is remembered by it. The rest have to wait for a turn.
        """
        reader = self._reader
        for _ in range(most):
            if not self._may_begin():
                break
            request = reader.ready.popleft()
            self._front.read(request.environ)
            if key is not None and request.keeps and request.body.is_complete and not request.body.waiting:
                self._all.remember(key, request)
            self._begin(request)
        self._steer(self._may_read())

    @property
    def _has_work(self) -> bool:
        """Whether there is something to answer yet, or to read."""
        return self._current is not None or bool(self._backlog) or bool(self._reader.ready)

    def _may_begin(self) -> bool:
        """Whether a request is there, and the client has taken most of the answers before."""
        waits = self._current is None and self._writer.is_ready and not self._is_over
        return waits and bool(self._reader.ready)

    @property
    def _unanswered(self) -> int:
        """The bytes of requests that were read and wait."""
        waiting = self._current.body.waiting if self._current is not None else 0
        return waiting + sum([each.size + each.body.waiting for each in self._reader.ready])

    def _may_read(self) -> bool:
        """Whether little waits of what was read."""
        return self._unanswered <= _UNREAD and len(self._reader.ready) <= _UNANSWERED

    def _read(self) -> None:
        """Read a piece of what has come."""
        piece, rest = self._backlog[:_PIECE], self._backlog[_PIECE:]
        self._backlog = rest or memoryview(b"")  # an empty rest would hold all that came
        rested = self._reader.is_at_rest
        self._reader.feed(bytes(piece))
        if rested and not self._reader.is_at_rest and self._current is None and self._writer.is_ready:
            self._all.rest(self)  # a head has its own time, however long was none
        if self._has_ended and not self._backlog:
            self._reader.end()

    def _steer(self, more: bool) -> None:
        """Have more received where more is wanted and nothing waits; take another turn where it does."""
        self._receive(more and not self._backlog and not self._has_ended)
        if self._has_ended and not self._has_work:
            self._transport.close()
        if not self._is_over and ((more and self._backlog) or self._may_begin()):
            self._all.line_up(self)

    def _begin(self, request: Request) -> None:
        kept = self._front.replayed(request.environ)
        if kept is not None:
            self._decide(request)
            self._writer.send_whole(request, kept, again=True)
            self._end(request)
            return
        self._current = request
        self._all.work(self)
        self._task = self._all.loop.create_task(self._answer(request))
        self._task.add_done_callback(self._look_after)

    async def _answer(self, request: Request) -> None:
        environ = request.environ.copy()  # what is found out now is of this request alone
        environ[PRESENCE] = self._presence = Presence(self._all.loop)
        if self._has_ended:
            self._presence.leave()
        answered = await self._front.answer(environ, request.body)
        status, headers, body = answered
        self._decide(request)
        if isinstance(body, list):
            self._writer.send_whole(request, (status, headers, body))
        elif environ["REQUEST_METHOD"] == "HEAD":
            close(body)
            self._writer.send_whole(request, (status, headers, []))
        else:
            await self._writer.send_pieces(request, answered)
        self._current = self._task = None
        self._end(request)
        self._go_on()

    def _decide(self, request: Request) -> None:
        """Decide whether another request may follow."""
        request.keeps = request.keeps and request.body.is_complete and not self._all.is_ending

    def _look_after(self, task: asyncio.Task[None]) -> None:
        """Cut the connection where a request could not be answered to its end."""
        problem = None if task.cancelled() else task.exception()
        if task.cancelled() or problem is not None:
            self._current = self._task = None
            self._transport.abort()
        if problem is not None and not isinstance(problem, Stuck):
            self._all.loop.call_exception_handler({"message": "A request failed.", "exception": problem})

    def _end(self, request: Request) -> None:
        """Wait for the next request, or end the connection."""
        if request.keeps and not self._is_over:
            self._all.rest(self)
            return
        self._is_over = True
        self._all.rest(self)
        if request.body.is_complete or self._transport.is_closing():
            self._transport.close()
        else:
            self._receive(True)
            self._transport.write_eof()
            self._all.loop.call_later(_LINGER, self._transport.abort)

    def _receive(self, wanted: bool) -> None:
        if not self._transport.is_closing() and self._transport.is_reading() != wanted:
            if wanted:
                self._transport.resume_reading()
            else:
                self._transport.pause_reading()

    def _ask_for_more(self) -> None:
        """Have more of a body sent, for which somebody waits."""
        self._steer(more=True)
        if self._current is not None and self._current.expects:
            self._current.expects = False
            self._writer.write(_GO_ON)
