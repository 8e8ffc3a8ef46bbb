"""The interface's own words in the languages of its readers: one table, English to Japanese.

A page that is translated whole says so: `{% block tongue %}{{ tongue() }}{% endblock %}`. Texts of the data
keep the languages that they have.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask

from .context import language

#: What the templates and views say in English, and how it is said in Japanese.
JAPANESE: Mapping[str, str] = {
    "Skip to the content": "本文へ移動",
    "Site": "サイト",
    "Query": "検索",
    "Ontology": "オントロジー",
    "Dataset": "データセット",
    "Downloads": "ダウンロード",
    "Everything in the graph as files. README.md says which is for what, SHA256SUMS holds the checksums:": (
        "グラフ全体のファイルです。用途は README.md に、チェックサムは SHA256SUMS にあります。"
    ),
    "Version {version}": "{version} 版",
    "Files of version {version}": "{version} 版のファイル",
    "Released; these files never change.": "公開済み。これらのファイルは変わりません。",
    "Not released yet; these files may still change.": "未公開。これらのファイルは変わることがあります。",
    "Dataset version {dataset}, program {program}. Every fact names the source that states it.": (
        "データセット {dataset} 版、プログラム {program} 版。どの事実にも、それを述べる出典が示されています。"
    ),
    "Also as": "他の形式",
    "Address to cite": "引用用アドレス",
    # The checks.
    "Checks": "検査結果",
    "What was checked, and what was found": "何を検査し、どうであったか",
    "Published checklists, item by item. An item passes where tests that run against the server show it; one that "
    "waits needs a registration elsewhere; one that does not apply says why.": (
        "公開されているチェックリストの項目ごとの結果です。「適合」はサーバーに対して実行されるテストで示されたもの、"
        "「登録待ち」は外部での登録が必要なもの、「該当なし」は理由を添えたものです。"
    ),
    "pass": "適合",
    "waiting": "登録待ち",
    "not applicable": "該当なし",
    "Item": "項目",
    "What is checked": "検査の内容",
    "Result": "結果",
    "Why, or which test shows it": "理由、またはそれを示すテスト",
    # Names of other vocabularies' terms, and of graphs.
    "kind": "種類",
    "name": "名称",
    "comment": "注記",
    "narrower than": "上位",
    "never the same as": "同時に属さない",
    "different from": "別のもの",
    "inverse of": "逆の関係",
    "other name": "別名",
    "definition": "定義",
    "same as": "同じもの",
    "much like": "近いもの",
    "broader": "上位概念",
    "in the list": "属する一覧",
    "at the top of": "一覧の最上位",
    "code": "コード",
    "home page": "ホームページ",
    "page": "ページ",
    "creator": "作成者",
    "published on": "公開日",
    "language": "言語",
    "licence": "ライセンス",
    "last changed on": "最終更新日",
    "publisher": "発行者",
    "reference": "参照元",
    "title": "題名",
    "derived from": "由来",
    "adjudications": "裁定",
    "lists of concepts": "概念の一覧",
    "derived figures": "算出値",
    "the curators": "編集者",
    "inferred": "推論",
    "metadata": "メタデータ",
    "the ontology": "オントロジー",
    "shapes": "シェイプ",
    # Pages of things and of graphs.
    "This was withdrawn. Its address stays, and nothing else will ever have it.": (
        "これは取り下げられました。このアドレスは残り、他のものに使われることはありません。"
    ),
    "What took its place:": "代わりのもの：",
    "Facts": "事実",
    "What the graph says": "グラフの内容",
    "Value": "値",
    "Stated in": "述べている所",
    "Other statements": "その他の記述",
    "Stated, but not believed: overruled, or kept in its own graph only": (
        "述べられているが採用されていないもの：退けられたか、固有のグラフだけにある記述"
    ),
    "Evidence": "根拠",
    "Source": "出典",
    "Paragraph": "段落",
    "For": "対象",
    "Grade": "等級",
    "How it was read": "読み方",
    "the whole": "全体",
    "What points here": "これを指すもの",
    "as {} of": "次のものの{}",
    "Pages": "ページ",
    "Page {page} of {pages}": "{pages} ページ中 {page} ページ",
    "Previous page": "前のページ",
    "Next page": "次のページ",
    "There is more than these pages show.": "これらのページに収まらないものがあります。",
    "Ask for all of it": "すべてを問い合わせる",
    "more than {number}": "{number} 件を超える",
    "Named graph": "名前付きグラフ",
    "Statements: {number}": "記述の数：{number}",
    "as made by": "出典：",
    "other": "その他",
    "There is more than these pages show; the files have all of it.": (
        "これらのページに収まらないものがあります。ファイルにはすべてが入っています。"
    ),
    "organization": "組織",
    "person": "人物",
    "place": "場所",
    "agreement": "協定",
    "programme": "プログラム",
    "contribution": "拠出",
    "total": "合計",
    "amount": "金額",
    "participation": "参加",
    "event": "出来事",
    "statement": "発言",
    "statistic": "統計",
    "target": "目標",
    "source": "出典",
    "evidence": "根拠",
    "adjudication": "裁定",
    "question": "問い",
    "concept": "概念",
    # The ontology's page.
    ", ": "、",
    "; ": "；",
    ": ": "：",
    "Classes": "クラス",
    "Relations": "関係（オブジェクトプロパティ）",
    "Attributes": "属性（データ型プロパティ）",
    "Annotations": "注釈プロパティ",
    "Contents": "目次",
    "About it": "概要",
    "Hierarchy of classes": "クラスの階層",
    "Each class is joined by a line to the classes that are narrower. The list says the same.": (
        "各クラスは、より狭いクラスと線で結ばれています。一覧も同じことを示しています。"
    ),
    "All terms": "すべての語",
    "Lists of concepts": "概念の一覧",
    "List": "一覧",
    "What is in it": "内容",
    "Concepts": "概念数",
    "Versions": "版の履歴",
    "How to cite": "引用方法",
    "Version": "版",
    "This version": "この版",
    "Version before": "前の版",
    "Status": "状態",
    "draft": "草案",
    "Created": "作成日",
    "Published": "公開日",
    "Last changed": "最終更新日",
    "Creator": "作成者",
    "Contributor": "協力者",
    "Publisher": "発行者",
    "Licence": "ライセンス",
    "Made from": "もとにした出典",
    "Listed in": "収録先",
    "Prefix": "接頭辞",
    "Namespace": "名前空間",
    "The files hold the ontology with its alignments. Who names no format gets Turtle; RDF/XML, which every OWL "
    "tool reads, is at ontology.rdf.": (
        "各ファイルには、オントロジーと他の語彙への対応付けが入っています。形式を指定しない場合は Turtle が返ります。"
        "どの OWL ツールでも読める RDF/XML は ontology.rdf にあります。"
    ),
    "The shapes": "シェイプ",
    "say what must hold for the data.": "には、データが満たすべき条件が書かれています。",
    "Examples are the first ones by their addresses.": "例は、アドレス順で最初のものです。",
    "Broader": "上位",
    "Narrower": "下位",
    "Never also": "同時に属さないもの",
    "anything of another class at the top of the hierarchy": "階層の最上位にある他のクラスのもの",
    "Inverse of": "逆の関係",
    "Said of": "主語となるもの",
    "Values": "値となるもの",
    "Value of": "値として現れるプロパティ",
    "Elsewhere": "他の語彙との対応",
    "is narrower than": "より狭い：",
    "is the same as": "同じ：",
    "is close to": "近い：",
    "is related to": "関連する：",
    "see also": "参照：",
    "In the data": "データ中の数と例",
    "{number} or more": "{number} 件以上",
    "none": "なし",
    "Rules for {term}": "「{term}」の規則",
    "Property": "プロパティ",
    "Number of values": "値の数",
    "What is asked for": "求められること",
    "as every": "上位クラス：",
    "Shape for {term}": "「{term}」のシェイプ",
    "shape": "シェイプ",
    # Shapes in plain words.
    "Shapes": "シェイプ",
    "What must hold for the data": "データが満たすべき条件",
    "The data is checked against these shapes (SHACL) before it is served. Each has its own address here.": (
        "データは公開前にこれらのシェイプ（SHACL）で検査されます。どのシェイプにも、ここに固有のアドレスがあります。"
    ),
    "For several classes": "複数のクラスに共通",
    "Looks at": "対象",
    "The program applies it to each thing that a source speaks of.": (
        "プログラムが、出典の述べる各主語に適用します。"
    ),
    "In brackets stands what it is where a shape does not hold: a violation keeps the data from being served, a warning does not.": (
        "括弧内は、満たさない場合の重大度です。違反があるデータは公開されず、警告は公開を妨げません。"
    ),
    "violation": "違反",
    "warning": "警告",
    "information": "情報",
    "every {}": "すべての{}",
    "everything that has {}": "{}を持つすべてのもの",
    "every value of {}": "{}のすべての値",
    "exactly one": "ちょうど一つ",
    "exactly {number}": "ちょうど {number} 個",
    "at least one": "一つ以上",
    "at least {number}": "{number} 個以上",
    "at most one": "一つまで",
    "at most {number}": "{number} 個まで",
    "{least} to {most}": "{least} 個から {most} 個",
    "any number": "いくつでも",
    "what points here by {}": "{}でこれを指すもの",
    "a path": "経路",
    "Values: {count}.": "値の数：{count}。",
    "Of {}:": "{}について：",
    "This does not hold:": "次のことが成り立たない：",
    "At least {number} of the values fit this:": "値のうち少なくとも {number} 個が次を満たす：",
    "At least one of these holds:": "次の少なくとも一つが成り立つ：",
    "All of these hold:": "次のすべてが成り立つ：",
    "Exactly one of these holds:": "次のうち一つだけが成り立つ：",
    "It has no other properties than {}.": "次以外のプロパティを持たない：{}。",
    "Each value is a concept of {}.": "各値は{}の概念である。",
    "Each value is of the class {}.": "各値は次のクラスのもの：{}。",
    "Each value is of one of the classes {}.": "各値は次のクラスのいずれかのもの：{}。",
    "It is of the class {}.": "次のクラスのもの：{}。",
    "No value is one of {}, too.": "どの値も{}の値と重ならない。",
    "The values are those of {}.": "値は{}の値と同じ。",
    "Each value fits the shape {}.": "各値は次のシェイプを満たす：{}。",
    "It fits the shape {}.": "次のシェイプを満たす：{}。",
    "Each value is {}.": "各値は{}。",
    "One of the values is {}.": "値の一つは{}。",
    "The language of each value is one of {}.": "各値の言語は次のいずれか：{}。",
    "Each value is less than that of {}.": "各値は{}の値より小さい。",
    "No value is more than that of {}.": "どの値も{}の値を超えない。",
    "Each value is less than {}.": "各値は {} より小さい。",
    "Each value is at most {}.": "各値は {} 以下。",
    "Each value has at most {} characters.": "各値は {} 文字以下。",
    "Each value is more than {}.": "各値は {} より大きい。",
    "Each value is at least {}.": "各値は {} 以上。",
    "Each value has at least {} characters.": "各値は {} 文字以上。",
    "Each value is one of {}.": "各値は次のいずれか：{}。",
    "Each value begins with {}.": "各値は {} で始まる。",
    "Each value matches {}.": "各値は {} に合う。",
    "There is at most one value for each language.": "値は言語ごとに一つまで。",
    "It is {}.": "それは{}。",
    "Its language is one of {}.": "その言語は次のいずれか：{}。",
    "It is less than {}.": "それは {} より小さい。",
    "It is at most {}.": "それは {} 以下。",
    "It is more than {}.": "それは {} より大きい。",
    "It is at least {}.": "それは {} 以上。",
    "Its IRI matches {}.": "その IRI は {} に合う。",
    "It is one of {}.": "それは次のいずれか：{}。",
    "an address": "アドレス",
    "yes or no": "真偽値",
    "a date": "日付",
    "a number": "数",
    "a year": "年",
    "a whole number": "整数",
    "a text without a language": "言語タグのない文字列",
    "a text with its language": "言語タグ付きの文字列",
    "an IRI": "IRI",
    "a literal": "リテラル",
    "a blank node": "空白ノード",
    "something without a name": "名前のないもの",
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


def say(english: str, **values: object) -> str:
    """Return what the interface says in the reader's language, its {places} filled with the values.

    What the table does not have is said in English.
    """
    text = JAPANESE.get(english, english) if language() == "ja" else english
    return text.format(**values) if values else text


def install(app: Flask) -> None:
    """Let the templates speak."""
    app.jinja_env.globals.update(say=say, tongue=language)
