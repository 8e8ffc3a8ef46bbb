"""What stands in a request's head, as the layers read it: WSGI's environ (PEP 3333), read once for all
requests that are alike."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from .wsgi import Environ

if TYPE_CHECKING:
    from granian.rsgi import Scope

#: How many heads are remembered, and of how many characters at most: clients that ask again ask in the same
#: words, and a flood of others takes a few megabytes.
_REMEMBERED, _LONGEST = 1024, 4096
#: What is the same in every request's environ.
_COMMON: Environ = {
    "SCRIPT_NAME": "",
    "wsgi.version": (1, 0),
    "wsgi.errors": sys.stderr,
    "wsgi.input_terminated": True,
    "wsgi.multithread": True,
    "wsgi.multiprocess": False,
    "wsgi.run_once": False,
}
#: Headers that WSGI names otherwise than the rest.
_PLAIN = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


class Heads:
    """The environs of requests, by all that stands in their heads."""

    def __init__(self, read: Callable[[Environ], None]) -> None:
        """Have `read` add to an environ what it finds out of it, once for all heads that are alike."""
        self._read = read
        self._known: dict[tuple[object, ...], Environ] = {}

    def environ(self, scope: Scope) -> Environ:
        """The environ of a request, its body left out; it belongs to all requests with this head."""
        address = scope.client.rpartition(":")[0]
        sent = scope.headers.items()
        line = (
            scope.method,
            scope.scheme,
            scope.path,
            scope.query_string,
            scope.authority,
            scope.http_version,
        )
        head = (*line, address, scope.server, *sent)
        known = self._known.get(head)
        if known is None:
            known = _environ(scope, address, sent)
            self._read(known)
            if len(scope.path) + len(scope.query_string) + sum(len(value) for _, value in sent) <= _LONGEST:
                if len(self._known) >= _REMEMBERED:
                    self._known.clear()
                self._known[head] = known
        return known


def _environ(scope: Scope, address: str, sent: list[tuple[str, str]]) -> Environ:
    environ = _COMMON.copy()
    environ["REQUEST_METHOD"] = scope.method
    environ["SERVER_PROTOCOL"] = f"HTTP/{scope.http_version}"
    environ["PATH_INFO"] = _native(scope.path)
    environ["QUERY_STRING"] = _native(scope.query_string)
    environ["REMOTE_ADDR"] = address.strip("[]")
    environ["SERVER_NAME"], _, environ["SERVER_PORT"] = scope.server.rpartition(":")
    environ["wsgi.url_scheme"] = scope.scheme
    for name, value in sent:
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
