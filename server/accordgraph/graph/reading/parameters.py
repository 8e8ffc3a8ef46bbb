"""The parameters of a question: how its header declares them, and how a value gets into its query.

A parameter is a variable of the query with a block of its own, `VALUES ?field { concept:x }`. The term in it
is what holds unless somebody asks otherwise, UNDEF where that is anything. A value takes its place, so that
nothing but a whole term, written by a serializer, ever gets into a query.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from ..names import SLUG, Names
from ..prefixes import lengthen
from ..terms import term

#: Values that are no things of the graph, by the name of their kind: what they look like, and their datatype.
LITERALS: Mapping[str, tuple[re.Pattern[str], str]] = {
    "year": (re.compile(r"[12][0-9]{3}"), "integer"),
    "date": (re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}"), "date"),
}
#: Names of parameters that the addresses of all questions have.
RESERVED = frozenset(("bom", "language"))
#: The one among them that a query may have a block for: the language of the texts that it selects.
LANGUAGE = "language"
_NAME = re.compile(r"[a-z][a-zA-Z]*")
_PREFIX = re.compile(r"(?:^|(?<=>))\s*PREFIX\s+([\w-]*):\s*<([^<>\s]*)>", re.IGNORECASE | re.MULTILINE)
_TERM = r'<[^<>"{}|^`\\\x00-\x20]*>|[\w-]*:[\w-]+|"[^"\\\n]*"|[0-9]+|UNDEF'

#: The term that a block holds; None for UNDEF.
Value = ox.NamedNode | ox.Literal | None


@dataclass(frozen=True)
class Parameter:
    """A parameter as the header of a question declares it.

    `kind` says what its values are: "concept/research-field" (the concepts of a scheme), "accord:University"
    (the things of a class), "accord:hasFunder" (whatever the property has as a value), "year" or "date". One
    that is required may not be left open.
    """

    name: str
    kind: str
    english: str
    japanese: str
    required: bool

    def label(self, language: str) -> str:
        """Its name for people."""
        return self.japanese if language == "ja" else self.english


def read_parameter(said: str) -> Parameter | None:
    """Read a declaration; None where it is none.

    >>> read_parameter("year | year | Year | 年").name
    'year'
    """
    parts = [part.strip() for part in said.split("|")]
    if len(parts) not in (4, 5) or not all(parts) or parts[4:] not in ([], ["required"]):
        return None
    name, kind, english, japanese = parts[:4]
    return Parameter(name, kind, english, japanese, len(parts) == 5) if _NAME.fullmatch(name) else None


def blocks(text: str, name: str) -> list[re.Match[str]]:
    """Find the VALUES blocks of one term that a query has for a variable; "term" is that term."""
    return list(re.finditer(rf"\bVALUES\s+\?{name}\s*\{{\s*(?P<term>{_TERM})\s*\}}", text))


def default(text: str, name: str) -> Value:
    """The value that a parameter has in the query as it stands; None for any."""
    found = blocks(text, name)[0]["term"]
    if found == "UNDEF":
        return None
    if found.startswith("<"):
        return ox.NamedNode(found[1:-1])
    if found.startswith('"'):
        return ox.Literal(found[1:-1])
    if found.isdecimal():
        return ox.Literal(found, datatype=term("xsd", "integer"))
    prefix, _, local = found.partition(":")
    return ox.NamedNode(dict(_PREFIX.findall(text))[prefix] + local)


def bound(text: str, values: Mapping[str, Value]) -> str:
    """The query with other values for some of its parameters, each a whole term."""
    for name, value in values.items():
        found = blocks(text, name)[0]
        text = text[: found.start("term")] + _written(value, text) + text[found.end("term") :]
    return text


def spoken(text: str, language: str) -> str:
    """The query for texts in a language, where it selects texts in one."""
    return bound(text, {LANGUAGE: ox.Literal(language)}) if blocks(text, LANGUAGE) else text


def plain(text: str, parameters: Iterable[Parameter], words: str) -> str:
    """The query as a person would write it: below the question in words, without what only serves parameters
    that are left open. It answers the same.
    """
    body = re.sub(r"\A(?:#.*\n)*\n*", "", text)
    for name in (each.name for each in parameters):
        opened = re.sub(rf"^[ \t]*VALUES \?{name} {{ UNDEF }}\n", "", body, flags=re.MULTILINE)
        if opened != body:
            body = re.sub(rf"^[ \t]*FILTER\(!BOUND\(\?{name}\) \|\| .*\)\n", "", opened, flags=re.MULTILINE)
    return f"# {words}\n\n{body}"


def literal(kind: str, given: str) -> ox.Literal | None:
    """The literal that a text means, where a kind's values are literals and it is one of them."""
    pattern, datatype = LITERALS[kind]
    if not pattern.fullmatch(given):
        return None
    if datatype == "date":
        try:
            date.fromisoformat(given)
        except ValueError:
            return None
    return ox.Literal(given, datatype=term("xsd", datatype))


def kind_iri(kind: str, names: Names) -> str:
    """The IRI of the scheme, the class or the property that a kind names; "" for other kinds."""
    if kind.startswith("concept/"):
        return names.things + kind
    return lengthen(kind, names) if ":" in kind else ""


def is_property(kind: str) -> bool:
    """Whether a kind names a property: those begin with a small letter."""
    return kind.partition(":")[2][:1].islower()


def _written(value: Value, text: str) -> str:
    """Write a term as a query holds it, shortened by the query's own prefixes where that is plain."""
    if value is None:
        return "UNDEF"
    if isinstance(value, ox.NamedNode):
        for prefix, namespace in _PREFIX.findall(text):
            if namespace and SLUG.fullmatch(value.value.removeprefix(namespace)):
                return f"{prefix}:{value.value.removeprefix(namespace)}"
    elif value.datatype == term("xsd", "integer"):
        return value.value
    return str(value)
