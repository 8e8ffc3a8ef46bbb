"""What pages of things say of them, in sentences, amounts and dates, English to Japanese."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    # Facts by meaning.
    "Who says so": "出典",
    "What it is": "概要",
    "Who takes part": "関係者",
    "Money": "資金",
    "Numbers": "数値",
    "Time": "時期",
    "Places": "場所",
    "Topics": "分野と主題",
    "Decision": "裁定",
    "Names": "名称",
    "Identifiers and pages": "識別子とページ",
    "Name": "名称",
    # Properties in plainer words.
    "according to": "典拠",
    "activity": "活動",
    "of the programme": "対象プログラム",
    "to be raised": "目標額",
    "sum": "額",
    "change in percent": "増減率（%）",
    "field": "分野",
    "for": "対象",
    "what was said": "発言の要旨",
    "where": "受け入れ先",
    "from where": "出身・所在国",
    "who": "誰が",
    "speaking as": "発言時の資格",
    "number of members": "構成員の数",
    "which in order": "順序",
    "number of parts": "構成する協定の数",
    "counted in the total": "算入先の総額",
    "in": "参加先",
    "number of parties": "当事者の数",
    "period": "期間",
    "how it was read": "読み方",
    "about": "対象",
    "about its": "対象の項目",
    "number": "数値",
    "note": "注記",
    "what it covers": "範囲",
    # Sentences.
    "{hasFunder} gives {hasAmount} to {funds}.": "{hasFunder}が{funds}に{hasAmount}を拠出します。",
    "{hasFunder} gives money to {funds}; how much is not stated.": (
        "{hasFunder}が{funds}に拠出します。金額の記載はありません。"
    ),
    "{hasAmount} in all for {funds}, as stated.": "{funds}の総額として{hasAmount}と述べられています。",
    "{hasParticipant} takes part in {participationIn}: {hasRole}.": (
        "{hasParticipant}は{participationIn}に関わります（{hasRole}）。"
    ),
    "{hasParticipant}: {hasRole}, {hasJurisdiction}.": "{hasParticipant}：{hasJurisdiction}、{hasRole}",
    "{hasParticipant}: {hasRole}.": "{hasParticipant}：{hasRole}",
    "{value} ({hasMeasure}) from {hasOrigin} in {hasHost}, {periodStart}.": (
        "{hasOrigin}から{hasHost}へ、{periodStart}：{value}（{hasMeasure}）"
    ),
    "{value} ({hasMeasure}) in {hasHost}, {periodStart}.": "{hasHost}、{periodStart}：{value}（{hasMeasure}）",
    "{value} ({hasMeasure}) from {hasOrigin}, {periodStart}.": (
        "{hasOrigin}から、{periodStart}：{value}（{hasMeasure}）"
    ),
    "{value} ({hasMeasure}), {periodStart}.": "{periodStart}：{value}（{hasMeasure}）",
    "{value} ({hasMeasure}) from {hasOrigin} in {hasHost} by {deadline}.": (
        "{hasOrigin}から{hasHost}へ、{deadline}までに {value}（{hasMeasure}）"
    ),
    "{value} ({hasMeasure}) in {hasHost} by {deadline}.": "{hasHost}で {deadline}までに {value}（{hasMeasure}）",
    "{value} ({hasMeasure}) from {hasOrigin} by {deadline}.": (
        "{hasOrigin}から {deadline}までに {value}（{hasMeasure}）"
    ),
    "{value} ({hasMeasure}) by {deadline}.": "{deadline}までに {value}（{hasMeasure}）",
    "{value} ({hasMeasure}) from {hasOrigin} in {hasHost}.": (
        "{hasOrigin}から{hasHost}へ {value}（{hasMeasure}）"
    ),
    "{value} ({hasMeasure}) in {hasHost}.": "{hasHost}で {value}（{hasMeasure}）",
    "{value} ({hasMeasure}) from {hasOrigin}.": "{hasOrigin}から {value}（{hasMeasure}）",
    "{value} ({hasMeasure}).": "{value}（{hasMeasure}）",
    "{hasSpeaker}: {gist}": "{hasSpeaker}：{gist}",
    "{date}, {locatedIn}.": "{date}、{locatedIn}",
    "{date}.": "{date}",
    "{periodStart}, {locatedIn}.": "{periodStart}、{locatedIn}",
    "{periodStart}.": "{periodStart}",
    "{locatedIn}.": "{locatedIn}",
    "Paragraph {paragraphNumber} of {source} supports what is stated of {supports}: {supportsProperty}.": (
        "{source}の第 {paragraphNumber} 段落が、{supports}について述べられていること（{supportsProperty}）を裏付けます。"
    ),
    "Paragraph {paragraphNumber} of {source} supports what is stated of {supports}.": (
        "{source}の第 {paragraphNumber} 段落が、{supports}について述べられていることを裏付けます。"
    ),
    "{source} supports what is stated of {supports}: {supportsProperty}.": (
        "{source}が、{supports}について述べられていること（{supportsProperty}）を裏付けます。"
    ),
    "{source} supports what is stated of {supports}.": (
        "{source}が、{supports}について述べられていることを裏付けます。"
    ),
    "{overrulesSubject}: {reason}": "{overrulesSubject}：{reason}",
    "disputed": "食い違いあり",
    "disputed: {properties}": "食い違いあり：{properties}",
    "Not believed:": "採用されていません：",
    "the decision": "裁定",
    "Where sources disagree": "出典が食い違う点",
    "{number} sources": "出典 {number} 件",
    "{number} more state it: see the evidence.": "他に {number} 件が述べています（証拠を参照）。",
    "{number} more values are stated.": "他に {number} 個の値が述べられています。",
    "{number} more sources take part.": "他に {number} 件の出典が関わっています。",
    "and more": "ほか",
    "paragraph {number}": "第 {number} 段落",
    "the page": "ページ全体",
    "characters {start} to {end}": "{start}～{end} 文字目",
    "the source's own page": "出典のページを開く",
    "All places in sources that speak of it": "これについて述べる出典中のすべての箇所",
    "Show the RDF here": "RDF をここで見る",
    "Its facts as a table for a spreadsheet": "事実を表計算ソフト用の表で見る",
    "The page in words": "言葉によるページ",
    "There is more than this page shows; the files have all of it.": (
        "このページに収まらないものがあります。ファイルにはすべてが入っています。"
    ),
    "Cite and reuse": "引用と再利用",
    # Amounts, dates and periods.
    "more than {amount}": "{amount} 超",
    "at least {amount}": "{amount} 以上",
    "up to {amount}": "最大 {amount}",
    "about {amount}": "約 {amount}",
    "{start} to {end}": "{start}から{end}まで",
    "{year}": "{year}年",
    "{month} {year}": "{year}年{month}月",
    "{day} {month} {year}": "{year}年{month}月{day}日",
    "January": "1",
    "February": "2",
    "March": "3",
    "April": "4",
    "May": "5",
    "June": "6",
    "July": "7",
    "August": "8",
    "September": "9",
    "October": "10",
    "November": "11",
    "December": "12",
}
