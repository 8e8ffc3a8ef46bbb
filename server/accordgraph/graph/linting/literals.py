"""Literals that do not fit their datatype, or fit it in other than the canonical form."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox
import rdflib
from rdflib.term import XSDToPython

from ..canonical import CANONICAL, DIGITS, is_long
from ..prefixes import shorten
from ..problems import Place, Problem
from ..quiet import quiet_literals
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..reading.ntriples import parsed
from ..reading.turtle import TurtleFile
from ..terms import term

#: The datatype of boxes, which the rule on the dataset's description reads there.
_BOX = term("geo", "wktLiteral")
_TEXT = term("xsd", "string")
#: What is written like a day, though there may be none such.
_DATE, _DAY = term("xsd", "date"), re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: A comma within a number, and numbers with such, beside what may hold them: texts, IRIs and comments.
_GROUP = re.compile(r"\d,\d{3}\b")
_NUMBERS = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|<[^<>\s]*>|\#.*'
    r"|(?<![\w.,:-])(?P<number>\d{1,3}(?:,\d{3})+)(?![\w,])"
)


def literals(file: TurtleFile, corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find literals that do not fit their datatype or are not written canonically."""
    one = b"".join(b"_:b <x:> %s .\n" % each for each in file.lines.typed_literals())
    read = _BOX if file.role is Role.DATASET else None
    faults = {
        triple.object: fault
        for triple in parsed(one)
        if isinstance(triple.object, ox.Literal) and triple.object.datatype != read
        if (fault := literal_fault(triple.object, shorten(triple.object.datatype.value, corpus.names)))
    }
    for triple in file.triples if faults else ():
        literal = triple.object
        if isinstance(literal, ox.Literal) and literal in faults:
            place = locator.within(file.path, triple.subject, triple.predicate, literal)
            yield place.problem(*faults[literal])


def grouped_digits(file: TurtleFile, _: Corpus, __: Locator) -> Iterator[Problem]:
    """Find numbers with commas, which Turtle reads as several numbers."""
    text = "" if file.broken else file.text  # in a broken one, it is anyone's guess where a text ends
    for each in _NUMBERS.finditer(text) if _GROUP.search(text) else ():
        if number := each["number"]:
            message = f"{number} is read as {number.count(',') + 1} numbers; write it without commas."
            yield Place.at(file.path, text, each.start()).problem("ill-typed", message)


def literal_fault(literal: ox.Literal, datatype: str) -> tuple[str, str] | None:
    """The rule that a literal breaks, and the message, which calls its datatype `datatype`; None for none."""
    text = literal.value
    if literal.datatype in CANONICAL:
        make, example = CANONICAL[literal.datatype]
        canonical = make(text)
        if canonical is None and literal.datatype == _DATE and _DAY.fullmatch(text):
            return "ill-typed", f'"{text}" is no {datatype}: the calendar has no such day.'
        if canonical is None:
            return "ill-typed", f'"{text}" is no {datatype}; write it like {example}.'
        if is_long(canonical):
            told = f"This {datatype} has more digits than engines compute with; they take {DIGITS} before "
            return "ill-typed", f"{told}the point, and as many after it."
        if canonical != text:
            return (
                "non-canonical",
                f'"{text}" is not the canonical form of this {datatype}; write "{canonical}"^^{datatype}, '
                "or one value counts as two.",
            )
        return None
    as_rdflib = rdflib.URIRef(literal.datatype.value)
    with quiet_literals():
        read = rdflib.Literal(text, datatype=as_rdflib, normalize=False)
    if read.ill_typed:
        return "ill-typed", f'"{text}" does not fit its datatype {datatype}; mend the value or the datatype.'
    # What rdflib does not convert, such as xsd:language, it takes for well typed whatever the text is.
    if literal.datatype != _TEXT and XSDToPython.get(as_rdflib) is None:
        return "ill-typed", (
            f'Nothing here tells whether "{text}" fits its datatype {datatype}; use another. A year or a '
            "month is an xsd:date, with an accord:datePrecision that says so."
        )
    return None
