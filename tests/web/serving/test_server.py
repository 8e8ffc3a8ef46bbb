"""A real server, started as a person starts it: what people depend on."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import urljoin

import pytest

from accordgraph.engine.loops import LoopThread, wait
from accordgraph.graph.build import build
from accordgraph.graph.disk import locked
from accordgraph.graph.reading.content import find_content
from accordgraph.graph.snapshot import SnapshotFolder
from accordgraph.web.serving.server import listen, reserve
from graph import small
from servers import ENDLESS, Server, alive, eventually, first_line, meanwhile, places, running, serving
from tools import ROOT


@pytest.fixture(scope="module")
def server(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for all tests that leave it running, which builds its snapshot itself."""
    with _silent(tmp_path_factory.mktemp("server"), "60", "--content", str(built)) as running:
        yield running


@pytest.fixture
def hasty(built: Path, tmp_path: Path) -> Iterator[Server]:
    """A server with a short time limit."""
    with _silent(tmp_path, "2", *places(built)) as running:
        yield running


@contextmanager
def _silent(folder: Path, timeout: str, *where: str) -> Iterator[Server]:
    with serving(folder, *where, "--query-timeout", timeout, "--query-workers", "2") as running:
        yield running
    assert running.log.read_text() == ""


def test_it_answers_queries_pages_and_dumps(server: Server) -> None:
    assert json.loads(server.get("/sparql", query="ASK { ?s ?p ?o }").body)["boolean"] is True
    assert "Accord of Alpha and Beta" in server.get("/doc/agreement/alpha-beta.html").body
    assert server.get("/id/agreement/alpha-beta").status == 200
    assert server.get("/dumps/latest/SHA256SUMS").status == 200
    assert server.get("/nowhere").status == 404


def test_a_crowd_of_new_connections_is_let_in_within_a_few_turns_of_the_loop() -> None:
    """A turn takes long where threads make pages meanwhile."""
    address, entered = reserve("127.0.0.1", 0), list[asyncio.Protocol]()

    class Entering(asyncio.Protocol):
        def connection_made(self, _transport: asyncio.BaseTransport) -> None:
            entered.append(self)

    async def turns() -> int:
        servers = await listen(address, Entering)
        with ExitStack() as held:
            for _ in range(200):
                held.enter_context(socket.create_connection((address.host, address.port)))
            number = 0
            while len(entered) < 200:
                number += 1
                await asyncio.sleep(0)
        for each in servers:
            each.close()
        return number

    with LoopThread() as thread:
        assert wait(turns(), thread.loop) < 50


@pytest.mark.parametrize(
    "path",
    [
        "/id/agreement%2Falpha-beta",
        "/id/agreement/alpha-beta%2f",
        "/doc%2fagreement%2falpha-beta",
        "/ontology%2F",
    ],
)
def test_a_slash_that_is_escaped_is_part_of_a_name_and_no_name_has_one(server: Server, path: str) -> None:
    """Taken for a slash it would lead elsewhere: relative links are resolved without it."""
    with closing(http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=60)) as connection:
        connection.request("GET", path, headers={"Accept": "text/html"})
        reply = connection.getresponse()
        style = re.search('href="([^"]*style[.]css[^"]*)"', reply.read().decode())
    assert reply.status == 404
    assert style is not None
    assert urljoin(f"/kg{path}", style[1]).startswith("/kg/static/style.css")


def test_it_runs_in_the_foreground_as_one_process_tree(server: Server) -> None:
    assert server.staffed()
    assert server.process.poll() is None


def test_a_query_over_the_time_limit_is_a_504_and_the_next_one_answered(hasty: Server) -> None:
    reply = hasty.get("/sparql", query=ENDLESS)
    assert reply.status == 504
    assert "longer than the 2 s" in json.loads(reply.body)["detail"]
    assert hasty.get("/sparql", query="ASK {}").status == 200


@pytest.mark.parametrize("ending", [".html", ".ttl"])
def test_a_page_that_many_ask_for_at_once_is_made_once(server: Server, ending: str) -> None:
    path, many = f"/doc/organization/beta{ending}?many", 24

    def hits() -> int:
        name = 'accordgraph_cache_hits_total{cache="replay"} '
        lines = server.get("/metrics").body.splitlines()
        return next(int(line.removeprefix(name)) for line in lines if line.startswith(name))

    before = hits()
    with ThreadPoolExecutor(many) as threads:
        replies = list(threads.map(server.get, [path] * many))
    assert [each.status for each in replies] == [200] * many
    assert len({each.body for each in replies}) == 1
    assert hits() - before == many - 1


