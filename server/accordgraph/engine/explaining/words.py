"""The words of SPARQL (https://www.w3.org/TR/sparql11-query/#sparqlGrammar)."""

from __future__ import annotations

#: Those that a query is built of.
KEYWORDS = (
    "AS", "ASK", "BASE", "BIND", "CONSTRUCT", "DESCRIBE", "DISTINCT", "EXISTS", "FILTER", "FROM", "GRAPH",
    "GROUP", "HAVING", "LIMIT", "MINUS", "NAMED", "OFFSET", "OPTIONAL", "ORDER", "PREFIX", "REDUCED",
    "SELECT", "UNDEF", "UNION", "VALUES", "WHERE",
)  # fmt: skip
#: https://www.w3.org/TR/sparql11-query/#rAggregate
AGGREGATES = ("AVG", "COUNT", "GROUP_CONCAT", "MAX", "MIN", "SAMPLE", "SUM")
#: https://www.w3.org/TR/sparql11-query/#rBuiltInCall
FUNCTIONS = (
    *AGGREGATES, "ABS", "BNODE", "BOUND", "CEIL", "COALESCE", "CONCAT", "CONTAINS", "DATATYPE", "DAY",
    "ENCODE_FOR_URI", "FLOOR", "HOURS", "IF", "IRI", "ISBLANK", "ISIRI", "ISLITERAL", "ISNUMERIC", "ISURI",
    "LANG", "LANGMATCHES", "LCASE", "MD5", "MINUTES", "MONTH", "NOW", "RAND", "REGEX", "REPLACE", "ROUND",
    "SAMETERM", "SECONDS", "SHA1", "SHA256", "SHA384", "SHA512", "STR", "STRAFTER", "STRBEFORE", "STRDT",
    "STRENDS", "STRLANG", "STRLEN", "STRSTARTS", "STRUUID", "SUBSTR", "TIMEZONE", "TZ", "UCASE", "URI",
    "UUID", "YEAR",
)  # fmt: skip
