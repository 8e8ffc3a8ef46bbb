"""Names in a text that no thing has yet: of people and organizations, in English and Japanese."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..finding.folding import UNSPACED
from ..grounding.values import any_of
from ..grounding.words import MONTHS
from .gazetteer import Mention

_CAPITAL = r"[A-Z][\w&'\u2019.-]*\w"
#: A word of a name, or initials.
_WORD = rf"(?:(?:[A-Z]\.)+(?= )|{_CAPITAL})"
#: What joins words: a space, little words, the comma before "Inc.".
_JOINT = r"(?: (?:(?:of|for|de) (?:the )?|& )?|\.?, (?=(?:Co|Corp|Inc|LLC|LLP|Ltd|PLC)\b))"
_PHRASE = re.compile(rf"(?<![\w.-]){_WORD}(?:{_JOINT}{_WORD})*{_JOINT}{_CAPITAL}")
#: Words after which a name begins, or which begin a sentence or a title rather than a name.
_OPENING = (
    "a an and as at but by for from he her his if in it its new no on our she so that the their these they "
    "this those to under we what when where while who why with mr mrs ms dr prof president chancellor "
    "minister professor governor senator ambassador"
)
_OPENERS = frozenset(_OPENING.split())
#: What Japanese organizations are by law, before their names or after them, and what their names end in.
_FORMS = (
    *("株式会社", "有限会社", "合同会社", "学校法人", "国立大学法人", "公立大学法人", "独立行政法人"),
    *("国立研究開発法人", "公益財団法人", "一般財団法人", "公益社団法人", "一般社団法人"),
)
_ENDS = ("大学", "研究所", "研究機構", "機構", "財団", "協会", "学園", "センター")
_SIGNS = r"[\w・&-]"
_RUN = rf"(?:(?![\u3041-\u3096])(?!{any_of(_FORMS)}){_SIGNS})"
_JAPANESE = re.compile(
    rf"(?:{any_of(_FORMS)})(?P<after>{_RUN}+)|(?P<before>{_RUN}{{2,}})(?:{any_of(_FORMS)})"
    rf"|(?P<whole>(?![各両同本他]){_RUN}{{2,}}(?:{any_of(_ENDS)}))(?![院生])"
)
_UNSPACED = re.compile(f"[{UNSPACED}]")
#: Characters of a thing's name that tell which one is meant, and not only of what sort.
_TELLING = 3


def is_japanese(name: str) -> bool:
    """Whether a name is written in Japanese."""
    return _UNSPACED.search(name) is not None


def phrases(line: str, mentioned: Sequence[Mention]) -> Iterator[str]:
    """Names in a paragraph that belong to none of the things that it mentions."""
    yield from _english(line, mentioned)
    ends = {one.end for one in mentioned if one.end - one.start >= _TELLING}
    for match in _JAPANESE.finditer(line):
        name = match.lastgroup or ""
        if match.end(name) not in ends and is_japanese(match[name]):
            yield match[name]


def _english(line: str, mentioned: Sequence[Mention]) -> Iterator[str]:
    """Capitalised phrases with two words or more that belong to no mention."""
    spans = [(one.start, one.end) for one in mentioned]
    place = 0
    for match in _PHRASE.finditer(line):
        while place < len(spans) and spans[place][1] <= match.start():
            place += 1
        words = _name(list(re.finditer(r"\S+", match.group())))
        fresh = 0
        for word in words:
            start, end = match.start() + word.start(), match.start() + word.end()
            inside = any(a < end and start < b for a, b in spans[place : place + 20])
            ordinary = word.group().lower() in MONTHS or word.group()[0].islower()
            fresh += not inside and not ordinary
        if fresh >= 2:
            yield match.group()[words[0].start() :].removesuffix("\u2019s").removesuffix("'s")


def _name(words: list[re.Match[str]]) -> list[re.Match[str]]:
    """What follows the last word that opens a name, where that is two words or more."""
    openers = (
        place
        for place, word in enumerate(words, start=1)
        if word.group()[0].isupper() and word.group().lower().rstrip(".") in _OPENERS
    )
    return words[max((place for place in openers if place == 1 or len(words) - place >= 2), default=0) :]
