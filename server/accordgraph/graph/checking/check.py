"""Everything that can be said about content before it is published: from parsing to the check of the default
graph (ARCHITECTURE.md)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox

from ..believing.adjudication import adjudicate
from ..believing.dataset import CompiledDataset, compiled, parts
from ..believing.digest import DEFAULT
from ..cores import side_by_side
from ..kept import Kept
from ..linting.declarations import DECLARED
from ..linting.lint import FILE_RULES, LAYOUT_RULES, STATEMENT_RULES, FileRule, lint, lint_files
from ..linting.questions import question_problems
from ..linting.sources import MISNAMED, MISPLACED
from ..problems import Place, Problem, limited
from ..progress import silent
from ..reading.content import Content, Role
from ..reading.corpus import Corpus, read
from ..reading.lines import Lines
from ..reading.locate import Locator
from ..validating.parts import validate_graph
from ..validating.reports import Report
from ..validating.shacl import SourceValidator, validate
from ..validating.vetting import ShapesUnusable
from ..versions.promises import broken_promises
from ..versions.releases import Releases
from .echoes import without_echoes
from .findings import Findings

if TYPE_CHECKING:
    from ..grounding.grounding import Grounded

#: What is told of, in this order.
STEPS = (
    "read",
    "lint",
    "validate sources",
    "adjudicate and infer",
    "validate the default graph",
    "compare with the releases",
    "ground",
)


#: Rules about what makes the names of a whole file, or where it is sought, others.
_HIDING = (DECLARED, MISNAMED, MISPLACED)
#: Rules about questions that look at nothing else, so they hold where other files are broken.
_ALONE = ("question-header", "question-syntax", "undefined-prefix")


@dataclass(frozen=True)
class Checked:
    """What check found: problems, sorted; the dataset where it could be compiled; a row for each grounded
    source."""

    problems: tuple[Problem, ...]
    dataset: CompiledDataset | None
    grounded: tuple[Grounded, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether no problem is an error."""
        return _sound(self.problems)


class Checking(Protocol):
    """Checks content, of which what was found before is `kept`, and hands on what was read, as soon as it is
    known to be readable."""

    def __call__(self, *, kept: Kept, when_read: Callable[[Corpus], None]) -> Checked:
        """What was found."""


def _nothing(_: Corpus) -> None:
    """Nobody waits for what was read."""


def check(
    content: Content,
    texts: Mapping[str, Path] | None = None,
    progress: Callable[[str], None] = silent,
    releases: Releases | None = None,
    kept: Kept | None = None,
    when_read: Callable[[Corpus], None] = _nothing,
    *,
    layout: bool = False,
) -> Checked:
    """Check all of the content, against what was released too; ground each source whose text is given by its
    slug. `kept` is what was found before: only what changed, and what depends on it, is looked at again.
    `when_read` is called with what was read, where all of it can be read, `progress` with each step of STEPS.
    How files are laid out is told where `layout` says so: it is for who writes them.

    Where a file cannot be parsed, the rules that compare files are put off: they would blame the wrong ones.
    """
    kept = kept or Kept()
    try:
        return _checked(content, texts, progress, releases, kept, when_read, LAYOUT_RULES if layout else ())
    finally:
        kept.save()


