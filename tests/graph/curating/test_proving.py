"""Evidence is found for what a source's file states and has none for, and grounds it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from accordgraph.graph.checking.check import check
from accordgraph.graph.curating.proving import Proofs, proofs
from accordgraph.graph.grounding.paragraphs import paragraphs
from accordgraph.graph.reading.content import Content, Role
from accordgraph.graph.reading.corpus import read

from ..small import TEXT

SOURCE = "data/sources/first.ttl"


def proven(root: Path, text: str = TEXT) -> Proofs:
    """The evidence for the small source, from a text."""
    corpus, problems = read(Content(root), (Role.DATASET, Role.ENTITIES, Role.CONCEPTS, Role.SOURCES))
    assert corpus is not None
    assert problems == []
    (file,) = [each for each in corpus.sources.values() if each.slug == "first"]
    return proofs(corpus, file, paragraphs(text))


def without_evidence(root: Path, beginning: str = "") -> None:
    """Take the evidence out of the small source, or that whose name begins so."""
    path = root / SOURCE
    blocks = re.split(r"(?<=\.\n)(?=<)", path.read_text("utf-8"))
    gone = f"/id/evidence/{beginning}"
    path.write_text("".join(each for each in blocks if gone not in each), encoding="utf-8")


def test_what_has_evidence_gets_no_other(root: Path) -> None:
    assert proven(root).blocks == ()


def test_what_speaks_of_a_thing_is_no_evidence_for_its_values(root: Path) -> None:
    without_evidence(root, "first-funded")
    (block,) = proven(root).blocks
    assert "accord:supportsProperty accord:hasAmount" in block


def test_evidence_that_is_pasted_grounds_all_that_is_read(root: Path, tmp_path: Path) -> None:
    without_evidence(root)
    text = tmp_path / "text.txt"
    text.write_text(TEXT, encoding="utf-8")
    assert check(Content(root), {"first": text}).grounded[0].found == 0
    path = root / SOURCE
    prefixes = "".join(
        f"@prefix {kind}: <https://w3id.org/accordgraph/id/{kind}/> .\n"
        for kind in ("agreement", "amount", "concept", "contribution", "evidence", "source")
    )
    found = proven(root)
    path.write_text(prefixes + path.read_text("utf-8") + "\n".join(found.blocks), encoding="utf-8")
    (row,) = check(Content(root), {"first": text}).grounded
    assert row.found == row.values > 5
    assert proven(root).blocks == ()


def test_evidence_comes_in_the_order_of_the_paragraphs(root: Path) -> None:
    without_evidence(root)
    found = proven(root, "A line.\n" * 7 + TEXT)
    numbers = [int(number) for each in found.blocks for number in re.findall(r"paragraphNumber (\d+)", each)]
    assert set(numbers) == {8, 9, 10, 11}
    assert numbers == sorted(numbers)


def test_a_value_is_proven_where_most_is_said_of_its_thing(root: Path) -> None:
    without_evidence(root)
    found = proven(root, "Others spend more than $25m on it.\n" + TEXT)
    (block,) = [each for each in found.blocks if "accord:hasAmount" in each]
    assert "accord:paragraphNumber 5 " in block


@pytest.mark.parametrize(
    ("lines", "paragraph"),
    [
        (
            ("The accord of Alpha University is of last Wednesday.", "Beta Corp signed it on April 3, 2024."),
            2,
        ),
        (("The accord of Alpha University is of last Wednesday.", "Beta Corp signed it on April 3."), 2),
        (("Alpha University signed it on April 3.", "Beta Corp did so on April 3, 2024."), 2),
        (
            (
                "Alpha University and Beta Corp signed it last Wednesday.",
                "Beta Corp met them on 3 April 2024.",
            ),
            2,
        ),
        (("Alpha University signed it last Wednesday.", "Tokyo, April 3, 2024"), 1),
        (("Both signed it last Wednesday.", "They did so on April 3, 2024."), 2),
        (("Beta Corp signed it on 3 April 2024.", "Alpha University and Beta Corp did on April 3, 2024."), 2),
        (("Beta Corp signed it on April 3, 2024.", "Alpha University did so on 2024-04-03."), 1),
    ],
    ids=[
        "a day of the week",
        "a day of the week, and one without its year",
        "a day without its year",
        "though more is said elsewhere",
        "not where nothing else is said of the thing",
        "unless that is so of all",
        "of two that are written out, where more is said",
        "of two that are alike, the first",
    ],
)
def test_a_date_is_proven_where_it_is_written_out(root: Path, lines: tuple[str, ...], paragraph: int) -> None:
    without_evidence(root)
    found = proven(root, "\n".join(lines))
    (block,) = [each for each in found.blocks if "accord:date ;" in each]
    assert f"accord:paragraphNumber {paragraph} " in block


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("no more than $25m", "so it takes another qualifier, up-to, which also ends its name"),
        ("less than $25m", "for which there is no qualifier, so the value is left out"),
    ],
)
def test_a_value_that_the_text_qualifies_otherwise_is_told(root: Path, words: str, said: str) -> None:
    without_evidence(root)
    found = proven(root, TEXT.replace("more than $25m", words))
    assert not any("hasAmount" in each for each in found.blocks)
    told = [each for each in found.left if each.startswith("accord:hasAmount")]
    assert len(told) == 1
    assert told[0].endswith(f': the text says "{words}", {said}')


def test_a_value_that_stands_twice_in_a_paragraph_may_be_another_things(root: Path) -> None:
    without_evidence(root)
    found = proven(root, TEXT.replace("more than $25m", "more than $25m, Gamma more than $25m"))
    (told,) = [each for each in found.left if "stands at" in each]
    assert told.startswith("accord:hasAmount amount/usd-25000000-more-than of contribution/")
    assert re.search(r" stands at (\d+-\d+) and \d+-\d+ of paragraph 4; the evidence names \1, unless", told)


def test_what_no_text_says_is_left_to_a_person(root: Path) -> None:
    without_evidence(root)
    found = proven(root, "Nothing of it\n")
    assert found.blocks == ()
    assert any("is read nowhere in the text" in each for each in found.left)
