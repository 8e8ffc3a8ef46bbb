"""Texts in several languages, and which of them a reader is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


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
