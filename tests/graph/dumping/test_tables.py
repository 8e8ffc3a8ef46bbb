"""The tables hold what a query finds, survive every text, and read back by their CSVW description."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import csvw
import pyoxigraph as ox
import pytest

from accordgraph.graph.build import build
from accordgraph.graph.reading.content import find_content
from accordgraph.graph.snapshot import Snapshot, SnapshotFolder
from tools import ROOT

from .. import small

ACCORD = "PREFIX accord: <https://w3id.org/accordgraph/ontology#>"
#: Table -> the title of a column that is compared, the query that finds the same rows.
QUERIES = {
    "contributions.csv": (
        "Amount",
        """SELECT ?s (SAMPLE(?v) AS ?x) WHERE { ?s a accord:FundingContribution
        OPTIONAL { ?s accord:hasAmount/accord:amountValue ?v } } GROUP BY ?s ORDER BY STR(?s)""",
    ),
    "statistics.csv": (
        "Qualifier",
        """SELECT ?s (SAMPLE(?v) AS ?x) WHERE { ?s a accord:Statistic
        OPTIONAL { ?s accord:hasQualifier ?v } } GROUP BY ?s ORDER BY STR(?s)""",
    ),
    "agreements.csv": (
        "Parties",
        """SELECT ?s (GROUP_CONCAT(STR(?v); SEPARATOR="|") AS ?x) WHERE {
        { SELECT ?s ?v WHERE { ?s a accord:CooperationAgreement OPTIONAL { ?s accord:hasParty ?v } }
        ORDER BY STR(?s) STR(?v) } } GROUP BY ?s ORDER BY STR(?s)""",
    ),
}
ODD = '=1+1, "so|called"\nthing'


def made(content: Path, folder: Path) -> Snapshot:
    """A snapshot."""
    return build(find_content(content), SnapshotFolder(folder), keep=2)


def rows(snapshot: Snapshot, name: str) -> list[dict[str, str]]:
    """The rows of a table, by title."""
    with (snapshot.dumps_path / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@pytest.mark.parametrize("name", QUERIES)
def test_rows_are_what_a_query_finds(published: Snapshot, name: str) -> None:
    title, query = QUERIES[name]
    found = published.open_store().query(f"{ACCORD} {query}")
    expected = [(row[0].value, row[1].value if row[1] else "") for row in found]  # type: ignore[union-attr]
    got = [(row["IRI"], row[title]) for row in rows(published, name)]
    assert got == [(s, "|".join(sorted(x.split("|")))) for s, x in expected] != []


def test_the_same_content_gives_the_same_bytes(published: Snapshot, tmp_path: Path) -> None:
    again = made(ROOT, tmp_path)
    names = [
        path.name for path in published.dumps_path.iterdir() if path.name.endswith((".csv", "-metadata.json"))
    ]
    assert len(names) == 8
    for name in names:
        assert (again.dumps_path / name).read_bytes() == (published.dumps_path / name).read_bytes()


def test_every_table_reads_back_by_its_description(published: Snapshot) -> None:
    group = csvw.TableGroup.from_file(published.dumps_path / "tables-metadata.json")
    assert len(group.tables) == 7
    for table in group.tables:
        got = list(table.iterdicts())
        plain = rows(published, str(table.url))
        assert [each["iri"] for each in got] == [each["IRI"] for each in plain]
        assert list(got[0]) == [column.name for column in table.tableSchema.columns]


def test_a_converter_writes_each_iri_as_it_stands(published: Snapshot) -> None:
    path = published.dumps_path / "tables-metadata.json"
    converted = csvw.CSVW(str(path)).to_json()["tables"]
    for table, made in zip(json.loads(path.read_text(encoding="utf-8"))["tables"], converted, strict=True):
        told = rows(published, table["url"])
        things = [each["describes"][0] for each in made["row"]]
        assert [each["@id"] for each in things] == [each["IRI"] for each in told]
        for column in table["tableSchema"]["columns"]:
            if "valueUrl" in column:
                values = [each.get(column["propertyUrl"], "") for each in things]
                assert values == [each[column["titles"]] for each in told]


def test_the_description_makes_the_graphs_own_statements_of_the_tables(published: Snapshot) -> None:
    """What CSVW reads from cells of columns with a propertyUrl; all others are left out of its RDF."""
    store = published.open_store()
    description = json.loads((published.dumps_path / "tables-metadata.json").read_text(encoding="utf-8"))
    for table in description["tables"]:
        told = rows(published, table["url"])
        first, *columns = table["tableSchema"]["columns"]
        assert first["suppressOutput"]
        own = [each for each in columns if not each.get("suppressOutput")]
        assert len(own) >= 2
        for column in own:
            name = ox.NamedNode(column["propertyUrl"])
            for row in told:
                values = (
                    row[column["titles"]].split(column["separator"])
                    if "separator" in column
                    else [row[column["titles"]]]
                )
                found = store.quads_for_pattern(ox.NamedNode(row["IRI"]), name, None, ox.DefaultGraph())
                kind = ox.NamedNode if "valueUrl" in column else ox.Literal
                there = {each.object.value for each in found if isinstance(each.object, kind)}
                assert {each for each in values if each} <= there, column["name"]


def test_a_text_with_comma_quote_newline_bar_and_formula_stays_as_it_is(tmp_path: Path) -> None:
    root = small.write(tmp_path / "content")
    small.replace(root, "data/entities/all.ttl", '"beta corp"@en', f'{json.dumps(ODD)}@en, "beta corp"@en')
    snapshot = made(root, tmp_path / "snapshots")
    text = rows(snapshot, "organizations.csv")[1]["Other names"]
    description = json.loads((snapshot.dumps_path / "tables-metadata.json").read_text(encoding="utf-8"))
    table = next(each for each in description["tables"] if each["url"] == "organizations.csv")
    column = next(each for each in table["tableSchema"]["columns"] if each["name"] == "other_name")
    assert text.split(column["separator"]) == [ODD, "beta corp"]
    assert "formula" in (snapshot.dumps_path / "README.md").read_text(encoding="utf-8")
