"""Connections of clients, byte by byte, as HTTP/1.1 (RFC 9112) has them; on a real server."""

from __future__ import annotations

import re
import socket
import time

import pytest

from accordgraph.web.parameters import LONGEST_ADDRESS
from accordgraph.web.serving.parsing import LONGEST_FIELDS, LONGEST_HEAD, MOST_FIELDS

from ..tongues import JAPANESE
from .connecting import connect, received, statuses
from .wire import ASK, CHUNKED, GET, H2C, HOST, LAST, POST, SIZED

#: What a client sends, in pieces -> the statuses of the responses.
EXCHANGES: dict[str, tuple[list[bytes], list[int]]] = {
    "one": ([GET + LAST + b"\r\n"], [200]),
    "byte by byte": ([bytes((each,)) for each in GET + LAST + b"\r\n"], [200]),
    "one after the other": ([GET + b"\r\n", GET + LAST + b"\r\n"], [200, 200]),
    "several at once": ([(GET + b"\r\n") * 20 + GET + LAST + b"\r\n"], [200] * 21),
    "very many at once": ([(GET + b"\r\n") * 5_000 + GET + LAST + b"\r\n"], [200] * 5_001),
    "very many behind a long body": (
        [
            POST
            + b"Content-Length: 300000\r\n\r\nASK{}"
            + b" " * 299_995
            + (GET + b"\r\n") * 999
            + GET
            + LAST
            + b"\r\n"
        ],
        [200] * 1_001,
    ),
    "at once, each kept or not": (
        [GET + b"\r\n" + POST + b"Content-Length: 13\r\n\r\nASK{} # other" + GET + LAST + b"\r\n"],
        [200, 200, 200],
    ),
    "an empty line before": ([b"\r\n" + GET + LAST + b"\r\n"], [200]),
    "HTTP/1.0": ([b"GET " + ASK + b" HTTP/1.0\r\n\r\n"], [200]),
    "HTTP/1.0 that stays": (
        [b"GET " + ASK + b" HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", b"GET / HTTP/1.0\r\n\r\n"],
        [200, 200],
    ),
    "an address with its host": (
        [b"GET http://example.org" + ASK + b" HTTP/1.1\r\n" + HOST + LAST + b"\r\n"],
        [200],
    ),
    "an address with its host, and no header": (
        [b"GET http://example.org" + ASK + b" HTTP/1.1\r\n" + LAST + b"\r\n"],
        [400],
    ),
    "an address with its host, and two headers": (
        [b"GET http://example.org" + ASK + b" HTTP/1.1\r\n" + HOST * 2 + LAST + b"\r\n"],
        [400],
    ),
    "an address with its host, before HTTP/1.1": (
        [b"GET http://example.org" + ASK + b" HTTP/1.0\r\n\r\n"],
        [200],
    ),
    "an address that is not in percents": (
        ["GET /search?q=東京 HTTP/1.1\r\n".encode() + HOST + LAST + b"\r\n"],
        [200],
    ),
    "the same in two pieces": (
        ["GET /search?q=東".encode(), "京 HTTP/1.1\r\n".encode() + HOST + LAST + b"\r\n"],
        [200],
    ),
    "an address whose host is empty": ([b"GET http:///health HTTP/1.1\r\n" + HOST + LAST + b"\r\n"], [400]),
    "an address whose host is a port": (
        [b"GET http://:80/health HTTP/1.1\r\n" + HOST + LAST + b"\r\n"],
        [400],
    ),
    "an address whose host is empty, before HTTP/1.1": (
        [b"GET http:///health HTTP/1.0\r\n" + HOST + b"\r\n"],
        [400],
    ),
    "the server as a whole": ([b"OPTIONS * HTTP/1.1\r\n" + HOST + LAST + b"\r\n"], [204]),
    "pieces": (
        [CHUNKED + b"3;a=b\r\nASK\r\n2\r\n{}\r\n0\r\nTrailer: x\r\n\r\n" + GET + LAST + b"\r\n"],
        [200, 200],
    ),
    "trailers without end": ([CHUNKED + b"5\r\nASK{}\r\n0\r\nX: " + b"a" * 100_000], [400]),
    "an extension without end": ([CHUNKED + b"5;" + b"a" * 100_000], [400]),
    "pieces that are none": ([CHUNKED + b"zz\r\nASK{}\r\n0\r\n\r\n"], [400]),
    "pieces that turn bad": ([CHUNKED + b"5\r\nASK{}\r\n", b"zz\r\n"], [400]),
    "a body that is not wanted": (
        [POST + b"Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n"],
        [413],
    ),
    "a body that nobody reads": (
        [b"GET /health HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\n\r\nabc" + GET + LAST + b"\r\n"],
        [200, 200],
    ),
    "a body that nobody waits for": (
        [b"GET /health HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\n\r\na"],
        [200],
    ),
    "two lengths": ([POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nASK{}"], [400]),
    "a length and pieces": (
        [POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nASK{}\r\n0\r\n\r\n"],
        [400],
    ),
    "a length that is none": ([POST + b"Content-Length: -5\r\n\r\nASK{}"], [400]),
    "a wish for HTTP/2": ([GET + H2C + b"\r\n" + GET + LAST + b"\r\n"], [200, 200]),
    "a wish for HTTP/2 with a body": (
        [POST + H2C + b"Content-Length: 5\r\n\r\n", b"ASK", b"{}" + GET + LAST + b"\r\n"],
        [200, 200],
    ),
    "pieces that are encoded": (
        [POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n5\r\nASK{}\r\n0\r\n\r\n"],
        [501],
    ),
    "a host by its number, and a port": (
        [b"GET / HTTP/1.1\r\nHost: [fe80::1%25eth0]:8000\r\n" + LAST + b"\r\n"],
        [200],
    ),
    "a host that is empty": ([b"GET / HTTP/1.1\r\nHost:\r\n" + LAST + b"\r\n"], [400]),
    "a host whose port is none": ([b"GET / HTTP/1.1\r\nHost: x:y\r\n" + LAST + b"\r\n"], [400]),
    "a host whose bracket is open": ([b"GET / HTTP/1.1\r\nHost: [::1\r\n" + LAST + b"\r\n"], [400]),
    "a host that is none": ([b"GET / HTTP/1.1\r\nHost: a b/c\r\n" + LAST + b"\r\n"], [400]),
    "HTTP/2 in a line of HTTP/1": ([b"GET / HTTP/2.0\r\n" + HOST + b"\r\n"], [505]),
    "HTTP/2 without asking": ([b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"], [505]),
    "HTTP/3": ([b"GET / HTTP/3.0\r\n" + HOST + b"\r\n"], [505]),
    "an encrypted connection": ([b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"], [400]),
    "another method": ([b"BREW / HTTP/1.1\r\n" + HOST + b"\r\n"], [501]),
    "a method in small letters": ([b"get / HTTP/1.1\r\n" + HOST + b"\r\n"], [501]),
    "a proxy's method": ([b"CONNECT example.org:80 HTTP/1.1\r\n" + HOST + b"\r\n"], [501]),
    "a folded header": ([b"GET / HTTP/1.1\r\n" + HOST + b"A: b\r\n c\r\n\r\n"], [400]),
    "a header with a space in its name": ([b"GET / HTTP/1.1\r\nHost : x\r\n\r\n"], [400]),
    "lines without a return": ([b"GET / HTTP/1.1\nHost: x\n\n"], [400]),
    "a space in the address": ([b"GET /a b HTTP/1.1\r\n" + HOST + b"\r\n"], [400]),
    "a long address": ([b"GET /" + b"a" * LONGEST_ADDRESS + b" HTTP/1.1\r\n" + HOST + b"\r\n"], [414]),
    "an address without an end": ([b"GET /", *[b"a" * 50_000] * 60], [414]),
    "headers without an end behind a long address": (
        [b"GET /" + b"a" * LONGEST_ADDRESS + b" HTTP/1.1\r\n" + HOST + b"A: ", *[b"a" * 50_000] * 60],
        [414],
    ),
    "many headers behind a long address": (
        [b"GET /" + b"a" * LONGEST_ADDRESS + b" HTTP/1.1\r\n" + HOST + b"A: b\r\n" * (MOST_FIELDS + 1)],
        [414],
    ),
    "a long header": ([b"GET / HTTP/1.1\r\n" + HOST + b"A: " + b"a" * LONGEST_FIELDS + b"\r\n\r\n"], [431]),
    "headers as long as may be": ([GET + LAST + b"A: " + b"a" * (LONGEST_FIELDS - 200) + b"\r\n\r\n"], [200]),
    "headers that are long together": (
        [GET + (b"A: " + b"a" * (LONGEST_FIELDS // 2) + b"\r\n") * 2 + b"\r\n"],
        [431],
    ),
    "long headers behind a long address": (
        [
            b"GET /"
            + b"a" * (LONGEST_ADDRESS - 100)
            + b" HTTP/1.1\r\n"
            + HOST
            + LAST
            + b"A: "
            + b"a" * (LONGEST_FIELDS - 200)
            + b"\r\n\r\n"
        ],
        [404],
    ),
    "a header without an end": ([b"GET / HTTP/1.1\r\n" + HOST + b"A: ", *[b"a" * 50_000] * 20], [431]),
    "many headers": ([b"GET / HTTP/1.1\r\n" + HOST + b"A: b\r\n" * 60_000 + b"\r\n"], [431]),
    "a few headers too many": ([GET + b"A: b\r\n" * MOST_FIELDS + b"\r\n"], [431]),
    "too many headers without an end": ([GET + b"A: b\r\n" * (MOST_FIELDS + 1)], [431]),
    "as many headers as may be": (
        [GET + LAST + b"A: b\r\n" * (MOST_FIELDS - 2) + b"\r\n"],
        [200],
    ),
}


@pytest.mark.parametrize(("pieces", "expected"), EXCHANGES.values(), ids=EXCHANGES)
def test_what_is_sent_has_its_answers(port: int, pieces: list[bytes], expected: list[int]) -> None:
    with connect(port) as client:
        for piece in pieces:
            client.sendall(piece)
            time.sleep(0.001)
        found = received(client)
    assert statuses(found) == expected
    assert found.count(b"Access-Control-Allow-Origin: *\r\n") == len(expected)
    assert found.count(b"\r\nDate: ") == len(expected)
    if expected[-1] >= 400:
        assert b"\r\nContent-Type: application/problem+json\r\n" in found
        assert found.endswith(b"}\n")


def test_a_body_that_waits_to_be_wanted_is_asked_for(port: int) -> None:
    with connect(port) as client:
        client.sendall(POST + LAST + b"Expect: 100-continue\r\nContent-Length: 5\r\n\r\n")
        assert client.recv(1 << 16) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(b"ASK{}")
        assert statuses(received(client)) == [200]


@pytest.mark.parametrize(
    ("sent", "title"),
    [
        (b"GET /" + b"a" * LONGEST_ADDRESS + b" HTTP/1.1\r\n" + HOST + b"\r\n", "URI Too Long"),
        (b"POST /sparql HTTP/1.1\r\n" + HOST + b"Content-Length: 99999999999\r\n\r\n", "Content Too Large"),
    ],
)
def test_a_refusal_is_called_as_http_calls_it_whatever_the_version_of_python(
    port: int, sent: bytes, title: str
) -> None:
    with connect(port) as client:
        client.sendall(sent)
        assert f'"title": "{title}"'.encode() in received(client)


def test_a_refusal_is_a_page_for_a_browser(port: int) -> None:
    with connect(port) as client:
        client.sendall(
            b"GET / HTTP/1.1\r\nAccept: text/html\r\nAccept-Language: ja\r\n" + HOST + b"A : b\r\n\r\n"
        )
        found = received(client)
    assert statuses(found) == [400]
    assert b'<html lang="ja"' in found


@pytest.mark.parametrize("length", [LONGEST_ADDRESS, LONGEST_HEAD, 1_000_000])
def test_a_long_address_is_refused_as_the_headers_behind_it_wish(port: int, length: int) -> None:
    with connect(port) as client:
        client.sendall(b"GET /" + b"a" * length + b" HTTP/1.1\r\n")
        time.sleep(0.1)
        client.sendall(HOST + b"Accept: text/html\r\nAccept-Language: ja\r\n\r\n")
        found = received(client)
    assert statuses(found) == [414]
    assert b'<html lang="ja"' in found


def test_a_long_address_that_is_asked_for_by_head_is_refused_without_a_body(port: int) -> None:
    with connect(port) as client:
        client.sendall(b"HEAD /" + b"a" * 1_000_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n")
        found = received(client)
    assert statuses(found) == [414]
    assert found.endswith(b"\r\n\r\n")


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\nAccept-Language: ja\r\n" + HOST + b"A : b\r\n\r\n",
        b"GET / HTTP/3.0\r\n",
        b"BREW / HTTP/1.1\r\n",
        b"GET / HTTP/2.0\r\nAccept-Language: ja\r\n\r\n",
        b"CONNECT a:80 HTTP/1.1\r\nAccept-Language: ja\r\n\r\n",
        b"GET /" + b"a" * LONGEST_ADDRESS + b" HTTP/1.1\r\nAccept-Language: ja\r\n\r\n",
        b"GET / HTTP/1.1\r\nAccept-Language: ja\r\nA: " + b"a" * LONGEST_HEAD + b"\r\n\r\n",
        CHUNKED.replace(b"\r\n\r\n", b"\r\nAccept-Language: ja\r\n\r\n") + b"zz\r\n",
    ],
)
def test_a_refusal_is_in_the_clients_language_as_far_as_that_was_said(port: int, sent: bytes) -> None:
    with connect(port) as client:
        client.sendall(sent)
        found = received(client).decode()
    japanese = b"Accept-Language: ja" in sent
    assert f"\r\nContent-Language: {'ja' if japanese else 'en'}\r\n" in found
    title, detail = re.findall(r'"(?:title|detail)": "(.*)"', found)
    assert japanese == bool(JAPANESE.search(title)) == bool(JAPANESE.search(detail))


@pytest.mark.parametrize("number", [1, 3, 1_000])
def test_a_client_that_has_said_all_gets_its_answers(port: int, number: int) -> None:
    asked = (b"GET /sparql?query=ASK%%7B%%7D%%23all%d HTTP/1.1\r\n" % each for each in range(number))
    with connect(port) as client:
        client.sendall(b"".join(line + HOST + b"\r\n" for line in asked))
        client.shutdown(socket.SHUT_WR)
        assert statuses(received(client)) == [200] * number


def test_half_a_request_that_ends_has_no_answer_and_those_before_it_have_theirs(port: int) -> None:
    with connect(port) as client:
        client.sendall(GET + b"\r\n" + GET)
        client.shutdown(socket.SHUT_WR)
        assert statuses(received(client)) == [200]


#: Bodies of the sizes at which pieces end, with letters of several bytes -> what they ask for.
LONG = [b" " * size + 'SELECT ("é日" AS ?x) {}'.encode() for size in (0, 8_000, 8_190, 20_000, 300_000)]


@pytest.mark.parametrize("body", LONG, ids=len)
@pytest.mark.parametrize("place", [0, 1, -10, -9, -1])
def test_a_body_in_any_letters_arrives_behind_its_head(port: int, body: bytes, place: int) -> None:
    with connect(port) as client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client.sendall(SIZED % len(body) + b"Accept: text/csv\r\n\r\n" + body[:place])
        time.sleep(0.02)
        client.sendall(body[place:] + GET + LAST + b"\r\n")
        found = received(client)
    assert statuses(found) == [200, 200]
    assert "\r\n\r\nx\r\né日\r\n".encode() in found


def numbers(asked: range) -> list[bytes]:
    """Return requests for a number each."""
    line = b"GET /sparql?format=csv&query=SELECT%%28%d%%20AS%%20%%3Fx%%29%%7B%%7D HTTP/1.1\r\n"
    return [line % each + HOST + b"\r\n" for each in asked]


def told(received: bytes) -> list[int]:
    """Return the numbers that responses told."""
    return [int(each) for each in re.findall(rb"\r\n\r\nx\r\n(\d+)\r\n", received)]


def test_answers_come_in_the_order_of_their_questions(port: int) -> None:
    """Whether they are kept or not, and however many wait."""
    asked = numbers(range(40))
    with connect(port) as client:
        for _ in range(3):
            client.sendall(b"".join(asked))
            for each in asked[:5]:
                client.sendall(each)
        client.sendall(GET + LAST + b"\r\n")
        assert told(received(client)) == [*range(40), *range(5)] * 3


def test_no_answer_overtakes_those_that_are_waited_for(port: int) -> None:
    """Not that to a request which is known by its bytes, either, while others wait for their turn."""
    asked = numbers(range(100))
    with connect(port) as client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for each in asked:
            client.sendall(each)
            assert statuses(client.recv(1 << 16)) == [200]
        for _ in range(100):
            client.sendall(b"".join(asked[:80]))
            for each in asked[80:]:
                time.sleep(0.00005)
                client.sendall(each)
            found = b""
            while len(told(found)) < len(asked):
                found += client.recv(1 << 16)
            assert told(found) == list(range(100))
