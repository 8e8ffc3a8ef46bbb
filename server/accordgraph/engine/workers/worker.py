"""A query process: it opens a store read-only, locks itself in, and answers queries until its input ends.

Run as `python -m accordgraph.engine.workers.worker STORE`, or without STORE on an empty one in memory. It
imports only the standard library, pyoxigraph and xxhash, so that it starts in some 50 ms. The first frame it
reads is its configuration: `memory` and the size of an `answer` in bytes, `base`, `prefixes`, the name of
what is `believed`, the `folder` for large answers, None where these come as bytes too, and the descriptor of
the `window` for others.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from itertools import chain
from typing import Any, cast

import pyoxigraph as ox

from ...graph.database import read_only
from ...graph.names import Names
from ...graph.prefixes import of_kinds
from ...graph.reading.tokens import LONGEST
from ..answering.handing import Body, TooLong
from ..answering.window import Window
from ..answering.writing import send_graph, send_results
from ..errors import (
    AnswerTooLarge,
    BadGraphName,
    DataDamaged,
    Misplaced,
    NotAcceptable,
    NotWritable,
    QueryMemory,
    QuerySyntaxError,
)
from ..explaining.explain import explain, passed_over, unsupported_by
from ..explaining.plain import Plain, plain
from ..forbidden import refuse
from . import frames, sandbox
from .columns import with_columns
from .datasets import Dataset, dataset, named_by
from .frames import Frame
from .grammar import as_the_engine_reads

_STDIN, _STDOUT = 0, 1
#: Seconds after which it begins nothing more of what it was asked together: another process may be idle.
_SOON = 0.002
_LEFT = frames.written({frames.LEFT: True})
#: How much less of a busy processor queries get than the rest of the server.
_NICE = 5

Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
_FORMS = {ox.QuerySolutions: "select", ox.QueryBoolean: "ask", ox.QueryTriples: "graph"}


class Refusal(Exception):
    """A query that this process does not answer; `header` is what its reply says."""

    def __init__(self, kind: str, **details: str | int | None) -> None:
        super().__init__(kind)
        self.header = {"error": kind, **details}


def main(store_path: str | None = None) -> int:
    """Serve queries from standard input to standard output; return the exit code."""
    # An interrupt from the terminal goes to the whole process group; ending workers is their parent's task.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    decoder = frames.Decoder()
    try:
        configuration = decoder.receive(_STDIN).header
        # The parent may end at any moment: that comes first. The filter comes before RocksDB's threads start.
        sandbox.die_with_parent()
        sandbox.be_killed_first()
        sandbox.forbid_core_dumps()
        sandbox.forbid_network()
        store = ox.Store() if store_path is None else read_only(store_path)
        window = Window(configuration["window"])
        sandbox.limit_memory(configuration["memory"])
    except (sandbox.SandboxUnavailable, OSError, RuntimeError) as problem:
        frames.send(_STDOUT, frames.written({"error": "start", "message": str(problem)}))
        return 1
    except frames.FrameClosed:
        return 0
    # Requests, pages and the start of other workers come before queries.
    os.nice(_NICE)
    frames.send(_STDOUT, frames.written({"ready": True}))
    try:
        while True:
            _reply_to_all(store, decoder.receive_together(_STDIN), configuration, window)
    except frames.FrameClosed:
        return 0


def _reply_to_all(
    store: ox.Store, together: Sequence[Frame], configuration: Mapping[str, Any], window: Window
) -> None:
    """Answer queries that came together, one after the other; leave those that others would wait for."""
    goes_on, until = True, time.monotonic() + _SOON
    for request in together:
        if goes_on and not window.is_stopped:
            goes_on = _reply(store, request, configuration, window) and time.monotonic() < until
        else:
            frames.send(_STDOUT, _LEFT)


def _reply(store: ox.Store, request: Frame, configuration: Mapping[str, Any], window: Window) -> bool:
    """Answer one query, or say why not; return whether another one may follow at once."""
    text, asked = plain(request.body.decode()), request.header
    body = Body(window, configuration["folder"], configuration["answer"])
    try:
        refuse(text, configuration["prefixes"])
        evaluate = partial(_evaluate, _seen(store, text.text, asked, configuration), text, configuration)
        form, media_type = _serialize(evaluate, asked, configuration["prefixes"], body)
    except Misplaced as refused:
        header: dict[str, Any] = {"error": refused.kind, **refused.details()}
    except NotWritable as refused:
        header = {"error": refused.kind, "message": str(refused), "offered": refused.offered}
    except Refusal as refusal:
        header = refusal.header
    except TooLong as long:
        header = {"error": AnswerTooLarge.kind, "most": long.most}
    except MemoryError:
        header = {"error": QueryMemory.kind}
    except (RuntimeError, OSError) as problem:
        header = _failed(problem, text, configuration["prefixes"])
    else:
        return body.send(form, media_type, _STDOUT, _STDIN)
    body.close()
    frames.send(_STDOUT, frames.written(header))
    return bool(header["error"] != QueryMemory.kind)


def _failed(problem: Exception, text: Plain, prefixes: Mapping[str, str]) -> dict[str, Any]:
    """What is told of an error of the engine's: a function that it does not have, for example, or a database
    that it cannot read. Where that is says its text, which is its operator's business alone."""
    if isinstance(problem, OSError):
        return {"error": "failed"}
    if str(problem).startswith(DataDamaged.sign):
        return {"error": DataDamaged.kind, "message": str(problem)}
    unsupported = unsupported_by(str(problem), text, prefixes)
    return {"error": unsupported.kind, **unsupported.details()}


