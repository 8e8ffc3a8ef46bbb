"""Slips that people make in queries, as a table: what cannot stand where, and what may help."""

from __future__ import annotations

from dataclasses import dataclass

from .words import AGGREGATES, FUNCTIONS, KEYWORDS

#: A word of a term, and what stands before a subject.
TERM = r"(variable|iri|name|blank|string|number) .*"
BEGUN = r"|open \{|close \}|sign \."
_TERM_ENDS = rf"{TERM}|language .*|word (TRUE|FALSE)|close [])]"
_TERM_BEGINS = rf"{TERM}|open \["
_NO_KEYWORD = f"word (?!({'|'.join(KEYWORDS)})$).*"
_AGGREGATE = f"word ({'|'.join(AGGREGATES)})"
_FUNCTION = f"word ({'|'.join(FUNCTIONS)})"
_UNKNOWN = f"word (?!({'|'.join((*KEYWORDS, *FUNCTIONS))})$).*"
_CLAUSES = r"word (FROM|WHERE|GROUP|HAVING|ORDER|LIMIT|OFFSET|VALUES)"
_PATTERNS = r"word (BIND|FILTER|GRAPH|MINUS|OPTIONAL|SELECT|UNION|VALUES)|open \{"
#: What a bracket follows that holds an expression with its name, or several values.
_NAMED = r".*(word (BIND|SELECT|DISTINCT|REDUCED)|variable \S*|close \))"
_LISTED = rf".*(word IN|{_FUNCTION}|name \S*|iri \S*)"
_SELECTED = "word (SELECT|DISTINCT|REDUCED)"


@dataclass(frozen=True)
class Slip:
    """A word that cannot stand where it stands, and what may help.

    `inside` are the brackets that may be the innermost open one, "." for none; `before` and `here` match two
    words, each as its kind and itself in capital letters, `earlier` and `after` the words around these, and
    `opener` the two words before that bracket.
    """

    inside: str
    before: str
    here: str
    hint: str
    opener: str = ".*"
    earlier: str = ".*"
    after: str = ".*"


