"""Whether a request's conditions hold (RFC 9110, section 13).

Only entity tags count. Nothing here has a date of its last change: the dataset's dates are exact to a day,
and a file's says when it was built, so a condition on either could keep an old copy alive.
"""

from __future__ import annotations

from flask import Response, request
from werkzeug.exceptions import abort
from werkzeug.http import parse_etags

from ..serving.packing import packed_tag, reads_packed
from ..serving.wsgi import Environ

#: Methods that ask for a representation; conditions on others do not count.
_ASKING = ("GET", "HEAD", "QUERY")


def client_has(tag: str, environ: Environ) -> str | None:
    """Return the tag of what the client of a request has already: of the representation that this strong tag
    names, or of the same one as it is sent compressed; None where it has neither.

    Aborts with 412 where the client wants only another one.
    """
    wanted, known = environ.get("HTTP_IF_MATCH"), environ.get("HTTP_IF_NONE_MATCH")
    if environ["REQUEST_METHOD"] not in _ASKING or (wanted is None and known is None):
        return None
    forms = (tag, packed_tag(tag)) if reads_packed(environ) else (tag,)
    if wanted is not None and not any(map(parse_etags(wanted).contains, forms)):
        abort(412, "If-Match names another representation than the current one, whose tag an ETag tells.")
    has = parse_etags(known).contains_weak
    return next(filter(has, forms), None)


def is_unchanged(response: Response) -> bool:
    """Turn a response into 304 where the client has it already; return whether it has."""
    tag, _ = response.get_etag()
    held = client_has(tag, request.environ) if tag is not None else None
    if held is None:
        return False
    response.set_etag(held)
    response.status_code = 304
    return True
