"""What the interface says in English, and how it is said in Japanese: one table for each part of the site.

Refusals have tables of their own, since they are found by their form.
"""

from __future__ import annotations

from collections.abc import Mapping

from . import (
    copying,
    dataset,
    disputes,
    editor,
    facts,
    faults,
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
        copying,
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
        results,
        site,
        sources,
        things,
        vocabulary,
    )
}

#: The parts that scripts say, and of these the ones that they say alone: there the same English may be said in
#: other words than on the pages.
SCRIPTS, ALONE = ("copying", "editor", "problems", "results"), ("editor", "results")

#: All that pages say, as one table.
JAPANESE: Mapping[str, str] = {
    english: japanese
    for part, words in TABLES.items()
    if part not in ALONE
    for english, japanese in words.items()
}

#: All that is refused, by its form, and what is said of faults in queries.
REFUSALS: Mapping[str, str] = {**faults.WORDS, **refusals.WORDS}
