"""Mutants checked one by one, and what came of it as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .mutants import Mutant, Source, mutants
from .place import Place

#: Why a text alone cannot tell that a mutant is wrong, by its kind.
_WHY = {"mixed up": "each value stands in its span; of which thing it is said, no rule reads"}
_NAMED = "the span or the paragraph names it too"


@dataclass(frozen=True)
class Result:
    """A mutant, and the rules by which the check caught it: none where it was missed."""

    mutant: Mutant
    rules: tuple[str, ...]

    @property
    def caught(self) -> bool:
        """Whether the check found anything wrong."""
        return bool(self.rules)


def run(place: Place, seed: int, count: int) -> Iterator[Result]:
    """Check so many mutants of the sources whose texts are here."""
    sources = [Source(place.corpus, slug, place.paragraphs(slug)) for slug in sorted(place.texts)]
    for mutant in mutants(sources, seed, count):
        problems = place.problems(mutant.slug, mutant.triples, mutant.labels)
        yield Result(mutant, tuple(sorted({each.rule for each in problems})))


def table(results: Sequence[Result]) -> str:
    """The catch rate by kind, and what was missed."""
    kinds = list(dict.fromkeys(each.mutant.kind for each in sorted(results, key=lambda one: one.mutant.kind)))
    lines = ["| kind | made | caught | must | of these caught | caught by |", "|---|---|---|---|---|---|"]
    lines += [_row(kind, [each for each in results if each.mutant.kind == kind]) for kind in kinds]
    lines.append(_row("all", results))
    missed = [each.mutant for each in results if not each.caught]
    lines.append(f"\nMissed: {len(missed)}")
    lines += [
        f"- {each.kind}, {each.slug}: {each.what} ({each.must or _WHY.get(each.kind, _NAMED)})"
        for each in missed
    ]
    return "\n".join(lines)


def _row(kind: str, results: Sequence[Result]) -> str:
    caught = [each for each in results if each.caught]
    must = [each for each in results if each.mutant.must]
    rules = Counter(rule for each in caught for rule in each.rules)
    by = ", ".join(f"{rule} {number}" for rule, number in rules.most_common(4))
    share = f"{len(caught)} ({100 * len(caught) / len(results):.0f} %)"
    return f"| {kind} | {len(results)} | {share} | {len(must)} | {sum(one.caught for one in must)} | {by} |"
