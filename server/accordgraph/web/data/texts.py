"""Texts in several languages, and which of them a reader is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

#: A beginning in Japanese: letters that Chinese has too, and kana, which no other language has.
_JAPANESE = re.compile(r"[\W\d]*(?:[\u3400-\u9fff].*)?[\u3040-\u30fa]", re.DOTALL)


@dataclass(frozen=True)
class Text:
    """A text and its language, "" where it has none."""

    value: str
    language: str = ""


def pick(texts: Iterable[Text], language: str) -> Text:
    """Choose the text in a language, else the next best: all labels and texts fall back by this one rule.

    The language, then what is left of it from the right (RFC 4647, 3.4), then what is more exact than it; the
    same for English; then a text without language, then the first.
    """
    found = list(texts)
    for wanted in (language.lower(), "en"):
        parts = wanted.split("-")
        for end in range(len(parts), 0, -1):
            for text in found:
                if text.language.lower() == "-".join(parts[:end]):
                    return text
        for text in found:
            if text.language.lower().startswith(f"{parts[0]}-"):
                return text
    return next((text for text in found if not text.language), found[0])


def aloud(text: Text) -> Text:
    """Return a text with the language that a voice reads it in: the English label of a Japanese document
    begins with its Japanese title.

    >>> aloud(Text("筑波大がAI研究拠点 (Ibaraki Shimbun, 24 April 2025)", "en")).language
    'ja'
    """
    return replace(text, language="ja") if text.language == "en" and _JAPANESE.match(text.value) else text
