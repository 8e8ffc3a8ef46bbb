"""Questions as the tests of this room ask them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from flask.testing import FlaskClient

from ..content import BASE

HTML = {"Accept": "text/html"}
ALPHA = f"{BASE}id/organization/alpha-university"


def rows(client: FlaskClient, address: str) -> list[dict[str, str]]:
    """The rows of a CSV answer."""
    response = client.get(address)
    assert response.status_code == 200, response.text
    assert response.content_type == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.data.decode(), newline="")))


#: The checkout's questions: name to query.
QUESTIONS = {
    path.stem: path.read_text("utf-8")
    for path in sorted((Path(__file__).parents[3] / "ontology/questions").glob("*.rq"))
}
