"""Grounding finds each value in the text, or says where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from accordgraph.graph.checking.check import Checked, check
from accordgraph.graph.grounding.evidence import excerpt
from accordgraph.graph.grounding.paragraphs import paragraph_digest, paragraphs
from accordgraph.graph.reading.content import Content, find_content

from .. import small
from ..small import replace

FIRST = "data/sources/first.ttl"


def grounded(root: Path, text: str | bytes = small.TEXT, slug: str = "first") -> Checked:
    """Check with a text for the first source."""
    path = root.parent / "text.txt"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return check(Content(root), {slug: path})


def test_all_values_of_the_small_content_stand_in_its_text(root: Path) -> None:
    checked = grounded(root)
    assert checked.problems == ()
    (row,) = checked.grounded
    assert (row.paragraphs, row.values, row.found, row.cited) == (4, 10, 10, 0)
    assert row.rules == {
        "alias": 2,
        "currency sign": 3,
        "label": 1,
        "month and day": 2,
        "qualifier": 1,
        "title": 1,
    }


CASES: tuple[tuple[str, Sequence[tuple[str, str]], str], ...] = (
    (
        "value not in the text",
        [('accord:date "2024-04-03"', 'accord:date "2024-04-04"')],
        '22:17: accord:date "2024-04-04" of agreement/alpha-beta does not stand in 20-27 of '
        'paragraph 4 ("April 3"); '
        "no rule reads it anywhere in the text: correct it or take it out; if the text says it in words that "
        "no rule knows, give it evidence of its own of the grade concept:evidence-grade-cited, without "
        "paragraph and span, whose accord:readingNote tells them.",
    ),
    (
        "wrong span",
        [("accord:spanStart 20 ; accord:spanEnd 27", "accord:spanStart 0 ; accord:spanEnd 6")],
        '22:17: accord:date "2024-04-03" of agreement/alpha-beta does not stand in 0-6 of '
        'paragraph 4 ("signed"); '
        'it stands at 20-27 ("April 3") of paragraph 4.',
    ),
    (
        "no span",
        [(" ;\n    accord:spanStart 20 ; accord:spanEnd 27", "")],
        '22:17: accord:date "2024-04-03" of agreement/alpha-beta is a number or a date, so '
        "its evidence has a span; "
        'it stands at 20-27 ("April 3") of paragraph 4.',
    ),
    (
        "span beyond the paragraph",
        [("accord:spanEnd 27", "accord:spanEnd 270")],
        "57:5: evidence/first-date: the span 20-270 is not within paragraph 4, which is 0-63.",
    ),
    (
        "no such paragraph",
        [
            ("accord:paragraphNumber 3", "accord:paragraphNumber 30"),
            (paragraph_digest(small.PARAGRAPHS[2]), "0" * 64),
        ],
        "48:5: evidence/first-parties: the text has no paragraph 30; it has 4, counted from 1.",
    ),
    (
        "digest of another paragraph",
        [("accord:paragraphNumber 3", "accord:paragraphNumber 1")],
        '48:5: evidence/first-parties: its digest is that of paragraph 3 ("Alpha University and Beta Corp"); '
        "write that number for 1, or the digest of the paragraph that is meant.",
    ),
    (
        "digest of no paragraph",
        [(paragraph_digest("Accord at last"), "0" * 64)],
        '37:5: evidence/first-title: the digest of paragraph 1 ("Accord at last") is '
        f'"{paragraph_digest("Accord at last")}", and no paragraph has the one given; if this is the '
        "paragraph that is meant, write its digest.",
    ),
    (
        "name that is not mentioned",
        [("organization/alpha-university> ;", "organization/gamma> ;")],
        "23:21: accord:hasParty organization/gamma of agreement/alpha-beta does not stand in "
        "paragraph 4; paragraph 3; "
        "no rule reads it anywhere in the text: give the name that the text has as skos:altLabel in "
        "data/entities, or take this out.",
    ),
    (
        "title in other words",
        [('"Accord at last"', '"Accord at first"')],
        '17:19: dcterms:title "Accord at first"@en of source/first does not stand in '
        "paragraph 2; paragraph 1; "
        "no rule reads it anywhere in the text: write it as the text has it.",
    ),
)


@pytest.mark.parametrize(
    ("changes", "message"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_is_not_grounded_is_told(root: Path, changes: Sequence[tuple[str, str]], message: str) -> None:
    gamma = f'<{small.BASE}id/organization/gamma> a accord:Company ; rdfs:label "Gamma"@en .\n'
    small.append(root, "data/entities/all.ttl", gamma)
    for old, new in changes:
        replace(root, FIRST, old, new)
    found = [str(problem) for problem in grounded(root).problems]
    assert f"{FIRST}:{message}" in found, "\n".join(found)


@pytest.mark.parametrize(
    ("old", "new", "rules"),
    [
        ('"25000000"^^xsd:decimal', '"25,000,000"^^xsd:decimal', {"ill-typed"}),
        ('"25000000"^^xsd:decimal', '"$25m"', set()),
        ('"25000000"^^xsd:decimal', '"sNaN"^^xsd:decimal', {"ill-typed"}),
        ('accord:currency "USD"', 'accord:currency "RMB"', {"currency"}),
        ('accord:currency "USD"', "rdfs:seeAlso rdfs:label", {"amount-unstated"}),
        ('accord:date "2024-04-03"', 'accord:date "2024-04-31"', {"ill-typed"}),
        (f"<{small.BASE}id/concept/amount-qualifier-more-than>", '"more-than"', set()),
        ('accord:date "2024-04-03"', 'accord:datePrecision "month" ;\n    accord:date "2024-04-01"', set()),
        ("accord:spanEnd 62", "\n    accord:spanEnd 3,100", {"ill-typed"}),
        ("accord:paragraphNumber 3", "accord:paragraphNumber 3,000", {"ill-typed"}),
        ('accord:date "2024-04-03"^^xsd:date', 'accord:date "four"^^xsd:integer', {"ill-typed"}),
    ],
    ids=[
        "amount", "amount as a text", "no number", "no currency", "currency left out", "date",
        "a qualifier as a text", "a precision as a text",
        "a span with a comma", "a paragraph's number with a comma", "number",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_not_looked_for(root: Path, old: str, new: str, rules: set[str]) -> None:
    replace(root, FIRST, old, new)
    assert {each.rule for each in grounded(root).problems} == rules


QUALIFIERS = {
    "more than $25m": "more-than",
    "over $25m": "more-than",
    "up to $25m": "up-to",
    "about $25m": "about",
    "at least $25m": "at-least",
    "no more than $25m": "up-to",
    "nearly $25m": "about",
    "$25m or more": "at-least",
    "$25m-plus": "at-least",
}
#: What no qualifier says.
UNSAYABLE = (
    "less than $25m",
    "under $25m",
    "8 percent more than $25m",
    "between $25m and $30m",
    "$25m-$30m",
    "$25m a year",
)
AMOUNT = "usd-25000000-more-than"
QUALIFIED = f" ;\n    accord:hasQualifier <{small.BASE}id/concept/amount-qualifier-more-than>"


def without_qualifier(root: Path) -> None:
    """Say of the amount that it is exact, under its right name."""
    text = (root / FIRST).read_text(encoding="utf-8").replace(QUALIFIED, "")
    (root / FIRST).write_text(text.replace(AMOUNT, "usd-25000000"), encoding="utf-8")


@pytest.mark.parametrize("words", QUALIFIERS)
def test_an_amount_that_the_text_qualifies_has_a_qualifier(root: Path, words: str) -> None:
    without_qualifier(root)
    text = small.TEXT.replace("more than $25m", words)
    told = [each.message for each in grounded(root, text).problems if "amount-value" in each.message
            or "amountValue" in each.message or "hasAmount" in each.message]  # fmt: skip
    said = f'the text says "{words}", so it takes a qualifier, {QUALIFIERS[words]}, which also ends its name.'
    assert [message.endswith(said) for message in told] == [True, True], told


def test_what_stands_elsewhere_with_a_qualifier_is_told_so(root: Path) -> None:
    without_qualifier(root)
    text = small.TEXT.replace("more than $25m", "a sum") + "more than $25m"
    told = [each.message for each in grounded(root, text).problems if "accord:hasAmount" in each.message]
    assert [each.split("; ")[-1] for each in told] == [
        'the text says "more than $25m", so it takes a qualifier, more-than, which also ends its name.'
    ], told


@pytest.mark.parametrize(
    ("day", "precision", "words", "said"),
    [
        ("2024-04-01", "day", "in April 2024", 'the text says "April 2024", a month, where'),
        ("2024-04-01", "month", "on April 3", 'the text says "April 3", a day, where'),
        ("2024-01-01", "year", "on 3 June 2024", 'the text says "3 June 2024", a day, where'),
        ("2024-01-01", "day", "in 2024", 'the text says "2024", a year, where'),
        ("2024-04-02", "day", "in April 2024", "no rule reads it anywhere in the text: "),
        (
            "2024-03-18",
            "day",
            "on 3/18",
            'no rule reads "3/18" of paragraph 4, which may be a day, a month or ',
        ),
        (
            "2018-03-01",
            "month",
            "on 3/18",
            'no rule reads "3/18" of paragraph 4, which may be a day, a month or ',
        ),
        (
            "2024-05-01",
            "month",
            "Act 05/2024",
            'no rule reads "05/2024" of paragraph 4, which may be a month or ',
        ),
        (
            "2023-09-01",
            "month",
            "for AY2024",
            'no rule reads "AY2024" of paragraph 4, which may be an academic ',
        ),
        *[
            (
                "2024-03-27",
                "day",
                said,
                f'no rule reads "{said}" of paragraph 4, which may be any day of that week',
            )
            for said in ("two weeks ago", "the week before last", "2週間前", "先々週")
        ],
    ],
)
def test_a_date_that_the_text_has_otherwise_is_told_so(
    root: Path, day: str, precision: str, words: str, said: str
) -> None:
    text = small.TEXT.replace("on April 3", words)
    new = (
        f'"{day}"^^xsd:date ;\n    accord:datePrecision <{small.BASE}id/concept/date-precision-{precision}> ;'
    )
    replace(root, FIRST, '"2024-04-03"^^xsd:date ;', new)
    replace(root, FIRST, paragraph_digest(small.PARAGRAPHS[3]), paragraph_digest(text.split("\n")[4]))
    found = [str(problem) for problem in grounded(root, text).problems]
    assert any(f'accord:date "{day}"' in each and said in each for each in found), "\n".join(found)


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ('"2024-04-03"^^xsd:date ;\n    accord:datePrecision "day" ;', ""),
        ("2024 ;", "CooperationAgreement-date:DatatypeConstraintComponent"),
        ('"2024-04-03" ;', "CooperationAgreement-date:DatatypeConstraintComponent"),
    ],
    ids=["a precision that is none", "a year as a number", "a text"],
)
def test_what_is_mistyped_is_told_and_not_that_it_is_missing_in_the_text(
    root: Path, wrong: str, rule: str
) -> None:
    replace(root, FIRST, '"2024-04-03"^^xsd:date ;', wrong)
    assert [each.rule for each in grounded(root).problems] == [rule] * bool(rule)


def test_a_paragraph_that_moved_is_told_and_nothing_that_it_says(root: Path) -> None:
    problems = grounded(root, f"Corrected on April 10\n{small.TEXT}").problems
    number, name = (
        r"write that number for \d, or",
        r"evidence/first-[\w-]+: its digest is that of paragraph \d",
    )
    assert problems
    assert all(re.match(name, each.message) and re.search(number, each.message) for each in problems), (
        problems
    )


def test_a_paragraph_that_changed_is_sought_where_those_beside_it_moved(root: Path) -> None:
    text = small.TEXT.replace("April 9", "This text was corrected.\nApril 9").replace("$25m", "$26m")
    told = [str(each).partition(f"{FIRST}:")[2] for each in grounded(root, text).problems]
    changed = paragraph_digest(small.PARAGRAPHS[3].replace("$25m", "$26m"))
    number = (
        "its paragraph changed, and those beside it moved, so that it may be paragraph 5 "
        f'("{excerpt(small.PARAGRAPHS[3])}"), of which the digest is "{changed}"; if it is, write both.'
    )
    assert sum(each.endswith(number) for each in told) == 5, told
    assert any('does not stand in 58-62 of paragraph 5 ("$26m")' in each for each in told)
    assert not [each for each in told if "accord:date " in each]


@pytest.mark.parametrize("start", [27, 20], ids=["before", "there"])
def test_of_a_span_that_ends_before_it_begins_or_there_only_that_is_told(start: int, root: Path) -> None:
    swapped = f"accord:spanStart {start} ; accord:spanEnd 20"
    replace(root, FIRST, "accord:spanStart 20 ; accord:spanEnd 27", swapped)
    (only,) = grounded(root).problems
    assert only.message == (
        f"evidence/first-date: the span {start}-20 ends where it begins, or before; are the two swapped?"
    )


def test_an_amount_with_the_name_of_another_is_told_once_and_not_sought(root: Path) -> None:
    replace(root, FIRST, '"25000000"^^xsd:decimal', '"25"^^xsd:decimal')
    (only,) = grounded(root).problems
    assert "is said to be USD 25 more than, so its name is amount/usd-25-more-than" in only.message


def test_a_misspelt_name_is_told_once(root: Path) -> None:
    replace(root, FIRST, "organization/alpha-university> ;", "organization/alfa-university> ;")
    told = [each.rule for each in grounded(root).problems if "alfa" in each.message]
    assert told == ["dangling"]


def test_an_amount_that_the_text_does_not_say_is_told_without_its_currency(root: Path) -> None:
    text = small.TEXT.replace("$25m", "$24m")
    told = [each.message for each in grounded(root, text).problems if each.rule == "not-grounded"]
    assert {message.split()[0] for message in told} == {
        "accord:amountValue",
        "accord:hasAmount",
        "accord:hasQualifier",
    }, told


@pytest.mark.parametrize("words", UNSAYABLE)
def test_what_no_qualifier_says_is_not_taken_for_an_exact_amount(root: Path, words: str) -> None:
    without_qualifier(root)
    text = small.TEXT.replace("more than $25m", words)
    told = [each.message for each in grounded(root, text).problems if "accord:hasAmount" in each.message]
    assert len(told) == 1
    assert "for which there is no qualifier, so the value is left out" in told[0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("no more than $25m", 'the text says "no more than $25m", so it takes another qualifier, up-to'),
        ("$25m", 'the text says "$25m", without the qualifier more-than'),
        ("less than $25m", 'the text says "less than $25m", for which there is no qualifier'),
    ],
)
def test_a_qualifier_is_the_one_that_stands_at_the_amount(root: Path, words: str, said: str) -> None:
    text = small.TEXT.replace("more than $25m", words)
    told = [each.message for each in grounded(root, text).problems if "accord:hasAmount" in each.message]
    assert len(told) == 1
    assert said in told[0]


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("more than $25m", True),
        ("no more than $25m", False),
        ("8 percent more than $25m", False),
        ("more than a combined $25m", True),
        ("More than US$25m", True),
        ("more than ten people and $25m", False),
        ("$25m for more than a year", False),
        ("more than $3m, and $25m", False),
    ],
)
def test_a_qualifier_stands_before_its_own_amount(root: Path, words: str, is_found: bool) -> None:
    text = small.TEXT.replace("more than $25m", words)
    told = [each.message for each in grounded(root, text).problems if "accord:hasQualifier" in each.message]
    assert (told == []) is is_found, told


CHANGE = f"""
<{small.BASE}id/statistic/students>
    accord:changePercent "{{value}}"^^xsd:decimal ;
