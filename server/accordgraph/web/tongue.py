"""How a page is shown: in the language and the colours that its reader chose by the switches, else as the
browser asks for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .responding.negotiation import negotiate_language

#: The languages of the interface, each by the name that its readers know it by.
LANGUAGES = {"en": "English", "ja": "日本語"}


@dataclass(frozen=True)
class Choice:
    """What a reader can choose, by a cookie of this name, and the values that it may have."""

    cookie: str
    values: tuple[str, ...]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """The first cookie of the name; the framework's parser raises where the header is not UTF-8."""
        return re.compile(rf"(?:^|;)[ \t]*{self.cookie}=([^;\s]*)")

    def made(self, environ: Mapping[str, Any]) -> str:
        """Return what a request's cookie chooses, "" where it chooses none of the values."""
        header = environ.get("HTTP_COOKIE")
        found = self._pattern.search(header) if header else None
        return found[1] if found and found[1] in self.values else ""


LANGUAGE = Choice("language", tuple(LANGUAGES))
#: Without a choice, the stylesheet follows the browser's.
COLOURS = Choice("colours", ("light", "dark"))
CHOICES = (LANGUAGE, COLOURS)
#: The request headers that decide how a page is sent, its language and its encoding, as Vary names them.
VARIES = ("Accept-Language", "Cookie", "Accept-Encoding")


def choices_made(environ: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what a request's cookies choose.

    Of the cookies nothing else may count for a page: this is all that kept answers tell apart by.
    """
    return tuple(each.made(environ) for each in CHOICES)


def language_of(environ: Mapping[str, Any]) -> str:
    """Return the language that the answer to a request speaks."""
    return LANGUAGE.made(environ) or negotiate_language(environ.get("HTTP_ACCEPT_LANGUAGE"), LANGUAGE.values)
