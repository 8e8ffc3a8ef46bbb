"""Prefixes that a file declares otherwise than everybody uses them, so that all its names are others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..prefixes import declarable
from ..problems import Place, Problem
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..reading.turtle import TurtleFile

#: The rule of what a prefix stands for.
DECLARED = "declaration"
_DECLARATION = re.compile(r"^[ \t]*@?prefix[ \t]+(?P<prefix>[\w-]*):[ \t]*<(?P<iri>[^>\n]*)>", re.I | re.M)


def declarations(file: TurtleFile, corpus: Corpus, _: Locator) -> Iterator[Problem]:
    """Find prefixes of the ontology, of things and of vocabularies in use that stand for something else."""
    known, text = declarable(corpus.names), file.text
    for each in _DECLARATION.finditer(text):
        prefix, iri = each["prefix"], each["iri"]
        if known.get(prefix, iri) != iri:
            message = f"The prefix {prefix}: stands for <{known[prefix]}>; declare it so."
            yield Place.at(file.path, text, each.start("iri") - 1).problem(DECLARED, message)
