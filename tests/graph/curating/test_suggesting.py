"""A text is read for the things of the graph, amounts, dates, and names that no thing has."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from accordgraph.graph.curating.gazetteer import Gazetteer, Name
from accordgraph.graph.curating.suggesting import suggest
from accordgraph.graph.reading.content import Content
from accordgraph.graph.reading.corpus import Corpus, read

from ..small import BASE, append

ENTITIES = "data/entities/all.ttl"


@pytest.fixture
def corpus(root: Path) -> Corpus:
    """The small content, with more names."""
    more = f"""<{BASE}id/organization/alpha> rdfs:label "Alpha"@en ; rdfs:label "アルファ"@ja .
<{BASE}id/concept/office-prime-minister> skos:prefLabel "prime minister"@en .
<{BASE}id/organization/us> rdfs:label "US"@en .
<{BASE}id/place/japan> rdfs:label "Japan"@en ; accord:demonym "Japanese"@en ; rdfs:label "日本"@ja .
<{BASE}id/organization/japan> rdfs:label "Government of Japan"@en ; skos:altLabel "Japan"@en .
<{BASE}id/organization/old> rdfs:label "Old Name"@en ; owl:deprecated true ; rdfs:comment "Gone."@en .
<{BASE}id/source/lab> rdfs:label "アルファとBeta Corpの新研究所"@ja .
<{BASE}id/amount/usd-25000000-more-than> rdfs:label "more than US$25 million"@en .
"""
    append(root, ENTITIES, more)
    found, problems = read(Content(root))
    assert found is not None
    assert problems == []
    return found


def said(corpus: Corpus, *lines: str) -> Sequence[tuple[str, str]]:
    """The words and the names that are suggested for them."""
    return [(each.text, each.term) for each in suggest(corpus, lines).found]


#: A line -> the words in it, and the names that are suggested.
LINES = [
    ("Alpha University met alpha university.", [("Alpha University", "organization:alpha-university")]),
    ("ALPHA\u2019s hope; Alphabet has none.", [("ALPHA", "organization:alpha")]),
    ("He told us of US plans.", [("US", "organization:us")]),
    ("Japan and Japanese", [("Japan", "organization:japan"), ("Japan", "place:japan"),
                            ("Japanese", "place:japan")]),
    ("日本のアルファとBeta Corpが", [("日本", "place:japan"), ("アルファ", "organization:alpha"),
                               ("Beta Corp", "organization:beta")]),
    ("アルファとBeta Corpの新研究所", [("アルファ", "organization:alpha"),
                                    ("Beta Corp", "organization:beta")]),
    ("アルファとベータの協定", [("アルファとベータの協定", "agreement:alpha-beta")]),
    ("\uff35\uff33と\uff21\uff4c\uff50\uff48\uff41", [("\uff35\uff33", "organization:us"),
                            ("\uff21\uff4c\uff50\uff48\uff41", "organization:alpha")]),
    ("Old Name is gone.", []),
    ("more than $25m", [("$25m", "amount:usd-25000000-more-than")]),
    ("no more than $25m", [("$25m", "amount:usd-25000000-up-to")]),
    ("$17+ million", [("$17+ million", "amount:usd-17000000-at-least")]),
    ("US$5 of the US", [("US$5", "amount:usd-5"), ("US", "organization:us")]),
    ("less than $25m", []),
    ("It costs \u20ac1.5 million.", [("\u20ac1.5 million", "amount:eur-1500000")]),
    ("on April 3, 2024", [("April 3, 2024", '"2024-04-03"^^xsd:date')]),
    ("12 of 34", []),
]  # fmt: skip


@pytest.mark.parametrize(("line", "wanted"), LINES, ids=[case[0] for case in LINES])
def test_a_line_is_read(corpus: Corpus, line: str, wanted: Sequence[tuple[str, str]]) -> None:
    assert said(corpus, line) == wanted


#: A line -> the longer names that "Alpha" or "Japan" may be part of in it.
LONGER = [
    ("The Swiss Alpha Foundation and the U.S. Alpha met.", ["Swiss Alpha Foundation", "U.S. Alpha"]),
    ("Japan Science Agency", ["Japan Science Agency"] * 2),
    ("President Alpha, in April Alpha & Acme; Alpha's Jane Doe", []),
    ("Acme and Alpha. But Alpha, Acme", []),
    ("Alpha University Hospital", ["Alpha University Hospital"]),
    ("a vice Alpha, the vice-Alpha, 副アルファ", ["vice Alpha", "vice-Alpha", "副アルファ"]),
    ("Vice Alpha Jane Doe, advice Alpha", ["Vice Alpha Jane Doe"]),
    ("Prime Minister Jane Doe, Deputy Prime Minister Jane Doe", ["Deputy Prime Minister"]),
    ("It met Japan Science and Technology Agency (JST).", ["Japan Science and Technology Agency"] * 2),
]


@pytest.mark.parametrize(("line", "wanted"), LONGER, ids=[case[0] for case in LONGER])
def test_a_thing_is_told_with_the_longer_name_around_it(corpus: Corpus, line: str, wanted: list[str]) -> None:
    assert [each.within for each in suggest(corpus, [line]).found if each.within] == wanted


def test_spans_labels_and_what_is_known_are_told(corpus: Corpus) -> None:
    first, second = suggest(corpus, ["", "Beta Corp: more than $25m"]).found
    assert (first.paragraph, first.start, first.end, first.label, first.how) == (
        2,
        0,
        9,
        "Beta Corporation",
        "alias",
    )
    assert first.iri == f"{BASE}id/organization/beta"
    assert (second.what, second.known) == ("amount", True)
    (unknown,) = suggest(corpus, ["$26m"]).found
    assert not unknown.known


def test_dates_that_depend_on_the_publication_need_it(corpus: Corpus) -> None:
    from datetime import date

    assert suggest(corpus, ["last year"]).found == ()
    (found,) = suggest(corpus, ["last year"], date(2024, 4, 16)).found
    assert (found.term, found.label) == ('"2023-01-01"^^xsd:date', "precision: year")


#: A line -> the names in it that no thing has.
CANDIDATES = [
    ("The Lakeside Foundation of Lake City gave.", ["Lakeside Foundation of Lake City"]),
    ("President Jane Doe met Alpha University.", ["Jane Doe"]),
    ("Alpha University and Beta Corp", []),
    ("Alpha University Hospital", []),
    ("On Monday we went.", []),
    ("In April 2024", []),
    ("It gives CA$5m and 5 Millionen Euro.", []),
    ("Another Jane Doe met her.", ["Jane Doe"]),
    ("Jane Doe\u2019s plan", ["Jane Doe"]),
    ("Ruth A. Okonkwo met J. R. Shimizu and J.R. Roe.", ["J. R. Shimizu", "J.R. Roe", "Ruth A. Okonkwo"]),
    ("Lakeside President Ruth Okonkwo", ["Ruth Okonkwo"]),
    ("They left the U.S. The Lakeside Foundation stayed.", ["Lakeside Foundation"]),
    ("Acme, Inc. and Harrow Co., Ltd. paid", ["Acme, Inc", "Harrow Co., Ltd"]),
    ("UK Research and Innovation (UKRI) of York paid", ["UK Research and Innovation", "York"]),
    ("the Ministry of Education, Culture and Sports (MECS)", ["Ministry of Education, Culture and Sports"]),
    ("Innovation and the Lakeside Science and Arts Fund (LSF) met.", ["Lakeside Science and Arts Fund"]),
    ("Harrow Foundation (see Annex) and Lake Trust (2025)", ["Annex", "Harrow Foundation", "Lake Trust"]),
    ("He met Acme, Harrow's lab and, on Tuesday in May or Sept, I.", ["Acme", "Harrow"]),
    ("Acme and Rolls-Royce said so. Few doubt it: Many agree", ["Acme", "Rolls-Royce"]),
    ("Ruth Okonkwo came; then Okonkwo left Alpha University, or Alpha", ["Ruth Okonkwo"]),
    ("Add Your Opinion", ["Add Your Opinion"]),
    ("国立大学法人北野工業大学は株式会社ハロー・ワンと", ["ハロー・ワン", "北野工業大学"]),
    ("ルース・オコンクォ大統領と田中一郎氏は", ["ルース・オコンクォ", "田中一郎"]),
    ("アルファのジェーン・ドウの両氏が", ["ジェーン・ドウ"]),
    ("米国のレイクサイド大学の大学院生が両大学で田辺製作所株式会社と", ["レイクサイド大学", "田辺製作所"]),
]


@pytest.mark.parametrize(("line", "wanted"), CANDIDATES, ids=[case[0] for case in CANDIDATES])
def test_names_of_nothing_are_candidates(corpus: Corpus, line: str, wanted: list[str]) -> None:
    assert [each.text for each in suggest(corpus, [line]).candidates] == wanted


@pytest.mark.parametrize(("name", "slug"), [
    ("Jane O'Brien", "jane-obrien"),
    ("Queen\u2019s Trust", "queens-trust"),
])  # fmt: skip
def test_a_new_name_has_the_slug_that_a_publisher_of_that_name_would_have(
    corpus: Corpus, name: str, slug: str
) -> None:
    found = suggest(corpus, [f"It was paid by {name} in 2024."]).candidates
    assert (name, slug) in [(each.text, each.slug) for each in found]


def test_a_japanese_name_says_nothing_of_its_slug(corpus: Corpus) -> None:
    (found,) = suggest(corpus, ["公益財団法人田辺財団"]).candidates
    assert (found.text, found.slug) == ("田辺財団", "")


def test_candidates_are_counted_by_paragraph(corpus: Corpus) -> None:
    first, second = suggest(corpus, ["Jane Doe", "John Roe", "Jane Doe met Jane Doe"]).candidates
    assert (first.text, first.slug, first.paragraphs) == ("Jane Doe", "jane-doe", (1, 3))
    assert second.paragraphs == (2,)


def test_the_mark_of_a_note_is_no_part_of_a_name() -> None:
    (found,) = Gazetteer([Name("x", "NVIDIA", "label")]).find("of NVIDIA¹ and others")
    assert (found.start, found.end) == (3, 9)


def test_a_fiscal_year_is_suggested_as_the_months_that_it_may_be(corpus: Corpus) -> None:
    found = suggest(corpus, ["in FY2024"]).found
    assert {(each.term, each.label) for each in found} == {
        ('"2023-10-01"^^xsd:date', "precision: month, until 2024-09-30"),
        ('"2024-04-01"^^xsd:date', "precision: month, until 2025-03-31"),
    }


def test_many_names_and_a_long_text_take_seconds(corpus: Corpus) -> None:
    names = [Name(f"x{number}", f"University of Town {number}", "label") for number in range(50_000)]
    text = "The University of Town 77 and the University of Somewhere met. " * 10_000
    begun = time.thread_time()
    found = list(Gazetteer(names).find(text))
    assert len(found) == 10_000
    assert suggest(corpus, [text + "In 2024 it gave $25m to Jane Doe. " * 5_000]).candidates
    assert time.thread_time() - begun < 60
