"""Amounts whose names do not say what they are (CONTRIBUTING.md, Add a source, 5)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from ..canonical import canonical_decimal
from ..prefixes import shorten
from ..problems import Problem
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.lines import parsed
from ..reading.locate import Locator
from ..reading.turtle import TurtleFile
from ..terms import iri_text

#: ISO 4217.
_CURRENCY = re.compile(r"[A-Z]{3}")


def amount_names(file: TurtleFile, corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Compare each amount's IRI with the value, currency and qualifier that the same graph states for it."""
    sign = f"<{corpus.names.thing('amount', '')}".encode()
    near = b"".join(line for line in file.lines.lines() if sign in line)
    # Statements are read in the order of the file only where something is to be told.
    if file.role is Role.SOURCES and any(_amounts(file, parsed(near), corpus, locator)):
        yield from _amounts(file, file.triples, corpus, locator)


def _amounts(
    file: TurtleFile, triples: Iterable[ox.Triple], corpus: Corpus, locator: Locator
) -> Iterator[Problem]:
    names = corpus.names
    value_property, currency_property = (
        ox.NamedNode(names.term("amountValue")),
        ox.NamedNode(names.term("currency")),
    )
    qualifier_property = ox.NamedNode(names.term("hasQualifier"))
    qualifiers = names.thing("concept", "amount-qualifier-")
    stated: dict[ox.NamedNode, dict[ox.NamedNode, list[str]]] = defaultdict(lambda: defaultdict(list))
    used: dict[ox.NamedNode, ox.Triple] = {}
    for triple in triples:
        for node in (triple.subject, triple.object):
            if isinstance(node, ox.NamedNode) and names.kind(node.value) == "amount":
                used.setdefault(node, triple)
        if isinstance(triple.subject, ox.NamedNode) and triple.subject in used:
            written = iri_text(triple.object) or getattr(triple.object, "value", "")
            stated[triple.subject][triple.predicate].append(written)
    for amount, triple in used.items():
        parts = stated[amount]
        values, currencies = parts[value_property], parts[currency_property]
        name = shorten(amount.value, names)
        if len(values) != 1 or len(currencies) != 1:
            place = locator.within(file.path, *triple)
            message = (
                f"{name} is used here, so this file states its accord:amountValue and accord:currency, "
                f"one of each; it states {len(values)} and {len(currencies)}."
            )
            yield place.problem("amount-unstated", message)
            continue
        odd = canonical_decimal(values[0]) != values[0] or values[0].startswith("-")
        if odd or not _CURRENCY.fullmatch(currencies[0]):
            continue  # the rule on literals tells of that, or the shape of amounts
        qualifier = [iri.removeprefix(qualifiers) for iri in parts[qualifier_property]]
        right = "-".join([currencies[0].lower(), values[0].replace(".", "-"), *sorted(qualifier)])
        if amount.value != names.thing("amount", right):
            place = locator.within(file.path, amount, value_property)
            said = " ".join([currencies[0], values[0], *(q.replace("-", " ") for q in sorted(qualifier))])
            message = (
                f"{name} is said to be {said}, so its name is amount/{right}; mend the name or the amount."
            )
            yield place.problem("amount-name", message)
