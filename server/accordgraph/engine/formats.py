"""Media types: one table for the web, the engine and the command line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["results", "graph", "page", "links", "citation", "feed"]


@dataclass(frozen=True, eq=False)  # each is itself alone, and so soon found by what it is offered with
class Format:
    """One format in which an answer or a graph can be written.

    `name` is what `?format=` and `--format` take, `synonyms` are other media types that clients ask it by,
    `spec` is the specification that defines it, `quads` says that it names the graph of each triple.
    """

    name: str
    media_type: str
    extension: str
    kind: Kind
    label: str
    spec: str
    synonyms: tuple[str, ...] = ()
    quads: bool = False

    @property
    def content_type(self) -> str:
        """The `Content-Type` to send: types that may name their character encoding do.

        These are `text/*` and XML's (https://www.rfc-editor.org/rfc/rfc7303#section-3): R's clients take
        what names none for Latin-1.
        """
        text = self.media_type.startswith("text/") or self.media_type.endswith("+xml")
        return f"{self.media_type}; charset=utf-8" if text else self.media_type


#: In the order of preference: the first of its kind answers a request that has no wish.
FORMATS = (
    Format(
        "json", "application/sparql-results+json", "json", "results", "JSON",
        "https://www.w3.org/TR/sparql11-results-json/", ("application/json",),
    ),
    Format(
        "xml", "application/sparql-results+xml", "srx", "results", "XML",
        "https://www.w3.org/TR/rdf-sparql-XMLres/", ("application/xml", "text/xml"),
    ),
    Format(
        "csv", "text/csv", "csv", "results", "CSV",
        "https://www.w3.org/TR/sparql11-results-csv-tsv/",
    ),
    Format(
        "tsv", "text/tab-separated-values", "tsv", "results", "TSV",
        "https://www.w3.org/TR/sparql11-results-csv-tsv/",
    ),
    Format(
        "ttl", "text/turtle", "ttl", "graph", "Turtle",
        "https://www.w3.org/TR/turtle/",
        ("application/x-turtle", "application/turtle", "text/n3", "text/rdf+n3"),
    ),
    Format(
        "nt", "application/n-triples", "nt", "graph", "N-Triples",
        "https://www.w3.org/TR/n-triples/", ("text/plain", "text/ntriples"),
    ),
    Format(
        "rdf", "application/rdf+xml", "rdf", "graph", "RDF/XML",
        "https://www.w3.org/TR/rdf-syntax-grammar/", ("application/xml", "text/xml"),
    ),
    Format(
        "jsonld", "application/ld+json", "jsonld", "graph", "JSON-LD",
        "https://www.w3.org/TR/json-ld11/", ("application/json",),
    ),
    Format(
        "nq", "application/n-quads", "nq", "graph", "N-Quads",
        "https://www.w3.org/TR/n-quads/", ("text/x-nquads", "text/nquads"), True,
    ),
    Format(
        "trig", "application/trig", "trig", "graph", "TriG",
        "https://www.w3.org/TR/trig/", ("application/x-trig",), True,
    ),
)  # fmt: skip

#: Format -> other names that clients know it by, beside its own names and media types.
_OTHER_NAMES = {
    "ttl": ("turtle", "n3"),
    "nt": ("ntriples", "n-triples"),
    "rdf": ("xml", "rdfxml", "rdf+xml", "rdf/xml"),
    "jsonld": ("json", "json-ld"),
    "nq": ("nquads", "n-quads"),
    "xml": ("sparql-xml",),
    "json": ("sparql-json", "srj"),
}

#: A page for people. Readers of XHTML read it, too.
PAGE = Format(
    "html", "text/html", "html", "page", "HTML", "https://html.spec.whatwg.org/", ("application/xhtml+xml",)
)

#: What is new, for readers of feeds.
FEED = Format(
    "atom", "application/atom+xml", "atom", "feed", "Atom", "https://www.rfc-editor.org/rfc/rfc4287"
)

#: Sets of links, which stand beside a document under its name and these endings; never negotiated.
LINKSETS = (
    Format(
        "linkset-json", "application/linkset+json", "linkset.json", "links", "links as JSON",
        "https://www.rfc-editor.org/rfc/rfc9264#section-4.2",
    ),
    Format(
        "linkset", "application/linkset", "linkset", "links", "links",
        "https://www.rfc-editor.org/rfc/rfc9264#section-4.1",
    ),
)  # fmt: skip

#: How to cite a version of the dataset; each has an address of its own.
CITATIONS = (
    Format("bib", "application/x-bibtex", "bib", "citation", "BibTeX", "https://www.ctan.org/pkg/bibtex"),
    Format(
        "csl", "application/vnd.citationstyles.csl+json", "json", "citation", "CSL-JSON",
        "https://docs.citationstyles.org/en/stable/specification.html",
    ),
    Format("text", "text/plain", "txt", "citation", "text", "https://www.rfc-editor.org/rfc/rfc2046#section-4.1"),
)  # fmt: skip

RESULTS = tuple(each for each in FORMATS if each.kind == "results")
GRAPHS = tuple(each for each in FORMATS if each.kind == "graph")


def by_name(name: str, formats: Iterable[Format] = FORMATS) -> Format | None:
    """Find the format with this short name, file extension or media type; none fits: None."""
    wanted = _wanted(name)
    for each in formats:
        if wanted in (each.name, each.extension, each.media_type):
            return each
    return None


def named(name: str, formats: Iterable[Format]) -> Format | None:
    """Find the format that a client means by any name that clients use for one; none fits: None."""
    found = by_name(name, formats)
    if found is not None:
        return found
    wanted = _wanted(name)
    for each in formats:
        if wanted in each.synonyms or wanted in _OTHER_NAMES.get(each.name, ()):
            return each
    return None


def _wanted(name: str) -> str:
    """A name as the tables have it; the + of an address that is not written as %2B arrives as a space."""
    return name.strip().lower().replace(" ", "+")


def by_media_type(media_type: str, formats: Iterable[Format] = FORMATS) -> Format:
    """Return the format with exactly this media type; raises KeyError where there is none."""
    for each in formats:
        if each.media_type == media_type:
            return each
    raise KeyError(media_type)


#: Ending of a file's name -> what it is served as. Compressed files are files, not encoded answers.
_FILES = {
    "-metadata.json": "application/csvm+json",
    ".gz": "application/gzip",
    ".zip": "application/zip",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
}


def file_type(name: str) -> str:
    """Return the content type of a file by its name's ending; plain text where that says nothing."""
    ending = name.rpartition(".")[2]
    found = next((each for each in GRAPHS if each.extension == ending), None)
    if found:
        return found.content_type
    return next((kind for end, kind in _FILES.items() if name.endswith(end)), "text/plain; charset=utf-8")
