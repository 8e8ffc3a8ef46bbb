"""A query as it is read, without escapes, and the places in what was sent."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ...graph.reading.tokens import LONGEST, opaque

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_SURROGATES = range(0xD800, 0xE000)


@dataclass(frozen=True)
class Plain:
    """A query's text, and what was sent.

    `ends` tell behind which characters of the text an escape stood for the one before, `longer` how much
    longer what was sent is up to there.
    """

    text: str
    sent: str
    ends: Sequence[int] = ()
    longer: Sequence[int] = ()

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column, both from 1, at which a character of the text was sent."""
        at = bisect_right(self.ends, offset)
        offset += self.longer[at - 1] if at else 0
        return self.sent.count("\n", 0, offset) + 1, offset - self.sent.rfind("\n", 0, offset)


def plain(sent: str) -> Plain:
    r"""Return a query without such escapes as `\u0061` (https://www.w3.org/TR/sparql11-query/#codepointEscape).

    In texts they stay: the engine reads them there by itself.
    """
    if "\\u" not in sent.lower() or len(sent) > LONGEST:
        return Plain(sent, sent)
    pieces, ends, longer = list[str](), list[int](), list[int]()
    taken = behind = length = 0
    for start, end in (*opaque(sent), (len(sent), len(sent))):
        for escape in _ESCAPE.finditer(sent, behind, start):
            pieces += (sent[taken : escape.start()], character_of(escape))
            taken = escape.end()
            length += len(pieces[-2]) + len(pieces[-1])
            ends.append(length)
            longer.append(taken - length)
        behind = end
    return Plain("".join((*pieces, sent[taken:])), sent, ends, longer)


def character_of(escape: re.Match[str]) -> str:
    """Return the character that an escape stands for, by its four or its eight digits, or the escape where
    there is none."""
    code = int(escape[1] or escape[2], 16)
    exists = code <= sys.maxunicode and code not in _SURROGATES
    return chr(code) if exists else escape[0]
