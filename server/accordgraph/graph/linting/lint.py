"""What can be wrong with content that parses, shapes apart: the table of rules and how they are run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ..curating.placeholders import placeholders
from ..problems import Problem
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from .amounts import amount_names
from .dataset import dataset_forms
from .derived import typed_in_figures
from .exchanges import exchanged_values
from .literals import literals
from .names import blank_nodes, dangling, iri_forms
from .sources import no_source, repeated_sources, source_graphs, useless_evidence
from .terms import undefined_terms
from .things import described_twice, disjoint_types, labels
from .tombstones import tombstones

Rule = Callable[[Corpus, Locator], Iterable[Problem]]

#: Rules that look at one statement at a time, so they hold for what could be read of broken files too.
STATEMENT_RULES: tuple[Rule, ...] = (blank_nodes, iri_forms, literals, placeholders)

#: Rules that need every file: a part that is missing would look like a mistake elsewhere.
WHOLE_RULES: tuple[Rule, ...] = (
    undefined_terms,
    dangling,
    described_twice,
    disjoint_types,
    labels,
    no_source,
    source_graphs,
    repeated_sources,
    typed_in_figures,
    amount_names,
    exchanged_values,
    useless_evidence,
    tombstones,
    dataset_forms,
)


def lint(corpus: Corpus, locator: Locator, rules: Iterable[Rule]) -> Iterator[Problem]:
    """Run rules over the content."""
    for rule in rules:
        yield from rule(corpus, locator)
