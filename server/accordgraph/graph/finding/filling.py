"""Filling the index of a snapshot: with what is believed, and the questions that come with it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from itertools import chain, islice
from pathlib import Path

from ..believing.dataset import CompiledDataset
from ..names import KINDS, Names
from ..reading.questions import header
from ..surveying.parts import FIRST, ROLES
from ..surveying.survey import Survey
from .disputing import write_disputes
from .facets import FACETS, KIND, members
from .folding import fold
from .indexing import (
    SUPPORTING,
    Texts,
    Thing,
    create,
    finish,
    kind_of,
    value_number,
    write_list,
    write_things,
)
from .tallies import write_tallies

_RANKS = {kind: number for number, kind in enumerate(KINDS)}
#: What has a value of a facet: the facet, the value, and the things.
Group = tuple[str, str, set[str]]


def write_index(dataset: CompiledDataset, survey: Survey, path: Path) -> None:
    """Write the index of the default graph, and of the questions that come with it, to a new file."""
    names = dataset.names
    texts, found = texts_of(dataset, survey), groups(dataset, survey)
    things = _things(dataset, survey, texts, found)
    with closing(sqlite3.connect(path)) as connection, connection:
        create(connection)
        write_things(connection, things)
        write_values(connection, found, texts, names)
        listed = (each for each in things if each.values)
        _write_members(connection, sorted(listed, key=lambda it: place_of(it.iri, it.kind, it.texts)))
        write_first(connection, dataset, survey)
        write_tallies(connection, survey)
        write_disputes(connection, dataset)
        finish(connection)


def _things(
    dataset: CompiledDataset, survey: Survey, texts: Mapping[str, Texts], found: Iterable[Group]
) -> list[Thing]:
    """Return what is indexed by weight, and what only supports the rest last: what has texts, or a value of a
    facet.

    There may be very many of them, so each is looked up as seldom as possible.
    """
    kinds, others = dict[str, int](), defaultdict[str, list[int]](list)
    for facet, value, there in found:
        number = value_number(facet, value)
        if facet == KIND:  # of which a thing has one, and most have no other value
            kinds |= dict.fromkeys(there, number)
        else:
            for thing in there:
                others[thing].append(number)
    nameless = sorted(iri for iri in kinds.keys() | others.keys() if iri not in texts)
    told = [
        (iri, kind_of(iri, dataset.names), own, _together(kinds.get(iri), others.get(iri)))
        for iri, own in chain(texts.items(), ((iri, ()) for iri in nameless))
        if iri not in dataset.withdrawn
    ]
    order = _by_weight([iri for iri, *_ in told], survey)
    order.sort(key=lambda place: told[place][1] in SUPPORTING)
    return [Thing(number, *told[place]) for number, place in enumerate(order, 1)]


def _together(kind: int | None, others: Sequence[int] | None) -> Sequence[int]:
    """Return the numbers of all values of a thing, sorted."""
    found = () if kind is None else (kind,)
    return sorted([*found, *others]) if others else found


def groups(dataset: CompiledDataset, survey: Survey) -> list[Group]:
    """Return what has which value of each facet, in the order in which a reader wants the values."""
    gone = dataset.withdrawn.keys()
    found = members(survey.steps, survey.kinds, dataset.names)
    if dataset.questions:
        asked = (dataset.names.thing("question", question.slug) for question in dataset.questions)
        found[KIND]["question"] = set(asked)
    return [
        (facet.name, value, kept)
        for facet in FACETS
        for value, things in sorted(found[facet.name].items(), key=_value_order)
        if (kept := things - gone)
    ]


def texts_of(dataset: CompiledDataset, survey: Survey, only: Iterable[str] | None = None) -> dict[str, Texts]:
    """Return the texts of all that has some, or only of some things; questions are files of the content."""
    wanted = survey.texts if only is None else {*only} & survey.texts.keys()
    found: dict[str, Texts] = {iri: survey.texts[iri] for iri in wanted}
    label = ROLES.index("label")
    for question in dataset.questions:
        told = header(question.text)
        asked = [(label, language, text) for language, text in (("en", told.english), ("ja", told.japanese))]
        found[dataset.names.thing("question", question.slug)] = [each for each in asked if each[-1]]
    return found


def _by_weight(iris: Sequence[str], survey: Survey) -> list[int]:
    """Return the places of things by weight, by how many statements have each as value, evidence apart; of
    equal ones, the first stays first."""
    weights = survey.weights(iris)
    return sorted(range(len(iris)), key=weights.__getitem__, reverse=True)


def place_of(iri: str, kind: str, told: Texts) -> str:
    """Return what things in a list are sorted by: the kind, then the name, as a reader looks for them."""
    name = fold(min(told, key=lambda each: (each[0], each[1] != "en", each[2]))[2]) if told else iri
    return f"{chr(_RANKS.get(kind, -1) + 1)}{name}\0{iri}"


def write_values(
    connection: sqlite3.Connection, found: Iterable[Group], texts: Mapping[str, Texts], names: Names
) -> None:
    """Write all values of facets, in place of those that are there."""
    taken: set[tuple[str, str]] = set()
    connection.execute("DELETE FROM value")
    for rank, (facet, value, things) in enumerate(found):
        slug = _slug(value, names)
        # Two values of one facet may differ in their kind alone, such as a person and an organization.
        slug = f"{slug}.{names.kind(value)}" if (facet, slug) in taken else slug
        taken.add((facet, slug))
        iri = value if value.startswith(names.base) else ""
        told = "\n".join(names_of(texts.get(iri, ()))) or fold(slug)
        row = (value_number(facet, value), facet, slug, iri, len(things), told, rank)
        connection.execute("INSERT INTO value VALUES (?, ?, ?, ?, ?, ?, ?)", row)


def names_of(texts: Iterable[tuple[int, str, str]]) -> list[str]:
    """Return the names among some texts, folded and sorted."""
    return sorted(fold(text) for role, _, text in texts if ROLES[role] != "description")


def _write_members(connection: sqlite3.Connection, things: Iterable[Thing]) -> None:
    """Write what has which values; things come in the order of a list."""
    members = defaultdict[int, list[int]](list)
    for thing in things:
        for value in thing.values:
            members[value].append(thing.number)
    for value, inside in members.items():
        write_list(connection, value, inside)


def _value_order(value: tuple[str, set[str]]) -> tuple[bool, bool, int, str]:
    """Put kinds in the order in which a reader wants them, all other values in that of their names."""
    kind = value[0] if value[0] in KINDS else ""
    return kind in SUPPORTING, kind != "agreement", KINDS.index(kind) if kind else 0, value[0]


def _slug(value: str, names: Names) -> str:
    found = names.kind_and_slug(value)
    return found[1] if found else value


def write_first(connection: sqlite3.Connection, dataset: CompiledDataset, survey: Survey) -> None:
    """Write what the first page shows, the heaviest members of a few classes, in place of what is there."""
    connection.execute("DELETE FROM first")
    there = {name: set(survey.members[dataset.names.term(name)]) - dataset.withdrawn.keys() for name in FIRST}
    iris = sorted(set().union(*there.values()))
    order = [iris[place] for place in _by_weight(iris, survey)]
    for name, most in FIRST.items():
        things = islice((iri for iri in order if iri in there[name]), most)
        rows = ((name, iri, place) for place, iri in enumerate(things))
        connection.executemany("INSERT INTO first (class, iri, place) VALUES (?, ?, ?)", rows)
