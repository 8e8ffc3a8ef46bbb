"""Whether a request's conditions hold (RFC 9110, section 13).

Only entity tags count. Nothing here has a date of its last change: the dataset's dates are exact to a day,
and a file's says when it was built, so a condition on either could keep an old copy alive.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, request
from werkzeug.exceptions import abort
from werkzeug.http import parse_etags

#: Methods that ask for a representation; conditions on others do not count.
_ASKING = ("GET", "HEAD", "QUERY")


def client_has(tag: str, environ: Mapping[str, Any]) -> bool:
    """Whether the client of a request has the representation that a strong tag names.

    Aborts with 412 where the client wants only another one.
    """
    wanted, known = environ.get("HTTP_IF_MATCH"), environ.get("HTTP_IF_NONE_MATCH")
    if environ["REQUEST_METHOD"] not in _ASKING:
        return False
    if wanted is not None and not parse_etags(wanted).contains(tag):
        abort(412, "If-Match names another representation than the current one, whose tag an ETag tells.")
    return known is not None and parse_etags(known).contains_weak(tag)


def is_unchanged(response: Response) -> bool:
    """Turn a response into 304 where the client has it already; return whether it has."""
    tag, _ = response.get_etag()
    if tag is None or not client_has(tag, request.environ):
        return False
    response.status_code = 304
    return True
