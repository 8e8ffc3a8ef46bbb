"""How a difference is told in a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from .errors import counted
from .graph.curating.difference import Change, Changed, Difference, Value

#: What a thing of a kind that changes is called at the beginning of its line.
_SIGNS = {"new": "+", "gone": "-", "withdrawn": "-", "changed": "~"}


def told(found: Difference) -> Iterator[str]:
    """Yield a difference line by line, as `diff` shows it."""
    if found.empty:
        yield "Nothing changes."
        return
    for name, changes in (("Sources", found.sources), ("Adjudications", found.adjudications)):
        for what, labels in changes.items():
            if labels:
                yield f"{name} {what}:"
                yield from (f"  {each}" for each in labels)
    for thing in found.things:
        yield from _thing(thing)
    if any(found.evidence.values()):
        came, went = found.evidence["added"], found.evidence["removed"]
        yield f"Evidence: {came:,} added or changed, {went:,} removed or changed."
    added = counted(found.added, "statement")
    yield f"{added} added, {found.removed:,} removed, beside what follows from them."


def _thing(thing: Changed) -> Iterator[str]:
    """What changes of a thing: a headline, then a line for each value; what most of a thing is new or gone
    for stands once, in the headline."""
    reasons = Counter(each.why for change in thing.changes for each in (*change.was, *change.now))
    common = max(reasons, key=lambda why: reasons[why], default="") if thing.state in ("new", "gone") else ""
    name = thing.iri.rpartition("/id/")[2]
    called = f"{thing.label} ({name})" if thing.label else name
    state = "" if thing.state == "changed" else f", {thing.state}"
    yield f"{_SIGNS[thing.state]} {called}{state}" + (f": {common}" if common else "")
    for change in thing.changes:
        yield from _change(change, common)


def _change(change: Change, common: str) -> Iterator[str]:
    if len(change.was) == len(change.now) == 1:
        was, now = change.was[0], change.now[0]
        yield f"    {change.words}: was {was.text}, now {now.text} ({_because(was, now)})"
        return
    for each in (*change.was, *change.now):
        gone = "no more " if each in change.was else ""
        yield f"    {change.words}: {gone}{each.text}" + ("" if each.why == common else f" ({each.why})")


def _because(was: Value, now: Value) -> str:
    return now.why if was.why == "stated no more" else f"{now.why}; the old one {was.why}"
