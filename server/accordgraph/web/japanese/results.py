"""The answer on the query page, as scripts show it: English to Japanese."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "(nothing)": "（値なし）",
    "(none)": "（なし）",
    "1 row": "1行",
    "1 statement": "1件の記述",
    "Amount": "金額・数量",
    "Answer": "回答",
    "Bars": "棒グラフ",
    "Begin": "開始",
    "CSV for Excel": "Excel用CSV",
    "CSV for Excel tells Excel that its letters are UTF-8. A text that begins with =, +, - or @ gets an apostrophe "
    "before it, so that Excel does not take it for a formula; all other formats have each value as it is.": "Excel用CSVには、"
    "文字コードがUTF-8であることを示す印が付きます。=、+、-、@で始まる文字列は、数式と見なされないよう先頭にアポストロフィを付けます。"
    "ほかの形式では値をそのまま出力します。",
    "Chart": "グラフ",
    "Code": "コード",
    "Copy {text}": "{text} をコピー",
    "Download": "ダウンロード",
    "Download as SVG": "SVGで保存",
    "Drawing of the graph": "グラフの図",
    "Each currency has a chart of its own: amounts of different currencies cannot be compared.": "通貨の異なる金額は比較できないため、"
    "通貨ごとに分けて示します。",
    "End": "終了",
    "Enlarge": "拡大",
    "Filter the rows": "行を絞り込む",
    "First page": "最初",
    "Flow": "流れ図",
    "From": "どこから",
    "Kind of chart": "グラフの種類",
    "Languages": "言語",
    "Last page": "最後",
    "Line": "折れ線グラフ",
    "Loading…": "読み込み中…",
    "Make smaller": "縮小",
    "Move by dragging or with the arrow keys, enlarge with + and −, see all with 0. The list has all "
    "statements.": "ドラッグまたは矢印キーで移動、+と−で拡大・縮小、0で全体を表示します。一覧にはすべての記述があります。",
    "Name": "名称",
    "Network": "関係図",
    "Next page": "次のページ",
    "No": "いいえ",
    "Nothing in the graph answers this.": "該当するものはグラフにありません。",
    "Nothing to draw.": "描けるものがありません。",
    "One line for each": "線の区分",
    "Page {page} of {pages}": "{pages}ページ中{page}ページ",
    "Previous page": "前のページ",
    "Property": "プロパティ",
    "Rows a page": "1ページの行数",
    "Rows that lack a value that this chart needs are not drawn: {count}.": "このグラフに必要な値がない行は描いていません：{count}行。",
    "See all": "全体を表示",
    "Show addresses (IRIs)": "アドレス（IRI）を表示",
    "Some rows have the same end and the same amount. Where one amount stands in several rows, the drawing counts it "
    "each time.": "同じ相手と同じ金額の行があります。一つの金額が複数の行に現れる場合、図ではその都度数えられます。",
    "Statements": "記述",
    "Subject": "主語",
    "Table": "表",
    "The download failed. Please try again.": "ダウンロードできませんでした。もう一度お試しください。",
    "The first {count} of {total} rows are drawn. Filter or sort the table to choose others.": "{total}行のうち最初の{count}行を"
    "描いています。表の絞り込みや並べ替えで、ほかの行を選べます。",
    "The text goes on; the download has all of it.": "テキストはまだ続きます。全体はダウンロードで得られます。",
    "The {count} things with most links are drawn; {left} more are in the list only.": "つながりの多い{count}件を描いています。"
    "残りの{left}件は一覧にのみあります。",
    "Time": "時間",
    "Timeline": "年表",
    "To": "どこへ",
    "Value": "値",
    "Views of the answer": "回答の表示方法",
    "Where there are several values at one time, the dots are not joined.": "同じ時点に複数の値がある場合、点は線で結びません。",
    "Yes": "はい",
    "all": "すべて",
    "currency not stated": "通貨の記載なし",
    "the first {count} are printed": "印刷するのは最初の{count}件",
    "{count} of {total}": "{total}中{count}",
    "{count} rows": "{count}行",
    "{count} statements": "{count}件の記述",
    "{things} things and {links} links between them": "{things}個のものと{links}個のつながり",
    "{title}: {columns}. The table has the same numbers.": "{title}：{columns}。表に同じ数値があります。",
}
