"""The dataset's page, English to Japanese."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    # The dataset's page.
    "What is new": "この版の内容",
    "First published": "初公開日",
    "New versions": "新しい版の頻度",
    "Access": "アクセス",
    "Languages": "言語",
    "Countries": "国",
    "Themes": "分野",
    "Keywords": "キーワード",
    "triples to believe": "信じるべきトリプル",
    "things": "事物",
    "classes": "クラス",
    "properties": "プロパティ",
    "snapshot {name}": "スナップショット {name}",
    "Period": "期間",
    "{first} to {last}": "{first} から {last} まで",
    "For reference managers": "文献管理ソフト用",
    "text": "テキスト",
    "How it is made": "作り方",
    "Class": "クラス",
    "Members": "件数",
    "Classes of other vocabularies": "他の語彙のクラス",
    "Properties": "プロパティ",
    "Properties of other vocabularies": "他の語彙のプロパティ",
    "Links to other datasets": "他のデータセットへのリンク",
    "Built by": "構築に用いたプログラム：",
    "Graphs": "グラフ",
    "Graph": "グラフ",
    "Statements": "文の数",
    "default graph": "デフォルトグラフ",
    "A query that names no graph sees the default graph: what a reader should believe. The "
    "named graphs hold what each source states.": (
        "グラフを指定しない検索は、信じるべき内容を収めたデフォルトグラフを対象とします。"
        "名前付きグラフには各出典の記述がそのまま入っています。"
    ),
    "And {number} more; the description in RDF has all of them.": "ほかに {number} 件。RDF の記述には全てあります。",
    "Files": "ファイル",
    "File": "ファイル",
    "What it holds": "内容",
    "Checksums": "チェックサム",
    "Bytes": "バイト数",
    "Questions it answers": "答えられる質問",
    "Corrections": "訂正",
    "Every fact names the paragraph of the source that states it, so that anyone can check it. "
    "Something is wrong or missing? A correction is a change of a file in data/ of the "
    "project: where you got it from, propose the change, and name the address of the fact and "
    "the paragraph. There is no mailbox behind this page.": (
        "どの事実にも、それを述べる出典の段落が示されており、誰でも確かめられます。誤りや漏れがあれば、訂正とはプロジェクトの "
        "data/ にあるファイルの変更です。プロジェクトの入手元で、事実のアドレスと段落を添えて変更を提案してください。"
        "このページに連絡用のメールアドレスはありません。"
    ),
}
