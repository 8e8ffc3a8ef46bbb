"""One document from the web, when a person names its address; nothing else of the program reads there.

Each address that a name stands for is looked at before it is connected to, after each redirect again, so that
nothing behind a firewall is asked, unless the person named this machine itself.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from contextlib import closing
from dataclasses import dataclass
from email.message import Message
from ipaddress import IPv6Address, ip_address
from threading import Timer
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from . import __version__
from .graph.curating.documents import LARGEST, Document, DocumentError, document, too_large

#: Seconds that a document may take, redirects and all; redirects that are followed.
PATIENCE, REDIRECTS = 20.0, 5
_KINDS = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_SAFE = "/:?#[]@!$&'()*+,;=%~-._"


@dataclass(frozen=True)
class _Response:
    status: int
    reason: str
    headers: Message
    body: bytes


def is_address(text: str) -> bool:
    """Whether a text is an address of the network rather than a file's name."""
    return "://" in text


def fetch(address: str, patience: float = PATIENCE) -> Document:
    """Fetch the document at an address; raises DocumentError."""
    end = time.monotonic() + patience
    here = _is_loopback(_parts(address).hostname or "")
    for _ in range(REDIRECTS + 1):
        response = _get(address, here, end, patience)
        if response.status not in _REDIRECTS:
            return _document(response, address)
        target = urljoin(address, response.headers.get("Location", "").strip())
        if urlsplit(target).scheme not in ("http", "https"):
            raise DocumentError(f"{address} leads to {target!r}, which is no address of a web page.")
        address = target
    raise DocumentError(
        f"{address} is the end of {REDIRECTS} redirects, and leads on; name the last address."
    )


def _parts(address: str) -> SplitResult:
    """Take an address apart, and refuse what is none of the web."""
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError as error:
        raise DocumentError(f"{address!r} is no address: {error}.") from error
    if parts.scheme not in ("http", "https"):
        raise DocumentError(f"{address!r} is no address of a web page; it begins with https:// or http://.")
    if not parts.hostname or port == 0:
        raise DocumentError(f"{address!r} names no server.")
    if parts.username or parts.password:
        raise DocumentError("An address with a name and password in it would be published; leave them out.")
    return parts


def _get(address: str, here: bool, end: float, patience: float) -> _Response:
    parts = _parts(address)
    host = parts.hostname or ""
    late = DocumentError(
        f"{address} does not answer within {patience:g} seconds; try again, or save the page."
    )
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        number = _resolved(host, port, here)
        rest = end - time.monotonic()
        if rest <= 0:
            raise late
        with socket.create_connection((number, port), timeout=rest) as plain, plain.dup() as same:
            # A peer that sends a byte now and then would keep each single wait short. The first of the two
            # is given up where the connection is encrypted; what shuts the other one shuts both.
            timer = Timer(max(0.0, end - time.monotonic()), lambda: _shut(same))
            timer.daemon = True
            timer.start()
            try:
                response = _asked(plain, parts)
            finally:
                timer.cancel()
            if time.monotonic() >= end:  # what was cut off looks like an end
                raise late
            return response
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        if time.monotonic() >= end - 0.05:
            raise late from error
        said = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise DocumentError(f"{address} cannot be fetched: {said}.") from error


def _resolved(host: str, port: int, here: bool) -> str:
    """The number of a server that may be asked: a public one, or this machine where the person named it."""
    name = host if ":" in host else host.encode("idna").decode("ascii")
    numbers = [found[4][0] for found in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)]
    for each in numbers:
        number = ip_address(str(each).partition("%")[0])
        if isinstance(number, IPv6Address) and number.ipv4_mapped:
            number = number.ipv4_mapped
        if not (number.is_global and not number.is_multicast) and not (here and number.is_loopback):
            raise DocumentError(
                f"{host} is at {number}, which is no public address; save the page as a file and name that."
            )
    return str(numbers[0])


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _shut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _asked(plain: socket.socket, parts: SplitResult) -> _Response:
    """Ask a server that is connected to for a page."""
    host = parts.hostname or ""
    with closing(http.client.HTTPConnection(host, parts.port)) as connection:
        connection.sock = plain
        if parts.scheme == "https":
            connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
        return _exchange(connection, parts)


def _exchange(connection: http.client.HTTPConnection, parts: SplitResult) -> _Response:
    host = parts.hostname or ""
    path = quote(urlunsplit(("", "", parts.path or "/", parts.query, "")), safe=_SAFE)
    shown = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
    connection.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
    connection.putheader("Host", shown + (f":{parts.port}" if parts.port else ""))
    connection.putheader("User-Agent", f"accordgraph/{__version__}")
    connection.putheader("Accept", "text/html, application/xhtml+xml, text/plain;q=0.9")
    connection.putheader("Accept-Encoding", "identity")
    connection.putheader("Connection", "close")
    connection.endheaders()
    with connection.getresponse() as response:
        wanted = response.status == 200 and _media_type(response.headers) in _KINDS
        body = response.read(LARGEST + 1) if wanted else b""
        return _Response(response.status, response.reason, response.headers, body)


def _document(response: _Response, address: str) -> Document:
    media_type, length = _media_type(response.headers), response.headers.get("Content-Length", "")
    if response.status != 200:
        raise DocumentError(f"{address} answers {response.status} {response.reason}; is the address right?")
    if media_type not in _KINDS:
        raise DocumentError(
            f"{address} is {media_type or 'of no type that is told'}, and neither HTML nor plain text; "
            "save its text as a plain text file, one paragraph a line."
        )
    if len(response.body) > LARGEST:
        raise DocumentError(too_large(address, int(length) if length.isdecimal() else None))
    packed = response.headers.get("Content-Encoding", "identity")
    if packed.strip().lower() not in ("identity", ""):
        raise DocumentError(
            f"{address} comes packed ({packed}), though asked not to; save the page as a file."
        )
    if length.isdecimal() and len(response.body) < int(length):
        raise DocumentError(
            f"{address} breaks off after {len(response.body):,} of {length} bytes; try again."
        )
    charset = response.headers.get_content_charset("")
    return document(response.body, address, _KINDS[media_type], charset, address)


def _media_type(headers: Message) -> str:
    return str(headers.get("Content-Type", "")).partition(";")[0].strip().lower()
