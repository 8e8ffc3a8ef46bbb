"""From the engine's own errors, which may dump its grammar, to a place and a short sentence."""

from __future__ import annotations

import bisect
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from itertools import pairwise

from ...graph.reading.tokens import LONGEST, Token, tokens
from ..errors import QueryUnsupported
from ..workers.grammar import as_the_engine_reads
from .brackets import closes_nothing, open_iri, still_open, unbalanced
from .clauses import Clauses
from .faults import LONGEST_NAME, Fault, cut, fault_at
from .hints import hint as hint_at
from .names import called, is_reused, undeclared
from .phrases import PLACED, SCOPED, SCOPES, UNEVEN, UNEVEN_ROW
from .plain import Plain
from .rows import uneven_row
from .words import AGGREGATES

#: Words of queries that group, and what the engine lets pass there, as clauses.py tells it.
_GROUPING = re.compile(rf"\b(?:{'|'.join(AGGREGATES)}|GROUP)\b")
_PASSED = ("nested", "overridden")
_ERROR = re.compile(r"error at (\d+):(\d+): expected (.*)", re.DOTALL)
_FUNCTION = re.compile(r"function <(.*?)> is not supported")
#: Tokens that are parts of one sign (https://www.w3.org/TR/sparql12-query/#sparqlGrammar), such as <<( or |}.
_TOGETHER = ("<<", "<(", ">>", ")>", "{|", "|}")
#: Longer than the longest keyword, ENCODE_FOR_URI.
_SPACE = " " * 20
#: The other end of a string token: the tokens take an open string up to the end of its line, or of the text.
_CLOSED_STRING = re.compile(r"(\"{3}|'{3}|\"|')(?:[^\\]|\\.)*?\1", re.DOTALL)
#: One that begins as absolute IRIs do, or one on a single line that cannot be a comparison.
_BROKEN_IRI = re.compile(r"<(?:https?:|urn:)[^>\s]*+(?:\s|>|\Z)|<[A-Za-z/\#][^?$&|=!(),{}<>\"'\n]*>")
_BROKEN = "An IRI begins here and has no end, or holds a character that no IRI may hold."
_HEX = "[0-9A-Fa-f]"
#: A backslash that begins no escape, behind whole ones (https://www.w3.org/TR/sparql11-query/#rECHAR), or one
#: of no character (https://www.w3.org/TR/sparql11-query/#codepointEscape), as half of a pair is none.
_ODD_ESCAPE = re.compile(
    rf"""(?<!\\)(?:\\\\)*(\\(?:[^tbnrf"'\\uU]|u(?!(?![Dd][89A-Fa-f]){_HEX}{{4}}){_HEX}{{0,4}}"""
    rf"""|U(?!{_HEX}{{8}}){_HEX}{{0,8}}))"""
)


def explain(
    text: Plain, parse: Callable[[str], object], known: Mapping[str, str], things: Mapping[str, str]
) -> Fault:
    """Say what is wrong with the query `text`, which the engine has refused.

    `parse` lets the engine parse a text and raises SyntaxError; `known` are prefixes that need no
    declaration, `things` those of the graph that do. What can be seen in the tokens for certain comes first,
    as far as the engine has read: it says more than the engine does.
    """
    if len(text.text) > LONGEST:  # it gets the engine's word only
        return _roughly(text, parse)
    found = list(tokens(text.text))
    if not found:
        return Fault(1, 1, "The query is empty.")
    index, expected = _refused(found, parse)
    seen = found[: index + 1] if index is not None and expected else found
    odd = undeclared(text, seen, known, things), _odd_token(text, found)
    certain = [each for each in odd if each is not None]
    if certain:
        return min(certain, key=lambda fault: (fault.line, fault.column))
    if index is not None and UNEVEN in expected:
        return fault_at(text, uneven_row(found, index), *UNEVEN_ROW)
    return (
        _out_of_scope(text, found, index, expected)
        or _worded(text, found, index, expected, PLACED)
        or _invalid_iri(text, found, index, parse)
        or _unexpected(text, found, index)
    )


def passed_over(text: Plain) -> Fault | None:
    """Find what no query that groups may say, though the engine lets it pass: an aggregate within another, or
    AS with a variable of the pattern (https://www.w3.org/TR/sparql11-query/#variableScope)."""
    if len(text.text) > LONGEST or not _GROUPING.search(text.text.upper()):
        return None
    scope = Clauses(tokens(text.text)).fault()
    return fault_at(text, scope[1], *SCOPES[scope[0]]) if scope is not None and scope[0] in _PASSED else None


def unsupported_by(reason: str, text: Plain, known: Mapping[str, str]) -> QueryUnsupported:
    """Say what the engine does not have of a valid query, by its `reason`, and where the query uses it."""
    function = _FUNCTION.search(reason)
    if function is None:
        return QueryUnsupported(f"The engine cannot answer this query: {reason}.")
    token = called(list(tokens(text.text)), function[1], known) if len(text.text) <= LONGEST else None
    return unknown_function(function[1], text, token)


def unknown_function(iri: str, text: Plain, token: Token | None) -> QueryUnsupported:
    """Say that there is no function of this IRI, and where a query calls it, so far as that is known."""
    message = f"The function <{cut(iri, LONGEST_NAME)}> is not supported."
    hint = "Use functions of SPARQL itself, such as CONTAINS."
    if token is None:
        return QueryUnsupported(message, hint=hint)
    return QueryUnsupported(**asdict(fault_at(text, token, message, hint)))


