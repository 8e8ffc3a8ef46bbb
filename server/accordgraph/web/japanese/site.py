"""What every page says, and the page of the checks, English to Japanese."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "Skip to the content": "本文へ移動",
    "Site": "サイト",
    "Query": "クエリ",
    "Language and colours": "言語と配色",
    "Dark": "ダーク",
    "Dark colours": "ダーク配色",
    "Light": "ライト",
    "Light colours": "ライト配色",
    "Auto": "自動",
    "Colours as the device has them": "端末の設定に合わせた配色",
    "More of this site": "このサイトのその他のページ",
    "Questions": "質問",
    "Shapes": "シェイプ",
    # About and contact.
    "About and contact": "このサイトと連絡先",
    "Accord Graph gathers what published sources say about international cooperation agreements. Curators state "
    "only what a source says, and every statement keeps the source and the paragraph it stands in.": (
        "Accord Graph は、国際協力協定について公刊された出典が述べることを集めたものです。編集者は出典が述べることだけを記述し、"
        "どの記述にも出典とその段落が付いています。"
    ),
    "Something is wrong or missing": "誤りや漏れを見つけたら",
    "Open the page of the thing. Each fact names who states it; its evidence names the paragraph.": (
        "対象のページを開いてください。どの事実にもそれを述べる出典が、その証拠には段落が示されています。"
    ),
    "Compare with the source. If the source itself is wrong, another source that contradicts it is needed: both are "
    "then kept, and a reasoned decision says which is believed.": (
        "出典と照らし合わせてください。出典自体が誤っている場合は、それと食い違う別の出典が必要です。双方を残したうえで、"
        "どちらを採るかを理由を付けて定めます。"
    ),
    "Propose the change where you got the project from: every fact is a line of a text file in data/. Name the "
    "address of the fact, and the paragraph.": (
        "プロジェクトの入手元で変更を提案してください。どの事実も data/ にあるテキストファイルの一行です。"
        "事実のアドレスと段落を添えてください。"
    ),
    "Contact": "連絡先",
    "There is no mailbox behind this page: questions and corrections go where you got the project from.": (
        "このページに連絡用のメールアドレスはありません。質問や訂正は、プロジェクトの入手元へお寄せください。"
    ),
    "Cite a version, so that others see what you saw:": "ほかの人が同じ内容を確かめられるよう、版を引用してください。",
    "Every thing has an address of its own that never changes; its page shows it. Cite it for a single fact.": (
        "どの対象にも変わることのない固有のアドレスがあり、そのページに示されています。個々の事実にはそれを引用してください。"
    ),
    "Privacy": "プライバシー",
    "Pages ask nothing of anybody else: no third party sees that you were here.": (
        "ページはほかのどこにも何も問い合わせません。訪問が第三者に知られることはありません。"
    ),
    "There are two cookies at most, and only if you choose a language or colours: each holds that choice, for a "
    "year.": "クッキーは多くて二つで、言語や配色を選んだときにその選択を一年間保存します。",
    "What you write into the query editor stays in your browser until you run it.": (
        "クエリエディターに書いた内容は、実行するまでブラウザの中にとどまります。"
    ),
    "The program logs no requests unless whoever runs this server has it do so; then without queries, unless they "
    "ask for these too.": (
        "プログラムは、サーバーの運営者がそう設定しない限りアクセスを記録しません。記録する場合も、特に設定しない限りクエリは含みません。"
    ),
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
    "What published sources say about international cooperation agreements. Every fact names the source that "
    "states it.": "国際協力協定について公刊された出典が述べること。どの事実にも、それを述べる出典が示されています。",
    "Dataset version {dataset}, program {program}.": "データセット {dataset} 版、プログラム {program} 版。",
    "Licence of the data:": "データのライセンス：",
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
}
