"""What is told of a fault in a query's scopes, or of one that the engine has words for: tables."""

from __future__ import annotations

_NEW_NAME = "Use a new name after AS."
_UNGROUPED = (
    "SELECT names a variable that has no value after grouping.",
    "With GROUP BY or an aggregate, every selected variable must stand in GROUP BY or in an aggregate.",
)
_USED = (
    "An expression in SELECT uses a variable that has no value after grouping.",
    "With GROUP BY, use only grouped variables and aggregates in it.",
)
_STAR = ("SELECT * cannot be used with GROUP BY.", "Name the variables.")
_ONCE = "Leave it out here, or use another name."
_NAMED_TWICE = ("SELECT names a variable twice.", _ONCE)
_VALUED_TWICE = ("VALUES names a variable twice.", _ONCE)
_OVERRIDDEN = ("SELECT gives a value to a variable that already has one.", _NEW_NAME)
_AGGREGATE = ("An aggregate such as COUNT cannot stand here.", "Use it in SELECT, HAVING or ORDER BY.")

#: What is out of its scope, as clauses.py tells it -> message, hint.
SCOPES = {
    "ungrouped": _UNGROUPED,
    "used": _USED,
    "star": _STAR,
    "named twice": _NAMED_TWICE,
    "valued twice": _VALUED_TWICE,
    "overridden": _OVERRIDDEN,
    "nested": (
        "An aggregate stands within another one.",
        "Write a SELECT with the inner one into the pattern.",
    ),
    "given": ("This variable already has a value.", _NEW_NAME),
    "aggregate": _AGGREGATE,
    "grouping": ("The engine groups in SELECT alone.", "Write a SELECT with its GROUP BY into the pattern."),
}

#: What the engine says of a query's scopes, wherever the fault lies -> message, hint.
SCOPED = (
    ("The SELECT contains a variable that is unbound", *_UNGROUPED),
    ("The SELECT contains an expression with a variable that is unbound", *_USED),
    ("Duplicated variable name in SELECT", *_NAMED_TWICE),
    ("The SELECT overrides an existing variable", *_OVERRIDDEN),
    ("SELECT * is not authorized with GROUP BY", *_STAR),
    (
        "BIND is overriding an existing variable",
        "BIND gives a value to a variable that already has one.",
        _NEW_NAME,
    ),
    ("Repeated variables are not allowed in VALUES", *_VALUED_TWICE),
    ("Unexpected aggregate", *_AGGREGATE),
)

#: What the engine says at the end of VALUES, and message and hint for the row that is wrong.
UNEVEN = "VALUES clause rows"
UNEVEN_ROW = ("A row of VALUES has more or fewer values than there are variables.", "Use UNDEF for none.")

#: What the engine says of the place where it stops -> message, hint.
PLACED = (
    ("base directions", "A language tag ends with a direction that is neither --ltr nor --rtl.", None),
    ("language tag parsing failed", "This is not a language tag.", None),
)
