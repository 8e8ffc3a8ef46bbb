"""The data: what the article says and nothing else, every number of it, each with its words."""

from __future__ import annotations

import re
from calendar import month_name
from pathlib import Path

import pyoxigraph as ox
import pytest

from accordgraph.graph.checking.check import check
from accordgraph.graph.grounding.paragraphs import paragraphs
from accordgraph.graph.reading.content import find_content
from tools import ROOT

SLUG = "pie-news-us-japan-ai-2024"
BASE = "https://w3id.org/accordgraph/"
ACCORD = BASE + "ontology#"
#: Paragraphs of the page around the article: navigation, reading time, the reader's own opinion.
FURNITURE = {1, 5, 24, 25}


#: Subject, property and object of a statement: IRIs and lexical forms, without language or datatype.
Fact = tuple[str, str, str]


def text_of(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    """The IRI or lexical form of a term."""
    assert isinstance(term, ox.NamedNode | ox.Literal), "facts have no blank nodes"
    return term.value.removeprefix(BASE + "id/")


@pytest.fixture(scope="module")
def facts() -> list[Fact]:
    """The article's graph."""
    quads = ox.parse(path=str(ROOT / "data" / "sources" / f"{SLUG}.ttl"))
    return [(text_of(quad.subject), text_of(quad.predicate), text_of(quad.object)) for quad in quads]


def values(facts: list[Fact], prop: str, subject: str | None = None) -> list[str]:
    """The values of an own property, IRIs shortened to kind/slug."""
    return sorted(o for s, p, o in facts if p == ACCORD + prop and subject in (None, s))


def spans(facts: list[Fact]) -> list[tuple[int, int, int]]:
    """Paragraph, start and end of each evidence that has a span."""
    by_subject: dict[str, dict[str, int]] = {}
    for subject, prop, value in facts:
        local = prop.removeprefix(ACCORD)
        if local in ("paragraphNumber", "spanStart", "spanEnd"):
            by_subject.setdefault(subject, {})[local] = int(value)
    return [
        (found["paragraphNumber"], found["spanStart"], found["spanEnd"])
        for found in by_subject.values()
        if "spanStart" in found
    ]


def test_everything_is_grounded_in_the_article(article: Path) -> None:
    checked = check(find_content(ROOT), {SLUG: article})
    assert [str(problem) for problem in checked.problems] == []
    assert checked.grounded


def test_every_number_of_the_article_is_in_the_graph(article: Path, facts: list[Fact]) -> None:
    texts = paragraphs(article.read_text("utf-8"))
    words = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|first|each)"
    missing = []
    for number, text in enumerate(texts, start=1):
        if number in FURNITURE:
            continue
        covered = [(start, end) for paragraph, start, end in spans(facts) if paragraph == number]
        for found in re.finditer(rf"\d[\d,./]*\d|\d|\b{words}\b", text, re.IGNORECASE):
            if not any(start <= found.start() and found.end() <= end for start, end in covered):
                missing.append((number, found.group()))
    # Words that state no number: "each" shares out the $25m, "two" is of the two countries named before.
    assert missing == [(12, "each"), (15, "two")]


def test_every_paragraph_that_says_something_is_drawn_on(article: Path, facts: list[Fact]) -> None:
    texts = paragraphs(article.read_text("utf-8"))
    assert len(texts) == 25
    assert texts[15] in texts[16].replace("”", "") or texts[15].strip("“.") == texts[16].strip("“”.")
    drawn = {int(number) for number in values(facts, "paragraphNumber")}
    assert drawn == set(range(1, 26)) - FURNITURE


@pytest.mark.parametrize(("subject", "prop"), [
    ("contribution/arm-to-us-japan-ai-research-partnerships-2024", "hasAmount"),
    ("contribution/softbank-group-to-us-japan-ai-research-partnerships-2024", "hasAmount"),
    ("contribution/microsoft-to-us-japan-ai-research-partnerships-2024", "hasAmount"),
    ("contribution/japanese-company-consortium-to-us-japan-ai-research-partnerships-2024", "hasAmount"),
    ("contribution/ibm-to-us-japan-university-corporate-partnerships-2023", "hasAmount"),
    ("contribution/apple-to-mineta-ambassadors-program", "hasAmount"),
    ("contribution/apple-to-mineta-ambassadors-program", "partOfTotal"),
    ("agreement/us-japan-university-corporate-partnerships-2023", "hasParty"),
    ("statistic/us-students-in-japan-2021-2022", "publishedBy"),
    ("target/international-students-in-japan", "deadline"),
    ("participation/president-of-the-united-states-2024", "hasJurisdiction"),
    ("source/pie-news-us-japan-ai-2024", "publishedBy"),
])  # fmt: skip
def test_what_the_article_does_not_say_is_not_in_its_graph(
    facts: list[Fact], subject: str, prop: str
) -> None:
    assert any(found == subject for found, _, _ in facts), "no such thing at all"
    assert values(facts, prop, subject) == []


