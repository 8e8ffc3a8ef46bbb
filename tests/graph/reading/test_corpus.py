"""Files that nothing reads, or nothing can, are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..changing import ENTITIES, FIRST, QUESTION, Cases, Change, mistakes, more, raw, renamed, tell, told
from ..small import replace


def folder(name: str) -> Change:
    """A change that puts a folder where a file is wanted."""
    return lambda root: (root / name).mkdir()


def link(name: str, target: str) -> Change:
    """A change that puts a link where a file is wanted."""
    return lambda root: (root / name).symlink_to(target)


CASES: Cases = (
    (
        "source's file named in capitals",
        renamed(FIRST, "data/sources/First.ttl"),
        [
            'data/sources/First.ttl: The file\'s name "First" names what it holds, so it is '
            "lower-case ASCII letters and "
            "digits with single hyphens; rename the file."
        ],
    ),
    (
        "source's file named with a space",
        more("data/sources/first (1).ttl", ""),
        ['data/sources/first (1).ttl: The file\'s name "first (1)" names what it holds, so it is '],
    ),
    (
        "question's file named with a space",
        renamed(QUESTION, "ontology/questions/who signed.rq"),
        ['ontology/questions/who signed.rq: The file\'s name "who signed" names what it holds, so it is '],
    ),
    ("empty file", raw(ENTITIES, b""), [f"{ENTITIES}: This file is empty; fill it or remove it."]),
    (
        "binary garbage",
        raw(ENTITIES, bytes(range(256)) * 40),
        [
            f"{ENTITIES}:2:118: Byte 0x80 is not UTF-8; save the file as UTF-8, or, if it is no text, "
            "take it out of the content."
        ],
    ),
    (
        "what is no UTF-8 behind a mark of the order of bytes",
        raw(ENTITIES, b"\xef\xbb\xbf# \xc3\xa9 caf\xe9\n"),
        [f"{ENTITIES}:1:8: Byte 0xe9 is not UTF-8; "],
    ),
    (
        "null bytes",
        raw(ENTITIES, b"a\n\0\0"),
        [
            f"{ENTITIES}:2:1: This file holds null bytes, so it is not a text; was something else "
            "saved under this name?"
        ],
    ),
    (
        "a folder for a file",
        folder("data/entities/x.ttl"),
        [
            "data/entities/x.ttl: This file cannot be read (Is a directory); "
            "it is a folder; rename it so that it does not end in .ttl or .rq."
        ],
    ),
    (
        "a broken link",
        link("data/entities/x.ttl", "nowhere.ttl"),
        [
            "data/entities/x.ttl: This file cannot be read (No such file or directory); "
            "mend the link, which leads to nothing."
        ],
    ),
    (
        "a link to itself",
        link("data/entities/x.ttl", "x.ttl"),
        [
            "data/entities/x.ttl: This file cannot be read (Too many levels of symbolic links); "
            "mend the link, which leads to nothing."
        ],
    ),
    (
        "a linked folder",
        link("data/sources/more", "../entities"),
        [
            "data/sources/more: Nothing reads what this folder holds; "
            "see the list of folders in CONTRIBUTING.md."
        ],
    ),
    (
        "a file whose name ends in capitals",
        renamed(FIRST, "data/sources/first.TTL"),
        ["data/sources/first.TTL: Nothing reads a file of this name: those in data/sources end in .ttl; "],
    ),
    (
        "a file of another kind",
        raw("data/sources/first.txt", b"x"),
        ["data/sources/first.txt: Nothing reads a file of this name: those in data/sources end in .ttl; "],
    ),
    (
        "a file of another kind in no place",
        raw("data/notes.md", b"x"),
        ["data/notes.md: Nothing reads a file in this place; see the list of folders in CONTRIBUTING.md."],
    ),
    (
        "a file in no place",
        more("data/more.ttl", ""),
        ["data/more.ttl: Nothing reads a file in this place; see the list of folders in CONTRIBUTING.md."],
    ),
)


@mistakes(CASES)
def test_mistakes_are_told_with_their_place(root: Path, change: Change, wanted: list[str]) -> None:
    tell(root, change, wanted)


@pytest.mark.parametrize("name", ["first.TTL", "first.txt"])
def test_a_source_that_nothing_reads_is_told_and_nothing_else(root: Path, name: str) -> None:
    (root / FIRST).rename(root / "data/sources" / name)
    (found,) = told(root)
    assert found.startswith(f"data/sources/{name}: ")


def test_a_folder_of_content_may_be_linked(root: Path) -> None:
    (root / "data/sources").rename(root / "elsewhere")
    link("data/sources", "../elsewhere")(root)
    assert told(root) == []
    replace(root, "elsewhere/first.ttl", '"USD"', '"USD')
    assert told(root)[0].startswith(f"{FIRST}:32:27: Not Turtle")


@pytest.mark.parametrize("name", [".first.ttl.swp", ".DS_Store", "first.ttl~"])
def test_what_editors_leave_is_no_mistake(root: Path, name: str) -> None:
    (root / "data/sources" / name).write_bytes(b"x")
    assert told(root) == []
