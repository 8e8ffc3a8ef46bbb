"""Amounts whose names do not say what they are (CONTRIBUTING.md, Add a source, 5)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

import pyoxigraph as ox

from ..canonical import canonical_decimal
from ..grounding.currencies import ISO_4217
from ..names import Names
from ..prefixes import shorten
from ..problems import Problem
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..reading.ntriples import parsed
from ..reading.turtle import TurtleFile
from ..terms import LABEL, iri_text, literal_text
from .terms import is_undefined

_CURRENCY = re.compile(r"[A-Z]{3}")
#: What is taken for a code.
_MEANT: Mapping[str, str] = {
    "NTD": "TWD",
    "RMB": "CNY",
    "SFR": "CHF",
    "STG": "GBP",
    "UKP": "GBP",
    "YEN": "JPY",
}


def amount_names(file: TurtleFile, corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Compare each amount's IRI with the value, currency and qualifier that the same graph states for it."""
    if file.role is not Role.SOURCES:
        return
    sign = f"<{corpus.names.thing('amount', '')}".encode()
    near = b"".join(line for line in file.lines.lines() if sign in line)
    # Statements are read in the order of the file only where something is to be told.
    if any(_amounts(file, parsed(near), corpus, locator)):
        yield from _amounts(file, file.triples, corpus, locator)


def amount_labels(file: TurtleFile, corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find labels that are read as another amount than the one that they are labels of."""
    if file.role is not Role.ENTITIES:
        return
    amounts, label = f"<{corpus.names.thing('amount', '')}".encode(), str(LABEL).encode()
    lines = (line for line in file.lines.lines() if line.startswith(amounts))
    labelled = [line for line in lines if line.split(b" ", 2)[1] == label]
    if not labelled:
        return
    # They know many ways to write a number, which take long to make ready.
    from ..curating.suggesting import amount_slug
    from ..grounding.readings import readings
    from ..grounding.values import Money

    for triple in parsed(b"".join(labelled)):
        name, text = shorten(iri_text(triple.subject), corpus.names), literal_text(triple.object)
        read = ((one.value, one) for one in readings(text, None))
        slugs = [amount_slug(value, text, one) for value, one in read if isinstance(value, Money)]
        said = [f"amount/{slug}" for slug in slugs if slug]
        if said and name not in said:
            message = f'"{text}" reads as {said[0]}, but is the label of {name}; mend the label or the name.'
            yield locator.within(file.path, *triple).problem("amount-label", message)


def _amounts(
    file: TurtleFile, triples: Iterable[ox.Triple], corpus: Corpus, locator: Locator
) -> Iterator[Problem]:
    names = corpus.names
    stated: dict[ox.NamedNode, list[ox.Triple]] = defaultdict(list)
    used: dict[ox.NamedNode, ox.Triple] = {}
    for triple in triples:
        for node in (triple.subject, triple.object):
            if isinstance(node, ox.NamedNode) and names.kind(node.value) == "amount":
                used.setdefault(node, triple)
        if isinstance(triple.subject, ox.NamedNode) and triple.subject in used:
            stated[triple.subject].append(triple)
    for amount, triple in used.items():
        if any(is_undefined(each.predicate.value, corpus) for each in stated[amount]):
            continue  # of a misspelt property, that is told
        values, currencies, qualifiers = _parts(stated[amount], names)
        lacking = [
            name
            for name, found in (("accord:amountValue", values), ("accord:currency", currencies))
            if not found
        ]
        if lacking:
            name, it = shorten(amount.value, names), "it" if len(lacking) == 1 else "them"
            message = f"{name} is used here, so this file states its {' and '.join(lacking)}; add {it}."
            yield locator.within(file.path, *triple).problem("amount-unstated", message)
        if len(values) != 1 or len(currencies) != 1:
            continue  # that there are several the shape of amounts tells
        (number,), (code,) = values, currencies
        if _is_odd(number, code):
            continue  # the rule on literals tells of that, or the shape of amounts
        if code not in ISO_4217:
            hint = f'did you mean "{_MEANT[code]}"?' if code in _MEANT else "copy it from the list of codes."
            message = f'"{code}" is no currency of ISO 4217; {hint}'
            currency = ox.NamedNode(names.term("currency"))
            yield locator.within(file.path, amount, currency).problem("currency", message)
        elif message := _misnamed(amount, number, code, qualifiers, names):
            yield locator.within(file.path, amount).problem("amount-name", message)


def misnamed(amount: ox.NamedNode, said: Iterable[ox.Triple], names: Names) -> str:
    """Say that an amount has another name than what a graph says of it gives; "" where it has not, or where
    that is not a value and a currency."""
    values, currencies, qualifiers = _parts(said, names)
    if len(values) != 1 or len(currencies) != 1 or _is_odd(values[0], currencies[0]):
        return ""
    return _misnamed(amount, values[0], currencies[0], qualifiers, names)


def _misnamed(amount: ox.NamedNode, number: str, code: str, qualifiers: Collection[str], names: Names) -> str:
    name = shorten(amount.value, names)
    beginning = names.thing("concept", "amount-qualifier-")
    if any(not iri.startswith(beginning) for iri in qualifiers):
        return ""  # the rule on names that lead nowhere tells of that, or the shape of amounts
    words = sorted(iri.removeprefix(beginning) for iri in qualifiers)
    right = "-".join(["amount/" + code.lower(), number.replace(".", "-"), *words])
    if name == right:
        return ""
    stated = " ".join([code, number, *(each.replace("-", " ") for each in words)])
    mended = "mend the name or the amount"
    if name.startswith(right) and any(sign.isdigit() for sign in name.removeprefix(right)):
        mended = "mend it, or leave the amount out where the text gives a range"
    return f"{name} is said to be {stated}, so its name is {right}; {mended}."


def _parts(said: Iterable[ox.Triple], names: Names) -> tuple[list[str], list[str], list[str]]:
    """The values, currencies and qualifiers that are said of an amount."""
    parts: dict[str, list[str]] = defaultdict(list)
    for triple in said:
        parts[triple.predicate.value].append(iri_text(triple.object) or literal_text(triple.object))
    value, currency, qualifier = (
        parts[names.term(name)] for name in ("amountValue", "currency", "hasQualifier")
    )
    return value, currency, qualifier


def _is_odd(number: str, code: str) -> bool:
    """Whether a value or a currency is not written as such."""
    return canonical_decimal(number) != number or number.startswith("-") or not _CURRENCY.fullmatch(code)
