"""The language a page speaks: the one its reader chose by the switch, else what the browser asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .negotiation import negotiate_language

#: The languages of the interface, each by the name that its readers know it by.
LANGUAGES = {"en": "English", "ja": "日本語"}
#: The cookie that holds the reader's choice.
COOKIE = "language"
#: The request headers that decide how a page is sent, its language and its encoding, as Vary names them.
VARIES = ("Accept-Language", "Cookie", "Accept-Encoding")
#: The first cookie of that name; the framework's parser raises where the header is not UTF-8.
_CHOICE = re.compile(rf"(?:^|;)[ \t]*{COOKIE}=([^;\s]*)")


def chosen_language(environ: Mapping[str, Any]) -> str:
    """Return the language that a request's cookie names, "" where it names none of ours.

    Of the cookies nothing else may count for a page: this is all that kept answers tell apart by.
    """
    header = environ.get("HTTP_COOKIE")
    found = _CHOICE.search(header) if header else None
    return found[1] if found and found[1] in LANGUAGES else ""


def language_of(environ: Mapping[str, Any]) -> str:
    """Return the language that the answer to a request speaks."""
    return chosen_language(environ) or negotiate_language(
        environ.get("HTTP_ACCEPT_LANGUAGE"), tuple(LANGUAGES)
    )
