"""Where a name is mentioned, and how a text is cut into paragraphs."""

from __future__ import annotations

import pytest

from accordgraph.graph.grounding.mentions import mentions
from accordgraph.graph.grounding.paragraphs import paragraphs


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("SoftBank Group", "Arm and Softbank Group,", [(8, 22)]),
        ("US", "they told us of the US", [(20, 22)]),
        ("Japan's Army", "japan\N{RIGHT SINGLE QUOTATION MARK}s army", [(0, 12)]),
        ("Arm", "Army and alarm", []),
        ("NVIDIA", "NVIDIA¹ of ²NVIDIA", [(0, 6), (12, 18)]),
        ("IBM", "of \uff29\uff22\uff2dと\uff29\uff22\uff2d", [(3, 6), (7, 10)]),
        ("\uff29\uff22\uff2d", "日本のIBM", [(3, 6)]),
    ],
)
def test_mentions(name: str, text: str, wanted: list[tuple[int, int]]) -> None:
    assert mentions(text, name) == wanted


def test_paragraphs_are_lines_in_nfc_with_single_spaces() -> None:
    assert paragraphs("\ufeffCafe\u0301\u00a0 x\r\n \t\r\ny\u2003z \r") == ("Café x", "y z")
