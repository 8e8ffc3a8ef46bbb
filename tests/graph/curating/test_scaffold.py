"""A source is begun from a document: its file and its entry, valid but for what is to be filled in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from accordgraph.graph.checking.check import check
from accordgraph.graph.curating.documents import document, read_document
from accordgraph.graph.curating.proving import proofs
from accordgraph.graph.curating.scaffold import ScaffoldError, new_source
from accordgraph.graph.curating.slugs import SlugError
from accordgraph.graph.curating.together import NotWritten
from accordgraph.graph.reading.content import Content
from accordgraph.graph.reading.corpus import read

from ..changing import told
from ..small import BASE, append

PAGE = """<html lang="en"><meta property="og:site_name" content="{site}">
<link rel="canonical" href="https://beta.example/news/1">
<main><h1>An "accord" \\ at last</h1><p>April 9, 2024<p>Beta Corp pays more than $25m."""
ENTRIES = "data/entities/sources.ttl"


def files(root: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a folder and what it holds."""
    for path in sorted(root.rglob("*")):
        if path.is_file():
            yield str(path), path.read_bytes()


def test_a_page_that_tells_everything_gives_a_valid_source(root: Path, tmp_path: Path) -> None:
    page = PAGE.format(site="Beta Corporation").replace(
        "<main>", '<meta name="date" content="2024-04-09"><main>'
    )
    made = new_source(Content(root), document(page.encode(), "p"), text=tmp_path / "out.txt")
    assert (made.slug, made.missing) == ("beta-corporation-accord-last-2024", ())
    checked = check(Content(root), {made.slug: tmp_path / "out.txt"})
    assert [str(problem) for problem in checked.problems] == []
    (row,) = checked.grounded
    assert (row.values, row.found, row.cited) == (2, 2, 0)
    entry = (root / ENTRIES).read_text("utf-8")
    assert "accord:publishedBy organization:beta ;" in entry
    assert '"An \\"accord\\" \\\\ at last (Beta Corporation, 9 April 2024)"@en' in entry


def test_what_is_not_known_is_refused_until_it_is_filled_in(root: Path) -> None:
    made = new_source(Content(root), document(b"One line, which is no title in any language.", "t"), "x-2024")
    assert made.missing == (
        "its publisher", "its day of issue", "its language", "its page", "its labels in English",
    )  # fmt: skip
    found = told(root)
    assert all("is still to be filled in" in each for each in found), "\n".join(found)
    labels = [each.rpartition("such as ")[2] for each in found if "rdfs:label is still" in each]
    graph, source = (
        '"What “Title” (Publisher, 16 April 2024) states"@en.',
        '"Title (Publisher, 16 April 2024)"@en.',
    )
    assert labels == [graph, source]
    assert [each.split(" is ")[0].rsplit(" ", 1)[1] for each in found] == [
        "rdfs:label", "rdfs:label", "accord:publishedBy", "dcterms:language", "foaf:page", "dcterms:issued",
        "dcterms:title",
    ]  # fmt: skip
    assert found[0].startswith(f"{ENTRIES}:9:16: ")


def test_a_day_of_issue_that_is_filled_in_is_proven_by_the_text(root: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("Accord again\nHARROW, April 11, 2024 - It holds.\n", "utf-8")
    made = new_source(Content(root), read_document(text), "again-2024")
    for path in made.files:
        for placeholder, value in (
            ('"FILL IN"^^xsd:date', '"2024-04-11"^^xsd:date'),
            ("@und", "@en"),
            ('"und"', '"en"'),
            ("organization:fill-in", "organization:beta"),
            ("source:fill-in", "<https://beta.example/again>"),
            ("FILL IN", "Accord again"),
        ):
            path.write_text(path.read_text("utf-8").replace(placeholder, value), "utf-8")
    corpus, _ = read(Content(root))
    assert corpus is not None
    file = corpus.sources[corpus.names.source_graph(made.slug)]
    (block,) = proofs(corpus, file, read_document(text).paragraphs).blocks
    append(root, f"data/sources/{made.slug}.ttl", block)
    checked = check(Content(root), {made.slug: text})
    assert [str(problem) for problem in checked.problems] == []
    (row,) = checked.grounded
    assert (row.values, row.found, row.cited) == (2, 2, 0)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Beta and Zeta sign $12.5m robotics pact", "times-beta-zeta-sign-robotics-2024"),
        ("Beta\u3068Zeta\u3001\u9023\u643a\u5354\u5b9a \u7dcf\u984d30\u5104\u5186", "times-beta-zeta-2024"),
        ("Top 10 of 5G", "times-top-10-5g-2024"),
    ],
)
def test_a_slug_is_of_words_and_not_of_sums(root: Path, title: str, slug: str) -> None:
    page = PAGE.format(site="The Times").replace("<main>", '<meta name="date" content="2024-04-09"><main>')
    told_title = page.replace('An "accord" \\ at last', title)
    assert new_source(Content(root), document(told_title.encode(), "p")).slug == slug


