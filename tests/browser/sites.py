"""The pages of a site of the checkout's own content: a row for each kind of page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

FUNDERS = """\
PREFIX accord: <https://w3id.org/accordgraph/ontology#>
SELECT ?contribution ?funder ?value {
  ?contribution accord:hasFunder ?funder ;
    accord:partOfTotal <https://w3id.org/accordgraph/id/total/us-japan-ai-research-partnerships-2024> .
  OPTIONAL { ?contribution accord:hasAmount/accord:amountValue ?value }
} ORDER BY ?contribution"""


def asked(query: str) -> str:
    """Return the path of the query page with a query that is run."""
    return f"/sparql?query={quote(query)}"


@dataclass(frozen=True)
class Place:
    """A page: its path, words that stand in its main part without scripts too, its status."""

    path: str
    words: tuple[str, ...] = ()
    status: int = 200


#: One thing of each kind, the one with the most to say.
_THINGS = {
    "agreement": "us-japan-ai-research-partnerships-2024",
    "amount": "usd-25000000",
    "concept": "research-field-artificial-intelligence",
    "contribution": "nvidia-to-us-japan-ai-research-partnerships-2024",
    "event": "announcement-of-us-japan-ai-research-partnerships-2024",
    "evidence": "pie-news-us-japan-ai-2024-p12-amount-usd-25000000-amount-value",
    "organization": "carnegie-mellon-university",
    "participation": "first-japanese-american-in-us-congress",
    "person": "mineta",
    "place": "japan",
    "programme": "mineta-ambassadors-program",
    "question": "sum-itemized-funding",
    "source": "pie-news-us-japan-ai-2024",
    "statement": "us-japan-joint-leaders-statement-2024",
    "statistic": "us-students-in-japan-2021-2022",
    "target": "international-students-in-japan",
    "total": "us-japan-ai-research-partnerships-2024",
}
_FACETS = ("kind", "country", "field", "year", "funder")

PLACES = {
    "home": Place("/", ("Accord Graph",)),
    "search": Place("/search?q=keio", ("Keio University",)),
    "search-japanese": Place("/search?q=慶應", ("Keio University",)),
    "search-nothing": Place("/search?q=zzzzqqqq"),
    "search-empty": Place("/search"),
    "browse": Place("/browse"),
    **{f"browse-{facet}": Place(f"/browse/{facet}") for facet in _FACETS},
    "browse-value": Place("/browse/funder/nvidia", ("NVIDIA",)),
    "browse-narrowed": Place("/browse/funder?having=micro", ("Microsoft", "Show all")),
    "browse-things-narrowed": Place("/browse/year/2024?having=quantum", ("Show all",)),
    "browse-nothing": Place("/browse/funder/nobody", (), 404),
    "questions": Place("/questions/", ("itemized by funder",)),
    "question": Place("/questions/sum-itemized-funding", ("110",)),
    "question-asked": Place("/questions/list-itemized-contributions?funder=nvidia", ("25,000,000",)),
    "question-refused": Place("/questions/list-itemized-contributions?funder=nobody", (), 400),
    "question-nothing": Place("/questions/nothing", (), 404),
    "query": Place("/sparql"),
    "query-rows": Place(asked(FUNDERS), ("NVIDIA", "25")),
    "query-none": Place(asked("SELECT ?s { ?s ?p <urn:nothing> }"), ("0 rows",)),
    "query-yes": Place(asked("ASK {}"), ("Yes.",)),
    "query-graph": Place(asked("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 20"), ("20 statements",)),
    "query-error": Place(asked("SELECT ?s {\n  ?s ?p\n}"), ("Line 3",), 400),
    "query-refused": Place(asked("ASK { SERVICE <http://x/> {} }"), ("SERVICE",), 403),
    **{f"thing-{kind}": Place(f"/doc/{kind}/{slug}") for kind, slug in _THINGS.items()},
    "related": Place("/related/place/japan?by=accord%3AlocatedIn&kind=place", ("Tokyo",)),
    "about": Place("/about", ("correct",)),
    "ontology": Place("/ontology", ("cooperation agreement",)),
    "shapes": Place("/shapes"),
    "dataset": Place("/dataset", ("CC BY 4.0",)),
    "dataset-version": Place("/dataset/0.1.0"),
    "dumps": Place("/dumps/", ("SHA256SUMS",)),
    "graph": Place("/graph/source/pie-news-us-japan-ai-2024"),
    "graph-large": Place("/graph/ontology"),
    "disputes": Place("/disputes"),
    "sources": Place("/sources", ("The PIE News",)),
    "source-stated": Place("/sources/pie-news-us-japan-ai-2024", ("$110,000,000",)),
    "thing-raw": Place("/doc/organization/nvidia.html?view=rdf"),
    "history": Place("/history", ("0.1.0",)),
    "history-version": Place("/history/0.1.0"),
    "history-thing": Place("/history/organization/nvidia", ("NVIDIA",)),
    "quality": Place("/quality", ("Linked Data principles",)),
    "not-found": Place("/nowhere", (), 404),
    "thing-not-found": Place("/doc/organization/nobody", (), 404),
}
