"""A copy of the content to be mutated: the article, where its text is at hand, and the made-up sources."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from accordgraph.graph.checking.check import check
from accordgraph.graph.grounding.grounding import ground
from accordgraph.graph.grounding.paragraphs import paragraphs
from accordgraph.graph.problems import Problem
from accordgraph.graph.reading.content import FOLDERS, Content, Role
from accordgraph.graph.reading.corpus import Corpus, read
from accordgraph.graph.reading.locate import Locator
from accordgraph.graph.reading.turtle import parse
from tools import ARTICLE_TEXT, ROOT

from . import madeup

ARTICLE = "pie-news-us-japan-ai-2024"


@dataclass(frozen=True)
class Place:
    """The copy, and the texts of its sources by slug."""

    root: Path
    texts: dict[str, Path]

    def paragraphs(self, slug: str) -> tuple[str, ...]:
        """The paragraphs of a source's text."""
        return tuple(paragraphs(self.texts[slug].read_text(encoding="utf-8")))

    @cached_property
    def corpus(self) -> Corpus:
        """The content as it was before anything was swapped, read once."""
        corpus, problems = read(Content(self.root))
        if corpus is None or problems:
            raise AssertionError(problems)
        return corpus

    def problems(self, slug: str, triples: Sequence[ox.Triple], labels: str = "") -> list[Problem]:
        """What `check --text` finds wrong with a source's file of these statements; `labels` are of things
        that are new. It is grounded first, and all the rest is checked only where that finds nothing."""
        written = {f"data/sources/{slug}.ttl": "".join(f"{triple} .\n" for triple in triples)}
        if labels:
            written["data/entities/mutated.ttl"] = labels
        return self._grounded(slug, written) or self._checked(slug, written)

    def _grounded(self, slug: str, written: Mapping[str, str]) -> list[Problem]:
        found: list[Problem] = []
        files = [each for each in self.corpus.files if each.path not in written]
        for path, text in written.items():
            role = Role.SOURCES if "/sources/" in path else Role.ENTITIES
            file, wrong = parse(path, role, text)
            files.append(file)
            found += wrong
        corpus = replace(self.corpus, files=tuple(files))
        return _errors(found + ground(corpus, Locator(corpus.files), {slug: self.texts[slug]})[1])

    def _checked(self, slug: str, written: Mapping[str, str]) -> list[Problem]:
        before = {path: self._read(path) for path in written}
        try:
            for path, text in written.items():
                (self.root / path).write_text(text, encoding="utf-8")
            return _errors(check(Content(self.root), {slug: self.texts[slug]}).problems)
        finally:
            for path, text_before in before.items():
                if text_before is None:
                    (self.root / path).unlink()
                else:
                    (self.root / path).write_text(text_before, encoding="utf-8")

    def _read(self, path: str) -> str | None:
        file = self.root / path
        return file.read_text(encoding="utf-8") if file.exists() else None


def prepare(folder: Path, article: Path = ARTICLE_TEXT) -> Place:
    """Copy the content, and add the made-up sources."""
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name)
    texts = {ARTICLE: article} if article.exists() else {}
    # Other sources would only take time: what one says is grounded in its own text.
    for path in (folder / "data" / "sources").iterdir():
        if path.stem != ARTICLE:
            path.unlink()
    _drop_labels(folder / "data")
    (folder / "data" / "adjudications.ttl").write_text("# None.\n", encoding="utf-8")
    for each in madeup.SOURCES:
        (folder / "data" / "sources" / f"{each.slug}.ttl").write_text(each.turtle(), encoding="utf-8")
        (folder / "data" / "entities" / f"{each.slug}.ttl").write_text(each.labels(), encoding="utf-8")
        texts[each.slug] = folder / f"{each.slug}.txt"
        texts[each.slug].write_text("\n".join(each.text), encoding="utf-8")
    return Place(folder, texts)


def _drop_labels(data: Path) -> None:
    """Take out the labels of things that only the sources spoke of that are gone."""
    left = "".join(path.read_text(encoding="utf-8") for path in (data / "sources").iterdir())
    for path in (data / "entities").iterdir():
        blocks = path.read_text(encoding="utf-8").split("\n\n")
        kept = [
            block
            for block in blocks
            if block.startswith(("@", "#"))
            or "\n    a " in block
            or f"{block.split()[0]} " in f"{left} "
            or f"{block.split()[0]}\n" in left
        ]
        path.write_text("\n\n".join(kept).rstrip() + "\n", encoding="utf-8")


def _errors(problems: Sequence[Problem]) -> list[Problem]:
    return [each for each in problems if each.severity == "error"]
