"""Requests out of bytes, wherever these are cut, as HTTP/1.1 (RFC 9112) has them."""

from __future__ import annotations

import asyncio
import tracemalloc
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.exceptions import BadRequest

from accordgraph.web.serving.heads import Ends
from accordgraph.web.serving.requests import RequestReader
from accordgraph.web.serving.wsgi import REFUSAL

from .wire import CHUNKED, GET, H2C, HOST, POST, SIZED

#: A body that would be a request itself if it were read as one, and says that it is in other letters.
TRAP = "é日本\n\r\n\r\nGET /search?q=悪 HTTP/1.1\r\nHost: x\r\n\r\n".encode()
IN_PIECES = b'5;a=b;c;d="e;\\"\xc3\xa9"\r\nSEL\xc3\xa9\r\n%X\r\n%b\r\n0\r\nT: \xc3\xa9\r\n\r\n' % (
    len(TRAP),
    TRAP,
)

#: Requests as they are sent -> their method, what they ask for, their body and why they are refused.
READ: list[tuple[bytes, tuple[str, str, bytes, str]]] = [
    (GET + b"\r\n", ("GET", "/sparql?query=ASK%7B%7D", b"", "")),
    ("GET /é?q=東京 HTTP/1.1\r\n".encode() + HOST + b"\r\n", ("GET", "/é?q=%E6%9D%B1%E4%BA%AC", b"", "")),
    (SIZED % len(TRAP) + b"\r\n" + TRAP, ("POST", "/sparql?", TRAP, "")),
    (CHUNKED + IN_PIECES, ("POST", "/sparql?", b"SEL\xc3\xa9" + TRAP, "")),
    (b"\r\n" + SIZED % len(TRAP) + H2C + b"\r\n" + TRAP, ("POST", "/sparql?", TRAP, "")),
    (CHUNKED[:-2] + H2C + b"\r\n" + IN_PIECES, ("POST", "/sparql?", b"SEL\xc3\xa9" + TRAP, "")),
    (GET + H2C + b"\r\n", ("GET", "/sparql?query=ASK%7B%7D", b"", "")),
    (SIZED % 0 + b"\r\n", ("POST", "/sparql?", b"", "")),
    (b"GET /last HTTP/1.1\r\nA: \xc3\xa9\r\n" + HOST + b"\r\n", ("GET", "/last?", b"", "")),
]
SENT, FOUND = b"".join(sent for sent, _ in READ), [found for _, found in READ]

#: As long as it takes on a busy machine, and the same each time.
BOUNDED = settings(deadline=None, derandomize=True, database=None)


def read(pieces: Iterable[bytes]) -> list[tuple[str, str, bytes, str]]:
    """Read what comes in pieces; each request's method, what it asks for, its body and why it is refused."""
    reader = RequestReader(Ends("192.0.2.1", "192.0.2.2", 80), lambda: None)
    for piece in pieces:
        if piece:
            reader.feed(piece)
    reader.end()
    return asyncio.run(_seen(reader))


async def _seen(reader: RequestReader) -> list[tuple[str, str, bytes, str]]:
    found = []
    for each in reader.ready:
        body, refusal = b"", str(each.environ.get(REFUSAL, ""))
        try:
            body = b"".join([piece async for piece in each.body]) if not refusal else b""
        except BadRequest as broken:
            refusal = str(broken)
        path = each.environ["PATH_INFO"].encode("latin-1").decode(errors="replace")
        asked = f"{path}?{each.environ['QUERY_STRING']}"
        found.append((each.environ["REQUEST_METHOD"], asked, body, refusal))
    return found


def cut(data: bytes, places: Iterable[int]) -> list[bytes]:
    """Cut bytes into pieces."""
    ends = sorted(each % (len(data) + 1) for each in places)
    return [data[begin:end] for begin, end in zip([0, *ends], [*ends, len(data)], strict=True)]


def test_requests_are_read_as_they_were_sent_wherever_their_pieces_end() -> None:
    assert read([SENT]) == FOUND
    assert read(SENT[place : place + 1] for place in range(len(SENT))) == FOUND
    for place in range(len(SENT)):
        assert read(cut(SENT, [place])) == FOUND


