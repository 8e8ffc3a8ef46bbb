"""Links to places of this server, for pages and headers: relative to the request, never to a host.

Those of a document to its own formats and pages are made where these are told of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from ...graph.names import Names

#: What stands in paths as it is.
SAFE = "/#.-_~"
#: Steps that links lead up at most: no place is nearly as deep, and links from a very deep one would be long.
_DEEPEST = 100


@dataclass(frozen=True)
class Links:
    """The links of one response. `path` is the request's path, from the application's root; `prefix` is the
    path that the application is under, as far as that is known.

    A relative link leads right behind any proxy and under any sub-path without the server knowing of either.
    """

    path: str
    names: Names
    prefix: str

    @property
    def root(self) -> str:
        """The application's root, seen from this request."""
        if self.prefix and self.path == "/":
            # A proxy shows the first page with or without the slash, and does not say which.
            return f"{self.prefix}/"
        return "../" * min(self.path.count("/") - 1, _DEEPEST) or "./"

    @property
    def place(self) -> str:
        """The place that the request is for; a page is the same place with and without its ending."""
        return self.path.lstrip("/").removesuffix(".html")

    def is_at(self, place: str) -> bool:
        """Whether the request is for a place of the application, or for something below it."""
        return self.place == place or self.place.startswith(f"{place.rstrip('/')}/")

    def to(self, place: str, /, **parameters: str | Sequence[str]) -> str:
        """Return the link to a place of the application, such as "sparql" or "dumps/"."""
        query = f"?{urlencode(parameters, doseq=True)}" if parameters else ""
        return self.root + quote(place, safe=SAFE) + query

    def of(self, iri: str) -> str:
        """Return the link to what an IRI names: within the application where the IRI is the dataset's own.

        Anything but http and https is no link: an empty string.
        """
        if iri.startswith(self.names.base):
            return self.to(self._document(iri.removeprefix(self.names.base)))
        return iri if iri.startswith(("http://", "https://")) else ""

    @staticmethod
    def _document(local: str) -> str:
        """Spare the reader the redirect from a thing to the document about it."""
        return f"doc/{local.removeprefix('id/')}" if local.startswith("id/") else local
