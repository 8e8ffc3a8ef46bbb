"""What every page says, and the page of the checks, English to Japanese."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
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
}
