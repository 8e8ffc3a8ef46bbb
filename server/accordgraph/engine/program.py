"""What query processes run: the program as it is on disk, which may be replaced under a running server."""

from __future__ import annotations

import hashlib
from pathlib import Path

_ROOM = Path(__file__).parent


def program() -> str:
    """Return what tells this room of the program, as it is on disk now, from any other one's."""
    whole = hashlib.sha256()
    for path in sorted(_ROOM.glob("*.py")):
        whole.update(path.read_bytes())
    return whole.hexdigest()


#: The one that runs here.
RUNNING = program()