def _checked(
    content: Content,
    texts: Mapping[str, Path] | None,
    begin: Callable[[str], None],
    releases: Releases | None,
    kept: Kept,
    when_read: Callable[[Corpus], None],
    more: Sequence[FileRule],
) -> Checked:
    begin("read")
    corpus, problems = read(content, kept=kept)
    if corpus is None:
        return _told(problems)
    begin("lint")
    locator = Locator(corpus.files)
    broken = bool(problems)
    problems += lint_files(corpus, locator, STATEMENT_RULES)
    problems += (each for each in question_problems(corpus) if not broken or each.rule in _ALONE)
    if broken:
        return _told(problems)
    when_read(corpus)
    problems += lint_files(corpus, locator, FILE_RULES)
    problems += lint_files(corpus, locator, more)
    # What stands under another name is missing under its own, so that all that speaks of it looks wrong.
    if any(each.rule in _HIDING for each in problems):
        return _told(problems)
    problems += lint(corpus, locator)
    corpus.forget(outlines=True)
    try:
        dataset, found = _validate(corpus, locator, begin)
    except ShapesUnusable:
        return _told([*problems, *_unusable(corpus)])
    problems += found
    begin("compare with the releases")
    if releases is not None:
        problems += broken_promises(corpus, dataset, releases, locator, sound=_sound(problems))
    begin("ground")
    grounded: tuple[Grounded, ...] = ()
    if texts:
        from ..grounding.grounding import (
            ground,  # it knows many ways to write a date, which take long to make ready
        )

        grounded, found = ground(corpus, locator, texts)
        problems += found
    return _told(problems, dataset, grounded)


def _sound(problems: Iterable[Problem]) -> bool:
    return all(each.severity != "error" for each in problems)


def _told(
    problems: Iterable[Problem], dataset: CompiledDataset | None = None, grounded: tuple[Grounded, ...] = ()
) -> Checked:
    """What was found, in order and at a bounded length."""
    return Checked(limited(without_echoes(problems)), dataset, grounded)


def _unusable(corpus: Corpus) -> Iterator[Problem]:
    """Say which files of shapes cannot be validated by, each tried by itself."""
    data = corpus.triples(Role.ONTOLOGY, Role.CONCEPTS, Role.ENTITIES).union(
        *(file.triples for file in corpus.sources.values())
    )
    told = False
    for file in corpus.of(Role.SHAPES):
        try:
            validate(data, file.triples)
        except ShapesUnusable as error:
            told = True
            message = f"A shape here makes no sense to the validator: {error} Mend the shape."
            yield Place(file.path).problem("shape", message)
    if not told:
        message = "The shapes do not fit together; take back the last change of one of them."
        yield Place("shapes").problem("shape", message)


def _by_source(corpus: Corpus, shapes: Collection[ox.Triple]) -> dict[str, Report]:
    """Validate each source, beside what is known of all that it leads to."""
    beside = (file.lines for file in corpus.of(Role.ONTOLOGY, Role.CONCEPTS))
    context = Lines.union([corpus.entities, *beside])
    validator = SourceValidator(context, shapes, corpus.names, corpus.kept)
    said = (file.lines for file in corpus.sources.values())

    def judge(lines: Lines) -> Report:
        report = validator.validate(lines)
        lines.forget()
        return report

    return dict(zip(corpus.sources, side_by_side(judge, said), strict=True))


def _validate(
    corpus: Corpus, locator: Locator, begin: Callable[[str], None]
) -> tuple[CompiledDataset, list[Problem]]:
    """Validate each source, adjudicate, infer, validate the default graph, and put the graphs together."""
    begin("validate sources")
    shapes = corpus.triples(Role.SHAPES)
    by_source = _by_source(corpus, shapes)
    begin("adjudicate and infer")
    believed, problems = adjudicate(corpus, locator)
    made = parts(corpus, believed)
    begin("validate the default graph")
    default = validate_graph(made.default.text, shapes, corpus.kept)
    findings = Findings(corpus, locator, believed.sources)
    told: set[tuple[str, ...]] = set()
    for graph, report in by_source.items():
        told |= {violation.key for violation in report.violations}
        problems += findings.of_source(graph, report.violations)
    problems += findings.of_default(default.violations, made.inferred, told)
    # Adjudications are in no graph that a reader believes, so they are validated by themselves.
    decisions = validate(corpus.triples(Role.ADJUDICATIONS), shapes)
    problems += findings.of_adjudications(decisions.violations)
    return compiled(corpus, made, {**by_source, DEFAULT: default}), problems
