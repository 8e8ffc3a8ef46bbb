"""The headers of a document's representation, whoever sends it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from urllib.parse import quote

from ...engine.formats import GRAPHS, LINKSETS, PAGE, Format
from ...graph.finding.folding import fold
from ..serving.wsgi import Headers
from ..tongue import VARIES

#: A document can be had as any graph format or as a page. Who names no wish gets the first.
DOCUMENT = (*GRAPHS, PAGE)
#: Kinds of formats that speak the reader's language.
SPOKEN = ("page", "feed")
#: What is taken of a text for the name of a file, and how long that may be.
_WORDS, _LONGEST_NAME = re.compile("[a-z0-9]+"), 60


def split_extension(name: str, offered: Sequence[Format] = DOCUMENT) -> tuple[str, Format | None]:
    """Split the ending of a document's name from it, where it is one of a format, or of a set of links.

    >>> split_extension("mineta.ttl")[0], split_extension("0.1.0")[0]
    ('mineta', '0.1.0')
    """
    for found in (*offered, *LINKSETS):
        if name.endswith(f".{found.extension}"):
            return name[: -len(found.extension) - 1], found
    return name, None


def headers_of(
    chosen: Format, negotiated: bool, tag: str, name: str | None, query: str = "", tongue: str = ""
) -> Headers:
    """Return the headers of a representation in a format that was `negotiated`, or that its address names.

    `name` is the link to the document, without ending; None where its formats have no addresses of their own;
    `query` is what else the address has behind the question mark, `tongue` the language that is spoken.
    """
    headers = [("Cache-Control", "no-cache")]
    # All answers at one address name the same headers; of the formats, only pages and feeds have languages.
    varies = (*(("Accept",) if negotiated else ()), *(VARIES if negotiated or chosen.kind in SPOKEN else ()))
    if varies:
        headers.append(("Vary", ", ".join(varies)))
    headers.append(("ETag", f'"{tag}"'))
    if negotiated and name is not None:
        place = f"{quote(name)}.{chosen.extension}" + (f"?{query}" if query else "")
        headers.append(("Content-Location", place))
    if tongue:
        headers.append(("Content-Language", tongue))
    return headers


def disposition(asked: str, snapshot: str, extension: str) -> str:
    """Return what names the file of an answer (RFC 6266): by what was asked, and by its snapshot.

    >>> disposition("Who is party to what?", "b29c362365eb-9af7", "csv")
    'inline; filename="who-is-party-to-what-b29c3623.csv"'
    """
    words = " ".join(_WORDS.findall(fold(asked)))
    name = textwrap.shorten(words, _LONGEST_NAME, placeholder="").replace(" ", "-")
    return f'inline; filename="{name or "answer"}-{snapshot[:8]}.{extension}"'
