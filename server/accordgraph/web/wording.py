"""The interface's own words in the languages of its readers.

A page that is translated whole says so: `{% block tongue %}{{ tongue() }}{% endblock %}`. Texts of the data
keep the languages that they have.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask

from .japanese import JAPANESE, SCRIPTS, TABLES
from .responding.context import colours, here, language
from .retelling import retell
from .tongue import LANGUAGES


def say(english: str, **values: object) -> str:
    """Return what the interface says in the reader's language, its {places} filled with the values.

    What the table does not have is said in English.
    """
    text = JAPANESE.get(english, english) if language() == "ja" else english
    return text.format(**values) if values else text


def translations() -> Mapping[str, str]:
    """Return what scripts say in the reader's language; what is not there they say in English."""
    if language() != "ja":
        return {}
    return {english: text for part in SCRIPTS for english, text in TABLES[part].items()}


def install(app: Flask) -> None:
    """Let the templates speak."""
    app.jinja_env.globals.update(
        say=say,
        retell=retell,
        tongue=language,
        translations=translations,
        here=here,
        languages=LANGUAGES,
        colours=colours,
    )
