"""From the engine's syntax error, which dumps its grammar, to a place and a short sentence."""

from __future__ import annotations

import bisect
import difflib
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from accordgraph.engine.clauses import Clauses
from accordgraph.engine.hints import hint as hint_at
from accordgraph.engine.tokens import LONGEST, Token, position, tokens

_ERROR = re.compile(r"error at (\d+):(\d+): expected (.*)", re.DOTALL)
#: Longer than the longest keyword, ENCODE_FOR_URI.
_SPACE = " " * 20
#: The other end of a string token: the tokens take an open string up to the end of its line, or of the text.
_CLOSED_STRING = re.compile(r"(\"{3}|'{3}|\"|')(?:[^\\]|\\.)*?\1", re.DOTALL)
_BROKEN_IRI = re.compile(r"<(?:https?:|urn:)[^>\s]*+(?:\s|>|\Z)")
#: Longer prefixes are compared by their beginning: likeness takes quadratic time.
_LONGEST_PREFIX = 100
#: A backslash that begins no escape (https://www.w3.org/TR/sparql11-query/#rECHAR), behind whole ones.
_ODD_ESCAPE = re.compile(r"""(?<!\\)(?:\\\\)*(\\[^tbnrf"'\\uU])""")
#: What is no prefix where nobody declares it, but the beginning of an IRI.
_SCHEMES = frozenset(("http", "https", "urn", "mailto"))
_UNGROUPED = (
    "SELECT names a variable that has no value after grouping.",
    "With GROUP BY or an aggregate, every selected variable must stand in GROUP BY or in an aggregate.",
)
_OVERRIDDEN = ("This variable already has a value.", "Use a new name after AS.")
_CLOSING = {"(": ")", "{": "}", "[": "]"}
#: What the engine says in words -> message, hint.
_PHRASES = (
    ("The SELECT contains a variable that is unbound", *_UNGROUPED),
    (
        "The SELECT contains an expression with a variable that is unbound",
        "An expression in SELECT uses a variable that has no value after grouping.",
        "With GROUP BY, use only grouped variables and aggregates in it.",
    ),
    ("Duplicated variable name in SELECT", "SELECT names a variable twice.", None),
    (
        "The SELECT overrides an existing variable",
        "SELECT gives a value to a variable that already has one.",
        "Use a new name after AS.",
    ),
    (
        "SELECT * is not authorized with GROUP BY",
        "SELECT * cannot be used with GROUP BY.",
        "Name the variables.",
    ),
    (
        "BIND is overriding an existing variable",
        "BIND gives a value to a variable that already has one.",
        "Use a new name after AS.",
    ),
    (
        "VALUES clause rows",
        "A row of VALUES has more or fewer values than there are variables.",
        "Use UNDEF for none.",
    ),
    ("Repeated variables are not allowed in VALUES", "VALUES names a variable twice.", None),
    (
        "Unexpected aggregate",
        "An aggregate such as COUNT cannot stand here.",
        "Use it in SELECT, HAVING or ORDER BY.",
    ),
    ("base directions", "A language tag ends with a direction that is neither --ltr nor --rtl.", None),
    ("language tag parsing failed", "This is not a language tag.", None),
    ("Already used blank node id", "A blank node label is used in two separate patterns.", "Use a variable."),
)


@dataclass(frozen=True)
class Fault:
    """Where a query is wrong, counted from 1, why, what may help, and the word that is wrong there."""

    line: int
    column: int
    message: str
    hint: str | None = None
    token: str | None = None


def explain(text: str, parse: Callable[[str], object], known: Mapping[str, str]) -> Fault:
    """Say what is wrong with the query `text`, which the engine has refused.

    `parse` lets the engine parse a text and raises SyntaxError; `known` are prefixes that need no
    declaration. What can be seen in the tokens for certain comes first; it says more than the engine does.
    """
    if len(text) > LONGEST:  # it gets the engine's word only
        return _roughly(text, parse)
    found = list(tokens(text))
    if not found:
        return Fault(1, 1, "The query is empty.")
    certain = [
        each for each in (_undeclared_prefix(text, found, known), _odd_token(text, found)) if each is not None
    ]
    if certain:
        return min(certain, key=lambda fault: (fault.line, fault.column))
    index, expected = _refused(found, parse)
    token = found[index] if index is not None else None
    scopes = "The SELECT contains a variable" in expected or "The SELECT overrides" in expected
    if scopes or (token is not None and token.text == "}"):  # of groups within others, the engine tells none
        fault = _unscoped(text, found)
        if fault is not None:
            return fault
    end = position(text, found[-1].end)
    place = end if token is None else position(text, token.start)
    word = _cut(token.text) if token is not None else None
    for phrase, message, hint in _PHRASES:
        if phrase in expected:
            return Fault(*place, message, hint, word)
    fault = _unbalanced(text, found)
    if fault is not None:
        return fault
    if index is None:
        return Fault(*end, "The query ends too early.", hint_at(found, len(found)))
    return Fault(*place, f"Unexpected {_cut(found[index].text)!r}.", hint_at(found, index), word)


