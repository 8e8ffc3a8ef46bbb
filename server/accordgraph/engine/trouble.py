"""What is wrong with something that is looked at again and again, told once while it is the same."""

from __future__ import annotations

from collections.abc import Callable


class Trouble:
    """Tells whoever runs the program what is wrong, when that changes."""

    def __init__(self, tell: Callable[[str, str], None], sentence: str) -> None:
        """Tell by a logger's method, which puts what is wrong into the sentence."""
        self._tell, self._sentence, self._told = tell, sentence, ""

    def see(self, wrong: str) -> None:
        """Take notice of what is wrong now; "" where nothing is."""
        if wrong and wrong != self._told:
            self._tell(self._sentence, wrong)
        self._told = wrong
