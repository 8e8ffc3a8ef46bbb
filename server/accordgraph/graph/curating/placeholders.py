"""What a person still has to fill in, marked so that nothing with it in is ever published."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from ..names import Names
from ..prefixes import shorten
from ..problems import Problem
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..reading.turtle import TurtleFile
from ..terms import ISSUED, LABEL, TITLE, iri_text, term

#: What a literal begins with that is to be filled in, a slug, and the language of a text that is not known.
WORDS, SLUG, LANGUAGE = "FILL IN", "fill-in", "und"

#: One of these stands in every line that has to be filled in.
_SIGNS = (f'"{WORDS}'.encode(), f"/{SLUG}".encode(), f'"{LANGUAGE}"'.encode(), f"@{LANGUAGE} ".encode())

_ANY = "write what is meant, or remove the line"
_RULE = (
    "write the rule of CONTRIBUTING.md that decides, such as concept:adjudication-rule-primary-over-secondary"
)
_LANGUAGE = 'write the language of the text for "und": @en for English, @ja for Japanese'
_OF_GRAPH = 'write a label in English, such as "What “Title” (Publisher, 16 April 2024) states"@en'
_ADVICE = {
    TITLE: 'write the title as it stands, with the language of the text: "…"@en',
    ISSUED: 'write the day of issue as the document gives it, "2024-04-16"^^xsd:date; where it gives none, '
    "remove this line and that of accord:datePrecision",
    LABEL: 'write a label in English, such as "Title (Publisher, 16 April 2024)"@en',
    term("dcterms", "language"): 'write the language of the text, "en" or "ja"',
    term("foaf", "page"): "write the address of the page, <https://…>, or remove the line",
}


def placeholders(file: TurtleFile, corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find what is still to be filled in."""
    if not any(sign in file.lines.text for sign in _SIGNS):
        return
    for triple in file.triples:
        advice = _advice(triple, corpus.names)
        if advice:
            place = locator.within(file.path, *triple)
            name = shorten(triple.predicate.value, corpus.names)
            message = f"{name} is still to be filled in: {advice}."
            yield place.problem("fill-in", message)


def _advice(triple: ox.Triple, names: Names) -> str:
    """What to write in the place of a placeholder; "" where there is none."""
    value = triple.object
    advice = _ADVICE.get(triple.predicate, _ANY)
    if triple.predicate == LABEL and iri_text(triple.subject).startswith(names.sources):
        advice = _OF_GRAPH
    if isinstance(value, ox.Literal):
        if value.value.startswith(WORDS) or (value.value == LANGUAGE and advice is not _ANY):
            return advice
        return _LANGUAGE if value.language == LANGUAGE else ""
    found = names.kind_and_slug(iri_text(value))
    if not found or not (found[1] == SLUG or found[1].startswith(f"{SLUG}-")):
        return ""
    kind, slug = found
    if kind == "concept":
        return _RULE
    wanted = slug.removeprefix(SLUG).removeprefix("-")
    if kind == "organization" and wanted:
        return (
            f"describe the publisher in data/entities/organizations.ttl and write organization:{wanted}, "
            "or one that is there already, or remove the line"
        )
    if kind == "organization":
        return "write which organization of data/entities/organizations.ttl publishes it, or remove the line"
    return advice
