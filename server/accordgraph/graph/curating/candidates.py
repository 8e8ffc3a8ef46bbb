"""Names in a text that no thing has yet: of people and organizations, in English and Japanese."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..finding.folding import HIRAGANA, KATAKANA, UNSPACED
from ..grounding.values import any_of
from ..grounding.words import MONTHS, SHORT_MONTHS, WEEKDAYS
from .abbreviations import spelt_out
from .gazetteer import Mention

_CAPITAL = r"[A-Z][\w&'\u2019.-]*\w"
#: A word of a name, or initials.
_WORD = rf"(?:(?:[A-Z]\.)+(?= )|{_CAPITAL})"
#: What joins words: a space, little words, the comma before "Inc.".
_JOINT = r"(?: (?:(?:of|for|de) (?:the )?|& )?|\.?, (?=(?:Co|Corp|Inc|LLC|LLP|Ltd|PLC)\b))"
_PHRASE = re.compile(rf"(?<![\w.-])(?:{_WORD}(?:{_JOINT}{_WORD})*{_JOINT}{_CAPITAL}|{_CAPITAL})")
#: What stands before a word within a sentence: at the beginning of one, a capital tells nothing.
_WITHIN = re.compile(r"[\w,;\u2019'\"\u201d)] ")
#: Words after which a name begins, or which begin a sentence or a title rather than a name.
_OPENING = (
    "a an and another as at but by for from he her his if in it its new no on our she so that the their "
    "these they this those to under we what when where while who why with mr mrs ms dr prof president "
    "chancellor minister professor governor senator ambassador"
)
_OPENERS = frozenset(_OPENING.split())
_DATES = MONTHS.keys() | SHORT_MONTHS.keys() | WEEKDAYS.keys()
#: What Japanese organizations are by law, before their names or after them, and what their names end in.
_FORMS = (
    *("株式会社", "有限会社", "合同会社", "学校法人", "国立大学法人", "公立大学法人", "独立行政法人"),
    *("国立研究開発法人", "公益財団法人", "一般財団法人", "公益社団法人", "一般社団法人"),
)
#: What people of other countries are called, and some firms.
_FOREIGN = f"[{KATAKANA}]+"
_ENDS = ("大学", "研究所", "研究機構", "機構", "財団", "協会", "学園", "センター")
_SIGNS = r"[\w・&-]"
_RUN = rf"(?:(?![{HIRAGANA}])(?!{any_of(_FORMS)}){_SIGNS})"
_JAPANESE = re.compile(
    rf"(?:{any_of(_FORMS)})(?P<after>{_RUN}+)|(?P<before>{_RUN}{{2,}})(?:{any_of(_FORMS)})"
    rf"|(?P<person>{_RUN}{{2,}})(?=氏)|(?P<dotted>{_FOREIGN}(?:・{_FOREIGN})+)"
    rf"|(?P<whole>(?![各両同本他]){_RUN}{{2,}}(?:{any_of(_ENDS)}))(?![院生])"
)
_UNSPACED = re.compile(f"[{UNSPACED}]")
#: What stands before the name of an office of which another one has it.
_LESSER = re.compile(r"(?:(?<!\w)(?:vice|deputy|assistant|associate)[ -]|副)$", re.IGNORECASE)
_LONGEST_LESSER = len(" associate ")
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


def longer_names(line: str, mentioned: Sequence[Mention]) -> Iterator[tuple[Mention, str]]:
    """The mentions that a word in capitals stands beside which belongs to none, each with all of these words:
    it may be part of another thing's name ("Swiss National Science Foundation"); and those that another word
    makes less, with it ("vice president")."""
    for one in mentioned:
        if lesser := _LESSER.search(line[max(0, one.start - _LONGEST_LESSER) : one.start]):
            yield one, lesser.group() + line[one.start : one.end]
    for words in _phrases(line, mentioned):
        starts, ends = [word.start for word in words], [word.end for word in words]
        first = bisect_left(mentioned, words[0].start, key=lambda one: one.start)
        for one in mentioned[first : bisect_right(mentioned, words[-1].end, key=lambda one: one.end)]:
            begin, end = bisect_right(starts, one.start) - 1, bisect_left(ends, one.end)
            before, after = begin, end
            while before and words[before - 1].belongs and one.start == words[begin].start:
                before -= 1
            # After an office its holder's name begins.
            joined = one.end == words[end].end and not words[end].opens
            while after + 1 < len(words) and words[after + 1].belongs and joined:
                after += 1
            if (before, after) != (begin, end):
                yield one, line[words[before].start : words[after].end]


@dataclass(frozen=True)
class _Word:
    """A word of a capitalised phrase, whether it is part of a mention, and of a name that is followed by its
    abbreviation."""

    text: str
    start: int
    end: int
    inside: bool
    spelt: bool

    @property
    def fresh(self) -> bool:
        """Whether it is a capitalised word of its own."""
        return not self.inside and self.text.lower() not in _DATES and not self.text[0].islower()

    @property
    def belongs(self) -> bool:
        """Whether it may be part of a name beside it."""
        return self.spelt or (self.fresh and self.text[0].isupper() and not self.opens)

    @property
    def opens(self) -> bool:
        """Whether a name begins after it, or a sentence or a title with it."""
        return self.text[0].isupper() and self.text.lower().rstrip(".") in _OPENERS


def _phrases(line: str, mentioned: Sequence[Mention]) -> Iterator[list[_Word]]:
    """The words of each capitalised phrase, and of each name that is followed by its abbreviation."""
    place = 0
    for begin, stop, spelt in _spans(line):
        while place < len(mentioned) and mentioned[place].end <= begin:
            place += 1
        words, near = [], place
        for word in re.finditer(r"\S+", line[begin:stop]):
            start, end = begin + word.start(), begin + word.end()
            while near < len(mentioned) and mentioned[near].end <= start:
                near += 1
            inside = near < len(mentioned) and mentioned[near].start < end
            words.append(_Word(word.group(), start, end, inside, spelt))
        yield words


def _spans(line: str) -> Iterator[tuple[int, int, bool]]:
    """Where phrases begin and end, and whether their abbreviations follow: these have no phrase within."""
    begun = 0
    for start, end in (*spelt_out(line), (len(line), len(line))):
        yield from ((*match.span(), False) for match in _PHRASE.finditer(line, begun, start))
        if start < end:
            yield start, end, True
        begun = end


def _english(line: str, mentioned: Sequence[Mention]) -> Iterator[str]:
    """Capitalised phrases that belong to no mention: of two words or more, or of one that is a name by its
    place."""
    for words in _phrases(line, mentioned):
        name = _name(words)
        if sum(word.fresh for word in name) >= 2 or (len(words) == 1 and _stands_alone(line, words[0])):
            yield line[name[0].start : name[-1].end].removesuffix("\u2019s").removesuffix("'s")


def _stands_alone(line: str, word: _Word) -> bool:
    """Whether a capitalised word is a name: it stands within a sentence, or beside another one."""
    beside = re.match(" and [A-Z]", line[word.end : word.end + 6])
    return word.belongs and (_WITHIN.fullmatch(line, word.start - 2, word.start) or beside) is not None


def _name(words: list[_Word]) -> list[_Word]:
    """What follows the last word that opens a name, where that is two words or more."""
    openers = (place for place, word in enumerate(words, start=1) if word.opens)
    return words[max((place for place in openers if place == 1 or len(words) - place >= 2), default=0) :]
