"""Whether a request's conditions hold (RFC 9110, section 13).

Only entity tags count. Nothing here has a date of its last change: the dataset's dates are exact to a day,
and a file's says when it was built, so a condition on either could keep an old copy alive.
"""

from __future__ import annotations

from flask import Response, abort, request

#: Methods that ask for a representation; conditions on others do not count.
_ASKING = ("GET", "HEAD", "QUERY")


def client_has(tag: str) -> bool:
    """Whether the client has the representation that a strong tag names.

    Aborts with 412 where the client wants only another one.
    """
    if request.method not in _ASKING:
        return False
    if "If-Match" in request.headers and not request.if_match.contains(tag):
        abort(412, "If-Match names another representation than the current one, whose tag an ETag tells.")
    return "If-None-Match" in request.headers and request.if_none_match.contains_weak(tag)


def is_unchanged(response: Response) -> bool:
    """Turn a response into 304 where the client has it already; return whether it has."""
    tag, _ = response.get_etag()
    if tag is None or not client_has(tag):
        return False
    response.status_code = 304
    return True
