"""An index taken over from an earlier snapshot, with what has changed since.

Things keep their numbers, and new ones come last, though what they weigh may have changed a little: a build
that changes much writes the whole index, and numbers all things anew.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from bisect import insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path

from ..believing.dataset import CompiledDataset
from ..kept import MUCH
from ..surveying.parts import Text
from ..surveying.survey import Survey
from .change import Change
from .disputing import update_disputes
from .filling import (
    Group,
    groups,
    names_of,
    place_of,
    texts_of,
    write_first,
    write_values,
)
from .indexing import (
    SUPPORTING,
    TEXTS,
    Texts,
    Thing,
    finish,
    kind_of,
    prepare,
    read_lists,
    remove_texts,
    value_number,
    write_list,
    write_texts,
)
from .tallies import write_tallies

#: The numbers of the things of a list in JSON, and of those that come from one IRI on and before another.
_NUMBERS = "SELECT iri, id FROM thing WHERE iri IN (SELECT value FROM json_each(?)) OR iri >= ? AND iri < ?"


def update_index(dataset: CompiledDataset, survey: Survey, change: Change, before: Path, path: Path) -> bool:
    """Write an earlier index with what has changed; False where it had better be written anew."""
    try:
        shutil.copyfile(before, path)
        with closing(sqlite3.connect(path)) as connection, connection:
            prepare(connection)
            updating = _Updating(connection, dataset, survey, change)
            done = updating.part <= MUCH
            if done:
                updating.run()
    except (FileNotFoundError, sqlite3.DatabaseError):
        done = False
    if not done:
        path.unlink(missing_ok=True)
    return done


class _Updating:
    def __init__(
        self, connection: sqlite3.Connection, dataset: CompiledDataset, survey: Survey, change: Change
    ) -> None:
        self._connection, self._dataset, self._names = connection, dataset, dataset.names
        self._survey, self._change = survey, change
        differing = change.differing()
        self._new = texts_of(dataset, change.come, differing)
        for iri in dataset.withdrawn.keys() & self._new.keys():
            del self._new[iri]
        self._touched = {iri for iri in differing if iri.startswith(self._names.base)}
        self._touched |= self._new.keys() | dataset.withdrawn.keys()
        asked = self._names.thing("question", "")
        row = (json.dumps(sorted(self._touched)), asked, asked + "\U0010ffff")
        #: The numbers of all that is touched, and of whatever else is asked for.
        self._numbers: dict[str, int] = dict(connection.execute(_NUMBERS, row))
        self._touched |= self._numbers.keys()
        self._touched -= dataset.withdrawn.keys() - self._numbers.keys()
        self._old = self._read_texts(self._touched)
        #: What has each value, in its order.
        self._lists = read_lists(connection)

    @property
    def part(self) -> float:
        """What part of all things is touched."""
        (number,) = self._connection.execute("SELECT COUNT(*) FROM thing").fetchone()
        return len(self._touched) / max(1, int(number))

    def run(self) -> None:
        """Change what is not as it was."""
        found = groups(self._dataset, self._survey) if self._regrouped() else None
        added, removed = (set[str](), set[str]()) if found is None else self._added_and_removed(found)
        renamed = {i for i in self._touched if self._new.get(i, []) != self._old.get(i, [])} - added - removed
        self._add(added)
        changed, moved = self._changed_lists(found, renamed | removed | added)
        again = renamed | removed | moved
        old = self._read_texts(moved) | self._old
        remove_texts(self._connection, self._things(again, old))
        texts = old | {iri: self._new.get(iri, ()) for iri in self._touched}
        if found is not None:
            self._regroup(found, texts)
        elif renamed:
            self._rename_values(renamed)
        self._write_lists(changed, again | added, texts)
        write_texts(self._connection, self._things((again | added) - removed, texts))
        self._remove(removed)
        weighed = self._change.gone.pointing() != self._change.come.pointing()
        if found is not None or weighed:  # whatever numbers things have kept
            write_first(self._connection, self._dataset, self._survey)
        if weighed:
            write_tallies(self._connection, self._survey)
        update_disputes(self._connection, self._dataset, self._change)
        finish(self._connection, whole=False)

    def _added_and_removed(self, found: Sequence[Group]) -> tuple[set[str], set[str]]:
        """The things that are to be in the index and are not, and those that are and are not to be."""
        self._numbers = dict(self._connection.execute("SELECT iri, id FROM thing"))
        known, listed = self._numbers.keys(), {thing for _, _, things in found for thing in things}
        wanted = self._new.keys() | listed
        return wanted - known, (self._touched & known) - wanted

    def _add(self, added: Iterable[str]) -> None:
        """Number things that are not there, after all others."""
        (last,) = self._connection.execute("SELECT IFNULL(MAX(id), 0) FROM thing").fetchone()
        kinds = {iri: kind_of(iri, self._names) for iri in added}
        order = sorted(kinds, key=lambda iri: (kinds[iri] in SUPPORTING, iri))
        rows = [(number, iri, kinds[iri]) for number, iri in enumerate(order, last + 1)]
        self._numbers |= {iri: number for number, iri, _ in rows}
        self._connection.executemany("INSERT INTO thing VALUES (?, ?, ?)", rows)

    def _remove(self, removed: Iterable[str]) -> None:
        """Take things out of which nothing is written any more."""
        numbers = ((self._numbers.pop(iri),) for iri in removed)
        self._connection.executemany("DELETE FROM thing WHERE id = ?", numbers)

    def _regroup(self, found: Sequence[Group], texts: Mapping[str, Texts]) -> None:
        """Write which values there are, and take out those that nothing has any more."""
        named = {**self._read_texts({value for _, value, _ in found}), **texts}
        write_values(self._connection, found, named, self._names)
        self._connection.execute("DELETE FROM page WHERE value NOT IN (SELECT id FROM value)")
        for value in self._lists.keys() - {value_number(*group[:2]) for group in found}:
            del self._lists[value]

    def _regrouped(self) -> bool:
        """Whether there are other things, or some have other values of facets."""
        gone, come = self._change.gone, self._change.come
        there = {iri for iri, texts in self._old.items() if texts}
        return (
            (gone.steps, gone.kinds, gone.members) != (come.steps, come.kinds, come.members)
            or not self._new.keys() <= self._numbers.keys()
            or not there <= self._new.keys()
            or not self._dataset.withdrawn.keys().isdisjoint(self._numbers)
        )

    def _changed_lists(
        self, found: Sequence[Group] | None, loose: Collection[str]
    ) -> tuple[dict[int, set[int]], set[str]]:
        """The values whose members or whose order is not as it was, each with its members, and the things
        that came or went. Of `loose` things the places are not known any more."""
        names = {self._numbers[iri] for iri in loose}
        if found is None:
            changed = {value: set(there) for value, there in self._lists.items()}
            return {value: things for value, things in changed.items() if not names.isdisjoint(things)}, set()
        changed, moved, rest = {}, set[int](), dict(self._lists)
        for facet, value, things in found:
            number = value_number(facet, value)
            old, new = rest.pop(number, []), set(map(self._numbers.__getitem__, things))
            if len(old) != len(new) or not new.issuperset(old) or not names.isdisjoint(new):
                changed[number] = new
                moved |= new.symmetric_difference(old)
        moved.update(*rest.values())
        return changed, {iri for iri, number in self._numbers.items() if number in moved}

    def _write_lists(
        self, changed: Mapping[int, set[int]], loose: Collection[str], texts: Mapping[str, Texts]
    ) -> None:
        """Write what has some values: in the order that there is, but for loose things, whose places are
        found anew. `texts` has the texts of these."""

        @cache
        def place(number: int) -> str:
            (iri,) = self._connection.execute("SELECT iri FROM thing WHERE id = ?", (number,)).fetchone()
            self._numbers[iri] = number
            told = texts[iri] if iri in texts else self._read_texts([iri])[iri]
            return place_of(iri, kind_of(iri, self._names), told)

        moving = {self._numbers[iri] for iri in loose}
        for value, things in changed.items():
            there = self._lists.get(value, [])
            order = list(filter((things - moving).__contains__, there))
            for thing in things.difference(order):
                insort(order, thing, key=place)
            write_list(self._connection, value, order, there)
            self._lists[value] = order

    def _rename_values(self, renamed: Iterable[str]) -> None:
        """Write under which names values are looked for that are called otherwise now."""
        for iri in renamed:
            names = "\n".join(names_of(self._new.get(iri, ())))
            self._connection.execute(
                "UPDATE value SET names = ? WHERE iri = ? AND ? != ''", (names, iri, names)
            )

    def _read_texts(self, iris: Iterable[str]) -> dict[str, Texts]:
        """The texts that things had, of those that there were."""
        found: dict[str, list[Text]] = {iri: [] for iri in iris if iri in self._numbers}
        names = {self._numbers[iri]: iri for iri in found}
        for thing, *text in self._connection.execute(TEXTS, (self._listed(found),)):
            found[names[thing]].append((text[0], text[1], text[2]))
        return {iri: sorted(texts) for iri, texts in found.items()}

    def _values(self, iris: Collection[str]) -> Mapping[str, Sequence[int]]:
        """The numbers of the values that some things have now, sorted."""
        names, found = {self._numbers[iri]: iri for iri in iris}, defaultdict[str, list[int]](list)
        for value, things in sorted(self._lists.items()):
            for thing in names.keys() & things:
                found[names[thing]].append(value)
        return found

    def _things(self, iris: Collection[str], texts: Mapping[str, Texts]) -> list[Thing]:
        """Some things with the values that they have now, by number: SQLite puts aside the words that wait
        wherever a number comes that is less than the last."""
        values = self._values(iris)
        return [
            Thing(self._numbers[iri], iri, kind_of(iri, self._names), texts.get(iri, ()), values.get(iri, ()))
            for iri in sorted(iris, key=self._numbers.__getitem__)
        ]

    def _listed(self, iris: Iterable[str]) -> str:
        return json.dumps([self._numbers[iri] for iri in iris])
