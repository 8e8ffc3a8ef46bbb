"""What is wrong with a Turtle file: a parser that goes on after each mistake, and how these are told."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

import pyoxigraph as ox

from ..guesses import guess
from ..names import Names
from ..prefixes import declarable
from ..problems import Place, Problem
from .signs import odd_sign

#: A parser that fails this often at one place does not move on any more.
STUCK = 100

#: What is said of a triple that is a value.
TRIPLE_AS_VALUE = (
    "A triple as a value is RDF 1.2, which few programs read; let what it says be a thing with an IRI."
)
#: So many triples as values are parsed: a few thousands of them, one within the other, kill the process.
_TRIPLES = 100
#: How often a file is read for prefixes that it lacks, and what these stand for meanwhile.
_PASSES, _LACKING = 20, "urn:x-accordgraph:lacking:"

#: What Oxigraph's messages begin with; the place is told apart from the message.
_PLACE = re.compile(
    r"^Parser error (?:at|between) (?:line \d+ (?:column \d+|between columns \d+ and \d+)|.*?): "
)
#: How Oxigraph says that a text does not end.
_UNCLOSED = "Line jumps are not allowed in string literals"
#: How it says that an IRI does not begin as one.
_NO_SCHEME = "No scheme found in an absolute IRI"
#: How it says that a sign stands between < and > that may not.
_NOT_IN_IRI = re.compile(r"Invalid IRI code point '(.)'")
#: What it makes of a date that stands by itself, and how that reads.
_WITHIN_DATE, _DATE = re.compile(r"-\d\d\b"), re.compile(r"\b\d{4}-\d\d-\d\d\b")
_MERGE = re.compile(r"^(?:<{7}|={7}|>{7})(?: |$)")
#: Names where the base is not known.
_SOMEWHERE = Names("…/")
#: How a prefix is declared.
_DECLARATIONS: Mapping[str, str] = {"file": "@prefix {}: <{}> .", "question": "PREFIX {}: <{}>"}
_UNDECLARED = re.compile(r"The prefix (?P<prefix>.*?):? has not been declared")


def parser(text: str) -> ox.QuadParser:
    """Begin to parse a text."""
    return ox.parse(text.encode(), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)


def steps(parsing: ox.QuadParser) -> Iterator[ox.Triple | SyntaxError]:
    """What the parser gives, errors as values; ends where it no longer moves on, or where a text does not
    end: from there on, what is text and what is not is anyone's guess."""
    place: tuple[int | None, int | None] = (None, None)
    repeats = 0
    while True:
        try:
            found = next(parsing)
            yield found.triple if isinstance(found, ox.Quad) else found
        except StopIteration:
            return
        except SyntaxError as error:
            repeats = repeats + 1 if (error.lineno, error.offset) == place else 0
            place = (error.lineno, error.offset)
            if repeats == 0:
                yield error
            if _UNCLOSED in error.msg:
                return
            if repeats > STUCK:
                return


def mistakes(path: str, text: str, names: Names | None = None) -> list[Problem]:
    """Find all mistakes of a file; `names` say which prefixes are known, where the base is."""
    problems: list[Problem] = []
    known = declarable(names or _SOMEWHERE)
    lines = text.split("\n")
    told: set[str] = set()
    for _ in range(_PASSES):
        # What a mistake hides, the next pass tells: it has what this one lacks, on a line before the first.
        lacking = set(told)
        parsing = parser("".join(_DECLARATIONS["file"].format(each, _LACKING) for each in told) + "\n" + text)
        syntax: list[Problem] = []
        for found in steps(parsing):
            if not isinstance(found, SyntaxError):
                continue
            undeclared = _UNDECLARED.search(found.msg)
            line = found.lineno - 1 if found.lineno else None
            if undeclared is None:
                # What else the parser stumbles over in a line, follows from the first.
                if not syntax or syntax[-1].line != line:
                    syntax.append(_syntax(path, lines, found.msg, line, found.offset))
            elif undeclared["prefix"] not in told:
                prefix = undeclared["prefix"]
                declared = {name: iri for name, iri in parsing.prefixes.items() if name not in told}
                message = undeclared_prefix(prefix, declared, known, "file", len(told))
                told.add(prefix)
                problems.append(Problem(path, line, found.offset, "undefined-prefix", message))
        if told == lacking:
            break
    return sorted(problems + syntax)


def not_text(path: str, error: UnicodeDecodeError) -> Problem:
    """Tell of a file that is no text."""
    before = error.object[: error.start].decode()
    byte = f"0x{error.object[error.start]:02x}"
    message = (
        f"Byte {byte} is not UTF-8; save the file as UTF-8, or, if it is no text, take it out of the content."
    )
    return Place.at(path, before, len(before)).problem("not-utf-8", message)


def nested(path: str, text: str) -> list[Problem]:
    """Tell of so many triples as values that they cannot be parsed."""
    if text.count("<<(") <= _TRIPLES:
        return []
    return [Place.at(path, text, text.index("<<(")).problem("rdf-1.2", TRIPLE_AS_VALUE)]


def advice(error: OSError) -> str:
    """Say what to do about a file that cannot be read."""
    if isinstance(error, IsADirectoryError):
        return "it is a folder; rename it so that it does not end in .ttl or .rq"
    if isinstance(error, FileNotFoundError) or error.errno == errno.ELOOP:
        return "mend the link, which leads to nothing"
    return "check its permissions"


def _syntax(path: str, lines: Sequence[str], message: str, number: int | None, column: int | None) -> Problem:
    """Tell of a mistake that the parser stumbled over."""
    said = _PLACE.sub("", message)
    line = lines[number - 1] if number and number <= len(lines) else ""
    if _UNCLOSED in said:
        hint = "A text on this line has no end; is a quotation mark missing?"
    elif _MERGE.search(line):
        hint = "This is left of a merge: keep one side, and remove its marks."
    else:
        hint = (
            odd_sign(line)
            or _in_iri(said)
            or _in_value(said, line)
            or "Is a dot, a semicolon or a quotation mark missing here or above?"
        )
    return Problem(path, number, column, "syntax", f"Not Turtle: {said.rstrip('.')}. {hint}")


def _in_iri(said: str) -> str:
    """What to do about an IRI that is not whole, or about a sign that none holds; "" where it is something
    else that the parser stumbled over."""
    if _NO_SCHEME in said:
        return "Write the address whole, with https:// before it."
    found = _NOT_IN_IRI.search(said)
    return f"Is the > of an IRI missing? In one that goes on here, write {quote(found[1])}." if found else ""


def _in_value(said: str, line: str) -> str:
    """What to do about a date without quotation marks, or a truth with a capital letter; "" for neither."""
    if _WITHIN_DATE.match(said) and (found := _DATE.search(line)):
        return f'A date is a text with its datatype: "{found[0]}"^^xsd:date.'
    word = said.partition(" ")[0]
    return f"Write {word.lower()}." if word in ("True", "False", "TRUE", "FALSE") else ""


def undeclared_prefix(
    prefix: str, declared: Mapping[str, str], known: Mapping[str, str], kind: str, told: int
) -> str:
    """Say what to do about a prefix that a file, or a question, does not declare."""
    form = _DECLARATIONS[kind]
    said = f"The prefix {prefix}: is not declared in this {kind}"
    near = None if prefix in known else guess(prefix, [*declared, *known], told)
    if near:
        return f"{said}; did you mean {near}: ?"
    where = "among its prefixes" if declared else "at its top"
    return f"{said}; add `{form.format(prefix, known.get(prefix, '…'))}` {where}."
