"""What is known of engines: where each has what, and in what each differs. One table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from ...errors import AccordGraphError


class BadAddress(AccordGraphError):
    """An engine's address that is none."""


@dataclass(frozen=True)
class Kind:
    """One kind of engine.

    `query`, `update` and `graphs` are the paths of its protocols below its address; `graphs`, that of the
    Graph Store Protocol, is None where it is not used. `server` is what its header Server begins with.
    `odd`: its results in JSON need mending (`results.py`). `strays`: a SELECT within `GRAPH ?g` finds what is
    in graphs that the request does not name. `loads` is how many graphs it takes side by side.
    """

    name: str
    title: str
    query: str = ""
    update: str = ""
    graphs: str | None = None
    server: str = ""
    odd: bool = False
    strays: bool = False
    loads: int = 4


GENERIC = Kind("sparql", "any engine with SPARQL 1.1 Protocol and Update at one address")
KINDS = (
    Kind("oxigraph", "Oxigraph", "/query", "/update", "/store", "Oxigraph/"),
    Kind("virtuoso", "Virtuoso", "/sparql", "/sparql-auth", "/sparql-graph-crud-auth", "Virtuoso/",
         odd=True, strays=True, loads=1),
    Kind("fuseki", "Apache Jena Fuseki", "/query", "/update", "/data", "Apache Jena Fuseki"),
    Kind("graphdb", "GraphDB, RDF4J", "", "/statements", "/rdf-graphs/service", "GraphDB/"),
    Kind("neptune", "Amazon Neptune", "/sparql", "/sparql", "/sparql/gsp/"),
    Kind("qlever", "QLever"),
    GENERIC,
)  # fmt: skip
NAMES = tuple(each.name for each in KINDS)
#: What Virtuoso says of an answer that it gives up in the midst of.
PARTIAL = "S1TAT"
#: The header in which it says how many rows it gives at most, where an answer has as many.
MOST_ROWS = "X-SPARQL-MaxRows"
#: How Virtuoso begins to say, with status 500, that it cannot do what a query asks for: the states of SQL of
#: arguments that are missing (07), of values that do not fit (22), and of what it cannot compile (37).
CANNOT = re.compile(r"Virtuoso (?:07|22|37)")
#: How Virtuoso and Neptune say, with status 500, that a query reached their own time limit, and how Oxigraph
#: ends what it says then: that, or with status 200 an answer that had begun.
STOPPED = re.compile(r"Virtuoso S1T00|Operation terminated \(deadline exceeded\)")
CANCELLED = b"The SPARQL operation has been cancelled"
#: The kind that is found out by asking.
AUTO = "auto"
_SCHEMES = ("http", "https")


@dataclass(frozen=True)
class Addresses:
    """Where an engine answers; `graphs` is None where the Graph Store Protocol is not used."""

    query: str
    update: str
    graphs: str | None


def kind_of(headers: Mapping[str, str]) -> Kind:
    """Return the kind of engine that sends such headers."""
    server = headers.get("Server", "")
    return next((each for each in KINDS if each.server and server.startswith(each.server)), GENERIC)


def named(name: str) -> Kind:
    """Return the kind of a name; raises KeyError."""
    return {each.name: each for each in KINDS}[name]


def addresses(url: str, kind: Kind) -> Addresses:
    """Return where an engine answers, from its address or that of its queries.

    >>> addresses("http://localhost:7878/query", named("oxigraph")).update
    'http://localhost:7878/update'
    """
    root = url.rstrip("/")
    if kind.query and root.endswith(kind.query):
        root = root.removesuffix(kind.query)
    if not urlsplit(root).path and not kind.query:
        root += "/"
    graphs = None if kind.graphs is None else root + kind.graphs
    return Addresses(root + kind.query, root + kind.update, graphs)


def checked_url(url: str) -> str:
    """Return an address as it may be asked; raises BadAddress, whose message holds no password."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
        (host or "").encode("idna")
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if not host or parts.scheme not in _SCHEMES or port == 0:
        raise BadAddress("An engine's address begins with http:// or https:// and names a host.")
    if "@" in parts.netloc:
        raise BadAddress("An address shows to all: give user and password in settings of their own.")
    if parts.query or parts.fragment:
        raise BadAddress("An engine's address has neither a query nor a fragment.")
    return url