#: Requests that differ in one thing: method, path and headers.
HEADS: list[tuple[str, str, dict[str, str]]] = [
    ("GET", "/doc/organization/beta.html", {}),
    ("HEAD", "/doc/organization/beta.html", {}),
    ("GET", "/doc/agreement/alpha-beta.html", {}),
    ("GET", "/doc/organization/beta.html", {"Accept-Language": "ja"}),
    ("GET", "/doc/organization/beta.html", {"Cookie": "colours=dark"}),
    ("GET", "/doc/organization/beta.html", {"Accept-Encoding": "gzip"}),
    ("GET", "/doc/organization/beta.html", {"X-Forwarded-Host": "example.org"}),
    ("GET", "/sparql?query=ASK%20%7B%7D", {}),
    ("GET", "/sparql?query=ASK%20%7B%7D", {"Accept": "application/sparql-results+xml"}),
    ("GET", "/sparql?query=ASK%20%7B%20%7D", {"Accept": "text/html"}),
]


def test_requests_that_differ_in_one_thing_are_answered_each_by_itself(server: Server) -> None:
    connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=60)

    def ask(method: str, path: str, headers: dict[str, str]) -> tuple[object, ...]:
        connection.request(method, path, headers=headers)
        reply = connection.getresponse()
        told = {name: value for name, value in reply.getheaders() if name not in ("Date", "Query-Id")}
        return reply.status, sorted(told.items()), reply.read()

    first = [ask(*head) for head in HEADS]
    assert {outcome[0] for outcome in first} == {200}
    alike = HEADS.index(("GET", "/doc/organization/beta.html", {"X-Forwarded-Host": "example.org"}))
    assert [number for number, outcome in enumerate(first) if first.index(outcome) != number] == [alike]
    for _ in range(3):
        assert [ask(*head) for head in reversed(HEADS)] == first[::-1]
    many = [ask("GET", f"/sparql?query=ASK%20%7B%7D&n={number}", {}) for number in range(1_100)]
    assert {outcome[0] for outcome in many} == {200}
    assert [ask(*head) for head in HEADS] == first
    connection.close()


@pytest.mark.parametrize("path", ["/doc/agreement/alpha-beta.html", "/dataset.ttl", "/health"])
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_the_head_alone_is_that_of_the_whole(server: Server, path: str, encoding: str) -> None:
    """Whether nobody has asked before or somebody has; but for a length that only the whole has."""
    connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=60)

    def ask(method: str) -> dict[str, str]:
        connection.request(method, f"{path}?{encoding}", headers={"Accept-Encoding": encoding})
        with connection.getresponse() as reply:
            reply.read()
            return {name: value for name, value in reply.getheaders() if name != "Date"}

    first, whole, again = ask("HEAD"), ask("GET"), ask("HEAD")
    connection.close()
    assert again == whole
    if "Content-Encoding" in whole:
        del whole["Content-Length"]
    assert first == whole


def test_pages_answer_while_all_workers_are_busy(hasty: Server) -> None:
    assert hasty.staffed()
    with ThreadPoolExecutor(6) as threads:
        slow = [threads.submit(hasty.get, "/sparql", query=f"{ENDLESS} # {n}") for n in range(6)]
        assert eventually(lambda: "accordgraph_queries_running 2" in hasty.get("/metrics").body)
        assert hasty.get("/doc/agreement/alpha-beta").status == 200
        assert not all(each.done() for each in slow)
        assert {each.result().status for each in slow} <= {503, 504}


def test_a_killed_query_process_is_survived(server: Server) -> None:
    assert server.staffed()
    killed = _killed(server.workers())
    assert eventually(lambda: not any(alive(pid) for pid in killed))
    assert server.get("/sparql", query="ASK {} # not in the cache").status == 200
    assert server.staffed()
    assert not set(server.workers()) & set(killed)


