"""How many sources speak for themselves: those that go back to one origin count once.

A source says by `prov:wasDerivedFrom` which other source it repeats. This is the one place where such sources
are counted for pages and the index; the questions that count them say the same in SPARQL, and a test holds
them to it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

#: Sources that are followed from one source; a longer chain counts as one origin of its own.
FOLLOWED = 100


def origins(source: str, repeats: Callable[[str], Iterable[str]]) -> frozenset[str]:
    """The sources that one goes back to and that repeat no other; itself where it repeats none.

    `repeats` gives the sources that a source repeats. Sources that repeat each other in a circle have the
    first of them as their origin.

    >>> sorted(origins("c", lambda source: {"c": ["b"], "b": ["a"]}.get(source, [])))
    ['a']
    """
    seen: dict[str, None] = {source: None}
    waiting, found = [source], set[str]()
    while waiting and len(seen) <= FOLLOWED:
        one = waiting.pop()
        above = sorted(each for each in repeats(one) if each != one)
        if not above:
            found.add(one)
        for each in above:
            if each not in seen:
                seen[each] = None
                waiting.append(each)
    return frozenset(found or {min(seen)})


def independent(sources: Collection[str], repeats: Callable[[str], Iterable[str]]) -> int:
    """How many of some sources are independent: those that go back to no origin to which one before them goes
    back. Those with the fewest origins come first, then by name, so never too many are counted.

    >>> known = {"reprint": ["release"], "paper": ["release"], "digest": ["release", "blog"]}
    >>> repeats = lambda source: known.get(source, [])
    >>> independent(["reprint", "paper"], repeats), independent(["digest", "release", "blog"], repeats)
    (1, 2)
    """
    taken: set[str] = set()
    count = 0
    found = {source: origins(source, repeats) for source in sources}
    for source in sorted(found, key=lambda each: (len(found[each]), each)):
        count += taken.isdisjoint(found[source])
        taken |= found[source]
    return count
