"""Texts as they are compared: without case, accents and old forms of characters, in one kana, in words;
Japanese, which has no spaces, in pairs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

#: Letters that Unicode does not take apart into a letter and a mark; and the marks, which go.
_FOLDS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "æ": "ae",
        "œ": "oe",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "þ": "th",
        "ð": "d",
        **dict.fromkeys(map(chr, range(0x300, 0x370)), ""),
        # Hiragana as Katakana, in which names are written that readers type as they sound.
        **{chr(code): chr(code + 0x60) for code in range(0x3041, 0x3097)},
    }
) | str.maketrans(
    # Old forms of characters that names keep, and the forms of everyday writing.
    "應學國澤濱齋邊邉廣櫻龍瀧眞德惠榮圓彌靜壽藝會體經濟醫圖縣區臺關舊與萬寶豐勞勳淺黑內來兒獨傳實當發變擴禮聲總鐵黨點歷曆每髙﨑",
    "応学国沢浜斎辺辺広桜竜滝真徳恵栄円弥静寿芸会体経済医図県区台関旧与万宝豊労勲浅黒内来児独伝実当発変拡礼声総鉄党点歴暦毎高崎",
)
#: The scripts of Japanese, with the marks that lengthen and repeat, as classes of regular expressions.
HIRAGANA, KATAKANA = "\u3041-\u3096", "\u30a1-\u30fa\u30fc"
_HAN = "\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
#: What stands in a row without spaces.
UNSPACED = f"{HIRAGANA}{KATAKANA}{_HAN}"
#: What stands for each character of ASCII in words: itself in lower case, or the space between two words.
_ASCII = "".join(chr(code).lower() if chr(code).isalnum() else " " for code in range(128))
_WORD = re.compile(f"(?P<unspaced>[{UNSPACED}]+)|[^\\W_{UNSPACED}]+")

#: What is of one script in a folded run of Japanese: kana or Han.
_SCRIPTS = re.compile(f"(?P<kana>[{KATAKANA}]{{2,}})|[{_HAN}]{{2,}}")


@dataclass(frozen=True)
class Word:
    """A word of a folded text, and where it stands there; `unspaced` where it is a run of Japanese."""

    text: str
    start: int
    unspaced: bool = False


def fold(text: str) -> str:
    """Take away case, accents, the strokes that Unicode leaves and old forms of characters; write Hiragana as
    Katakana.

    >>> fold("Łódź, Straße, 慶應, つくば")
    'lodz, strasse, 慶応, ツクバ'
    """
    if text.isascii():  # as most texts are, which have nothing but their case
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", text.casefold()).translate(_FOLDS))


def words(folded: str) -> Iterator[Word]:
    """Yield the words of a folded text.

    >>> [word.text for word in words("ai研究、keio_univ.")]
    ['ai', '研究', 'keio', 'univ']
    """
    for match in _WORD.finditer(folded):
        yield Word(match.group(), match.start(), match["unspaced"] is not None)


def pairs(run: str) -> tuple[str, ...]:
    """Return the pairs of neighbours in a run of Japanese; a single character is itself.

    >>> pairs("慶応義塾")
    ('慶応', '応義', '義塾')
    """
    return tuple(run[place : place + 2] for place in range(max(1, len(run) - 1)))


def scripts(run: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a folded run of Japanese that are of one script and longer than a letter, each with
    whether it is kana.

    >>> list(scripts("慶応センター"))
    [('慶応', False), ('センター', True)]
    """
    for match in _SCRIPTS.finditer(run):
        yield match.group(), match["kana"] is not None


def plain(text: str) -> str:
    """Return the words of a text, folded, with a space between each two.

    >>> plain("Keio_Univ. (Łódź)")
    'keio univ lodz'
    """
    return forms(text)[0]


def forms(text: str) -> tuple[str, str]:
    """Return the words of a text as `plain` does, and with the pairs of what has no spaces, as an index holds
    them.

    The last character of a run stands alone as well, so that whatever begins with it is found by it.

    >>> forms("AIの研究")
    ('ai ノ研究', 'ai ノ研 研究 究')
    """
    if text.isascii():  # as most texts are, for which this is much quicker
        told = " ".join(text.translate(_ASCII).split())
        return told, told
    own, found = list[str](), list[str]()
    for match in _WORD.finditer(fold(text)):
        word, unspaced = match.group(0, "unspaced")
        own.append(word)
        found += (*pairs(word), word[-1]) if unspaced and len(word) > 1 else (word,)
    return " ".join(own), " ".join(found)


def slugged(text: str) -> str:
    """The words of a name as a slug, as far as they are ASCII.

    >>> slugged("The Łódź Writers' Times")
    'lodz-writers-times'
    """
    words = re.sub(r"[^a-z0-9]+", "-", fold(text).replace("'", "").replace("\u2019", "")).strip("-")
    return words.removeprefix("the-")
