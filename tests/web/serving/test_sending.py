"""Answers on their way: whole, within their limits, and in nobody's way."""

from __future__ import annotations

import os
import re
import socket
import time
import urllib.parse
from contextlib import suppress
from pathlib import Path

from servers import Server, command_line, eventually, places, serving

from .asking import MANY, UNHURRIED, ask, call, connect, resident


def test_a_large_answer_is_whole_and_leaves_the_server_small(patient: Server) -> None:
    assert patient.staffed()
    for accept in ("text/csv", "text/html"):  # what is loaded once is no part of an answer
        ask(patient, "ASK {}", {"Accept": accept})
    web = patient.pids()
    before = {pid: resident(pid) for pid in web if pid not in patient.workers()}
    for _ in range(2):
        status, headers, body = ask(patient, MANY, {"Accept": "text/csv"})
        assert (status, body.count(b"\r\n")) == (200, 500_001)
        assert int(headers["Content-Length"]) == len(body) > 20 << 20
    status, _, body = ask(patient, MANY, {"Accept": "text/html"})
    assert (status, b"More than " in body, len(body) < 1 << 20) == (200, True, True)
    path = "/sparql?" + urllib.parse.urlencode({"query": MANY})
    tagged = {"Accept": "text/csv", "If-None-Match": headers["ETag"]}
    assert call(patient, path, headers=tagged)[0] == 304
    assert {pid: resident(pid) - was < 12 for pid, was in before.items()} == dict.fromkeys(before, True)
    cache = patient.log.parent / "cache"
    kept = [path.name for path in (cache / "answers").iterdir()]  # the answer, and the beginning of a page
    assert 1 <= len(kept) <= 2
    assert not any(name.startswith(".") for name in kept)
    assert eventually(lambda: open_files(patient, cache) == []), open_files(patient, cache)


def open_files(server: Server, folder: Path) -> list[str]:
    """Return the files in a folder that the server's processes have open, those without a name too."""
    found = []
    for pid in server.pids():
        for link in Path(f"/proc/{pid}/fd").glob("*"):
            with suppress(FileNotFoundError):  # files and processes come and go
                target = os.readlink(link)  # noqa: PTH115 - it may be no path
                if str(folder) in target:
                    found.append(f"{pid} {target} {command_line(pid)[:200]}")
    return found


def test_slow_readers_and_senders_starve_nobody(sparing: Server) -> None:
    address = "/sparql?" + urllib.parse.urlencode({"query": MANY})
    connections = []
    for number in range(12):
        reader = connect(sparing)
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        reader.sendall(f"GET {address} HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.9\r\n\r\n".encode())
        sender = connect(sparing)
        sender.sendall(
            f"POST /sparql HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.{number}\r\n"
            f"Content-Type: application/sparql-query\r\nContent-Length: 50\r\n\r\nASK".encode()
        )
        connections += [reader, sender, connect(sparing)]
    try:
        time.sleep(1)
        for path in ("/health", "/doc/agreement/alpha-beta", "/dumps/latest/SHA256SUMS"):
            began = time.monotonic()
            assert call(sparing, path)[0] == 200
            assert time.monotonic() - began < 10  # the slow ones are still there
    finally:
        for connection in connections:
            connection.close()
    assert eventually(lambda: ask(sparing, "ASK {} # after slow ones")[0] == 200)
    assert eventually(lambda: b"accordgraph_downloads 0" in call(sparing, "/metrics")[2])


def test_a_download_ends_with_its_last_byte_where_the_server_is_stopped_meanwhile(
    built: Path, tmp_path: Path
) -> None:
    asked = urllib.parse.urlencode({"query": MANY.replace("500000", "200000"), "format": "csv"})
    options = (*places(built), *UNHURRIED)
    with serving(tmp_path, *options) as running, connect(running) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
        client.sendall(f"GET /sparql?{asked} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        head, _, body = client.recv(1 << 12).partition(b"\r\n\r\n")
        (length,) = re.findall(rb"\r\nContent-Length: (\d+)", head)
        assert int(length) > 8 << 20
        running.process.terminate()
        assert not eventually(lambda: running.process.poll() is not None, 0.5)
        left = int(length) - len(body)
        while left > 0 and (piece := client.recv(1 << 20)):
            left -= len(piece)
        assert left == 0
        complete = time.monotonic()
        assert client.recv(1) == b""
        assert time.monotonic() - complete < 2


def test_documents_are_sent_again_without_being_written_again(sparing: Server) -> None:
    path = "/doc/agreement/alpha-beta?again=1"
    first, second = call(sparing, path), call(sparing, path)
    assert first[0] == second[0] == 200
    assert first[2] == second[2]
    assert dict(first[1]).keys() == dict(second[1]).keys()
    tagged = {"If-None-Match": first[1]["ETag"]}
    assert call(sparing, path, headers=tagged)[0] == 304
    assert call(sparing, path, headers={"Accept": "text/turtle"})[1].get_content_type() == "text/turtle"
    assert call(sparing, path, headers={"Accept": "text/html"})[1].get_content_type() == "text/html"
    status, headers, body = call(sparing, path, "HEAD")
    assert (status, headers["Content-Length"], body) == (200, str(len(first[2])), b"")
