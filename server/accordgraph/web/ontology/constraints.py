"""SHACL in plain words (https://www.w3.org/TR/shacl/): what each shape asks for, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from ...graph.names import Names
from ...graph.prefixes import PREFIXES, shorten
from ...graph.terms import Subject, Term, term
from ..data.display import Cell
from ..wording import say
from .sheet import Sheet

_CLASS, _OR = term("sh", "class"), term("sh", "or")
_MIN, _MAX = term("sh", "minCount"), term("sh", "maxCount")

#: Datatype -> what a reader calls it.
DATATYPES = {
    "xsd:anyURI": "an address",
    "xsd:boolean": "yes or no",
    "xsd:date": "a date",
    "xsd:decimal": "a number",
    "xsd:gYear": "a year",
    "xsd:integer": "a whole number",
    "xsd:string": "a text without a language",
    "rdf:langString": "a text with its language",
}
NODE_KINDS = {"sh:IRI": "an IRI", "sh:Literal": "a literal", "sh:BlankNode": "a blank node"}

#: Parameter -> what it asks of each value; {} is where the parameter's values stand. Those not here are
#: said together with others, or are shown as they stand.
WORDS = {
    "datatype": "Each value is {}.",
    "disjoint": "No value is one of {}, too.",
    "equals": "The values are those of {}.",
    "hasValue": "One of the values is {}.",
    "languageIn": "The language of each value is one of {}.",
    "lessThan": "Each value is less than that of {}.",
    "lessThanOrEquals": "No value is more than that of {}.",
    "maxExclusive": "Each value is less than {}.",
    "maxInclusive": "Each value is at most {}.",
    "maxLength": "Each value has at most {} characters.",
    "minExclusive": "Each value is more than {}.",
    "minInclusive": "Each value is at least {}.",
    "minLength": "Each value has at least {} characters.",
    "in": "Each value is one of {}.",
    "node": "Each value fits the shape {}.",
    "nodeKind": "Each value is {}.",
    "pattern": "Each value matches {}.",
    "uniqueLang": "There is at most one value for each language.",
}
#: What the parameters say of the thing itself: on a class's shape, and on shapes within others.
WORDS_OF_THINGS = {
    "datatype": "It is {}.",
    "languageIn": "Its language is one of {}.",
    "maxExclusive": "It is less than {}.",
    "maxInclusive": "It is at most {}.",
    "minExclusive": "It is more than {}.",
    "minInclusive": "It is at least {}.",
    "node": "It fits the shape {}.",
    "nodeKind": "It is {}.",
    "pattern": "Its IRI matches {}.",
    "hasValue": "It is {}.",
    "in": "It is one of {}.",
}
#: Parameters that are no constraints, or that another one needs to be said at all.
_SILENT = frozenset(
    ("path", "name", "description", "message", "severity", "property", "order", "group", "flags", "minCount",
     "maxCount", "ignoredProperties", "qualifiedValueShape", "targetClass", "targetSubjectsOf",
     "targetObjectsOf", "targetNode")
)  # fmt: skip
#: A pattern that is no more than a beginning: only dots are escaped in it, and nothing is special.
_BEGINNING = re.compile(r"\^(?P<text>(?:[^\\.^$*+?{}\[\]|()]|\\\.)+)")
_CONCEPTS = re.compile(r"\^(?P<things>.*/id/)concept/\(?(?P<schemes>[a-z|-]+)\)?-")


@dataclass(frozen=True)
class Rule:
    """One thing that is asked for. `{}` in its words is where the cells stand; `parts` are the rules that it
    joins, a group for each alternative."""

    words: str
    cells: tuple[Cell, ...] = ()
    parts: tuple[tuple[Rule, ...], ...] = ()


class Constraints:
    """Says what the shapes of a graph ask for; `name` shows a class or property on the page."""

    def __init__(self, sheet: Sheet, names: Names, name: Callable[[str], Cell]) -> None:
        self._sheet, self._names, self._name = sheet, names, name
        self._open: set[Subject] = set()

    def count(self, shape: Subject) -> str:
        """Say how many values a shape asks for."""
        least, most = (self._number(shape, each) for each in (_MIN, _MAX))
        if most == 0:
            return say("none")
        if least and least == most:
            return say("exactly one") if least == 1 else say("exactly {number}", number=least)
        if least and most:
            return say("{least} to {most}", least=least, most=most)
        if least:
            return say("at least one") if least == 1 else say("at least {number}", number=least)
        if most is not None:
            return say("at most one") if most == 1 else say("at most {number}", number=most)
        return say("any number")

    def path(self, path: Term | None) -> Rule:
        """Say which property a shape looks at."""
        if isinstance(path, ox.NamedNode):
            return Rule("{}", (self._name(path.value),))
        if isinstance(path, ox.BlankNode):
            inverse = self._sheet.value(path, term("sh", "inversePath"))
            if isinstance(inverse, ox.NamedNode):
                return Rule(say("what points here by {}"), (self._name(inverse.value),))
            steps = [each.value for each in self._sheet.members(path) if isinstance(each, ox.NamedNode)]
            return Rule(" / ".join(["{}"] * bool(steps)) or say("a path"), tuple(map(self._name, steps)))
        return Rule("")

    def rules(self, shape: Subject, counted: bool = False) -> list[Rule]:
        """Say all that a shape asks for, its properties' own shapes apart; `counted`: the numbers of values,
        too."""
        on_values = bool(self._sheet.values(shape, term("sh", "path")))
        found = []
        if counted and (self._sheet.value(shape, _MIN) or self._sheet.value(shape, _MAX)):
            found.append(Rule(say("Values: {count}.", count=self.count(shape))))
        for name in self._sheet.properties(shape):
            if name.value.startswith(PREFIXES["sh"]):
                for value in self._sheet.values(shape, name):
                    found += self._said(name, value, shape, on_values)
        return found

    def _said(self, name: ox.NamedNode, value: Term, shape: Subject, on_values: bool) -> Iterator[Rule]:
        local = name.value.removeprefix(PREFIXES["sh"])
        if local in _SILENT:
            return
        if local == "class":
            yield self._classes((value,), on_values)
        elif local in ("or", "and", "xone"):
            yield self._alternatives(value, local, on_values)
        elif local == "not":
            yield Rule(say("This does not hold:"), parts=(tuple(self._inner(value)),))
        elif local == "closed":
            allowed = self._sheet.value(shape, term("sh", "ignoredProperties"))
            cells = [self._cell(each) for each in self._sheet.members(allowed)] if allowed is not None else []
            yield Rule(say("It has no other properties than {}."), tuple(cells))
        elif local == "qualifiedMinCount":
            inner = self._sheet.value(shape, term("sh", "qualifiedValueShape"))
            parts = (tuple(self._inner(inner)),) if inner is not None else ()
            words = say("At least {number} of the values fit this:", number=self._cell(value).text)
            yield Rule(words, parts=parts)
        elif local == "pattern" and isinstance(value, ox.Literal):
            yield self._pattern(value.value, on_values)
        else:
            table = WORDS if on_values else WORDS_OF_THINGS
            yield self._plain(local, table.get(local), value)

    def _plain(self, local: str, words: str | None, value: Term) -> Rule:
        members = self._sheet.members(value) if isinstance(value, ox.BlankNode) else [value]
        cells = tuple(map(self._cell, members))
        # What has no words is shown as it stands, rather than hidden.
        return Rule(say(words) if words else f"sh:{local}: {{}}", cells)

    def _pattern(self, pattern: str, on_values: bool) -> Rule:
        """Say a pattern; one that names the concepts of a scheme by naming the scheme."""
        concepts = _CONCEPTS.fullmatch(pattern)
        if concepts:
            schemes = [
                self._name(self._names.thing("concept", each)) for each in concepts["schemes"].split("|")
            ]
            return Rule(say("Each value is a concept of {}."), tuple(schemes))
        beginning = _BEGINNING.fullmatch(pattern)
        if beginning and on_values:
            text = beginning["text"].replace("\\.", ".")
            return Rule(say("Each value begins with {}."), (Cell(text, title="code"),))
        words = WORDS["pattern"] if on_values else WORDS_OF_THINGS["pattern"]
        return Rule(say(words), (Cell(pattern, title="code"),))

    def _classes(self, values: tuple[Term, ...], on_values: bool) -> Rule:
        several = say("Each value is of one of the classes {}.")
        one = say("Each value is of the class {}.") if on_values else say("It is of the class {}.")
        return Rule(several if on_values and len(values) > 1 else one, tuple(map(self._cell, values)))

    def _alternatives(self, head: Term, local: str, on_values: bool) -> Rule:
        """Say that one or all of some things hold; alternatives that only name classes are one rule."""
        members = [
            each for each in self._sheet.members(head) if isinstance(each, ox.NamedNode | ox.BlankNode)
        ]
        classes = [
            self._sheet.values(each, _CLASS) for each in members if self._sheet.properties(each) == [_CLASS]
        ]
        if local == "or" and members and len(classes) == len(members):
            return self._classes(tuple(value for found in classes for value in found), on_values)
        words = {
            "or": say("At least one of these holds:"),
            "and": say("All of these hold:"),
            "xone": say("Exactly one of these holds:"),
        }
        return Rule(words[local], parts=tuple(tuple(self._inner(each)) for each in members))

    def _inner(self, shape: Term) -> list[Rule]:
        """Say what a shape within another one asks for: its path first, then everything."""
        if not isinstance(shape, ox.NamedNode | ox.BlankNode) or shape in self._open:
            return []  # a shape within itself is told once
        self._open.add(shape)
        found = []
        path = self._sheet.value(shape, term("sh", "path"))
        if path is not None:
            of = self.path(path)
            found.append(Rule(say("Of {}:").replace("{}", of.words), of.cells))
        found += self.rules(shape, counted=True)
        for each in self._sheet.values(shape, term("sh", "property")):
            found += self._inner(each)
        self._open.discard(shape)
        return found

    def _cell(self, value: Term) -> Cell:
        if isinstance(value, ox.NamedNode):
            short = shorten(value.value, self._names)
            plain = DATATYPES.get(short) or NODE_KINDS.get(short)
            return Cell(say(plain), title=short) if plain else self._name(value.value)
        if isinstance(value, ox.Literal):
            return Cell(value.value, title="code")
        return Cell(say("something without a name"))

    def _number(self, shape: Subject, name: ox.NamedNode) -> int | None:
        value = self._sheet.value(shape, name)
        return int(value.value) if isinstance(value, ox.Literal) and value.value.isdecimal() else None
