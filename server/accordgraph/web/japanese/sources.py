"""Sources and statistics, English to Japanese."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "All that the graph says was said by one of these; each leads to its paragraphs.": (
        "グラフの内容はすべて、これらの出典のいずれかが述べたものです。それぞれから段落へ進めます。"
    ),
    "Date": "日付",
    "What it states": "述べていること",
    "paragraph by paragraph": "段落ごとに見る",
    "only named by others": "他の出典が言及するのみ",
    "About this source": "この出典について",
    "All of it as one graph": "全体を一つのグラフとして見る",
    "More paragraphs": "続きの段落",
    "Paragraph {number}": "第 {number} 段落",
    "The page, whose text was not at hand": "ページ全体（本文は手元にありません）",
}
