"""From the bytes of a Turtle file to statements, with every mistake in it."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from ..cores import spread
from ..kept import Kept
from ..problems import Place, Problem
from .content import ContentError, Role
from .digests import FileDigests
from .keeping import keep, known
from .lines import Lines
from .mistakes import advice, mistakes, nested, not_text, parser, steps

#: A mark of the order of bytes is no part of a text.
_ENCODING = "utf-8-sig"
#: Stands for the lines of a file with a mistake; no line looks like it.
_BROKEN = b"\0"


@dataclass(frozen=True)
class TurtleFile:
    """One file: the digest of its bytes, and its statements as sorted text, of a broken file as far as it can
    be read.

    `read` gives its text, which few ask for once it is parsed: those of all files are as large as the lines.
    `broken` says that there are mistakes in it.
    """

    path: str
    role: Role
    digest: bytes
    lines: Lines
    read: Callable[[], str] = field(compare=False)
    broken: bool = False

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
        return tuple(found for found in steps(parser(self.text)) if not isinstance(found, SyntaxError))

    @cached_property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes that the file declares."""
        parsing = parser(self.text)
        deque(steps(parsing), maxlen=0)
        return dict(parsing.prefixes)


def read_text(root: Path, path: str) -> tuple[str, list[Problem]]:
    """Read a file of the content as text; what stands in the way comes back as a problem."""
    data, problems = _read(root, path)
    return ("", problems) if problems else _decoded(path, data)


def _read(root: Path, path: str) -> tuple[bytes, list[Problem]]:
    try:
        return (root / path).read_bytes(), []
    except OSError as error:
        told = f"This file cannot be read ({error.strerror}); {advice(error)}."
        return b"", [Place(path).problem("unreadable", told)]


def _decoded(path: str, data: bytes) -> tuple[str, list[Problem]]:
    try:
        text = data.decode(_ENCODING)
    except UnicodeDecodeError as error:
        return "", [not_text(path, error)]
    if "\0" in text:
        message = "This file holds null bytes, so it is not a text; was something else saved under this name?"
        return "", [Place.at(path, text, text.index("\0")).problem("not-text", message)]
    if not text.strip():
        return "", [Place(path).problem("empty-file", "This file is empty; fill it or remove it.")]
    return text, nested(path, text)


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
    file = _parsed(path, role, _written(text), _digest(text.encode()), lambda: text)
    return file, mistakes(path, text) if file.broken else []


def read_all(
    root: Path, files: Sequence[tuple[Role, str]], kept: Kept
) -> Iterator[tuple[TurtleFile | None, list[Problem]]]:
    """Read files, given by role and path, and parse them on all cores; beside each, what kept it from being
    read. What was parsed before without a mistake is `kept`, and is not read but when it is asked for."""
    digests = FileDigests(root, kept)
    found = [_opened(root, role, path, kept, digests) for role, path in files]
    digests.save()
    texts = [each for each in found if isinstance(each, _Text)]
    news = spread(_lines_of, texts, sum(len(each.data) for each in texts))
    for (role, path), one in zip(files, found, strict=True):
        if isinstance(one, _Text):
            lines = next(news)
            file = _parsed(path, role, lines, one.digest, partial(_again, root, path, one.digest))
            if not file.broken:
                make = partial(_rewritten, file.read)
                keep(file.lines, kept, kept.key("read", one.digest), make=make).forget()
            yield file, []
        elif isinstance(one, TurtleFile):
            yield one, []
        else:
            yield None, one


class _Text(NamedTuple):
    """What is to be parsed, and its digest."""

    data: bytes
    digest: bytes


def _opened(
    root: Path, role: Role, path: str, kept: Kept, digests: FileDigests
) -> TurtleFile | _Text | list[Problem]:
    """A file that was parsed before, or what is to be parsed, or what is wrong with it."""
    data: bytes | None = None
    with suppress(OSError):  # told when it is read
        digest, data = digests.of(path)
        again = partial(_again, root, path, digest)
        lines = known(kept, kept.key("read", digest), partial(_rewritten, again))
        if lines is not None:
            return TurtleFile(path, role, digest, lines, again)
    if data is None:
        data, problems = _read(root, path)
        if problems:
            return problems
    _, problems = _decoded(path, data)
    return problems or _Text(data, _digest(data))


def _rewritten(read: Callable[[], str]) -> bytes:
    return _written(read())


def _lines_of(text: _Text) -> bytes:
    return _written(text.data.decode(_ENCODING))


def _written(text: str) -> bytes:
    """The statements of a file as sorted lines; _BROKEN where there is a mistake."""
    try:
        return Lines.of(parser(text)).text
    except SyntaxError:
        return _BROKEN


def _parsed(path: str, role: Role, lines: bytes, digest: bytes, read: Callable[[], str]) -> TurtleFile:
    if lines != _BROKEN:
        return TurtleFile(path, role, digest, Lines(lines), read)
    left = Lines.of(found for found in steps(parser(read())) if not isinstance(found, SyntaxError))
    return TurtleFile(path, role, digest, left, read, broken=True)
