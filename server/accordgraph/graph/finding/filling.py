"""Filling the index of a snapshot: with what is believed, and the questions that come with it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from ..believing.dataset import CompiledDataset
from ..believing.disputes import Dispute, disputes
from ..names import KINDS, Names
from ..reading.questions import header
from ..surveying.parts import FIRST
from ..surveying.survey import Survey
from ..terms import ALT_LABEL, COMMENT, DEFINITION, DESCRIPTION, LABEL, PREF_LABEL, TITLE
from .facets import FACETS, KIND, members
from .folding import fold
from .indexing import ROLES, SUPPORTING, Texts, create, kind_of, mark, write_things


def write_index(dataset: CompiledDataset, survey: Survey, path: Path) -> None:
    """Write the index of the default graph, and of the questions that come with it, to a new file."""
    names, gone = dataset.names, dataset.withdrawn.keys()
    texts = _texts(dataset, survey)
    found = {
        facet: {
            value: kept for value, things in values.items() if (kept := things - gone if gone else things)
        }
        for facet, values in members(survey.steps, survey.kinds, names).items()
    }
    if dataset.questions:
        found[KIND]["question"] = {names.thing("question", question.slug) for question in dataset.questions}
    listed = {thing for values in found.values() for things in values.values() for thing in things}
    kinds = {iri: kind_of(iri, names) for iri in (listed | texts.keys()) - gone}
    order = _order(kinds, survey)
    with closing(sqlite3.connect(path)) as connection, connection:
        create(connection)
        numbers = {iri: number for number, iri in enumerate(order, 1)}
        ranked = [(facet.name, *each) for facet in FACETS for each in _ranked(found[facet.name])]
        nothing: Texts = set()
        write_things(
            connection,
            ((iri, kinds[iri], texts.get(iri, nothing)) for iri in order),
            _marks((things for _, _, things in ranked), texts),
        )
        _write_facets(connection, ranked, _places(kinds, texts), numbers, texts, names)
        _write_first(connection, survey, numbers, names)
        _write_disputes(connection, disputes(dataset.graphs, names), numbers, names)


def _texts(dataset: CompiledDataset, survey: Survey) -> dict[str, Texts]:
    names = dataset.names
    roles = {
        LABEL.value: 0,
        PREF_LABEL.value: 0,
        TITLE.value: 0,
        ALT_LABEL.value: 1,
        names.term("demonym"): 1,
        DEFINITION.value: 2,
        COMMENT.value: 2,
        DESCRIPTION.value: 2,
    }
    found = {
        iri: {(roles[prop], language, text) for prop, language, text in told}
        for iri, told in survey.texts.items()
        if iri.startswith(names.base)
    }
    for question in dataset.questions:
        told = header(question.text)
        asked = {
            (0, language, text) for language, text in (("en", told.english), ("ja", told.japanese)) if text
        }
        found[names.thing("question", question.slug)] = asked
    return found


def _order(kinds: Mapping[str, str], survey: Survey) -> list[str]:
    """Return what is indexed by weight: by how many statements have it as value, evidence apart."""
    order = sorted(kinds)
    weights = survey.weights(order)
    order.sort(key=weights.__getitem__, reverse=True)
    order.sort(key=lambda iri: kinds[iri] in SUPPORTING)
    return order


def _marks(members: Iterable[set[str]], texts: Mapping[str, Texts]) -> Mapping[str, Sequence[str]]:
    """Return the words by which things are found that have a value; of those that are found by words."""
    found: dict[str, list[str]] = defaultdict(list)
    for number, things in enumerate(members, 1):
        for thing in things & texts.keys():
            found[thing].append(mark(number))
    return found


def _places(kinds: Mapping[str, str], texts: Mapping[str, Texts]) -> Mapping[str, int]:
    """Return the places of things in a list: by kind, then by name, as a reader looks for them."""
    ranks = {kind: number for number, kind in enumerate(KINDS)}

    def listed(iri: str) -> tuple[int, str, str]:
        told = texts.get(iri)
        name = fold(min(told, key=lambda each: (each[0], each[1] != "en", each[2]))[2]) if told else iri
        return ranks.get(kinds[iri], -1), name, iri

    return {iri: number for number, iri in enumerate(sorted(kinds, key=listed))}


def _write_facets(
    connection: sqlite3.Connection,
    ranked: Sequence[tuple[str, str, set[str]]],
    place: Mapping[str, int],
    numbers: Mapping[str, int],
    texts: Mapping[str, Texts],
    names: Names,
) -> None:
    taken: set[tuple[str, str]] = set()
    for number, (facet, value, things) in enumerate(ranked, 1):
        slug = _slug(value, names)
        # Two values of one facet may differ in their kind alone, such as a person and an organization.
        slug = f"{slug}.{names.kind(value)}" if (facet, slug) in taken else slug
        taken.add((facet, slug))
        iri = value if value.startswith(names.base) else ""
        called = sorted(fold(text) for role, _, text in texts.get(iri, ()) if ROLES[role] != "description")
        row = (number, facet, slug, iri, len(things), "\n".join(called) or fold(slug))
        connection.execute("INSERT INTO value VALUES (?, ?, ?, ?, ?, ?)", row)
        order = sorted(things, key=place.__getitem__)
        rows = ((number, each, numbers[thing]) for each, thing in enumerate(order))
        connection.executemany("INSERT INTO member VALUES (?, ?, ?)", rows)


def _ranked(values: Mapping[str, set[str]]) -> list[tuple[str, set[str]]]:
    return sorted(values.items(), key=_value_order)


def _value_order(value: tuple[str, set[str]]) -> tuple[bool, bool, int, str]:
    """Put kinds in the order in which a reader wants them, all other values in that of their names."""
    kind = value[0] if value[0] in KINDS else ""
    return kind in SUPPORTING, kind != "agreement", KINDS.index(kind) if kind else 0, value[0]


def _slug(value: str, names: Names) -> str:
    found = names.kind_and_slug(value)
    return found[1] if found else value


def _write_first(
    connection: sqlite3.Connection, survey: Survey, numbers: Mapping[str, int], names: Names
) -> None:
    """Write what the first page shows: the heaviest members of a few classes."""
    for name, most in FIRST.items():
        things = sorted(set(survey.members[names.term(name)]) & numbers.keys(), key=numbers.__getitem__)
        rows = ((name, iri, place) for place, iri in enumerate(things[:most]))
        connection.executemany("INSERT INTO first (class, iri, place) VALUES (?, ?, ?)", rows)


def _write_disputes(
    connection: sqlite3.Connection, found: Iterable[Dispute], numbers: Mapping[str, int], names: Names
) -> None:
    """Write on what sources disagree, the heaviest things first, and which sources take part."""
    last = len(numbers) + 1
    order = sorted(found, key=lambda each: (numbers.get(each.subject, last), each.subject, each.property))
    for place, each in enumerate(order):
        connection.execute("INSERT INTO dispute VALUES (?, ?, ?)", (place, each.subject, each.property))
        rows = (
            (graph.removeprefix(names.sources), place, overruled) for graph, overruled in each.parties.items()
        )
        connection.executemany("INSERT OR REPLACE INTO party VALUES (?, ?, ?)", rows)
