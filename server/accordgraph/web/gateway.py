"""Between the server and the front: its requests handed on, and the front's responses sent.

The server's interface is RSGI (https://github.com/emmett-framework/granian/blob/master/docs/spec/RSGI.md).
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from .front import Front
from .heads import Heads
from .pipes import send_pieces
from .wsgi import UNREAD, Answered

if TYPE_CHECKING:
    from granian._granian import RSGIHTTPProtocol as HTTPProtocol
    from granian.rsgi import Scope

#: How long a connection is left open after an unread body is refused, in seconds: closed at once, it would be
#: reset, and a client that is still sending would never see why.
_LINGER = 0.3


class Gateway:
    """The application as the server calls it."""

    def __init__(self, front: Front) -> None:
        self._front = front
        self._heads = Heads(front.read)

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Answer one request, in a task of its own."""
        environ = self._heads.environ(scope)
        answered: Answered | None = self._front.replayed(environ)
        if answered is None:
            environ = environ.copy()  # what is found out now is of this request alone
            answered = await self._front.answer(environ, protocol, protocol.client_disconnect)
        status, headers, body = answered
        code = int(status[:3])
        if not isinstance(body, list):
            await send_pieces(protocol, code, headers, body)
        elif UNREAD in environ:
            # Without a length, the response ends when the connection may.
            rest = [pair for pair in headers if pair[0].lower() != "content-length"]
            await protocol.response_stream(code, rest).send_bytes(b"".join(body))
            await asyncio.sleep(_LINGER)
        else:
            protocol.response_bytes(code, headers, body[0] if len(body) == 1 else b"".join(body))

    def __rsgi_del__(self, _loop: Any) -> None:  # noqa: ANN401 - the server's own
        """Let go what the application holds, when the server ends."""
        self._front.close()
