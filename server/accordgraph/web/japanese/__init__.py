"""What the interface says in English, and how it is said in Japanese: one table for each part of the site."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping

from . import (
    dataset,
    disputes,
    editor,
    facts,
    history,
    home,
    pointing,
    problems,
    query,
    questions,
    refusals,
    results,
    site,
    sources,
    things,
    vocabulary,
)

#: The tables by the part of the site that says it.
TABLES: Mapping[str, Mapping[str, str]] = {
    part.__name__.rpartition(".")[2]: part.WORDS
    for part in (
        dataset,
        disputes,
        editor,
        facts,
        history,
        home,
        pointing,
        problems,
        query,
        questions,
        refusals,
        results,
        site,
        sources,
        things,
        vocabulary,
    )
}

#: All tables as one.
JAPANESE: Mapping[str, str] = ChainMap(*map(dict, TABLES.values()))
