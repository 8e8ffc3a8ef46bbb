"""Queries that take no time, or too much of it."""

from __future__ import annotations

from accordgraph.engine.query import Query

#: Takes hours, and little memory.
ENDLESS = Query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c != ?f) }")

#: Sorts far more rows than there is memory for.
GREEDY = Query("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c")

#: Takes a second.
LONG = Query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(?c != ?f) }")

#: Takes a moment.
PRODUCT = Query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }")

SIMPLE = Query("ASK {}")