def test_a_publisher_that_the_graph_does_not_know_is_named(root: Path) -> None:
    page = PAGE.format(site="The Times").replace("<main>", '<meta name="date" content="2024-04-09"><main>')
    made = new_source(Content(root), document(page.encode(), "p"))
    assert made.slug == "times-accord-last-2024"
    assert made.missing[0] == "its publisher (The Times, which is no organization of the graph yet)"
    (publisher,) = [each for each in told(root) if "publishedBy" in each]
    assert "write organization:times" in publisher
    page = PAGE.format(site="日本経済新聞").replace("news/1", "news/2")
    assert new_source(Content(root), document(page.encode(), "p"), "nikkei-accord-2024").missing[0] == (
        "its publisher (日本経済新聞, which is no organization of the graph yet)"
    )


def test_entries_keep_their_order_and_all_that_was_there(root: Path) -> None:
    old = f"""@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix source: <{BASE}id/source/> .

# A note of somebody's.
source:first
    rdfs:label "First"@en ;
.

source:x
    rdfs:label "X"@en ;
.
"""
    (root / ENTRIES).write_text(old.replace("source:x\n", "source:first-b\n"), encoding="utf-8")
    for slug in ("zeta", "alpha", "first-a"):
        new_source(Content(root), document(b"A line.\n", "t"), slug)
    text = (root / ENTRIES).read_text("utf-8")
    subjects = [line for line in text.splitlines() if line.startswith(("<", "source:"))]
    assert subjects == sorted(subjects)
    assert "# A note of somebody's.\nsource:first\n" in text


#: Slug, what is done before -> a part of the message.
REFUSED = [
    ("first", None, "There is a source first already"),
    ("No Slug", None, "is to be lower-case ASCII letters"),
    ("../../x", None, "is to be lower-case ASCII letters"),
    ("a" * 81, None, "at most 80 characters"),
    ("x", ("data/entities/sources.ttl", "nonsense here\n"), "mistakes that are to be mended first"),
    ("x", (ENTRIES, f"@prefix source: <{BASE}id/x/> .\n"), "laid out so that no entry can be added"),
]


@pytest.mark.parametrize(("slug", "before", "message"), REFUSED)
def test_nothing_is_written_where_anything_is_in_the_way(
    root: Path, slug: str, before: tuple[str, str] | None, message: str
) -> None:
    if before:
        append(root, *before)
    left = list(files(root))
    with pytest.raises((ScaffoldError, SlugError)) as refused:
        new_source(Content(root), document(b"A line.\n", "t"), slug)
    assert message in str(refused.value)
    assert list(files(root)) == left


#: The page that a source has -> whether the page of PAGE is another one.
PAGES = [
    ("https://beta.example/news/1", False),
    ("http://beta.example/news/1", False),
    ("https://Beta.example/news/1/", False),
    ("https://beta.example/news/1#paragraph-2", False),
    ("https://beta.example/news/1?utm_source=letter&utm_medium=mail&fbclid=x", False),
    ("https://beta.example/news/1?page=2", True),
    ("https://beta.example/news/1?page=2&utm_source=letter", True),
    ("https://beta.example/news/1#!/2", True),
    ("https://beta.example/news/10", True),
    ("https://other.example/news/1", True),
]


@pytest.mark.parametrize(("known", "another"), PAGES)
def test_a_page_that_a_source_has_is_not_entered_again(root: Path, known: str, another: bool) -> None:
    append(root, ENTRIES, f"<{BASE}id/source/first> <http://xmlns.com/foaf/0.1/page> <{known}> .\n")
    left = list(files(root))
    page = document(PAGE.format(site="Beta Corporation").encode(), "p")
    if another:
        assert new_source(Content(root), page, "second").slug == "second"
        return
    with pytest.raises(ScaffoldError) as refused:
        new_source(Content(root), page, "second")
    told = str(refused.value)
    assert "source/first has the page https://beta.example/news/1 already" in told
    assert f"({ENTRIES}:12)" in told
    assert list(files(root)) == left


#: Document -> what it does not tell of the parts of a slug.
LACKING = [
    ("慶應義塾大学\n", "no publisher and no topic and no year"),
    ("Accord at last\n9 April 2024\n", "no publisher"),
    (PAGE.format(site="Beta Corporation").replace("April 9, 2024", "April"), "no year"),
]


@pytest.mark.parametrize(("text", "lacking"), LACKING)
def test_a_slug_that_would_lack_a_part_is_asked_for(root: Path, text: str, lacking: str) -> None:
    with pytest.raises(SlugError, match=f"gives {lacking} for the slug.* name it with --slug"):
        new_source(Content(root), document(text.encode(), "t"))


def test_a_text_that_is_there_is_not_overwritten(root: Path, tmp_path: Path) -> None:
    (tmp_path / "out.txt").write_text("mine")
    left = list(files(root))
    with pytest.raises(ScaffoldError, match="nothing is overwritten"):
        new_source(Content(root), document(b"A line.\n", "t"), "x", tmp_path / "out.txt")
    assert list(files(root)) == left


def test_a_full_disk_leaves_nothing_behind(root: Path, full_disk: Path) -> None:
    left = list(files(root))
    lines = "".join(f"A long line, number {number}.\n" for number in range(20_000)).encode()
    with pytest.raises(NotWritten, match=f"Nothing was written to {full_disk}: the disk is full"):
        new_source(Content(root), document(lines, "t"), "x", full_disk / "out.txt")
    assert list(files(root)) == left
    assert list(full_disk.iterdir()) == []
