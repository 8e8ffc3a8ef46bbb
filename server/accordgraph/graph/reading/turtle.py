"""From the bytes of a Turtle file to statements, with every mistake in it."""

from __future__ import annotations

import hashlib
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from ..checking.guesses import guess
from ..cores import spread
from ..kept import Kept
from ..names import KINDS
from ..prefixes import PREFIXES
from ..problems import Problem
from .content import Role
from .lines import Lines

#: A parser that fails this often at one place does not move on any more.
STUCK = 100

#: Characters that are parsed on all cores; fewer are parsed in less time than processes take to begin.
_MUCH = 1 << 22
#: Stands for the lines of a file with a mistake; no line looks like it.
_BROKEN = b"\0"

#: What Oxigraph's messages begin with; the place is told apart from the message.
_PLACE = re.compile(
    r"^Parser error (?:at|between) (?:line \d+ (?:column \d+|between columns \d+ and \d+)|.*?): "
)
#: How Oxigraph says that a text does not end.
_UNCLOSED = "Line jumps are not allowed in string literals"
#: What a line with a mistake looks like, and what that tells.
_LOOKS = {
    re.compile(
        r"^(?:<{7}|={7}|>{7})(?: |$)"
    ): "This is left of a merge: keep one side, and remove its marks.",
    re.compile("[\u201c\u201d\u2018\u2019\u201e]"): 'Texts stand in straight quotation marks: "…", not “…”.',
}
_UNDECLARED = re.compile(r"The prefix (?P<prefix>.*?):? has not been declared")


@dataclass(frozen=True)
class TurtleFile:
    """One file: its text, and its statements as sorted text, of a broken file as far as it can be read."""

    path: str
    role: Role
    text: str
    lines: Lines

    @cached_property
    def digest(self) -> bytes:
        """What tells this text from any other."""
        return hashlib.sha256(self.text.encode()).digest()

    @property
    def slug(self) -> str:
        """The file's name without its ending."""
        return Path(self.path).stem

    @cached_property
    def triples(self) -> tuple[ox.Triple, ...]:
        """The statements in the order of the file: for files that are small, or that something is wrong
        with."""
        return tuple(found for found in _steps(_parser(self.text)) if not isinstance(found, SyntaxError))

    @cached_property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes that the file declares."""
        parser = _parser(self.text)
        deque(_steps(parser), maxlen=0)
        return dict(parser.prefixes)


def read_text(root: Path, path: str) -> tuple[str, list[Problem]]:
    """Read a file of the content as text; what stands in the way comes back as a problem."""
    try:
        data = (root / path).read_bytes()
    except OSError as error:
        return "", [
            Problem(
                path,
                None,
                None,
                "unreadable",
                f"This file cannot be read ({error.strerror}); {_advice(error)}.",
            )
        ]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", [_not_text(path, data, error)]
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        message = "This file holds null bytes, so it is not a text; was something else saved under this name?"
        return "", [Problem(path, line, None, "not-text", message)]
    if not text.strip():
        return "", [Problem(path, None, None, "empty-file", "This file is empty; fill it or remove it.")]
    return text, []


def parse(path: str, role: Role, text: str) -> tuple[TurtleFile, list[Problem]]:
    """Parse a Turtle file to its end, going on after each mistake."""
    return _parsed(path, role, text, _written(text))


def parse_all(
    files: Sequence[tuple[Role, str, str]], kept: Kept
) -> Iterator[tuple[TurtleFile, list[Problem]]]:
    """Parse files, given by role, path and text, on all cores; what was parsed before without a mistake is
    `kept`."""
    keys = [kept.key("lines", hashlib.sha256(text.encode()).digest()) for _, _, text in files]
    known = list(map(kept.known, keys))
    texts = [text for (_, _, text), lines in zip(files, known, strict=True) if lines is None]
    news = spread(_written, texts) if sum(map(len, texts)) > _MUCH else map(_written, texts)
    for (role, path, text), key, lines in zip(files, keys, known, strict=True):
        if lines is not None:
            yield TurtleFile(path, role, text, Lines(lines)), []
            continue
        new = next(news)
        if new != _BROKEN:
            kept.keep(new, key)
        yield _parsed(path, role, text, new)


def _written(text: str) -> bytes:
    """The statements of a file as sorted lines; _BROKEN where there is a mistake."""
    try:
        return Lines.of(_parser(text)).text
    except SyntaxError:
        return _BROKEN


def _parsed(path: str, role: Role, text: str, lines: bytes) -> tuple[TurtleFile, list[Problem]]:
    if lines != _BROKEN:
        return TurtleFile(path, role, text, Lines(lines)), []
    left = Lines.of(found for found in _steps(_parser(text)) if not isinstance(found, SyntaxError))
    return TurtleFile(path, role, text, left), _mistakes(path, text)


def _mistakes(path: str, text: str) -> list[Problem]:
    problems: list[Problem] = []
    parser = _parser(text)
    undeclared: set[str] = set()
    for found in _steps(parser):
        if isinstance(found, SyntaxError):
            problem = _syntax(path, text, found, parser.prefixes, len(problems), undeclared)
            problems += [problem] if problem else []
    return problems


def _parser(text: str) -> ox.QuadParser:
    return ox.parse(text.encode(), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)


def _steps(parser: ox.QuadParser) -> Iterator[ox.Triple | SyntaxError]:
    """What the parser gives, errors as values; ends where it no longer moves on, or where a text does not
    end: from there on, what is text and what is not is anyone's guess."""
    place: tuple[int | None, int | None] = (None, None)
    repeats = 0
    while True:
        try:
            found = next(parser)
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