def _evaluate(seen: Dataset, text: Plain, configuration: Mapping[str, Any]) -> Results:
    known, base = configuration["prefixes"], configuration["base"]
    passed = passed_over(text)
    if passed is not None:
        seen = Dataset(ox.Store())  # it is only parsed
    try:
        results = _look(seen, with_columns(text.text, partial(_columns, configuration)), configuration)
    except SyntaxError as error:
        # The same words again, now for the fault's place; they are refused before they are evaluated.
        parse = partial(seen.store.query, base_iri=base, prefixes=known)
        fault = explain(text, parse, known, of_kinds(Names(base)))
        raise QuerySyntaxError(**asdict(fault)) from error
    if passed is not None:
        raise QuerySyntaxError(**asdict(passed))
    return results


def _look(seen: Dataset, text: str, configuration: Mapping[str, Any]) -> Results:
    look = partial(
        seen.store.query,
        base_iri=configuration["base"],
        default_graph=seen.default,
        named_graphs=seen.named,
    )
    if len(text) <= LONGEST:
        # Most queries declare theirs: to tell the engine the graph's prefixes takes as long as a lookup.
        with suppress(SyntaxError):
            return look(text)
        text = as_the_engine_reads(text)
    return look(text, prefixes=configuration["prefixes"])


def _columns(configuration: Mapping[str, Any], text: str) -> list[str]:
    """Return the columns of a query, as it has them where there is nothing to find."""
    found = cast(ox.QuerySolutions, _look(Dataset(ox.Store()), text, configuration))
    return [each.value for each in found.variables]


def _seen(store: ox.Store, text: str, header: Mapping[str, Any], configuration: Mapping[str, Any]) -> Dataset:
    """Return what a query sees: the graphs of its request, else those that it names itself, else all."""
    found: tuple[list[ox.NamedNode], list[ox.NamedNode]] | None
    if header["default_graph"] is not None:
        found = _graphs(header["default_graph"]), _graphs(header["named_graphs"])
    else:
        look = partial(store.query, base_iri=configuration["base"], prefixes=configuration["prefixes"])
        found = named_by(text, cast(Callable[[str], ox.QuerySolutions], look))
    return dataset(store, *found, configuration["believed"]) if found is not None else Dataset(store)


def _graphs(names: list[str]) -> list[ox.NamedNode]:
    nodes = []
    for name in names:
        try:
            nodes.append(ox.NamedNode(name))
        except ValueError as error:
            raise Refusal(BadGraphName.kind, name=name) from error
    return nodes


def _serialize(
    evaluate: Callable[[], Results], header: Mapping[str, Any], prefixes: dict[str, str], body: Body
) -> tuple[str, str]:
    """Write the answer into the body and return its form and media type; a hard case evaluates again, and an
    answer in no acceptable format never."""
    results = evaluate()
    form = _FORMS[type(results)]
    media_type = header["graph" if form == "graph" else "results"]
    if media_type is None:
        raise Refusal(NotAcceptable.kind, form=form)
    # The first look is the one that was taken already.
    looks = chain((results,), iter(evaluate, None))
    if form == "graph":
        send_graph(lambda: cast(ox.QueryTriples, next(looks)), media_type, prefixes, body)
    else:
        send_results(lambda: cast(ox.QuerySolutions | ox.QueryBoolean, next(looks)), media_type, body)
    return form, media_type


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
