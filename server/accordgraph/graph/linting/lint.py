"""What can be wrong with content that parses, shapes apart: the table of rules and how they are run."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from ..curating.placeholders import placeholders
from ..problems import Problem
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..reading.turtle import TurtleFile
from .amounts import amount_labels, amount_names
from .belonging import misplaced
from .dataset import dataset_forms
from .dates import days_of_periods
from .decisions import needless_decisions
from .declarations import declarations
from .derived import typed_in_figures
from .doubles import namesakes, shared_pages
from .entities import facts_without_source
from .exchanges import exchanged_values
from .identity import check_digits, merged, shared_identifiers
from .languages import languages
from .layout import layout
from .literals import grouped_digits, literals
from .names import blank_nodes, dangling, iri_forms
from .ontology import ontology_version
from .portable import portable
from .remembering import remembered
from .rulings import unnamed_rules
from .sources import no_source, repeated_sources, source_graphs, useless_evidence
from .terms import undefined_terms
from .texts import texts
from .things import described_twice, disjoint_types, labels
from .tombstones import tombstones

#: A rule that looks at one file at a time, and beside it at nothing but the names of the
#: terms that the ontology defines, and of concepts.
FileRule = Callable[[TurtleFile, Corpus, Locator], Iterable[Problem]]
#: A rule that looks at all files.
Rule = Callable[[Corpus, Locator], Iterable[Problem]]

#: Rules that look at one statement at a time, so they hold for what could be read of broken files too.
STATEMENT_RULES: tuple[FileRule, ...] = (
    declarations,
    blank_nodes,
    portable,
    iri_forms,
    literals,
    grouped_digits,
    texts,
    languages,
    placeholders,
)

#: Rules that look at one file, but need every file to be read: a part of the ontology that is missing would
#: look like a mistake in all of them.
FILE_RULES: tuple[FileRule, ...] = (
    undefined_terms,
    misplaced,
    source_graphs,
    typed_in_figures,
    facts_without_source,
    amount_names,
    amount_labels,
    days_of_periods,
    useless_evidence,
    dataset_forms,
    ontology_version,
)

#: Rules on what means the same either way.
LAYOUT_RULES: tuple[FileRule, ...] = (layout,)

#: Rules that compare files: a part that is missing would look like a mistake elsewhere.
WHOLE_RULES: tuple[Rule, ...] = (
    dangling,
    described_twice,
    disjoint_types,
    labels,
    no_source,
    repeated_sources,
    merged,
    shared_pages,
    shared_identifiers,
    check_digits,
    namesakes,
    exchanged_values,
    needless_decisions,
    unnamed_rules,
    tombstones,
)


def lint_files(corpus: Corpus, locator: Locator, rules: Sequence[FileRule]) -> Iterator[Problem]:
    """Run rules over each file, unless it was looked at before."""
    named = " ".join(rule.__name__ for rule in rules)
    terms = hashlib.sha256(" ".join(sorted(corpus.defined | corpus.concepts.keys())).encode()).digest()

    def find(file: TurtleFile) -> Iterator[Problem]:
        return chain.from_iterable(rule(file, corpus, locator) for rule in rules)

    return remembered(corpus, named, corpus.files, terms, find)


def lint(corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Run all rules that compare files."""
    yield from chain.from_iterable(rule(corpus, locator) for rule in WHOLE_RULES)
