"""Rules look again only at what changed, and tell what they would tell of everything."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from accordgraph.graph.checking.check import check
from accordgraph.graph.kept import Kept
from accordgraph.graph.linting.lint import lint_files
from accordgraph.graph.problems import Problem
from accordgraph.graph.reading.content import Content
from accordgraph.graph.reading.corpus import Corpus, read
from accordgraph.graph.reading.locate import Locator
from accordgraph.graph.reading.outline import Outline
from accordgraph.graph.reading.turtle import TurtleFile

from ..changing import ENTITIES, FIRST, SECOND
from ..small import BASE, append

ID, CONCEPTS = f"{BASE}id/", "ontology/concepts/all.ttl"


def looked_at(root: Path, cache: Path) -> list[str]:
    """The files that a rule looks at."""
    found: list[str] = []

    def rule(file: TurtleFile, _: Corpus, __: Locator) -> Iterator[Problem]:
        found.append(file.path)
        yield Problem(file.path, 3, None, "rule", "A message.", "warning")

    corpus, _ = read(Content(root), kept=Kept(cache))
    assert corpus is not None
    told = list(lint_files(corpus, Locator(corpus.files), (rule,)))
    assert told == [Problem(file.path, 3, None, "rule", "A message.", "warning") for file in corpus.files]
    corpus.kept.save()
    return found


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda _: None, []),
        (lambda root: append(root, FIRST, "# a thought\n"), [FIRST]),
        (lambda root: (root / SECOND).rename(root / "data/sources/third.ttl"), ["data/sources/third.ttl"]),
        (lambda root: append(root, "ontology/accordgraph.ttl", "accord:New a owl:Class .\n"), None),
        (lambda root: append(root, CONCEPTS, f"<{ID}concept/role-new> a skos:Concept .\n"), None),
    ],
    ids=["nothing", "a comment", "a name", "the ontology's terms", "the concepts"],
)
def test_a_file_is_looked_at_again_when_it_or_the_terms_changed(
    change: Callable[[Path], object], expected: list[str] | None, two: Path, tmp_path: Path
) -> None:
    everything = looked_at(two, tmp_path)
    assert FIRST in everything
    change(two)
    assert looked_at(two, tmp_path) == (everything if expected is None else expected)


#: Prints what check says of content of which so much is looked through on all cores; in a process of its own,
#: since one with several threads makes no copies of itself.
_SPREAD = """
import json, sys
from dataclasses import astuple
from pathlib import Path
from accordgraph.graph import cores
from accordgraph.graph.checking.check import check
from accordgraph.graph.reading.content import Content

