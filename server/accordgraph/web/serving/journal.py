"""What is noted of each request: it is counted, and logged where an operator wants that."""

from __future__ import annotations

import io
import json
import time

from ..desk import Desk
from .wsgi import AREA, CLIENT, QUERY_ID, Answered, Environ, header_of

#: First steps of paths that are counted apart.
_AREAS = frozenset(
    (
        *("browse", "doc", "dumps", "graph", "health", "id", "metrics", "ontology", "questions", "ready"),
        *("search", "shapes", "sources", "sparql", "static", "suggest"),
    )
)
#: Characters of a path, and bytes of a body, that a line of the log may have.
_LONGEST = 1 << 14


def area_of(path: str) -> str:
    """Return the part of the server that a path is in: one of a few, however many paths are asked for."""
    if path == "/":
        return "home"
    first = path[1:].partition("/")[0].partition(".")[0]
    return first if first in _AREAS else "other"


class Journal:
    """Counts responses, and writes a line of JSON of each to the log where `access_log` is not off."""

    def __init__(self, desk: Desk) -> None:
        """Count in the desk's metrics, and write to its log."""
        self._metrics, self._log, self._logged = desk.metrics, desk.log, desk.config.door.access_log

    def note(self, environ: Environ, answered: Answered, began: float) -> None:
        """Note a response to a request that began at a time of `time.perf_counter`."""
        seconds = time.perf_counter() - began
        self._metrics.count(environ[AREA], answered[0][:3], seconds)
        if self._logged != "off":
            self._write(environ, answered, seconds)

    def _write(self, environ: Environ, answered: Answered, seconds: float) -> None:
        status, headers, body = answered
        line = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "client": environ[CLIENT],
            "method": environ["REQUEST_METHOD"],
            # WSGI (PEP 3333) has each byte as a character; what is no UTF-8 shows as escapes.
            "path": environ["PATH_INFO"].encode("latin-1").decode(errors="backslashreplace")[:_LONGEST],
            "status": int(status[:3]),
            "milliseconds": round(seconds * 1000, 3),
        }
        if isinstance(body, list):
            line["bytes"] = sum(map(len, body))
        else:  # a large one: as many as are to be sent
            line["bytes"] = int(header_of(headers, "content-length") or 0)
        if QUERY_ID in environ:
            line["query_id"] = environ[QUERY_ID]
        if self._logged == "queries":
            line["query"] = environ["QUERY_STRING"]
            line["body"] = _body(environ)
        self._log.write(f"{json.dumps(line)}\n".encode())


def _body(environ: Environ) -> str:
    """Return the beginning of what a request sent as its body, as far as it has been read."""
    sent = environ.get("wsgi.input")
    return sent.getvalue()[:_LONGEST].decode(errors="replace") if isinstance(sent, io.BytesIO) else ""
