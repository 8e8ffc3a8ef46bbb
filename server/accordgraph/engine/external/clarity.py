"""What a query must show for certain before an engine gets it: which graphs it names, and that it calls
neither other endpoints nor functions of the engine's own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import partial
from itertools import pairwise

from ...graph.prefixes import PREFIXES
from ...graph.reading.tokens import LONGEST, Token, tokens
from ..errors import QueryUnsupported
from ..explaining.explain import unknown_function
from ..explaining.plain import Plain

_LOOKING = re.compile("graph|from|service", re.IGNORECASE)
#: An IRI or a prefixed name before a bracket, as functions stand, or before a comment, which may hide that.
_CALL = re.compile(r"""(?:>|:(?:[^\s:/()<>{}"'#,;|\\]|\\.)*+)\s*+[(#]""")
#: Words that say where to look, or begin what looks.
_PLACING = ("GRAPH", "FROM", "NAMED", "SELECT", "SERVICE", "SILENT")
#: What of these may follow one, where a graph's name may, too.
_FOLLOWING = {"FROM": ("NAMED",), "NAMED": (), "GRAPH": ()}
#: Words that a function may follow.
_CALLING = ("FILTER", "HAVING", "BY", "DISTINCT")
#: What functions begin with that reach nothing but their arguments: casts
#: (https://www.w3.org/TR/sparql11-query/#FunctionMapping) and GeoSPARQL's.
_HARMLESS = (PREFIXES["xsd"], "http://www.opengis.net/def/function/geosparql/")
_DECLARES = "PREFIX"
#: What looks like a prefix, wherever it stands.
_PREFIX = re.compile(r"""(?<![^\s<>(){}\[\]"'#,;|:/])[^\s<>(){}\[\]"'#,;|:/]++(?=:)""")
_HIDDEN = re.compile("service|silent|graph", re.IGNORECASE)
#: GRAPH before whatever may name one, or before a comment.
_NAMING = re.compile(r"graph(?:\s*+[?$<#]|\s++[^\s<>?$#/:]*+:)", re.IGNORECASE)


def require_clear(text: Plain, prefixes: Mapping[str, str]) -> None:
    """Raise QueryUnsupported for a query whose tokens may not show which graphs and endpoints it names, and
    for one with functions of an engine's own, such as run programs or ask other servers.

    What checks queries meets only the functions that it comes to call. `prefixes` need no declaration.
    """
    calls = _CALL.search(text.text)
    if len(text.text) > LONGEST:
        _require_simple(text.text, calls is not None)
        return
    if not calls and not _LOOKING.search(text.text):
        return
    found = list(tokens(text.text))
    namespaces = _namespaces(found, prefixes)
    hides = partial(_hides, frozenset(namespaces), frozenset(map(len, namespaces)))
    _require_plain(found, hides)
    common = {prefix for prefix, iris in namespaces.items() if all(map(_is_harmless, iris))}
    for token in _called(found):
        prefix, _, local = token.text.partition(":")
        is_common = _is_harmless(token.text[1:]) if token.kind == "iri" else prefix in common
        if not is_common or hides(token, _CALLING):
            known = min(namespaces.get(prefix, ()), default=f"{prefix}:")
            iri = token.text[1:-1] if token.kind == "iri" else known + local
            raise unknown_function(iri, text, token)


def _require_simple(text: str, calls: bool) -> None:
    """Refuse a query too long to be read word by word where it may call an endpoint or a function, or name
    a graph, which cannot be held to those of the snapshot then."""
    if calls:
        raise QueryUnsupported(
            "So long a query cannot call functions by IRIs, nor have comments behind IRIs and names."
        )
    if _HIDDEN.search(text) and any(map(_HIDDEN.search, _PREFIX.findall(text))):
        raise QueryUnsupported("So long a query cannot have prefixes with SERVICE, SILENT or GRAPH in them.")
    if _NAMING.search(text):
        raise QueryUnsupported("So long a query cannot look into graphs by GRAPH; name them in the request.")


def _require_plain(found: Sequence[Token], hides: Callable[[Token, tuple[str, ...]], bool]) -> None:
    """Refuse what parsers may read otherwise: they take `FROM:a` and `FROMa:b` for FROM and a name,
    `SELECTDISTINCT` for two words, and letters for parts of names that are signs to `tokens`."""
    before = ""
    for token in found:
        word = token.text.upper()
        if (
            (token.kind == "sign" and not word.isascii())
            or (token.kind == "word" and word not in _PLACING and any(each in word for each in _PLACING))
            or (token.kind == "name" and hides(token, _FOLLOWING.get(before, _PLACING)))
        ):
            raise QueryUnsupported(
                "It cannot be told for certain which graphs and endpoints the query names. Put a space on "
                "both sides of GRAPH, FROM, NAMED, SELECT and SERVICE, and nothing but letters and digits "
                "into names."
            )
        before = word


def _called(found: Sequence[Token]) -> Iterator[Token]:
    """Yield the names before brackets, but for those in patterns, where a list or a path follows."""
    expressions = [True]  # whether each open bracket holds an expression or a SELECT, as the whole query does
    before = but_one = None
    for token in found:
        if token.kind == "open":
            is_call = (
                token.text == "("
                and before is not None
                and before.kind in ("iri", "name")
                and (expressions[-1] or (but_one is not None and but_one.text.upper() == "FILTER"))
            )
            if is_call and before is not None:
                yield before
            is_word = before is not None and before.kind == "word" and before.text != "a"
            expressions.append(token.text == "(" and (expressions[-1] or is_call or is_word))
        elif token.kind == "close" and len(expressions) > 1:
            expressions.pop()
        elif token.text.upper() == "SELECT" and before is not None and before.text == "{":
            expressions[-1] = True
        before, but_one = token, before


def _namespaces(found: Sequence[Token], prefixes: Mapping[str, str]) -> dict[str, set[str]]:
    """Return prefix -> all that it is declared to stand for; parsers take `PREFIXa:`, too, for two words."""
    namespaces = defaultdict[str, set[str]](set)
    for token, after in pairwise(found):
        if token.kind == "name" and after.kind == "iri" and token.text.endswith(":"):
            prefix = token.text[:-1]
            namespaces[prefix].add(after.text[1:-1])
            if prefix.upper().startswith(_DECLARES):
                namespaces[prefix[len(_DECLARES) :]].add(after.text[1:-1])
    return {prefix: {iri} for prefix, iri in prefixes.items()} | namespaces


def _is_harmless(iri: str) -> bool:
    return iri.startswith(_HARMLESS)


def _hides(prefixes: Set[str], lengths: Set[int], name: Token, words: tuple[str, ...]) -> bool:
    """Whether a name may be read as one of these words and a name with one of the prefixes, which have these
    lengths: to try each end of a long name would take long."""
    prefix = name.text.partition(":")[0]
    upper = prefix.upper()
    return any(word in upper for word in words) and any(
        upper.endswith(words, 0, len(upper) - length) and prefix[len(prefix) - length :] in prefixes
        for length in lengths
        if length < len(prefix)
    )
