"""Versions, and what they changed, as readers of feeds and of RDF get it."""

from __future__ import annotations

import pyoxigraph as ox
from flask import abort

from ..engine.answering.writing import write_graph
from ..engine.formats import FEED, Format
from ..graph.cataloguing.statements import node, typed
from ..graph.cataloguing.statements import say as state
from ..graph.portions import Portion
from ..graph.terms import Term
from ..graph.versions.history import Change, Version
from .data.display import Display
from .data.lookup import chronicle
from .data.texts import Text, pick
from .feed import Entry, Feed, is_day, written
from .responding.context import language, links, live
from .telling.changing import WHATS, Changed, changed, counted
from .wording import say

#: Rows of one thing on the page of its own history, and in its feed.
ALL = 100


def note(version: Version) -> Text | None:
    """Return what a version says of itself, in the reader's language as far as there is such a text."""
    texts = [Text(text, tongue) for tongue, text in version.notes.items()]
    return pick(texts, language()) if texts else None


def changes_told(
    portion: Portion[tuple[Version, Change]], display: Display, most: int
) -> Portion[tuple[Version, Changed]]:
    """Return changes of a thing in words, each with at most so many rows."""
    names = live().names
    found = tuple((version, changed(change, display, names, most)) for version, change in portion.items)
    return Portion(found, portion.total, size=portion.size)


def graph_of_versions(versions: tuple[Version, ...], chosen: Format) -> bytes:
    """Write versions in a format of graphs."""
    names = live().names
    found: list[ox.Triple] = []
    for each in versions:
        iri = names.dataset_version(each.name)
        notes = [ox.Literal(text, language=tongue) for tongue, text in each.notes.items()]
        told: dict[str, Term | list[Term]] = {
            "rdf:type": node("dcat:Dataset"),
            "dcat:version": ox.Literal(each.name),
            "dcterms:isVersionOf": ox.NamedNode(names.dataset),
            "adms:versionNotes": list(notes),
        }
        if is_day(each.date):
            told["dcterms:modified"] = typed(each.date, "xsd:date")
        if each.before:
            before = ox.NamedNode(names.dataset_version(each.before))
            told |= {"dcat:previousVersion": before, "prov:wasRevisionOf": before}
        found += state(iri, told)
        if each.released:
            found += state(names.dataset, {"dcat:hasVersion": ox.NamedNode(iri)})
    return write_graph(lambda: found, chosen.media_type, live().prefixes)


def feed_of_versions() -> bytes:
    """Write the feed of all that was released."""
    names, found = live().names, chronicle()
    entries = [
        Entry(
            names.dataset_version(each.name),
            say("Version {version}", version=each.name),
            each.date,
            links().to(f"history/{each.name}"),
            _told_in_words(each, counted(found.tallies(each.name))),
        )
        for each in found.versions().items
        if each.released
    ]
    return _written(f"{names.base}history", say("Accord Graph: versions"), "history", entries)


def feed_of_thing(iri: str, kind: str, slug: str, portion: Portion[tuple[Version, Change]]) -> bytes:
    """Write the feed of what was released of a thing."""
    display = Display()
    own = f"history/{kind}/{slug}"
    entries = [
        Entry(
            f"{live().names.base}{own}#{version.name}",
            f"{say('Version {version}', version=version.name)}: {say(WHATS[each.what])}",
            version.date,
            links().to(f"{own}#{version.name}"),
            _rows_in_words(each),
        )
        for version, each in changes_told(portion, display, ALL).items
        if version.released
    ]
    return _written(live().names.base + own, display.iri(iri).text, own, entries)


def _written(iri: str, title: str, own: str, entries: list[Entry]) -> bytes:
    about, display = live().edition, Display()
    day = about.modified
    if not is_day(day):
        abort(404, "There is no feed: data/dataset.ttl does not say on which day it was last changed.")
    authors = [(display.iri(each).text, each) for each in about.creators]
    return written(
        Feed(
            iri,
            title,
            day,
            language(),
            links().to(f"{own}.{FEED.extension}"),
            links().to(own),
            authors or [("Accord Graph", live().names.dataset)],
            about.licence,
            entries,
        )
    )


def _told_in_words(version: Version, counts: list[tuple[str, str]]) -> str:
    said = note(version)
    lines = [said.value] if said else []
    return "\n".join([*lines, *(f"{what}: {words}" for what, words in counts)])


def _rows_in_words(change: Changed) -> str:
    lines = []
    for row in change.rows:
        sides = [
            f"{say(words)} {', '.join(cell.text for cell in cells)}"
            for words, cells in (("before:", row.before), ("now:", row.now))
            if cells
        ]
        whose = ", ".join(cell.text for cell in row.whose)
        told = "; ".join(filter(None, (whose, row.steady)))
        lines.append(f"{row.property.text}: {'; '.join(sides)} ({told})")
    return "\n".join(lines) or say(WHATS[change.what])
