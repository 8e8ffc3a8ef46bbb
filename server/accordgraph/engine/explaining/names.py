"""Names of a query that mean nothing where they stand: their prefix is not declared, or they are labels of
blank nodes in another pattern."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

from ...graph.reading.tokens import Token
from .faults import Fault, cut, fault_at
from .plain import Plain

#: How like a prefix one is that was meant to be it, from 0 to 1. Short ones are soon alike by chance.
_ALIKE = 0.75
#: Longer prefixes are compared by their beginning: likeness takes quadratic time.
_LONGEST_PREFIX = 100
_DCTERMS = "http://purl.org/dc/terms/"
_GEOSPARQL = "http://www.opengis.net/ont/geosparql#"
#: What people write by habit -> the vocabulary that they look for, whatever the graph calls it.
_HABITS = {
    "bibo": "http://purl.org/ontology/bibo/",
    "dbo": "http://dbpedia.org/ontology/",
    "dbr": "http://dbpedia.org/resource/",
    "dc": _DCTERMS,
    "dct": _DCTERMS,
    "geosparql": _GEOSPARQL,
    "ogc": _GEOSPARQL,
    "p": "http://www.wikidata.org/prop/",
    "pq": "http://www.wikidata.org/prop/qualifier/",
    "ps": "http://www.wikidata.org/prop/statement/",
    "sdo": "http://schema.org/",
    "shacl": "http://www.w3.org/ns/shacl#",
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "time": "http://www.w3.org/2006/time#",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "xs": "http://www.w3.org/2001/XMLSchema#",
}
#: What is no prefix where nobody declares it, but the beginning of an IRI.
_SCHEMES = frozenset(("http", "https", "urn", "mailto"))


def undeclared(
    text: Plain, found: Sequence[Token], known: Mapping[str, str], things: Mapping[str, str]
) -> Fault | None:
    """Find the first prefixed name whose prefix has no PREFIX line before it and is not a known one.

    `things` are prefixes of the graph that a query has to declare.
    """
    declared = set(known)
    before: Token | None = None
    for token in found:
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            if before is not None and before.text.upper() in ("PREFIX", "@PREFIX"):
                declared.add(prefix)
            elif prefix not in declared:
                message = f"The prefix {cut(prefix)}: is not declared."
                return fault_at(text, token, message, _hint(prefix, declared, known, things))
        before = token
    return None


def _hint(prefix: str, declared: set[str], known: Mapping[str, str], things: Mapping[str, str]) -> str:
    if prefix in _SCHEMES:
        return "An IRI stands in angle brackets."
    meant = things.get(prefix.lower()) or _HABITS.get(prefix.lower())
    nearest = next((each for each, iri in known.items() if iri == meant), None)
    if meant is None:
        nearest = _nearest(prefix[:_LONGEST_PREFIX], sorted(declared.union(things) - {""}))
    if nearest is not None and nearest not in declared:
        return f"Did you mean {nearest}: ? Then add PREFIX {nearest}: <{things[nearest]}> at the top."
    if nearest is not None:
        return f"Did you mean {nearest}: ? Otherwise add PREFIX {cut(prefix)}: <...> at the top."
    return f"Add PREFIX {cut(prefix)}: <{meant or '...'}> at the top."


def _nearest(prefix: str, known: Sequence[str]) -> str | None:
    """Return the prefix that was meant: one of the same letters in another case or order, the only one that
    it begins, one much like it, or the longest that begins it."""
    letters = sorted(prefix.lower())
    same = [each for each in known if sorted(each.lower()) == letters]
    begun = [each for each in known if len(prefix) > 1 and each.startswith(prefix)]
    only = begun[:1] if begun and begun[-1].startswith(begun[0]) else []
    alike = difflib.get_close_matches(prefix, known, 1, _ALIKE)
    longer = [each for each in known if prefix.startswith(each)][-1:]
    return next(iter((*same, *only, *alike, *longer)), None)


def called(found: Sequence[Token], function: str, known: Mapping[str, str]) -> Token | None:
    """Return the name by which a query calls the function with this IRI."""
    namespaces = {f"{prefix}:": namespace for prefix, namespace in known.items()}
    for at in range(1, len(found) - 1):
        before, token, after = found[at - 1 : at + 2]
        if token.kind == "name" and after.kind == "iri" and before.text.upper() == "PREFIX":
            namespaces[token.text] = after.text[1:-1]
        elif token.kind in ("iri", "name") and after.text == "(":
            prefix, colon, local = token.text.partition(":")
            namespace = namespaces.get(prefix + colon, "")
            written = token.text[1:-1] if token.kind == "iri" else namespace + local.replace("\\", "")
            if function.endswith(written):  # an IRI may be relative
                return token
    return None


def is_reused(found: Sequence[Token], index: int) -> bool:
    """Say whether a token is the label of a blank node that stands in another pattern before
    (https://www.w3.org/TR/sparql11-query/#grammarBNodes)."""
    label = found[index]
    if label.kind != "blank":
        return False
    number, patterns, seen = 0, [0], set[int]()
    for token in found[:index]:
        if token.text == "{":
            number += 1
            patterns.append(number)
        elif (
            token.text == "}" and len(patterns) > 1
        ):  # what follows it is another pattern than what was before
            number += 1
            patterns[-2:] = [number]
        elif token.text == label.text:
            seen.add(patterns[-1])
    return bool(seen - {patterns[-1]})
