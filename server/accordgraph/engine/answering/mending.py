"""Where the native writers write what no reader can take back: find it cheaply, and mend or refuse it.

Each function looks at bytes that are written, with searches that run at the speed of memory; what is slow is
done only where a hard case was found.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import islice

import pyoxigraph as ox

from ..errors import NotWritable
from ..explaining.faults import LONGEST_NAME, cut
from ..formats import GRAPHS, RESULTS, Format, by_media_type

RESULTS_XML = "application/sparql-results+xml"
_RDF_XML = "application/rdf+xml"
#: Rows that are written together.
_ROWS = 1_000
#: Bytes of characters that no XML 1.0 document can hold (https://www.w3.org/TR/xml/#charsets), and the two
#: characters above U+FFFD.
_CONTROLS = bytes((*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)))
_BEYOND = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
#: Whatever is no sign of CSV's own.
_NO_CSV_SIGNS = bytes(set(range(256)) - set(b'",\n'))
#: A quote in the midst of a cell, which is a triple term's; it may also be a text that ends with a space.
_QUOTE_WITHIN = re.compile(rb'"(?<=[^,\n"]")(?!["\r,])|"(?<= ")[,\r]')
#: An element without a local name, or with a prefix that no element may have: what the native writer makes of
#: a predicate or a class that is none. Elements do not occur in text, where "<" is escaped; the pieces that
#: are searched first may.
_HINTS_NAMELESS = (b":>", b": rdf:", b": xml", b"<xmlns:")
_NAMELESS = re.compile(rb"<[^\s<>/]*:[ >/]|<xmlns:")
#: The namespace of that prefix (https://www.w3.org/TR/xml-names/#ns-decl).
_XMLNS = b"http://www.w3.org/2000/xmlns/"
#: A thing whose class is no name in XML, as the native writer writes it: its class, and which thing it is.
_TYPED = re.compile(rb'<(?:oxprefix: xmlns:oxprefix="([^"]*)"|xmlns:([^\s<>/]*))([^>]*)>')
_TYPED_END = re.compile(rb"</(?:oxprefix:|xmlns:[^\s<>/]*)>")
_NODE = b'rdf:nodeID="'
_ODD_NODE = re.compile(_NODE + rb"[^A-Za-z_]")


def mended_graph(body: bytes, media_type: str) -> bytes | None:
    """Return the graph as it can be read back; None where a predicate or a class is no name in XML.

    Raises NotWritable.
    """
    if media_type != _RDF_XML:
        return body
    if any(hint in body for hint in _HINTS_NAMELESS) and _NAMELESS.search(body):
        return None
    if _ODD_NODE.search(body):
        body = body.replace(_NODE, _NODE + b"b")
    _refuse_in_xml(body, GRAPHS, media_type)
    return _escaped(body)


def mended_xml(body: bytes, end: int) -> bytes:
    """Return the beginning of a piece of results in XML, up to `end`, as it can be read back.

    Raises NotWritable for what the whole piece has.
    """
    _refuse_in_xml(body, RESULTS, RESULTS_XML)
    return _escaped(body[:end])


def described_plainly(body: bytes) -> bytes:
    """Rewrite RDF/XML, written without prefixes, whose classes are no names in XML: such a class is stated
    by a property instead of by the element."""
    return _TYPED_END.sub(b"</rdf:Description>", _TYPED.sub(_described, body))


def _described(typed: re.Match[bytes]) -> bytes:
    kind = typed[1] if typed[1] is not None else _XMLNS + typed[2]
    return b'<rdf:Description%b>\n\t\t<rdf:type rdf:resource="%b"/>' % (typed[3], kind)


def exact_csv(solutions: ox.QuerySolutions) -> Iterator[bytes]:
    """Write CSV value by value, some rows at a time: whatever holds a comma, a quote or an end of line is
    quoted, IRIs too."""
    rows = iter(solutions)
    found: list[Iterable[str]] = [[variable.value for variable in solutions.variables]]
    while found:
        written = io.StringIO(newline="")
        csv.writer(written, lineterminator="\r\n").writerows(found)
        yield written.getvalue().encode()
        found = [["" if value is None else _plain(value) for value in row] for row in islice(rows, _ROWS)]


def refuse_predicate(triples: Iterable[ox.Triple]) -> None:
    """Raise NotWritable for the first predicate that is not a name in XML."""
    for predicate in sorted({triple.predicate.value for triple in triples}):
        if not _is_name_in_xml(predicate):
            raise not_writable(
                f"RDF/XML cannot hold the predicate <{cut(predicate, LONGEST_NAME)}>: it does not end with a "
                "name that RDF/XML can use.",
                GRAPHS,
                _RDF_XML,
            )


def not_writable(message: str, kind: Iterable[Format], media_type: str) -> NotWritable:
    """Say why a format cannot hold an answer, and which ones can."""
    others = [each for each in kind if each.media_type != media_type and not _is_xml(each)]
    names = ", ".join(each.label for each in others)
    return NotWritable(f"{message} It can be had as {names}.", [each.media_type for each in others])


def _is_xml(found: Format) -> bool:
    return found.media_type in (RESULTS_XML, _RDF_XML)


def is_rectangular(body: bytes, columns: int) -> bool:
    """Whether each row has as many cells as there are columns: an IRI's comma would make one more, and an
    empty line, where an empty cell stands alone, is no row to most readers."""
    if columns == 0:
        return True
    if columns == 1 and (body.startswith(b"\r\n") or b"\n\r\n" in body):
        return False
    if b'"' not in body:
        return body.count(b",") == body.count(b"\r\n") * (columns - 1)
    if _QUOTE_WITHIN.search(body):
        return False
    cell = rb'(?:"[^"]*+")*+'
    row = cell + rb"(?:," + cell + rb"){%d}\n" % (columns - 1)
    return re.fullmatch(rb"(?:" + row + rb")*+", body.translate(None, _NO_CSV_SIGNS)) is not None


def _refuse_in_xml(body: bytes, kind: Iterable[Format], media_type: str) -> None:
    """Raise NotWritable for a character that XML cannot hold."""
    beyond = not body.isascii() and any(each in body for each in _BEYOND)
    if beyond or len(body.translate(None, _CONTROLS)) != len(body):
        text = body.decode(errors="ignore")  # a piece may begin and end in the midst of a character
        (found,) = re.findall("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", text)[:1]
        name = by_media_type(media_type).label
        message = f"{name} cannot hold the character U+{ord(found):04X}, which a value has."
        raise not_writable(message, kind, media_type)


def _escaped(body: bytes) -> bytes:
    """Escape carriage returns, which XML readers take for line feeds."""
    return body.replace(b"\r", b"&#13;") if b"\r" in body else body


def _is_name_in_xml(predicate: str) -> bool:
    """Whether an IRI ends with a name; the native writer knows best which characters make one."""
    iri = ox.NamedNode(predicate)
    try:
        written = ox.serialize([ox.Triple(iri, iri, iri)], format=ox.RdfFormat.RDF_XML)
    except OSError:  # a word that RDF/XML keeps for itself, such as rdf:li
        return False
    return written is not None and not _NAMELESS.search(written)


def _plain(value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    if isinstance(value, ox.BlankNode):
        return f"_:{value.value}"
    # Of a triple term the native writer names the three parts, and so the same one always looks alike.
    return " ".join(map(_plain, value)) if isinstance(value, ox.Triple) else value.value