def _advice(error: OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return "it is a folder; rename it so that it does not end in .ttl or .rq"
    if isinstance(error, FileNotFoundError):
        return "mend the link, which leads to nothing"
    return "check its permissions"


def _not_text(path: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    line = data.count(b"\n", 0, error.start) + 1
    column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
    byte = f"0x{data[error.start]:02x}"
    message = (
        f"Byte {byte} is not UTF-8; save the file as UTF-8, or, if it is no text, take it out of the content."
    )
    return Problem(path, line, column, "not-utf-8", message)


def _syntax(
    path: str, text: str, error: SyntaxError, declared: Mapping[str, str], told: int, undeclared: set[str]
) -> Problem | None:
    """Tell of a mistake; None for a prefix that was told of before, which `undeclared` holds."""
    said = _PLACE.sub("", error.msg)
    found = _UNDECLARED.search(said)
    if found:
        if found["prefix"] in undeclared:
            return None
        undeclared.add(found["prefix"])
        hint = _prefix_hint(found["prefix"], declared, told)
        return Problem(path, error.lineno, error.offset, "undefined-prefix", hint)
    lines = text.split("\n")
    line = lines[error.lineno - 1] if error.lineno and error.lineno <= len(lines) else ""
    hint = next((hint for sign, hint in _LOOKS.items() if sign.search(line)), "")
    if _UNCLOSED in said:
        hint = "A text on this line has no end; is a quotation mark missing?"
    hint = hint or "Is a dot, a semicolon or a quotation mark missing here or above?"
    return Problem(path, error.lineno, error.offset, "syntax", f"Not Turtle: {said.rstrip('.')}. {hint}")


def _prefix_hint(prefix: str, declared: Mapping[str, str], told: int) -> str:
    said = f"The prefix {prefix}: is not declared in this file"
    if prefix in PREFIXES:
        return f"{said}; add `@prefix {prefix}: <{PREFIXES[prefix]}> .` at its top."
    if prefix in KINDS:
        things = (
            iri.removesuffix(f"{kind}/") for kind, iri in declared.items() if iri.endswith(f"/id/{kind}/")
        )
        return f"{said}; add `@prefix {prefix}: <{next(things, '…/id/')}{prefix}/> .` at its top."
    near = guess(prefix, [*declared, *PREFIXES], told)
    if near:
        return f"{said}; did you mean {near}: ?"
    return f"{said}; add a line `@prefix {prefix}: <…> .` at its top."
