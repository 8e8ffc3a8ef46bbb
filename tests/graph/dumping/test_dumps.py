"""The dumps hold what the store holds, load elsewhere without a word, and say what they are."""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import re
import subprocess
import zlib
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset

from accordgraph.graph.build import build
from accordgraph.graph.cataloguing.dcat import current
from accordgraph.graph.dumping.columns import TABLES
from accordgraph.graph.dumping.jsonld import context
from accordgraph.graph.dumping.kinds import QUADS_FILE, chosen
from accordgraph.graph.dumping.package import METADATA_FILE, read_checksums, read_description, read_package
from accordgraph.graph.names import Names
from accordgraph.graph.prefixes import prefixes
from accordgraph.graph.reading.content import Content
from accordgraph.graph.snapshot import Snapshot, SnapshotFolder

from .. import small

BASE = "https://w3id.org/accordgraph/"
BELIEVED = ox.NamedNode(f"{BASE}graph/believed")
METADATA = ox.NamedNode(f"{BASE}graph/metadata")

#: File -> the name by which rdflib knows its format, whether it holds every graph.
FORMATS = {
    "accordgraph.nq.gz": ("nquads", True),
    "accordgraph.trig.gz": ("trig", True),
    "accordgraph.nt.gz": ("nt", False),
    "accordgraph.ttl.gz": ("turtle", False),
    "accordgraph.jsonld.gz": ("json-ld", False),
}


@pytest.fixture(scope="module", params=["the checkout's content", "a small content"])
def snapshot(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, published: Snapshot
) -> Snapshot:
    """A snapshot."""
    if "checkout" in request.param:
        return published
    return small.made(small.write(tmp_path_factory.mktemp("dumps") / "content"))


