"""What became of what an index tells, from one snapshot to the next."""

from __future__ import annotations

from dataclasses import dataclass

from ..believing.digest import changed
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
        found = changed(come.texts, gone.texts)
        for prop in gone.steps.keys() | come.steps.keys():
            found |= changed(come.steps.get(prop, {}), gone.steps.get(prop, {}))
        for one, other in ((gone.kinds, come.kinds), (gone.members, come.members)):
            for each in one.keys() | other.keys():
                found.update({*one.get(each, ())} ^ {*other.get(each, ())})
        return found
