"""What may help where a query has a word that cannot stand there: slips that people make, as a table."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ..graph.reading.tokens import Token

#: Words that a query is built of, and how like one a word is that was meant to be it, from 0 to 1.
_KEYWORDS = (
    "AS", "ASK", "BASE", "BIND", "CONSTRUCT", "DESCRIBE", "DISTINCT", "EXISTS", "FILTER", "FROM", "GRAPH",
    "GROUP", "HAVING", "LIMIT", "MINUS", "NAMED", "OFFSET", "OPTIONAL", "ORDER", "PREFIX", "REDUCED",
    "SELECT", "UNION", "VALUES", "WHERE",
)  # fmt: skip
#: https://www.w3.org/TR/sparql11-query/#rAggregate
AGGREGATES = ("AVG", "COUNT", "GROUP_CONCAT", "MAX", "MIN", "SAMPLE", "SUM")
#: https://www.w3.org/TR/sparql11-query/#rBuiltInCall
_FUNCTIONS = (
    *AGGREGATES, "ABS", "BNODE", "BOUND", "CEIL", "COALESCE", "CONCAT", "CONTAINS", "DATATYPE", "DAY",
    "ENCODE_FOR_URI", "FLOOR", "HOURS", "IF", "IRI", "ISBLANK", "ISIRI", "ISLITERAL", "ISNUMERIC", "ISURI",
    "LANG", "LANGMATCHES", "LCASE", "MD5", "MINUTES", "MONTH", "NOW", "RAND", "REGEX", "REPLACE", "ROUND",
    "SAMETERM", "SECONDS", "SHA1", "SHA256", "SHA384", "SHA512", "STR", "STRAFTER", "STRBEFORE", "STRDT",
    "STRENDS", "STRLANG", "STRLEN", "STRSTARTS", "STRUUID", "SUBSTR", "TIMEZONE", "TZ", "UCASE", "URI",
    "UUID", "YEAR",
)  # fmt: skip
#: What other languages, and SPARQL before it was a standard, call it.
_ELSEWHERE = {
    "AVERAGE": "AVG", "BINDINGS": "VALUES", "CEILING": "CEIL", "ENDSWITH": "STRENDS", "IFNULL": "COALESCE",
    "LEN": "STRLEN", "LENGTH": "STRLEN", "LIKE": "REGEX", "LOWER": "LCASE", "MATCHES": "REGEX", "MEAN": "AVG",
    "NVL": "COALESCE", "STARTSWITH": "STRSTARTS", "SUBSTRING": "SUBSTR", "TODAY": "NOW", "TOLOWER": "LCASE",
    "TOUPPER": "UCASE", "UPPER": "UCASE",
}  # fmt: skip
_ALIKE = 0.75
#: Longer words are no misspelt ones.
_LONGEST = 40
#: Signs of texts that a word processor or a Japanese keyboard made: what SPARQL reads instead.
_QUOTES = dict.fromkeys("“”„«»「」『』", '"') | dict.fromkeys("\u2018\u2019\u201a", "'")

_TERM = r"(variable|iri|name|blank|string|number) .*"
_TERM_ENDS = rf"{_TERM}|language .*|word (TRUE|FALSE)|close [])]"
_TERM_BEGINS = rf"{_TERM}|open \["
_NO_KEYWORD = f"word (?!({'|'.join(_KEYWORDS)})$).*"
_AGGREGATE = f"word ({'|'.join(AGGREGATES)})"
_CLAUSES = r"word (FROM|WHERE|GROUP|HAVING|ORDER|LIMIT|OFFSET|VALUES)"
_PATTERNS = r"word (BIND|FILTER|GRAPH|MINUS|OPTIONAL|SELECT|UNION|VALUES)|open \{"
#: What a bracket follows that holds an expression with its name, or several values.
_NAMED = r".*(word (BIND|SELECT|DISTINCT|REDUCED)|variable \S*|close \))"
_LISTED = rf".*(word (IN|{'|'.join(_FUNCTIONS)})|name \S*|iri \S*)"


@dataclass(frozen=True)
class Slip:
    """A word that cannot stand where it stands, and what may help.

    `inside` are the brackets that may be the innermost open one, "." for none; `before` and `here` match two
    words, each as its kind and itself in capital letters, and `opener` the two words before that bracket.
    """

    inside: str
    before: str
    here: str
    hint: str
    opener: str = ".*"


SLIPS = (
    Slip(".{([", ".*", r"(variable|name|blank|word) .*[^\0-\uFFFF].*",
         "The engine reads no character beyond U+FFFF in a name; in an IRI in angle brackets it does."),
    Slip(".", "(?!close ).*", r"sign \.|language @(PREFIX|BASE)",
         "That is Turtle: write PREFIX without @ and full stop."),
    Slip(".", "", ".*", "A query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, behind any PREFIX lines."),
    Slip(".", "word PREFIX", "word .*", "A prefix ends with a colon, and its IRI stands in angle brackets."),
    Slip(".", "word (SELECT|DISTINCT)|variable .*|close .*", _AGGREGATE,
         "Write it in brackets and with a name, such as (COUNT(*) AS ?n)."),
    Slip(".", "variable .*", "word AS", "An expression with its name stands in brackets: (?s AS ?x)."),
    Slip(".", "variable .*|close .*", "sign ,", "SELECT names its variables without commas."),
    Slip(".", "word (SELECT|DISTINCT|REDUCED)", r"open \{|word WHERE",
         "Name variables behind SELECT, or write *."),
    Slip(".", "word (WHERE|ASK)", ".*", "A pattern in braces follows here."),
    Slip(".", "word (FROM|NAMED)", ".*", "A graph's IRI stands in angle brackets, or has a declared prefix."),
    Slip(".", "word (LIMIT|OFFSET)", ".*", "Here stands a whole number, 0 or more."),
    Slip(".{", "word (GROUP|ORDER)", "(?!word BY).*", "Write GROUP BY and ORDER BY in two words."),
    Slip(".{", "word (ASC|DESC)", ".*", "What ASC and DESC sort by stands in brackets."),
    Slip(".", ".*", "sign ;", "One request asks one query, and no semicolon ends it."),
    Slip(".", ".*", _CLAUSES,
         "The order is FROM, WHERE, GROUP BY, HAVING, ORDER BY, LIMIT and OFFSET, VALUES, each once."),
    Slip(".{", "word (FILTER|HAVING)", ".*", "The condition stands in brackets."),
    Slip("{", "word BIND", ".*", "It is written BIND(expression AS ?name)."),
    Slip("{", "word (OPTIONAL|MINUS|UNION|EXISTS)", ".*", "A pattern in braces follows here."),
    Slip("{", "word GRAPH", ".*",
         "GRAPH names a graph, by an IRI or a variable, before the pattern in braces."),
    Slip("{(", r"open [{(]", "variable .*",
         "VALUES holds IRIs and literals, not variables; UNDEF stands for none."),
    Slip("{", ".*", _PATTERNS,
         "CONSTRUCT WHERE takes triples alone; for more, triples in braces stand before WHERE.",
         "word CONSTRUCT word WHERE"),
    Slip("{", ".*", _PATTERNS, "CONSTRUCT makes triples, and other patterns stand behind WHERE.",
         ".*word CONSTRUCT"),
    Slip("(", ".*", "iri <>|sign [<>]", "Not equal is written !=, at most <=, at least >=."),
    Slip("(", ".*", "sign ,", 'The separator is given as in GROUP_CONCAT(?x; SEPARATOR=", ").',
         ".*word GROUP_CONCAT"),
    Slip("(", ".*", "sign ,", "An aggregate takes one value; COUNT(DISTINCT *) counts rows.",
         rf".*{_AGGREGATE}"),
    Slip(".{", "word BY", "number .*",
         "ORDER BY and GROUP BY name variables, or expressions in brackets, not columns by their number."),
    Slip("{", ".*", "word UNION", "UNION stands between two patterns, each in braces."),
    Slip("{", "close }", rf"{_TERM_BEGINS}|{_PATTERNS}",
         "A query within a pattern stands in braces of its own."),
    Slip(".{(", "word IN", ".*", "IN has its values in brackets: ?x IN (1, 2)."),
    Slip("{", "variable .*", "sign [*+/|^]", "A path is made of IRIs, not of variables."),
    Slip("(", _TERM_ENDS, _TERM_BEGINS, "Is a comma missing before it, or an operator?", _LISTED),
    Slip("(", _TERM_ENDS, r"close \)", "Too few values are given here.", _LISTED),
    Slip("(", _TERM_ENDS, _TERM_BEGINS, "Is AS missing before it, or an operator?"),
    Slip("(", _TERM_ENDS, r"close \)", "What is computed gets a name: (expression AS ?name).", _NAMED),
    Slip("(", "word AS", ".*", "A variable follows AS: its name begins with ?."),
    Slip("(", ".*", "word AND", "And is written &&."),
    Slip("(", ".*", "word OR", "Or is written ||."),
    Slip("(", "word NOT", ".*", "Not is written !."),
    Slip("(", ".*", "word LIKE", "Write CONTAINS(text, part) or REGEX(text, pattern)."),
    Slip("(", ".*", "sign &", "And is written &&."),
    Slip("(", ".*", r"sign \|", "Or is written ||."),
    Slip("(", "sign =", "sign =", "Equality is written with one =."),
    Slip("{", rf"{_TERM_ENDS}|sign [;/|^]", "(string|number) .*",
         "A predicate is an IRI or a variable; before another object stands a comma."),
    Slip("{", _TERM_ENDS, _TERM_BEGINS, "Is a full stop or a semicolon missing before it?"),
    Slip(".{(", "variable .*", "sign -", "A variable's name has letters, digits and _ only."),
    Slip(".{(", ".*", r"sign [?$]", "A variable's name is missing."),
    Slip(".{([", "string .*", "language .*|sign @", "A language tag is written as in \"text\"@en."),
    Slip("{", ".*", "close }", "Is the triple before it complete, with subject, predicate and object?"),
    Slip("(", "sign .*", "close .*", "A value is missing before it."),
    Slip(".{", "close .*", "sign [<>!=].*", "The condition stands in brackets."),
    Slip(".", "close .*|number .*", "(?!end).*", "The query ends before it, and nothing may follow."),
    Slip("{[", ".*", _NO_KEYWORD,
         "A name needs a prefix, as in rdfs:label; a variable begins with ?, and a text stands in quotes."),
)  # fmt: skip


def hint(found: Sequence[Token], index: int) -> str | None:
    """Return what may help where the word with this index cannot stand, None where nothing is known.

    The index behind the last word speaks of a query that ends too early.
    """
    if index == len(found):
        return _slip(found, index)
    token = found[index]
    if token.text == "\ufeff":
        return "It is a byte order mark: save the query without one."
    plain = _QUOTES.get(token.text) or unicodedata.normalize("NFKC", token.text)
    if token.text.isspace():
        return "It is a wide space, or another one of a word processor: write an ordinary space."
    if len(token.text) == 1 and plain != token.text:
        return f"Write {plain} instead."
    if index > 1 and token.kind == "variable" and found[index - 2].text.upper() == "VALUES":
        return "Several variables of VALUES stand in brackets, and so does each row of values."
    return _misspelt(found, index) or _slip(found, index)


def _misspelt(found: Sequence[Token], index: int) -> str | None:
    token = found[index]
    word = token.text.upper()
    if token.kind != "word" or len(word) > _LONGEST or word in _KEYWORDS:
        return None
    called = index + 1 < len(found) and found[index + 1].text == "("
    if called and word in _FUNCTIONS:
        return None
    choice = (*_FUNCTIONS, *_ELSEWHERE) if called else (*_KEYWORDS, "BINDINGS")
    alike = difflib.get_close_matches(word, choice, 1, _ALIKE)
    return f"Did you mean {_ELSEWHERE.get(alike[0], alike[0])}?" if alike else None


def _slip(found: Sequence[Token], index: int) -> str | None:
    inside, opener = _innermost(found, index)
    before = _described(found[index - 1]) if index else ""
    here = _described(found[index]) if index < len(found) else "end"
    for slip in SLIPS:
        places = ((slip.before, before), (slip.here, here), (slip.opener, opener))
        if inside in slip.inside and all(re.fullmatch(form, place) for form, place in places):
            return slip.hint
    return None


def _described(token: Token) -> str:
    return f"{token.kind} {token.text[:_LONGEST].upper()}"


def _innermost(found: Sequence[Token], index: int) -> tuple[str, str]:
    """Return the bracket that is open at a word, "." for none, and the two words before it."""
    depth = 0
    for at in range(index - 1, -1, -1):
        if found[at].kind == "close":
            depth += 1
        elif found[at].kind == "open":
            if not depth:
                return found[at].text, " ".join(map(_described, found[max(0, at - 2) : at]))
            depth -= 1
    return ".", ""
