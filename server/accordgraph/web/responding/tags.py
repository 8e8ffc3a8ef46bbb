"""Strong entity tags (RFC 9110, section 8.8.3)."""

from __future__ import annotations

import hashlib

from xxhash import xxh3_128_digest

from ... import __version__


def entity_tag(served: str, media_type: str, tongue: str = "", content: bytes | None = None) -> str:
    """Return a strong tag: of what is served, the program, the format, its encoding and language, and the
    content.

    `content` is needed only where what is served and the address do not determine it.
    """
    parts = (served, __version__, media_type, "identity", tongue)
    whole = hashlib.sha256("\n".join(parts).encode())
    # Answers are long, and all that a tag needs is that other bytes have another one.
    whole.update(xxh3_128_digest(content or b""))
    return whole.hexdigest()[:32]
