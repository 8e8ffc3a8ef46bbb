"""The first page, browsing and search, English to Japanese."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    # The first page.
    "agreements": "協定",
    "organizations": "組織",
    "people": "人物",
    "programmes": "プログラム",
    "contributions": "拠出",
    "statistics and derived figures": "統計・算出値",
    "sources": "出典",
    "places": "場所",
    "totals": "総額",
    "participations": "参加",
    "events": "出来事",
    "statements": "発言",
    "targets": "目標",
    "questions": "質問",
    "concepts": "概念",
    "amounts": "金額",
    "adjudications": "裁定",
    "term of the ontology": "オントロジーの用語",
    "terms of the ontology": "オントロジーの用語",
    "document": "文書",
    "documents": "文書",
    "thing": "事物",
    "cited passage": "引用箇所",
    "cited passages": "引用箇所",
    "Begin with a question": "質問から始める",
    "All questions": "すべての質問",
    "Write a query": "クエリを書く",
    "Agreements": "協定",
    "Agreement": "協定",
    "Parties": "当事者",
    "When": "時期",
    "Stated total": "公表された総額",
    "not named": "名は挙げられていない",
    "and {number} more": "ほか {number} 者",
    "And {number} more": "ほか {number} 件",
    "party": "当事者",
    "Who cooperates with whom": "誰と誰が協力しているか",
    "Parties to the same agreement": "同じ協定の当事者",
    "Lines join parties of an agreement; where it has more than two, they lead to the agreement.": (
        "線は協定の当事者どうしを結びます。当事者が三者以上の場合は協定へ向かいます。"
    ),
    "Where money goes": "資金の流れ",
    "Money in {currency}": "{currency} 建ての資金",
    "Not drawn here: money in {currencies}.": "{currencies} 建ての資金はここでは図示していません。",
    "All contributions": "すべての拠出",
    "Money whose amount is not stated": "金額が示されていない資金",
    "Bands lead from funders to what they fund; dashed lines have no stated amount.": (
        "帯は資金提供者からその対象へ向かいます。破線は金額が示されていないものです。"
    ),
    "Total": "総額",
    "Cite it": "引用する",
    "Versions, single facts, reference managers": "版、個々の事実、文献管理ソフト",
    "Download it": "ダウンロードする",
    "Everything as files, with checksums: tables for a spreadsheet, RDF in six formats.": (
        "全内容をチェックサム付きのファイルで提供します。表計算用の表と、六つの形式の RDF があります。"
    ),
    "Query it by program": "プログラムから検索する",
    "SPARQL 1.1 by GET or POST, without a key; answers in JSON, CSV, XML, Turtle and more.": (
        "GET または POST による SPARQL 1.1。キーは不要で、JSON、CSV、XML、Turtle などで答えます。"
    ),
    "SPARQL endpoint": "SPARQL エンドポイント",
    # Search.
    "Search": "検索",
    "Names, places, fields…": "名前、場所、分野…",
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
    "Nothing has “{text}”. Looked for instead:": "「{text}」を含むものはありません。次の語で探しました:",
    "Nothing has all of these words; this has some of them.": "すべての語を含むものはありません。一部を含むものを示します。",
    "Things found: {number}": "{number} 件",
    "The best {number} are shown; add a word to narrow them down.": "上位 {number} 件を示します。語を加えると絞り込めます。",
    "Nothing was found.": "何も見つかりませんでした。",
    "Fewer words find more.": "語を減らすと、より多く見つかります。",
    "Names are kept in English and, where a source gives one, in Japanese; try the other language.": (
        "名前は英語で、出典にある場合は日本語でも収めています。もう一方の言語でもお試しください。"
    ),
    "Browse what there is": "一覧から探す",
    # Browsing.
    "Browse": "一覧",
    "Sources": "出典",
    "All {number}": "すべて（{number} 件）",
    "Things: {number}": "{number} 件",
    "Its own page": "個別ページ",
    "word, year, country, funder…": "語、年、国、資金提供者…",
    "Only those with": "次の語を含むもの",
    "Totals that its contributions are counted in": "その拠出が算入されている総額",
    "Narrow": "絞り込む",
    "Show all": "すべて表示",
    "Shown: {number}": "{number} 件を表示",
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
