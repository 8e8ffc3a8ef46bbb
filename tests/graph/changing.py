"""Changes of the small content, and what check says of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from accordgraph.graph.checking.check import check
from accordgraph.graph.reading.content import Content

from .small import BASE, append, replace

Change = Callable[[Path], None]
#: Mistakes: what each is called, the change that makes it, and how the lines begin that tell it.
Cases = tuple[tuple[str, Change, list[str]], ...]

QUESTION = "ontology/questions/who-signed.rq"
FIRST, SECOND = "data/sources/first.ttl", "data/sources/second.ttl"
ENTITIES = "data/entities/all.ttl"
ALPHA, BETA = f"<{BASE}id/organization/alpha-university>", f"<{BASE}id/organization/beta>"
PARTY = f"accord:hasParty {BETA} ."


def told(root: Path) -> list[str]:
    """What check says of a folder."""
    return [str(problem) for problem in check(Content(root)).problems]


def mistakes(cases: Cases) -> pytest.MarkDecorator:
    """Run a test with each change and with what is to be told of it."""
    return pytest.mark.parametrize(
        ("change", "wanted"), [case[1:] for case in cases], ids=[case[0] for case in cases]
    )


def tell(root: Path, change: Change, wanted: list[str]) -> None:
    """Assert that check tells a change of a valid content, and refuses it."""
    change(root)
    found = told(root)
    for line in wanted:
        assert any(one.startswith(line) for one in found), "\n".join(found)
    assert found
    assert all("Traceback" not in one for one in found)
    assert not check(Content(root)).ok


def swap(name: str, *changes: str) -> Change:
    """A change of places in one file: what stands there, and what is to stand there, in turn."""

    def change(root: Path) -> None:
        for old, new in zip(changes[::2], changes[1::2], strict=True):
            replace(root, name, old, new)

    return change


def more(name: str, text: str) -> Change:
    """A change that adds to one file."""
    return lambda root: append(root, name, text)


def raw(name: str, data: bytes) -> Change:
    """A change that puts bytes in the place of a file."""

    def change(root: Path) -> None:
        (root / name).write_bytes(data)

    return change


def renamed(name: str, new: str) -> Change:
    """A change of a file's name."""

    def change(root: Path) -> None:
        (root / name).rename(root / new)

    return change
