"""One resource in several formats: choose, compare with what the client has, send."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NoReturn

import pyoxigraph as ox
from flask import Response, abort, g, redirect, request

from ...engine.answering.writing import write_graph, write_quads
from ...engine.formats import LINKSETS, PAGE, Format
from ...graph.guesses import guess
from ...graph.names import METADATA
from ..assets import scripts_tag
from ..editions import Edition
from ..serving.wsgi import REPEATABLE
from ..tongue import VARIES
from . import tags
from .conditions import is_unchanged
from .context import colours, language, links, live
from .files import FOR_GOOD
from .negotiation import negotiate, not_acceptable
from .representation import DOCUMENT, SPOKEN, headers_of, split_extension
from .signposting import Landing, Signposts

#: How much a name that is not there has to be like one that is, from 0 to 1.
_LIKE = 0.8


def lead(place: str, status: int = 302) -> Response:
    """Lead to another place, which may be another one tomorrow."""
    response = redirect(place, status)
    response.headers["Cache-Control"] = "no-cache"
    return Response(response.get_data(), status, response.headers)


def tagged(content: str | bytes, content_type: str, tongue: str = "") -> Response:
    """Answer with content that its own tag tells from any other, in the language that it speaks, if any."""
    response = Response(content, content_type=content_type)
    response.headers["Cache-Control"] = "no-cache"
    if tongue:
        response.headers["Content-Language"] = tongue
        response.vary.update(VARIES)
    response.set_etag(entity_tag(content_type, tongue, response.get_data()))
    is_unchanged(response)
    return response


def page_number() -> int:
    """Return which page of a document the request asks for, counted from 1; aborts where it is no number."""
    given = request.args.get("page", "1")
    if not (given.isascii() and given.isdecimal() and len(given) < 8 and int(given) > 0):
        abort(400, f"page={given} is no page; pages are numbered from 1.")
    return int(given)


def within(page: int, pages: int) -> None:
    """Abort where a list or document has fewer pages than the one that is asked for."""
    if page > pages:
        abort(404, f"There is no page {page}; the last one is {pages}.")


def not_found(message: str, name: str, known: Iterable[str]) -> NoReturn:
    """Abort with 404, and say which of the names that are known is much like the one that was asked for."""
    meant = guess(name, known, 0, _LIKE)
    abort(404, f"{message} Did you mean {meant}?" if meant else message)


def represent(
    name: str | None,
    wanted: Format | None,
    page: Callable[[], str],
    graph: Callable[[Format], bytes] | None = None,
    offered: Sequence[Format] = DOCUMENT,
    *,
    triples: bool = False,
    landing: Callable[[], Landing] | None = None,
    number: int = 1,
    query: str = "",
    status: int = 200,
    frozen: bool = False,
) -> Response:
    """Answer with one of a document's formats, or with a set of its links.

    `name` is the link to the document, without ending, such as the last step of its path; None where its
    formats have no addresses of their own; `wanted` is the format that the path names,
    None where the Accept header decides. `page` and `graph` write the document; no `graph`
    where it is a page only. `triples` is as for `negotiate`. `landing` tells what its links say, unless it is
    its own subject; `number` is the page of it, `query` what else its address has behind the question mark,
    `status` anything but 200 where it tells of what is gone. Of what is `frozen`, a released version, the RDF
    may be kept for good; a page leads to what is newer. Raises NotAcceptable.
    """
    chosen = wanted or negotiate(request.headers.get("Accept"), offered, triples)
    if chosen is None:
        raise not_acceptable(offered)
    tongue = language() if chosen.kind in SPOKEN else ""
    looks = scripts_tag() + colours().encode() if chosen is PAGE else None
    tag = entity_tag(chosen.media_type, tongue, looks)
    query = query or (f"page={number}" if number > 1 else "")
    response = Response(status=status, content_type=chosen.content_type)
    response.headers.extend(headers_of(chosen, wanted is None, tag, name, query, tongue))
    if frozen and chosen.kind == "graph":
        response.headers["Cache-Control"] = FOR_GOOD
    if status == 200:
        if is_unchanged(response):
            return response
        request.environ[REPEATABLE] = live().key
    if name is not None:
        signposts = Signposts(name, landing() if landing else own_landing(), offered)
        if chosen in LINKSETS:
            response.data = signposts.linkset(chosen)
            return response
        g.links = signposts.at()
        # Relative, since the permanent address leads here; what was asked at an address stays in it.
        g.canonical = "" if query and number == 1 else signposts.address()
        response.headers.extend(signposts.headers(chosen, wanted is None))
    response.data = page() if chosen is PAGE or graph is None else graph(chosen)
    return response


def own_landing(latest: str = "") -> Landing:
    """Return what the links of a document say that is its own subject: the dataset, the ontology, a graph;
    `latest` leads from an earlier version to the newest."""
    opened = live()
    local, _ = split_extension(request.path.lstrip("/"))
    iri = opened.names.base + local
    whole = "" if iri == opened.names.dataset else links().to("dataset")
    return landing_of(iri, opened.reader.types(iri), whole, latest=latest)


def landing_of(
    iri: str,
    types: Sequence[str],
    collection: str,
    told: Edition | None = None,
    **more: Any,  # noqa: ANN401 - fields
) -> Landing:
    """Return what the links of a document about something say: its licence and authors are the dataset's,
    as the version has them that is served unless another is told of."""
    about = told or live().edition
    return Landing(iri, tuple(types), about.licence, about.creators, collection, **more)


def represent_named(
    name: str,
    extension: str | None,
    graph: str,
    page: Callable[[], str],
    landing: Callable[[], Landing] | None = None,
) -> Response:
    """Answer with a document that says what one named graph does, at an address that may end in a format's
    extension.

    `graph` is the graph's name: "ontology"; the rest is as for `represent`. Raises NotAcceptable.
    """
    wanted = with_extension(extension)
    return represent(name, wanted, page, lambda chosen: written(graph, chosen), landing=landing)


def with_extension(extension: str | None, offered: Sequence[Format] = DOCUMENT) -> Format | None:
    """Return the format of a document, or of the set of its links, that an address ends in; None without one.

    Aborts with 404 where there is no such format.
    """
    if extension is None:
        return None
    known = {each.extension: each for each in (*offered, *LINKSETS)}
    if extension not in known:
        endings = ", ".join(f".{each}" for each in known)
        abort(404, f"There is no format .{extension}; there are {endings}.")
    return known[extension]


def written(name: str, chosen: Format, named: bool = False) -> bytes:
    """Write what a named graph of the live snapshot says: "ontology", "source/<slug>".

    Where the format has names for graphs, only the graph's own document gives it one (`named`). Others say
    it in the default graph, which is what whoever expects a graph reads (RDF 1.1 Concepts, section 4.2).
    """
    opened = live()
    if named:
        return write_quads(lambda: _stated(name), chosen.media_type, opened.prefixes)
    return write_graph(lambda: (quad.triple for quad in _stated(name)), chosen.media_type, opened.prefixes)


def _stated(name: str) -> Iterator[ox.Quad]:
    opened = live()
    graph = ox.NamedNode(opened.names.graph(name))
    if name == METADATA:
        return (ox.Quad(t.subject, t.predicate, t.object, graph) for t in opened.edition.triples)
    return opened.store.quads_for_pattern(None, None, None, graph)


def written_triples(triples: Sequence[ox.Triple], chosen: Format) -> bytes:
    """Write what a document says that is in no graph of the live snapshot, such as a released version."""
    return write_graph(lambda: triples, chosen.media_type, live().prefixes)


def entity_tag(media_type: str, tongue: str = "", content: bytes | None = None) -> str:
    """Return a strong tag on what is served, where the proxy has it; see `tags.entity_tag`."""
    return tags.entity_tag(live().identity + request.root_path, media_type, tongue, content)
