"""Whether the engine takes queries: asked of an empty store, in a process of its own, which some of them end.

`python -m accordgraph.graph.linting.trying SECONDS` reads a JSON list of queries, and writes lines of JSON:
that it began, and what the engine says against each query, "" for nothing.
"""

from __future__ import annotations

import errno
import json
import resource
import subprocess
import sys
from collections.abc import Sequence

import pyoxigraph as ox

from ..helping import helper

#: Processor seconds for all queries of one process; each takes a millisecond.
_SECONDS = 5
_BEGUN = "begun"


def refusals(queries: Sequence[str]) -> list[str | None]:
    """What the engine says against each query: "" for nothing, None where it did not live to tell.

    None of them may hold SERVICE: it would be asked for. Raises OSError where no process can be started.
    """
    found: list[str | None] = []
    while len(found) < len(queries):
        process = helper(__name__, str(_SECONDS), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        told, why = process.communicate(json.dumps(queries[len(found) :]).encode())
        if not told:
            said = f"queries cannot be tried: {why.decode(errors='replace').strip()}"
            raise OSError(errno.ECHILD, said, sys.executable)
        found += map(json.loads, told.splitlines()[1:])
        if process.returncode:
            found.append(None)
    return found


def _serve(seconds: int) -> None:
    """Try what comes in."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    store = ox.Store()
    print(json.dumps(_BEGUN), flush=True)
    for query in json.load(sys.stdin):
        try:
            store.query(query)
            said = ""
        except (SyntaxError, RuntimeError) as error:
            said = str(error)
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
