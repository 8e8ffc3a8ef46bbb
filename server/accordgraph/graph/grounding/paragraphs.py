"""A source's text as numbered paragraphs (CONTRIBUTING.md, Add a source, 6)."""

from __future__ import annotations

import hashlib
import re
import unicodedata


def paragraphs(text: str) -> tuple[str, ...]:
    """The non-empty lines after NFC, each run of white space as one space, ends stripped; number 1 comes
    first.

    >>> paragraphs("One\\u00a0 line\\n\\n  two ")
    ('One line', 'two')
    """
    lines = re.split(r"\r\n|\r|\n", unicodedata.normalize("NFC", text.removeprefix("\ufeff")))
    spaced = (re.sub(r"\s+", " ", line).strip() for line in lines)
    return tuple(line for line in spaced if line)


def paragraph_digest(paragraph: str) -> str:
    """SHA-256 of a normalized paragraph's UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(paragraph.encode()).hexdigest()
