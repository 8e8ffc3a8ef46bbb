"""Pieces are written the same, whatever becomes of the processes that write them."""

from __future__ import annotations

import os
import signal

from accordgraph.graph.dumping import packing
from accordgraph.graph.dumping.packing import JSON_LD, Packers, Piece, pack
from accordgraph.graph.helping import SMALL
from accordgraph.graph.names import Names
from servers import command_line, descendants

BASE = "https://w3id.org/accordgraph/"
NAMES = Names(BASE)
#: Sorted statements of one thing, of which a dozen pieces are too many to be written in one process.
TEXT = "".join(
    f'<{BASE}id/organization/a> <{BASE}ontology#position> "{number}" .\n' for number in range(10_000)
).encode()
PIECES = [Piece(JSON_LD, "", TEXT)] * (SMALL // len(TEXT) + 4)


def test_what_processes_that_are_killed_leave_is_done_here() -> None:
    with Packers(NAMES) as packers:
        results = packers.packed(PIECES)
        found = [next(results)]
        helpers = [pid for pid in descendants(os.getpid()) if packing.__name__ in command_line(pid)]
        assert helpers
        for pid in helpers:
            os.kill(pid, signal.SIGKILL)
        found += results
    assert found == [pack(PIECES[0], NAMES)] * len(PIECES)
