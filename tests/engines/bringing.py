"""What the tests of publishing share: to publish, to see what is held then, to interrupt."""

from __future__ import annotations

from urllib.parse import unquote_plus

from accordgraph.engine.external.publishing import Published, publish
from accordgraph.engine.external.setting import EngineSetting
from accordgraph.graph.progress import silent
from accordgraph.graph.snapshot import Snapshot

from .between import Fault, Request
from .conftest import ADDED, GONE, RENAMED
from .holding import BELIEVED, PUBLISHED, held, wanted
from .running import Engine

LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
#: What tells versions apart, all of it in one answer: a name, and how much two graphs hold.
TELLING = f"""
SELECT ?label ?gone ?added WHERE {{
  GRAPH <{BELIEVED}> {{ <{RENAMED}> <{LABEL}> ?label FILTER(LANG(?label) = "en") }}
  {{ SELECT (COUNT(*) AS ?gone) WHERE {{ GRAPH <{GONE}> {{ ?s ?p ?o }} }} }}
  {{ SELECT (COUNT(*) AS ?added) WHERE {{ GRAPH <{ADDED}> {{ ?s ?p ?o }} }} }}
}}"""


def brought(snapshot: Snapshot, setting: EngineSetting) -> Published:
    """Publish, and say what was done."""
    return publish(snapshot, setting, silent)


def assert_holds(engine: Engine, snapshot: Snapshot) -> None:
    """See that an engine holds a snapshot, and nothing beside it but the record."""
    counts = held(engine)
    del counts[PUBLISHED]
    assert counts == wanted(snapshot)


def is_exchange(request: Request) -> bool:
    """Whether a request makes the new version what is read: it alone speaks of the graph that went."""
    return "DROP" in (said := unquote_plus(request.body.decode())) and f"<{GONE}>" in said


def refuse_from(first: int, request: Request) -> Fault | None:
    """Refuse all requests from one on; that is never tried again."""
    return Fault(403) if request.number >= first else None
