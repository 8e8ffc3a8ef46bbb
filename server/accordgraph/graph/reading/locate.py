"""Where in a Turtle file a statement stands.

Oxigraph gives no positions of statements, and rdflib's are off, so the few files that have problems are read
once more by a small tokenizer. It may trust that the file parses.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin

import pyoxigraph as ox

from ..problems import Place
from ..terms import TYPE, term
from .turtle import TurtleFile

#: Tokens of Turtle 1.1, longest first: https://www.w3.org/TR/turtle/#sec-grammar-grammar
_TOKEN = re.compile(
    r"""
    (?P<skip>\s+|\#[^\n\r]*)
  | (?P<iri><[^<>"{}|^`\x00-\x20]*>)
  | (?P<string>\"\"\"(?:[^"\\]|\\.|"{1,2}(?!"))*\"\"\"|'''(?:[^'\\]|\\.|'{1,2}(?!'))*'''
      |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
  | (?P<directive>@prefix\b|@base\b|(?i:prefix|base)(?=\s))
  | (?P<language>@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*)
  | (?P<datatype>\^\^)
  | (?P<double>[+-]?(?:\d+\.\d*|\.?\d+)[eE][+-]?\d+)
  | (?P<decimal>[+-]?\d*\.\d+)
  | (?P<integer>[+-]?\d+)
  | (?P<blank>_:[\w](?:[\w.·-]*[\w·-])?)
  | (?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:
      (?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)(?:(?:[\w:.·-]|%[0-9A-Fa-f]{2}|\\.)*(?:[\w:·-]|%[0-9A-Fa-f]{2}|\\.))?)?)
  | (?P<word>true\b|false\b|a(?![\w:]))
  | (?P<mark>[.;,\[\]()])
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
#: What an IRI begins with that stands for itself, whatever the base is.
_WHOLE = re.compile(r"[A-Za-z][\w+.-]*:")
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_CONTROLS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}

#: Where the tokens end.
_END = ("", "", 0)

#: A key of the index: subject, subject and property, or a whole statement.
Key = tuple[object, ...]


@dataclass
class _Walk:
    """Where the walk through the tokens is: subject, property, and what it was before each open bracket."""

    index: dict[Key, int] = field(default_factory=dict)
    subject: object = None
    prop: object = None
    open: list[tuple[object, object, bool]] = field(default_factory=list)
    in_list: bool = False

    def take(self, node: object, at: int) -> None:
        """Take a term as what is due next: in a list an item, else subject, property, or object."""
        if self.in_list:
            return
        if self.subject is None:
            self.subject = node
            self.index.setdefault((node,), at)
        elif self.prop is None:
            self.prop = node
            self.index.setdefault((self.subject, node), at)
            self.index.setdefault((None, node), at)
        else:
            told = node if isinstance(node, ox.NamedNode | ox.Literal) else None
            self.index.setdefault((self.subject, self.prop, told), at)
            self.index.setdefault((None, self.prop, told), at)

    def mark(self, sign: str, at: int) -> None:
        """Follow a punctuation mark."""
        if sign == ".":
            self.subject = self.prop = None
        elif sign == ";":
            self.prop = None
        elif sign in "[(":
            node = object()
            self.take(node, at)
            self.open.append((self.subject, self.prop, self.in_list))
            self.subject, self.prop, self.in_list = node, None, sign == "("
        elif sign in "])" and self.open:
            self.subject, self.prop, self.in_list = self.open.pop()


def index_statements(text: str) -> dict[Key, int]:
    """Map (s,), (s, p) and (s, p, o) of a Turtle text to the offset where each first stands.

    Terms are pyoxigraph's. A subject of None stands for any, and an object of None for any without a name,
    since blank nodes cannot be told apart.
    """
    walk = _Walk()
    prefixes: dict[str, str] = {}
    base = ""
    tokens = _tokens(text)
    for kind, value, at in tokens:
        if kind == "directive":
            name = "" if value.lower().endswith("base") else next(tokens, _END)[1]
            space = _joined(base, next(tokens, _END)[1][1:-1])
            if name:
                prefixes[name[:-1]] = space
            else:
                base = space
            if value.startswith("@"):
                next(tokens, _END)
        elif kind == "mark":
            walk.mark(value, at)
        elif kind in {"language", "datatype", "other"}:
            continue
        else:
            try:
                node = _term(kind, value, prefixes, base, text, at)
            except (ValueError, OverflowError):  # no term: there is a mistake in the file
                node = value
            walk.take(node, at)
    return walk.index


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    for match in _TOKEN.finditer(text):
        if match.lastgroup and match.lastgroup != "skip":
            yield match.lastgroup, match.group(), match.start()


