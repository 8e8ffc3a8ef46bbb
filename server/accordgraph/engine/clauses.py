"""Variables that a query uses out of their scope, as its tokens show: the engine does not name them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from accordgraph.engine.hints import AGGREGATES
from accordgraph.engine.tokens import BEFORE_STAR, Token

#: What stands before a pattern of which nothing is seen outside.
_UNSEEN = ("MINUS", "EXISTS")
#: What ends the list of a GROUP BY; SELECT cannot follow, and ends the look in texts of nothing else.
_AFTER_GROUPS = frozenset(("HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES", "SELECT"))


@dataclass
class _Group:
    """The variables that a group in braces gives values to, whether what is around it sees them, and whether
    it is a SELECT that names what is seen of it."""

    given: set[str] = field(default_factory=set)
    is_seen: bool = True
    selects: bool = False


class Clauses:
    """A query's tokens, with the ends of its brackets."""

    def __init__(self, found: Sequence[Token]) -> None:
        self._found = found
        self._ends: dict[int, int] = {}
        opened: list[int] = []
        for at, token in enumerate(found):
            if token.kind == "open":
                opened.append(at)
            elif token.kind == "close" and opened:
                self._ends[opened.pop()] = at

    def ungrouped(self) -> Token | None:
        """Return the first variable that a SELECT with groups names, and that is in none of them."""
        for start, opening in self._selections():
            names = self._found[start:opening]
            groups = self._groups(self._end(opening) + 1)
            if groups is None and not any(token.text.upper() in AGGREGATES for token in names):
                continue
            for token in self._beside(start, opening):
                if token.kind == "variable" and token.text[1:] not in (groups or ()):
                    return token
        return None

    def overridden(self) -> Token | None:
        """Return the first variable that AS gives a value, though a pattern beside it gives it one."""
        for start, opening in self._selections():
            pattern = self._beside(opening + 1, self._end(opening))
            given = {token.text[1:] for token in pattern if token.kind == "variable"}
            for at in range(start, opening):
                if self._follows_as(at) and self._found[at].text[1:] in given:
                    return self._found[at]
        return self._bound_twice()

    def _bound_twice(self) -> Token | None:
        """Return the first variable of a BIND that something before it in the same group has a value for."""
        groups = [_Group()]
        at = 0
        while at < len(self._found):
            token = self._found[at]
            before = self._found[at - 1].text.upper() if at else ""
            if token.text == "{":
                groups.append(_Group(is_seen=before not in _UNSEEN and not groups[-1].selects))
            elif token.text == "}" and len(groups) > 1:
                ended = groups.pop()
                groups[-1].given |= ended.given if ended.is_seen else set()
            elif token.kind == "variable":
                groups[-1].given.add(token.text[1:])
            elif token.text.upper() == "SELECT":
                groups[-1].selects = True
            elif token.text == "*" and before in BEFORE_STAR:
                groups[-1].selects = False
            elif token.text.upper() == "BIND":
                last = self._end(at + 1) - 1
                if self._follows_as(last) and self._found[last].text[1:] in groups[-1].given:
                    return self._found[last]
            if token.text in ("(", "["):
                at = self._end(at)
                inner = self._found[at - 1]
                if self._follows_as(at - 1):
                    groups[-1].given.add(inner.text[1:])
            at += 1
        return None

    def _selections(self) -> Iterator[tuple[int, int]]:
        """Yield where what each SELECT names begins, and where its pattern does."""
        start = -1
        for at, token in enumerate(self._found):
            if token.kind == "word" and token.text.upper() == "SELECT":
                start = at + 1
            elif token.text == "{" and start >= 0:
                yield start, at
                start = -1

    def _groups(self, at: int) -> set[str] | None:
        """Return the variables of the GROUP BY behind a pattern, None where it has none."""
        groups: set[str] | None = None
        while at < len(self._found) and self._found[at].kind != "close":
            token = self._found[at]
            if groups is None and token.text.upper() == "GROUP":
                groups = set()
            elif token.text.upper() in _AFTER_GROUPS:
                break
            elif groups is not None and token.kind == "variable":
                groups.add(token.text[1:])
            elif token.kind == "open":
                at = self._end(at)
                if groups is not None and self._follows_as(at - 1):
                    groups.add(self._found[at - 1].text[1:])
            at += 1
        return groups

    def _beside(self, at: int, end: int) -> Iterator[Token]:
        """Yield the tokens of a stretch that are in no bracket there."""
        while at < end:
            if self._found[at].kind == "open":
                at = self._end(at)
            else:
                yield self._found[at]
            at += 1

    def _end(self, at: int) -> int:
        return self._ends.get(at, len(self._found))

    def _follows_as(self, at: int) -> bool:
        found = self._found
        return 0 < at < len(found) and found[at].kind == "variable" and found[at - 1].text.upper() == "AS"
