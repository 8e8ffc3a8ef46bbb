"""Writing graphs and results, in native code: through Python terms it takes 15 times as long."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import IO, cast

import pyoxigraph as ox

from ..formats import by_media_type
from .jsonld import write_jsonld
from .mending import RESULTS_XML, described_plainly, exact_csv, mended_graph, refuse_predicate
from .pieces import Characters, Inspector, Memory, NotRectangular, Output, Pieces, Rows
from .preview import PREVIEW, preview_graph, preview_results
from .shortening import Statement, declared

_CSV, _JSON_LD, _RDF_XML = "text/csv", "application/ld+json", "application/rdf+xml"
#: Formats of graphs in which an answer is whole in memory before any of it is sent.
_WHOLE = frozenset((_JSON_LD, _RDF_XML, PREVIEW))
Results = ox.QuerySolutions | ox.QueryBoolean
#: Formats in which IRIs are always in full, so that the engine may write without a detour.
_WITHOUT_PREFIXES = (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)


def write_graph(
    triples: Callable[[], Iterable[ox.Triple]], media_type: str, prefixes: Mapping[str, str]
) -> bytes:
    """Write triples in the format of a media type; `prefixes` shorten the IRIs where the format can, and a
    short document declares those that do.

    `triples` gives them anew each time, since a hard case needs a second look. Raises NotWritable where the
    format cannot hold them.
    """
    if media_type == _JSON_LD:
        return write_jsonld(triples(), prefixes)
    if media_type == PREVIEW:
        return preview_graph(triples(), prefixes)
    form = _graph_format(media_type)
    try:
        written = _native(triples(), form, prefixes)
    except OSError:  # of RDF/XML, or of reading
        if form == ox.RdfFormat.RDF_XML:
            refuse_predicate(triples())
        raise
    body = mended_graph(written, media_type)
    if body is None:
        refuse_predicate(triples())
        # So it is a class, which can be written in another way.
        body = mended_graph(described_plainly(_native(triples(), form, {})), media_type)
    if body is None:
        raise AssertionError("all elements have names now")
    return body


def write_quads(
    quads: Callable[[], Iterable[ox.Quad]], media_type: str, prefixes: Mapping[str, str]
) -> bytes:
    """Write quads; without the names of their graphs where the format has none. Raises NotWritable."""
    if by_media_type(media_type).quads:
        return _native(quads(), _graph_format(media_type), prefixes)
    return write_graph(lambda: (quad.triple for quad in quads()), media_type, prefixes)


def write_results(results: Callable[[], Results], media_type: str) -> bytes:
    """Write the results of SELECT or ASK in the format of a media type.

    `results` asks anew each time, since a hard case needs a second look. Raises NotWritable.
    """
    output = Memory()
    send_results(results, media_type, output)
    return output.getvalue()


def send_results(results: Callable[[], Results], media_type: str, output: Output) -> None:
    """Write results piece by piece; the rest is as for `write_results`."""
    found, form = results(), ox.QueryResultsFormat.from_media_type(media_type)
    if media_type == PREVIEW:
        output.write(preview_results(found))
    elif media_type == RESULTS_XML:
        _inspected(found, form, Characters(), output)
    elif media_type == _CSV and isinstance(found, ox.QuerySolutions):
        try:
            _inspected(found, form, Rows(len(found.variables)), output)
        except NotRectangular:
            output.restart()
            for piece in exact_csv(cast(ox.QuerySolutions, results())):
                output.write(piece)
    else:
        found.serialize(output=cast(IO[bytes], output), format=form)


def _inspected(
    found: Results, form: ox.QueryResultsFormat | None, inspector: Inspector, output: Output
) -> None:
    pieces = Pieces(output, inspector)
    found.serialize(output=cast(IO[bytes], pieces), format=form)
    pieces.end()


def send_graph(
    triples: Callable[[], Iterable[ox.Triple]],
    media_type: str,
    prefixes: Mapping[str, str],
    output: Output,
) -> None:
    """Write triples piece by piece, where the format lets them; the rest is as for `write_graph`."""
    if media_type in _WHOLE:
        output.write(write_graph(triples, media_type, prefixes))
    else:
        _native(triples(), _graph_format(media_type), prefixes, output)


def _native(
    statements: Iterable[Statement],
    form: ox.RdfFormat,
    prefixes: Mapping[str, str],
    output: Output | None = None,
) -> bytes:
    """Write statements into the output, or without one return what is written."""
    into = cast(IO[bytes] | None, output)
    if form in _WITHOUT_PREFIXES and isinstance(statements, ox.QueryTriples):
        return statements.serialize(output=into, format=form) or b""
    # One by one through Python, so that other threads get their turn while many are written.
    one_by_one, shortening = declared(statements, prefixes)
    return ox.serialize(one_by_one, output=into, format=form, prefixes=shortening) or b""


def _graph_format(media_type: str) -> ox.RdfFormat:
    found = ox.RdfFormat.from_media_type(media_type)
    if found is None:
        raise ValueError(f"no graph format has the media type {media_type}")
    return found
