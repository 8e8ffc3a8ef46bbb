"""Who agrees, who differs, what is believed and what is derived, English to Japanese."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "Disputes": "食い違い",
    "All disputes": "すべての食い違い",
    "dispute": "食い違い",
    "disputes": "食い違い",
    "more than {number} sources agree": "{number} 件を超える出典が一致",
    "{number} sources agree ({independent} independent)": "{number} 件の出典が一致（うち独立 {independent} 件）",
    ", 1 differs": "、1 件が相違",
    ", {number} differ": "、{number} 件が相違",
    "derived:": "算出：",
    ", from": "、元：",
    "Derived figures": "ここから算出された値",
    "Figures derived so": "この方法で算出された値",
    "Sources that repeat it": "これを繰り返す出典",
    "Decisions by this rule": "この規則による裁定",
    "Where it comes from": "由来",
    "{sharePercent}, derived: {derivedBy}.": "{sharePercent}（算出：{derivedBy}）。",
    "{changePercent}, derived: {derivedBy}.": "{changePercent}（算出：{derivedBy}）。",
    "{amountValue}, derived: {derivedBy}.": "{amountValue}（算出：{derivedBy}）。",
    "{value}, derived: {derivedBy}.": "{value}（算出：{derivedBy}）。",
    "rule": "規則",
    "share": "割合",
    "derivation": "算出方法",
    "Believed?": "採否",
    "believed": "採用",
    "not believed": "不採用",
    "gives no value": "値を示していない",
    "its own account": "独自の記述",
    "a list of {number}": "{number}件の一覧",
    "all that it says of this": "これについて述べていることすべて",
    "Nothing is overruled:": "何も覆されていません：",
    "Why:": "理由：",
    "Rule:": "規則：",
    "Disputes in which this source takes part:": "この出典が関わる食い違い：",
    "Each source's graph keeps what it states. Where sources state rival things, a reasoned decision says which "
    "to believe; nothing is lost.": (
        "各出典のグラフには、その出典が述べたことがそのまま残ります。出典が食い違う場合は、どれを採るかを理由を付した"
        "裁定が示します。失われるものはありません。"
    ),
    "Those about one organization": "一つの組織に関わるもの",
    "The rules that decide": "判断の規則",
    "How many sources agree decides nothing: sources that repeat one origin count once, two documents of one "
    "publisher twice.": (
        "一致する出典の数では決まりません。同じ元を繰り返す出典は一件、同じ発行者の別の文書は二件と数えます。"
    ),
    "There is none: no two sources disagree, as far as anybody has found.": (
        "ありません。これまでに見つかった限り、食い違う出典はありません。"
    ),
    "As a table:": "表として：",
    "as a question": "問いとして",
    "Disputes that it takes part in: {number}; in which it is overruled: {overruled}.": (
        "{number} 件の食い違いに関わり、そのうち {overruled} 件で採られていません。"
    ),
}
