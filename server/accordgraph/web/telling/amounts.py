"""Amounts in words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from ..data.display import Display
from ..pictures.payments import Amount
from ..wording import say

#: Signs of currencies (ISO 4217) as English writes them where several share one; others are written by code.
SIGNS: Mapping[str, str] = {
    "AUD": "A$", "BRL": "R$", "CAD": "CA$", "CNY": "CN¥", "EUR": "€", "GBP": "£", "HKD": "HK$", "ILS": "₪",
    "INR": "₹", "JPY": "¥", "KRW": "₩", "MXN": "MX$", "NZD": "NZ$", "TWD": "NT$", "USD": "US$", "VND": "₫",
}  # fmt: skip
#: How an amount is qualified, by the end of the concept's name.
QUALIFIERS: Mapping[str, str] = {
    "more-than": "more than {amount}",
    "at-least": "at least {amount}",
    "up-to": "up to {amount}",
    "about": "about {amount}",
}
_QUALIFIER = "amount-qualifier-"


def money(value: Decimal, currency: str) -> str:
    """Write a sum of money with its currency.

    >>> money(Decimal("25000000"), "USD"), money(Decimal("3.5"), "XAU")
    ('US$25,000,000', 'XAU 3.5')
    """
    sign = SIGNS.get(currency, f"{currency} ")
    return f"{sign}{value:,f}"


def amount_of(value: str, currency: str, qualifier: str, display: Display) -> Amount | None:
    """Return an amount with its words, by its value, currency and qualifier, "" for none; None where value or
    currency are not known for certain."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    if not currency or not number.is_finite():
        return None
    return Amount(number, currency, qualified(money(number, currency), qualifier, display))


def qualified(words: str, qualifier: str, display: Display) -> str:
    """Say with a number how it is meant that is not exact, "" for one that is."""
    pattern = QUALIFIERS.get(qualifier.rpartition(_QUALIFIER)[2])
    if pattern:
        return say(pattern, amount=words)
    return f"{display.iri(qualifier).text}: {words}" if qualifier else words
