"""The columns of answers and the tags of questions, in words for people."""

from __future__ import annotations

from collections.abc import Mapping

from ...graph.names import in_words

#: Column -> its heading, where that is more than its name in words.
HEADINGS: Mapping[str, str] = {
    "agreeing": "agreeing source",
    "among": "first among",
    "announced": "what was announced",
    "believedPrecision": "exact to the",
    "change": "change in percent",
    "charactersBefore": "characters before the words",
    "charactersToEnd": "characters to their end",
    "contributions": "number of contributions",
    "derivation": "derived by",
    "earlier": "earlier statistic",
    "figure": "derived figure",
    "form": "kind or form",
    "foundation": "what it builds on",
    "funded": "what is funded",
    "gist": "what was said",
    "given": "sum given",
    "grade": "how it was checked",
    "independent": "independent sources",
    "issued": "published on",
    "itemized": "itemized by funder",
    "later": "later statistic",
    "left": "what is left",
    "namedParties": "parties named",
    "namedParts": "parts named",
    "note": "how it was read",
    "organizations": "number of organizations",
    "overruled": "in the graph",
    "percent": "share in percent",
    "precision": "exact to the",
    "premise": "from",
    "replaced": "replaces",
    "replacedDate": "of the date",
    "replacedDatePrecision": "exact to the",
    "rivalPrecision": "exact to the",
    "said": "overruled",
    "saidParties": "parties said",
    "saidParts": "parts said",
    "saidPrecision": "exact to the",
    "sources": "number of sources",
    "stated": "as stated",
    "statements": "number of statements",
    "thing": "what",
    "things": "number of things",
    "valuePrecision": "exact to the",
    "whole": "part of",
    "withAmount": "with an amount",
}
#: Column of texts that answer yes or no -> how these are said.
SAID: Mapping[str, Mapping[str, str]] = {"believed": {"true": "believed", "false": "not believed"}}


def heading(column: str, kind: str) -> str:
    """Return the heading, in English, of a column that holds a kind of values.

    >>> heading("sourceOfFunds", "text"), heading("believed", "text"), heading("believed", "value")
    ('source of funds', 'believed?', 'believed')
    >>> heading("contribution", "fact")
    'Who says so'
    """
    if kind == "fact":
        return "Who says so"
    words = HEADINGS.get(column) or in_words(column)
    return f"{words}?" if column in SAID and kind == "text" else words
