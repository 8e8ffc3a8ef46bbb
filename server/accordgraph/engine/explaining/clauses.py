"""Variables that a query uses out of their scope, as its tokens show: the engine does not name them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ...graph.reading.tokens import BEFORE_STAR, Token
from .words import AGGREGATES

#: What stands before a pattern of which nothing is seen outside.
_UNSEEN = ("MINUS", "EXISTS")
#: What begins a part of a SELECT behind its pattern.
_PARTS = frozenset(("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"))
#: Those of them that any query may have, and the engine reads in a SELECT only.
_GROUPING = ("GROUP", "HAVING")


@dataclass
class _Select:
    """What a SELECT says, as far as it is read, and the `part` of it that is being read."""

    part: str = "SELECT"
    star: Token | None = None
    #: Its variables in order: "named", "made" by AS, or "used" in an expression outside aggregates.
    variables: list[tuple[str, Token]] = field(default_factory=list)
    #: The variables of its GROUP BY, None without one.
    groups: set[str] | None = None
    aggregates: bool = False
    #: The variables that its pattern gives values to.
    given: set[str] = field(default_factory=set)

    def fault(self) -> tuple[str, Token] | None:
        """Return the first thing that it may not name."""
        grouped = self.aggregates or self.groups is not None
        if grouped and self.star is not None:
            return "star", self.star
        visible = self.groups or set() if grouped else self.given
        names = set[str]()
        for how, token in self.variables:
            name = token.text[1:]
            if how == "used":
                if grouped and name not in visible:
                    return "used", token
                continue
            if name in names:
                return "named twice", token
            if how == "made" and name in visible:
                return "given", token
            if how == "made" and name in self.given:
                return "overridden", token
            if how == "named" and grouped and name not in visible:
                return "ungrouped", token
            names.add(name)
        return None


@dataclass(slots=True)
class _Group:
    """A pattern in braces, or the whole query: the variables that it gives values to, whether what is around
    it sees them, the SELECT that begins in it, and the one whose pattern it is."""

    given: set[str] = field(default_factory=set)
    is_seen: bool = True
    select: _Select | None = None
    pattern_of: _Select | None = None


@dataclass(slots=True)
class _Bracket:
    """An open bracket, the group that it stands in or is, and whether it is within an aggregate's."""

    sign: str
    group: _Group
    is_aggregate: bool = False
    #: The variables of VALUES, if it holds them.
    values: set[str] | None = None


class Clauses:
    """A query's tokens, read once."""

    def __init__(self, found: Iterable[Token]) -> None:
        self._faults: list[tuple[str, Token]] = []
        self._open = [_Bracket("", _Group())]
        self._before: Token | None = None
        for token in found:
            self._read(token)
            if self._faults:
                return
            self._before = token
        if len(self._open) == 1:
            self._end(self._open[0].group)

    def fault(self) -> tuple[str, Token] | None:
        """Return what the query first uses out of its scope: in which way, and the token."""
        return self._faults[0] if self._faults else None

    def _read(self, token: Token) -> None:
        group = self._open[-1].group
        if token.kind == "open":
            self._opened(token)
        elif token.kind == "close" and len(self._open) > 1:
            self._closed(self._open.pop(), self._open[-1])
        elif token.kind == "variable":
            self._variable(token, self._open[-1])
        elif token.word == "SELECT":
            group.select = _Select()
        elif group.select is None:
            if len(self._open) == 1 and token.text.upper() in _GROUPING:
                self._faults.append(("grouping", token))
        elif token.text == "*" and self._word() in BEFORE_STAR and self._open[-1].sign != "(":
            group.select.star = token
        elif token.word in _PARTS:
            group.select.part = token.word
            if group.select.part == "GROUP":
                group.select.groups = set()

    def _word(self) -> str:
        """Return the word before a token, "" where something else is."""
        return self._before.word if self._before is not None else ""

    def _opened(self, token: Token) -> None:
        here, before = self._open[-1], self._word()
        select = here.group.select
        if token.text == "{":
            self._open.append(_Bracket("{", self._group(here, before)))
            return
        is_aggregate = token.text == "(" and before in AGGREGATES
        if is_aggregate and here.is_aggregate and self._before is not None:
            self._faults.append(("nested", self._before))
        elif is_aggregate and select is not None:
            select.aggregates = True
        elif is_aggregate and len(self._open) > 1 and self._before is not None:
            self._faults.append(("aggregate", self._before))
        values = set[str]() if before == "VALUES" else None
        self._open.append(_Bracket(token.text, here.group, is_aggregate or here.is_aggregate, values))

    def _group(self, here: _Bracket, before: str) -> _Group:
        """Begin a pattern: of the SELECT that it follows, whose names alone are seen, or within another."""
        select = here.group.select
        if select is None:
            return _Group(is_seen=here.sign != "(" and before not in _UNSEEN)
        if select.part != "SELECT":
            return _Group(is_seen=False)
        select.part = "WHERE"
        return _Group(is_seen=select.star is not None, pattern_of=select)

    def _variable(self, token: Token, here: _Bracket) -> None:
        """Read a variable: what has a value by it, and what is named or used."""
        group, select, name = here.group, here.group.select, token.text[1:]
        is_made = self._word() == "AS"
        if here.values is not None and name in here.values:
            self._faults.append(("valued twice", token))
        elif here.values is not None:
            here.values.add(name)
            group.given.add(name)
        elif select is None:
            if is_made and name in group.given:
                self._faults.append(("given", token))
            elif is_made or here.sign != "(":
                group.given.add(name)
        elif select.part == "SELECT":
            if is_made or here.sign != "(":
                select.variables.append(("made" if is_made else "named", token))
                group.given.add(name)
            elif not here.is_aggregate:
                select.variables.append(("used", token))
        elif select.part == "GROUP" and select.groups is not None and (is_made or here.sign != "("):
            select.groups.add(name)

    def _closed(self, ended: _Bracket, around: _Bracket) -> None:
        inner, outer = ended.group, around.group
        if inner is outer:
            return
        self._end(inner)
        if inner.pattern_of is not None:
            inner.pattern_of.given = inner.given
        if inner.is_seen:
            # The smaller set into the larger one: nested groups take no quadratic time.
            small, large = sorted((inner.given, outer.given), key=len)
            large |= small
            outer.given = large

    def _end(self, group: _Group) -> None:
        fault = group.select.fault() if group.select is not None else None
        if fault is not None:
            self._faults.append(fault)
