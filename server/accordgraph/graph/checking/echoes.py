"""One mistake, told once: what is left out beside the problem that tells its cause."""

from __future__ import annotations

from collections.abc import Iterable

from ..curating.placeholders import SLUG, WORDS
from ..linting.belonging import ELSEWHERE
from ..linting.declarations import DECLARED
from ..linting.names import DANGLING, MALFORMED
from ..linting.sources import MISPLACED
from ..problems import Problem
from .instead import DATATYPE

#: Rules that tell a cause; what shapes find at the same place follows from it, and what these rules find.
_CAUSES = frozenset(
    (
        "amount-name",
        "blank-node",
        DANGLING,
        "fill-in",
        "ill-typed",
        "identity",
        MALFORMED,
        "language",
        ELSEWHERE,
        "paragraph",
        "paragraph-digest",
        "rdf-1.2",
        "span",
        "tombstone",
        "undefined-term",
    )
)
#: Rules that tell what is wrong with a whole file: all else that is found in it follows from that.
_OF_A_FILE = frozenset((DECLARED, MISPLACED))
#: Rules on what has no name. What is not written as it is stated, such as the end of a list, has no place:
#: there, these rules and others find what follows from it.
_NAMELESS = frozenset(("blank-node", "rdf-1.2"))
_FOUND_IN_IT = frozenset((*_NAMELESS, "undefined-term", "unsourced"))
_FOLLOWING = frozenset(
    ("label", "no-span", "non-canonical", "not-grounded", "unsourced", "useless-evidence", "wide-span")
)


def without_echoes(problems: Iterable[Problem]) -> list[Problem]:
    """Leave out what only repeats a cause, what is said twice, and all that placeholders lead to."""
    found = sorted(set(problems))
    causes = {(each.file, each.line) for each in found if each.rule in _CAUSES and each.line}
    mistyped = {(each.file, each.line) for each in found if each.rule.endswith(f":{DATATYPE}")}
    filling = {(each.file, each.line) for each in found if each.rule == "fill-in"}
    nameless = {each.file for each in found if each.rule in _NAMELESS and each.line}
    malformed = {(each.file, each.line, each.column) for each in found if each.rule == MALFORMED}
    spoilt = {each.file for each in found if each.rule in _OF_A_FILE}
    told: set[tuple[str, int | None, int | None, str]] = set()
    kept: list[Problem] = []
    for each in found:
        place = (each.file, each.line)
        key = (
            (*place, each.column, each.message)
            if each.rule != ELSEWHERE
            else (each.file, None, None, each.message)
        )
        looked_up = each.rule in _FOLLOWING
        echo = (looked_up or ":" in each.rule) and place in causes
        echo = echo or (looked_up and place in mistyped) or (each.rule != "fill-in" and place in filling)
        echo = echo or (each.rule in _FOUND_IN_IT and not each.line and each.file in nameless)
        echo = echo or (each.rule == DANGLING and (*place, each.column) in malformed)
        echo = echo or (each.file in spoilt and each.rule not in _OF_A_FILE)
        if filling and each.rule != "fill-in":
            echo = echo or f'"{WORDS}' in each.message or f"/{SLUG}" in each.message
        if not echo and key not in told:
            told.add(key)
            kept.append(each)
    return kept
