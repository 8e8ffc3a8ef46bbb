"""What errors are called, and where they lead."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "To the first page": "最初のページへ",
    "Search for “{words}”": "「{words}」を検索",
    # HTTP's own names.
    "Bad Request": "不正なリクエスト",
    "Forbidden": "許可されていません",
    "Not Found": "見つかりません",
    "Method Not Allowed": "このメソッドは使えません",
    "Not Acceptable": "求められた形式がありません",
    "Request Timeout": "リクエストが時間内に届きませんでした",
    "Gone": "取り下げられました",
    "Precondition Failed": "前提条件を満たしません",
    "Content Too Large": "リクエストが大きすぎます",
    "URI Too Long": "アドレスが長すぎます",
    "Unsupported Media Type": "対応していないメディアタイプ",
    "Range Not Satisfiable": "範囲が正しくありません",
    "Too Many Requests": "リクエストが多すぎます",
    "Request Header Fields Too Large": "ヘッダーが大きすぎます",
    "Internal Server Error": "サーバーのエラー",
    "Not Implemented": "対応していません",
    "HTTP Version Not Supported": "対応していない HTTP のバージョンです",
    "Service Unavailable": "現在応答できません",
    # Queries without an answer.
    "The query could not be answered": "クエリに回答できませんでした",
    "The query is not valid SPARQL": "SPARQLとして正しくないクエリです",
    "A graph is not named by an absolute IRI": "グラフの名前が絶対IRIではありません",
    "The query is nested too deeply": "クエリの入れ子が深すぎます",
    "The query uses something that is not supported": "対応していない機能を使うクエリです",
    "SERVICE is not allowed": "SERVICEは使えません",
    "Updates are not allowed": "更新はできません",
    "No acceptable format": "求められた形式がありません",
    "The format cannot hold the answer": "この形式では回答を表せません",
    "The query needs too much memory": "クエリに必要なメモリーが多すぎます",
    "Too many queries are waiting": "待機中のクエリが多すぎます",
    "Too many requests at once": "同時のリクエストが多すぎます",
    "The query was stopped": "クエリは停止されました",
    "The data is damaged": "データが壊れています",
    "The query's process ended unexpectedly": "クエリのプロセスが予期せず終了しました",
    "Queries cannot be answered now": "現在クエリに回答できません",
    "The query took too long": "クエリに時間がかかりすぎました",
    "The answer is too large": "回答が大きすぎます",
    "The engine behind the server failed": "サーバーの背後のエンジンに障害があります",
    "The engine behind the server did not answer in time": "サーバーの背後のエンジンが時間内に応答しませんでした",
}
