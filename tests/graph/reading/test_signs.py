"""Signs that neither Turtle nor SPARQL knows are named, with the one to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..changing import FIRST, QUESTION, told
from ..small import replace

#: A line of the first source, or of the question, how it was written, and what is said of that.
SIGNS = [
    (FIRST, 'accord:currency "USD"', 'accord:currency\u3000"USD"',
     "Write an ordinary space instead of the ideographic space (column 20)."),
    (FIRST, 'accord:currency "USD"', 'accord:currency\u00a0"USD"',
     "Write an ordinary space instead of the no-break space (column 20)."),
    (FIRST, 'accord:currency "USD"', 'accord:currency "USD"\u200b',
     "Take out the zero width space, which cannot be seen (column 26)."),
    (FIRST, 'accord:currency "USD" ;', 'accord:currency "\uff1b" \uff1b',
     "Write ; instead of \uff1b (column 25)."),
    (FIRST, 'accord:currency "USD" ;', 'accord:currency "\u201cUSD\u201d"',
     "Is a dot, a semicolon or a quotation mark missing here or above?"),
    (QUESTION, "SELECT", "\uff33\uff25\uff2c\uff25\uff23\uff34",
     "Write SELECT instead of \uff33\uff25\uff2c\uff25\uff23\uff34 (column 1)."),
    (QUESTION, "WHERE {", "WHERE\u3000{", "an ordinary space instead of the ideographic space (column "),
    (QUESTION, "WHERE {", "WHERE (", "Is a bracket, a dot or a keyword missing?"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "right", "wrong", "said"), SIGNS)
def test_a_sign_that_is_no_syntax_is_named(root: Path, path: str, right: str, wrong: str, said: str) -> None:
    replace(root, path, right, wrong)
    assert [each for each in told(root) if said in each], told(root)
