"""Whether a version follows the newest release."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pyoxigraph as ox

from ..cataloguing.dcat import PREVIOUS
from ..cataloguing.statements import Facts
from ..names import VERSION_NUMBER, Names
from ..terms import version_of
from .history import described
from .releases import Release, order


def what_does_not_follow(
    version: str, about: Collection[ox.Triple], names: Names, before: Release
) -> str | None:
    """Say what to mend where a version, by its number, day, notes or the previous version that it names, does
    not follow a release; `about` is what is said of the dataset and of the version."""
    told = described(version, before.version, about, names)
    then = described(before.version, "", before.metadata, before.names)
    same = sorted(language for language, note in told.notes.items() if then.notes.get(language) == note)
    facts, iris = Facts(about), (names.dataset, names.dataset_version(version))
    named = sorted({previous for each in iris for previous in facts.iris(each, PREVIOUS)})
    wanted = names.dataset_version(before.version)
    if order(version) <= order(before.version):
        return (
            f"Version {version} does not come after {before.version}, the newest release; give "
            "owl:versionInfo a number after that"
        )
    if named and named != [wanted]:
        return (
            f"Version {version} follows {before.version}, but its dcat:previousVersion is "
            f"{' and '.join(f'<{each}>' for each in named)}; make that <{wanted}>"
        )
    if same:
        return (
            f"The adms:versionNotes of version {version} are those of {before.version}, word for word "
            f"({', '.join(same)}); write what this version changes"
        )
    if told.date and told.date < then.date:
        return (
            f"Version {version} is dated {told.date}, before {before.version} ({then.date}); give "
            "dcterms:modified the day of this version"
        )
    return None


def out_of_turn(about: Collection[ox.Triple], names: Names, releases: Sequence[Release]) -> str | None:
    """Say what to mend where a version that is not released yet does not follow the newest release."""
    version = version_of(about, names.dataset)
    released = version in {each.version for each in releases}
    if not releases or released or not VERSION_NUMBER.fullmatch(version):
        return None
    return what_does_not_follow(version, about, names, releases[0])
