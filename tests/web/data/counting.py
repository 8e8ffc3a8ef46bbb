"""How much is read for what a test asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from accordgraph.web.data.reading import Reader


class Counting(Reader):
    """A reader that counts the statements it reads."""

    read = 0

    def quads(self, *pattern: Any) -> Iterator[ox.Quad]:  # noqa: ANN401 - handed on
        for quad in super().quads(*pattern):
            self.read += 1
            yield quad
