"""What a rule found in files: kept for as long as a file, and all else that it looks at, stay the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator

from ..cores import spread
from ..problems import Problem
from ..reading.corpus import Corpus
from ..reading.turtle import TurtleFile


def remembered(
    corpus: Corpus,
    rule: str,
    files: Collection[TurtleFile],
    beside: str | bytes,
    find: Callable[[TurtleFile], Iterable[Problem]],
) -> Iterator[Problem]:
    """The problems of files that were found before, else those that `find` finds, of much on all cores;
    `beside` tells what a rule looks at but the file and the names."""
    kept = corpus.kept
    keys = [kept.key("lint", rule, corpus.names.base, file.path, file.digest, beside) for file in files]
    known = [kept.known(key) for key in keys]
    missing = [file for file, found in zip(files, known, strict=True) if found is None]

    def found(file: TurtleFile) -> bytes:
        rows = [(each.line, each.column, each.rule, each.message, each.severity) for each in find(file)]
        file.lines.forget()
        return json.dumps(rows).encode()

    news = spread(found, missing, sum(file.lines.size for file in missing))
    for file, key, there in zip(files, keys, known, strict=True):
        told = kept.keep(next(news), key) if there is None else there
        yield from (Problem(file.path, *row) for row in json.loads(told))