def _term(kind: str, value: str, prefixes: dict[str, str], base: str, text: str, at: int) -> object:
    if kind == "iri":
        return ox.NamedNode(_joined(base, _unescape(value[1:-1])))
    if kind == "name":
        return _expand(value, prefixes)
    if kind == "word":
        return TYPE if value == "a" else ox.Literal(value, datatype=term("xsd", "boolean"))
    if kind == "string":
        return _literal(value, prefixes, base, text, at + len(value))
    if kind in {"integer", "decimal", "double"}:
        return ox.Literal(value, datatype=term("xsd", kind))
    return value


def _literal(value: str, prefixes: dict[str, str], base: str, text: str, end: int) -> object:
    quotes = 3 if value[:3] in {'"""', "'''"} else 1
    lexical = _unescape(value[quotes:-quotes])
    following = _TOKEN.match(text, end)
    if following is None:
        return ox.Literal(lexical)
    if following.lastgroup == "language":
        return ox.Literal(lexical, language=following.group()[1:])
    if following.lastgroup == "datatype" and (datatype := _TOKEN.match(text, following.end())):
        node = _term(datatype.lastgroup or "", datatype.group(), prefixes, base, text, datatype.start())
        if isinstance(node, ox.NamedNode):
            return ox.Literal(lexical, datatype=node)
    return ox.Literal(lexical)


def _expand(value: str, prefixes: dict[str, str]) -> object:
    prefix, _, local = value.partition(":")
    return ox.NamedNode(prefixes.get(prefix, "") + re.sub(r"\\(.)", r"\1", local))


def _joined(base: str, iri: str) -> str:
    if _WHOLE.match(iri):  # joined, it would lose a # at its end
        return iri
    try:
        return urljoin(base, iri) if base else iri
    except ValueError:  # no address
        return iri


def _unescape(text: str) -> str:
    def plain(match: re.Match[str]) -> str:
        code = match.group(1)
        return chr(int(code[1:], 16)) if len(code) > 1 else _CONTROLS.get(code, code)

    return _ESCAPE.sub(plain, text) if "\\" in text else text


class Locator:
    """Finds statements in the files of the content; each file is read on first need."""

    def __init__(self, files: Sequence[TurtleFile]) -> None:
        """Prepare to look into `files`, in this order."""
        self._files = {file.path: file for file in files}
        self._indexes: dict[str, dict[Key, int]] = {}
        self._lines: dict[str, list[int]] = {}

    def within(self, path: str, *key: object) -> Place:
        """The place of (s), (s, p) or (s, p, o) in one file; of the nearest known part where it is not
        found."""
        if path not in self._files:
            return Place(path)
        index = self._index(path)
        key = tuple(None if isinstance(each, ox.BlankNode) else each for each in key)
        for length in range(len(key), 0, -1):
            at = index.get(key[:length])
            if at is not None:
                return self._place(path, at)
        return Place(path)

    def find(self, paths: Sequence[str], *key: object) -> Place:
        """The place in the file among `paths` that knows most of the key; the first file where none knows
        any."""
        for length in range(len(key), 0, -1):
            for path in paths:
                at = self._index(path).get(key[:length])
                if at is not None:
                    return self._place(path, at)
        return Place(paths[0]) if paths else Place("")

    def _index(self, path: str) -> dict[Key, int]:
        if path not in self._indexes:
            self._indexes[path] = index_statements(self._files[path].text)
        return self._indexes[path]

    def _place(self, path: str, at: int) -> Place:
        if path not in self._lines:
            text = self._files[path].text
            self._lines[path] = [0] + [match.end() for match in re.finditer("\n", text)]
        starts = self._lines[path]
        line = bisect_right(starts, at)
        return Place(path, line, at - starts[line - 1] + 1)