def _roughly(text: Plain, parse: Callable[[str], object]) -> Fault:
    """Say where the engine stopped reading, which may lie a word behind the fault."""
    message = "The query is not valid here, or just before."
    hint = "So long a query is not looked at more closely; find the fault in a shorter one."
    try:
        parse(text.text)
    except SyntaxError as error:
        match = _ERROR.search(str(error))
        if match is not None:
            return Fault(int(match.group(1)), int(match.group(2)), message, hint)
    return Fault(1, 1, "The query is not valid.", hint)


def _out_of_scope(text: Plain, found: Sequence[Token], index: int | None, expected: str) -> Fault | None:
    """Find what stands out of its scope. The engine tells it at the end of the query, of groups within others
    not at all: there it only stops at their end."""
    told = _worded(text, found, index, expected, SCOPED)
    if told is None and (index is None or found[index].text != "}"):
        return None
    scope = Clauses(found).fault()
    return fault_at(text, scope[1], *SCOPES[scope[0]]) if scope is not None else told


def _worded(
    text: Plain,
    found: Sequence[Token],
    index: int | None,
    expected: str,
    phrases: Sequence[tuple[str, str, str | None]],
) -> Fault | None:
    """Say what the engine says in words, where it stopped."""
    for phrase, message, hint in phrases:
        if phrase in expected and index is not None:
            return fault_at(text, found[index], message, hint)
        if phrase in expected:
            return Fault(*text.position(found[-1].end), message, hint)
    return None


def _invalid_iri(
    text: Plain, found: Sequence[Token], index: int | None, parse: Callable[[str], object]
) -> Fault | None:
    """Say that the token where the engine stopped is an IRI that it takes nowhere
    (https://www.rfc-editor.org/rfc/rfc3987#section-2.2)."""
    if index is None or found[index].kind != "iri":
        return None
    try:
        parse(f"ASK {{ ?s ?p {found[index].text} }}")
    except SyntaxError:
        hint = "What cannot stand there in an IRI is percent-encoded, such as [ as %5B."
        return fault_at(text, found[index], "This is not a valid IRI.", hint)
    return None


def _unexpected(text: Plain, found: Sequence[Token], index: int | None) -> Fault:
    unfit = unbalanced(text, found)
    if index is None:
        begun = open_iri(found)
        if unfit is None and begun is not None:
            return fault_at(text, begun, _BROKEN)
        hint = hint_at(found, len(found))
        return unfit or Fault(*text.position(found[-1].end), "The query ends too early.", hint)
    token = found[index]
    if is_reused(found, index):
        return fault_at(
            text, token, "A blank node's label stands in two separate patterns.", "Use a variable."
        )
    hint = still_open(text, found, index) or hint_at(found, index)
    if unfit is not None and (hint is None or closes_nothing(found, index)):
        return unfit
    return fault_at(text, token, f"Unexpected {cut(token.text)!r}.", hint)


def _refused(found: list[Token], parse: Callable[[str], object]) -> tuple[int | None, str]:
    """Return which token the engine stopped at, None for the end, and what it expected there.

    The place that the engine reports lies up to the length of a keyword behind the fault, wherever it tried
    that keyword in vain. So it parses the tokens again, each with more space behind it than any keyword is
    long.
    """
    padded, starts = io.StringIO(), []
    for before, token in pairwise((found[0], *found)):
        together = before.end == token.start and before.text + token.text in _TOGETHER
        if token.kind != "language" and token.text != "^^" and not together:
            padded.write(_SPACE)
        starts.append(padded.tell())
        padded.write(token.text)
    padded.write(_SPACE)
    text = as_the_engine_reads(padded.getvalue())
    try:
        parse(text)
    except SyntaxError as error:
        match = _ERROR.search(str(error))
        if match is not None:
            offset = _offset(text, int(match.group(1)), int(match.group(2)))
            index, expected = max(0, bisect.bisect_right(starts, offset) - 1), match.group(3)
            # Some tokens have no space before them; the fault is where the engine began with a keyword.
            begun = offset - len(expected) if expected.isupper() else offset
            while begun < starts[index] == starts[index - 1] + len(found[index - 1].text):
                index -= 1
            return (index if offset < len(text) else None), expected
    return 0, ""


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return start + column - 1


def _odd_token(text: Plain, found: Sequence[Token]) -> Fault | None:
    """Find a string without an end, or a "<" that looks like an IRI and is none."""
    for token in found:
        if token.kind == "string" and not _CLOSED_STRING.fullmatch(token.text):
            hint = 'Close it, or escape quotes in it as \\".'
            return fault_at(text, token, "A string begins here and never ends.", hint)
        if token.kind == "string" and (odd := _ODD_ESCAPE.search(token.text)):
            message, hint = f"The escape {odd[1]} is none.", r"A backslash itself is written \\ in a text."
            return Fault(*text.position(token.start + odd.start(1)), message, hint, cut(token.text))
        if token.text == "<" and _BROKEN_IRI.match(text.text, token.start, token.start + 2048):
            return fault_at(text, token, _BROKEN)
    return None
