"""Texts are in the language that their tag says."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..changing import BETA, ENTITIES, FIRST, Cases, Change, mistakes, more, swap, tell, told
from ..small import BASE, append

CASES: Cases = (
    (
        "a language that is none",
        more(ENTITIES, f'<{BASE}id/source/first> dcterms:language "jp" .'),
        [f'{ENTITIES}:22:65: "jp" is the tag of no language; did you mean "ja"?'],
    ),
    (
        "a text in a language that is none",
        swap(FIRST, '"Accord at last"@en', '"Accord at last"@qq-US'),
        [f'{FIRST}:17:19: "qq-us" is the tag of no language; see ISO 639.'],
    ),
    (
        "a language by its name",
        swap(ENTITIES, '"Beta Corporation"@en', '"Beta Corporation"@english'),
        [f'{ENTITIES}:17:16: "english" is the tag of no language; did you mean "en"?'],
    ),
    (
        "a language by a longer code",
        swap(FIRST, '"Accord at last"@en', '"Accord at last"@eng'),
        [f'{FIRST}:17:19: "eng" is the tag of no language; did you mean "en"?'],
    ),
    (
        "a text in Japanese that is tagged as English",
        swap(FIRST, '"Accord at last"@en', '"AIで協定"@en'),
        [f"{FIRST}:17:19: This text is Japanese, but tagged as English; tag it @ja"],
    ),
    (
        "a text in English that is tagged as Japanese",
        swap(FIRST, '"Accord at last"@en', '"Accord that came at last"@ja'),
        [f"{FIRST}:17:19: This text is English, but tagged as Japanese; tag it @en"],
    ),
)


@mistakes(CASES)
def test_mistakes_are_told_with_their_place(root: Path, change: Change, wanted: list[str]) -> None:
    tell(root, change, wanted)


@pytest.mark.parametrize(
    "label", ['"IBM Quantum System One"@ja', '"Keio (慶應義塾大学)"@en', '"Tōkyō"@ja-Latn']
)
def test_a_name_may_stand_in_another_script(root: Path, label: str) -> None:
    append(root, ENTITIES, f"{BETA} skos:altLabel {label} .")
    assert told(root) == []
