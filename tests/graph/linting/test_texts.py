"""Texts can be read."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from ..changing import ENTITIES, Cases, Change, mistakes, swap, tell, told
from ..small import replace

CASES: Cases = (
    (
        "an empty text",
        swap(ENTITIES, '"Alpha University"@en', '""@en'),
        [f"{ENTITIES}:14:16: This text is empty; write it, or leave the statement out."],
    ),
    (
        "a blank text",
        swap(ENTITIES, '"Alpha University"@en', '" "@en'),
        [f"{ENTITIES}:14:16: This text is empty; write it, or leave the statement out."],
    ),
    (
        "a text with a null",
        swap(ENTITIES, '"Alpha University"@en', '"Alpha\\u0000"@en'),
        [f"{ENTITIES}:14:16: This text holds U+0000, a character that nobody sees; take it out."],
    ),
    (
        "a text with a space after it",
        swap(ENTITIES, '"Alpha University"@en', '"Alpha\u3000"@en'),
        [f'{ENTITIES}:14:16: "Alpha" has white space before or after it; take it out'],
    ),
    *(
        (
            f"a text in another form than NFC: {unicodedata.normalize('NFC', sign)}",
            swap(ENTITIES, '"Alpha University"@en', f'"Alpha {sign}"@en'),
            [f'{ENTITIES}:14:16: "Alpha {unicodedata.normalize("NFC", sign)}" is written otherwise than in'],
        )
        for sign in ("o\u0304", "i\u0308\u0345", "カ\u3099", "\ufa10", "\u212b", "\u1112\u1161\u11ab")
    ),
)


@mistakes(CASES)
def test_mistakes_are_told_with_their_place(root: Path, change: Change, wanted: list[str]) -> None:
    tell(root, change, wanted)


@pytest.mark.parametrize(("entity", "sign"), [("&amp;", "&"), ("&#39;", "'"), ("&eacute;", "\u00e9")])
def test_a_sign_as_pages_write_it_is_a_warning(root: Path, entity: str, sign: str) -> None:
    replace(root, ENTITIES, '"Alpha University"@en', f'"Alpha {entity} University"@en')
    wanted = f"{ENTITIES}:14:16: warning: This text holds {entity}, as a page writes {sign}; write the sign"
    (found,) = told(root)
    assert found.startswith(wanted)


@pytest.mark.parametrize("lost", ["???", "\ufffd"])
def test_signs_that_were_lost_are_a_warning(root: Path, lost: str) -> None:
    replace(root, ENTITIES, '"アルファとベータの協定"@ja', f'"{lost}と"@ja')
    wanted = f'warning: Signs of this text became "{lost}" when it was saved; copy it again, as UTF-8.'
    (found,) = told(root)
    assert found.endswith(wanted)


def test_what_stands_between_an_ampersand_and_a_semicolon_may_be_a_text(root: Path) -> None:
    replace(root, ENTITIES, '"Alpha University"@en', '"R&d; and more"@en')
    assert told(root) == []


@pytest.mark.parametrize("mark", ["\x7f", "\u00ad", "\u200b", "\u202e", "\u2060", "\ufeff"])
def test_a_mark_that_nobody_sees_is_a_warning(root: Path, mark: str) -> None:
    replace(root, ENTITIES, '"Alpha University"@en', f'"Alpha{mark}"@en')
    wanted = f"{ENTITIES}:14:16: warning: This text holds U+{ord(mark):04X}, a character that nobody sees"
    (found,) = told(root)
    assert found.startswith(wanted)
