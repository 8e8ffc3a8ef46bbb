"""What became of what an index tells, from one snapshot to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..surveying.survey import Survey


@dataclass(frozen=True)
class Change:
    """What changed since an earlier snapshot: what the pieces say that went, and those that came; the graphs
    of sources that are not as they were, and whether the adjudications are not."""

    gone: Survey
    come: Survey
    sources: frozenset[str]
    adjudicated: bool

    def differing(self) -> set[str]:
        """Return whatever has other texts, another class or other values now than it had."""
        gone, come = self.gone, self.come
        found = _changed(gone.texts, come.texts)
        for prop in gone.steps.keys() | come.steps.keys():
            found |= _changed(gone.steps.get(prop, {}), come.steps.get(prop, {}))
        for one, other in ((gone.kinds, come.kinds), (gone.members, come.members)):
            for each in one.keys() | other.keys():
                found.update({*one.get(each, ())} ^ {*other.get(each, ())})
        return found


def _changed(gone: Mapping[str, Sequence[object]], come: Mapping[str, Sequence[object]]) -> set[str]:
    return {iri for iri in gone.keys() | come.keys() if gone.get(iri) != come.get(iri)}
