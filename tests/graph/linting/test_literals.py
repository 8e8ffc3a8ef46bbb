"""Literals that do not fit their datatype, or fit it in another form, are told with the right one."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..changing import BETA, ENTITIES, FIRST, Cases, Change, mistakes, more, swap, tell, told
from ..small import BASE, append, replace

SPANS = """accordsh:Evidence a sh:NodeShape ;
    sh:targetClass accord:Evidence ;
    sh:property accordsh:Evidence-spanEnd , accordsh:Evidence-spanStart .
accordsh:Evidence-spanEnd a sh:PropertyShape ;
    sh:path accord:spanEnd ;
    sh:maxCount 1 ;
    sh:message "A span has one end."@en .
accordsh:Evidence-spanStart a sh:PropertyShape ;
    sh:path accord:spanStart ;
    sh:lessThan accord:spanEnd ;
    sh:message "A span begins before it ends."@en .
"""
CASES: Cases = (
    (
        "ill-typed number",
        swap(FIRST, '"25000000"', '"25m"'),
        [f'{FIRST}:31:24: "25m" is no xsd:decimal; write it like 25000000 or 19.5.'],
    ),
    (
        "non-canonical decimal",
        swap(FIRST, '"25000000"', '"25000000.0"'),
        [
            f'{FIRST}:31:24: "25000000.0" is not the canonical form of this xsd:decimal; '
            'write "25000000"^^xsd:decimal, or one value counts as two.'
        ],
    ),
    (
        "a number of too many digits",
        swap(FIRST, '"25000000"', f'"{"9" * 5000}"'),
        [
            f"{FIRST}:31:24: This xsd:decimal has more digits than engines compute with; they take 18 before "
            "the point, and as many after it."
        ],
    ),
    (
        "a whole number of too many digits",
        more(FIRST, f"<{BASE}id/agreement/alpha-beta> accord:partyCount {'9' * 5000} .\n"),
        [f"{FIRST}:82:74: This xsd:integer has more digits than engines compute with"],
    ),
    (
        "impossible date",
        swap(FIRST, '"2024-04-03"', '"2024-04-31"'),
        [f'{FIRST}:22:17: "2024-04-31" is no xsd:date: the calendar has no such day.'],
    ),
    (
        "a datatype that is read nowhere",
        swap(FIRST, '"2024-04-03"^^xsd:date', '"2024-13"^^xsd:gYearMonth'),
        [f'{FIRST}:22:17: Nothing here tells whether "2024-13" fits its datatype xsd:gYearMonth; '],
    ),
    (
        "a datatype of which any text is taken for a value",
        more(FIRST, f'<{BASE}id/agreement/alpha-beta> accord:partyCount "12"^^xsd:language .\n'),
        [f'{FIRST}:82:74: Nothing here tells whether "12" fits its datatype xsd:language; use another. '],
    ),
    (
        "a box elsewhere than in the description of the dataset",
        more(
            FIRST,
            f'<{BASE}id/agreement/alpha-beta> accord:partyCount "POINT(1 2"^^'
            "<http://www.opengis.net/ont/geosparql#wktLiteral> .\n",
        ),
        [f'{FIRST}:82:74: Nothing here tells whether "POINT(1 2" fits its datatype '],
    ),
    (
        "a datatype that there is not",
        more(FIRST, f'<{BASE}id/agreement/alpha-beta> accord:partyCount "2"^^xsd:nmber .\n'),
        [f'{FIRST}:82:74: Nothing here tells whether "2" fits its datatype xsd:nmber; use another. '],
    ),
    (
        "a day in a time zone",
        swap(FIRST, '"2024-04-03"', '"2024-04-03+09:00"'),
        [
            f'{FIRST}:22:17: "2024-04-03+09:00" is not the canonical form of this xsd:date; '
            'write "2024-04-03"^^xsd:date, or one value counts as two.'
        ],
    ),
)


@mistakes(CASES)
def test_mistakes_are_told_with_their_place(root: Path, change: Change, wanted: list[str]) -> None:
    tell(root, change, wanted)


def test_a_number_with_commas_is_told_as_one(root: Path) -> None:
    replace(root, FIRST, '"25000000"^^xsd:decimal', "25,000,000")
    assert told(root) == [f"{FIRST}:31:24: 25,000,000 is read as 3 numbers; write it without commas."]


def test_what_is_compared_with_a_number_with_commas_is_not_told(root: Path) -> None:
    append(root, "shapes/all.ttl", SPANS)
    replace(root, FIRST, "spanStart 58 ; accord:spanEnd 62", "spanStart 58 ;\n    accord:spanEnd 1,062")
    assert told(root) == [f"{FIRST}:70:20: 1,062 is read as 2 numbers; write it without commas."]
    replace(root, FIRST, "1,062", "58")
    (message,) = told(root)
    assert message.startswith(f"{FIRST}:69:22: A span begins before it ends. ")


@pytest.mark.parametrize(
    "said", ['"1,200"', "1, 200", "<https://x.example/1,200>", "1 . # 1,200", '"""a "1,200\n1,200"""']
)
def test_a_comma_elsewhere_is_none_in_a_number(root: Path, said: str) -> None:
    append(root, ENTITIES, f"{BETA} rdfs:seeAlso {said} .\n")
    assert not [each for each in told(root) if "without commas" in each]
