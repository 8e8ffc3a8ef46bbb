"""JSON for programs: as short as it can be, with all characters as they are."""

from __future__ import annotations

import json


def compact(told: object) -> bytes:
    """Write values as JSON, in UTF-8."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
