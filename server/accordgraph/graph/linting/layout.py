"""How Turtle is laid out, so that a change of one fact is a change of one line (CONTRIBUTING.md, Rules of the
house)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..curating.blocks import in_order
from ..problems import Problem
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..reading.turtle import TurtleFile

_NOTE = re.compile(r" *#")
#: What stands outside of blocks, and the line that makes a section.
_OUTSIDE, _SECTION = re.compile(r"$|#|@prefix [\w-]*: <[^<>]*> \.$"), "## "
_SUBJECT = re.compile(r"<[^<>\s]+>|[\w.-]*:[^\s;,]*")
#: A property with its value, or with the bracket that it opens; and what stands in that, in shapes.
_SAID, _WITHIN = re.compile(r"    ([^\s()[\]]\S*) .*(?: ;|\()$"), re.compile(r" {8}|    \) ;$")
#: What holds signs that separate nothing.
_WORDS = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>\s]*>|\\.|\d,(?=\d)', re.DOTALL
)
_DECLARATION, _USED = re.compile(r"@prefix ([\w-]*):"), re.compile(r"(?<![\w-])([\w-]*):")

_SIGNS = (
    (re.compile(r"\t"), "A tab stands here; write spaces, four where a line is indented."),
    (re.compile(r"\r"), "This line ends as on Windows; save the file with the ends of lines of Unix (LF)."),
    (re.compile(r" $", re.MULTILINE), "This line ends in white space; delete it."),
    (re.compile(r"[^\n]\Z"), "The last line has no end; end it as all others."),
)
_ALONE = "A subject stands alone on its line; begin what is said of it on the next one, after four spaces."
_ONE = "One property with one value stands on a line, after four spaces and with ` ;` at the end."
_DOT = "The dot that ends a block stands on a line of its own, and the line before it ends in ` ;`."
_ABOVE = "A note stands above the subject that it is about, and not among what is said of it."
_DECLARED = "Prefixes are declared as `@prefix name: <IRI> .`, each on its line, and a base is not."
_UNUSED = "Nothing in this file uses this prefix; delete its line."
_PREFIXES = "Prefixes are in alphabetical order; move this line up."
_TYPE = "The class comes first; move this line up, to below the subject."
_PROPERTIES = (
    "Move this line up: the class comes first, then rdfs:label, then the other properties in alphabetical "
    "order, as they are written."
)
_SUBJECTS = (
    "Move this block up, to above {} (line {}): the subjects are in alphabetical order, in each section if "
    "there are such (`## Agreements`)."
)


def layout(file: TurtleFile, _: Corpus, __: Locator) -> Iterator[Problem]:
    """Tell how a file is laid out otherwise than those of the house: each fault once, where it stands first.

    It means the same however it is laid out, so that none is an error.
    """
    first: dict[str, int] = {}
    for line, message in faults(file.path, file.text):
        first[message] = min(line, first.get(message, line))
    for message, line in first.items():
        told = f"{message} (Of the layout; told once for this file.)"
        yield Problem(file.path, line, None, "layout", told, "warning")


def faults(path: str, text: str) -> Iterator[tuple[int, str]]:
    """The lines of a Turtle text that are laid out otherwise than those of the house, and what to do."""
    for sign, message in _SIGNS:
        if found := sign.search(text):
            yield text.count("\n", 0, found.start()) + 1, message
    lines = [line.rstrip() for line in text.expandtabs(4).split("\n")]
    yield from _of_prefixes(lines)
    yield from _of_blocks(lines, facts=path.startswith("data/"), many=path.count("/") > 1)


def _of_prefixes(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Prefixes that are out of order, or not used."""
    declared = {
        number: found[1] for number, line in enumerate(lines, 1) if (found := _DECLARATION.match(line))
    }
    said = "\n".join(line for line in lines if not line.startswith(("@prefix", "#")))
    used = set(_USED.findall(_WORDS.sub("", said)))
    last = ""
    for number, prefix in declared.items():
        if prefix not in used:
            yield number, _UNUSED
        if prefix < last:
            yield number, _PREFIXES
        last = prefix


def _of_blocks(lines: Sequence[str], *, facts: bool, many: bool) -> Iterator[tuple[int, str]]:
    """What is wrong with blocks and their order: of `facts` also with that of properties, and where a file
    describes `many` things, once of subjects."""
    inside, prop, told = False, "", False
    # The subjects of the section: what they are sorted by, as they are written, where they stand.
    section: list[tuple[list[str], str, int]] = []
    for number, line in enumerate(lines, 1):
        if inside:
            inside = not line.endswith(".") or bool(_NOTE.match(line))
            yield from ((number, message) for message in _of_line(line))
            if said := _SAID.match(line):
                if prop and _rank(said[1], facts) < _rank(prop, facts):
                    yield number, _PROPERTIES if facts else _TYPE
                prop = said[1]
        elif not _OUTSIDE.match(line):
            if line.lower().startswith(("@", "prefix ", "base ")):
                yield number, _DECLARED
                continue
            if not _SUBJECT.fullmatch(line):
                yield number, _ALONE
            subject, prop = line.split()[0], ""
            order = in_order(subject)
            if facts and many and not told and section and order < section[-1][0]:
                above, there = next(each[1:] for each in section if order < each[0])
                yield number, _SUBJECTS.format(above, there)
                told = True
            section.append((order, subject, number))
            inside = not line.endswith(".")
        elif line.startswith(_SECTION):
            section.clear()


def _of_line(line: str) -> Iterator[str]:
    """What is wrong with a line of a block, its order apart."""
    if line == "." or _WITHIN.match(line):
        return
    if _NOTE.match(line):
        yield _ABOVE
    elif line.endswith("."):
        yield _DOT
    elif not _SAID.match(line) or _separated(line):
        yield _ONE


def _separated(line: str) -> bool:
    """Whether a line holds two properties, or two values."""
    if line.count(";") + line.count(",") < 2:
        return False
    return len(re.findall("[;,]", _WORDS.sub("", line))) > 1


def _rank(prop: str, facts: bool) -> tuple[int, str]:
    """What properties are sorted by; where no facts are told, the class only is before the others."""
    if prop == "a" or not facts:
        return int(prop != "a"), ""
    return (1, "") if prop == "rdfs:label" else (2, prop)
