"""The dataset's description conforms to DCAT-AP 3.0.1, its recommendations too, by the official shapes."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, SH, BNode, Graph, Literal, Namespace, URIRef

from accordgraph.graph.build import build
from accordgraph.graph.cataloguing.dcat import current
from accordgraph.graph.dumping.package import METADATA_FILE, read_description, read_package
from accordgraph.graph.names import Names
from accordgraph.graph.reading.content import find_content
from accordgraph.graph.snapshot import Snapshot, SnapshotFolder
from accordgraph.graph.versions.releases import Releases
from accordgraph.graph.versions.releasing import release
from tools import ROOT

from .. import small

OFFICIAL = ROOT.parent / "shared" / "dcat-ap"
BASE = "https://w3id.org/accordgraph/"
DATASET = URIRef(f"{BASE}dataset")
#: rdflib knows the terms of DCAT 2 only.
DCAT3 = Namespace(str(DCAT))
SPDX = Namespace("http://spdx.org/rdf/terms#")
IANA = "https://www.iana.org/assignments/media-types/"


@pytest.fixture(scope="module")
def described(published: Snapshot) -> Graph:
    """The dataset's description as it is published."""
    return description(published)


def description(snapshot: Snapshot) -> Graph:
    """The description of a snapshot's dataset: what the file says, and which version is current."""
    now = current(Names(snapshot.manifest.base), snapshot.manifest.version)
    lines = "\n".join(f"{triple} ." for triple in (*read_description(snapshot.dumps_path), now))
    return Graph().parse(data=lines, format="nt")


def official(*names: str) -> Graph:
    """The official shapes, without their references to shapes that are not there."""
    if not OFFICIAL.is_dir():
        pytest.skip("the official shapes of DCAT-AP are not beside the checkout")
    shapes = Graph()
    for name in names:
        shapes.parse(OFFICIAL / name)
    for shape, one in list(shapes.subject_objects(SH.property)):
        if (one, SH.path, None) not in shapes:
            shapes.remove((shape, SH.property, one))
    return shapes


def faults(described: Graph, shapes: Graph) -> list[str]:
    """What a validation reports, one line for each result."""
    _, report, _ = validate(described, shacl_graph=shapes, advanced=False)
    assert isinstance(report, Graph)
    parts = (SH.focusNode, SH.resultPath, SH.value, SH.resultMessage)
    results = report.subjects(RDF.type, SH.ValidationResult)
    return sorted(" ".join(str(report.value(each, name)) for name in parts) for each in results)


@pytest.mark.parametrize("name", ["dcat-ap-SHACL.ttl", "ranges.ttl", "shapes_recommended.ttl"])
def test_it_conforms_to_the_official_shapes(described: Graph, name: str) -> None:
    assert faults(described, official(name)) == []


@pytest.mark.parametrize(
    ("subject", "property_", "name"),
    [
        (DATASET, DCTERMS.title, "dcat-ap-SHACL.ttl"),
        (DATASET, DCAT.contactPoint, "shapes_recommended.ttl"),
        (URIRef(f"{BASE}sparql"), DCAT.endpointURL, "dcat-ap-SHACL.ttl"),
        (None, SPDX.checksumValue, "dcat-ap-SHACL.ttl"),
    ],
)
def test_the_shapes_would_tell_what_is_missing(
    described: Graph, subject: URIRef | None, property_: URIRef, name: str
) -> None:
    less = described + Graph()
    less.remove((subject, property_, None))
    assert faults(less, official(name))


def test_it_has_no_blank_nodes_and_describes_whatever_it_mentions_of_itself(described: Graph) -> None:
    assert not [node for triple in described for node in triple if isinstance(node, BNode)]
    parts = {str(each) for each in described.objects() if str(each).startswith(f"{DATASET}#")}
    known = {str(each) for each in described.subjects()}
    assert parts - known == set()


def test_each_file_that_can_be_downloaded_is_described_as_it_is(
    published: Snapshot, described: Graph
) -> None:
    files = {each.name: each for each in read_package(published.dumps_path)}
    found = {}
    for each in described.objects(DATASET, DCAT.distribution):
        address = str(described.value(each, DCAT.downloadURL))
        checksum = described.value(each, SPDX.checksum)
        found[address.rpartition("/")[2]] = (
            address,
            str(described.value(each, DCAT.mediaType)),
            list(map(str, described.objects(each, DCAT.compressFormat))),
            str(described.value(each, DCAT.byteSize)),
            str(described.value(checksum, SPDX.checksumValue)),
        )
    beside = {METADATA_FILE, "README.md"}
    assert found == {
        name: (
            f"{BASE}dumps/{published.manifest.version}/{name}",
            IANA + each.media_type,
            [f"{IANA}application/gzip"] if name.endswith(".gz") else [],
            str(each.size),
            each.sha256,
        )
        for name, each in files.items()
        if name not in beside
    }


