"""Pitfalls of ontologies that a query can find (OOPS!, https://oops.linkeddata.es/catalogue.jsp), and what
LOV asks of vocabularies (https://lov.linkeddata.es/Recommendations_Vocabulary_Design.pdf)."""

from __future__ import annotations

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, VANN, Graph, Literal, URIRef

from tools import ROOT

ONTOLOGY = URIRef("https://w3id.org/accordgraph/ontology")

_PREFIXES = """
PREFIX accord: <https://w3id.org/accordgraph/ontology#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <http://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_OWN = "FILTER(STRSTARTS(STR(?x), STR(accord:)))"

#: Pitfall -> the pattern that finds what falls into it, as ?x; and a fault in Turtle that it must find.
PITFALLS = {
    "P04 unconnected": (
        f"""?x a owl:Class . {_OWN}
        FILTER NOT EXISTS {{ ?p schema:domainIncludes|schema:rangeIncludes ?x }}
        FILTER NOT EXISTS {{ ?x rdfs:subClassOf|^rdfs:subClassOf ?y .
            FILTER(STRSTARTS(STR(?y), STR(accord:))) }}
        FILTER NOT EXISTS {{ ?x owl:disjointWith|^owl:disjointWith ?y }}""",
        "accord:Lonely a owl:Class .",
    ),
    "P05 wrong inverse": (
        "?x owl:inverseOf ?x",
        "accord:hasParty owl:inverseOf accord:hasParty .",
    ),
    "P06 cycle": (
        "?x (rdfs:subClassOf|rdfs:subPropertyOf)+ ?x",
        "accord:Place rdfs:subClassOf accord:City .",
    ),
    "P07 two ideas in one": (
        f'?x a owl:Class . {_OWN} FILTER REGEX(STRAFTER(STR(?x), "#"), "[a-z](And|Or)[A-Z]")',
        "accord:PlaceOrPerson a owl:Class .",
    ),
    "P08 not described": (
        f"""?x a ?kind . {_OWN} FILTER NOT EXISTS {{ ?x rdfs:label ?l ; skos:definition ?d }}""",
        "accord:Mute a owl:Class .",
    ),
    "P10 no disjointness": (
        f"""?x a owl:Class . {_OWN} FILTER NOT EXISTS {{ ?x rdfs:subClassOf/rdf:type owl:Class .
            ?x rdfs:subClassOf ?y . FILTER(STRSTARTS(STR(?y), STR(accord:))) }}
        FILTER NOT EXISTS {{ ?x owl:disjointWith|^owl:disjointWith ?y }}""",
        "accord:Open a owl:Class .",
    ),
    "P11 of nothing in particular": (
        # accord:datePrecision belongs on whatever has a date, as its shape says.
        f"""?x a ?kind . VALUES ?kind {{ owl:ObjectProperty owl:DatatypeProperty }} {_OWN}
        FILTER(?x != accord:datePrecision)
        FILTER NOT EXISTS {{ ?x schema:domainIncludes ?d ; schema:rangeIncludes ?r }}""",
        "accord:vague a owl:ObjectProperty .",
    ),
    "P19 several domains or ranges, which would be intersected": (
        "?x rdfs:domain|rdfs:range ?y",
        "accord:hasParty rdfs:range accord:Person .",
    ),
    "P20 definition that repeats the label": (
        "?x rdfs:label ?l ; skos:definition ?l",
        'accord:Place skos:definition "place"@en .',
    ),
    "P21 class for the rest": (
        f'?x a owl:Class . {_OWN} FILTER REGEX(STR(?x), "#(Misc|Other|Unknown|Various)")',
        "accord:OtherPlace a owl:Class .",
    ),
    "P22 mixed naming of classes": (
        f'?x a owl:Class . {_OWN} FILTER(!REGEX(STR(?x), "#([A-Z][a-z]+)+$"))',
        "accord:some_place a owl:Class .",
    ),
    "P22 mixed naming of properties": (
        f"""VALUES ?kind {{ owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty }}
        ?x a ?kind . {_OWN}
        FILTER(!REGEX(STR(?x), "#[a-z]+([A-Z][a-z]+)*$"))""",
        "accord:Has_party a owl:ObjectProperty .",
    ),
    "P30 equivalents that are not declared": (
        """?x a owl:Class ; skos:exactMatch ?y . ?y a owl:Class .
        FILTER NOT EXISTS { ?x owl:equivalentClass ?y }""",
        "accord:Place skos:exactMatch schema:Place .",
    ),
    "P32 same label": (
        "?x a owl:Class ; rdfs:label ?l . ?y a owl:Class ; rdfs:label ?l . FILTER(?x != ?y)",
        'accord:Place rdfs:label "person"@en .',
    ),
    "P34 class without a type": (
        "?y rdfs:subClassOf|owl:disjointWith ?x . FILTER NOT EXISTS { ?x a owl:Class }",
        "accord:Place rdfs:subClassOf accord:Spot .",
    ),
    "P35 property without a type": (
        """?s ?x ?o . FILTER NOT EXISTS { ?x a ?kind }
        FILTER(!REGEX(STR(?x), "(22-rdf-syntax-ns|rdf-schema|owl)#"))""",
        'accord:Place accord:nickname "spot" .',
    ),
    "P36 name with a file's ending": (
        'VALUES ?x { <https://w3id.org/accordgraph/ontology> } FILTER REGEX(STR(?x), "[.](owl|rdf|ttl)$")',
        None,
    ),
    "P40 other people's terms redefined": (
        # SKOS itself says that skos:prefLabel is a subproperty of rdfs:label.
        """?x ?p ?o . FILTER(?p != rdf:type)
        FILTER(!STRSTARTS(STR(?x), "https://w3id.org/accordgraph/"))
        FILTER(!(?x = skos:prefLabel && ?p = rdfs:subPropertyOf && ?o = rdfs:label))""",
        "schema:Place rdfs:subClassOf accord:Place .",
    ),
}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    """The ontology with its alignments, as its IRI gives it."""
    files = sorted((ROOT / "ontology").glob("*.ttl"))
    assert [file.stem for file in files] == ["accordgraph", "alignments"]
    graph = Graph()
    for file in files:
        graph.parse(file)
    return graph


def fallen(graph: Graph, pattern: str) -> set[str]:
    """What falls into a pitfall."""
    return {str(row[0]) for row in graph.query(f"{_PREFIXES} SELECT DISTINCT ?x WHERE {{ {pattern} }}")}  # type: ignore[index]


@pytest.mark.parametrize("name", PITFALLS)
def test_nothing_falls_into_the_pitfall(ontology: Graph, name: str) -> None:
    assert fallen(ontology, PITFALLS[name][0]) == set()


@pytest.mark.parametrize("name", [name for name, (_, fault) in PITFALLS.items() if fault])
def test_the_query_finds_the_pitfall(ontology: Graph, name: str) -> None:
    pattern, fault = PITFALLS[name]
    turtle = _PREFIXES.replace("PREFIX", "@prefix").replace(">\n", "> .\n") + (fault or "")
    assert fallen(ontology + Graph().parse(data=turtle, format="turtle"), pattern)


def test_none_of_the_kinds_of_properties_is_used_that_are_often_used_wrongly(ontology: Graph) -> None:
    """P13 and P25 to P29, P33: there are no inverses, symmetric or transitive properties, nor chains."""
    kinds = {OWL.SymmetricProperty, OWL.TransitiveProperty, OWL.inverseOf, OWL.propertyChainAxiom,
             OWL.equivalentProperty, OWL.equivalentClass}  # fmt: skip
    assert not [triple for triple in ontology if kinds & set(triple)]


def test_there_is_one_ontology_and_one_namespace(ontology: Graph) -> None:
    """P38, P39."""
    assert list(ontology.subjects(RDF.type, OWL.Ontology)) == [ONTOLOGY]
    namespaces = list(ontology.objects(ONTOLOGY, VANN.preferredNamespaceUri))
    assert namespaces == [Literal(f"{ONTOLOGY}#")]


def test_lov_would_take_its_description(ontology: Graph) -> None:
    """What LOV asks of the header; that LOV has it, nobody can do from here."""
    prefix = str(ontology.value(ONTOLOGY, VANN.preferredNamespacePrefix))
    assert prefix.isalnum()
    assert len(prefix) <= 17
    for name in (DCTERMS.title, DCTERMS.description):
        texts = [text for text in ontology.objects(ONTOLOGY, name) if isinstance(text, Literal)]
        assert "en" in {text.language for text in texts}
    for name in (DCTERMS.creator, DCTERMS.publisher, DCTERMS.license, OWL.versionIRI):
        assert isinstance(ontology.value(ONTOLOGY, name), URIRef), name
    for name in (DCTERMS.issued, DCTERMS.modified, OWL.versionInfo):
        assert isinstance(ontology.value(ONTOLOGY, name), Literal), name
    assert not list(ontology.objects(ONTOLOGY, OWL.imports))


def test_every_version_that_is_told_of_says_what_changed(ontology: Graph) -> None:
    told = {str(each) for each in ontology.subjects() if str(each).startswith(f"{ONTOLOGY}/")}
    current = str(ontology.value(ONTOLOGY, OWL.versionIRI))
    prior = {str(each) for each in ontology.objects(ONTOLOGY, OWL.priorVersion)}
    assert {current} | prior <= told
    note = URIRef("http://www.w3.org/2004/02/skos/core#changeNote")
    for version in told:
        languages = {
            text.language for text in ontology.objects(URIRef(version), note) if isinstance(text, Literal)
        }
        assert languages == {"en", "ja"}
    latest = max(str(ontology.value(URIRef(each), DCTERMS.issued)) for each in told)
    assert str(ontology.value(URIRef(current), DCTERMS.issued)) == latest


def test_what_the_first_version_says_of_itself_is_so(ontology: Graph) -> None:
    """Where terms are added, the version and its note change with them."""
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    own = [
        {term for term in ontology.subjects(RDF.type, kind) if str(term).startswith(f"{ONTOLOGY}#")}
        for kind in (OWL.Class, *kinds)
    ]
    note = f"{len(own[0])} classes and {len(set.union(*own[1:]))} properties"
    texts = [str(text) for text in ontology.objects(URIRef(f"{ONTOLOGY}/0.1.0"), None)]
    if str(ontology.value(ONTOLOGY, OWL.versionInfo)) == "0.1.0":
        assert any(note in text for text in texts), note
    assert (ONTOLOGY, RDFS.seeAlso, URIRef("https://w3id.org/accordgraph/shapes")) in ontology
