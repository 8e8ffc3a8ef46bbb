"""A locked-in process cannot reach the network, dump core, or grow beyond its limit."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

#: What the process does after it has locked itself in -> what it prints.
DEEDS = [
    ("socket.socket(socket.AF_INET)", "PermissionError"),
    ("socket.socket(socket.AF_INET6)", "PermissionError"),
    ("socket.socket(socket.AF_UNIX)", "PermissionError"),
    (
        "subprocess.run([sys.executable, '-c', 'import socket; socket.socket()'], check=True)",
        "CalledProcessError",
    ),
    ("threading.Thread(target=lambda: None).start()", "done"),
    ("open('/dev/null').close()", "done"),
    ("bytearray(1 << 30)", "MemoryError"),
    ("bytearray(1 << 20)", "done"),
]

PROGRAM = """
import socket, subprocess, sys, threading
from accordgraph.engine.workers import sandbox
sandbox.forbid_core_dumps()
sandbox.forbid_network()
sandbox.limit_memory(256 << 20)
sys.stderr.close()
try:
    {deed}
    print("done")
except Exception as error:
    print(type(error).__name__)
"""


@pytest.mark.parametrize(("deed", "outcome"), DEEDS)
def test_what_a_locked_in_process_can_do(deed: str, outcome: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(deed=deed)], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == outcome


def test_a_process_that_may_have_less_already_stays_with_that() -> None:
    program = """
import resource
from accordgraph.engine.workers import sandbox
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
sandbox.limit_memory(1 << 40)
print(resource.getrlimit(resource.RLIMIT_AS) == (1 << 30, 1 << 30))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "True", done.stderr


def test_the_engine_itself_cannot_call_another_endpoint() -> None:
    """Even a query that gets past the refusal by name: the kernel says no, and nobody is called."""
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.settimeout(0.2)
        address = f"http://127.0.0.1:{canary.getsockname()[1]}/"
        program = f"""
import pyoxigraph
from accordgraph.engine.workers import sandbox
sandbox.forbid_network()
try:
    print(list(pyoxigraph.Store().query("SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}")))
except OSError as error:
    print("refused")
"""
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        with pytest.raises(TimeoutError):
            canary.accept()
    assert done.stdout == "refused\n"
