"""The table of the checks, as people and programs read it."""

from __future__ import annotations

import csv
import io

import pytest
from flask.testing import FlaskClient
from rdflib import Graph, Namespace

from accordgraph.web.quality import CHECKLISTS, checks, counted

DQV = Namespace("http://www.w3.org/ns/dqv#")


@pytest.mark.parametrize(("language", "word"), [("en", "not applicable"), ("ja", "該当なし")])
def test_the_page_shows_each_check_with_what_was_found(client: FlaskClient, language: str, word: str) -> None:
    page = client.get("/quality", headers={"Accept": "text/html", "Accept-Language": language})
    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert page.text.count('<th scope="row">') == len(checks())
    for checklist in CHECKLISTS:
        assert f'<h2 id="{checklist}">' in page.text
    assert f"<dt>{word}</dt><dd>{counted(checks())['not applicable']}</dd>" in page.text


@pytest.mark.parametrize(("path", "accept"), [("/quality.csv", "*/*"), ("/quality", "text/csv")])
def test_the_table_can_be_had_as_csv(client: FlaskClient, path: str, accept: str) -> None:
    response = client.get(path, headers={"Accept": accept})
    assert response.content_type == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(response.text)))
    assert [(row["checklist"], row["name"]) for row in rows] == [
        (row.checklist, row.name) for row in checks()
    ]


def test_each_check_is_a_measurement_of_the_dataset(client: FlaskClient) -> None:
    response = client.get("/quality.ttl")
    graph = Graph().parse(data=response.data, format="turtle")
    assert len(set(graph.subject_objects(DQV.isMeasurementOf))) == len(checks())
    for measurement in graph.subjects(DQV.isMeasurementOf):
        assert (measurement, DQV.value, None) in graph
        assert str(next(graph.objects(measurement, DQV.computedOn))).endswith("/dataset")


def test_another_format_is_not_there_and_the_answer_names_those_that_are(client: FlaskClient) -> None:
    response = client.get("/quality.nq")
    assert response.status_code == 404
    assert ".csv" in response.text
