"""A query as an engine of other people gets it: with all prefixes declared, and with the graphs to ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from ...graph.reading.tokens import LONGEST, Token, tokens
from ..errors import QueryUnsupported
from ..explaining.plain import Plain, character_of
from .service import NO_GRAPH, Dataset

#: Graphs that a request or a query names: for the default graph, and as named ones.
Chosen = tuple[Iterable[str], Iterable[str]]
#: The escapes of a text, one by one, so that a backslash that is escaped begins none.
_IN_TEXT = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|.)", re.DOTALL)
_TRAP = re.compile(r"\\u|\r(?!\n)", re.IGNORECASE)
_BACKSLASHES = re.compile(r"\\(?:\\([uU])|.)", re.DOTALL)
#: Characters that a text cannot have as they are -> how it has them.
_SHORT = {
    "'": r"\'",
    '"': r"\"",
    "\\": r"\\",
    "\n": r"\n",
    "\r": r"\r",
    "\t": r"\t",
    "\b": r"\b",
    "\f": r"\f",
}
_SCHEME = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")


def worded(text: str, base: str, prefixes: Mapping[str, str]) -> str:
    """Return a query that stands alone: the base and the prefixes that it uses and does not declare added."""
    found = list(tokens(text)) if len(text) <= LONGEST else None
    used = _undeclared(found) if found is not None else {each for each in prefixes if f"{each}:" in text}
    lines = [f"PREFIX {name}: <{prefixes[name]}>" for name in sorted(used & set(prefixes))]
    if found is not None and _needs_base(found):
        lines.insert(0, f"BASE <{base}>")
    # SPARQL 1.0, to which some engines keep, has the base before all prefixes.
    begin = found[1].end if lines and found and found[0].word == "BASE" else 0
    return "\n".join([*filter(None, [text[:begin]]), *lines, text[begin:]])


def without_traps(read: Plain) -> str:
    r"""Return a query in which no escape such as `\u0027` can be taken for more than a character of a text,
    and no comment for longer than it is.

    Some engines read escapes before all else: there, one may end a text or a comment, and what follows, which
    was looked at as text, is none. To Virtuoso a carriage return ends no comment. Raises QueryUnsupported for
    a text too long to be looked through.
    """
    text, kept, end = read.text, list[str](), 0
    if not _TRAP.search(text):
        return text
    if len(text) > LONGEST:
        raise QueryUnsupported(
            "So long a query can neither write characters as escapes nor end lines without a line feed."
        )
    for token in tokens(text):
        found = _BACKSLASHES.sub(_spelt, _IN_TEXT.sub(_written, token.text))
        kept += (_without_comment(text[end : token.start]), found if token.kind == "string" else token.text)
        end = token.end
    return "".join((*kept, _without_comment(text[end:])))


def _without_comment(between: str) -> str:
    return "\n" if _TRAP.search(between) else between


def _spelt(escape: re.Match[str]) -> str:
    """Spell the letter behind a backslash that is one: there are engines that take the two for an escape."""
    return rf"\\\u{ord(escape[1]):04X}" if escape[1] else escape[0]


def _written(escape: re.Match[str]) -> str:
    """Return an escape in a text as the character, with a backslash where that needs one."""
    character = character_of(escape) if escape[1] or escape[2] else ""
    # A control character without a short form ends nothing.
    plain = character if character.isprintable() else ""
    return _SHORT.get(character) or plain or escape[0]


def dataset(text: str, chosen: Chosen | None, believed: str, named: Collection[str]) -> Dataset:
    """Return the graphs to ask, so that any engine answers as a snapshot does.

    Of those that are `chosen`, the snapshot's: an engine may hold others. Else a query without GRAPH asks
    what is believed, whatever the engine's own default graph is; one with it sees the snapshot's graphs.
    """
    if chosen is None:
        return Dataset((believed,), tuple(named) if _looks(text) else ())
    default, wanted = (dict.fromkeys(each) for each in chosen)
    found = tuple(each for each in default if each == believed or each in named)
    seen = tuple(each for each in wanted if each in named)
    # Where a request leaves one of them out, not every engine takes it for none.
    return Dataset(found or (NO_GRAPH,), seen or (NO_GRAPH,))


def within(text: str, condition: Callable[[str], str]) -> str | None:
    """Return a query in which each GRAPH is held to a condition on its name, "" for none; None where the text
    is too long to be looked through, or has no end."""
    if len(text) > LONGEST:
        return None
    waiting, places = list[str](), list[tuple[int, str]]()
    last, but_one = "", ""
    for token in tokens(text):
        if token.text == "{" and token.kind == "open":
            waiting.append(condition(last) if but_one.upper() == "GRAPH" else "")
        elif token.text == "}" and token.kind == "close":
            if not waiting:
                return None
            if held := waiting.pop():
                places.append((token.end, held))
        last, but_one = token.text, last
    if waiting:
        return None
    for place, held in sorted(places, reverse=True):
        text = f"{text[:place]} FILTER({held}) {text[place:]}"
    return text


def selects_within(text: str) -> bool:
    """Whether a query has a SELECT within a GRAPH whose name is a variable."""
    if len(text) > LONGEST:
        return False
    held, last, but_one = [False], "", ""
    for token in tokens(text):
        if token.kind == "open":
            held.append(held[-1] or (but_one.upper() == "GRAPH" and last[0] in "?$"))
        elif token.kind == "close" and len(held) > 1:
            held.pop()
        elif held[-1] and token.word == "SELECT":
            return True
        last, but_one = token.text, last
    return False


def without_from(text: str) -> str:
    """Return a query without the graphs that it names: the request says them."""
    if "from" not in text.lower():
        return text
    kept, since, begin = [], 0, -1
    for token in tokens(text):
        if token.word == "FROM":
            begin = token.start
        elif begin >= 0 and token.word != "NAMED":
            kept.append(text[since:begin])
            since, begin = token.end, -1
    return "".join([*kept, text[since:]])


def _looks(text: str) -> bool:
    """Whether a query looks into named graphs."""
    return "graph" in text.lower() and any(each.word == "GRAPH" for each in tokens(text))


def _undeclared(found: Sequence[Token]) -> set[str]:
    """Return the prefixes that are used and not declared."""
    used: set[str] = set()
    declared: set[str] = set()
    for number, token in enumerate(found):
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            before = found[number - 1] if number else None
            introduced = before is not None and before.word == "PREFIX"
            (declared if introduced else used).add(prefix)
    return used - declared


def _needs_base(found: Sequence[Token]) -> bool:
    """Whether a query has relative IRIs and no base for them."""
    if any(token.word == "BASE" for token in found):
        return False
    return any(token.kind == "iri" and not _SCHEME.match(token.text) for token in found)
