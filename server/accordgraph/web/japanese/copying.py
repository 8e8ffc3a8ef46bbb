"""What pages and scripts say where something can be copied, English to Japanese."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "Copied": "コピーしました",
    "Copy": "コピー",
    "Select the text and copy it by hand.": "テキストを選択してコピーしてください。",
}
