"""What changed between versions: of the whole dataset and of each thing, as pages and as feeds."""

from __future__ import annotations

from itertools import groupby

import pyoxigraph as ox
from flask import Blueprint, Response, abort, render_template, request

from ...engine.formats import FEED, GRAPHS, PAGE, Format
from ...engine.writing import iris_in, used_prefixes, write_graph
from ...graph.cataloguing.statements import node, typed
from ...graph.cataloguing.statements import say as state
from ...graph.finding.browsing import Shelf
from ...graph.finding.indexing import kind_of
from ...graph.names import KINDS, SLUG
from ...graph.terms import Term
from ...graph.versions.history import NEW, Change, Version
from ..context import language, links, live
from ..display import Display
from ..feed import Entry, Feed, is_day, written
from ..lookup import chronicle, has_index
from ..representation import split_extension
from ..responses import landing_of, page_number, represent, with_extension
from ..telling.changing import WHATS, Changed, changed, counted
from ..texts import Text, pick
from ..wording import say

area = Blueprint("history", __name__)

#: The versions are in no named graph, so formats that name graphs have nothing to add.
_OFFERED = (PAGE, FEED, *(each for each in GRAPHS if not each.quads))
_OF_THING = (PAGE, FEED)
#: Rows of one thing on the page of a version, on the page of its own history, and on the page about it.
_FEW, _ALL, _BRIEF = 6, 100, 4
#: Versions that the page about a thing tells of.
_LATEST = 3


@area.get("/history", defaults={"extension": None})
@area.get("/history.<extension>")
def history(extension: str | None) -> Response:
    """Show all versions, the newest first."""
    wanted, page = with_extension(extension, _OFFERED), page_number()
    shelf = chronicle().versions(page)
    _within(page, shelf)
    iri = f"{live().names.base}history"
    return represent(
        "history",
        wanted,
        lambda: _page(shelf, page),
        lambda chosen: _feed() if chosen is FEED else _graph(shelf.items, chosen),
        _OFFERED,
        landing=lambda: landing_of(iri, (), links().to("dataset"), page=page, pages=shelf.pages),
        number=page,
    )


@area.get("/history/<version>")
def version(version: str) -> Response:
    """Show what one version changed."""
    kind, page = request.args.get("kind", ""), page_number()
    told = chronicle().version(version)
    if told is None:
        abort(404, f"Of a version {version!r} nothing is known; /history lists those that are.")
    shelf = chronicle().changes(version, kind, page)
    _within(page, shelf)
    return represent(None, PAGE, lambda: _version_page(told, kind, shelf, page))


@area.get("/history/<kind>/<name>")
def thing(kind: str, name: str) -> Response:
    """Show in which versions a thing changed, and what."""
    slug, wanted = split_extension(name, _OF_THING)
    iri, page = live().names.thing(kind, slug), page_number()
    if kind not in KINDS or not SLUG.fullmatch(slug):
        abort(404, f"There is no kind of thing called {kind!r}, or no thing called {slug!r}.")
    shelf = chronicle().of(iri, page)
    if not shelf.total and not live().reader.exists(iri):
        abort(404, f"The graph says nothing about <{iri}>, and never did.")
    _within(page, shelf)
    return represent(
        slug,
        wanted,
        lambda: _thing_page(iri, slug, shelf, page),
        lambda chosen: _feed_of_thing(iri, kind, slug, shelf),
        _OF_THING,
        landing=lambda: landing_of(iri, (), links().of(iri), page=page, pages=shelf.pages),
        number=page,
    )


def latest(iri: str, display: Display) -> Shelf[tuple[Version, Changed]] | None:
    """Return the last changes of a thing, in a few rows, for the page about it; None where nothing is
    known."""
    if not has_index():
        return None
    shelf = chronicle().of(iri, size=_LATEST)
    return _told(shelf, display, _BRIEF) if shelf.total else None


def note(version: Version) -> Text | None:
    """Return what a version says of itself, in the reader's language as far as there is such a text."""
    texts = [Text(text, tongue) for tongue, text in version.notes.items()]
    return pick(texts, language()) if texts else None


def _within(page: int, shelf: Shelf[Version] | Shelf[Change] | Shelf[tuple[Version, Change]]) -> None:
    if page > shelf.pages:
        abort(404, f"There is no page {page}; the last one is {shelf.pages}.")


def _told(
    shelf: Shelf[tuple[Version, Change]], display: Display, most: int
) -> Shelf[tuple[Version, Changed]]:
    names = live().names
    found = tuple((version, changed(change, display, names, most)) for version, change in shelf.items)
    return Shelf(found, shelf.total, shelf.size)


def _page(shelf: Shelf[Version], page: int) -> str:
    found = chronicle()
    return render_template(
        "history.html",
        versions=[(each, note(each), counted(found.tallies(each.name))) for each in shelf.items],
        is_released=any(each.released for each in shelf.items) or page > 1,
        shelf=shelf,
        page=page,
        offered=[each for each in _OFFERED if each is not PAGE],
        links=links(),
        live=live(),
    )


def _version_page(told: Version, kind: str, shelf: Shelf[Change], page: int) -> str:
    opened, display = live(), Display()
    groups = groupby(shelf.items, key=lambda each: (kind_of(each.iri, opened.names), each.what))
    place = links().to(f"history/{told.name}")
    return render_template(
        "version.html",
        told=told,
        note=note(told),
        kind=kind,
        tallies=chronicle().tallies(told.name),
        groups=[
            (group, what, [changed(each, display, opened.names, _FEW) for each in found])
            for (group, what), found in groups
        ],
        new=NEW,
        shelf=shelf,
        page=page,
        name=f"{place}?kind={kind}" if kind else place,
        links=links(),
        live=opened,
    )


def _thing_page(iri: str, slug: str, shelf: Shelf[tuple[Version, Change]], page: int) -> str:
    display = Display()
    return render_template(
        "thing_history.html",
        label=display.iri(iri),
        told=_told(shelf, display, _ALL),
        page=page,
        name=slug,
        links=links(),
        live=live(),
    )


def _graph(versions: tuple[Version, ...], chosen: Format) -> bytes:
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
    return write_graph(lambda: found, chosen.media_type, used_prefixes(iris_in(found), live().prefixes))


def _feed() -> bytes:
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


def _feed_of_thing(iri: str, kind: str, slug: str, shelf: Shelf[tuple[Version, Change]]) -> bytes:
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
        for version, each in _told(shelf, display, _ALL).items
        if version.released
    ]
    return _written(live().names.base + own, display.iri(iri).text, own, entries)


def _written(iri: str, title: str, own: str, entries: list[Entry]) -> bytes:
    about, display = live().reader.publication, Display()
    day = about.modified.value if about.modified else ""
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
            about.license,
            entries,
        )
    )


def _told_in_words(version: Version, counts: list[tuple[str, str]]) -> str:
    said = note(version)
    lines = [said.value] if said else []
    return "\n".join([*lines, *(f"{what}: {words}" for what, words in counts)])


def _rows_in_words(told: Changed) -> str:
    lines = []
    for row in told.rows:
        sides = [
            f"{say(words)} {', '.join(cell.text for cell in cells)}"
            for words, cells in (("before:", row.before), ("now:", row.now))
            if cells
        ]
        whose = ", ".join(cell.text for cell in row.whose)
        lines.append(f"{row.property.text}: {'; '.join(sides)} ({whose})")
    return "\n".join(lines) or say(WHATS[told.what])
