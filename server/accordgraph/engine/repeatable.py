"""Whether a query answers the same each time it is asked of the same data."""

from __future__ import annotations

import re

from accordgraph.engine.tokens import LONGEST, tokens

#: The functions of https://www.w3.org/TR/sparql11-query/#SparqlOps whose value is another each time.
_FICKLE = frozenset(("NOW", "RAND", "UUID", "STRUUID", "BNODE"))
#: Such a function's call inside what looks like an IRI: `?a<now()&&?b>now()` has none, and yet `<now()&&?b>`.
_CALL = re.compile(r"\b(?:now|rand|uuid|struuid|bnode)\s*\(", re.IGNORECASE)


def is_repeatable(text: str) -> bool:
    """Return whether no function of the query gives another value each time; errs towards no.

    Strings and comments may name such functions. Code point escapes (`\\u0052AND`) may spell one anywhere, so
    a query that has any counts as not repeatable. So does a long one.
    """
    if len(text) > LONGEST or "\\u" in text or "\\U" in text:
        return False
    upper = text.upper()
    # Most queries have none of them, and this finds it out ten times as fast as an expression.
    if not any(word in upper for word in _FICKLE):
        return True
    for token in tokens(text):
        if token.kind == "iri":
            if _CALL.search(token.text):
                return False
        elif token.kind == "word":
            if token.text.upper() in _FICKLE:
                return False
        elif token.kind != "string" and _CALL.search(token.text):
            return False
    return True
