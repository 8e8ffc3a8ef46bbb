"""Two servers over one engine behind nginx, by the example that operators are given."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
import trustme

from accordgraph.engine.external.publishing import publish
from accordgraph.graph.progress import silent
from accordgraph.web.parameters import LONGEST_ADDRESS, LONGEST_BODY
from servers import ENDLESS, Reply, Server, eventually, running, serving
from tools import tool
from web.content import AGREEMENT, BASE

from .conftest import Versions
from .running import oxigraph, reserved

DOCUMENT = f"{AGREEMENT.replace(f'{BASE}id/', '/doc/')}.ttl"
#: Whose certificate clients trust.
AUTHORITY = "authority.pem"


@contextmanager
def nginx(
    folder: Path, example: Path, servers: list[Server], port: int, secure: int
) -> Iterator[tuple[Server, str]]:
    """Run nginx with the example's text, its lines for encryption too, but for the ports and certificates.

    Tell where it encrypts, too; AUTHORITY in the folder signed what it shows.
    """
    text = example.read_text("utf-8")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / AUTHORITY)
    shown = authority.issue_cert("127.0.0.1")
    shown.cert_chain_pems[0].write_to_path(folder / "example.org.pem")
    shown.private_key_pem.write_to_path(folder / "example.org.key")
    text = text.replace("# ssl_", "ssl_").replace("/etc/ssl/", f"{folder}/")
    text = text.replace("# listen 443 ", f"listen 127.0.0.1:{secure} ")
    for number, server in enumerate(servers, start=1):
        text = text.replace(f"127.0.0.1:800{number}", server.url.removeprefix("http://"))
    text = text.replace("listen 80;", f"listen 127.0.0.1:{port};")
    temporary = "".join(f"{each}_temp_path {folder}/{each};\n" for each in (
        "client_body", "proxy", "fastcgi", "uwsgi", "scgi"))  # fmt: skip
    own = f"daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; events {{}}\n"
    path = folder / "nginx.conf"
    path.write_text(f"{own}http {{ access_log off;\n{temporary}{text} }}", encoding="utf-8")
    command = [tool("nginx"), "-c", str(path), "-p", str(folder)]
    with running(command, subprocess.DEVNULL) as process:
        proxy = Server(process, f"http://127.0.0.1:{port}", folder / "nginx.log")
        try:
            assert eventually(lambda: answers(proxy)), proxy.log.read_text("utf-8")
            yield proxy, f"https://127.0.0.1:{secure}"
        finally:
            process.terminate()
            process.wait(60)


def answers(server: Server) -> bool:
    try:
        return server.get("/health").status == 200
    except OSError:
        return False


def asked(server: Server) -> Reply:
    """Ask what no cache has yet."""
    query = f"SELECT (COUNT(*) AS ?n) WHERE {{ ?s ?p ?o }} # {time.monotonic_ns()}"
    return server.get("/sparql", query=query, format="csv")


def takes_what_the_program_takes(proxy: Server) -> None:
    """Long addresses come through, and what is too long is a problem that scripts of other sites can read."""
    line = len("GET /sparql?query= HTTP/1.1")
    longest = urllib.parse.quote("ASK {} #").ljust(LONGEST_ADDRESS - line, "x")
    assert proxy.get(f"/sparql?query={longest}").status == 200
    too_long = (f"{longest}{longest}", None), ("", b"query=".ljust(LONGEST_BODY + 1, b"x"))
    for query, body in too_long:
        with pytest.raises(urllib.error.HTTPError) as raised:
            urllib.request.urlopen(f"{proxy.url}/sparql?query={query}", body, timeout=60)
        with raised.value as refusal:
            assert refusal.headers["Access-Control-Allow-Origin"] == "*"
            assert refusal.headers["Content-Type"] == "application/problem+json"
            assert json.load(refusal)["status"] == refusal.code
            assert refusal.code in (413, 414)


def passes_on_what_has_a_long_head(proxy: Server) -> None:
    """A document links to itself in a dozen formats, so that a long name makes its head long."""
    assert proxy.get(f"/browse/?kind={'x' * 8000}").status == 200  # after a redirect that repeats it


def refuses_by_http2_what_is_too_long(address: str, folder: Path) -> None:
    (folder / "long").write_bytes(b"query=".ljust(LONGEST_BODY + 1, b"x"))
    command = [tool("curl"), "-si", "--http2", "--cacert", str(folder / AUTHORITY)]
    command += ["--data-binary", f"@{folder / 'long'}", f"{address}/sparql"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    head, _, body = done.stdout.partition("\n\n")
    assert head.startswith("HTTP/2 413")
    assert "access-control-allow-origin: *" in head.lower()
    assert json.loads(body)["status"] == 413


def stops_a_query_on_whichever_server_has_it(proxy: Server) -> None:
    """The one that is less busy, which is asked first, has it not."""
    name = "0123456789abcdefghijkl"
    query = urllib.parse.urlencode({"query": ENDLESS})
    asking = urllib.request.Request(f"{proxy.url}/sparql?{query}", headers={"Query-Id": name})
    stopping = urllib.request.Request(f"{proxy.url}/sparql/queries/{name}", method="DELETE")
    with ThreadPoolExecutor(1) as thread:
        asked = thread.submit(status_of, asking)
        assert eventually(lambda: status_of(stopping) == 204)
        assert asked.result() == 503


def status_of(request: urllib.request.Request) -> int:
    try:
        with urllib.request.urlopen(request, timeout=120) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_two_servers_over_one_engine(tmp_path: Path, versions: Versions, root: Path) -> None:
    tool("nginx")
    folders = [tmp_path / name for name in ("engine", "one", "two")]
    for folder in folders:
        folder.mkdir()
    for folder in folders[1:]:
        (folder / "snapshots").symlink_to(versions.folder)
    example = root / "server" / "operating" / "nginx.conf"
    with oxigraph(folders[0]) as engine:
        publish(versions.old, engine.setting, silent)
        options = ("--engine", engine.setting.url, "--trusted-proxies", "127.0.0.1", "--query-timeout", "600")
        with (
            serving(folders[1], *options) as one,
            serving(folders[2], *options) as two,
            reserved() as port,
            reserved() as other,
            nginx(tmp_path, example, [one, two], port, other) as (proxy, secure),
        ):
            assert one.get(DOCUMENT) == two.get(DOCUMENT) == proxy.get(DOCUMENT)
            assert {asked(proxy).body for _ in range(6)} == {asked(one).body}
            takes_what_the_program_takes(proxy)
            passes_on_what_has_a_long_head(proxy)
            refuses_by_http2_what_is_too_long(secure, tmp_path)
            publish(versions.new, engine.setting, silent)
            identity = versions.new.identity
            assert eventually(lambda: all(identity in each.get("/ready").body for each in (one, two)))
            stops_a_query_on_whichever_server_has_it(proxy)
            two.process.terminate()
            two.process.wait(120)
            assert {asked(proxy).status for _ in range(6)} == {200}
            assert {proxy.get("/nowhere").status for _ in range(6)} == {404}
            assert identity in proxy.get("/ready").body


def test_the_unit_is_one(root: Path, tmp_path: Path) -> None:
    verify = shutil.which("systemd-analyze")
    if verify is None:
        pytest.skip("there is no systemd here")
    text = (root / "server" / "operating" / "accordgraph.service").read_text("utf-8")
    unit = tmp_path / "accordgraph.service"
    unit.write_text(text.replace("/opt/accordgraph/bin/accordgraph", "/bin/true"), encoding="utf-8")
    done = subprocess.run([verify, "verify", str(unit)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
