"""Languages that are none, and texts that are plainly in another language than their tag says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from ..problems import Problem
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..reading.turtle import TurtleFile
from ..terms import LANGUAGE

#: The two-letter codes of languages: https://www.loc.gov/standards/iso639-2/php/English_list.php
_CODES = frozenset(re.findall("[a-z]+", """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv
    dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie
    ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv
    mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm
    rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr
    ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""))  # fmt: skip
#: Countries' codes that are taken for languages'.
_COUNTRIES: Mapping[str, str] = {"cn": "zh", "cz": "cs", "dk": "da", "gr": "el", "jp": "ja", "ua": "uk"}
#: Names and longer codes that are taken for codes.
_NAMES: Mapping[str, str] = {"english": "en", "eng": "en", "japanese": "ja", "jpn": "ja"}
_JAPANESE = "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff66-\uff9f"
_SIGN = re.compile(f"[{_JAPANESE}]")
#: Letters of words, but not of abbreviations, which Japanese texts have, too; and words as names have few.
_LETTERS, _WORD = re.compile("[a-z]{2}"), re.compile(r"\b[a-z]{2,}\b")
#: So many of them are English and not a name.
_WORDS = 4
#: What the lines of a file hold where a language or a text may be at fault: a text without two small letters
#: in English, one in Japanese without any sign of its own, another language. Each begins with bytes that are
#: sought quickly.
_DOUBTFUL = tuple(
    re.compile(each)
    for each in (
        rb' "(?:[^a-z"\n]|\\"|[a-z](?![a-z]))*"@en',
        rb' "[ -~]*"@ja',
        rb'"@(?!(?:en|ja)[ -])',
        re.escape(str(LANGUAGE).encode()),
    )
)


def languages(file: TurtleFile, _: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find languages that are none, and texts tagged as in another language than they are."""
    if not any(each.search(file.lines.text) for each in _DOUBTFUL):
        return
    for triple in file.triples:
        literal = triple.object
        if not isinstance(literal, ox.Literal):
            continue
        said = literal.value if triple.predicate == LANGUAGE else literal.language or ""
        if fault := _unknown(said) or _mistagged(literal.value, said):
            place = locator.within(file.path, triple.subject, triple.predicate, literal)
            yield place.problem("language", fault)


def _unknown(tag: str) -> str:
    code = tag.partition("-")[0].lower()
    near = {**_COUNTRIES, **_NAMES}.get(code)
    if not near and (len(code) != 2 or code in _CODES):
        return ""
    meant = f'; did you mean "{near}"?' if near else "; see ISO 639."
    return f'"{tag}" is the tag of no language{meant}'


def _mistagged(text: str, tag: str) -> str:
    signs = _SIGN.search(text)
    if tag == "en" and signs and not _LETTERS.search(text):
        return "This text is Japanese, but tagged as English; tag it @ja, or write it in English."
    if tag == "ja" and not signs and len(_WORD.findall(text)) >= _WORDS:
        return "This text is English, but tagged as Japanese; tag it @en, or write it in Japanese."
    return ""
