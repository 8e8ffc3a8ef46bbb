"""What languages are called."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from babel import Locale, UnknownLocaleError

#: The property by which sources say in which language they are written, as people write it.
WRITTEN_IN = "dcterms:language"


@cache
def language_name(tag: str, tongue: str) -> str:
    """Return what a language (BCP 47) is called in another, as Unicode has it; the tag where it has no name.

    >>> language_name("zh-Hant", "en"), language_name("fr", "ja"), language_name("xx", "en")
    ('Chinese (Traditional)', 'フランス語', 'xx')
    """
    names: Mapping[str, str] = Locale(tongue).languages
    if tag in names:
        return names[tag]
    try:
        return Locale.parse(tag, sep="-").get_display_name(tongue) or tag
    except (UnknownLocaleError, ValueError):
        return tag