def _killed(pids: list[int], by: signal.Signals = signal.SIGKILL) -> list[int]:
    """Send a signal to processes, of which some may have ended by then, and return which."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, by)
    return pids


def test_it_says_that_no_query_process_can_be_started_and_goes_on_when_one_can(
    built: Path, tmp_path: Path
) -> None:
    with serving(tmp_path, *places(built), "--query-workers", "2") as server:
        _want_processes(server)
    assert server.log.read_text() == (
        "No query process can be started: Too many open files. It is tried again every second.\n"
    )


def test_a_program_that_was_replaced_under_it_is_told_and_starts_no_query_process(
    built: Path, tmp_path: Path
) -> None:
    """The new one may speak otherwise than the server, which is still the old one."""
    package = tmp_path / "program" / "accordgraph"
    shutil.copytree(
        ROOT / "server" / "accordgraph", package, ignore=shutil.ignore_patterns("built", "__pycache__")
    )
    before = ("env", f"PYTHONPATH={package.parent}")
    told = "The program on disk is another one than when the server was started. Start the server anew."
    with serving(tmp_path, *places(built), before=before) as server:
        assert server.staffed()
        with (package / "engine" / "frames.py").open("a") as changed:
            changed.write("# another version\n")
        assert server.get("/sparql", query="ASK {} # by those who are there").status == 200
        assert eventually(lambda: not _killed(server.workers()) and told in server.get("/ready").body)
    assert told in server.log.read_text()


def _want_processes(server: Server) -> None:
    assert server.staffed()
    pid = server.process.pid
    before = resource.prlimit(pid, resource.RLIMIT_NOFILE)
    with closing(http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=60)) as connection:

        def ready() -> tuple[int, str]:
            connection.request("GET", "/ready")
            response = connection.getresponse()
            return response.status, str(json.load(response).get("detail", ""))

        assert ready() == (200, "")
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (3, before[1]))
        try:
            told = 503, "No query process can be started: Too many open files."
            assert eventually(lambda: not _killed(server.workers()) and ready() == told)
        finally:
            resource.prlimit(pid, resource.RLIMIT_NOFILE, before)
        assert eventually(lambda: ready() == (200, ""))
    assert server.get("/sparql", query="ASK {} # after all were gone").status == 200
    assert server.staffed()


def test_where_few_files_may_be_open_connections_leave_some_of_them_for_queries(
    built: Path, tmp_path: Path
) -> None:
    before = ("prlimit", "--nofile=256:256")
    with serving(tmp_path, *places(built), before=before) as server, ExitStack() as idle:
        host, port = server.url.removeprefix("http://").split(":")
        for _ in range(250):
            idle.enter_context(socket.create_connection((host, int(port)), timeout=30))
        _killed(server.workers())
        assert eventually(lambda: server.get("/ready").status == 200)
        assert server.get("/sparql", query="ASK {}").status == 200
    assert server.log.read_text() == ""


@pytest.mark.parametrize("braces", [3000, 9000])
def test_a_query_that_crashes_the_engine_is_survived(server: Server, braces: int) -> None:
    query = "ASK " + "{" * braces + "}" * braces
    assert server.get("/sparql", query=query).status == 400
    assert server.get("/sparql", query="ASK {}").status == 200


#: Queries that name an address, ADDRESS, which some engines would fetch -> parameters beside them.
FETCHING: list[tuple[str, dict[str, str]]] = [
    ("SELECT * { SERVICE <ADDRESS> { ?s ?p ?o } }", {}),
    ("SELECT * { SERVICE SILENT <ADDRESS> { ?s ?p ?o } }", {}),
    ("SELECT * { BIND(<ADDRESS> AS ?x) SERVICE ?x { ?s ?p ?o } }", {}),
    ("SELECT * { VALUES ?x { <ADDRESS> } SERVICE SILENT ?x { ?s ?p ?o } }", {}),
    ("SELECT * { { SELECT * { SERVICE <ADDRESS> { ?s ?p ?o } } } }", {}),
    ("ASK { FILTER EXISTS { SERVICE <ADDRESS> { ?s ?p ?o } } }", {}),
    ("SELECT * FROM <ADDRESS> { ?s ?p ?o }", {}),
    ("SELECT * FROM NAMED <ADDRESS> { GRAPH ?g { ?s ?p ?o } }", {}),
    ("SELECT * { GRAPH <ADDRESS> { ?s ?p ?o } }", {}),
    ("DESCRIBE <ADDRESS>", {}),
    ("CONSTRUCT { <ADDRESS> owl:imports <ADDRESS> } {}", {"format": "jsonld"}),
    ("LOAD <ADDRESS>", {}),
    ("LOAD SILENT <ADDRESS> INTO GRAPH <x>", {}),
    ("BASE <ADDRESS> SELECT * FROM <x> { ?s ?p <y> }", {}),
    ("ASK {}", {"default-graph-uri": "ADDRESS"}),
    ("SELECT * { GRAPH ?g { ?s ?p ?o } }", {"named-graph-uri": "ADDRESS"}),
    ("ASK {}", {"using-graph-uri": "ADDRESS"}),
]


@pytest.mark.parametrize("form", ["json", "html"])
def test_no_query_reaches_the_network(server: Server, form: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.settimeout(0.3)
        address = f"http://127.0.0.1:{canary.getsockname()[1]}/"
        for text, beside in FETCHING:
            query = text.replace("ADDRESS", address)
            parameters = {name: value.replace("ADDRESS", address) for name, value in beside.items()}
            reply = server.get("/sparql", **{"format": form, "query": query, **parameters})
            refused = "SERVICE" in text or "LOAD" in text
            assert reply.status == 403 if refused else reply.status in (200, 406), (text, reply)
        with pytest.raises(TimeoutError):
            canary.accept()


def test_hundreds_of_answers_at_once_are_all_right(server: Server) -> None:
    with ThreadPoolExecutor(12) as threads:
        queries = [f"SELECT ({number} AS ?n) {{}}" for number in range(300)]
        asked = threads.map(lambda query: server.get("/sparql", query=query, format="csv"), queries)
        replies = [reply.body for reply in asked]
    assert replies == [f"n\r\n{number}\r\n" for number in range(300)]


def test_the_port_in_use_is_told(server: Server, tmp_path: Path) -> None:
    port = server.url.rpartition(":")[2]
    command = [sys.executable, "-m", "accordgraph", "serve", "--port", port, "--snapshots", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 1
    assert f"Port {port} on 127.0.0.1 is in use" in done.stderr
    assert "Traceback" not in done.stderr


def test_of_two_that_start_at_once_on_one_port_the_later_says_that_it_is_in_use(
    built: Path, tmp_path: Path
) -> None:
    first = reserve("127.0.0.1", 0)
    command = [sys.executable, "-m", "accordgraph", "serve", "--port", str(first.port)]
    command += ["--content", str(built), "--snapshots", str(tmp_path), "--cache", str(tmp_path / "cache")]
    with closing(first.socket), running(command) as second:
        with locked(tmp_path):
            assert first_line(second.stderr).startswith("Waiting for another command")
            first.socket.listen()
        said, told = second.communicate(timeout=300)
    assert (second.returncode, said) == (1, "")
    assert f"Port {first.port} on 127.0.0.1 is in use." in told


def test_a_new_snapshot_is_taken_without_a_failed_request(built: Path, tmp_path: Path) -> None:
    root = small.copied(built, tmp_path)
    with serving(tmp_path, "--content", str(root)) as server:
        before = json.loads(server.get("/ready").body)["snapshot"]
        statuses: set[int] = set()

        def ask() -> None:
            statuses.add(server.get("/sparql", query="ASK {}").status)

        with meanwhile(ask, threads=4):
            small.replace(root, "data/entities/all.ttl", '"Beta Corporation"', '"Beta Company"')
            build(find_content(root), SnapshotFolder(tmp_path / "snapshots"), keep=3)
            taken = eventually(lambda: json.loads(server.get("/ready").body)["snapshot"] != before)
        assert taken
        assert statuses == {200}
        assert "Beta Company" in server.get("/doc/organization/beta.ttl").body


def test_invalid_content_leaves_the_old_snapshot_in_service(built: Path, tmp_path: Path) -> None:
    root = small.copied(built, tmp_path)
    with serving(tmp_path, "--content", str(root)) as server:
        assert json.loads(server.get("/ready").body)["stale"] is False
    small.append(root, "data/entities/all.ttl", "this is not Turtle\n")
    with serving(tmp_path, "--content", str(root)) as server:
        assert json.loads(server.get("/ready").body)["stale"] is True
        assert server.get("/sparql", query="ASK {}").status == 200
    log = server.log.read_text()
    assert "data/entities/all.ttl:" in log
    assert "Serving the last snapshot" in log
    # Also where none of that can be told.
    untold = ("sh", "-c", 'exec "$@" 2>/dev/full', "sh")
    with serving(tmp_path, "--content", str(root), before=untold) as server:
        assert json.loads(server.get("/ready").body)["stale"] is True
    assert "Traceback" not in log


def test_no_process_is_left_when_it_ends(built: Path, tmp_path: Path) -> None:
    signals = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL)
    with ThreadPoolExecutor(len(signals)) as threads:  # a query that runs is waited for: all wait at once
        for ended in [threads.submit(_end, built, tmp_path / each.name, each) for each in signals]:
            ended.result()


def _end(built: Path, folder: Path, sent: signal.Signals) -> None:
    """End a server by a signal while it is asked."""
    folder.mkdir()
    with serving(folder, *places(built), "--query-timeout", "60") as server:
        assert server.staffed()
        pids = server.pids()
        with ThreadPoolExecutor(1) as thread:
            busy = thread.submit(server.get, "/sparql", query=ENDLESS)
            assert eventually(lambda: "accordgraph_queries 1" in server.get("/metrics").body)
            server.process.send_signal(sent)
            code = server.process.wait(60)
            assert eventually(lambda: not any(alive(pid) for pid in pids))
            assert busy.exception() is not None or busy.result().status >= 500
        assert code == (-sent if sent == signal.SIGKILL else 0)
        assert server.log.read_text() == ""


def test_queries_that_take_too_long_for_the_end_are_told_so(built: Path, tmp_path: Path) -> None:
    options = (*places(built), "--query-timeout", "60", "--query-workers", "2")
    with serving(tmp_path, *options) as server, ThreadPoolExecutor(4) as threads:
        assert server.staffed()
        asked = [
            threads.submit(server.get, "/sparql", query=f"{ENDLESS} # {number}", format="csv")
            for number in range(4)
        ]
        assert eventually(lambda: "accordgraph_queries 4" in server.get("/metrics").body)
        server.process.send_signal(signal.SIGTERM)
        for each in asked:
            reply = each.result()
            assert reply.status == 503
            assert json.loads(reply.body)["type"].endswith("engine-unavailable")
        assert server.process.wait(120) == 0
        assert server.log.read_text() == ""


def test_a_terminal_that_closes_ends_it_in_good_order(built: Path, tmp_path: Path) -> None:
    """The signal goes to all processes of the terminal's group."""
    with serving(tmp_path, *places(built)) as server:
        assert server.staffed()
        pids = _killed(server.pids(), signal.SIGHUP)
        assert server.process.wait(120) == 0
        assert eventually(lambda: not any(alive(pid) for pid in pids))
        assert server.log.read_text() == ""


