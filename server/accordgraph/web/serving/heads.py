"""What stands in a request's head, as the layers read it: WSGI's environ (PEP 3333)."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from ...engine.answering.memo import memoized
from .wsgi import Environ

#: What is the same in every request's environ.
_COMMON: Environ = {
    "SCRIPT_NAME": "",
    "wsgi.version": (1, 0),
    "wsgi.input_terminated": True,
    "wsgi.multithread": True,
    "wsgi.multiprocess": False,
    "wsgi.run_once": False,
    "wsgi.url_scheme": "http",
}
#: Headers that WSGI names otherwise than the rest.
_PLAIN = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}
#: An address that names its host: scheme, host, and the rest (RFC 9112, section 3.2.2).
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://([^/?#]*)(.*)", re.DOTALL)
#: A part of a host's name (RFC 3986, section 3.2.2), as long as one may be (RFC 1035, section 2.3.4).
_PART = r"(?:[A-Za-z0-9_~!$&'()*+;=-]|%[0-9A-Fa-f]{2}){1,63}"
#: A name, or an address in brackets, and a port (RFC 3986, section 3.2); two of them have a comma between.
_HOST = re.compile(rf"(?:\[[A-Za-z0-9._~%:-]+\]|{_PART}(?:\.{_PART})*\.?)(?::[0-9]*)?")
#: A slash that is escaped, but for the sign of the escape.
_ESCAPED_SLASH = re.compile("%(2[Ff])")

#: Characters of a header's name that is remembered.
_SHORT = 100

#: Names and values of headers, as they were sent.
Fields = Iterable[tuple[bytes, bytes]]


class Ends(NamedTuple):
    """The two ends of a connection: the client's address, and the server's with its port."""

    client: str
    server: str
    port: int


def environ_of(method: str, target: bytes, version: str, fields: Fields, ends: Ends) -> Environ:
    """Return the environ of a request, its body left out; `target` is what its first line asks for."""
    address = target.decode("latin-1")
    absolute = _ABSOLUTE.fullmatch(address)
    if absolute is not None:
        address = absolute[2] if absolute[2][:1] == "/" else f"/{absolute[2]}"
    path, _, query = address.partition("#")[0].partition("?")
    environ = _COMMON.copy()
    environ["wsgi.errors"] = sys.stderr  # the server's log, as long as it runs
    environ["REQUEST_METHOD"] = method
    environ["SERVER_PROTOCOL"] = f"HTTP/{version}"
    environ["PATH_INFO"] = _path(path)
    environ["QUERY_STRING"] = query
    environ["REMOTE_ADDR"] = ends.client
    environ["SERVER_NAME"], environ["SERVER_PORT"] = ends.server, str(ends.port)
    for name, sent in fields:
        key = _key(name)
        if key is not None:
            value = sent.decode("latin-1")
            before = environ.get(key)
            between = "; " if key == "HTTP_COOKIE" else ","
            environ[key] = value if before is None else f"{before}{between}{value}"
    if absolute is not None and has_host(environ):  # it goes before the header, which is there all the same
        environ["HTTP_HOST"] = absolute[1].rpartition("@")[2]
    return environ


def _path(sent: str) -> str:
    """The path of an address, unescaped but for slashes: one that is escaped parts nothing, so that relative
    links see no step there either (RFC 3986, sections 2.2 and 3.3)."""
    if "%" not in sent:
        return sent
    return unquote_to_bytes(_ESCAPED_SLASH.sub(r"%25\1", sent)).decode("latin-1")


def has_host(environ: Environ) -> bool:
    """Whether a request names its host, once; before HTTP/1.1 it need not (RFC 9112, section 3.2)."""
    host = environ.get("HTTP_HOST")
    return environ["SERVER_PROTOCOL"] != "HTTP/1.1" if host is None else _HOST.fullmatch(host) is not None


@memoized(1024, len, _SHORT)
def _key(name: bytes) -> str | None:
    """Return a header's name in an environ; None for names that would pass for another's."""
    if b"_" in name:
        return None
    text = name.decode("latin-1").lower()
    return _PLAIN.get(text) or "HTTP_" + text.upper().replace("-", "_")
