"""What is said of faults in queries, and what may help, English to Japanese: found as refusals are."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    # Where a query is wrong, and why.
    "Line {line}, column {column}: {what}": "{line} 行 {column} 列目：{what}",
    "The query is empty.": "クエリが空です。",
    "The query ends too early.": "クエリが途中で終わっています。",
    "The query is not valid.": "クエリが正しくありません。",
    "The query is not valid here, or just before.": "クエリのここ、またはすぐ前に誤りがあります。",
    "So long a query is not looked at more closely; find the fault in a shorter one.": "これほど長いクエリは詳しく調べません。"
    "短くして誤りを探してください。",
    "Unexpected {token}.": "ここに {token} は書けません。",
    "Unexpected {token}: no bracket that fits is open.": "{token} に対応する開き括弧がありません。",
    "The bracket {token} is never closed.": "括弧 {token} が閉じられていません。",
    "The prefix {prefix}: is not declared.": "接頭辞 {prefix}: が宣言されていません。",
    "Did you mean {nearest}: ? Otherwise add PREFIX {prefix}: <...> at the top.": "{nearest}: の誤りではありませんか。"
    "そうでなければ、先頭に PREFIX {prefix}: <...> を加えてください。",
    "Did you mean {nearest}: ? Then add PREFIX {prefix}: <{iri}> at the top.": "{nearest}: の誤りではありませんか。先頭に "
    "PREFIX {prefix}: <{iri}> を加えてください。",
    "Add PREFIX {prefix}: <{iri}> at the top.": "先頭に PREFIX {prefix}: <{iri}> を加えてください。",
    "Did you mean {word}?": "{word} の誤りではありませんか。",
    "A string begins here and never ends.": "ここで始まる文字列が閉じられていません。",
    'Close it, or escape quotes in it as \\".': '閉じるか、中の引用符を \\" と書いてください。',
    "The escape {escape} is none.": "{escape} というエスケープはありません。",
    r"A backslash itself is written \\ in a text.": r"文字列の中では、バックスラッシュそのものは \\ と書きます。",
    "An IRI begins here and has no end, or holds a character that no IRI may hold.": "ここで始まる IRI "
    "に終わりがないか、IRI に使えない文字があります。",
    "SELECT names a variable that has no value after grouping.": "SELECT に、グループ化の後では値のない変数があります。",
    "With GROUP BY or an aggregate, every selected variable must stand in GROUP BY or in an aggregate.": "GROUP BY "
    "や集計を使うときは、選ぶ変数をすべて GROUP BY か集計の中に書いてください。",
    "An expression in SELECT uses a variable that has no value after grouping.": "SELECT の式が、グループ化の後では値のない"
    "変数を使っています。",
    "With GROUP BY, use only grouped variables and aggregates in it.": "GROUP BY を使うときは、グループ化した変数と集計だけを"
    "使ってください。",
    "SELECT names a variable twice.": "SELECT に同じ変数が二度あります。",
    "SELECT gives a value to a variable that already has one.": "SELECT が、すでに値のある変数に値を与えています。",
    "BIND gives a value to a variable that already has one.": "BIND が、すでに値のある変数に値を与えています。",
    "Leave it out here, or use another name.": "ここから除くか、別の名前にしてください。",
    "An aggregate stands within another one.": "集計の中に別の集計があります。",
    "Write a SELECT with the inner one into the pattern.": "内側の集計は、パターンの中の SELECT に書いてください。",
    "Use a new name after AS.": "AS の後には新しい名前を使ってください。",
    "SELECT * cannot be used with GROUP BY.": "SELECT * は GROUP BY と一緒には使えません。",
    "Name the variables.": "変数を一つずつ書いてください。",
    "A row of VALUES has more or fewer values than there are variables.": "VALUES の行の値の数が、変数の数と合いません。",
    "Use UNDEF for none.": "値のないところには UNDEF と書いてください。",
    "VALUES names a variable twice.": "VALUES に同じ変数が二度あります。",
    "An aggregate such as COUNT cannot stand here.": "COUNT などの集計はここに書けません。",
    "Use it in SELECT, HAVING or ORDER BY.": "SELECT、HAVING、ORDER BY の中で使ってください。",
    "The engine groups in SELECT alone.": "グループ化できるのは SELECT だけです。",
    "Write a SELECT with its GROUP BY into the pattern.": "パターンの中に、GROUP BY の付いた SELECT を書いてください。",
    "This is not a valid IRI.": "これは正しい IRI ではありません。",
    "What cannot stand there in an IRI is percent-encoded, such as [ as %5B.": "IRI のその位置に書けない文字は、[ を %5B とするように"
    "パーセント符号化してください。",
    "A language tag ends with a direction that is neither --ltr nor --rtl.": "言語タグの末尾の向きが --ltr でも --rtl でもありません。",
    "This is not a language tag.": "これは言語タグではありません。",
    "A blank node's label stands in two separate patterns.": "空白ノードの名前が、離れた二つのパターンで使われています。",
    "Use a variable.": "変数を使ってください。",
    "This variable already has a value.": "この変数にはすでに値があります。",
    "The bracket {bracket} in line {line}, column {column}, is still open.": "{line} 行 {column} 列目の括弧 {bracket} が"
    "まだ閉じられていません。",
    # What may help there.
    "An IRI stands in angle brackets.": "IRI は山括弧 <> で囲んでください。",
    "It is a byte order mark: save the query without one.": "これはバイト順マークです。なしで保存してください。",
    "It is a wide space, or another one of a word processor: write an ordinary space.": "これは全角などの空白です。"
    "半角の空白にしてください。",
    "Several variables of VALUES stand in brackets, and so does each row of values.": "VALUES の変数が二つ以上あるときは、"
    "変数も値の行も括弧で囲んでください。",
    "An expression with its name stands in brackets: (?s AS ?x).": "名前を付ける式は (?s AS ?x) のように括弧で囲んでください。",
    "Write {sign} instead.": "代わりに {sign} と書いてください。",
    "Write {sign} instead of {other}.": "{other} ではなく {sign} と書いてください。",
    "The engine reads no character beyond U+FFFF in a name; in an IRI in angle brackets it does.": "名前に U+FFFF より後の文字は"
    "使えません。山括弧で囲んだ IRI には使えます。",
    "That is Turtle: write PREFIX without @ and full stop.": "これは Turtle の書き方です。@ とピリオドを付けずに PREFIX と"
    "書いてください。",
    "A query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, behind any PREFIX lines.": "クエリは、PREFIX の行の後、SELECT、"
    "ASK、CONSTRUCT、DESCRIBE のどれかで始まります。",
    "A prefix ends with a colon, and its IRI stands in angle brackets.": "接頭辞の末尾にはコロンを付け、IRI は山括弧で囲んで"
    "ください。",
    "Write it in brackets and with a name, such as (COUNT(*) AS ?n).": "(COUNT(*) AS ?n) のように、括弧で囲んで名前を付けて"
    "ください。",
    "SELECT, GROUP BY and ORDER BY take variables without commas.": "SELECT、GROUP BY、ORDER BY の変数はコンマで区切りません。",
    "SELECT takes * or variables, not both.": "SELECT の後には、* か変数のどちらか一方を書きます。",
    "Behind the braces of their pattern stand GROUP BY, HAVING, ORDER BY, LIMIT and OFFSET, each once.": "GROUP BY、HAVING、ORDER BY、LIMIT と OFFSET は、この順に、パターンの波括弧の後に一度だけ書けます。",
    "A number has no commas.": "数にコンマは付けません。",
    "What is left of a division by 2 is ?x - 2 * FLOOR(?x / 2).": (
        "2 で割った余りは ?x - 2 * FLOOR(?x / 2) です。"
    ),
    "The whole condition stands in the brackets of one FILTER.": "条件は全体を一つの FILTER の括弧の中に書きます。",
    "A path is repeated by *, + or ?.": "パスの繰り返しは *、+、? で表します。",
    "The values of one variable stand without brackets.": "変数が一つのとき、値は括弧で囲みません。",
    "A blank node stands in triples alone: use a variable.": "空白ノードはトリプルの中にだけ書けます。変数を使ってください。",
    'A quote within a text is written \\".': '文字列の中の引用符は \\" と書きます。',
    "SPARQL has no function of this name.": "この名前の関数は SPARQL にありません。",
    "Name variables behind SELECT, or write *.": "SELECT の後に変数を並べるか、* と書いてください。",
    "A graph's IRI stands in angle brackets, or has a declared prefix.": "グラフの IRI は山括弧で囲むか、宣言した接頭辞で"
    "書いてください。",
    "Here stands a whole number, 0 or more.": "ここには 0 以上の整数を書きます。",
    "Write GROUP BY and ORDER BY in two words.": "GROUP BY、ORDER BY と二語で書いてください。",
    "ASC and DESC stand before what they sort by, in brackets: DESC(?x).": "ASC と DESC は、DESC(?x) のように、括弧で囲んだ"
    "並べ替えの対象の前に書きます。",
    "How many rows to pass over is said by OFFSET: LIMIT 20 OFFSET 10.": "読み飛ばす行数は、LIMIT 20 OFFSET 10 のように OFFSET で"
    "指定します。",
    "The number of rows stands at the end: LIMIT 10.": "行数は、末尾に LIMIT 10 のように書きます。",
    "One request asks one query, and no semicolon ends it.": "一度に送れるクエリは一つで、末尾にセミコロンは付けません。",
    "The order is FROM, WHERE, GROUP BY, HAVING, ORDER BY, LIMIT and OFFSET, VALUES, each once.": "順序は FROM、WHERE、"
    "GROUP BY、HAVING、ORDER BY、LIMIT と OFFSET、VALUES で、それぞれ一度だけ書けます。",
    "The condition stands in brackets.": "条件は括弧で囲んでください。",
    "It is written BIND(expression AS ?name).": "BIND(式 AS ?名前) と書きます。",
    "A pattern in braces follows here.": "ここには波括弧で囲んだパターンを書きます。",
    "GRAPH names a graph, by an IRI or a variable, before the pattern in braces.": "GRAPH の後には、IRI か変数でグラフを書き、"
    "続けて波括弧で囲んだパターンを書きます。",
    "VALUES holds IRIs and literals, not variables; UNDEF stands for none.": "VALUES に書けるのは IRI とリテラルで、変数は"
    "書けません。値のないところには UNDEF と書きます。",
    'The separator is given as in GROUP_CONCAT(?x; SEPARATOR=", ").': "文字列の区切りは "
    'GROUP_CONCAT(?x; SEPARATOR=", ") のように指定します。',
    "IN has its values in brackets: ?x IN (1, 2).": "IN の値は ?x IN (1, 2) のように括弧で囲んでください。",
    "A path is made of IRIs, not of variables.": "パスに書けるのは IRI で、変数は書けません。",
    "Is AS missing before it, or an operator?": "前に AS か演算子が抜けていませんか。",
    "Is a comma missing before it, or an operator?": "前にコンマか演算子が抜けていませんか。",
    "Too few values are given here.": "ここに渡す値が足りません。",
    "What is computed gets a name: (expression AS ?name).": "計算した値には (式 AS ?名前) のように名前を付けてください。",
    "A variable follows AS: its name begins with ?.": "AS の後には、? で始まる変数を書きます。",
    "Not is written !.": "「でない」は ! と書きます。",
    "Write CONTAINS(text, part) or REGEX(text, pattern).": "CONTAINS(文字列, 部分) か REGEX(文字列, パターン) と書いてください。",
    "CONSTRUCT WHERE takes triples alone; for more, triples in braces stand before WHERE.": "CONSTRUCT WHERE に書けるのは"
    "トリプルだけです。ほかも書くには、WHERE の前に波括弧で囲んだトリプルを書きます。",
    "CONSTRUCT makes triples, and other patterns stand behind WHERE.": "CONSTRUCT の中に書けるのはトリプルだけで、ほかのパターンは "
    "WHERE の後に書きます。",
    "And is written &&.": "「かつ」は && と書きます。",
    "Or is written ||.": "「または」は || と書きます。",
    "Equality is written with one =.": "等号は = を一つだけ書きます。",
    "Not equal is written !=, at most <=, at least >=.": "「等しくない」は !=、「以下」は <=、「以上」は >= と書きます。",
    "An aggregate takes one value; COUNT(DISTINCT *) counts rows.": "集計関数が取る値は一つです。行を数えるには COUNT(DISTINCT *) "
    "と書きます。",
    "ORDER BY and GROUP BY name variables, or expressions in brackets, not columns by their number.": "ORDER BY と GROUP BY "
    "には、列の番号ではなく、変数か、括弧で囲んだ式を書きます。",
    "UNION stands between two patterns, each in braces.": "UNION は、それぞれ波括弧で囲んだ二つのパターンの間に書きます。",
    "A query within a pattern stands in braces of its own.": "パターンの中のクエリは、それだけを波括弧で囲みます。",
    "A predicate is an IRI or a variable; before another object stands a comma.": "述語は IRI か変数です。"
    "目的語を並べるときは、間にコンマを置きます。",
    "A predicate is an IRI or a variable.": "述語は IRI か変数です。",
    "Is a full stop or a semicolon missing before it?": "前にピリオドかセミコロンが抜けていませんか。",
    "A variable's name has letters, digits and _ only.": "変数の名前に使えるのは文字、数字、_ だけです。",
    "A variable's name is missing.": "変数の名前がありません。",
    "A variable's name begins with ?.": "変数の名前は ? で始めます。",
    "A variable's name begins with ?, and an IRI stands in angle brackets.": "変数の名前は ? で始め、IRI は山括弧で囲みます。",
    'A language tag is written as in "text"@en.': '言語タグは "text"@en のように書きます。',
    "Is the triple before it complete, with subject, predicate and object?": "前のトリプルに、主語、述語、目的語がそろって"
    "いますか。",
    "A value or a condition is missing before it.": "前に値か条件が抜けています。",
    "This function takes no value.": "この関数は値を取りません。",
    "Too many values are given here.": "ここに渡す値が多すぎます。",
    "What a function takes stands in brackets, as in STRLEN(?x).": "関数に渡す値は、STRLEN(?x) のように括弧で囲みます。",
    "A text, such as a pattern, stands in quotes.": "パターンなどの文字列は引用符で囲みます。",
    "Variables stand between VALUES and the braces.": "VALUES と波括弧の間に変数を書きます。",
    "Is VALUES or GRAPH missing before the variable?": "変数の前に VALUES か GRAPH が抜けていませんか。",
    "Is FILTER or BIND missing before the bracket?": "括弧の前に FILTER か BIND が抜けていませんか。",
    "Behind a comma stands another object.": "コンマの後には、次の目的語を書きます。",
    "Variables alone stand behind SELECT without brackets.": "SELECT の後に変数だけを並べるときは、括弧で囲みません。",
    "Write BOUND(?x), or !BOUND(?x).": "BOUND(?x) か !BOUND(?x) と書いてください。",
    "Write two comparisons: ?x >= 1 && ?x <= 2.": "?x >= 1 && ?x <= 2 のように、二つの比較で書いてください。",
    "Write IF(condition, value, other value).": "IF(条件, 値, それ以外の値) と書いてください。",
    "Triples in the same braces are joined without a word between them.": "同じ波括弧の中のトリプルは、間に何も書かなくても"
    "結合されます。",
    "EXISTS and NOT EXISTS stand behind FILTER.": "EXISTS と NOT EXISTS は FILTER の後に書きます。",
    'A date is written as in "2024-12-31"^^xsd:date.': '日付は "2024-12-31"^^xsd:date のように書きます。',
    'A type is written as in "1"^^xsd:integer.': '型は "1"^^xsd:integer のように書きます。',
    "This a, for rdf:type, is a small letter.": "rdf:type を表す a は小文字で書きます。",
    r"A slash in such a name is written \/, or the whole IRI stands in angle brackets.": r"接頭辞の付いた名前の中のスラッシュは \/ と"
    "書くか、IRI 全体を山括弧で囲んでください。",
    "A comment begins with #.": "コメントは # で始めます。",
    "Braces follow the variable of VALUES, and hold its values.": "VALUES の変数の後には、値を波括弧で囲んで書きます。",
    "What VALUES names and holds stands without commas.": "VALUES の変数や値は、コンマで区切りません。",
    "It stands within the braces.": "波括弧の中に書きます。",
    "DESCRIBE takes IRIs in angle brackets, names with a prefix, and variables.": "DESCRIBE の後には、山括弧で囲んだ IRI、"
    "接頭辞の付いた名前、変数を書きます。",
    "That is HTML: write < for &lt; and > for &gt;.": "これは HTML の書き方です。&lt; は <、&gt; は > と書いてください。",
    "The query is percent-encoded once too often.": "クエリのパーセント符号化が一度余計です。",
    "PREFIX and BASE lines stand before all else.": "PREFIX と BASE の行は、ほかのすべてより前に書きます。",
    "PREFIX lines and queries end without a semicolon or a full stop.": "PREFIX の行やクエリの末尾に、セミコロンやピリオドは"
    "付けません。",
    "It is a character that nobody sees: delete it.": "これは目に見えない文字です。削除してください。",
    "The query ends before it, and nothing may follow.": "クエリはこの前で終わっていて、後には何も書けません。",
    "A name needs a prefix, as in rdfs:label; a variable begins with ?, and a text stands in quotes.": "名前には rdfs:label "
    "のように接頭辞が要ります。変数は ? で始め、文字列は引用符で囲みます。",
}
