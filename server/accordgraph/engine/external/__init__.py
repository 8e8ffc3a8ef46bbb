"""Engines of other people, asked by the SPARQL 1.1 protocols."""