cores.LITTLE = int(sys.argv[2])
print(json.dumps([astuple(each) for each in check(Content(Path(sys.argv[1])), layout=True).problems]))
"""


def test_the_same_is_told_on_one_core_and_on_all(two: Path) -> None:
    for name in (FIRST, SECOND):
        append(two, name, f'<{ID}agreement/alpha-beta> accord:unknown " x " ; rdfs:label [] .\n')

    def told(little: int) -> list[list[str]]:
        command = [sys.executable, "-c", _SPREAD, str(two), str(little)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
        return list(json.loads(done.stdout))

    alone = told(1 << 40)
    assert {FIRST, SECOND} <= {each[0] for each in alone}
    assert told(0) == alone


#: What is added to which files, and what is told of it: mistakes between files, which outlines have to show.
BETWEEN: dict[str, tuple[dict[str, str], str]] = {
    "evidence with two labels": (
        {each: f'<{ID}evidence/x> a accord:Evidence ; rdfs:label "{each}"@en .' for each in (FIRST, SECOND)},
        "evidence/x has its label",
    ),
    "two labels": (
        dict.fromkeys((FIRST,), f'<{ID}agreement/alpha-beta> rdfs:label "X"@en .'),
        "agreement/alpha-beta has its label",
    ),
    "evidence of another class": (
        {
            ENTITIES: "accord:Evidence owl:disjointWith accord:Person .",
            FIRST: f"<{ID}evidence/x> a accord:Evidence .",
            SECOND: f"<{ID}evidence/x> a accord:Person .",
        },
        "evidence/x is accord:Person here",
    ),
    "two classes": (
        {FIRST: f"<{ID}organization/beta> a accord:Person ."},
        "organization/beta is accord:Person here and accord:Company in",
    ),
    "described only by a source": (
        {FIRST: f"<{ID}person/x> a accord:Person . <{ID}agreement/x> accord:hasParty <{ID}person/x> ."},
        "person/x is used here but described nowhere",
    ),
    "withdrawn, and used": (
        {
            ENTITIES: f'<{ID}person/x> owl:deprecated true ; rdfs:comment "Gone."@en ; rdfs:label "X"@en .',
            FIRST: f"<{ID}agreement/alpha-beta> accord:hasParty <{ID}person/x> .",
        },
        "person/x was withdrawn, so nothing may use it",
    ),
    "withdrawn, and described": (
        {
            ENTITIES: f'<{ID}person/x> owl:deprecated true ; rdfs:comment "Gone."@en ; rdfs:label "X"@en .',
            FIRST: f"<{ID}person/x> a accord:Person .",
        },
        "person/x was withdrawn: it has its label",
    ),
    "in another language only": (
        {ENTITIES: f'<{ID}person/x> a accord:Person ; rdfs:label "X"@ja .'},
        "person/x has no label in English",
    ),
    "of nobody": (
        {ENTITIES: f'<{ID}event/x> rdfs:label "X"@en .'},
        "event/x is labelled, but no source speaks of it",
    ),
    "a source in a circle": (
        {
            FIRST: f"<{ID}source/first> prov:wasDerivedFrom <{ID}source/second> .",
            SECOND: f"<{ID}source/second> prov:wasDerivedFrom <{ID}source/first> .",
        },
        "repeats itself",
    ),
}


@pytest.mark.parametrize(("texts", "expected"), BETWEEN.values(), ids=BETWEEN)
def test_mistakes_between_files_are_told(texts: dict[str, str], expected: str, two: Path) -> None:
    assert check(Content(two)).problems == ()
    for name, text in texts.items():
        append(two, "ontology/accordgraph.ttl" if "disjointWith" in text else name, f"{text}\n")
    told = [str(each) for each in check(Content(two)).problems]
    assert any(expected in each for each in told), told


PAGE = "<http://xmlns.com/foaf/0.1/page>"

#: What is added to the entities -> what is told of it: nothing, or a line and a part of the message.
DOUBLES: dict[str, tuple[tuple[str, ...], str]] = {
    "one page": (
        (
            f"<{ID}source/second> {PAGE} <http://a.example/1/> .",
            f"<{ID}source/first> {PAGE} <https://a.example/1#top> .",
        ),
        f"{ENTITIES}:23:81: source/first has the page of source/second ({ENTITIES}:22)",
    ),
    "two pages": (
        (
            f"<{ID}source/second> {PAGE} <http://a.example/?1> .",
            f"<{ID}source/first> {PAGE} <http://a.example/?2> .",
        ),
        "",
    ),
    "one source at two addresses": (
        (f"<{ID}source/first> {PAGE} <http://a.example/1> , <https://a.example/1> .",),
        "",
    ),
    "pages that are still to be filled in": (
        (
            f"<{ID}source/second> {PAGE} <{ID}source/fill-in> .",
            f"<{ID}source/first> {PAGE} <{ID}source/fill-in> .",
        ),
        "",
    ),
    "the page of a programme": (
        (
            f"<{ID}programme/x> {PAGE} <http://a.example/1> .",
            f"<{ID}source/first> {PAGE} <http://a.example/1> .",
        ),
        "",
    ),
    "one label": (
        (f'<{ID}organization/gamma> a accord:Company ; rdfs:label "Beta Corporation"@en .',),
        f"{ENTITIES}:22:84: warning: organization/gamma has the name of organization/beta",
    ),
    "one label, written otherwise": (
        (f'<{ID}organization/gamma> a accord:Company ; rdfs:label "BÉTA  \uff23orporation"@en .',),
        f"{ENTITIES}:22:84: warning: organization/gamma has the name of organization/beta",
    ),
    "one person's names in another order": (
        (
            f'<{ID}person/jane-doe> a accord:Person ; rdfs:label "Jane Doe"@en .',
            f'<{ID}person/john-doe> a accord:Person ; rdfs:label "DOE Jane"@en .',
        ),
        f"{ENTITIES}:23:80: warning: person/john-doe has the name of person/jane-doe",
    ),
    "one name, of another class": (
        (f'<{ID}organization/gamma> a accord:Organization ; rdfs:label "Beta Corporation"@en .',),
        f"{ENTITIES}:22:89: warning: organization/gamma has the name of organization/beta",
    ),
    "a name by which another is known, too": (
        (
            f'<{ID}organization/gamma> a accord:Company ; rdfs:label "Gamma"@en ;\n'
            '    skos:altLabel "\u30d9\u30fc\u30bf"@ja , "Beta Corporation"@en .',
        ),
        f"{ENTITIES}:23:30: warning: organization/gamma has the name of organization/beta",
    ),
    "names that are known in Japanese": (
        (
            f'<{ID}organization/gamma> a accord:Company ; rdfs:label "Gamma"@en , "\u30ac\u30f3\u30de"@ja .',
            f'<{ID}organization/gammon> a accord:Company ; rdfs:label "Gammon"@en ;\n'
            '    skos:altLabel "\u30ac\u30f3\u30de"@ja .',
        ),
        f"{ENTITIES}:24:19: warning: organization/gammon has the name of organization/gamma",
    ),
    "the name of a thing that it replaces": (
        (
            f'<{ID}organization/gamma> rdfs:label "Gamma"@en ; owl:deprecated true ; '
            f'rdfs:comment "It is Beta."@en ; dcterms:isReplacedBy <{ID}organization/beta> .',
            f'<{ID}organization/beta> skos:altLabel "Gamma"@en .',
        ),
        "",
    ),
    "one homepage": (
        (
            f'<{ID}organization/gamma> a accord:Company ; rdfs:label "Gamma"@en ; '
            "<http://xmlns.com/foaf/0.1/homepage> <https://gamma.example/> .",
            f'<{ID}organization/gammon> a accord:Company ; rdfs:label "Gammon"@en ;\n'
            "    <http://xmlns.com/foaf/0.1/homepage> <http://gamma.example> .",
        ),
        f"{ENTITIES}:24:42: warning: organization/gammon has the homepage of organization/gamma",
    ),
    "a firm's names in another order": (
        (f'<{ID}organization/gamma> a accord:Company ; rdfs:label "Corporation Beta"@en .',),
        "",
    ),
    "amounts of two currencies": (
        (
            f'<{ID}amount/usd-5> a accord:MonetaryAmount ; rdfs:label "$5"@en .',
            f'<{ID}amount/jpy-5> a accord:MonetaryAmount ; rdfs:label "¥5"@en .',
        ),
        "",
    ),
    "one label, said to be different": (
        (
            f'<{ID}organization/gamma> a accord:Company ; rdfs:label "Beta Corporation"@en .',
            f"<{ID}organization/gamma> owl:differentFrom <{ID}organization/beta> .",
        ),
        "",
    ),
    "one label, two kinds": (
        (f'<{ID}person/gamma> a accord:Person ; rdfs:label "Beta Corporation"@en .',),
        "",
    ),
}


@pytest.mark.parametrize(("added", "expected"), DOUBLES.values(), ids=DOUBLES)
def test_doubles_are_told_where_the_later_one_stands(
    added: tuple[str, ...], expected: str, two: Path, tmp_path: Path
) -> None:
    """Also where all else was looked at before."""
    kept = Kept(tmp_path / "kept")
    assert check(Content(two), kept=kept).problems == ()
    append(two, ENTITIES, "".join(f"{line}\n" for line in added))
    told = [
        str(each)
        for each in check(Content(two), kept=kept).problems
        if each.rule in ("shared-page", "namesake")
    ]
    assert len(told) == bool(expected), told
    assert all(expected in each for each in told), told


def test_an_outline_is_read_as_it_was_written(two: Path) -> None:
    corpus, _ = read(Content(two))
    assert corpus is not None
    for each in corpus.outlines.values():
        assert Outline.from_bytes(each.to_bytes()) == each
    first = corpus.outlines[FIRST]
    assert f"<{ID}agreement/alpha-beta>".encode() in first.described
    assert f"<{ID}organization/beta>".encode() in first.mentions
    assert not first.touched
