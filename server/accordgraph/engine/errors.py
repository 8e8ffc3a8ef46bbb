"""Why a query has no answer: one family, each with the HTTP status that fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from ..errors import AccordGraphError

#: What whoever asked for too much can do, where an engine does not say what was too much.
LESS = "Ask for less: add a LIMIT, or load a dump and ask there."


class EngineError(AccordGraphError):
    """A query that was not answered; `kind` names the error in the worker protocol and in problem types."""

    status: ClassVar[int] = 503
    kind: ClassVar[str] = "engine"
    title: ClassVar[str] = "The query could not be answered"
    #: Seconds after which the same query may well be answered; None where trying again does not help.
    retry_after: ClassVar[int | None] = None
    #: Whether it says something of whoever asked, and not of the query: others may have an answer to that.
    of_asker: ClassVar[bool] = False

    @property
    def in_full(self) -> str:
        """All that is known of it, its notes too: for whoever runs the program."""
        return " ".join((str(self), *getattr(self, "__notes__", ()))).strip()

    def details(self) -> dict[str, Any]:
        """Return what a program may want to know beside the message, as JSON values."""
        return {}


class Misplaced(EngineError):
    """Something in a query that cannot be there. `line` and `column` count characters from 1."""

    def __init__(
        self,
        message: str,
        line: int | None = None,
        column: int | None = None,
        hint: str | None = None,
        token: str | None = None,
    ) -> None:
        self.line, self.column, self.message, self.hint, self.token = line, column, message, hint, token
        place = f"Line {line}, column {column}: " if line is not None else ""
        super().__init__(f"{place}{message}" + (f" {hint}" if hint else ""))

    def details(self) -> dict[str, Any]:
        found = {
            "line": self.line,
            "column": self.column,
            "token": self.token,
            "message": self.message,
            "hint": self.hint,
        }
        return {key: value for key, value in found.items() if value is not None}


class QuerySyntaxError(Misplaced):
    """A query that is not SPARQL."""

    status = 400
    kind = "query-syntax"
    title = "The query is not valid SPARQL"


class BadGraphName(EngineError):
    """A graph that a request names by something other than an absolute IRI."""

    status = 400
    kind = "bad-graph-name"
    title = "A graph is not named by an absolute IRI"


class QueryTooComplex(EngineError):
    """A query that is nested more deeply than the engine can follow; trying again does not help."""

    status = 400
    kind = "query-too-complex"
    title = "The query is nested too deeply"


class QueryUnsupported(Misplaced):
    """A valid query that uses what the engine does not have, such as an extension function."""

    status = 400
    kind = "query-unsupported"
    title = "The query uses something that is not supported"


class ServiceRefused(Misplaced):
    """A query with SERVICE: this program never lets a query reach the network."""

    status = 403
    kind = "service-refused"
    title = "SERVICE is not allowed"


class UpdateRefused(Misplaced):
    """An update: nothing here can be changed through SPARQL. Refused like SERVICE: understood, not
    allowed."""

    status = 403
    kind = "update-refused"
    title = "Updates are not allowed"


class NotAcceptable(EngineError):
    """An answer in none of the formats that the asker takes; `offered` lists those that would do."""

    status = 406
    kind = "not-acceptable"
    title = "No acceptable format"

    def __init__(self, message: str, offered: Sequence[str]) -> None:
        super().__init__(message)
        self.offered = tuple(offered)

    def details(self) -> dict[str, Any]:
        return {"offered": list(self.offered)}


class NotWritable(NotAcceptable):
    """An answer with a value that the wished format cannot hold; `offered` lists those that can."""

    kind = "not-writable"
    title = "The format cannot hold the answer"


class QueryMemory(EngineError):
    """A query that needed more memory than one query may have."""

    kind = "query-memory"
    title = "The query needs too much memory"


class QueueFull(EngineError):
    """Too many queries are waiting already; trying again later can help."""

    kind = "queue-full"
    of_asker = True
    retry_after = 2
    title = "Too many queries are waiting"


class ShareUsedUp(EngineError):
    """A client that has as many requests at work as one client may."""

    status = 429
    kind = "share-used-up"
    of_asker = True
    retry_after = 1
    title = "Too many requests at once"


class QueryStopped(EngineError):
    """A query that was stopped by whoever asked it."""

    kind = "query-stopped"
    title = "The query was stopped"


class WorkerDied(EngineError):
    """The process that ran the query ended unexpectedly; it has been replaced."""

    kind = "worker-died"
    retry_after = 2
    title = "The query's process ended unexpectedly"


class WorkerKilled(WorkerDied):
    """The process that ran the query was killed from outside, by a person or for want of memory."""


class EngineUnavailable(EngineError):
    """No process that could answer queries can be started."""

    kind = "engine-unavailable"
    retry_after = 2
    title = "Queries cannot be answered now"


class DataExchanged(EngineUnavailable):
    """The engine that holds the data holds other data than a moment ago."""

    def __init__(self, told: str = "The data was exchanged at this moment. Try again in a moment.") -> None:
        super().__init__(told)


class DataDamaged(EngineError):
    """A database that holds something else than was written there, and will until it is built anew."""

    kind = "data-damaged"
    title = "The data is damaged"
    #: How the engine begins to tell it.
    sign: ClassVar[str] = "Corruption"

    def __init__(self, told: str) -> None:
        """Note what the engine tells, which names files: for whoever runs the program."""
        super().__init__("The engine could not read its data, which is damaged; it has to be built anew.")
        self.told = told
        self.add_note(told)


class QueryTimeout(EngineError):
    """A query that took longer than one query may."""

    status = 504
    kind = "query-timeout"
    title = "The query took too long"


class AnswerTooLarge(EngineError):
    """An answer that is longer than one answer may be; the same query gives the same again."""

    status = 413
    kind = "answer-too-large"
    title = "The answer is too large"

    def __init__(self, told: str) -> None:
        """Say in a sentence what it is longer than."""
        super().__init__(f"{told} {LESS}")


def longer_than(most: int) -> str:
    """Return the sentence that an answer is longer than so many bytes."""
    return f"The answer is longer than the {most >> 20} MiB that one answer may have."


class EngineFailed(EngineError):
    """The engine that holds the data answered with what is no answer: a page, half of one, an error."""

    status = 502
    kind = "engine-failed"
    retry_after = 5
    title = "The engine behind the server failed"


class EngineRefused(EngineFailed):
    """The engine that holds the data does not let this server in."""


class EngineDeclined(EngineFailed):
    """The engine that holds the data says that it cannot do what it is asked for."""


class EngineOverlong(EngineError):
    """The engine that holds the data answers more than is taken, or no more than a part; asked again, or for
    something else, it does not fail."""

    status, kind, title = EngineFailed.status, EngineFailed.kind, EngineFailed.title


class EngineUntrusted(EngineFailed):
    """The engine that holds the data shows a certificate that this machine does not trust."""


class EngineSlow(EngineError):
    """The engine that holds the data has not answered in time."""

    status = 504
    kind = "engine-slow"
    retry_after = 5
    title = "The engine behind the server did not answer in time"


def kinds(of: type[EngineError] = EngineError) -> Iterator[type[EngineError]]:
    """Yield the kinds of an error: those that are the special case of another one after it."""
    for each in of.__subclasses__():
        yield each
        yield from kinds(each)
