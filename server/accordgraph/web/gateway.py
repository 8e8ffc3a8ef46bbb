"""Between the server and the front: its requests as WSGI's values, and the front's responses sent.

The server's interface is RSGI (https://github.com/emmett-framework/granian/blob/master/docs/spec/RSGI.md).
"""

from __future__ import annotations

import asyncio
import sys
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .front import Front
from .pipes import send_pieces
from .wsgi import UNREAD, Answered, Environ

if TYPE_CHECKING:
    from granian._granian import RSGIHTTPProtocol as HTTPProtocol
    from granian.rsgi import Scope

#: How long a connection is left open after an unread body is refused, in seconds: closed at once, it would be
#: reset, and a client that is still sending would never see why.
_LINGER = 0.3
#: What is the same in every request's environ (PEP 3333).
_COMMON: Environ = {
    "SCRIPT_NAME": "",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "wsgi.version": (1, 0),
    "wsgi.errors": sys.stderr,
    "wsgi.input_terminated": True,
    "wsgi.multithread": True,
    "wsgi.multiprocess": False,
    "wsgi.run_once": False,
}
#: Headers that WSGI names otherwise than the rest.
_PLAIN = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


class Gateway:
    """The application as the server calls it."""

    def __init__(self, front: Front) -> None:
        self._front = front

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Answer one request, in a task of its own."""
        environ = environ_of(scope)
        answered: Answered | None = self._front.replayed(environ)
        if answered is None:
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


def environ_of(scope: Scope) -> Environ:
    """Return a request's environ, its body left out."""
    environ = _COMMON.copy()
    environ["REQUEST_METHOD"] = scope.method
    environ["PATH_INFO"] = _native(scope.path)
    environ["QUERY_STRING"] = _native(scope.query_string)
    environ["REMOTE_ADDR"] = scope.client.rpartition(":")[0].strip("[]")
    environ["SERVER_NAME"], _, environ["SERVER_PORT"] = scope.server.rpartition(":")
    environ["wsgi.url_scheme"] = scope.scheme
    for name, value in scope.headers.items():
        key = _key(name)
        if key is not None:
            before = environ.get(key)
            between = "; " if name == "cookie" else ","
            environ[key] = value if before is None else f"{before}{between}{value}"
    if scope.authority:  # an address with a host goes before the header (RFC 9112, section 3.2.2)
        environ["HTTP_HOST"] = scope.authority
    return environ


@lru_cache(1024)
def _key(name: str) -> str | None:
    """Return a header's name in an environ; None for names that would pass for another's."""
    if "_" in name:
        return None
    return _PLAIN.get(name) or "HTTP_" + name.upper().replace("-", "_")


def _native(text: str) -> str:
    """Return a text as WSGI has it: its bytes as Latin-1."""
    return text if text.isascii() else text.encode("utf-8", "surrogatepass").decode("latin-1")
