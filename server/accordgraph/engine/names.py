"""Names of a query whose prefix nobody declares."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

from accordgraph.engine.faults import Fault, cut, fault_at
from accordgraph.engine.tokens import Token

#: Longer prefixes are compared by their beginning: likeness takes quadratic time.
_LONGEST_PREFIX = 100
#: What is no prefix where nobody declares it, but the beginning of an IRI.
_SCHEMES = frozenset(("http", "https", "urn", "mailto"))


def undeclared(text: str, found: Sequence[Token], known: Mapping[str, str]) -> Fault | None:
    """Find the first prefixed name whose prefix has no PREFIX line before it and is not a known one."""
    declared = set(known)
    before: Token | None = None
    for token in found:
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            if before is not None and before.text.upper() in ("PREFIX", "@PREFIX"):
                declared.add(prefix)
            elif prefix not in declared:
                message = f"The prefix {cut(prefix)}: is not declared."
                return fault_at(text, token, message, _hint(prefix, declared))
        before = token
    return None


def _hint(prefix: str, declared: set[str]) -> str:
    if prefix in _SCHEMES:
        return "An IRI stands in angle brackets."
    alike = difflib.get_close_matches(prefix[:_LONGEST_PREFIX], sorted(declared - {""}), 1)
    begun = sorted(each for each in declared if each and prefix and each.startswith(prefix))
    longer = sorted(each for each in declared if each and prefix.startswith(each))
    nearest = (alike + begun + longer)[:1]
    if nearest:
        return f"Did you mean {nearest[0]}: ? Otherwise add PREFIX {cut(prefix)}: <...> at the top."
    return f"Add PREFIX {cut(prefix)}: <...> at the top."
