"""What changed between versions: of the whole dataset and of each thing, as pages and as feeds."""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint, Response, abort, render_template, request

from ...engine.formats import FEED, GRAPHS, PAGE
from ...graph.finding.indexing import kind_of
from ...graph.names import KINDS, SLUG
from ...graph.portions import Portion
from ...graph.versions.history import NEW, Change, Version
from ..data.display import Display
from ..data.extents import Extent
from ..data.lookup import chronicle, has_index
from ..responding.context import links, live
from ..responding.representation import split_extension
from ..responding.responses import landing_of, page_number, represent, with_extension, within
from ..telling.changing import Changed, changed, counted
from ..versions import ALL, changes_told, feed_of_thing, feed_of_versions, graph_of_versions, note

area = Blueprint("history", __name__)

#: The versions are in no named graph, so formats that name graphs have nothing to add.
_OFFERED = (PAGE, FEED, *(each for each in GRAPHS if not each.quads))
_OF_THING = (PAGE, FEED)
#: Rows of one thing on the page of a version, and on the page about it.
_FEW, _BRIEF = 6, 4
#: Versions that the page about a thing tells of.
_LATEST = 3


@area.get("/history", defaults={"extension": None})
@area.get("/history.<extension>")
def history(extension: str | None) -> Response:
    """Show all versions, the newest first."""
    wanted, page = with_extension(extension, _OFFERED), page_number()
    portion = chronicle().versions(page)
    within(page, portion.pages)
    iri = f"{live().names.base}history"
    return represent(
        "history",
        wanted,
        lambda: _page(portion, page),
        lambda chosen: feed_of_versions() if chosen is FEED else graph_of_versions(portion.items, chosen),
        _OFFERED,
        landing=lambda: landing_of(iri, (), links().to("dataset"), page=page, extent=Extent(portion.pages)),
        number=page,
    )


@area.get("/history/<version>")
def version(version: str) -> Response:
    """Show what one version changed."""
    kind, page = request.args.get("kind", ""), page_number()
    told = chronicle().version(version)
    if told is None:
        abort(404, f"Of a version {version!r} nothing is known; /history lists those that are.")
    portion = chronicle().changes(version, kind, page)
    within(page, portion.pages)
    return represent(None, PAGE, lambda: _version_page(told, kind, portion, page))


@area.get("/history/<kind>/<name>")
def thing(kind: str, name: str) -> Response:
    """Show in which versions a thing changed, and what."""
    slug, wanted = split_extension(name, _OF_THING)
    iri, page = live().names.thing(kind, slug), page_number()
    if kind not in KINDS or not SLUG.fullmatch(slug):
        abort(404, f"There is no kind of thing called {kind!r}, or no thing called {slug!r}.")
    portion = chronicle().of(iri, page)
    if not portion.total and not live().reader.exists(iri):
        abort(404, f"The graph says nothing about <{iri}>, and never did.")
    within(page, portion.pages)
    return represent(
        slug,
        wanted,
        lambda: _thing_page(iri, slug, portion, page),
        lambda chosen: feed_of_thing(iri, kind, slug, portion),
        _OF_THING,
        landing=lambda: landing_of(iri, (), links().of(iri), page=page, extent=Extent(portion.pages)),
        number=page,
    )


def latest(iri: str, display: Display) -> Portion[tuple[Version, Changed]] | None:
    """Return the last changes of a thing, in a few rows, for the page about it; None where nothing is
    known."""
    if not has_index():
        return None
    portion = chronicle().of(iri, size=_LATEST)
    return changes_told(portion, display, _BRIEF) if portion.total else None


def _page(portion: Portion[Version], page: int) -> str:
    found = chronicle()
    return render_template(
        "history.html",
        versions=[(each, note(each), counted(found.tallies(each.name))) for each in portion.items],
        is_released=any(each.released for each in portion.items) or page > 1,
        portion=portion,
        page=page,
        offered=[each for each in _OFFERED if each is not PAGE],
    )


def _version_page(told: Version, kind: str, portion: Portion[Change], page: int) -> str:
    opened, display = live(), Display()
    groups = groupby(portion.items, key=lambda each: (kind_of(each.iri, opened.names), each.what))
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
        portion=portion,
        page=page,
        name=f"{place}?kind={kind}" if kind else place,
    )


def _thing_page(iri: str, slug: str, portion: Portion[tuple[Version, Change]], page: int) -> str:
    display = Display()
    return render_template(
        "thing_history.html",
        label=display.iri(iri),
        told=changes_told(portion, display, ALL),
        page=page,
        name=slug,
    )
