"""A snapshot whose files are damaged while it is served."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from graph import small
from servers import Server, eventually, serving, unprivileged


@contextmanager
def damaged(built: Path, folder: Path) -> Iterator[Server]:
    """Run a server whose database has lost what it held."""
    with serving(folder, "--content", str(small.copied(built, folder))) as server:
        assert server.staffed()
        for path in (folder / "snapshots/current/store").glob("*.sst"):
            path.write_bytes(bytes(path.stat().st_size))
        yield server


@pytest.fixture(scope="module")
def server(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Such a server."""
    with damaged(built, tmp_path_factory.mktemp("damaged")) as server:
        yield server


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_a_query_is_not_told_to_be_wrong_and_not_where_the_files_are(server: Server, query: str) -> None:
    reply = server.get("/sparql", query=query)
    assert reply.status == 503
    assert "could not read its data" in json.loads(reply.body)["detail"]
    assert "sst" not in reply.body


@pytest.mark.parametrize("path", ["/doc/organization/beta", "/doc/organization/beta.ttl", "/"])
def test_a_document_is_refused_like_a_page(server: Server, path: str) -> None:
    reply = server.get(path)
    assert reply.status == 503
    assert "could not read its data" in json.loads(reply.body)["detail"]
    assert "sst" not in reply.body


#: What meets the damage first.
MEETING = {
    "a query": ("/sparql", {"query": "SELECT * { ?s ?p ?o }"}),
    "a page": ("/doc/organization/beta.html", {}),
    "a document": ("/doc/organization/beta.ttl", {}),
}


@pytest.mark.parametrize(("path", "parameters"), MEETING.values(), ids=MEETING)
def test_damage_is_told_to_the_operator_once_and_by_readiness(
    path: str, parameters: dict[str, str], built: Path, tmp_path: Path
) -> None:
    with damaged(built, tmp_path) as server:
        for _ in range(2):
            assert server.get(path, **parameters).status == 503
        reply = server.get("/ready")
        assert reply.status == 503
        assert "damaged" in json.loads(reply.body)["detail"]
        assert eventually(lambda: "Corruption" in server.log.read_text())
        assert server.log.read_text().count("Corruption") == 1


#: What is damaged -> a page that reads it.
INDEXES = {
    "search.sqlite": "/search?q=beta",
    "history.sqlite": "/history",
}


def instead(path: Path, make: Callable[[Path], None]) -> None:
    """Have something else stand in the place of a file."""
    path.unlink()
    make(path)


#: What the disk may give in place of a file.
DAMAGES: dict[str, Callable[[Path], object]] = {
    "other bytes": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "half": lambda path: os.truncate(path, path.stat().st_size // 2),
    "no bytes": lambda path: os.truncate(path, 0),
    "no file": Path.unlink,
    "a folder": lambda path: instead(path, Path.mkdir),
    "a pipe": lambda path: instead(path, os.mkfifo),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize(("name", "page"), INDEXES.items(), ids=INDEXES)
def test_a_damaged_index_is_told_like_a_damaged_database(
    name: str, page: str, damage: Callable[[Path], object], built: Path, tmp_path: Path
) -> None:
    with serving(tmp_path, "--content", str(small.copied(built, tmp_path))) as server:
        damage(tmp_path / "snapshots/current" / name)
        for path in (page, page, "/ready"):
            reply = server.get(path)
            assert reply.status == 503
            assert "could not read its data" in json.loads(reply.body)["detail"]
            assert name not in reply.body
        assert server.get("/sparql", query="ASK {}").status == 200
        assert eventually(lambda: f"{name} is damaged" in server.log.read_text())
        assert server.log.read_text().count("damaged;") == 1
        assert "Traceback" not in server.log.read_text()


#: What nobody may read -> an address that gives it.
UNREADABLE = {
    "search.sqlite": "/search?q=beta",
    "history.sqlite": "/history",
    "completion.json": "/completion.json",
    "dumps/accordgraph.nq.gz": "/dumps/latest/accordgraph.nq.gz",
    "sitemap/sitemap.xml": "/sitemap.xml",
    "dumps": "/dumps/latest/accordgraph.nq.gz",
}


def test_a_file_that_cannot_be_read_is_told_once_and_answered_from_when_it_can(
    built: Path, tmp_path: Path
) -> None:
    content = str(small.copied(built, tmp_path))
    with serving(tmp_path, "--content", content, before=unprivileged()) as server:
        for name, address in UNREADABLE.items():
            path = tmp_path / "snapshots/current" / name
            before = path.stat().st_mode
            path.chmod(0)
            for _ in range(2):
                reply = server.get(address)
                assert (name, reply.status) == (name, 503)
                assert "cannot be read" in json.loads(reply.body)["detail"]
                assert str(tmp_path) not in reply.body
            assert server.get("/ready").status == 200
            path.chmod(before)
            with urlopen(server.url + address) as answer:
                assert answer.status == 200
    told = server.log.read_text()
    assert told.count("Permission denied") == told.count("\n") == len(UNREADABLE)


@pytest.mark.parametrize("name", ["accordgraph.nq.gz", "organizations.csv"])
def test_a_dump_that_is_not_what_was_written_is_not_sent(name: str, built: Path, tmp_path: Path) -> None:
    with serving(tmp_path, "--content", str(small.copied(built, tmp_path))) as server:
        path = tmp_path / "snapshots/current/dumps" / name
        whole = path.read_bytes()
        for held in (whole[:-1], b"", whole + b"x", whole[:-1] + b"?"):
            path.write_bytes(held)
            assert server.get(f"/dumps/latest/{name}").status == 503
        assert server.get("/ready").status == 200
        path.write_bytes(whole)
        with urlopen(f"{server.url}/dumps/latest/{name}") as answer:
            assert answer.read() == whole
    assert f"{name}'" in server.log.read_text()