def test_it_outlives_its_terminal_where_it_was_told_to(built: Path, tmp_path: Path) -> None:
    """So does nohup tell it."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with serving(tmp_path, *places(built)) as server:
            assert server.staffed()
            pids = server.pids()
            for pid in pids:
                os.kill(pid, signal.SIGHUP)
            time.sleep(0.5)
            assert server.get("/sparql", query="ASK {}").status == 200
            assert set(pids) <= set(server.pids())
    finally:
        signal.signal(signal.SIGHUP, before)


IMPORTS = """
import sys
from pathlib import Path
from accordgraph.engine.loops import LoopThread, wait
from accordgraph.graph.build import build
from accordgraph.graph.reading.content import find_content
from accordgraph.graph.snapshot import SnapshotFolder
content, snapshots = map(Path, sys.argv[1:])
build(find_content(content), SnapshotFolder(snapshots), keep=3)
import accordgraph.cli, accordgraph.web.serving.server, accordgraph.web.app
print([name for name in ("pyshacl", "rdflib", "owlrl") if name in sys.modules])
"""


def test_a_second_start_with_nothing_changed_is_quick(built: Path, tmp_path: Path) -> None:
    """The figure to reach is 2 s; nothing heavy is even imported."""
    with serving(tmp_path, *places(built)) as server:
        assert server.processor() < 5
    command = [sys.executable, "-c", IMPORTS, str(built), str(built.parent / "snapshots")]
    assert subprocess.run(command, capture_output=True, text=True, timeout=300, check=True).stdout == "[]\n"
