"""schema.org Dataset, as Google Dataset Search wants it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from .site import BASE, DATASET, Site

DAY = r"\d{4}-\d\d-\d\d"


@pytest.fixture(scope="session")
def data(site: Site) -> dict[str, Any]:
    """What the dataset's page says to search engines."""
    (found,) = [
        each for each in site.page(DATASET).scripts("application/ld+json") if each["@type"] == "Dataset"
    ]
    assert isinstance(found, dict)
    return found


@pytest.mark.check(
    "dataset-search.1", "One Dataset in the page itself, without scripts, whose @id is the dataset's IRI"
)
def test_the_page_holds_the_dataset(data: dict[str, Any]) -> None:
    assert re.fullmatch("https?://schema.org/?", data["@context"])
    assert data["@id"] == DATASET


@pytest.mark.check("dataset-search.2", "Required: name, and description of 50 to 5,000 characters")
def test_name_and_description(data: dict[str, Any]) -> None:
    assert data["name"]
    assert 50 <= len(data["description"]) <= 5000


@pytest.mark.check(
    "dataset-search.3", "Recommended: licence, creator, identifier, keywords, version, dates, free access"
)
def test_what_is_recommended_is_there(data: dict[str, Any]) -> None:
    assert re.fullmatch(r"https://\S+", data["license"])
    for creator in data["creator"]:
        assert creator["@type"] in ("Person", "Organization")
        assert creator["name"]
        assert creator.get("url") or creator.get("sameAs")
    assert data["identifier"]
    assert len(data["keywords"]) > 2
    assert re.fullmatch(r"\d+\.\d+\.\d+", data["version"])
    assert re.fullmatch(DAY, data["dateModified"])
    assert data["isAccessibleForFree"] is True


@pytest.mark.check("dataset-search.4", "Recommended: files with addresses and formats")
def test_files_have_addresses_and_formats(data: dict[str, Any]) -> None:
    assert data["distribution"]
    for file in data["distribution"]:
        assert file["@type"] == "DataDownload"
        assert file["contentUrl"].startswith(BASE)
        assert all(re.fullmatch(r"[a-z]+/[\w.+-]+", each) for each in file["encodingFormat"])


@pytest.mark.check("dataset-search.5", "Recommended: period (ISO 8601) and places")
def test_period_and_places(data: dict[str, Any]) -> None:
    assert re.fullmatch(f"{DAY}/{DAY}", data["temporalCoverage"])
    first, last = data["temporalCoverage"].split("/")
    assert first < last
    assert {place["name"] for place in data["spatialCoverage"]} >= {"Japan", "United States"}


@pytest.mark.check("dataset-search.6", "Recommended: what was measured, and how; the catalogue that lists it")
def test_variables_technique_and_catalogue(data: dict[str, Any]) -> None:
    assert {each["name"] for each in data["variableMeasured"]} >= {"funding contribution", "organization"}
    assert data["measurementTechnique"]
    assert data["includedInDataCatalog"]["name"]


@pytest.mark.check("dataset-search.7", "Datasets that are mentioned have name and description, too")
def test_datasets_within_are_whole(data: dict[str, Any]) -> None:
    def datasets(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - JSON
        if isinstance(value, list):
            return [found for each in value for found in datasets(each)]
        if isinstance(value, dict):
            inner = [found for each in value.values() for found in datasets(each)]
            return [value, *inner] if value.get("@type") == "Dataset" else inner
        return []

    found = datasets(data)
    assert found[0] is data
    assert all(each.get("name") and each.get("description") for each in found)


@pytest.mark.check(
    "dataset-search.8", "The sitemap lists the dataset's page, and robots.txt names the sitemap"
)
def test_the_sitemap_lists_the_page(site: Site) -> None:
    (place,) = re.findall(r"^Sitemap: (\S+)$", site.get("/robots.txt").text, re.MULTILINE)
    listed = re.findall(r"<loc>([^<]+)</loc>", site.follow(place).text)
    parts = [each for each in listed if each.endswith(".xml")]
    pages = [page for part in parts for page in re.findall(r"<loc>([^<]+)</loc>", site.follow(part).text)]
    assert DATASET in {re.sub(r"\.html$", "", page) for page in (*listed, *pages)}
