"""Reasons of adjudications that do not name the rule which is applied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from ..finding.folding import fold
from ..problems import Problem
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.labels import labels
from ..reading.locate import Locator
from ..terms import Term, iri_text, is_english, literal_text


def unnamed_rules(corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find what overrules something by a rule that its English reason does not name: readers of the reason
    alone would not know why."""
    overrules, applies, reason = (
        ox.NamedNode(corpus.names.term(each)) for each in ("overrulesGraph", "appliesRule", "reason")
    )
    called: dict[str, str] = {}
    for file in corpus.of(Role.ADJUDICATIONS):
        called = called or labels(corpus.triples(Role.CONCEPTS))
        overruling = {triple.subject for triple in file.triples if triple.predicate == overrules}
        reasons: dict[Term, list[str]] = defaultdict(list)
        for triple in file.triples:
            if triple.predicate == reason and is_english(triple.object):
                reasons[triple.subject].append(fold(literal_text(triple.object)))
        for triple in file.triples:
            rule = called.get(iri_text(triple.object), "")
            told = [each for each in reasons[triple.subject] if any(map(str.isalpha, each))]
            applied = triple.predicate == applies and triple.subject in overruling
            if applied and rule and told and not any(fold(rule) in each for each in told):
                message = (
                    f"The reason does not name this rule; begin it by “{rule.capitalize()}: ”, in Japanese "
                    "too, or apply the rule that it names."
                )
                yield locator.within(file.path, *triple).problem("unnamed-rule", message)
