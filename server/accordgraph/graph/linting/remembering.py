"""What a rule found in a file: kept for as long as the file, and all else that it looks at, stay the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from ..problems import Problem
from ..reading.corpus import Corpus
from ..reading.turtle import TurtleFile


def remembered(
    corpus: Corpus, rule: str, file: TurtleFile, beside: str | bytes, find: Callable[[], Iterable[Problem]]
) -> list[Problem]:
    """The problems of a file that were found before, else those that `find` finds; `beside` tells what a rule
    looks at but the file and the names."""
    key = corpus.kept.key("lint", rule, corpus.names.base, file.path, file.digest, beside)

    def found() -> bytes:
        rows = ((each.line, each.column, each.rule, each.message, each.severity) for each in find())
        return json.dumps(list(rows)).encode()

    return [Problem(file.path, *row) for row in json.loads(corpus.kept.get(key, found))]
