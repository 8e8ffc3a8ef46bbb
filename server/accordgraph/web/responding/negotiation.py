"""Content negotiation: from an Accept header to one of the formats on offer (RFC 9110, section 12).

Written here because the framework's own matches no range that has parameters, which real clients send.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from ...engine.answering.memo import memoized
from ...engine.errors import NotAcceptable
from ...engine.formats import Format

#: A quoted text, which may end where the header does: whatever begins as one is taken as one, so that nothing
#: is read twice, however long a hostile header is.
_QUOTED = r'"(?:[^"\\]|\\.)*+"?+'
_ITEM = re.compile(rf'(?:[^,"]++|{_QUOTED})++')
_PARAMETER = re.compile(rf";\s*([^\s;=]+)\s*=\s*({_QUOTED}|[^\s;]*)")
#: Items of a header that are looked at; browsers send a dozen.
_ITEMS = 200
_RANGE = re.compile(r"[\w!#$&^.+*-]+/[\w!#$&^.+*-]+|\*")
#: Characters of a header whose choice is remembered.
_SHORT = 300
_QUALITY = re.compile(r"0(?:\.\d{0,3})?|1(?:\.0{0,3})?")


@dataclass(frozen=True)
class Range:
    """One item of an Accept or Accept-Language header: what it names, its quality from 0 to 1, its place."""

    name: str
    quality: float
    place: int


def parse_accept(header: str | None, pattern: re.Pattern[str] = _RANGE) -> list[Range]:
    """Read the beginning of an Accept header; items that are not well formed are passed over.

    >>> parse_accept('text/turtle;q=0.5, */*;q=x')
    [Range(name='text/turtle', quality=0.5, place=0)]
    """
    ranges = []
    for place, match in enumerate(islice(_ITEM.finditer(header or ""), _ITEMS)):
        item = match.group().strip()
        name = item.partition(";")[0].strip().lower()
        parameters = {key.lower(): value for key, value in _PARAMETER.findall(item)}
        quality = parameters.get("q", "1")
        if pattern.fullmatch(name) and _QUALITY.fullmatch(quality):
            ranges.append(Range("*/*" if name == "*" else name, float(quality), place))
    return ranges


def negotiate(header: str | None, offered: Sequence[Format], triples: bool = False) -> Format | None:
    """Return the offered format that the client likes best, or None where it takes none of them.

    A missing header, and one without a single well-formed item, takes everything. Where the client likes two
    equally, the one that it names more exactly wins, then the one that it names first, then the one that is
    offered first. Parameters such as `charset` and `profile` do not matter. With `triples`, who likes best a
    format that names graphs, and names one that does not as well, gets the latter.
    """
    return _chosen(header or "", tuple(offered), triples)


@memoized(1024, lambda header, *_: len(header), _SHORT)
def _chosen(header: str, offered: tuple[Format, ...], triples: bool) -> Format | None:
    ranges = parse_accept(header)
    if not ranges:
        return offered[0]
    chosen = _best(ranges, offered)
    if chosen is None or not (triples and chosen.quads):
        return chosen
    named = [each for each in ranges if not each.name.endswith("/*")]
    return _best(named, [each for each in offered if each.kind == "graph" and not each.quads]) or chosen


def _best(ranges: Sequence[Range], offered: Sequence[Format]) -> Format | None:
    best: tuple[float, float, int] | None = None
    chosen = None
    for each in offered:
        rank = _rank(each, ranges)
        if rank is not None and (best is None or rank > best):
            best, chosen = rank, each
    return chosen


def not_acceptable(offered: Sequence[Format]) -> NotAcceptable:
    """Say that the client takes none of the offered formats."""
    media_types = [each.media_type for each in offered]
    return NotAcceptable(
        f"This can be had as {', '.join(media_types)}; none of them is accepted.", media_types
    )


def _rank(offer: Format, ranges: Sequence[Range]) -> tuple[float, float, int] | None:
    """Return quality, exactness and closeness to the front of the range that speaks most exactly of a
    format."""
    speaking = [(_exactness(offer, each), -each.place, each.quality) for each in ranges]
    exactness, front, quality = max(speaking)
    return (quality, exactness, front) if exactness > 0 and quality > 0 else None


def _exactness(offer: Format, found: Range) -> float:
    if found.name == offer.media_type:
        return 4
    if found.name in offer.synonyms:
        return 3
    if found.name == f"{offer.media_type.partition('/')[0]}/*":
        return 2
    return 1 if found.name == "*/*" else 0


_LANGUAGE = re.compile(r"[a-z]{1,8}(?:-[a-z0-9]{1,8})*|\*")


def negotiate_language(header: str | None, offered: Sequence[str]) -> str:
    """Return the offered language that the reader likes best; the first one where none fits.

    >>> negotiate_language("ja-JP,en;q=0.8", ("en", "ja"))
    'ja'
    """
    best, chosen = 0.0, offered[0]
    for found in sorted(parse_accept(header, _LANGUAGE), key=lambda each: (-each.quality, each.place)):
        for language in offered:
            fits = found.name in ("*/*", language) or found.name.startswith(f"{language}-")
            if fits and found.quality > best:
                best, chosen = found.quality, language
    return chosen
