"""Requests as bytes, to be sent or read."""

from __future__ import annotations

HOST, ASK = b"Host: x\r\n", b"/sparql?query=ASK%7B%7D"
GET = b"GET " + ASK + b" HTTP/1.1\r\n" + HOST
POST = b"POST /sparql HTTP/1.1\r\n" + HOST + b"Content-Type: application/sparql-query\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"
H2C = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"
LAST = b"Connection: close\r\n"
SIZED = POST + b"Content-Length: %d\r\n"
PAGE_FOR, CSV, PICTURE = b"Accept: text/html", b"Accept: text/csv", b"Accept: image/png"
