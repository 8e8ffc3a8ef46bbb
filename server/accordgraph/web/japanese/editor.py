"""What the scripts of the query page say, English to Japanese."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "1 row": "1 行",
    "{count} rows": "{count} 行",
    "Mistakes": "誤り",
    "Completions": "補完の候補",
    "Empty query": "空のクエリ",
    "Stopping …": "中止しています…",
    "Running …": "実行中…",
    "Answered in {time}.": "{time} で回答しました。",
    "1 row in {time}": "1 行、{time}",
    "{count} rows in {time}": "{count} 行、{time}",
    "Stopped after {time}.": "{time} 後に中止しました。",
    "The query was stopped.": "クエリは中止されました。",
    "The answer is too large to show": "回答が大きすぎて表示できません",
    "It has {size} or more. Add a LIMIT, or choose a format at “Answer as” and run the query to download it.": "{size} 以上あります。LIMIT を加えるか、「回答の形式」で形式を選んで実行し、ダウンロードしてください。",
    "The answer broke off": "回答が途中で切れました",
    "The connection ended after {size}, before the answer was whole, so nothing of it is shown. Your query is kept; run it again.": "{size} を受け取ったところで接続が切れ、回答がそろわなかったため表示していません。クエリは残っていますので、もう一度実行してください。",
    "This is no answer to the query": "クエリへの回答ではありません",
    "Something between you and the server answered in its place, such as the page on which a network asks you to log in. Your query is kept; run it again later.": "ネットワークのログイン画面など、途中の何かがサーバーの代わりに答えました。クエリは残っていますので、後でもう一度実行してください。",
    "The server does not answer": "サーバーが応答しません",
    "Are you connected to the network? Your query is kept; run it again later.": "ネットワークに接続していますか。クエリは残っていますので、後でもう一度実行してください。",
    "Try again in {wait} s.": "{wait} 秒後にもう一度お試しください。",
    "The query has a mistake in line {line}, column {column}": "クエリの {line} 行 {column} 列目に誤りがあります",
    "The query or its answer is too large": "クエリまたは回答が大きすぎます",
    "Ask for less: a shorter query, or a LIMIT.": "クエリを短くするか、LIMIT を加えてください。",
    "Too many of your queries run at once": "同時に実行しているクエリが多すぎます",
    "Wait until one of them has ended.": "どれかが終わるまでお待ちください。",
    "Your query is kept; run it again later.": "クエリは残っていますので、後でもう一度実行してください。",
    "The server is busy": "サーバーが混み合っています",
    "Add a LIMIT, name more of what you look for, or begin with fewer patterns.": "LIMIT を加える、探すものをより具体的に書く、パターンを減らすなどをお試しください。",
    "This link holds no query that can be read": "このリンクのクエリは読み取れません",
    "It may have been cut off or changed on its way. Ask whoever sent it for the whole link, which begins with {start}": "途中で切れたか、変わった可能性があります。{start} で始まる完全なリンクを送り主に確認してください。",
    "Forgotten; only the query on this page is left.": "消去しました。このページのクエリだけが残っています。",
    "{count} of {all} questions": "{all} 件中 {count} 件",
    "The link is copied. It holds the query itself; nothing is kept on the server.": "リンクをコピーしました。クエリそのものが含まれ、サーバーには何も保存されません。",
    "Copy the link. It holds the query itself; nothing is kept on the server.": "リンクをコピーしてください。クエリそのものが含まれ、サーバーには何も保存されません。",
}