SLIPS = (
    Slip(".{([", ".*", r"(variable|name|blank|word) .*[^\0-\uFFFF].*",
         "The engine reads no character beyond U+FFFF in a name; in an IRI in angle brackets it does."),
    Slip(".", ".*", "sign %", "The query is percent-encoded once too often."),
    Slip(".{(", ".*", "sign &", "That is HTML: write < for &lt; and > for &gt;.",
         after="word (LT|GT|AMP|QUOT)"),
    Slip(".{([", ".*", "sign [/-]", "A comment begins with #.", after="sign [/*-]"),
    Slip(".", ".*", "language @(PREFIX|BASE)", "That is Turtle: write PREFIX without @ and full stop."),
    Slip(".", "iri .*|", r"sign [.;]", "PREFIX lines and queries end without a semicolon or a full stop."),
    Slip(".", "", ".*", "A query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, behind any PREFIX lines."),
    Slip(".", "iri .*", "(?!end).*",
         "A query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, behind any PREFIX lines.",
         earlier="name .*:"),
    Slip(".{(", ".*", "sign `", "A variable's name begins with ?, and an IRI stands in angle brackets."),
    Slip(".", "word PREFIX", ".*",
         "A prefix ends with a colon, and its IRI stands in angle brackets."),
    Slip(".", "name .*", ".*", "A prefix ends with a colon, and its IRI stands in angle brackets.",
         earlier="word PREFIX"),
    Slip(".", ".*", "word (PREFIX|BASE)", "PREFIX and BASE lines stand before all else."),
    Slip(".{", _SELECTED, "word TOP", "The number of rows stands at the end: LIMIT 10."),
    Slip(".{", f"{_SELECTED}|variable .*|close .*", _AGGREGATE,
         "Write it in brackets and with a name, such as (COUNT(*) AS ?n)."),
    Slip(".", "variable .*", "word AS|sign [+*/=]",
         "An expression with its name stands in brackets: (?s AS ?x)."),
    Slip(".", r"variable .*|close .*|sign \*", "sign ,",
         "SELECT, GROUP BY and ORDER BY take variables without commas."),
    Slip("{", "variable .*", "sign ,", "SELECT, GROUP BY and ORDER BY take variables without commas.",
         earlier=f"{_SELECTED}|word BY"),
    Slip(".", r"sign \*", "variable .*", "SELECT takes * or variables, not both."),
    Slip(".{", "variable .*", _NO_KEYWORD, "A variable's name begins with ?.", earlier=_SELECTED),
    Slip(".{", _SELECTED, r"open \{|word WHERE", "Name variables behind SELECT, or write *."),
    Slip(".{", f"{_SELECTED}|word BY", f"{_NO_KEYWORD}|(name|language) .*",
         "A variable's name begins with ?."),
    Slip(".{", "word BY", ".*",
         "ORDER BY and GROUP BY name variables, or expressions in brackets, not columns by their number."),
    Slip(".", "word DESCRIBE", ".*",
         "DESCRIBE takes IRIs in angle brackets, names with a prefix, and variables."),
    Slip(".{", "word (WHERE|ASK|CONSTRUCT)", ".*", "A pattern in braces follows here."),
    Slip(".", "word (FROM|NAMED)", ".*", "A graph's IRI stands in angle brackets, or has a declared prefix."),
    Slip(".", "word (LIMIT|OFFSET)", ".*", "Here stands a whole number, 0 or more."),
    Slip(".{", "word (GROUP|ORDER)", "(?!word BY).*", "Write GROUP BY and ORDER BY in two words."),
    Slip(".{", "number .*", "sign ,", "How many rows to pass over is said by OFFSET: LIMIT 20 OFFSET 10.",
         earlier="word LIMIT"),
    Slip(".{", "word (ASC|DESC)", ".*",
         "ASC and DESC stand before what they sort by, in brackets: DESC(?x)."),
    Slip(".", ".*", "sign ;", "One request asks one query, and no semicolon ends it."),
    Slip(".", ".*", "word (BIND|FILTER|GRAPH|MINUS|OPTIONAL|UNION)", "It stands within the braces."),
    Slip("{", ".*", "word (GROUP|HAVING|LIMIT|OFFSET|ORDER)",
         "Behind the braces of their pattern stand GROUP BY, HAVING, ORDER BY, LIMIT and OFFSET, each once."),
    Slip(".", ".*", _CLAUSES,
         "The order is FROM, WHERE, GROUP BY, HAVING, ORDER BY, LIMIT and OFFSET, VALUES, each once."),
    Slip(".{", "word (FILTER|HAVING)", ".*", "The condition stands in brackets."),
    Slip("{", "word BIND", ".*", "It is written BIND(expression AS ?name)."),
    Slip("{(", "word (OPTIONAL|MINUS|UNION|EXISTS)", ".*", "A pattern in braces follows here."),
    Slip("{", "word GRAPH", ".*",
         "GRAPH names a graph, by an IRI or a variable, before the pattern in braces."),
    Slip("{", ".*", ".*", "GRAPH names a graph, by an IRI or a variable, before the pattern in braces.",
         earlier="word GRAPH"),
    Slip(".{", "variable .*", "variable .*",
         "Several variables of VALUES stand in brackets, and so does each row of values.",
         earlier="word VALUES"),
    Slip(".{", "variable .*", ".*", "Braces follow the variable of VALUES, and hold its values.",
         earlier="word VALUES"),
    Slip("{(", ".*", "sign ,", "What VALUES names and holds stands without commas.",
         r".*(word VALUES( variable \S*)?|close \) open \{|variable \S* close \))"),
    Slip("{(", r"open [{(]", "variable .*",
         "VALUES holds IRIs and literals, not variables; UNDEF stands for none."),
    Slip("{", ".*", _PATTERNS,
         "CONSTRUCT WHERE takes triples alone; for more, triples in braces stand before WHERE.",
         "word CONSTRUCT word WHERE"),
    Slip("{", ".*", _PATTERNS, "CONSTRUCT makes triples, and other patterns stand behind WHERE.",
         ".*word CONSTRUCT"),
    Slip("(", ".*", "iri <>|sign [<>]", "Not equal is written !=, at most <=, at least >=."),
    Slip("(", ".*", "sign ,", "It is written BIND(expression AS ?name).", ".*word BIND"),
    Slip("(", "number .*", "sign ,", "A number has no commas.", ".*word (FILTER|HAVING)"),
    Slip("(", ".*", "sign ,|word SEPARATOR", 'The separator is given as in GROUP_CONCAT(?x; SEPARATOR=", ").',
         ".*word GROUP_CONCAT"),
    Slip("(", ".*", "sign ,", "An aggregate takes one value; COUNT(DISTINCT *) counts rows.",
         rf".*{_AGGREGATE}"),
    Slip("(", r"open \(", r"(?!close).*", "This function takes no value.", ".*word (NOW|RAND|STRUUID|UUID)"),
    Slip("(", ".*", "sign ,", "Too many values are given here.", f".*{_FUNCTION}"),
    Slip("(", "variable .*", r"close \)", "Variables alone stand behind SELECT without brackets.",
         f".*{_SELECTED}", r"open \("),
    Slip(".{(", _FUNCTION, r"(?!open \().*", "What a function takes stands in brackets, as in STRLEN(?x)."),
    Slip("{", r"close \)", r"sign (\|\||&&|,)|word (AND|OR)",
         "The whole condition stands in the brackets of one FILTER."),
    Slip("{", ".*", "word (UNION|OR)", "UNION stands between two patterns, each in braces."),
    Slip("{", "close }", rf"{_TERM_BEGINS}|{_PATTERNS}",
         "A query within a pattern stands in braces of its own."),
    Slip("{", ".*", "word SELECT", "A query within a pattern stands in braces of its own."),
    Slip(".{(", "word IN", ".*", "IN has its values in brackets: ?x IN (1, 2)."),
    Slip("{", "variable .*", "sign [*+/|^]", "A path is made of IRIs, not of variables."),
    Slip("{(", "sign [!^/|]", "variable .*", "A path is made of IRIs, not of variables."),
    Slip(".{", "name .*", "sign /",
         r"A slash in such a name is written \/, or the whole IRI stands in angle brackets."),
    Slip("{(", r"number (\d\d|\d{4})", r"sign (-|\^\^)", 'A date is written as in "2024-12-31"^^xsd:date.'),
    Slip("{", r"(name|iri) .*|close \)", r"open \{", "A path is repeated by *, + or ?.", after="number .*"),
    Slip("{(", r"sign \^\^", ".*", 'A type is written as in "1"^^xsd:integer.'),
    Slip("{(", "string .*", r"sign \^", 'A type is written as in "1"^^xsd:integer.'),
    Slip("{", ".*", "word (NOT|EXISTS)", "EXISTS and NOT EXISTS stand behind FILTER."),
    Slip("{", ".*", "word (AND|JOIN)", "Triples in the same braces are joined without a word between them."),
    Slip("{", TERM, "word A", "This a, for rdf:type, is a small letter.", earlier=BEGUN),
    Slip("(", _TERM_ENDS, _TERM_BEGINS, "Is a comma missing before it, or an operator?", _LISTED),
    Slip("(", _TERM_ENDS, r"close \)", "Too few values are given here.", _LISTED),
    Slip("(", _TERM_ENDS, _TERM_BEGINS, "Is AS missing before it, or an operator?"),
    Slip("(", rf"{_TERM_ENDS}|close \}}", r"close \)",
         "What is computed gets a name: (expression AS ?name).", _NAMED),
    Slip("(", "word AS", ".*", "A variable follows AS: its name begins with ?."),
    Slip("(", ".*", "word AND", "And is written &&."),
    Slip("(", ".*", "word OR", "Or is written ||."),
    Slip("{(", "word NOT", ".*", "Not is written !."),
    Slip("(", ".*", "word BETWEEN", "Write two comparisons: ?x >= 1 && ?x <= 2."),
    Slip("(", ".*", "word CASE", "Write IF(condition, value, other value)."),
    Slip("(", ".*", "word (IS|NULL|UNDEF)", "Write BOUND(?x), or !BOUND(?x)."),
    Slip("(", r"sign ,|open \(", "sign /", "A text, such as a pattern, stands in quotes."),
    Slip("(", ".*", "word LIKE|sign ~", "Write CONTAINS(text, part) or REGEX(text, pattern)."),
    Slip("(", ".*", "sign &", "And is written &&."),
    Slip("(", ".*", r"sign \|", "Or is written ||."),
    Slip("(", ".*", "sign %", "What is left of a division by 2 is ?x - 2 * FLOOR(?x / 2)."),
    Slip("(", "sign =", "sign =", "Equality is written with one =."),
    Slip("{", rf"{_TERM_ENDS}|sign [;/|^]", "(string|number) .*",
         "A predicate is an IRI or a variable; before another object stands a comma."),
    Slip("{", TERM, r"blank .*|open \[", "A predicate is an IRI or a variable.", earlier=BEGUN),
    Slip("{[", "sign ,", ".*", "Behind a comma stands another object."),
    Slip("{", _TERM_ENDS, rf"{_TERM_BEGINS}|open \(|word A",
         "Is a full stop or a semicolon missing before it?"),
    Slip(".", "variable .*", "sign [.]", "A variable's name has letters, digits and _ only."),
    Slip(".{(", "variable .*", "sign -", "A variable's name has letters, digits and _ only."),
    Slip(".{(", ".*", r"sign [?$]", "A variable's name is missing."),
    Slip(".{([", "string .*", "language .*|sign @", "A language tag is written as in \"text\"@en."),
    Slip("{", r"open \{", "(number|string|name|iri) .*",
         "Several variables of VALUES stand in brackets, and so does each row of values.",
         r"variable \S* close \)"),
    Slip("{", r"open \{", r"open \(", "The values of one variable stand without brackets.",
         r"word VALUES variable \S*"),
    Slip(".(", ".*", "blank .*", "A blank node stands in triples alone: use a variable."),
    Slip("{", "variable .*", r"open \{", "Is VALUES or GRAPH missing before the variable?"),
    Slip(".{", "word VALUES", ".*", "Variables stand between VALUES and the braces."),
    Slip("(", r"open \(", f"{_FUNCTION}|sign !|word (NOT|EXISTS)",
         "Is FILTER or BIND missing before the bracket?"),
    Slip("{[", ".*", "close []}]|sign [.;,]",
         "Is the triple before it complete, with subject, predicate and object?"),
    Slip("(", r"sign .*|open \(", "close .*", "A value or a condition is missing before it."),
    Slip(".{", "close .*", "sign [<>!=].*", "The condition stands in brackets."),
    Slip(".", "close .*|number .*", "(?!end).*", "The query ends before it, and nothing may follow."),
    Slip(".", r"close \}", "end", "A pattern in braces follows here."),
    Slip("{(", "string .*", _NO_KEYWORD, 'A quote within a text is written \\".'),
    Slip("(", ".*", _UNKNOWN, "SPARQL has no function of this name.", after=r"open \("),
    Slip("{[(", ".*", _UNKNOWN,
         "A name needs a prefix, as in rdfs:label; a variable begins with ?, and a text stands in quotes."),
)  # fmt: skip
