"""The interface speaks English and Japanese."""

from __future__ import annotations

import re
import string
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from accordgraph.engine.errors import EngineError, kinds
from accordgraph.web.japanese import ALONE, JAPANESE, REFUSALS, SCRIPTS, TABLES
from accordgraph.web.kinds import KIND_WORDS
from accordgraph.web.ontology.constraints import DATATYPES, NODE_KINDS, WORDS, WORDS_OF_THINGS
from accordgraph.web.ontology.shapes import SEVERITIES, TARGETS
from accordgraph.web.ontology.vocabulary import ALIGNMENTS, SECTIONS
from accordgraph.web.pictures import flow, network, series, timeline
from accordgraph.web.quality import STATUSES
from accordgraph.web.telling import amounts, days, groups, illustrating, meanings, plain, sentences
from accordgraph.web.views import dataset
from accordgraph.web.views.browse import FACET_WORDS, TITLES
from accordgraph.web.views.ontology import FACTS

WEB = Path(__file__).parents[2] / "server" / "accordgraph" / "web"
SOURCES = WEB.parents[1] / "frontend" / "src"
_SAID = re.compile(r"""\bsay\(\s*(?:"((?:[^"\\]|\\.)+)"|'([^']+)')""")


def said(*files: Path) -> set[str]:
    """All texts that templates and modules have said by their English."""
    return {double or single for path in files for double, single in _SAID.findall(path.read_text("utf-8"))}


def test_everything_that_is_said_has_its_japanese() -> None:
    pages, scripts = said(*WEB.rglob("*.html"), *WEB.rglob("*.py")), said(*SOURCES.rglob("*.js"))
    assert min(len(pages), len(scripts)) > 50
    assert pages - set(JAPANESE) == set()
    assert scripts - {english for part in SCRIPTS for english in TABLES[part]} == set()


@pytest.mark.parametrize("parts", [SCRIPTS, TABLES.keys() - set(ALONE)], ids=["scripts", "pages"])
def test_no_text_is_in_two_tables_of_one_reader(parts: Iterable[str]) -> None:
    where = defaultdict(list)
    for part in parts:
        for english in TABLES[part]:
            where[english].append(part)
    assert {english: found for english, found in where.items() if len(found) > 1} == {}


@pytest.mark.parametrize("english", sorted({
    *DATATYPES.values(), *NODE_KINDS.values(), *WORDS.values(), *WORDS_OF_THINGS.values(),
    *plain.PLAIN.values(), *plain.GRAPHS.values(),
    *STATUSES, *SEVERITIES.values(), *(words for words in TARGETS.values() if words != "{}"),
    *(words for _, words in (*FACTS, *ALIGNMENTS)), *flow.HEADS, *network.HEADS,
    *series.HEADS, *timeline.HEADS,
    *groups.GROUPS, groups.REST, *(title for title, _ in meanings.MEANINGS.values()),
    *meanings.BACKWARDS.values(),
    *plain.WORDS.values(), *(each for all_ in sentences.SENTENCES.values() for each in all_),
    *illustrating.DATED.values(), *TITLES.values(),
    *days.MONTHS, *amounts.QUALIFIERS.values(),
    *(words for words, _ in (*dataset.FACTS, *dataset.FIGURES)), *(title for title, _, _ in SECTIONS),
    *(words for pair in (*FACET_WORDS.values(), *KIND_WORDS.values()) for words in pair),
}))  # fmt: skip
def test_everything_in_the_tables_has_its_japanese(english: str) -> None:
    assert english in JAPANESE


def test_every_error_has_a_japanese_name() -> None:
    assert {EngineError.title, *(each.title for each in kinds())} - set(JAPANESE) == set()


def places(text: str) -> set[str]:
    """The names of the places to be filled."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize(("english", "japanese"), sorted({
    row for table in (*TABLES.values(), REFUSALS) for row in table.items()
}))  # fmt: skip
def test_both_languages_have_the_same_places(english: str, japanese: str) -> None:
    assert places(english) == places(japanese)


@pytest.mark.parametrize("path", ["/", "/dataset", "/nowhere"])
def test_header_and_footer_are_in_the_readers_language(client: FlaskClient, path: str) -> None:
    page = client.get(path, headers={"Accept": "text/html", "Accept-Language": "ja"})
    assert '<header class="site" lang="ja">' in page.text
    assert ">オントロジー</a>" in page.text
    assert "Accept-Language" in page.headers["Vary"]
    assert '<header class="site" lang="en">' in client.get(path, headers={"Accept": "text/html"}).text
