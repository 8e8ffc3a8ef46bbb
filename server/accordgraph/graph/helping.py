"""Other processes of this program, which help a build: another allocator is theirs, or another core."""

from __future__ import annotations

import os
import subprocess
import sys

from .allocator import mimalloc, with_allocator

#: Work on fewer bytes than these is done here and now: a process takes longer to start.
SMALL = 1 << 23


def helper(
    module: str, argument: str, *, stdout: int | None = None, stderr: int | None = None
) -> subprocess.Popen[bytes]:
    """Start a module of this program that reads its standard input; it finds what this process can import."""
    environment = {
        **with_allocator(mimalloc()),
        "PYTHONPATH": os.pathsep.join(each for each in sys.path if each),
    }
    # -P: modules in the folder that the program happens to run in must not shadow the program's.
    return subprocess.Popen(  # noqa: S603 - this very program
        [sys.executable, "-P", "-m", module, argument],
        stdin=subprocess.PIPE,
        stdout=stdout,
        stderr=stderr,
        env=environment,
    )
