"""The head of a request, as its bytes arrive: read by llhttp, and not one byte further (RFC 9112)."""

from __future__ import annotations

import re

import httptools
from werkzeug.exceptions import (
    BadRequest,
    HTTPException,
    HTTPVersionNotSupported,
    RequestHeaderFieldsTooLarge,
    RequestURITooLarge,
)
from werkzeug.exceptions import NotImplemented as Unsupported

from ..parameters import LONGEST_ADDRESS
from .wsgi import TOKEN

#: The most bytes of headers: a list of tags, or of what is accepted, is read at once while all others wait.
#: Browsers send a thousand bytes, and other servers take 8 to 32 KiB.
LONGEST_FIELDS = 1 << 15
#: The longest head in bytes.
LONGEST_HEAD = LONGEST_ADDRESS + LONGEST_FIELDS
#: The most headers of a request: many short ones would take twenty times the room of their bytes.
MOST_FIELDS = 100
#: Bytes in which a head with a longer address has to end: the headers behind it tell how its sender wants to
#: be told. Browsers send no address of more than 2 MiB.
_LONGEST_READ = (2 << 20) + LONGEST_HEAD
_VERSIONS = ("1.0", "1.1")
_BEGINNING = re.compile(TOKEN)
_LINE = re.compile(rb"(%b) ([\x21-\x7f]+) HTTP/([0-9]\.[0-9])\r\n" % TOKEN)
#: Characters that are not ASCII's, as their sender should have written them.
_ESCAPED = {code: f"%{code:02X}" for code in range(0x80, 0x100)}
_LINE_END = b" HTTP/1.1\r\n"
_END = b"\r\n\r\n"


class _Fields:
    """Takes what the parser finds."""

    def __init__(self) -> None:
        self.found: list[tuple[bytes, bytes]] = []
        self.is_complete = False

    def on_header(self, name: bytes, value: bytes) -> None:
        self.found.append((name, value.rstrip(b" \t")))

    def on_headers_complete(self) -> None:
        self.is_complete = True


class HeadParser:
    """Reads one head: its `method`, `target` and `version`, and its `fields` as far as they have come, of
    `size` bytes until now.

    Where a head ends is found before its bytes are parsed. So the parser never sees what follows, and what it
    would make of a body, or of another protocol that a client wishes for, does not matter.
    """

    def __init__(self) -> None:
        self.is_begun = False
        self.method, self.target, self.version = "", b"", ""
        self._line = bytearray()  # the first line, until it is whole
        self._first = LONGEST_ADDRESS  # its bytes, until they are known as many as there may be
        self.size = 0
        self._last = b""  # bytes that may begin the end
        self._fields = _Fields()
        self._parser = httptools.HttpRequestParser(self._fields)

    @property
    def fields(self) -> list[tuple[bytes, bytes]]:
        """Names and values of headers, as they were sent."""
        return self._fields.found

    def feed(self, data: bytes) -> bytes | None:
        """Read what has arrived; return what follows the head, None where its end is not there yet.

        Raises HTTPException for what is no head, or not one for this server.
        """
        if not self.is_begun:
            data = data.lstrip(b"\r\n")  # empty lines before a request (section 2.2)
            if not data:
                return None
            self.is_begun = True
            if not _BEGINNING.match(data):
                raise self._no_request("It does not begin with a method")
        self.size += len(data)
        rest: bytes | None = data
        if not self.method:
            rest = self._read_line(data)
        if rest is not None:
            rest = self._read_fields(rest)
        if rest is None:
            self._bound(is_whole=False)
            return None
        self.size -= len(rest)
        self._bound(is_whole=True)
        if self.method == "CONNECT":
            raise Unsupported("This server is no proxy.")
        if self.version not in _VERSIONS:
            raise _other_version()
        return rest

    def _read_line(self, data: bytes) -> bytes | None:
        """Read the first line, whole; return it and what follows it, to be parsed."""
        line, end, rest = data.partition(b"\n")
        self._line += line + end
        if not end:
            return None
        del self._line[LONGEST_HEAD : -len(_LINE_END)]  # an address is too long long before that
        line = bytes(self._line)
        self._line.clear()
        self._first = len(line)
        line = line if line.isascii() else line.decode("latin-1").translate(_ESCAPED).encode()
        found = _LINE.fullmatch(line)
        if found is None:
            raise self._no_request("Its first line is no method, address and version with one space between")
        self.method, self.target, self.version = found[1].decode(), found[2], found[3].decode()
        return line + rest

    def _read_fields(self, data: bytes) -> bytes | None:
        """Read lines up to the empty one; return what follows it."""
        before = len(self._last)
        window = self._last + data
        end = window.find(_END)
        if end < 0:
            self._last = window[1 - len(_END) :]
            self._parse(data)
            is_right = not self._fields.is_complete
        else:
            end += len(_END) - before
            self._parse(data[: end - 1])
            is_right = not self._fields.is_complete
            self._parse(data[end - 1 : end])
            is_right = is_right and self._fields.is_complete
        if not is_right:
            raise self._no_request("It is not clear where its head ends")
        return data[end:] if end >= 0 else None

    def _parse(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            pass  # a wish that nobody has to follow: Java's client has it with each first request
        except httptools.HttpParserInvalidMethodError as error:
            raise Unsupported("This server knows no such method.") from error
        except httptools.HttpParserError as error:
            raise self._no_request(str(error)) from error

    def _no_request(self, why: str) -> HTTPException:
        if self.version in ("", *_VERSIONS):
            return BadRequest(f"This is no request in HTTP/1.1: {why}.")
        return _other_version()

    def _bound(self, is_whole: bool) -> None:
        """Refuse a head that is too long, or has too many headers, before it is complete or after."""
        has_too_many = len(self.fields) > MOST_FIELDS
        if len(self.target) > LONGEST_ADDRESS or (self.size > LONGEST_HEAD and not self.method):
            if not is_whole and not has_too_many and self.size <= _LONGEST_READ:
                return
            told = f"An address may have {LONGEST_ADDRESS:,} bytes. Send a longer query by POST or QUERY."
            raise RequestURITooLarge(told)
        if self.size - self._first > LONGEST_FIELDS:
            told = f"The headers of a request may have {LONGEST_FIELDS:,} bytes together."
            raise RequestHeaderFieldsTooLarge(told)
        if has_too_many:
            raise RequestHeaderFieldsTooLarge(f"A request may have {MOST_FIELDS} headers.")


def _other_version() -> HTTPException:
    return HTTPVersionNotSupported("This server speaks HTTP/1.1.")
