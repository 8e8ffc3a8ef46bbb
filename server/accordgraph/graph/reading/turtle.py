"""From the bytes of a Turtle file to statements, with every mistake in it."""

from __future__ import annotations

import hashlib
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from ..checking.guesses import guess
from ..cores import spread
from ..kept import Kept
from ..names import KINDS
from ..prefixes import PREFIXES
from ..problems import Problem
from .content import ContentError, Role
from .keeping import keep, known
from .lines import Lines

#: A parser that fails this often at one place does not move on any more.
STUCK = 100

#: A mark of the order of bytes is no part of a text.
_ENCODING = "utf-8-sig"
#: Bytes that are parsed on all cores; fewer are parsed in less time than processes take to begin.
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
    """One file: the digest of its bytes, and its statements as sorted text, of a broken file as far as it can
    be read.

    `read` gives its text, which few ask for once it is parsed: those of all files are as large as the lines.
    """

    path: str
    role: Role
    digest: bytes
    lines: Lines
    read: Callable[[], str] = field(compare=False)

    @property
    def text(self) -> str:
        """What stands in the file; raises ContentError where it is another file by now."""
        return self.read()

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
    data, problems = _read(root, path)
    return ("", problems) if problems else _decoded(path, data)


def _read(root: Path, path: str) -> tuple[bytes, list[Problem]]:
    try:
        return (root / path).read_bytes(), []
    except OSError as error:
        told = f"This file cannot be read ({error.strerror}); {_advice(error)}."
        return b"", [Problem(path, None, None, "unreadable", told)]


def _decoded(path: str, data: bytes) -> tuple[str, list[Problem]]:
    try:
        text = data.decode(_ENCODING)
    except UnicodeDecodeError as error:
        return "", [_not_text(path, data, error)]
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        message = "This file holds null bytes, so it is not a text; was something else saved under this name?"
        return "", [Problem(path, line, None, "not-text", message)]
    if not text.strip():
        return "", [Problem(path, None, None, "empty-file", "This file is empty; fill it or remove it.")]
    return text, []


def _again(root: Path, path: str, digest: bytes) -> str:
    """The text of a file that was read before."""
    data, problems = _read(root, path)
    if problems or _digest(data) != digest:
        raise ContentError(f"{root / path} was changed while it was looked at; start again.")
    return data.decode(_ENCODING)


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def parse(path: str, role: Role, text: str) -> tuple[TurtleFile, list[Problem]]:
    """Parse a Turtle file to its end, going on after each mistake."""
    return _parsed(path, role, _written(text), _digest(text.encode()), lambda: text)


def read_all(
    root: Path, files: Sequence[tuple[Role, str]], kept: Kept
) -> Iterator[tuple[TurtleFile | None, list[Problem]]]:
    """Read files, given by role and path, and parse them on all cores; what was parsed before without a
    mistake is `kept`, and is not read but when it is asked for."""
    found = [_opened(root, role, path, kept) for role, path in files]
    texts = [each for each in found if isinstance(each, _Text)]
    news = (
        spread(_lines_of, texts) if sum(len(each.data) for each in texts) > _MUCH else map(_lines_of, texts)
    )
    for (role, path), one in zip(files, found, strict=True):
        if isinstance(one, _Text):
            lines = next(news)
            file, problems = _parsed(path, role, lines, one.digest, partial(_again, root, path, one.digest))
            if lines != _BROKEN:
                make = partial(_rewritten, file.read)
                keep(file.lines, kept, kept.key("read", one.digest), make=make).forget()
            yield file, problems
        elif isinstance(one, TurtleFile):
            yield one, []
        else:
            yield None, one


class _Text(NamedTuple):
    """What is to be parsed, and its digest."""

    data: bytes
    digest: bytes


def _opened(root: Path, role: Role, path: str, kept: Kept) -> TurtleFile | _Text | list[Problem]:
    """A file that was parsed before, or what is to be parsed, or what is wrong with it."""
    data, problems = _read(root, path)
    if problems:
        return problems
    digest = _digest(data)
    again = partial(_again, root, path, digest)
    lines = known(kept, kept.key("read", digest), partial(_rewritten, again))
    if lines is not None:
        return TurtleFile(path, role, digest, lines, again)
    _, problems = _decoded(path, data)
    return problems or _Text(data, digest)


def _rewritten(read: Callable[[], str]) -> bytes:
    return _written(read())


def _lines_of(text: _Text) -> bytes:
    return _written(text.data.decode(_ENCODING))


def _written(text: str) -> bytes:
    """The statements of a file as sorted lines; _BROKEN where there is a mistake."""
    try:
        return Lines.of(_parser(text)).text
    except SyntaxError:
        return _BROKEN


def _parsed(
    path: str, role: Role, lines: bytes, digest: bytes, read: Callable[[], str]
) -> tuple[TurtleFile, list[Problem]]:
    if lines != _BROKEN:
        return TurtleFile(path, role, digest, Lines(lines), read), []
    text = read()
    left = Lines.of(found for found in _steps(_parser(text)) if not isinstance(found, SyntaxError))
    return TurtleFile(path, role, digest, left, read), _mistakes(path, text)


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
