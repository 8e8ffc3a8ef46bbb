"""What the interface says in English, and how it is said in Japanese: one table for each part of the site."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping

from . import dataset, home, problems, query, questions, results, site, sources, things, vocabulary

#: All tables as one.
JAPANESE: Mapping[str, str] = ChainMap(
    *(
        dict(part.WORDS)
        for part in (dataset, home, problems, query, questions, results, site, sources, things, vocabulary)
    )
)