def canonical(quads: Iterable[ox.Quad]) -> set[str]:
    """Statements as text, blank nodes renamed by RDFC-1.0: equal where the graphs are isomorphic."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def replaced(quad: ox.Quad, graph: ox.NamedNode) -> ox.Quad:
    """The same statement in another graph."""
    return ox.Quad(quad.subject, quad.predicate, quad.object, graph)


def unpacked(snapshot: Snapshot, name: str) -> bytes:
    """What a compressed dump holds."""
    return gzip.decompress((snapshot.dumps_path / name).read_bytes())


def expected(snapshot: Snapshot, every_graph: bool) -> set[str]:
    """What a dump is to hold: the store, its default graph under a name; or the default graph."""
    store, default = snapshot.open_store(), ox.DefaultGraph()
    if not every_graph:
        return canonical(store.quads_for_pattern(None, None, None, default))
    named = (
        replaced(quad, BELIEVED) if quad.graph_name == default else quad
        for quad in store
        if quad.graph_name != METADATA
    )
    return canonical(named)


@pytest.mark.parametrize("name", FORMATS)
def test_each_dump_holds_what_the_store_holds_as_oxigraph_reads_it(snapshot: Snapshot, name: str) -> None:
    _, every_graph = FORMATS[name]
    format_ = ox.RdfFormat.from_extension(name.split(".")[1])
    assert format_
    assert canonical(ox.parse(unpacked(snapshot, name), format=format_)) == expected(snapshot, every_graph)


@pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")  # rdflib on its own parts
@pytest.mark.parametrize("name", FORMATS)
def test_each_dump_holds_what_the_store_holds_as_rdflib_reads_it(
    snapshot: Snapshot, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    known, every_graph = FORMATS[name]
    dataset = Dataset()
    with caplog.at_level(logging.WARNING):
        dataset.parse(data=unpacked(snapshot, name), format=known)
    assert not caplog.records
    lines = dataset.serialize(format="nquads").replace("<urn:x-rdflib:default>", "")
    read = ox.parse(lines, format=ox.RdfFormat.N_QUADS)
    assert canonical(read) == expected(snapshot, every_graph)


def test_the_metadata_is_a_file_of_its_own(snapshot: Snapshot) -> None:
    # A store writes some literals in a way of its own, so what the file holds goes through one too.
    loaded = ox.Store()
    loaded.load(unpacked(snapshot, "metadata.nq.gz"), format=ox.RdfFormat.N_QUADS)
    found = set(snapshot.open_store().quads_for_pattern(None, None, None, METADATA))
    # The graph says besides which version is current: that is so for a time only, and a file is kept.
    now = current(Names(snapshot.manifest.base), snapshot.manifest.version)
    assert {*loaded, ox.Quad(now.subject, now.predicate, now.object, METADATA)} == found
    assert len(loaded) == len(found) - 1


def test_the_metadata_names_the_address_of_each_rdf_dump(snapshot: Snapshot) -> None:
    found = {
        quad.object.value
        for quad in snapshot.open_store().quads_for_pattern(
            ox.NamedNode(f"{BASE}dataset"), ox.NamedNode("http://rdfs.org/ns/void#dataDump"), None, METADATA
        )
        if isinstance(quad.object, ox.NamedNode)
    }
    assert found == {f"{BASE}dumps/{snapshot.manifest.version}/{name}" for name in FORMATS}


def test_json_ld_carries_the_published_context_whole(snapshot: Snapshot) -> None:
    document = json.loads(unpacked(snapshot, "accordgraph.jsonld.gz"))
    assert document["@context"] == context(prefixes(Names(snapshot.manifest.base)))


def test_every_file_has_a_checksum_that_fits(snapshot: Snapshot) -> None:
    found = {path.name for path in snapshot.dumps_path.iterdir()}
    assert set(read_checksums(snapshot.dumps_path)) == found - {"SHA256SUMS"}
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"],
        cwd=snapshot.dumps_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_package_describes_every_file_in_both_languages(snapshot: Snapshot) -> None:
    files = {each.name: each for each in read_package(snapshot.dumps_path)}
    found = {path.name for path in snapshot.dumps_path.iterdir()}
    assert set(files) == found - {"SHA256SUMS", "datapackage.json"}
    for name, each in files.items():
        data = (snapshot.dumps_path / name).read_bytes()
        assert (each.size, each.sha256) == (len(data), hashlib.sha256(data).hexdigest())
        assert each.what["en"]
        assert each.what["ja"]
        assert each.compression == ("gz" if name.endswith(".gz") else "")
    package = json.loads((snapshot.dumps_path / "datapackage.json").read_text(encoding="utf-8"))
    assert package["id"] == f"{BASE}dataset/{snapshot.manifest.version}"
    assert package["digest"] == snapshot.manifest.digest
    assert all(re.fullmatch("[a-z0-9._-]+", each["name"]) for each in package["resources"])


def test_the_readme_speaks_of_every_file(snapshot: Snapshot) -> None:
    text = (snapshot.dumps_path / "README.md").read_text(encoding="utf-8")
    quads = unpacked(snapshot, QUADS_FILE).splitlines()
    for each in read_package(snapshot.dumps_path):
        assert each.name == "README.md" or f"`{each.name}`" in text
    assert snapshot.manifest.digest in text
    count, believed = (f"{number:,}" for number in (len(quads), snapshot.manifest.graphs["default"]))
    assert f"`{QUADS_FILE}` has {count} statements, {believed} of them to believe." in text
    assert re.search(r"Last changed on (\d{4}-\d{2}-\d{2}|a day that is not stated)\.", text)
    assert "FROM <https://w3id.org/accordgraph/graph/believed>" in text


def test_the_readme_says_which_files_lead_from_evidence_to_its_source(snapshot: Snapshot) -> None:
    text = " ".join((snapshot.dumps_path / "README.md").read_text(encoding="utf-8").split())
    (leading,) = re.findall("is told by the name of its graph, so by (.+?) alone", text)
    assert re.findall("`(.+?)`", leading) == [name for name, (_, every) in FORMATS.items() if every]


@pytest.mark.parametrize("name", [*FORMATS, METADATA_FILE])
def test_readers_that_stop_after_the_first_gzip_member_read_all(snapshot: Snapshot, name: str) -> None:
    reader = zlib.decompressobj(wbits=31)
    read = reader.decompress((snapshot.dumps_path / name).read_bytes())
    assert reader.eof  # where R's gzcon, Ruby's GzipReader, PHP's gzdecode and browsers end, too
    assert reader.unused_data == b""
    assert read == unpacked(snapshot, name)


#: What is asked for -> the files that are written beside those that always are, and what the README advises.
CHOICES = [
    ("nq", set(), "and for all others: `accordgraph.nq.gz`"),
    ("nq,nt", {"accordgraph.nt.gz"}, "so by\n`accordgraph.nq.gz` alone"),
    ("ttl", {"accordgraph.ttl.gz"}, "`accordgraph.ttl.gz`\ninto the default graph"),
    ("nt, ttl,nq", {"accordgraph.nt.gz", "accordgraph.ttl.gz"}, "`accordgraph.ttl.gz` is one graph"),
    ("csv", {f"{each.name}" for each in TABLES} | {"tables-metadata.json"}, "**The tables**"),
]


@pytest.mark.parametrize(("dumps", "files", "advice"), CHOICES)
def test_only_the_dumps_that_are_chosen_are_written_and_told_of(
    tmp_path: Path, dumps: str, files: set[str], advice: str
) -> None:
    content, folder = Content(small.write(tmp_path / "content")), SnapshotFolder(tmp_path / "snapshots")
    snapshot = build(content, folder, keep=2, dumps=chosen(dumps))
    always = {"README.md", "accordgraph.nq.gz", "metadata.nq.gz"}
    assert {each.name for each in read_package(snapshot.dumps_path)} == files | always
    told = {
        quad.object.value.rpartition("/")[2]
        for quad in snapshot.open_store().quads_for_pattern(
            None, ox.NamedNode("http://www.w3.org/ns/dcat#downloadURL"), None, METADATA
        )
        if isinstance(quad.object, ox.NamedNode)
    }
    assert told == files | {"accordgraph.nq.gz"}
    readme = (snapshot.dumps_path / "README.md").read_text(encoding="utf-8")
    assert advice in readme
    named = set(re.findall(r"`(\S+\.(?:gz|csv|json))`", readme))
    assert named == (files | always | {"datapackage.json"}) - {"README.md"}
    assert build(content, folder, keep=2, dumps=chosen(dumps)) == snapshot
    assert build(content, folder, keep=2).identity != snapshot.identity


def test_a_damaged_description_says_nothing(published: Snapshot, tmp_path: Path) -> None:
    content = (published.dumps_path / METADATA_FILE).read_bytes()
    for damaged in (content[:-9], content[:10] + b"\xff" + content[11:], b"no gzip"):
        (tmp_path / METADATA_FILE).write_bytes(damaged)
        assert read_description(tmp_path) == ()
    (tmp_path / METADATA_FILE).write_bytes(content)
    assert read_description(tmp_path)
