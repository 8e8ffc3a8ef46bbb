"""What the server, the data and the ontology were checked for, and what was found: the table of the tests.

The table is written by `pytest tests/checklists --write-quality`, and a test compares it with what the
checks find.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TextIO

import pyoxigraph as ox

from ..graph.names import Names
from ..graph.terms import LABEL, TYPE, term

#: The vocabulary of what was measured.
DQV = "http://www.w3.org/ns/dqv#"
#: Checklist -> its title and where it is published.
CHECKLISTS = {
    "five-stars": (
        "Linked Data principles and five stars of open data",
        "https://www.w3.org/DesignIssues/LinkedData.html",
    ),
    "cool-uris": ("Cool URIs for the Semantic Web", "https://www.w3.org/TR/cooluris/"),
    "recipes": (
        "Best Practice Recipes for Publishing RDF Vocabularies",
        "https://www.w3.org/TR/swbp-vocab-pub/",
    ),
    "void": ("Vocabulary of Interlinked Datasets, and its discovery", "https://www.w3.org/TR/void/"),
    "dcat-ap": ("DCAT-AP 3.0.1", "https://semiceu.github.io/DCAT-AP/releases/3.0.1/"),
    "dataset-search": (
        "schema.org Dataset for Google Dataset Search",
        "https://developers.google.com/search/docs/appearance/structured-data/dataset",
    ),
    "fuji": ("F-UJI, FAIR assessment of data", "https://github.com/pangaea-data-publisher/fuji"),
    "signposting": ("FAIR Signposting profile", "https://signposting.org/FAIR/"),
    "foops": ("FOOPS!, FAIR assessment of ontologies", "https://github.com/oeg-upm/fair_ontologies"),
    "web": ("HTTP and web pages", "https://www.rfc-editor.org/rfc/rfc9110"),
}
#: What can be found, in the order in which the page counts it.
STATUSES = ("pass", "waiting", "not applicable")
FILE = "quality.csv"


@dataclass(frozen=True)
class Check:
    """A row of the table: `name` within its checklist, what is checked, what was found, why, which test."""

    checklist: str
    name: str
    text: str
    status: str
    note: str
    test: str


#: The columns of the file.
COLUMNS = tuple(Check.__dataclass_fields__)


@cache
def checks() -> tuple[Check, ...]:
    """Return the rows of the table that the program carries."""
    return tuple(read(io.StringIO(table().decode(), newline="")))


def counted(rows: Iterable[Check]) -> dict[str, int]:
    """Count the rows by what was found; what was found nowhere is left out."""
    found = [row.status for row in rows]
    return {status: found.count(status) for status in STATUSES if status in found}


def table() -> bytes:
    """Return the table as its file holds it."""
    return resources.files(__package__).joinpath(FILE).read_bytes()


def read(file: TextIO) -> Iterator[Check]:
    """Read the rows of a table; raises TypeError where its columns are others."""
    for row in csv.DictReader(file):
        yield Check(**row)


def statements(names: Names) -> list[ox.Triple]:
    """Return the table as measurements of quality (https://www.w3.org/TR/vocab-dqv/), sorted."""
    return sorted(_statements(names), key=str)


def _statements(names: Names) -> Iterator[ox.Triple]:
    page, dataset = f"{names.base}quality", ox.NamedNode(names.dataset)
    for checklist, (title, address) in CHECKLISTS.items():
        dimension = ox.NamedNode(f"{page}#{checklist}")
        yield ox.Triple(dimension, TYPE, _dqv("Dimension"))
        yield ox.Triple(dimension, LABEL, ox.Literal(title, language="en"))
        yield ox.Triple(dimension, term("rdfs", "seeAlso"), ox.NamedNode(address))
    for check in checks():
        metric = ox.NamedNode(f"{page}#{check.checklist}.{check.name}")
        found = ox.NamedNode(f"{metric.value}-measurement")
        yield ox.Triple(metric, TYPE, _dqv("Metric"))
        yield ox.Triple(metric, LABEL, ox.Literal(check.text, language="en"))
        yield ox.Triple(metric, _dqv("inDimension"), ox.NamedNode(f"{page}#{check.checklist}"))
        yield ox.Triple(metric, _dqv("expectedDataType"), term("xsd", "string"))
        yield ox.Triple(found, TYPE, _dqv("QualityMeasurement"))
        yield ox.Triple(found, _dqv("computedOn"), dataset)
        yield ox.Triple(found, _dqv("isMeasurementOf"), metric)
        yield ox.Triple(found, _dqv("value"), ox.Literal(check.status))
        if check.note:
            yield ox.Triple(found, term("rdfs", "comment"), ox.Literal(check.note, language="en"))


def _dqv(local: str) -> ox.NamedNode:
    return ox.NamedNode(f"{DQV}{local}")
