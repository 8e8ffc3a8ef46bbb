"""The bodies of requests: read whole, bounded in length and in time."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterable, AsyncIterator

from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, RequestTimeout

from .wsgi import UNREAD, Environ

#: Seconds in which a body has to arrive.
_SLOWEST = 60.0
_PIECE = 1 << 16


async def take_body(environ: Environ, body: AsyncIterable[bytes], longest: int) -> bytes:
    """Read a request's body, which the framework then finds in memory.

    Raises RequestEntityTooLarge where it is longer than `longest` bytes, and RequestTimeout where it does not
    arrive; the environ then says that the rest is unread. Raises BadRequest where it breaks off.
    """
    announced = environ.get("CONTENT_LENGTH") or "0"
    taken = bytearray()
    environ[UNREAD] = True
    length = int(announced) if announced.isascii() and announced.isdecimal() else 0
    if length > longest:
        raise _too_large(longest)
    try:
        async with asyncio.timeout(_SLOWEST):
            async for piece in body:
                taken += piece
                if len(taken) > longest:
                    raise _too_large(longest)
    except TimeoutError:
        raise RequestTimeout(f"The body did not arrive within {_SLOWEST:g} s.") from None
    del environ[UNREAD]
    if len(taken) < length and "HTTP_TRANSFER_ENCODING" not in environ:
        raise BadRequest(f"The body broke off after {len(taken)} of {length} bytes.")
    environ["wsgi.input"] = io.BytesIO(taken)
    environ["CONTENT_LENGTH"] = str(len(taken))
    return bytes(taken)


async def pieces(stream: io.BufferedIOBase) -> AsyncIterator[bytes]:
    """Yield what a stream holds."""
    while piece := stream.read(_PIECE):
        yield piece


def _too_large(longest: int) -> RequestEntityTooLarge:
    return RequestEntityTooLarge(f"A body may have {longest:,} bytes here.")