def test_the_two_sums_go_to_the_pair(facts: list[Fact]) -> None:
    for funder in ("nvidia", "amazon"):
        contribution = f"contribution/{funder}-to-us-japan-ai-research-partnerships-2024"
        assert values(facts, "funds", contribution) == ["agreement/us-japan-ai-research-partnerships-2024"]
        assert values(facts, "hasAmount", contribution) == ["amount/usd-25000000"]


def test_the_source_gives_no_first_name_of_the_namesake(facts: list[Fact]) -> None:
    assert not [value for _, _, value in facts if "Norman" in value]


def test_no_sentence_of_the_article_is_copied(article: Path) -> None:
    """No run of ten words of the article stands in the project, its title apart."""
    texts = paragraphs(article.read_text("utf-8"))
    runs = set()
    for text in texts[2:]:
        words = re.findall(r"\w+", text.lower())
        runs |= {" ".join(words[start : start + 10]) for start in range(len(words) - 9)}
    for path in [path for folder in ("data", "ontology", "shapes") for path in (ROOT / folder).rglob("*.*")]:
        words = re.findall(r"\w+", path.read_text("utf-8").lower())
        copied = {" ".join(words[start : start + 10]) for start in range(len(words) - 9)} & runs
        assert not copied, path


#: The rules of CONTRIBUTING.md, as reasons begin with them.
RULES = (
    "primary over secondary",
    "party over third party",
    "specific over vague",
    "later correction over earlier",
)


@pytest.fixture(scope="module")
def decisions() -> dict[str, dict[str, list[str]]]:
    """Each adjudication: its properties, their values; the reason's language in place of the property."""
    found: dict[str, dict[str, list[str]]] = {}
    for quad in ox.parse(path=str(ROOT / "data" / "adjudications.ttl")):
        prop = getattr(quad.object, "language", None) or quad.predicate.value.removeprefix(ACCORD)
        if quad.predicate.value.startswith(ACCORD):
            stated = found.setdefault(text_of(quad.subject), {})
            stated.setdefault(prop, []).append(text_of(quad.object))
    assert found
    return found


def test_every_adjudication_gives_its_reason_in_two_languages_and_its_rules(
    decisions: dict[str, dict[str, list[str]]],
) -> None:
    for name, stated in decisions.items():
        assert len(stated["en"]) == len(stated["ja"]) == 1, name
        begun = stated["en"][0].partition(":")[0].lower()
        named = [each for each in RULES if each in begun] or ["all stand"]
        applied = [each.removeprefix("concept/adjudication-rule-") for each in stated["appliesRule"]]
        assert sorted(applied) == sorted(each.replace(" ", "-") for each in named), name


def test_japanese_reasons_write_dates_as_japanese_does(decisions: dict[str, dict[str, list[str]]]) -> None:
    english = re.compile(rf"\b(?:{'|'.join(month_name[1:])})\b")
    assert [name for name, stated in decisions.items() if english.search(stated["ja"][0])] == []


def test_the_rivals_of_what_is_overruled_do_not_say_the_same(
    decisions: dict[str, dict[str, list[str]]],
) -> None:
    graphs = {
        f"{BASE}graph/source/{path.stem}": {
            (text_of(quad.subject), quad.predicate.value, text_of(quad.object))
            for quad in ox.parse(path=str(path))
        }
        for path in (ROOT / "data" / "sources").glob("*.ttl")
    }
    for name, stated in decisions.items():
        if "overrulesValue" not in stated:
            continue
        (subject,), (prop,), (value,) = (
            stated[f"overrules{part}"] for part in ("Subject", "Property", "Value")
        )
        assert not any((subject, prop, value) in graphs[rival] for rival in stated["rivalGraph"]), name


def test_a_title_is_the_one_that_its_source_bears_in_its_own_language() -> None:
    language, title = (f"http://purl.org/dc/terms/{name}" for name in ("language", "title"))
    files = [ROOT / "data" / "entities" / "sources.ttl", *(ROOT / "data" / "sources").glob("*.ttl")]
    quads = [quad for path in files for quad in ox.parse(path=str(path))]
    spoken = {(text_of(q.subject), text_of(q.object)) for q in quads if q.predicate.value == language}
    titles = {
        (text_of(q.subject), q.object.language)
        for q in quads
        if q.predicate.value == title and isinstance(q.object, ox.Literal)
    }
    assert titles
    assert titles <= spoken


def test_an_organization_that_is_described_by_a_record_of_ror_is_identified_there() -> None:
    quads = list(ox.parse(path=str(ROOT / "data" / "entities" / "organizations.ttl")))
    described = {text_of(quad.subject) for quad in quads if "/ror-community/" in text_of(quad.object)}
    identified = {text_of(quad.subject) for quad in quads if "//ror.org/" in text_of(quad.object)}
    assert described
    assert described <= identified


def test_evidence_is_called_as_pages_call_what_it_supports() -> None:
    for path in sorted((ROOT / "data" / "sources").glob("*.ttl")):
        labels = re.findall(r'a accord:Evidence ;\n    rdfs:label "(.*)"@en ;', path.read_text("utf-8"))
        assert labels, path.name
        assert [each for each in labels if ": has " in each] == [], path.name