.
<{small.BASE}id/evidence/first-change>
    a accord:Evidence ;
    accord:evidenceGrade <{small.BASE}id/concept/evidence-grade-located> ;
    accord:paragraphDigest "{{digest}}" ;
    accord:paragraphNumber 5 ;
    accord:spanEnd {{end}} ;
    accord:spanStart 0 ;
    accord:supports <{small.BASE}id/statistic/students> ;
    accord:supportsProperty accord:changePercent ;
.
"""


@pytest.mark.parametrize(
    ("words", "is_grounded"),
    [
        ("seven members", True),
        ("between seven members", True),
        ("over seven years", True),
        ("more than seven members", False),
        ("nearly seven members", False),
        ("seven or more", False),
        ("between seven and nine members", False),
    ],
)
def test_a_number_that_takes_no_qualifier_is_exact_in_the_text(
    root: Path, words: str, is_grounded: bool
) -> None:
    change = CHANGE.replace("changePercent", "memberCount").format(
        value="7", digest=paragraph_digest(words), end=len(words)
    )
    small.append(root, FIRST, change)
    problems = grounded(root, small.TEXT + words).problems
    told = [each.message for each in problems if each.rule == "not-grounded"]
    assert ["for which there is no qualifier" in each for each in told] == [True] * (not is_grounded), told


def test_figures_in_groups_are_no_rivals_of_the_number_that_they_make(root: Path) -> None:
    words = "7 250 members"
    count = CHANGE.replace("changePercent", "memberCount").format(
        value="7250", digest=paragraph_digest(words), end=5
    )
    small.append(root, FIRST, count)
    problems = grounded(root, small.TEXT + words).problems
    assert [each.message for each in problems if each.rule in ("not-grounded", "wide-span")] == []


@pytest.mark.parametrize(
    ("words", "value", "said"),
    [
        ("8 percent fewer", "-8", ""),
        ("8 percent fewer", "8", 'the text says "8 percent" as a fall'),
        ("8 percent more", "8", ""),
        ("8 percent more", "-8", 'the text says "8 percent" as a rise'),
        ("8 percent of them", "8", 'the text says "8 percent" without a word for a rise or a fall'),
        ("about 8 percent more", "8", 'the text says "about 8 percent", for which there is no qualifier'),
        ("8 percentage points more", "8", "no rule reads it anywhere in the text"),
        ("8 universities more", "8", "no rule reads it anywhere in the text"),
    ],
)
def test_a_change_by_a_percentage_goes_the_way_that_the_text_says(
    root: Path, words: str, value: str, said: str
) -> None:
    small.append(root, FIRST, CHANGE.format(value=value, digest=paragraph_digest(words), end=len(words)))
    problems = grounded(root, small.TEXT + words).problems
    told = [each.message for each in problems if "of statistic/students" in each.message]
    assert [said in each for each in told] == ([True] if said else []), told


@pytest.mark.parametrize(
    ("words", "rival"),
    [
        ("on April 3", ""),
        ("on April 3 (April 3)", ""),
        ("on April 3, not April 4,", "April 4"),
        ("between March 2020 and April 3", "March 2020"),
        ("with ten people on April 3", ""),
    ],
)
def test_the_span_of_a_number_or_date_holds_no_other(root: Path, words: str, rival: str) -> None:
    text = small.TEXT.replace("on April 3", words)
    paragraph = text.splitlines()[4]
    digest = paragraph_digest(small.PARAGRAPHS[3])
    file = (root / FIRST).read_text(encoding="utf-8").replace(digest, paragraph_digest(paragraph))
    end = paragraph.index(". Beta")
    (root / FIRST).write_text(file.replace("spanEnd 27", f"spanEnd {end}"), encoding="utf-8")
    told = [each.message for each in grounded(root, text).problems if each.rule == "wide-span"]
    start = paragraph.index("April 3")
    wanted = (
        f'accord:date "2024-04-03" of agreement/alpha-beta: the span 20-{end} of paragraph 4 also holds '
        f'"{rival}"; narrow it to {start}-{start + 7} ("April 3").'
    )
    assert told == ([wanted] if rival else [])


def test_an_exact_amount_may_stand_beside_a_qualified_one(root: Path) -> None:
    without_qualifier(root)
    text = small.TEXT.replace("more than $25m", "more than $3m and $25m")
    messages = [each.message for each in grounded(root, text).problems]
    assert [each for each in messages if 'it stands at 66-70 ("$25m")' in each]
    assert not any("takes a qualifier" in each for each in messages), messages


def test_cited_evidence_is_not_looked_for(root: Path) -> None:
    text = (root / FIRST).read_text(encoding="utf-8")
    (root / FIRST).write_text(
        text.replace("evidence-grade-located", "evidence-grade-cited"), encoding="utf-8"
    )
    (row,) = grounded(root, "Something else").grounded
    assert (row.found, row.cited) == (0, row.values)


@pytest.mark.parametrize(
    ("slug", "text", "message"),
    [
        ("frist", "x", "There is no source frist to ground; did you mean first?"),
        ("fi", "x", "There is no source fi to ground; did you mean first?"),
        ("x", "x", "There is no source x to ground; the files in data/sources/ are named after theirs."),
        ("first", b"\xff", "text.txt:1: byte 0xff is not UTF-8; save the file as UTF-8, or is it no text?"),
    ],
)
def test_texts_that_do_not_fit_are_told(root: Path, slug: str, text: str | bytes, message: str) -> None:
    (problem,) = grounded(root, text, slug).problems
    assert problem.message.endswith(message)


def test_a_text_that_is_gone_is_told(root: Path) -> None:
    (problem,) = check(Content(root), {"first": root / "nowhere.txt"}).problems
    assert problem.message.endswith("nowhere.txt cannot be read: No such file or directory.")


def test_a_page_grounds_as_its_text_does(root: Path) -> None:
    page = "".join(f"<p>{each}</p>" for each in small.PARAGRAPHS)
    (row,) = grounded(root, f"<!doctype html><nav>Menu</nav>{page}").grounded
    assert (row.paragraphs, row.found) == (len(small.PARAGRAPHS), row.values)


def test_a_value_in_words_that_no_rule_knows_is_cited_with_how_they_are_read(root: Path) -> None:
    text = small.TEXT.replace("on April 3", "three days after Easter")
    (told,) = (each for each in grounded(root, text).problems if "accord:date" in each.message)
    assert "concept:evidence-grade-cited, without paragraph and span" in told.message
    file = root / FIRST
    before, start, rest = file.read_text().partition(f"<{small.BASE}id/evidence/first-date>")
    _, end, after = rest.partition(" .\n")
    cited = f"""
    a accord:Evidence ; rdfs:label "Date"@en ;
    accord:supports <{small.BASE}id/agreement/alpha-beta> ; accord:supportsProperty accord:date ;
    accord:evidenceGrade <{small.BASE}id/concept/evidence-grade-cited> ;
    accord:readingNote "Easter was on 31 March 2024."@en"""
    file.write_text(before + start + cited + end + after)
    checked = grounded(root, text)
    assert not [each for each in checked.problems if "accord:date" in each.message]
    assert checked.grounded[0].cited == 1


def test_the_article_has_25_paragraphs(article: Path) -> None:
    found = paragraphs(article.read_text(encoding="utf-8"))
    assert len(found) == 25
    assert found[15].strip("“”.") == found[16].strip("“”.")


def test_every_value_of_the_article_is_grounded(article: Path) -> None:
    checked = check(find_content(None), {"pie-news-us-japan-ai-2024": article})
    assert [str(problem) for problem in checked.problems if problem.severity == "error"] == []
    (row,) = checked.grounded
    assert row.values == row.found > 100
