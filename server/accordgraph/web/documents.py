"""Documents about things as RDF, answered before the framework: it would take longer than the reading."""

from __future__ import annotations

import re
from concurrent.futures import Executor
from typing import NamedTuple

from ..engine.answering.writing import write_graph, write_quads
from ..engine.errors import DataExchanged
from ..engine.formats import GRAPHS, PAGE, Format
from ..graph.names import KINDS, SLUG
from ..graph.snapshot import SnapshotDamaged
from .data.live import Live
from .data.looking import Look
from .describing import Description, describe
from .desk import Desk
from .responding.conditions import client_has
from .responding.negotiation import negotiate
from .responding.representation import DOCUMENT, headers_of
from .responding.signposting import Landing, Signposts
from .responding.tags import entity_tag
from .responding.urls import Links
from .serving.wsgi import FOR_ALL, READING, REPEATABLE, Answered, Environ
from .triples import graph_of, quads_of

_BY_ENDING = {each.extension: each for each in GRAPHS}
_PATH = re.compile(rf"/doc/({'|'.join(KINDS)})/({SLUG.pattern})(?:\.({'|'.join(_BY_ENDING)}))?")


class _Asked(NamedTuple):
    """The kind and the slug of a thing, the format that is wanted, and whether it was negotiated."""

    kind: str
    slug: str
    format: Format
    negotiated: bool


class Documents:
    """What answers requests for the RDF of a thing, in threads."""

    def __init__(self, desk: Desk, threads: Executor) -> None:
        self._desk, self._threads = desk, threads

    async def answer(self, environ: Environ) -> Answered | None:
        """Answer a request for the first page of a document; None for what is the framework's to answer.

        Raises EngineError and HTTPException.
        """
        asked = _asked(environ)
        if asked is None:
            return None
        try:
            return await self._desk.loop.run_in_executor(self._threads, self._answer, environ, asked)
        except (DataExchanged, SnapshotDamaged, OSError, RuntimeError):  # the last two are the database's
            return None

    def _answer(self, environ: Environ, asked: _Asked) -> Answered | None:
        kind, slug, chosen, negotiated = asked
        with self._desk.follower.borrow() as live:
            live.begin()
            look = Look(live.reader, live.names.thing(kind, slug))
            if not look.exists or look.successors is not None:
                return None
            tag = entity_tag(live.identity + environ["SCRIPT_NAME"], chosen.media_type)
            headers = [("Content-Type", chosen.content_type), *FOR_ALL]
            headers += headers_of(chosen, negotiated, tag, slug)
            held = client_has(tag, environ)
            if held is not None:
                return "304 NOT MODIFIED", [*FOR_ALL, *headers_of(chosen, negotiated, held, slug)], []
            told = describe(live.lister, look)
            links = Links(environ["PATH_INFO"], live.names, environ["SCRIPT_NAME"].rstrip("/"))
            signposts = Signposts(slug, landing(told, live, links), DOCUMENT)
            headers += signposts.headers(chosen, negotiated)
            body = written(told, chosen, live)
        headers.append(("Content-Length", str(len(body))))
        environ[REPEATABLE] = live.key
        return "200 OK", headers, [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _asked(environ: Environ) -> _Asked | None:
    """Return what a request asks for; None for any other request than one for a document."""
    if environ["REQUEST_METHOD"] not in READING or environ["QUERY_STRING"]:
        return None
    found = _PATH.fullmatch(environ["PATH_INFO"])
    if found is None:
        return None
    kind, slug, ending = found.groups()
    if ending is not None:
        return _Asked(kind, slug, _BY_ENDING[ending], False)
    chosen = negotiate(environ.get("HTTP_ACCEPT"), DOCUMENT)
    return None if chosen is None or chosen is PAGE else _Asked(kind, slug, chosen, True)


def landing(told: Description, live: Live, links: Links) -> Landing:
    """Return what the links of a document about a thing say; a source has its graph as its content."""
    about, items = live.edition, []
    kind, _, slug = told.iri.removeprefix(live.names.things).partition("/")
    graph = live.names.source_graph(slug)
    if kind == "source" and graph in live.snapshot.manifest.graphs:
        items = [(f"{links.of(graph)}.{each.extension}", each.media_type) for each in GRAPHS if each.quads]
    return Landing(
        told.iri,
        told.types,
        about.licence,
        about.creators,
        links.to("dataset"),
        tuple(items),
        page=told.page,
        extent=told.read,
        data=told.extent,
    )


def written(told: Description, chosen: Format, live: Live) -> bytes:
    """Write a description in a format."""
    triples = graph_of(told, live.reader, live.edition)
    if not chosen.quads:
        return write_graph(lambda: triples, chosen.media_type, live.prefixes)
    quads = quads_of(told, triples, live.names)
    return write_quads(lambda: quads, chosen.media_type, live.prefixes)
