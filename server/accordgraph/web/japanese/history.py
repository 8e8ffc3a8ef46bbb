"""What changed between versions, English to Japanese."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "History": "履歴",
    "History of {name}": "{name}の履歴",
    "Accord Graph: versions": "Accord Graph の版",
    "all versions": "全ての版",
    "This is an earlier version; here is the newest.": "これは以前の版です。最新の版はこちらです。",
    "What each version made new, changed and withdrew. A released version never changes; its files stay.": (
        "各版で何が加わり、変わり、取り下げられたか。公開済みの版は変わることがなく、ファイルも残ります。"
    ),
    "No version has been released yet, so there is nothing that this one could be compared with.": (
        "まだどの版も公開されていないため、比較の対象がありません。"
    ),
    "No released version has it yet.": "公開済みの版にはまだありません。",
    "Nothing changed since version {version}.": "{version} 版から変更はありません。",
    "What version {version} changed": "{version} 版での変更",
    "What changed": "変更点",
    "Counted is all that any source speaks of, what it states that is not believed included; figures of the graph "
    "count only what to believe.": (
        "信じるべきでないものも含め、いずれかの出典が述べるものをすべて数えています。グラフの数値は信じるべきものだけを数えます。"
    ),
    "not released yet": "未公開",
    "Compared with": "比較の対象",
    "Statements to believe": "信じるべき文",
    "{added} more, {removed} fewer": "{added} 件増、{removed} 件減",
    "The version itself": "この版",
    "description, files and how to cite it": "説明、ファイル、引用の仕方",
    "Changed": "変更",
    "Withdrawn": "取り下げ",
    "All kinds": "全ての種類",
    "Before": "以前",
    "Now": "現在",
    "before:": "以前：",
    "now:": "現在：",
    "what sources state stays the same": "出典の述べる内容は変わりません",
    "what to believe stays the same": "信じるべき内容は変わりません",
    "Statements that changed beside these: {number}": "このほかに変わった文：{number} 件",
    "In the graph since:": "収録開始：",
    "All of its history": "全ての履歴",
}
