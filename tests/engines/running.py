"""Starting engines: each on a free port of this machine, with an empty folder, until the test is done."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from accordgraph.engine.external.setting import Credentials, EngineSetting
from servers import eventually
from tools import OXIGRAPH, tool

_START = 120

_VIRTUOSO = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
Striping = 0
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
MaxCheckpointRemap = 2000
Striping = 0

[Parameters]
ServerPort = 127.0.0.1:{other}
ServerThreads = 16
CheckpointInterval = 0
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
DirsAllowed = {folder}
ThreadsPerQuery = 2
AsyncQueueMaxThreads = 2

[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 16
MaxClientConnections = 32

[SPARQL]
ResultSetMaxRows = {rows}
"""


@dataclass(frozen=True)
class Engine:
    """An engine that runs: its name in the table of differences, where it answers queries, how the program
    is told of it, its process."""

    name: str
    endpoint: str
    setting: EngineSetting
    process: subprocess.Popen[bytes]
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def options(self) -> list[str]:
        """The options by which the program finds it; who we are is told by variables."""
        pairs = {
            "--engine": self.setting.url,
            "--engine-kind": self.setting.kind,
            "--engine-update": self.setting.update,
        }
        return [each for name, value in pairs.items() if value for each in (name, value)]


@contextmanager
def reserved() -> Iterator[int]:
    """Hold a port that nobody listens on; whoever is told of it may, and nobody else is given it."""
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        yield int(held.getsockname()[1])


@contextmanager
def oxigraph(folder: Path, *options: str) -> Iterator[Engine]:
    """Run the server of PyPI's `oxigraph`; with `--union-default-graph`, its default graph is a union."""
    with reserved() as port, oxigraph_at(port, folder, *options) as engine:
        yield engine


@contextmanager
def oxigraph_at(port: int, folder: Path, *options: str) -> Iterator[Engine]:
    """Run it on a port that is reserved."""
    command = [str(OXIGRAPH), "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}", *options]
    url = f"http://127.0.0.1:{port}"
    with _running(command, f"{url}/query?query=ASK%7B%7D", folder) as process:
        yield Engine("oxigraph", f"{url}/query", EngineSetting(url), process)


@contextmanager
def by_update_only(folder: Path) -> Iterator[Engine]:
    """Run the same server as an engine of which nothing is known, not even a Graph Store Protocol."""
    with oxigraph(folder) as engine:
        url = engine.setting.url
        setting = EngineSetting(engine.endpoint, "sparql", f"{url}/update")
        yield replace(engine, name="by-update", setting=setting)


@contextmanager
def with_union(folder: Path) -> Iterator[Engine]:
    """Run the same server with a default graph that is the union of the others."""
    with oxigraph(folder, "--union-default-graph") as engine:
        yield replace(engine, name="union")


@contextmanager
def virtuoso(folder: Path, rows: int = 1_000_000) -> Iterator[Engine]:
    """Run Debian's Virtuoso, with a user and a password; an answer has so many rows at most."""
    with reserved() as port, reserved() as other:
        ini = folder / "virtuoso.ini"
        ini.write_text(_VIRTUOSO.format(folder=folder, port=port, other=other, rows=rows), encoding="utf-8")
        command = [tool("virtuoso-t"), "+foreground", "+configfile", str(ini)]
        url = f"http://127.0.0.1:{port}"
        with _running(command, f"{url}/sparql?query=ASK%7B%7D", folder) as process:
            variables = {"ACCORDGRAPH_ENGINE_USER": "dba", "ACCORDGRAPH_ENGINE_PASSWORD": "dba"}
            setting = EngineSetting(url, credentials=Credentials("dba", "dba"))
            yield Engine("virtuoso", f"{url}/sparql", setting, process, variables)


#: Name -> what runs it.
ENGINES = {"oxigraph": oxigraph, "union": with_union, "by-update": by_update_only, "virtuoso": virtuoso}


@contextmanager
def _running(command: list[str], probe: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    with (
        (folder / "engine.log").open("ab") as log,
        subprocess.Popen(command, stdout=log, stderr=log, cwd=folder) as process,
    ):
        try:
            up = eventually(lambda: process.poll() is not None or _answers(probe), _START)
            assert up, (folder / "engine.log").read_text("utf-8")
            assert process.poll() is None, (folder / "engine.log").read_text("utf-8")
            yield process
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(5)
            process.kill()


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=5):
            return True
    except HTTPError:
        return True
    except (URLError, OSError):
        return False
