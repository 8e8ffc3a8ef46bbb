"""The program's own text, which tells one version of it from any other, whatever it says of itself."""

from __future__ import annotations

import hashlib
from pathlib import Path


def text_digest(room: Path) -> str:
    """Return the SHA-256, in hexadecimal, of the modules in a folder of the program as they are on disk."""
    whole = hashlib.sha256()
    for path in sorted(room.rglob("*.py")):
        whole.update(path.read_bytes())
    return whole.hexdigest()
