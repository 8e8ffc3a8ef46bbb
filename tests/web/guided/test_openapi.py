"""The description for programs: valid, true of what is answered, and found from where programs look."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator, validate
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from ..conftest import Whole


@pytest.fixture(scope="module")
def document(whole: Whole) -> dict[str, Any]:
    """The description of the checkout's own content."""
    response = whole.client.get("/openapi.json")
    assert (response.status_code, response.content_type) == (200, "application/json")
    found: dict[str, Any] = json.loads(response.data)
    return found


def test_it_is_valid_openapi(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.1"
    validate(document, cls=OpenAPIV31SpecValidator)


def test_every_question_is_in_it_in_three_formats(document: dict[str, Any]) -> None:
    paths = [path for path in document["paths"] if path.startswith("/questions/") and "{" not in path]
    assert len(paths) == 3 * len({path.rpartition(".")[0] for path in paths}) >= 144
    first = document["paths"]["/questions/list-funders.csv"]["get"]["parameters"][0]
    assert first == {"$ref": "#/components/parameters/list-funders.funder"}
    parameter = document["components"]["parameters"]["list-funders.funder"]
    assert (parameter["name"], parameter["in"]) == ("funder", "query")
    values = document["components"]["schemas"]["Value.accord.hasFunder"]
    assert "nvidia" in values["enum"]
    assert "nvidia: NVIDIA" in values["description"]


def test_every_json_answer_is_as_described(document: dict[str, Any], whole: Whole) -> None:
    registry: Registry[Any] = Registry().with_resource("urn:api", DRAFT202012.create_resource(document))
    answers = {path: item for path, item in document["paths"].items() if re.fullmatch(r"[^{]+[.]json", path)}
    assert len(answers) > 20
    for path, item in answers.items():
        place = path.replace("~", "~0").replace("/", "~1")
        schema = {"$ref": f"urn:api#/paths/{place}/get/responses/200/content/application~1json/schema"}
        answer = json.loads(whole.client.get(path).data)
        Draft202012Validator(schema, registry=registry).validate(answer)
        assert item["get"]["parameters"][-1] == {"$ref": "#/components/parameters/language"}


def test_every_csv_answer_has_the_columns_that_are_described(document: dict[str, Any], whole: Whole) -> None:
    answers = {path: item for path, item in document["paths"].items() if path.endswith(".csv")}
    assert len(answers) > 20
    for path, item in answers.items():
        head = whole.client.get(path).text.partition("\r\n")[0]
        assert head.split(",") == item["get"]["x-columns"]


def test_problems_are_as_described(document: dict[str, Any], client: FlaskClient) -> None:
    schema = {**document["components"]["schemas"]["Problem"]}
    answer = json.loads(client.get("/questions/who-signed.csv?party=nobody").data)
    Draft202012Validator(schema).validate(answer)


def test_it_is_found_from_the_catalogue_and_the_pages(client: FlaskClient) -> None:
    catalogue = json.loads(client.get("/.well-known/api-catalog").data)
    described = [each["href"] for one in catalogue["linkset"] for each in one.get("service-desc", ())]
    assert "../openapi.json" in described
    for page in ("/questions/", "/questions/who-signed"):
        assert 'href="../openapi.json"' in client.get(page, headers={"Accept": "text/html"}).text


def test_a_stranger_to_the_program_gets_what_the_description_promises(endpoint: str, tmp_path: Path) -> None:
    """Schemathesis makes requests from the description, right ones and wrong ones, and judges the answers.

    The endpoint is not asked so: OpenAPI 3.1 has no way to tell of its method QUERY.
    """
    places = "values.json|list-(funders|timeline|agreements-in-field|announcements|paragraphs|overruled)"
    command = [
        "schemathesis", "run", f"{endpoint}/openapi.json", "--url", endpoint, "--include-path-regex", places,
        "--phases", "examples,coverage", "--no-color",
    ]  # fmt: skip
    program = Path(sys.executable).parent / command[0]
    found = subprocess.run(
        [program, *command[1:]], capture_output=True, text=True, timeout=300, check=False, cwd=tmp_path
    )
    assert found.returncode == 0, found.stdout
    tested = re.search(r"Tested: (\d+)", found.stdout)
    assert tested, found.stdout
    assert int(tested[1]) >= 19, found.stdout