def test_the_version_says_what_the_dataset_says(described: Graph) -> None:
    version = URIRef(f"{DATASET}/{described.value(DATASET, DCAT3.version)}")
    assert (DATASET, DCAT3.hasCurrentVersion, version) in described
    assert described.value(version, DCAT3.isVersionOf) == DATASET
    for name in (DCTERMS.title, DCAT.keyword, DCAT.distribution, DCTERMS.temporal, DCTERMS.license):
        assert set(described.objects(version, name)) == set(described.objects(DATASET, name)) != set()


def test_a_later_version_and_its_files_are_issued_on_its_own_day(root: Path) -> None:
    days = 'dcterms:issued "2026-11-23"^^xsd:date ; dcterms:modified "2027-01-02"^^xsd:date'
    small.append(root, "data/dataset.ttl", f"<{DATASET}> {days} .\n")
    described = description(small.made(root))
    version = described.value(DATASET, DCAT3.hasCurrentVersion)
    assert str(described.value(DATASET, DCTERMS.issued)) == "2026-11-23"
    for each in (version, *described.objects(version, DCAT.distribution)):
        assert list(map(str, described.objects(each, DCTERMS.issued))) == ["2027-01-02"]


def test_earlier_versions_are_told_of_and_conform_too(root: Path, tmp_path: Path) -> None:
    small.append(root, "data/dataset.ttl", f'<{DATASET}> dcterms:description "Few facts."@en .\n')
    release(small.made(root), tmp_path / "releases")
    small.replace(root, "data/dataset.ttl", 'owl:versionInfo "0.1.0"', 'owl:versionInfo "0.2.0"')
    folder = SnapshotFolder(tmp_path / "later")
    later = build(find_content(root), folder, keep=2, releases=Releases(tmp_path / "releases"))
    described = description(later)
    versions = {URIRef(f"{DATASET}/{each}") for each in ("0.1.0", "0.2.0")}
    assert set(described.objects(DATASET, DCAT3.hasVersion)) == versions
    assert set(described.subjects(DCAT3.isVersionOf, DATASET)) == versions
    assert set(described.objects(URIRef(f"{DATASET}#catalog"), DCAT.dataset)) == {DATASET, *versions}
    for each in (DATASET, *versions):
        assert list(described.objects(each, DCAT.landingPage)) == [URIRef(f"{each}.html")]
        assert (URIRef(f"{each}.html"), RDF.type, FOAF.Document) in described
    alone = faults(description(small.made(root)), official("dcat-ap-SHACL.ttl"))
    assert len(faults(described, official("dcat-ap-SHACL.ttl"))) == len(alone)


def test_versions_lead_to_those_before_them_and_the_dataset_as_a_whole_to_none(
    root: Path, tmp_path: Path
) -> None:
    file, text = "data/dataset.ttl", (root / "data/dataset.ttl").read_text(encoding="utf-8")
    folder, releases = SnapshotFolder(tmp_path / "later"), Releases(tmp_path / "releases")
    numbers = ("0.1.0", "0.2.0", "0.3.0")
    (tmp_path / "releases").mkdir()
    for before, number in zip(("", *numbers), numbers, strict=False):
        chain = f"<{DATASET}> <{DCAT3.previousVersion}> <{DATASET}/{before}> .\n" if before else ""
        (root / file).write_text(text.replace('"0.1.0"', f'"{number}"') + chain, encoding="utf-8")
        latest = build(find_content(root), folder, keep=2, releases=releases)
        release(latest, tmp_path / "releases")
    first, second, third = (URIRef(f"{DATASET}/{each}") for each in numbers)
    told = set(description(latest).subject_objects(DCAT3.previousVersion))
    assert told == {(third, second), (second, first)}


def test_the_period_spans_the_dates_of_the_data(published: Snapshot, described: Graph) -> None:
    rows = published.open_store().query(
        "SELECT (MIN(?d) AS ?first) (MAX(?d) AS ?last) { ?s ?p ?d FILTER(DATATYPE(?d) = <http://www.w3.org/2001/"
        f"XMLSchema#date> && STRSTARTS(STR(?s), '{BASE}id/')) }}"
    )
    ((first, last),) = [(row["first"].value, row["last"].value) for row in rows]  # type: ignore[union-attr]
    period = described.value(DATASET, DCTERMS.temporal)
    assert (str(described.value(period, DCAT.startDate)), str(described.value(period, DCAT.endDate))) == (
        first,
        last,
    )


def test_every_country_of_the_data_is_covered(published: Snapshot, described: Graph) -> None:
    rows = published.open_store().query(
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        f"SELECT ?label {{ ?c a <{BASE}ontology#Country> ; rdfs:label ?label FILTER(LANG(?label) = 'en') }}"
    )
    wanted = {row["label"].value for row in rows}  # type: ignore[union-attr]
    places = list(described.objects(DATASET, DCTERMS.spatial))
    labels = [each for place in places for each in described.objects(place, RDFS.label)]
    assert {str(each) for each in labels if isinstance(each, Literal) and each.language == "en"} == wanted
    assert len(places) == len(wanted)