def _roughly(text: str, parse: Callable[[str], object]) -> Fault:
    """Say where the engine stopped reading, which may lie a word behind the fault."""
    message = "The query is not valid here, or just before."
    hint = "So long a query is not looked at more closely; find the fault in a shorter one."
    try:
        parse(text)
    except SyntaxError as error:
        match = _ERROR.search(str(error))
        if match is not None:
            return Fault(int(match.group(1)), int(match.group(2)), message, hint)
    return Fault(1, 1, "The query is not valid.", hint)


def _unscoped(text: str, found: list[Token]) -> Fault | None:
    """Find a variable that has no value where one is wanted, or has one where it is given another."""
    clauses = Clauses(found)
    for token, said in ((clauses.ungrouped(), _UNGROUPED), (clauses.overridden(), _OVERRIDDEN)):
        if token is not None:
            return Fault(*position(text, token.start), *said, _cut(token.text))
    return None


def _refused(found: list[Token], parse: Callable[[str], object]) -> tuple[int | None, str]:
    """Return which token the engine stopped at, None for the end, and what it expected there.

    The place that the engine reports lies up to the length of a keyword behind the fault, wherever it tried
    that keyword in vain. So it parses the tokens again, each with more space behind it than any keyword is
    long.
    """
    padded, starts = io.StringIO(), []
    for token in found:
        if token.kind != "language" and token.text != "^^":
            padded.write(_SPACE)
        starts.append(padded.tell())
        padded.write(token.text)
    padded.write(_SPACE)
    text = padded.getvalue()
    try:
        parse(text)
    except SyntaxError as error:
        match = _ERROR.search(str(error))
        if match is not None:
            offset = _offset(text, int(match.group(1)), int(match.group(2)))
            index = max(0, bisect.bisect_right(starts, offset) - 1)
            return (index if offset < len(text) else None), match.group(3)
    return 0, ""


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return start + column - 1


def _undeclared_prefix(text: str, found: list[Token], known: Mapping[str, str]) -> Fault | None:
    """Find the first prefixed name whose prefix has no PREFIX line before it and is not a known one."""
    declared = set(known)
    before: Token | None = None
    for token in found:
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            if before is not None and before.text.upper() in ("PREFIX", "@PREFIX"):
                declared.add(prefix)
            elif prefix not in declared:
                message = f"The prefix {_cut(prefix)}: is not declared."
                return Fault(
                    *position(text, token.start), message, _prefix_hint(prefix, declared), _cut(token.text)
                )
        before = token
    return None


def _prefix_hint(prefix: str, declared: set[str]) -> str:
    if prefix in _SCHEMES:
        return "An IRI stands in angle brackets."
    alike = difflib.get_close_matches(prefix[:_LONGEST_PREFIX], sorted(declared - {""}), 1)
    begun = sorted(each for each in declared if each and prefix and each.startswith(prefix))
    longer = sorted(each for each in declared if each and prefix.startswith(each))
    nearest = (alike + begun + longer)[:1]
    if nearest:
        return f"Did you mean {nearest[0]}: ? Otherwise add PREFIX {_cut(prefix)}: <...> at the top."
    return f"Add PREFIX {_cut(prefix)}: <...> at the top."


def _odd_token(text: str, found: list[Token]) -> Fault | None:
    """Find a string without an end, or a "<" that looks like an IRI and is none."""
    for token in found:
        if token.kind == "string" and not _CLOSED_STRING.fullmatch(token.text):
            message, hint = "A string begins here and never ends.", 'Close it, or escape quotes in it as \\".'
            return Fault(*position(text, token.start), message, hint, _cut(token.text))
        if token.kind == "string" and (odd := _ODD_ESCAPE.search(token.text)):
            message, hint = f"The escape {odd[1]} is none.", r"A backslash itself is written \\ in a text."
            return Fault(*position(text, token.start + odd.start(1)), message, hint, _cut(token.text))
        if token.text == "<" and _BROKEN_IRI.match(text, token.start, token.start + 2048):
            message = "An IRI begins here and has no end, or holds a character that no IRI may hold."
            return Fault(*position(text, token.start), message, token=_cut(token.text))
    return None


def _unbalanced(text: str, found: list[Token]) -> Fault | None:
    """Find the first closing bracket that closes nothing, else the last one that is never closed."""
    stack: list[Token] = []
    for token in found:
        if token.kind == "open":
            stack.append(token)
        elif token.kind == "close":
            if not stack or _CLOSING[stack[-1].text] != token.text:
                message = f"Unexpected {token.text!r}: no bracket that fits is open."
                return Fault(*position(text, token.start), message, _open_hint(text, stack), token.text)
            stack.pop()
    if not stack:
        return None
    opening = stack[-1]
    message = f"The bracket {opening.text!r} is never closed."
    return Fault(*position(text, opening.start), message, token=opening.text)


def _open_hint(text: str, stack: list[Token]) -> str | None:
    if not stack:
        return None
    line, column = position(text, stack[-1].start)
    return f"The bracket {stack[-1].text!r} in line {line}, column {column}, is still open."


def _cut(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:37]}..."
