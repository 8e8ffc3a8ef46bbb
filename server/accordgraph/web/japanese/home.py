"""The first page, browsing and search, English to Japanese."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    # Search.
    "Search": "検索",
    "Agreements, organizations, people, fields…": "協定、組織、人物、分野…",
    "Suggestions: {number}": "候補 {number} 件",
    "No suggestions": "候補はありません",
    "Type a name or a word above: of an agreement, an organization, a person, a place, a field.": (
        "上の欄に、協定、組織、人物、場所、分野の名前や語を入力してください。"
    ),
    "Beginnings of words are enough; accents, capitals and small slips do not matter.": (
        "語の初めだけでも見つかります。アクセント記号、大文字と小文字、軽い誤字は問いません。"
    ),
    "Or browse": "一覧から探す",
    "Found for “{text}”": "「{text}」の検索結果",
    "Nothing has “{text}”. Shown is what has:": "「{text}」を含むものはありません。次の語で探しました:",
    "Nothing has all of these words; this has some of them.": "すべての語を含むものはありません。一部を含むものを示します。",
    "All kinds": "すべての種類",
    "Things found: {number}": "{number} 件",
    "The best {number} are shown; another word finds less.": "上位 {number} 件を示します。語を加えると絞り込めます。",
    "Nothing was found.": "何も見つかりませんでした。",
    "Fewer words find more.": "語を減らすと、より多く見つかります。",
    "Names are kept in English and, where a source gives one, in Japanese; try the other language.": (
        "名前は英語で、出典にある場合は日本語でも収めています。もう一方の言語でもお試しください。"
    ),
    "Browse what there is": "一覧から探す",
    "term": "用語",
    "document": "文書",
    # Browsing.
    "Browse": "一覧",
    "Sources": "出典",
    "All {number}": "すべて（{number} 件）",
    "Things: {number}": "{number} 件",
    "Its own page": "個別ページ",
    "Kind": "種類",
    "What a thing is.": "対象が何であるか。",
    "Country": "国",
    "What is in a country or comes from it, and agreements and contributions of those who are or do.": (
        "その国にあるもの、その国から来たもの、およびそうした当事者の協定や拠出。"
    ),
    "Research field": "研究分野",
    "What focuses on a field or on a narrower one, and the money for it.": (
        "その分野またはより狭い分野に重点を置くものと、そのための資金。"
    ),
    "Year": "年",
    "What is dated in a year, was announced, begins or ends in it, and the money for it.": (
        "その年の日付を持つもの、その年に発表された、始まる、または終わるものと、そのための資金。"
    ),
    "Funder": "資金提供者",
    "Contributions of a funder, and what they are for.": "資金提供者の拠出と、その対象。",
}
