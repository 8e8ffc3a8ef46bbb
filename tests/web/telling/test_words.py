"""In which words and languages a page speaks of things and properties."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest

from accordgraph.graph.names import Names
from accordgraph.graph.prefixes import shorten
from accordgraph.graph.terms import LABEL
from accordgraph.web.data.display import Display
from accordgraph.web.data.looking import Look
from accordgraph.web.data.texts import Text, aloud, pick
from accordgraph.web.describing import describe
from accordgraph.web.responding.context import lend, live
from accordgraph.web.telling import meanings
from accordgraph.web.telling.groups import GROUPS, PLACES, REST, group_of
from accordgraph.web.telling.plain import PLAIN, WORDS
from accordgraph.web.telling.portrait import Painter
from accordgraph.web.telling.registers import registered

from ..conftest import Whole
from ..content import BASE

NAMES = Names(BASE)


@pytest.mark.parametrize(("languages", "wanted", "chosen"), [
    (["en", "ja"], "ja", "ja"),
    (["en", "ja"], "ja-JP", "ja"),
    (["de-AT", "de", "en"], "de-AT", "de-AT"),
    (["de", "en"], "de-CH-1996", "de"),
    (["de-AT", "en"], "de", "de-AT"),
    (["fr", "en-GB"], "ja", "en-GB"),
    (["fr", ""], "ja", ""),
    (["fr", "it"], "ja", "fr"),
])  # fmt: skip
def test_a_text_falls_back_by_one_rule(languages: list[str], wanted: str, chosen: str) -> None:
    assert pick([Text(each, each) for each in languages], wanted).language == chosen


@pytest.mark.parametrize(("text", "language", "heard"), [
    ("筑波大がAI研究拠点 米2社、5000万ドル拠出 (Ibaraki Shimbun, 24 April 2025)", "en", "ja"),
    ("「慶應AIセンター」を設立 (Impress, September 2024)", "en", "ja"),
    ("What “筑波大がAI研究拠点” of Ibaraki Shimbun states", "en", "en"),
    ("人工智能合作 (Xinhua, 9 April 2024)", "en", "en"),
    ("Keio University", "en", "en"),
    ("慶應義塾大学の設立", "", ""),
])  # fmt: skip
def test_a_japanese_title_in_an_english_label_is_read_aloud_as_japanese(
    text: str, language: str, heard: str
) -> None:
    assert aloud(Text(text, language)) == Text(text, heard)


@pytest.mark.parametrize("tongue", ["en", "ja"])
@pytest.mark.parametrize("path", ["/doc/source/keio-university-cmu-visit-2025", "/search?q=慶應AIセンター"])
def test_pages_say_that_a_japanese_title_is_japanese(whole: Whole, path: str, tongue: str) -> None:
    page = whole.client.get(path, headers={"Accept": "text/html", "Accept-Language": tongue}).text
    assert re.search(r'lang="ja"[^<>]*>米カーネギーメロン大学', page)


def test_each_property_has_one_group() -> None:
    assert group_of("accord:hasAmount") == "Money"
    assert group_of("accord:drawsOn") == "What it is", "a place is no money"
    assert group_of("ex:unknown") == REST
    assert len(set(PLACES.values())) == len(PLACES)
    assert {row for row, _ in PLACES.values()} == set(range(len(GROUPS)))


@pytest.mark.parametrize(("iri", "words"), [
    ("https://ror.org/05x2bcf33", "ROR 05x2bcf33"),
    ("http://www.wikidata.org/entity/Q190080", "Wikidata Q190080"),
    ("https://orcid.org/0000-0002-1825-0097", "ORCID 0000-0002-1825-0097"),
    ("https://example.org/1", ""),
])  # fmt: skip
def test_other_names_are_known_by_their_registers(iri: str, words: str) -> None:
    assert registered(iri) == words


@pytest.mark.parametrize(("tongue", "words"), [("en", "English"), ("ja", "英語")])
def test_the_language_of_a_source_is_named(whole: Whole, tongue: str, words: str) -> None:
    told = {"Accept": "text/html", "Accept-Language": tongue}
    page = whole.client.get("/doc/source/pie-news-us-japan-ai-2024", headers=told).text
    assert f'<td><span title="en">{words}</span></td>' in page
    page = whole.client.get("/questions/list-sources", headers=told).text
    assert f'<option value="en">{words}</option>' in page


def test_every_property_has_plain_words_forwards_and_backwards(whole: Whole) -> None:
    """All properties that occur with things of the dataset, in both languages, however rare they are."""
    follower = whole.client.application.extensions["accordgraph"].follower
    snapshot = follower.take()
    try:
        reader = snapshot.reader
        wordless: dict[str, set[str]] = {"forwards": set(), "backwards": set()}
        for quad in reader.quads(None, None, None, None):
            value, short = quad.object, shorten(quad.predicate.value, NAMES)
            if not isinstance(quad.subject, ox.NamedNode) or not NAMES.kind(quad.subject.value):
                continue
            plain = short in WORDS or short in PLAIN
            languages = {text.language for _, text in reader.names_of(quad.predicate.value)}
            if not plain and not {"en", "ja"} <= languages:
                wordless["forwards"].add(short)
            if isinstance(value, ox.NamedNode) and NAMES.kind(value.value):
                wordless["backwards"] |= {short} - meanings.BACKWARDS.keys()
    finally:
        follower.give_back(snapshot)
    assert wordless == {"forwards": set(), "backwards": set()}


@pytest.mark.parametrize(
    ("tongue", "name", "words"),
    [("en", "hasParty", "party"), ("en", "hasFunder", "funder"), ("ja", "hasParty", "当事者")],
)
def test_a_property_is_called_what_its_values_are(whole: Whole, tongue: str, name: str, words: str) -> None:
    with whole.client.application.test_request_context("/", headers={"Accept-Language": tongue}):
        lend()
        assert Display().property(NAMES.term(name)).text == words


@pytest.mark.parametrize(("tongue", "others"), [("en", ["日本"]), ("ja", ["Japan"])])
def test_the_name_that_a_page_has_is_not_told_again_among_its_names(
    whole: Whole, tongue: str, others: list[str]
) -> None:
    with whole.client.application.test_request_context("/", headers={"Accept-Language": tongue}):
        lend()
        opened = live()
        painter = Painter(opened.reader, opened.lister, NAMES, Display())
        portrait = painter.portray(describe(opened.lister, Look(opened.reader, f"{BASE}id/place/japan")))
        name = Display().property(LABEL.value)
    rows = [row for group in portrait.last for row in group.rows if row.property == name]
    assert [cell.text for row in rows for fact in row.facts for cell in fact.values] == others
