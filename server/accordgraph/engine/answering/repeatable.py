"""Whether a query answers the same each time it is asked of the same data."""

from __future__ import annotations

import re

from ...graph.reading.tokens import LONGEST

#: The functions of https://www.w3.org/TR/sparql11-query/#SparqlOps whose value is another each time, and how
#: a call of one begins, with a comment before its bracket or none; STRUUID ends as UUID does. What stands
#: before it says nothing: the engine reads `ORDER BYRAND()`, and `?a<now()&&?b>now()` looks like an IRI.
_FICKLE = ("NOW", "RAND", "UUID", "BNODE")
_CALL = re.compile(rf"(?:{'|'.join(_FICKLE)})\s*+[(#]", re.IGNORECASE)


def is_repeatable(text: str) -> bool:
    """Return whether no function of the query gives another value each time; errs towards no.

    A call in a string or a comment counts, too: to tell these from the rest of a hostile query would take a
    second, in which all others wait. Code point escapes (`\\u0052AND`) may spell one anywhere, so a query
    that has any counts as not repeatable. So does a long one.
    """
    if len(text) > LONGEST or "\\u" in text or "\\U" in text:
        return False
    upper = text.upper()
    # Most queries have none of them, and this finds it out ten times as fast as an expression.
    return not (any(word in upper for word in _FICKLE) and _CALL.search(text))
