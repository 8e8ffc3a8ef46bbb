"""The program's own files: kept for good where the address has their digest, compressed on demand."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from accordgraph.web import assets

LINK = re.compile(r'href="\./(static/style\.css\?v=[0-9a-f]+)"')


@pytest.fixture
def address(client: FlaskClient) -> str:
    """The address of the stylesheet as a page links it."""
    found = LINK.search(client.get("/", headers={"Accept": "text/html"}).text)
    assert found
    return f"/{found.group(1)}"


def test_a_file_at_its_digest_is_kept_for_good(client: FlaskClient, address: str) -> None:
    assert "immutable" in client.get(address, buffered=True).headers["Cache-Control"]
    for other in ("/static/style.css", "/static/style.css?v=0123456789abcdef"):
        assert client.get(other, buffered=True).headers["Cache-Control"] == "no-cache"


def test_a_file_is_compressed_for_whoever_can_read_that(client: FlaskClient, address: str) -> None:
    plain = client.get(address, buffered=True)
    packed = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]
    for response in (plain, packed):
        assert response.headers["Vary"] == "Accept-Encoding"
        headers = {"If-None-Match": response.headers["ETag"]}
        if response is packed:
            headers["Accept-Encoding"] = "gzip"
        assert client.get(address, headers=headers).status_code == 304
    refused = client.get(address, headers={"Accept-Encoding": "gzip;q=0"}, buffered=True)
    assert "Content-Encoding" not in refused.headers


@pytest.mark.parametrize("name", ["nothing.css", "../app.py", "%2e%2e/app.py", "built", ""])
def test_nothing_but_the_files_is_sent(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404


def test_a_page_links_the_scripts_that_are_built(
    client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "built").mkdir()
    monkeypatch.setattr(assets, "STATIC", tmp_path)
    accept = {"Accept": "text/html"}
    without = client.get("/sparql?kept=nowhere", headers=accept)
    assert (without.status_code, "static/built/" in without.text) == (200, False)
    (tmp_path / "built" / "site.js").write_text("export {};\n")
    page = client.get("/sparql?kept=elsewhere", headers={**accept, "If-None-Match": without.headers["ETag"]})
    assert page.status_code == 200, "a page kept from before the scripts were built is not sent again"
    assert '<script type="module" src="./static/built/site.js?v=' in page.text