@BOUNDED
@given(st.lists(st.sampled_from(READ), max_size=8), st.lists(st.integers(0, len(SENT)), max_size=12))
def test_it_makes_no_difference_what_follows_what(
    requests: list[tuple[bytes, tuple[str, str, bytes, str]]], places: list[int]
) -> None:
    assert read(cut(b"".join(sent for sent, _ in requests), places)) == [found for _, found in requests]


@BOUNDED
@given(st.binary(max_size=300), st.lists(st.integers(0, 400), max_size=4))
def test_a_body_is_what_was_sent_and_its_end_is_where_its_head_says(body: bytes, places: list[int]) -> None:
    sent = SIZED % len(body) + b"\r\n" + body + GET + b"\r\n"
    assert read(cut(sent, places)) == [("POST", "/sparql?", body, ""), FOUND[0]]


@BOUNDED
@given(st.lists(st.binary(min_size=1, max_size=40)), st.lists(st.integers(0, 400), max_size=4))
def test_a_body_in_pieces_is_what_was_sent(body: list[bytes], places: list[int]) -> None:
    in_pieces = b"".join(b"%x\r\n%b\r\n" % (len(each), each) for each in body)
    sent = CHUNKED + in_pieces + b"0\r\n\r\n" + GET + b"\r\n"
    assert read(cut(sent, places)) == [("POST", "/sparql?", b"".join(body), ""), FOUND[0]]


def test_a_body_in_the_smallest_pieces_takes_no_more_memory_than_another() -> None:
    content = 1 << 17
    reader = RequestReader(Ends("192.0.2.1", "192.0.2.2", 80), lambda: None)
    reader.feed(CHUNKED)
    tracemalloc.start()
    try:
        for _ in range(content >> 10):
            reader.feed(b"2\r\nab\r\n" * 512)
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert content <= held < content * 1.5


@BOUNDED
@given(st.binary(max_size=200), st.lists(st.integers(0, 200), max_size=4))
def test_no_bytes_break_the_reader(data: bytes, places: list[int]) -> None:
    """What is refused is the last that is read, and no byte is read twice."""
    for begun in (b"", b"GET /", GET, SIZED % 10, CHUNKED):
        sent = begun + data + b"\r\n\r\n" + GET + b"\r\n"
        found = read(cut(sent, places))
        assert [each[:3] for each in found] == [each[:3] for each in read([sent])]
        assert not any(refusal for *_, refusal in found[:-1])
        assert sum(len(body) for _, _, body, _ in found) <= len(data) + len(GET) + 6


