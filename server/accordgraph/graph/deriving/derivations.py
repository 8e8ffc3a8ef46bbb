"""The table of derivations, and the functions that compute them: pure, from premises to figures.

Each is a concept of the scheme `concept/derivation`, whose definition says what is computed and how it is
rounded; what is defined there and what is done here belong together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

import pyoxigraph as ox

from ..names import Names
from .figures import Figure, decimal, integer, percent, quotient, triples
from .premises import Money, Premises
from .series import Measured, fits, series


@dataclass(frozen=True)
class Derivation:
    """What computes figures, and what these are called: a pattern in each language, with places for what they
    are about."""

    figures: Callable[[Premises, Names], Iterator[Figure]]
    labels: Mapping[str, str]


def derived(
    believed: Iterable[ox.Triple], unresolved: Collection[tuple[str, str]], names: Names
) -> frozenset[ox.Triple]:
    """All derived figures, as statements."""
    given = Premises(believed, unresolved, names)
    return frozenset(
        chain.from_iterable(
            triples(figure, name, derivation.labels, given, names)
            for name, derivation in DERIVATIONS.items()
            for figure in derivation.figures(given, names)
        )
    )


def _shares(given: Premises, names: Names) -> Iterator[Figure]:
    for total in given.instances("CombinedTotal"):
        whole = given.money(total)
        if whole is None or not whole.value:
            continue
        for contribution in given.pointing("partOfTotal", total):
            part = given.money(contribution)
            if part is None or part.currency != whole.currency or part.value > whole.value:
                continue
            if not given.undecided(contribution, "partOfTotal"):
                both = (contribution, total)
                slug = f"share-of-{_slug(contribution, names)}-in-{_slug(total, names)}"
                yield Figure(slug, both, both, {"sharePercent": percent(part.value, whole.value)})


def _remainders(given: Premises, names: Names) -> Iterator[Figure]:
    for total in given.instances("CombinedTotal"):
        whole = given.money(total)
        parts = _itemized(total, given)
        if whole is None or not parts or any(part.currency != whole.currency for part in parts.values()):
            continue
        left = whole.value - sum(part.value for part in parts.values())
        if left >= 0:
            values = {"amountValue": decimal(left), "currency": ox.Literal(whole.currency)}
            yield Figure(f"remainder-of-{_slug(total, names)}", (total,), (total, *parts), values)


def _itemized(total: str, given: Premises) -> dict[str, Money]:
    """The exact amounts of the contributions counted in a total, none of them where any is in doubt."""
    found: dict[str, Money] = {}
    for contribution in given.pointing("partOfTotal", total):
        if given.one(contribution, "hasAmount") is None and not given.undecided(contribution, "partOfTotal"):
            continue  # counted in the total, but how much it is nobody says
        part = given.money(contribution)
        if part is None or given.undecided(contribution, "partOfTotal"):
            return {}
        found[contribution] = part
    return found


def _growths(given: Premises, names: Names) -> Iterator[Figure]:
    for earlier, later in _successive(given):
        if earlier.value:
            both = (earlier.iri, later.iri)
            slug = f"growth-from-{_slug(earlier.iri, names)}-to-{_slug(later.iri, names)}"
            change = percent(later.value - earlier.value, earlier.value)
            yield Figure(slug, both, both, {"changePercent": change})


def _successive(given: Premises) -> Iterator[tuple[Measured, Measured]]:
    """Statistics and those of the same thing for the period a year later; none where there are several."""
    for same in series(given).values():
        by_period: dict[tuple[str, str], list[Measured]] = defaultdict(list)
        for each in same.exact:
            by_period[each.period].append(each)
        for each in same.exact:
            before = by_period.get(each.period_before, [])
            if len(before) == 1 and len(by_period[each.period]) == 1 and fits(before[0], each):
                yield before[0], each


def _values_before(given: Premises, names: Names) -> Iterator[Figure]:
    for same in series(given).values():
        for each in same.exact:
            change = given.number(each.iri, "changePercent")
            if change is None or change <= -100 or each.period_before in same.periods:
                continue
            value = integer(quotient(100 * each.value, 100 + change))
            slug = f"value-before-{_slug(each.iri, names)}"
            # A change is stated to a percent or a tenth of one, which leaves room for many whole numbers.
            about = ox.NamedNode(names.thing("concept", "amount-qualifier-about"))
            yield Figure(slug, (each.iri,), (each.iri,), {"value": value, "hasQualifier": about})


def _slug(iri: str, names: Names) -> str:
    _, slug = names.kind_and_slug(iri) or ("", "")
    return slug


#: Every derivation by the notation of its concept.
DERIVATIONS: Mapping[str, Derivation] = {
    "share-of-total": Derivation(
        _shares, {"en": "Derived: share of {0} in {1}", "ja": "算出値: {1}に占める{0}の割合"}
    ),
    "remainder-of-total": Derivation(
        _remainders, {"en": "Derived: remainder of {0}", "ja": "算出値: {0}の残り"}
    ),
    "growth": Derivation(
        _growths, {"en": "Derived: change from {0} to {1}", "ja": "算出値: {0}から{1}への変化率"}
    ),
    "previous-value": Derivation(
        _values_before, {"en": "Derived: number in the year before {0}", "ja": "算出値: {0}の前年の値"}
    ),
}
