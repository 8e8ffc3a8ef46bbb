"""What goes into an engine and what comes out of it: values, and the engine's interface."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from .answering.large import AnswerFile

Form = Literal["select", "ask", "graph"]


@dataclass(frozen=True)
class Query:
    """One SPARQL query with the dataset that its request names.

    `default_graphs` and `named_graphs` are IRIs. Where both are None the query runs on the whole store; where
    one is given they replace FROM and FROM NAMED (https://www.w3.org/TR/sparql11-protocol/#dataset).
    """

    text: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Wish:
    """The media types that the asker takes: one for results, one for graphs; None: not acceptable.

    Both are given beforehand, since only the engine learns whether a query answers with rows or with a graph.
    """

    results: str | None = "application/sparql-results+json"
    graph: str | None = "text/turtle"


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer: its form, the media type it is written in, and its bytes, large ones in a file.

    `repeatable`: the same query answers the same again, as long as the data is the same.
    """

    form: Form
    media_type: str
    content: bytes | AnswerFile
    repeatable: bool = False

    @property
    def body(self) -> bytes:
        """All bytes, in memory."""
        return self.content if isinstance(self.content, bytes) else self.content.read()


class QueryEngine(Protocol):
    """Whatever answers queries: worker processes on a snapshot, or an external endpoint."""

    async def answer(self, query: Query, wish: Wish, client: str = "") -> Answer:
        """Answer one query in one of the wished formats; a task that is cancelled ends its query.

        `client` says who asks: those who used much of the engine's time have to wait for the others.

        Raises an EngineError, whose `status` is the HTTP status that fits.
        """

    def close(self) -> None:
        """Release whatever the engine holds, from any thread; it answers no further query."""


class Backend(QueryEngine, Protocol):
    """An engine with what a server tells of it."""

    @property
    def busy(self) -> int:
        """The queries that run."""

    @property
    def waiting(self) -> int:
        """The queries that wait."""

    def start(self) -> None:
        """Wait until queries can be answered; raises EngineUnavailable where they cannot."""

    async def probe(self) -> bool:
        """Whether queries are answered now; may raise the EngineError that says why not."""

    def join(self, seconds: float) -> bool:
        """Wait in another thread until a closed engine has ended; return whether it has."""
