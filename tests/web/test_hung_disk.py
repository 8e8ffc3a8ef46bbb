"""Serving goes on where the disk of the dumps does not answer: only who asks for these waits."""

from __future__ import annotations

import socket
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from graph import small
from hanging import hanging
from servers import serving

#: More than there are threads for pages.
MANY = 100


@pytest.mark.parametrize("number", [1, MANY])
def test_a_disk_that_does_not_answer_stops_nothing_but_what_is_there(
    built: Path, tmp_path: Path, number: int
) -> None:
    content = small.copied(built, tmp_path)
    options = ("--content", str(content), "--trusted-proxies", "127.0.0.1")
    with serving(tmp_path, *options) as server, ExitStack() as opened:
        asked = opened.enter_context(hanging(tmp_path / "snapshots" / "current" / "dumps" / "large.nt"))
        address = urlsplit(server.url)
        for each in range(number):
            client = opened.enter_context(socket.create_connection((address.hostname, address.port)))
            head = (
                f"GET /dumps/latest/large.nt HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.{each}\r\n\r\n"
            )
            client.sendall(head.encode())
        assert asked.wait(60)
        assert server.get("/sparql", query="ASK { ?s ?p ?o }").status == 200
        for path in ("/", "/doc/agreement/alpha-beta.html", "/search?q=alpha", "/ontology", "/ready"):
            assert server.get(path).status == 200, path
        server.process.terminate()
        assert server.process.wait(60) == 0
