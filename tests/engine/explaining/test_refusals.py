"""What is wrong with a query, in plain words and at the right place; and what is refused by name."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest

from accordgraph.engine.errors import (
    EngineError,
    QuerySyntaxError,
    QueryUnsupported,
    ServiceRefused,
    UpdateRefused,
)
from accordgraph.engine.explaining.clauses import Clauses
from accordgraph.engine.explaining.names import undeclared
from accordgraph.engine.explaining.plain import plain
from accordgraph.engine.forbidden import refuse
from accordgraph.engine.query import Query, Wish
from accordgraph.graph.names import Names
from accordgraph.graph.prefixes import PREFIXES, of_kinds
from accordgraph.graph.reading.tokens import tokens
from growth import is_linear
from servers import eventually, processor

from ..conftest import BASE, Pool

#: Query -> line, column, message, part of the hint ("" for none).
FAULTS = [
    ("", 1, 1, "The query is empty.", ""),
    ("FOO", 1, 1, "Unexpected 'FOO'.", ""),
    ("SELECT * WHERE { ?s ?p }", 1, 24, "Unexpected '}'.", ""),
    ("SELECT *\nWHERE {\n ?s ?p ?o . FILTER(?x +) }", 3, 24, "Unexpected ')'.", ""),
    ("SELECT * WHERE { ?s ?p ?o } LIMIT x", 1, 35, "Unexpected 'x'.", ""),
    ("SELECT ?s, ?p { ?s a ?p }", 1, 10, "Unexpected ','.", ""),
    ("SELCT * { ?s ?p ?o }", 1, 1, "Unexpected 'SELCT'.", "Did you mean SELECT?"),
    ("SELECT * { ?s ?p ?o } ODER BY ?s", 1, 23, "Unexpected 'ODER'.", "Did you mean ORDER?"),
    ("SELECT * { optonal { ?s ?p ?o } }", 1, 12, "Unexpected 'optonal'.", "Did you mean OPTIONAL?"),
    ("ASK { ?s ?p ?o } extra", 1, 18, "Unexpected 'extra'.", ""),
    ("SELECT * WHERE {{ ?s ?p ?o }", 1, 16, "The bracket '{' is never closed.", ""),
    ("SELECT ?s { ?s ?p ?o }}", 1, 23, "Unexpected '}': no bracket that fits is open.", ""),
    ("SELECT * { ?s ?p ?o } ORDER BY", 1, 31, "The query ends too early.", ""),
    ("ASK { ?s rdfs:label ?x ; rdfd:a ?y }", 1, 26, "The prefix rdfd: is not declared.", "Did you mean rdfs"),
    ("SELECT * {\n ?s rdfs:label ?x ; foo }", 2, 21, "Unexpected 'foo'.", ""),
    ("PREFIX a: <b>\nASK { ?s ab:x ?o }", 2, 10, "The prefix ab: is not declared.", "Did you mean a:"),
    ("ASK { ?s ?p organization:x }", 1, 13, "The prefix organization:", f"<{BASE}id/organization/>"),
    ("ASK { ?s ?p orgnization:x }", 1, 13, "The prefix orgnization:", "Did you mean organization: ?"),
    ("ASK { ?s ?p Progamme:x }", 1, 13, "The prefix Progamme:", f"<{BASE}id/programme/> at the top."),
    ("# é\nSELECT * { ?sé é:x ?o }", 2, 16, "The prefix é: is not declared.", "Add PREFIX é:"),
    ("SELECT ?s { { ?s ?p ?o } BIND(1 AS ?s) }", 1, 36, "This variable already has a value.", "after AS"),
    ("SELECT ?s { OPTIONAL { ?s a ?t } BIND(1 AS ?s) }", 1, 44, "This variable already has a value.", ""),
    ("SELECT ?x { { ?x a ?t } UNION { ?x ?q ?t } BIND(STR(?t) AS ?t) }", 1, 60, "This variable already", ""),
    ("SELECT ?s { { SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s } BIND(3 AS ?n) }", 1, 79,
     "This variable already has a value.", "after AS"),
    ("SELECT ?s { { SELECT ?s { ?s ?p ?o } } MINUS { ?s ?q ?n } ?s ?p }", 1, 65, "Unexpected '}'.", "triple"),
    (r'SELECT ?s { ?s ?p ?o FILTER(REGEX(?o, "\d+")) }', 1, 40, r"The escape \d is none.", r"written \\"),
    (r'SELECT ?s { ?s ?p "\\ \u12" }', 1, 23, r"The escape \u12 is none.", r"written \\"),
    (r'SELECT ?s { ?s ?p "\uD800" }', 1, 20, r"The escape \uD800 is none.", ""),
    (r'SELECT ?s { ?s ?p "\U0001F60" }', 1, 20, r"The escape \U0001F60 is none.", ""),
    ('SELECT ?s { ?s rdfs:label. }', 1, 26, "Unexpected '.'.", ""),
    ("SELECT ?s AS ?x { ?s ?p ?o }", 1, 11, "Unexpected 'AS'.", "(?s AS ?x)"),
    ("SELECT ?s { VALUES ?s ?o { (1 2) } }", 1, 23, "Unexpected '?o'.", "in brackets"),
    ("SELECT ?s { ?s ?p ?o\u3000}", 1, 21, r"Unexpected '\u3000'.", "ordinary space"),
    ("ASK { ?s ?p 'abc }", 1, 13, "A string begins here and never ends.", "escape"),
    ("ASK { ?s a <http://x y> }", 1, 12, "An IRI begins here and has no end, or holds a character", ""),
    ("ASK { FILTER(1 < 2) ?s <foo ?o }", 1, 24, "An IRI begins here and has no end, or holds", ""),
    ("ASK { ?s ?p <foo . FILTER(1 < 2) }", 1, 13, "An IRI begins here and has no end", ""),
    ("SELECT ?x { ?s ?p ?o } GROUP BY ?s", 1, 8, "SELECT names a variable that has no value", "GROUP BY"),
    ("SELECT ?x ?x { ?x ?y ?z }", 1, 11, "SELECT names a variable twice.", "Leave it out"),
    ("SELECT (1 AS ?x) (2 AS ?x)\n{\n}\nLIMIT 5", 1, 24, "SELECT names a variable twice.", ""),
    ("ASK {\n{ SELECT ?x ?x { ?x ?y ?z } } }", 2, 13, "SELECT names a variable twice.", ""),
    ("SELECT *\nWHERE {\n ?s ?p ?o\n}\nGROUP BY ?s\nLIMIT 5", 1, 8, "SELECT * cannot be used", "Name the"),
    ("SELECT * { ?s ?p ?o }\nORDER BY COUNT(?o)", 1, 8, "SELECT * cannot be used", "Name the variables"),
    ("SELECT (COUNT(DISTINCT *) AS ?n) ?o\n{ ?s ?p ?o }", 1, 34, "SELECT names a variable that", "GROUP BY"),
    ("SELECT ?s (COUNT(DISTINCT *) AS ?n)\n{ ?s ?p } GROUP BY ?s", 2, 9, "Unexpected '}'.", "complete"),
    ("ASK {\n{ SELECT DISTINCT * { ?s ?p ?o } GROUP BY ?s } }", 2, 19, "SELECT * cannot be used", ""),
    ("SELECT (?y AS ?x)\nWHERE { BIND(1 AS ?x) }\nLIMIT 5", 1, 15, "This variable already has", "new name"),
    ("SELECT (1 AS ?x)\nWHERE { { ?x ?y ?z } UNION {} }\nLIMIT 5", 1, 14, "This variable already has", ""),
    ("SELECT (COUNT(?s) AS ?s)\n{ ?s ?p ?o } GROUP BY ?s\nLIMIT 5", 1, 22, "This variable already has", ""),
    ("SELECT (STR(?o) AS ?x)\n{ ?s ?p ?o } GROUP BY ?s\nLIMIT 5", 1, 13, "An expression in SELECT", "group"),
    ("SELECT *\n{ ?s ?p ?o FILTER(COUNT(?o) > 1) }\nLIMIT 5", 2, 19, "An aggregate such as COUNT", "HAVING"),
    ("SELECT *\n{ VALUES (?a ?a) { (1 2) } }\nLIMIT 5", 2, 14, "VALUES names a variable twice.", ""),
    ("ASK { VALUES (?a ?b) { (1) } }", 1, 24, "A row of VALUES has more or fewer values", "UNDEF"),
    ("ASK { VALUES (?a ?b) { ('x'@en 'y'^^<urn:t>)\n(<a> UNDEF)\n(1 true -2) } ?s ?p }", 3, 1, "A row", ""),
    ("SELECT * { ?s ?p ?o }\nVALUES (?a ?b ?c) { (1 +1.5 rdfs:a)\n() }", 3, 1, "A row of VALUES", "UNDEF"),
    ("SELECT ?s\n{ ?s rdfs:label ?o ?s a ?t }", 2, 20, "Unexpected '?s'.", "full stop"),
    ("SELECT COUNT(?o) { ?s ?p ?o }", 1, 8, "Unexpected 'COUNT'.", "(COUNT(*) AS ?n)"),
    ("SELECT ?s (MAX(?o) ?n) { ?s ?p ?o }", 1, 20, "Unexpected '?n'.", "AS"),
    ("SELECT (COUNT(?o) AS ?n) ?s\n{ ?s ?p ?o }", 1, 26, "SELECT names a variable that", "GROUP BY"),
    ("ASK { { SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } } }", 1, 16, "SELECT names a", "GROUP BY"),
    ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o } LIMIT 5", 1, 8, "SELECT names a", "GROUP BY"),
    ("SELECT (?o AS ?s) { ?s ?p ?o }", 1, 15, "This variable already has a value.", "new name"),
    ("ASK { ?s ?p ?o BIND(STR(?o) AS ?s) }", 1, 32, "This variable already has a value.", "new name"),
    ("ASK { BIND(1 AS ?s) ?x ?y ?z BIND(2 AS ?s) }", 1, 40, "This variable already has a value.", "new name"),
    ("SELECT (UPER(?o) AS ?x) { ?s ?p ?o }", 1, 9, "Unexpected 'UPER'.", "Did you mean UCASE?"),
    ("SELECT (LENGTH(?o) AS ?x) { ?s ?p ?o }", 1, 9, "Unexpected 'LENGTH'.", "Did you mean STRLEN?"),
    ("ASK { ?s ?p http://x.example/ }", 1, 13, "The prefix http: is not declared.", "angle brackets"),
    ("@prefix x: <http://x/> . ASK {}", 1, 1, "Unexpected '@prefix'.", "Turtle"),
    ("ASK { ?s ?p ?o FILTER ?o > 1 }", 1, 23, "Unexpected '?o'.", "in brackets"),
    ("ASK { ?s ?p ?o FILTER(?o == 1) }", 1, 27, "Unexpected '='.", "one ="),
    ("ASK { FILTER(CONTAINS(?o, 'x') }", 1, 32, "Unexpected '}': no bracket", "'(' in line 1, column 13,"),
    ("ASK { ?s ?p ?o FILTER(?o <> 1) }", 1, 26, "Unexpected '<>'.", "Not equal is written !="),
    ("ASK { ?s ?p ?o FILTER LANG(?o) = 'en' }", 1, 32, "Unexpected '='.", "in brackets"),
    ("ASK { ?s ?p ?o FILTER(?o IN 1, 2) }", 1, 29, "Unexpected '1'.", "IN has its values in brackets"),
    ("ASK { ?s ?p* ?o }", 1, 12, "Unexpected '*'.", "of IRIs, not of variables"),
    ("SELECT (GROUP_CONCAT(?o, ',') AS ?x) { ?s ?p ?o }", 1, 24, "Unexpected ','.", "SEPARATOR"),
    ("PREFIX x: <http://x/>. ASK {}", 1, 22, "Unexpected '.'.", "without a semicolon or a full stop"),
    ("PREFIX x: <http://x/>; ASK {}", 1, 22, "Unexpected ';'.", "without a semicolon or a full stop"),
    ("ASK { } .", 1, 9, "Unexpected '.'.", "nothing may follow"),
    ("ASK { ?\U00020bb7 ?p ?o }", 1, 7, "Unexpected '?\U00020bb7'.", "beyond U+FFFF"),
    ("ASK { ?s ?p ?o } GROUP BY ?s HAVING (COUNT(*) > 1)", 1, 18, "The engine groups in SELECT", "into the"),
    ("CONSTRUCT { ?s ?p 1 } WHERE { ?s ?p ?o }\nGROUP BY ?s ?p", 2, 1, "The engine groups in SELECT", ""),
    ("DESCRIBE ?s { ?s ?p ?o } GROUP BY ?s HAVING (COUNT(*) > 1)", 1, 26, "The engine groups in SELECT", ""),
    ("ASK { ?s ?p \u201cx\u201d }", 1, 13, "Unexpected", 'Write " instead.'),
    ("ASK { ?s ?p 1 }\uff1b", 1, 16, "Unexpected", "Write ; instead."),
    ("\ufeffASK {}", 1, 1, "Unexpected", "byte order mark"),
    (f"SELECT * {{}} LIMIT {'9' * 30} foo", 1, 50, "Unexpected 'foo'.", ""),
    ("SELECT (CONCAT(STR(?s), 'x') AS ?y)\n{ ?s ?p }", 2, 9, "Unexpected '}'.", "complete"),
    ("ASK { BIND(COALESCE\n(?a, BNODE()) AS ?b) ?s ?p }", 2, 28, "Unexpected '}'.", "complete"),
    ("SELECT (CONCAT(?o, MAX(?s)) AS ?x) { ?s ?p ?o }", 1, 16, "An expression in SELECT uses", "grouped"),
    ("ASK { BIND(CONCAT ('a' AS ?b) }", 1, 31, "Unexpected '}': no bracket", "'(' in line 1, column 11,"),
    ("ASK { BIND(<<( ?s ?p ?o )>> AS ?t)\n?s ?p }", 2, 7, "Unexpected '}'.", "complete"),
    ("ASK { << ?a ?b <<?c ?d ?e>> >> a ?t {| a 1 |} .\n?s ?p }", 2, 7, "Unexpected '}'.", "complete"),
    ("ASK { VALUES (?a ?b) { (1 2) (<<(<urn:a> a 1)>> 2)\n(3) } }", 2, 1, "A row of VALUES", "UNDEF"),
    ("SELECT * {} LIMIT -1", 1, 19, "Unexpected '-'.", "whole number"),
    (r"ASK { ?\u0073 ?p }", 1, 18, "Unexpected '}'.", "complete"),
    (r"ASK { ?s ?\u0070 ?\U0000006F ?s ?p }", 1, 30, "Unexpected '?s'.", "full stop"),
    (r"ASK { ?s nowhere:\u0061 ?o }", 1, 10, "The prefix nowhere: is not declared.", ""),
    (r"ASK { \u003fs ?p ?o } \u007b", 1, 23, "Unexpected '{'.", "nothing may follow"),
    ("ASK { ?s ?p '\\u0061' # \\u0062\n\\u002e ?s ?p }", 2, 14, "Unexpected '}'.", ""),
    (r"ASK { ?s\u000A?p }", 1, 18, "Unexpected '}'.", ""),
    (r"ASK { ?\u0073 ?p (1 }", 1, 21, "Unexpected '}': no bracket", "'(' in line 1, column 18,"),
    ("SELECT (COUNT(?s)) { ?s ?p ?o }", 1, 18, "Unexpected ')'.", "(expression AS ?name)"),
    ("SELECT ?s { ?s ?p ?o BIND(STR(?o)) }", 1, 34, "Unexpected ')'.", "(expression AS ?name)"),
    ("SELECT ?s { BIND(1 ?x) }", 1, 20, "Unexpected '?x'.", "Is AS missing"),
    ("SELECT ?s { BIND(STR(?s) AS x) }", 1, 29, "Unexpected 'x'.", "A variable follows AS"),
    ("SELECT ?s { ?s ?p ?o FILTER(?s and 1) }", 1, 32, "Unexpected 'and'.", "&&"),
    ("SELECT ?s { ?s ?p ?o FILTER(?s OR 1) }", 1, 32, "Unexpected 'OR'.", "||"),
    ("SELECT ?s { ?s ?p ?o FILTER(NOT ?o) }", 1, 33, "Unexpected '?o'.", "Not is written !."),
    ("SELECT ?s { ?s ?p ?o FILTER(?o LIKE 'x') }", 1, 32, "Unexpected 'LIKE'.", "CONTAINS"),
    ("SELECT ?s { ?s ?p ?l FILTER CONTAINS(?l 'x') }", 1, 41, "Unexpected", "comma"),
    ("SELECT ?s { ?s ?p ?l FILTER(?l IN (1 2)) }", 1, 38, "Unexpected '2'.", "comma"),
    ("SELECT ?s { ?s ?p ?l FILTER(CONTAINS(?l)) }", 1, 40, "Unexpected ')'.", "Too few values"),
    ("SELECT ?s WHERE ?s ?p ?o", 1, 17, "Unexpected '?s'.", "in braces"),
    ("CONSTRUCT WHERE { ?s ?p ?o FILTER(?o) }", 1, 28, "Unexpected 'FILTER'.", "before WHERE"),
    ("CONSTRUCT { ?s ?p ?o OPTIONAL {} } WHERE { }", 1, 22, "Unexpected 'OPTIONAL'.", "behind WHERE"),
    ("ASK { { _:a ?p ?o } UNION { _:a ?q ?o } }", 1, 29, "A blank node's label stands in two", "variable"),
    ("ASK { ?p ?q _:a OPTIONAL {} ?p ?o _:a }", 1, 35, "A blank node's label stands in two", "variable"),
    ("ASK { _:a ?p ?o _:a ?p ?o }", 1, 17, "Unexpected '_:a'.", "full stop"),
    ("ASK { ?s ?p <http://x/a[1]> }", 1, 13, "This is not a valid IRI.", "%5B"),
    ("BASE <http://x/>\nASK { ?s ?p <a> . <%zz> ?p ?o }", 2, 19, "This is not a valid IRI.", ""),
    ("ASK { ?s 'name' ?o }", 1, 10, "Unexpected", "A predicate is an IRI or a variable"),
    ("ASK { ?s ?p ?o ; 5 ?x }", 1, 18, "Unexpected '5'.", "A predicate is an IRI or a variable"),
    ("ASK { ?s ?p 'a' 'b' }", 1, 17, "Unexpected", "comma"),
    ("ASK { ?s ?p 'a'@en 'b'@en }", 1, 20, "Unexpected", "comma"),
    ("ASK { ?s ?p ?o 'b'^^<urn:t> }", 1, 16, "Unexpected", "comma"),
    ("ASK { FILTER(CONTAINS(?s 'b'@en)) }", 1, 26, "Unexpected", "comma"),
    ("ASK { ?s ?p 'x'@e_n }", 1, 16, "Unexpected '@e_n'.", "language tag"),
    ("ASK { ?s ?p ?o <<( ?a ?b ?c )>> ?q ?r }", 1, 16, "Unexpected '<'.", ""),
    ("ASK { ?s a/'b' ?o }", 1, 12, "Unexpected", "A predicate is an IRI or a variable"),
    ("ASK { ?s ?p ?o UNION ?s ?q ?o }", 1, 16, "Unexpected 'UNION'.", "each in braces"),
    ("ASK { SELECT * { ?s ?p ?o } ?s ?q ?r }", 1, 29, "Unexpected '?s'.", "braces of its own"),
    ("ASK { OPTIONAL { ?s ?p ?o } foo }", 1, 29, "Unexpected 'foo'.", "needs a prefix"),
    ("SELECT (COUNT(?s, ?o) AS ?n) { ?s ?p ?o }", 1, 17, "Unexpected ','.", "one value"),
    ("SELECT ?s { ?s ?p ?o } ORDER BY 1", 1, 33, "Unexpected '1'.", "not columns by their number"),
    ("ASK { ?s !() ?o . ?s ! (\n) ?o . ?s ?p }", 2, 14, "Unexpected '}'.", "complete"),
    ("ASK { ?s ?p ?o <http://x/> ?p ?o }", 1, 16, "Unexpected '<http://x/>'.", "full stop"),
    ("ASK { <a b> ?p ?o }", 1, 7, "An IRI begins here and has no end, or holds a character", ""),
    ("ASK { ?s ?p ?o FILTER(?o = <a b>) }", 1, 28, "An IRI begins here and has no end, or holds a", ""),
    ("ASK { FILTER(IF(?o <1, 2> ?o, 3) 4) }", 1, 34, "Unexpected '4'.", ""),
    ("SELECT * { ?s ?p ?o } ORDER BY ?s DESC", 1, 39, "The query ends too early.", "in brackets"),
    ("SELECT (SUM(?x) AS ?x) { ?s ?p ?x }", 1, 20, "SELECT gives a value to a variable that", "new name"),
    ("SELECT (STR(?s) AS ?o) { ?s ?p ?o } GROUP BY ?s", 1, 20, "SELECT gives a value to", "new name"),
    ("ASK { { SELECT (SUM(?x) AS ?x) { ?s ?p ?x } } }", 1, 28, "SELECT gives a value to", "new name"),
    ("SELECT (COUNT(COUNT(*)) AS ?n) { ?s ?p ?o }", 1, 15, "An aggregate stands within another", "inner one"),
    ("SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING(SUM(1 + MIN(?o)) > 1)", 1, 51, "An aggregate", "inner one"),
    ("SELECT (SUM(?x) AS ?x) { ?s ?p ?x foo }", 1, 35, "Unexpected 'foo'.", "needs a prefix"),
    ("ASK { ?s !?p ?o }", 1, 11, "Unexpected '?p'.", "of IRIs, not of variables"),
    ("ASK { ?s rdfs:label/?p ?o }", 1, 21, "Unexpected '?p'.", "of IRIs, not of variables"),
    ("ASK { FILTER(NOW(1) > ?o) }", 1, 18, "Unexpected '1'.", "takes no value"),
    ("ASK { FILTER() }", 1, 14, "Unexpected ')'.", "condition is missing"),
    ("ASK { FILTER(STRLEN(?o, 1) > 1) }", 1, 23, "Unexpected ','.", "Too many values"),
    ("ASK { FILTER REGEX ?o 'a' }", 1, 20, "Unexpected '?o'.", "in brackets, as in STRLEN(?x)"),
    ("ASK { FILTER(REGEX(?o, /a/)) }", 1, 24, "Unexpected '/'.", "in quotes"),
    ("ASK { FILTER(?o =~ 'a') }", 1, 18, "Unexpected '~'.", "REGEX"),
    ("ASK { FILTER(?o IS NULL) }", 1, 17, "Unexpected 'IS'.", "!BOUND(?x)"),
    ("ASK { FILTER(?o BETWEEN 1 AND 2) }", 1, 17, "Unexpected 'BETWEEN'.", "two comparisons"),
    ("SELECT (CASE WHEN 1 THEN 2 END AS ?x) {}", 1, 9, "Unexpected 'CASE'.", "Write IF("),
    ("SELECT (DATE(?o) AS ?x) { ?s ?p ?o }", 1, 9, "Unexpected 'DATE'.", "Did you mean xsd:date?"),
    ("ASK { VALUES ?s { UDEF } }", 1, 19, "Unexpected 'UDEF'.", "Did you mean UNDEF?"),
    ("SELECT ?s {} ORDER BY DSC(?s)", 1, 23, "Unexpected 'DSC'.", "Did you mean DESC?"),
    ("ASK { FILTER(?o = UNDEF) }", 1, 19, "Unexpected 'UNDEF'.", "!BOUND(?x)"),
    ("ASK { FILTR(?o > 1) }", 1, 7, "Unexpected 'FILTR'.", "Did you mean FILTER?"),
    ("SELECT (GROUP_CONCAT(?o SEPARATOR ',') AS ?x) { ?s ?p ?o }", 1, 25, "Unexpected", "SEPARATOR="),
    ("SELECT name FROM <http://x/> {}", 1, 8, "Unexpected 'name'.", "begins with ?"),
    ("SELECT TOP 3 ?s {}", 1, 8, "Unexpected 'TOP'.", "LIMIT 10"),
    ("SELECT `s` {}", 1, 8, "Unexpected '`'.", "begins with ?"),
    ("SELECT DISTINCT (?s) {}", 1, 20, "Unexpected ')'.", "without brackets"),
    ("SELECT * {} LIMIT 10,20", 1, 21, "Unexpected ','.", "LIMIT 20 OFFSET 10"),
    ("SELECT * {} FILTER(1)", 1, 13, "Unexpected 'FILTER'.", "within the braces"),
    ("SELECT * {} -- all", 1, 13, "Unexpected '-'.", "A comment begins with #"),
    ("SELECT * { ?s ?p ?o } PREFIX x: <http://x/>", 1, 23, "Unexpected 'PREFIX'.", "before all else"),
    ("PREFIX x= <http://x/>\nASK { ?s x:p ?o }", 1, 8, "Unexpected 'x'.", "ends with a colon"),
    ("PREFIX x: 'http://x/' ASK { ?s x:p ?o }", 1, 11, "Unexpected", "angle brackets"),
    ('{"query": "ASK {}"}', 1, 1, "Unexpected '{'.", "begins with SELECT"),
    ("SELECT%20*%20{}", 1, 7, "Unexpected '%'.", "percent-encoded"),
    ("ASK { ?s ?p &lt;http://x/&gt; }", 1, 13, "Unexpected '&'.", "HTML"),
    ("CONSTRUCT ?s ?p ?o { ?s ?p ?o }", 1, 11, "Unexpected '?s'.", "in braces"),
    ("DESCRIBE nvidia", 1, 10, "Unexpected 'nvidia'.", "DESCRIBE takes IRIs"),
    ("DESCRIBE rdfs:a/b", 1, 16, "Unexpected '/'.", r"written \/"),
    ("ASK { GRAPH ?g ?s ?p ?o }", 1, 16, "Unexpected '?s'.", "GRAPH names a graph"),
    ("ASK { VALUES ?s = { 1 } }", 1, 17, "Unexpected '='.", "Braces follow the variable"),
    ("ASK { VALUES ?s { 1, 2 } }", 1, 20, "Unexpected ','.", "without commas"),
    ("ASK { VALUES (?s, ?o) { (1 2) } }", 1, 17, "Unexpected ','.", "without commas"),
    ("ASK { ?s ?p ?o NOT EXISTS { ?s ?q ?o } }", 1, 16, "Unexpected 'NOT'.", "behind FILTER"),
    ("ASK { ?s ?p ?o JOIN ?s ?q ?o }", 1, 16, "Unexpected 'JOIN'.", "joined"),
    ("ASK { ?s A ?o }", 1, 10, "Unexpected 'A'.", "small letter"),
    ("ASK { ?s ?p ?o a ?t }", 1, 16, "Unexpected 'a'.", "full stop or a semicolon"),
    ("ASK { ?s name ?o }", 1, 10, "Unexpected 'name'.", "needs a prefix"),
    ("ASK { ?s ?p ?o ; value ?v }", 1, 18, "Unexpected 'value'.", "needs a prefix"),
    ("ASK { ?s [] ?o }", 1, 10, "Unexpected '['.", "A predicate is an IRI or a variable."),
    ("ASK { ?s ?p ?o, . }", 1, 17, "Unexpected '.'.", "another object"),
    ("ASK { ?s ?p 2024-01-31 }", 1, 17, "Unexpected '-'.", '"2024-12-31"^^xsd:date'),
    ("ASK { ?s ?p '1'^xsd:integer }", 1, 16, "Unexpected '^'.", '"1"^^xsd:integer'),
    ("ASK { ?s \u200b?p ?o }", 1, 10, r"Unexpected '\u200b'.", "nobody sees"),
    ("ASK { ?s rdfs\uff1alabel ?o }", 1, 10, "Unexpected 'rdfs'.", "Write : instead of"),
    ("ASK { ?s ?p \uff1chttp://x/\uff1e }", 1, 13, "Unexpected", "Write < instead."),
    ("ASK { ?s ?p ?o \u3002 }", 1, 16, "Unexpected", "Write . instead."),
    ("SELECT * {} LIMIT \uff11\uff10", 1, 19, "Unexpected", "Write 10 instead."),
    ("ASK { FILTER(?o \u2260 1) }", 1, 17, "Unexpected", "Write != instead."),
    ("ASK { ?s ?p \u2026 }", 1, 13, "Unexpected", ""),
    ("ASK { ?s ?p 'it's' }", 1, 18, "A string begins here and never ends.", "escape quotes"),
    ("ASK { ?s ?p 'a 'quoted' b' }", 1, 17, "Unexpected 'quoted'.", "A quote within a text"),
    ("SELECT ?s { ?s ?p ?o } GROUP BY ?s, ?p", 1, 35, "Unexpected ','.", "GROUP BY and ORDER BY take"),
    ("SELECT * ?s {}", 1, 10, "Unexpected '?s'.", "not both"),
    ("SELECT ?s foo {}", 1, 11, "Unexpected 'foo'.", "begins with ?"),
    ("SELECT ?s + 1 {}", 1, 11, "Unexpected '+'.", "(?s AS ?x)"),
    ("PREFIX a:b: <http://x/> ASK {}", 1, 8, "Unexpected 'a:b:'.", "ends with a colon"),
    ("MATCH (n) RETURN n", 1, 1, "Unexpected 'MATCH'.", "begins with SELECT"),
    ("CONSTRUCT { ?s ?p ?o }", 1, 23, "The query ends too early.", "in braces"),
    ("ASK { ?s ?p ?o ORDER BY ?s }", 1, 16, "Unexpected 'ORDER'.", "Behind the braces"),
    ("ASK { FILTER(1) AND (2) }", 1, 17, "Unexpected 'AND'.", "of one FILTER"),
    ("ASK { FILTER(1) || (2) }", 1, 17, "Unexpected '||'.", "of one FILTER"),
    ("ASK { FILTER NOT (1) }", 1, 18, "Unexpected '('.", "Not is written !."),
    ("ASK { FILTER(!EXISTS ?s ?p ?o) }", 1, 22, "Unexpected '?s'.", "in braces"),
    ("ASK { FILTER(?o % 2 = 0) }", 1, 17, "Unexpected '%'.", "?x - 2 * FLOOR(?x / 2)"),
    ("ASK { BIND(7 % 2 AS ?x) }", 1, 14, "Unexpected '%'.", "?x - 2 * FLOOR(?x / 2)"),
    ("ASK { FILTER(?o > 1,000) }", 1, 20, "Unexpected ','.", "no commas"),
    ("ASK { FILTER(?o = NULL) }", 1, 19, "Unexpected 'NULL'.", "!BOUND(?x)"),
    ("ASK { FILTER(?o = word) }", 1, 19, "Unexpected 'word'.", "stands in quotes"),
    ("ASK { FILTER(CAST(?o) = 1) }", 1, 14, "Unexpected 'CAST'.", "no function of this name"),
    ("ASK { FILTER(ISNULL(?o)) }", 1, 14, "Unexpected 'ISNULL'.", "Did you mean BOUND?"),
    ("ASK { FILTER(?o = _:a) }", 1, 19, "Unexpected '_:a'.", "in triples alone"),
    ("ASK { BIND(1, ?o) }", 1, 13, "Unexpected ','.", "BIND(expression AS ?name)"),
    ("SELECT (EXISTS { ?s ?p ?o }) {}", 1, 28, "Unexpected ')'.", "(expression AS ?name)"),
    ("ASK { { ?s ?p ?o } OR { ?s ?q ?o } }", 1, 20, "Unexpected 'OR'.", "each in braces"),
    ("ASK { ?s ?p ?o . SELECT * {} }", 1, 18, "Unexpected 'SELECT'.", "braces of its own"),
    ("ASK { ?s rdfs:label{1,2} ?o }", 1, 20, "Unexpected '{'.", "repeated by"),
    ("ASK { ?s ?p '1'^^'xsd:integer' }", 1, 18, "Unexpected", '"1"^^xsd:integer'),
    ("ASK { ?s ?p . }", 1, 13, "Unexpected '.'.", "complete"),
    ("ASK { VALUES ?s { (1) } }", 1, 19, "Unexpected '('.", "without brackets"),
    ("ASK { VALUES (?s ?o) { 1 2 } }", 1, 24, "Unexpected '1'.", "each row of values"),
    ("ASK { VALUES (?s ?o) { (1 2), (3 4) } }", 1, 29, "Unexpected ','.", "without commas"),
    ("SELECT * WHERE\n?s ?p ?o .\nOPTIONAL { ?s ?q ?o }\n}", 2, 1, "Unexpected '?s'.", "in braces"),
    ("ASK { FILTER(!EXISTS ?s ?p ?o }) }", 1, 22, "Unexpected '?s'.", "in braces"),
    ("ASK { FILTER(?o > 1\n?s ?p ?o }", 2, 1, "Unexpected '?s'.", "'(' in line 1, column 13, is still open"),
    ("SELECT * { ?s ?p ?o\nOPTIONAL { ?s ?q ?o\n}\nORDER BY ?s", 4, 1, "Unexpected 'ORDER'.", "'{' in line"),
    ("SELECT * { ?s ?p ?o\nOPTIONAL { ?s ?q ?o\n}", 1, 10, "The bracket '{' is never closed.", ""),
    ("ASK { ?s ?p ?o BIND STR(?o) AS ?x) }", 1, 21, "Unexpected 'STR'.", "BIND(expression"),
    ("ASK { ?s ?p ?o . (STRLEN(?o) > 1) }", 1, 19, "Unexpected 'STRLEN'.", "Is FILTER or BIND missing"),
    ("ASK { ?s { 1 2 } }", 1, 10, "Unexpected '{'.", "Is VALUES or GRAPH missing"),
    ("ASK { VALUES { 1 } }", 1, 14, "Unexpected '{'.", "between VALUES and the braces"),
    ("ASK { ?s ?o ; ?p 1 }", 1, 13, "Unexpected ';'.", "complete"),
    ("PREFIX x: <http://x/> ?s { ?s ?p ?o }", 1, 23, "Unexpected '?s'.", "begins with SELECT"),
    ("PREFIX <http://x/> ASK {}", 1, 8, "Unexpected '<http://x/>'.", "ends with a colon"),
    ("SELECT ?s {} GROUP BY ORDER BY ?s", 1, 23, "Unexpected 'ORDER'.", "name variables"),
]  # fmt: skip

#: An undeclared prefix -> what its hint says, where the prefixes are those of a graph.
PREFIX_HINTS = {
    "dct": "Did you mean dcterms: ?",
    "dc": "Did you mean dcterms: ?",
    "DCT": "Did you mean dcterms: ?",
    "SKOS": "Did you mean skos: ?",
    "skoz": "Did you mean skos: ?",
    "rfd": "Did you mean rdf: ?",
    "dcte": "Did you mean dcterms: ?",
    "accordgraph": "Did you mean accord: ?",
    "sdo": "Did you mean schema: ?",
    "wd": "Add PREFIX wd: <http://www.wikidata.org/entity/> at the top.",
    "skosxl": "Add PREFIX skosxl: <http://www.w3.org/2008/05/skos-xl#> at the top.",
    "organization": f"Add PREFIX organization: <{BASE}id/organization/> at the top.",
    "Event": f"Add PREFIX Event: <{BASE}id/event/> at the top.",
    "ex": "Add PREFIX ex: <...> at the top.",
    "d": "Add PREFIX d: <...> at the top.",
    "http": "An IRI stands in angle brackets.",
}


@pytest.mark.parametrize("prefix", PREFIX_HINTS)
def test_an_undeclared_prefix_is_told_with_the_one_that_was_meant(prefix: str) -> None:
    known = {**PREFIXES, "accord": f"{BASE}ontology#", "accordsh": f"{BASE}shapes#"}
    text = f"SELECT * {{ ?s {prefix}:title ?o }}"
    fault = undeclared(plain(text), list(tokens(text)), known, of_kinds(Names(BASE)))
    assert fault is not None
    assert (fault.hint or "").startswith(PREFIX_HINTS[prefix])


@pytest.mark.parametrize(("text", "line", "column", "message", "hint"), FAULTS)
def test_a_syntax_error_names_place_and_reason(
    pool: Pool, text: str, line: int, column: int, message: str, hint: str
) -> None:
    with pytest.raises(QuerySyntaxError) as error:
        pool.answer(Query(text), Wish())
    assert (error.value.line, error.value.column) == (line, column)
    assert error.value.message.startswith(message)
    assert hint in (error.value.hint or "")
    assert len(str(error.value)) < 250
    assert error.value.status == 400


#: Queries that group, each with a name that no pattern around it has given a value.
GROUPING = [
    "SELECT (SUM(?x) AS ?y) { ?s ?p ?x }",
    "SELECT (COUNT(?s) AS ?x) { ?s ?p ?o MINUS { ?s ?q ?x } }",
    "SELECT (COUNT(?s) AS ?x) { ?s ?p ?o FILTER EXISTS { ?s ?p ?x { ?x ?p ?o } } }",
    "SELECT (COUNT(?s) AS ?x) { ?s ?p ?o FILTER(?x > 1 && NOT EXISTS { ?s ?p ?x }) }",
    "SELECT (COUNT(?s) AS ?x) { { SELECT ?s { ?s ?p ?x } } } ORDER BY ?x",
    "SELECT (MAX(?n) AS ?x) { { SELECT (COUNT(?s) AS ?n) { ?s ?p ?x } GROUP BY ?p } }",
    "SELECT ?x { ?s ?p ?o } GROUP BY (STR(?p) AS ?x) HAVING(COUNT(*) > 1 && MAX(?o) > 1)",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER EXISTS { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } } }",
    "CONSTRUCT { ?x ?p ?s } { { SELECT ?p (SAMPLE(?s) AS ?x) { ?s ?p ?o } GROUP BY ?p } ?s ?p 1 }",
]


@pytest.mark.parametrize("text", GROUPING)
def test_a_name_is_new_that_only_other_patterns_have(pool: Pool, text: str) -> None:
    assert pool.answer(Query(text), Wish()).content


SERVICES = [
    "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "SELECT * { service silent <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1.SERVICE ?x { ?s ?p ?o } }",
    r"SELECT * { ?\u0073 ?p ?o SERVICE <x> {} }",
    "ASK { ?s ?p '''SERVICE''' . # SERVICE\n SERVICE<x>{} }",
    'ASK { FILTER(?a<"a>b"@en)SERVICE<x>{} }',
    "ASK { ?s ?p 1SERVICE<x>{} }",
    "ASK { ?s ?p trueSERVICESILENT<x>{} }",
    "PREFIX a: <x:> ASK { SERVICEa:b{} }",
    "PREFIX : <x:> ASK { ?s ?p 'x' . serviceSILENT:b # of another\n {} }",
    "ASK { ?s ?p trueSERVICErdfs:label {} }",
]
HARMLESS = [
    "ASK { ?service <service> 'SERVICE', \"service\", '''a'SERVICE''' . # SERVICE <x> {}\n }",
    "PREFIX service: <x:> ASK { ?s service:service <http://x/SERVICE> }",
    "ASK { ?s ?p 'x'@service }",
    "PREFIX ex: <x:> ASK { ?s ex:web・service ?o ; ex:l·service ?o ; ex:e\u0301-service 1 ; ex:a.service 1 }",
    "PREFIX service: <x:> ASK { ?s ?p service:a { GRAPH service:b {} } }",
    "ASK { GRAPH ex:service { GRAPH rdfs:service {} } }",
]


@pytest.mark.parametrize("text", SERVICES)
def test_service_is_refused(pool: Pool, text: str) -> None:
    with pytest.raises(ServiceRefused, match="never reach the network") as refused:
        pool.answer(Query(text), Wish())
    assert refused.value.status == 403
    token, column = refused.value.token or "", refused.value.column or 0
    assert "SERVICE" in token.upper()
    assert text.split("\n")[(refused.value.line or 0) - 1][column - 1 :].startswith(token)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_looks_like_service_is_answered(pool: Pool, text: str) -> None:
    assert pool.answer(Query(text), Wish()).form == "ask"


@pytest.mark.parametrize("verb", ["INSERT DATA", "DELETE WHERE", "LOAD", "CLEAR", "DROP", "WITH <x> DELETE"])
def test_updates_are_refused(pool: Pool, verb: str) -> None:
    with pytest.raises(UpdateRefused, match="only answers queries") as refused:
        pool.answer(Query(f"PREFIX a: <a:>\n# comment\n{verb} {{ <a> <b> <c> }}"), Wish())
    assert refused.value.status == 403
    place = refused.value.line, refused.value.column, refused.value.token
    assert place == (3, 1, verb.split()[0])


@pytest.mark.parametrize(("text", "line", "column", "token", "function"), [
    ("SELECT (<f>(1) AS ?x) {}", 1, 9, "<f>", f"{BASE}f"),
    ("SELECT *\n{ ?s ex:a ?o FILTER(ex:f(?o)) }", 2, 21, "ex:f", f"{BASE}terms#f"),
    ("PREFIX ex: <g/>\nSELECT (STR(<f>) AS ?x) (ex:f(2) AS ?y) {}", 2, 26, "ex:f", f"{BASE}g/f"),
    (f"ASK {{ FILTER(<f>(1)) }} # {'x' * 300_000}", None, None, None, f"{BASE}f"),
])  # fmt: skip
def test_an_unknown_function_is_named(
    pool: Pool, text: str, line: int | None, column: int | None, token: str | None, function: str
) -> None:
    with pytest.raises(QueryUnsupported) as refused:
        pool.answer(Query(text), Wish())
    assert f"<{function}> is not supported" in refused.value.message
    assert (refused.value.line, refused.value.column, refused.value.token) == (line, column, token)
    assert refused.value.hint


HOSTILE = ["a.", "'\\", "'''a", '"""\\"', "<", "1.", "?service ", "PREFIX a: <b> ", "{"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_tokens_take_linear_time(piece: str) -> None:
    def prepare(length: int) -> Callable[[], None]:
        text = piece * (length // len(piece)) + " service"

        def work() -> None:
            with contextlib.suppress(EngineError):
                refuse(plain(text), ())

        return work

    assert is_linear(prepare, 40_000)


def _processor(pool: Pool) -> float:
    """The seconds of processors that all workers have used."""
    return sum(map(processor, pool.pids()))


@pytest.mark.parametrize("filler", ["?s ?p ?o . ", " ", '"x" ', "# x\n"])
def test_a_long_query_gets_the_place_where_the_engine_stopped_and_no_closer_look(
    pool: Pool, filler: str
) -> None:
    """That takes about as long as to read a right query of that length; a closer look takes far longer."""
    assert eventually(lambda: len(pool.pids()) == pool.engine.limits.workers)
    long = filler * (3_000_000 // len(filler))
    began = _processor(pool)
    pool.answer(Query(f"ASK {{}}\n# {long.replace(chr(10), ' ')}"), Wish())
    read = _processor(pool) - began
    began = _processor(pool)
    with pytest.raises(QuerySyntaxError) as error:
        pool.answer(Query(f"SELECT * WHERE {{ ?s ?p ]{' ' * 20}\n{long} }}"), Wish())
    assert _processor(pool) - began < max(1, 8 * read)
    assert error.value.line == 1
    assert 24 <= (error.value.column or 0) <= 40
    assert "in a shorter one" in (error.value.hint or "")


@pytest.mark.parametrize(
    "piece",
    ["SELECT ?a (COUNT(?b) AS ?c) { } ", "SELECT ?a { ", "FILTER(1 AS ?x) ", "{ ( [ ", "{ ?a ?b ?c } "],
)
def test_scopes_are_looked_through_once(piece: str) -> None:
    def prepare(length: int) -> Callable[[], object]:
        found = list(tokens(piece * (length // len(piece)) + "}"))
        return lambda: Clauses(found).fault()

    assert is_linear(prepare, 20_000)
