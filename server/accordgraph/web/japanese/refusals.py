"""What refusals say, English to Japanese: whole sentences, found by their form, since they are made before
anybody knows who reads them."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    # What a query may not do, or what it takes too much of.
    "{verb} is an update, and this endpoint only answers queries: nothing can be changed through it. The data "
    "comes from files; ask with SELECT, ASK, CONSTRUCT or DESCRIBE.": "{verb} は更新です。このエンドポイントはクエリに答えるだけで、"
    "何も変更できません。データはファイルから作られます。SELECT、ASK、CONSTRUCT、DESCRIBE を使ってください。",
    "This endpoint answers queries; nothing can be changed through it.": "このエンドポイントはクエリに答えるだけで、何も変更できません。",
    "SERVICE calls another endpoint, and queries here never reach the network.": "SERVICE はほかのエンドポイントを呼びますが、"
    "ここのクエリはネットワークに接続しません。",
    "Ask the other endpoint yourself and join the answers.": "ほかのエンドポイントには別に問い合わせ、回答を手元で結合してください。",
    "The query took longer than the {limit} s that one query may take; it was stopped. Ask for less, or load a dump "
    "and ask there.": "クエリは、一つのクエリに許される {limit} 秒を超えたため中止されました。求める量を減らすか、"
    "ダンプを読み込んで手元で問い合わせてください。",
    "The query needs more than the {memory} MiB that one query may use; it was stopped. Ask for less: add FILTERs or "
    "a LIMIT, and avoid ORDER BY or DISTINCT on large results.": "クエリは、一つのクエリに許される {memory} MiB を超えるメモリーを"
    "必要としたため中止されました。FILTER や LIMIT を加え、大きな結果への ORDER BY や DISTINCT を避けてください。",
    "The query is nested more deeply than the engine can follow; it was stopped. Use fewer nested brackets, UNIONs "
    "or path steps.": "クエリの入れ子が深すぎて処理できず、中止されました。括弧、UNION、パスの段を減らしてください。",
    "The query sorts values of several types, such as numbers and texts, that the engine cannot put in one order; it "
    "was stopped. Sort them by type first: ORDER BY DATATYPE(?x) ?x.": "数とテキストなど、型の異なる値を一つの順に並べられないため、"
    "クエリは中止されました。先に型で並べてください: ORDER BY DATATYPE(?x) ?x",
    "The process that ran the query was killed from outside; the machine may be short of memory. It has been "
    "replaced: ask again.": "クエリのプロセスが外から止められました。機械のメモリーが足りないのかもしれません。"
    "新しいプロセスに替わりましたので、もう一度実行してください。",
    "The process that ran the query ended unexpectedly. It has been replaced: ask again.": "クエリのプロセスが予期せず終了しました。"
    "新しいプロセスに替わりましたので、もう一度実行してください。",
    "The process that ran the query ended as it answered. Ask again.": "クエリのプロセスが回答中に終了しました。もう一度実行してください。",
    "The query was stopped, as whoever asked it wished.": "クエリは、求めに応じて中止されました。",
    "The server is stopping. Ask again in a moment.": "サーバーは停止するところです。しばらくしてからもう一度お試しください。",
    "The server is stopping, or has just taken new data. Ask again.": "サーバーは停止中か、新しいデータに替わったところです。"
    "もう一度実行してください。",
    "No place was free for this query within {seconds} s. Try again in a moment.": "{seconds} 秒のうちに"
    "このクエリの順番が来ませんでした。少し待ってからもう一度お試しください。",
    "{number} queries are waiting already. Try again in a moment.": "すでに {number} 個のクエリが待っています。"
    "少し待ってからもう一度お試しください。",
    "{number} {work} are at work already. Try again in a moment.": "すでに {number} 個（{work}）を処理しています。"
    "少し待ってからもう一度お試しください。",
    "With this, all {work} would have {number} bytes together, and there is room for {most}. Try again in a moment.": "これを加えると、"
    "処理中の要求（{work}）の大きさが合わせて {number} バイトとなり、上限の {most} バイトを超えます。少し待ってからもう一度お試しください。",
    "With this, the {work} of your address would have {number} bytes together, and those of one may have {most}. Wait until one has "
    "ended.": "これを加えると、このアドレスからの要求（{work}）の大きさが合わせて {number} バイトとなり、上限の {most} バイトを超えます。"
    "どれかが終わるまでお待ちください。",
    "Your address has {number} {work} at work already, as many as one may have. Wait until one has ended.": "このアドレスからの"
    "要求（{work}）を、すでに上限の {number} 個処理しています。どれかが終わるまでお待ちください。",
    "{name} is not an absolute IRI, so it cannot name a graph.": "{name} は絶対 IRI ではないため、グラフの名前になりません。",
    "RDF/XML cannot hold the predicate <{iri}>: it does not end with a name that RDF/XML can use.": "RDF/XML では述語 <{iri}> を"
    "表せません。末尾が RDF/XML で使える名前ではありません。",
    "{format} cannot hold the character {code}, which a value has.": "{format} では、値にある文字 {code} を表せません。",
    "JSON-LD cannot hold a triple as a value.": "JSON-LD では、値としてのトリプルを表せません。",
    "It can be had as {names}.": "使える形式：{names}。",
    "The function <{iri}> is not supported.": "関数 <{iri}> は使えません。",
    "Use functions of SPARQL itself, such as CONTAINS.": "CONTAINS など、SPARQL の関数を使ってください。",
    "The engine cannot answer this query: {why}.": "エンジンはこのクエリに答えられません：{why}",
    "The engine could not read its data while it answered. Ask again.": "回答中にデータを読めませんでした。もう一度実行してください。",
    "A file that the answer needs cannot be read now.": "回答に必要なファイルを今は読めません。",
    "The engine could not read its data, which is damaged; it has to be built anew.": "データが壊れていて読めません。作り直す必要があります。",
    "The query answers with {form}, and none of the formats asked for fits. It can be had as: {names}.": "このクエリの答え（{form}）を"
    "表せる形式が求められていません。使える形式：{names}",
    "This can be had as {names}; none of them is accepted.": "使える形式は {names} ですが、どれも求められていません。",
    # Requests that cannot be understood.
    "There is no query: send it as the parameter query.": "クエリがありません。パラメーター query で送ってください。",
    "There is no query: send it as the parameter query, not as {name}.": "クエリがありません。{name} ではなく、パラメーター query で"
    "送ってください。",
    "A request names the server that it is for: in one Host header, and in an address that begins with a scheme.": "リクエストには、"
    "宛先のサーバー名を示す Host ヘッダーが一つ必要です。スキームで始まるアドレスにも、サーバー名が必要です。",
    "Send the query as {form} (query=...) or as {direct}, not as {sent}.": "クエリは {form}（query=...）か {direct} として"
    "送ってください。{sent} では受け取れません。",
    "Send the body as it is, not as {coding}.": "本文は {coding} にせず、そのまま送ってください。",
    "Send the body in UTF-8, not in {charset}.": "本文は {charset} ではなく UTF-8 で送ってください。",
    "If-Match names another representation than the current one, whose tag an ETag tells.": "If-Match が示すのは現在の表現では"
    "ありません。現在のタグは ETag が示します。",
    "A request asks one query; this one has {number}.": "一度に送れるクエリは一つですが、{number} 個あります。",
    "There is no format {name}; there are {names}.": "{name} という形式はありません。使える形式：{names}",
    "There is no format .{name}; there are {names}.": ".{name} という形式はありません。使える形式：{names}",
    "The {where} holds bytes that are not UTF-8.": "要求（{where}）に UTF-8 でないバイトがあります。",
    "The {where} is not UTF-8: byte {number} is wrong.": "要求（{where}）が UTF-8 ではありません。{number} バイト目に誤りがあります。",
    "The {where} has more than {number} parameters.": "要求（{where}）のパラメーターが {number} 個を超えています。",
    "The body broke off after {taken} bytes: {why}.": "本文が {taken} バイトで途切れました：{why}",
    "The body did not arrive within {seconds} s.": "本文が {seconds} 秒以内に届きませんでした。",
    "A body may have {number} bytes here.": "本文は {number} バイトまでです。",
    "A body has a length, or it comes in the chunks of HTTP/1.1.": "本文は、長さを示して送るか、HTTP/1.1 の chunked で"
    "送ってください。",
    "A body has one length: a number.": "本文の長さは、一つの数で示してください。",
    "A body may come in chunks here, and not otherwise encoded for its way.": "本文の転送符号化に使えるのは chunked だけです。",
    "An address may have {number} bytes. Send a longer query by POST or QUERY.": "アドレスは {number} バイトまでです。"
    "長いクエリは POST か QUERY で送ってください。",
    "The headers of a request may have {number} bytes together.": "リクエストのヘッダーは合わせて {number} バイトまでです。",
    "A request may have {number} headers.": "リクエストのヘッダーは {number} 個までです。",
    "The request's head did not arrive in time.": "リクエストの先頭部分が時間内に届きませんでした。",
    "This is no request in HTTP/1.1: {why}.": "HTTP/1.1 のリクエストではありません：{why}",
    "This server speaks HTTP/1.1.": "このサーバーが話すのは HTTP/1.1 です。",
    "This server knows no such method.": "このサーバーにそのメソッドはありません。",
    "This server is no proxy.": "このサーバーはプロキシーではありません。",
    "There is no method {method}; methods are written in capital letters.": "{method} というメソッドはありません。"
    "メソッドは大文字で書きます。",
    "So long a query can neither write characters as escapes nor end lines without a line feed.": "これほど長いクエリでは、"
    "文字をエスケープで書くことも、行を LF なしで終えることもできません。",
    "So long a query cannot call functions by IRIs, nor have comments behind IRIs and names.": "これほど長いクエリでは、"
    "関数を IRI で呼び出すことも、IRI や名前の後にコメントを書くこともできません。",
    "So long a query cannot have prefixes with SERVICE, SILENT or GRAPH in them.": "これほど長いクエリでは、SERVICE、"
    "SILENT、GRAPH を含む接頭辞を使えません。",
    "So long a query cannot look into graphs by GRAPH; name them in the request.": "これほど長いクエリでは GRAPH を"
    "使えません。グラフはリクエストで指定してください。",
    "A Query-Id is what stops a query, so nobody must guess it: send {shortest} to {longest} random characters of A-Z, a-z, "
    "0-9, - and _ (128 bits or more).": "Query-Id があればクエリを止められるので、推測できないものにしてください。A-Z、a-z、0-9、"
    "-、_ からなる無作為な {shortest} 字から {longest} 字（128 ビット以上）を送ってください。",
    "A query with this Query-Id runs already; each query needs its own.": "この Query-Id のクエリはすでに実行中です。クエリごとに"
    "別の Query-Id が必要です。",
    "No query with this id waits or runs.": "この ID のクエリは、待機中にも実行中にもありません。",
    "A query process did not start within {seconds} s.": "クエリのプロセスが {seconds} 秒以内に起動しませんでした。",
    "No query process has answered within {seconds} s.": "どのクエリのプロセスも {seconds} 秒以内に応答しませんでした。",
    "No query process can be started: {reason}.": "クエリのプロセスを起動できません：{reason}。",
    "No more query processes are started.": "クエリのプロセスは、もう起動されません。",
    "The program on disk is another one than when the server was started. Start the server anew.": "サーバーの起動後に"
    "プログラムが入れ替わっています。サーバーを起動し直してください。",
    "There are {size} bytes; none of them is in the range asked for.": "全部で {size} バイトで、求められた範囲には"
    "何もありません。",
    "There is nothing at addresses that begin with two slashes.": "スラッシュ二つで始まるアドレスには何もありません。",
    "There is nothing at {path}.": "{path} には何もありません。",
    "{path} does not answer {method}, but {others}.": "{path} は {method} に答えません。使えるメソッド：{others}",
    "There is no page {page}; the last one is {last}.": "{page} ページはありません。最後は {last} ページです。",
    "page={given} is no page; pages are numbered from 1.": "page={given} はページではありません。ページは 1 から始まります。",
    "There is no question {name}; /questions/ lists all.": "{name} という質問はありません。/questions/ にすべての質問があります。",
    "There is no such parameter of a question {name}; /openapi.json lists all.": "{name} という質問に、そのパラメーターは"
    "ありません。/openapi.json にすべてがあります。",
    "There is no version {version} of the context; the current one is {current}.": "コンテキストに {version} 版はありません。"
    "現在の版は {current} です。",
    "There is no {part}; {sitemap} lists the sitemap's parts.": "{part} はありません。{sitemap} にサイトマップのすべての部分が"
    "あります。",
    "Send JSON such as {example}, with {number} IRIs at most.": "{example} のような JSON を、IRI は {number} 個までで送ってください。",
    "Nobody is named: data/dataset.ttl does not say on which day the dataset was last changed.": "連絡先は示せません。データセットの"
    "最終更新日が data/dataset.ttl にありません。",
    "There are too many rows to write them with names. Choose a value for a parameter, or put the question's query "
    "to /sparql, which gives all rows.": "行が多すぎて、名前を付けて書き出せません。パラメーターの値を選ぶか、質問のクエリを "
    "/sparql に送ってください。すべての行が得られます。",
    "The graph says nothing about <{iri}>, and never did: what is withdrawn leaves a word.": "グラフは <{iri}> について"
    "何も述べていません。取り下げられたものなら、その旨が残ります。",
    "The graph says nothing about <{iri}>: names of things are of lower-case letters, digits and "
    "hyphens, and only documents, below /doc/, have endings such as .ttl.": "グラフは <{iri}> について何も述べていません。"
    "名前は小文字、数字、ハイフンからなり、.ttl などの拡張子が付くのは /doc/ の下の文書だけです。",
    "There is no kind of thing called {kind}; the kinds are {kinds}.": "{kind} という種類はありません。種類：{kinds}",
    "There is no graph <{iri}>; the dataset's page lists all graphs.": "グラフ <{iri}> はありません。"
    "データセットのページにすべてのグラフがあります。",
    "No source called {slug} states anything.": "{slug} という出典はありません。",
    "There is no source called {slug}.": "{slug} という出典はありません。",
    "Nothing has {value} for its {facet}.": "{facet}が {value} のものはありません。",
    "There is no kind {kind}; the kinds are {kinds}.": "{kind} という種類はありません。種類：{kinds}",
    "There is no kind of thing called {kind}, or no thing called {slug}.": "{kind} という種類がないか、"
    "{slug} という対象がありません。",
    "The graph says nothing about <{iri}>, and never did.": "グラフは <{iri}> について何も述べておらず、"
    "これまでにも述べていません。",
    "One can browse by {facets}, not by {other}.": "一覧は{facets}の別に見られますが、{other} の別には見られません。",
    "kind": "種類",
    "country": "国",
    "field": "研究分野",
    "year": "年",
    "funder": "資金提供者",
    "There is no citation .{form}; there are {forms}.": ".{form} という引用形式はありません。使える形式：{forms}",
    "Version {version} of the {what} is not here; the current one is {current}.": "{what}の {version} 版は"
    "ここにありません。現在の版は {current} です。",
    "dataset": "データセット",
    "ontology": "オントロジー",
    "There is no dump {name} of version {version}; the list is at dumps/.": "{version} 版に {name} というファイルは"
    "ありません。一覧は dumps/ にあります。",
    "There is no version {name} of the dumps; there are {known}.": "ダウンロード用ファイルに {name} 版はありません。"
    "ある版：{known}",
    "Of a version {version} nothing is known; /history lists those that are.": "{version} 版については何も分かりません。"
    "知られている版は /history にあります。",
    "There is no problem type {kind}.": "{kind} という種類のエラーはありません。",
    "This snapshot was built by an older program and has no such index yet.": "このスナップショットは古いプログラムで"
    "作られたもので、この索引がまだありません。",
    "Nothing of this kind points there in this way.": "この種類のものは、そこをそのようには指していません。",
    "to={given} is none of {offered}.": "to={given} は選べません。選べるもの：{offered}",
    "The way back is a path of this site, without a slash before it.": "戻り先には、このサイトのパスを先頭のスラッシュなしで"
    "指定してください。",
    "limit={given} will not do; it is a number from 1 to {most}.": "limit={given} は使えません。1 から {most} までの数を"
    "指定してください。",
    "There is no feed: data/dataset.ttl does not say on which day it was last changed.": "フィードはありません。"
    "data/dataset.ttl に最終変更日がないためです。",
    # The engine behind the server.
    "The engine cannot be reached.": "エンジンに接続できません。",
    "The engine takes no connection within {seconds} s.": "エンジンが {seconds} 秒以内に接続を受け付けません。",
    "The engine closed the connection without an answer.": "エンジンが回答せずに接続を閉じました。",
    "The engine has not answered within {seconds} s.": "エンジンが {seconds} 秒以内に応答しませんでした。",
    "The engine says that it takes too long.": "エンジンによると時間がかかりすぎます。",
    "The engine has too much to do.": "エンジンが混み合っています。",
    "The engine's answer broke off, or is no HTTP.": "エンジンの回答が途切れたか、HTTP として正しくありません。",
    "The engine's answer breaks off, or is malformed.": "エンジンの回答が途切れているか、形式が正しくありません。",
    "The engine answered {type} where {wanted} was asked for.": "{wanted} を求めましたが、エンジンは {type} で答えました。",
    "The engine does not say where its answer ends, so half of it may be missing.": "エンジンが回答の終わりを示さないため、"
    "一部が欠けている可能性があります。",
    "The engine refuses this server's login (status {status}).": "エンジンがこのサーバーのログインを拒否しました（状態 {status}）。",
    "The engine does not allow that without a login (status {status}).": "エンジンはログインなしでは許可しません（状態 {status}）。",
    "The engine answered with status {status}.": "エンジンが状態 {status} で答えました。",
    "The engine refuses the query: “{reason}”.": "エンジンがクエリを拒否しました：「{reason}」",
    "In this engine, a SELECT within “GRAPH ?g” is not held to the graphs of the dataset. Put GRAPH into that SELECT "
    "instead.": "このエンジンでは「GRAPH ?g」の中の SELECT がデータセットのグラフに限られません。GRAPH をその SELECT の中に書いてください。",
    "It cannot be told for certain which graphs and endpoints the query names. Put a space on both sides of GRAPH, FROM, "
    "NAMED, SELECT and SERVICE, and nothing but letters and digits into names.": "クエリがどのグラフやエンドポイントを指すのか"
    "確実には分かりません。GRAPH、FROM、NAMED、SELECT、SERVICE の前後に空白を置き、名前には文字と数字だけを使ってください。",
    "The data was exchanged at this moment. Try again in a moment.": "ちょうど今、データが入れ替わりました。"
    "しばらくしてからもう一度お試しください。",
    "The engine holds {its}, this server {ours}.": "エンジンのデータは {its}、このサーバーのデータは {ours} です。",
    "The answer is longer than the {size} MiB that one answer may have.": "回答が一回の上限の {size} MiB を超えています。",
    "The engine gives {number} rows at most, and there may be more.": "エンジンが返すのは最大 {number} 行で、続きがあるかもしれません。",
    "The engine's certificate is not trusted: “{reason}”.": "エンジンの証明書を信頼できません：「{reason}」",
    "Ask for less: add a LIMIT, or load a dump and ask there.": "LIMIT を加えて求める量を減らすか、ダンプを読み込んで手元で"
    "実行してください。",
}
