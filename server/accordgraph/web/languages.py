"""What languages are called."""

from __future__ import annotations

from collections.abc import Mapping

from .japanese import said

#: The property by which sources say in which language they are written, as people write it.
WRITTEN_IN = "dcterms:language"
#: Tag of a language (BCP 47) -> its name.
NAMES: Mapping[str, str] = {
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "hi": "Hindi",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pt": "Portuguese",
    "zh": "Chinese",
}


def language_name(tag: str, tongue: str) -> str:
    """Return what a language is called in another; of one without a name here, the tag."""
    return said(NAMES.get(tag, tag), tongue)
