"""The files that a person writes: where they are and which part each plays.

CONTRIBUTING.md, Where files belong, lists them.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from enum import Enum
from fnmatch import fnmatchcase
from functools import cached_property
from itertools import islice
from pathlib import Path

from ... import __version__
from ...errors import AccordGraphError
from ..disk import is_file, is_folder
from ..kept import Kept
from ..names import SLUG
from .digests import FileDigests


class ContentError(AccordGraphError):
    """No content was found, or its folder cannot be read."""


class Role(Enum):
    """The part that a file plays; its value is the named graph that it fills, as far as there is one."""

    DATASET = "metadata"
    ONTOLOGY = "ontology"
    CONCEPTS = "concepts"
    QUESTIONS = "questions"
    ENTITIES = "entities"
    SOURCES = "source"
    ADJUDICATIONS = "adjudications"
    SHAPES = "shapes"


#: Which files play which part: folder and pattern of names.
PLACES: tuple[tuple[Role, str, str], ...] = (
    (Role.DATASET, "data", "dataset.ttl"),
    (Role.ONTOLOGY, "ontology", "*.ttl"),
    (Role.CONCEPTS, "ontology/concepts", "*.ttl"),
    (Role.QUESTIONS, "ontology/questions", "*.rq"),
    (Role.ENTITIES, "data/entities", "*.ttl"),
    (Role.SOURCES, "data/sources", "*.ttl"),
    (Role.ADJUDICATIONS, "data", "adjudications.ttl"),
    (Role.SHAPES, "shapes", "*.ttl"),
)

#: The parts whose files give their names to IRIs.
_NAMING = frozenset((Role.QUESTIONS, Role.SOURCES))

#: The folders that make content what it is.
FOLDERS = ("ontology", "data", "shapes")


@dataclass(frozen=True)
class Content:
    """A folder with ontology/, data/ and shapes/."""

    root: Path

    @cached_property
    def files(self) -> tuple[tuple[Role, str], ...]:
        """Each file's role and its path relative to the root, in a fixed order; raises ContentError."""
        found = [
            (role, path.relative_to(self.root).as_posix())
            for role, folder, pattern in PLACES
            for path in _listed(self.root / folder, pattern)
            if role not in _NAMING or SLUG.fullmatch(path.stem)
        ]
        return tuple(found)

    @cached_property
    def strays(self) -> tuple[str, ...]:
        """Files that stand where nothing reads them, but for hidden ones and copies that editors keep, and
        folders that are named like files, or linked; raises ContentError."""
        known = {path for _, path in self.files}.union(folder for _, folder, _ in PLACES)
        found = (
            (Path(place) / name).relative_to(self.root).as_posix()
            for folder in FOLDERS
            for place, folders, files in os.walk(self.root / folder, onerror=_refuse)
            for name in (*(each for each in folders if _is_odd(Path(place) / each)), *files)
            if not name.startswith(".") and not name.endswith("~")
        )
        return tuple(sorted(each for each in found if each not in known))

    def why_stray(self, path: str) -> str:
        """Say why nothing reads a file or a folder, and what to do."""
        if is_folder(self.root / path):
            return "Nothing reads what this folder holds; see the list of folders in CONTRIBUTING.md."
        folder, _, name = path.rpartition("/")
        wanted = next((pattern for _, place, pattern in PLACES if place == folder), "")
        if wanted and fnmatchcase(name, wanted):
            return (
                f'The file\'s name "{Path(name).stem}" names what it holds, so it is lower-case ASCII '
                "letters and digits with single hyphens; rename the file."
            )
        if wanted.startswith("*"):
            return (
                f"Nothing reads a file of this name: those in {folder} end in {wanted[1:]}; rename it, or "
                "take it out of the content."
            )
        return "Nothing reads a file in this place; see the list of folders in CONTRIBUTING.md."

    def digest(self, kept: Kept) -> str:
        """SHA-256 over the program's version and all files' names and bytes, as 64 hexadecimal digits; what
        was read before is `kept`."""
        whole, digests = hashlib.sha256(f"accordgraph {__version__}\n".encode()), FileDigests(self.root, kept)
        for name in sorted([path for _, path in self.files] + list(self.strays)):
            try:
                state = digests.of(name)[0].hex()
            except OSError as error:
                state = f"unreadable {error.errno}"
            whole.update(f"{name}\0{state}\n".encode("utf-8", "surrogateescape"))
        digests.save()
        return whole.hexdigest()


def _is_odd(folder: Path) -> bool:
    """Whether a folder may be taken for a file, or what it holds for content, which is not looked for behind
    links."""
    return folder.name.endswith((".ttl", ".rq")) or folder.is_symlink()


def _listed(folder: Path, pattern: str) -> list[Path]:
    """Return what a folder holds under names that fit a pattern, sorted; nothing where there is no folder.

    Path.glob takes a folder that may not be read for an empty one.
    """
    try:
        found = sorted(path for path in folder.iterdir() if fnmatchcase(path.name, pattern))
    except OSError as error:
        _refuse(error)
        return []
    for path in found:
        if _has_no_end(path):
            raise ContentError(f"{path} is a pipe or a device, and no file; take it out of the content.")
    return found


def _has_no_end(path: Path) -> bool:
    """Whether reading would wait for what may never come."""
    try:
        mode = path.stat().st_mode
    except OSError:  # told when it is read
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _refuse(error: OSError) -> None:
    """Raise ContentError, unless a folder is merely not there."""
    if not isinstance(error, FileNotFoundError | NotADirectoryError):
        told = f"{error.filename} cannot be read ({error.strerror}); check its permissions."
        raise ContentError(told) from error


#: The dataset's own description.
DATASET_FILE = "data/dataset.ttl"
#: The files by which the folder that one works in, or one above it, is known as a checkout.
_MARKS = ("ontology/accordgraph.ttl", DATASET_FILE)


def _is_checkout(folder: Path) -> bool:
    """Whether a folder is known as a checkout: one that may not be looked into is none to work in."""
    try:
        return all(is_file(folder / each) for each in _MARKS)
    except PermissionError:
        return False


def find_content(explicit: Path | None) -> Content:
    """Find the content: the folder that is asked for, else the checkout's, else the copy in the wheel.

    Raises ContentError where there is none.
    """
    package = Path(__file__).resolve().parents[2]
    if explicit is not None:
        if not is_folder(explicit):
            raise ContentError(
                f"{explicit} is not a folder; name the one that holds ontology/, data/ and shapes/."
            )
        places = [explicit]
    else:
        here = Path.cwd()
        checkouts = filter(_is_checkout, (here, *here.parents))
        places = [*islice(checkouts, 1), package.parents[1], package / "content"]
    for place in places:
        try:
            if all(is_folder(place / folder) and any((place / folder).iterdir()) for folder in FOLDERS):
                return Content(place)
        except OSError as error:
            _refuse(error)
    raise ContentError(
        f"No content in {' nor in '.join(str(place) for place in places)}: "
        "expected the folders ontology/, data/ and shapes/ there, none of them empty; name "
        "another with --content DIR."
    )
