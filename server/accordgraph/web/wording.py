"""The interface's own words in the languages of its readers: one table, English to Japanese.

A page that is translated whole says so: `{% block tongue %}{{ tongue() }}{% endblock %}`. Texts of the data
keep the languages that they have.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask

from .context import language

#: What the templates and views say in English, and how it is said in Japanese.
JAPANESE: Mapping[str, str] = {
    "Skip to the content": "本文へ移動",
    "Site": "サイト",
    "Query": "検索",
    "Ontology": "オントロジー",
    "Dataset": "データセット",
    "Downloads": "ダウンロード",
    "Dataset version {dataset}, program {program}. Every fact names the source that states it.": (
        "データセット {dataset} 版、プログラム {program} 版。どの事実にも、それを述べる出典が示されています。"
    ),
    "Also as": "他の形式",
    "Address to cite": "引用用アドレス",
}


def say(english: str, **values: object) -> str:
    """Return what the interface says in the reader's language, its {places} filled with the values.

    What the table does not have is said in English.
    """
    text = JAPANESE.get(english, english) if language() == "ja" else english
    return text.format(**values) if values else text


def install(app: Flask) -> None:
    """Let the templates speak."""
    app.jinja_env.globals.update(say=say, tongue=language)