#: What two servers might read each in its own way -> the status of the refusal.
DOUBTFUL: dict[str, tuple[bytes, int]] = {
    "a length and chunks": (CHUNKED[:-2] + b"Content-Length: 5\r\n\r\n", 400),
    "chunks and a length": (SIZED % 5 + b"Transfer-Encoding: chunked\r\n\r\n", 400),
    "one length twice": (SIZED % 5 + b"Content-Length: 5\r\n\r\nASK{}", 400),
    "two lengths in a line": (POST + b"Content-Length: 5, 5\r\n\r\nASK{}", 400),
    "a length with a sign": (POST + b"Content-Length: +5\r\n\r\nASK{}", 400),
    "a length with a space": (POST + b"Content-Length: 1 5\r\n\r\nASK{}", 400),
    "a length in other digits": (POST + b"Content-Length: \xd9\xa5\r\n\r\nASK{}", 400),
    "a length of nothing": (POST + b"Content-Length:\r\n\r\nASK{}", 400),
    "a length without end": (POST + b"Content-Length: " + b"9" * 30 + b"\r\n\r\nASK{}", 400),
    "chunks before HTTP/1.1": (CHUNKED.replace(b"HTTP/1.1", b"HTTP/1.0") + b"0\r\n\r\n", 400),
    "chunks twice": (CHUNKED[:-2] + b"Transfer-Encoding: chunked\r\n\r\n", 400),
    "chunks in chunks": (POST + b"Transfer-Encoding: chunked, chunked\r\n\r\n", 400),
    "chunks that are not last": (POST + b"Transfer-Encoding: chunked, identity\r\n\r\n", 400),
    "chunks after a control character": (POST + b"Transfer-Encoding: \x0bchunked\r\n\r\n", 400),
    "chunks under a name with a space": (POST + b"Transfer-Encoding : chunked\r\n\r\n", 400),
    "a line without a return": (GET + b"A: b\nContent-Length: 5\r\n\r\n", 400),
    "a return without a line": (GET + b"A: b\rContent-Length: 5\r\n\r\n", 400),
    "an end without returns": (GET + b"\n", 400),
    "a folded line": (GET + b"A: b\r\n Content-Length: 5\r\n\r\n", 400),
    "a line that is folded at once": (b"GET / HTTP/1.1\r\n Content-Length: 5\r\n" + HOST + b"\r\n", 400),
    "a name that is none": (GET + b": 5\r\n\r\n", 400),
    "a zero in a value": (GET + b"A: \0\r\n\r\n", 400),
    "two spaces in the first line": (b"GET  / HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "a space at its end": (b"GET / HTTP/1.1 \r\n" + HOST + b"\r\n", 400),
    "a tab in it": (b"GET\t/ HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "no version": (b"GET /\r\n" + HOST + b"\r\n", 400),
    "another protocol": (b"GET rtsp://x/ RTSP/1.0\r\n" + HOST + b"\r\n", 400),
    "a size that is none": (CHUNKED + b"0x5\r\nASK{}\r\n0\r\n\r\n", 400),
    "a size with a sign": (CHUNKED + b"-5\r\nASK{}\r\n0\r\n\r\n", 400),
    "a size of nothing": (CHUNKED + b"\r\nASK{}\r\n0\r\n\r\n", 400),
    "a size with a space": (CHUNKED + b"5 \r\nASK{}\r\n0\r\n\r\n", 400),
    "a size without end": (CHUNKED + b"1" * 30 + b"\r\nASK{}\r\n0\r\n\r\n", 400),
    "a size without a return": (CHUNKED + b"5\nASK{}\r\n0\r\n\r\n", 400),
    "an extension with a return": (CHUNKED + b"5;a\rb\r\nASK{}\r\n0\r\n\r\n", 400),
    "an extension without a return": (CHUNKED + b"5;a\nASK{}\r\n0\r\n\r\n", 400),
    "an extension without a name": (CHUNKED + b"5;\r\nASK{}\r\n0\r\n\r\n", 400),
    "an extension whose quotes are open": (CHUNKED + b'5;a="b\r\nASK{}\r\n0\r\n\r\n', 400),
    "a chunk that is longer than its size": (CHUNKED + b"4\r\nASK{}\r\n0\r\n\r\n", 400),
    "a chunk without a return at its end": (CHUNKED + b"5\r\nASK{}\n0\r\n\r\n", 400),
    "a trailer that is no header": (CHUNKED + b"5\r\nASK{}\r\n0\r\nGET / HTTP/1.1\r\n\r\n", 400),
    "a trailer that frames": (CHUNKED + b"5\r\nASK{}\r\n0\r\nContent-length: 5\r\n\r\n", 400),
    "a trailer that is folded": (CHUNKED + b"5\r\nASK{}\r\n0\r\nA: b\r\n c\r\n\r\n", 400),
    "an end of chunks without a return": (CHUNKED + b"5\r\nASK{}\r\n0\r\n\n", 400),
}


@pytest.mark.parametrize(("sent", "status"), DOUBTFUL.values(), ids=DOUBTFUL)
def test_what_can_be_read_in_two_ways_is_refused_and_nothing_after_it_is_read(
    sent: bytes, status: int
) -> None:
    for place in range(len(sent)):
        found = read([*cut(sent, [place]), GET + b"\r\n"])
        assert [refusal[:3] for *_, refusal in found] == [str(status)]
