"""What the clients' answers are compared with: the dump that the same server sends, loaded into a store."""

from __future__ import annotations

import gzip
from urllib.request import urlopen

import pyoxigraph as ox
import pytest

BASE = "https://w3id.org/accordgraph/"


@pytest.fixture(scope="session")
def dump(endpoint: str) -> bytes:
    """The dump of all graphs, N-Quads."""
    with urlopen(f"{endpoint}/dumps/accordgraph.nq.gz", timeout=120) as response:
        return gzip.decompress(response.read())


@pytest.fixture(scope="session")
def dumped(dump: bytes) -> ox.Store:
    """The dump as a store whose default graph is what to believe, as the endpoint's is."""
    believed = ox.NamedNode(f"{BASE}graph/believed")
    store = ox.Store()
    for quad in ox.parse(dump, format=ox.RdfFormat.N_QUADS):
        graph = ox.DefaultGraph() if quad.graph_name == believed else quad.graph_name
        store.add(ox.Quad(quad.subject, quad.predicate, quad.object, graph))
    return store
