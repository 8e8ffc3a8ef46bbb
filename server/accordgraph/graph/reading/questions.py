"""Competency questions: what their headers say."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .parameters import Parameter, read_parameter

_FORM = re.compile(r"^\s*(select|ask|construct|describe)\b", re.IGNORECASE | re.MULTILINE)


#: What a column of an answer may hold: a thing with a name; the one that a row tells of, whose page says who
#: says so; another address; a text, number or date; a thing or a literal.
COLUMNS = ("thing", "fact", "link", "text", "number", "date", "value")


@dataclass(frozen=True)
class Header:
    """What the comment at a question's top says: the question in English and in Japanese, its tags, its
    parameters, and what each column of its answer holds, by name."""

    english: str
    japanese: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: tuple[tuple[str, str], ...]

    def words(self, language: str) -> str:
        """The question in a language, in English where it has none."""
        return self.japanese if language == "ja" and self.japanese else self.english


def header(text: str) -> Header:
    """Read the comment at the top of a question's file.

    >>> header("# Who pays?\\n# ja: 誰が払うか。\\n# tags: funding, people\\n\\nASK {}").tags
    ('funding', 'people')
    """
    english: list[str] = []
    parameters: list[Parameter] = []
    japanese, tags, columns = "", "", ""
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        said = line.lstrip("#").strip()
        if said.startswith("ja:"):
            japanese = said.removeprefix("ja:").strip()
        elif said.startswith("tags:"):
            tags = said.removeprefix("tags:")
        elif said.startswith("columns:"):
            columns = said.removeprefix("columns:")
        elif said.startswith("parameter:"):
            found = read_parameter(said.removeprefix("parameter:"))
            parameters += [found] if found else []
        else:
            english.append(said)
    pairs = (each.partition(" ")[::2] for each in _parts(columns))
    return Header(
        " ".join(english).strip(),
        japanese,
        _parts(tags),
        tuple(parameters),
        tuple((name, kind.strip()) for name, kind in pairs),
    )


def _parts(said: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in said.split(",") if part.strip())


def uncommented(text: str) -> str:
    """A query without the lines that are comments."""
    return re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)


def form(text: str) -> str:
    """The form of a query: "select", "ask", "construct" or "describe"."""
    found = _FORM.search(uncommented(text))
    return found[1].lower() if found else "select"
