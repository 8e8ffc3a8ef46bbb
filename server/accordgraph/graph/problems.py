"""What is wrong with the content, one value for each finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

#: How many problems of one rule in one file, or of one message, are told one by one.
SHOWN = 20

#: The line of what belongs to a file as a whole sorts before all others.
_WHOLE_FILE = 0


@dataclass(frozen=True)
class Place:
    """A file, and a line and a column in it that count from 1; None where they are not known."""

    file: str
    line: int | None = None
    column: int | None = None

    @classmethod
    def at(cls, file: str, text: str, offset: int) -> Place:
        """The place of a character of a file's text, counted from 0."""
        return cls(file, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))

    def problem(self, rule: str, message: str, severity: str = "error") -> Problem:
        """What is wrong there."""
        return Problem(self.file, self.line, self.column, rule, message, severity)


@dataclass(frozen=True)
class Problem:
    """One finding: where it is, which rule it breaks, and a message that says what to do.

    `file` is a POSIX path relative to the content's root (or a text's path as given); `line` and `column`
    count from 1 and are None where a finding has no place; `severity` is "error" or "warning".
    """

    file: str
    line: int | None
    column: int | None
    rule: str
    message: str
    severity: str = "error"

    def __str__(self) -> str:
        """Write `file:line:column: message`, as editors and terminals understand it."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return f"{place}: {'warning: ' if self.severity == 'warning' else ''}{self.message}"

    def __lt__(self, other: Problem) -> bool:
        """Sort by file, line, column, rule and message."""
        return self._key() < other._key()

    def _key(self) -> tuple[str, int, int, str, str, str]:
        return (
            self.file,
            self.line or _WHOLE_FILE,
            self.column or _WHOLE_FILE,
            self.rule,
            self.message,
            self.severity,
        )


def limited(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems without repeats, and end each long run with how many more there are: of one message in
    several files, else of one rule in one file."""
    found = sorted(set(problems))
    places: dict[tuple[str, str], list[str]] = defaultdict(list)
    for problem in found:
        places[problem.rule, problem.message].append(problem.file)
    several = {each for each, files in places.items() if len(files) > SHOWN and len(set(files)) > 1}
    runs: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in found:
        alike = (problem.rule, problem.message)
        runs[alike if alike in several else (problem.file, problem.rule)].append(problem)
    return tuple(sorted(problem for run in runs.values() for problem in _cut(run)))


def _cut(run: list[Problem]) -> Iterator[Problem]:
    yield from run[:SHOWN]
    if rest := run[SHOWN:]:
        files = {problem.file for problem in rest}
        where = "this file" if len(files) == 1 else f"{len(files):,} files"
        message = f"… and {len(rest):,} more of this kind in {where} from here on; mend these first."
        yield replace(rest[0], column=None, message=message)
