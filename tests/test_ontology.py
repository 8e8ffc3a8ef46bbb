"""The ontology: small, documented in two languages, within OWL 2 DL, without blank nodes."""

from __future__ import annotations

from pathlib import Path

import pyhornedowl
import pytest
from pyhornedowl.profile import check_profile
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, VANN

from tools import ROOT

ONTOLOGY = URIRef("https://w3id.org/accordgraph/ontology")
ACCORD = Namespace("https://w3id.org/accordgraph/ontology#")
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


@pytest.fixture(scope="module")
def ontology() -> Graph:
    """The ontology without its alignments."""
    return Graph().parse(ROOT / "ontology" / "accordgraph.ttl")


@pytest.fixture(scope="module")
def aligned(ontology: Graph) -> Graph:
    """The ontology with its alignments, as the graph publishes it."""
    return ontology + Graph().parse(ROOT / "ontology" / "alignments.ttl")


def own(graph: Graph, *kinds: URIRef) -> set[URIRef]:
    """The terms of the ontology's own namespace that are of these kinds."""
    terms = {term for kind in kinds for term in graph.subjects(RDF.type, kind)}
    return {term for term in terms if isinstance(term, URIRef) and term.startswith(str(ACCORD))}


def test_it_is_small(ontology: Graph) -> None:
    assert 15 <= len(own(ontology, OWL.Class)) <= 30
    assert len(own(ontology, *PROPERTIES)) <= 75


def test_its_header_says_what_it_is(ontology: Graph) -> None:
    wanted = {
        DCTERMS.title, DCTERMS.description, DCTERMS.creator, DCTERMS.license, DCTERMS.created,
        DCTERMS.modified, OWL.versionIRI, OWL.versionInfo,
        VANN.preferredNamespacePrefix, VANN.preferredNamespaceUri,
    }  # fmt: skip
    assert wanted <= set(ontology.predicates(ONTOLOGY))
    version = ontology.value(ONTOLOGY, OWL.versionInfo)
    assert ontology.value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version}")
    assert ontology.value(ONTOLOGY, VANN.preferredNamespaceUri) == Literal(str(ACCORD))


def test_every_term_has_one_label_and_one_definition_in_each_language(ontology: Graph) -> None:
    for term in own(ontology, OWL.Class, *PROPERTIES):
        for prop in (RDFS.label, SKOS.definition):
            languages = [text.language for text in ontology.objects(term, prop) if isinstance(text, Literal)]
            assert sorted(map(str, languages)) == ["en", "ja"], (term, prop)
        assert list(ontology.objects(term, RDFS.isDefinedBy)) == [ONTOLOGY], term


def test_labels_name_one_term_only(ontology: Graph) -> None:
    labels = [
        (type_, str(label))
        for type_ in (OWL.Class, *PROPERTIES)
        for term in own(ontology, type_)
        for label in ontology.objects(term, RDFS.label)
    ]
    assert len(labels) == len(set(labels))


def test_it_defines_own_terms_only(ontology: Graph) -> None:
    for subject in set(ontology.subjects()):
        kinds = set(ontology.objects(subject, RDF.type))
        own_name = str(subject).startswith((str(ACCORD), f"{ONTOLOGY}/"))  # a term, or a version
        assert subject == ONTOLOGY or own_name or kinds == {OWL.AnnotationProperty}
        assert not str(subject).startswith(str(ACCORD)) or len(kinds) == 1


def test_it_has_no_blank_nodes(aligned: Graph) -> None:
    assert not [term for triple in aligned for term in triple if isinstance(term, BNode)]


def test_nothing_makes_a_reasoner_merge_rivals(aligned: Graph) -> None:
    merging = {OWL.sameAs, OWL.FunctionalProperty, OWL.InverseFunctionalProperty, OWL.hasKey}
    assert not [triple for triple in aligned if merging & set(triple)]


def test_totals_are_not_contributions(ontology: Graph) -> None:
    pair = {ACCORD.CombinedTotal, ACCORD.FundingContribution}
    assert any({s, o} == pair for s, o in ontology.subject_objects(OWL.disjointWith))


@pytest.mark.parametrize("files", [("accordgraph",), ("accordgraph", "alignments")], ids=["alone", "aligned"])
def test_it_keeps_to_owl_2_dl(files: tuple[str, ...], tmp_path: Path) -> None:
    graph = Graph()
    for name in files:
        graph.parse(ROOT / "ontology" / f"{name}.ttl")
    graph.serialize(tmp_path / "ontology.rdf", format="xml")
    report = check_profile(pyhornedowl.open_ontology(str(tmp_path / "ontology.rdf")), "DL")
    assert [str(violation) for violation in report.violations] == []
    assert report.conformant


def test_the_profile_check_can_fail(tmp_path: Path) -> None:
    graph = Graph().parse(ROOT / "ontology" / "accordgraph.ttl")
    graph.add((ACCORD.hasParty, RDFS.subPropertyOf, ACCORD.undeclared))
    graph.serialize(tmp_path / "ontology.rdf", format="xml")
    assert not check_profile(pyhornedowl.open_ontology(str(tmp_path / "ontology.rdf")), "DL").conformant


def test_no_range_lies_outside_the_datatype_map_of_owl_2(aligned: Graph) -> None:
    assert not list(aligned.triples((None, RDFS.range, None)))


def test_every_class_and_property_of_the_ontology_is_used_or_checked(ontology: Graph) -> None:
    used = "".join(
        path.read_text("utf-8")
        for folder in ("data", "shapes", "ontology/questions")
        for path in sorted((ROOT / folder).rglob("*.*"))
    )
    terms = sorted(str(term).removeprefix(str(ACCORD)) for term in own(ontology, OWL.Class, *PROPERTIES))
    assert [term for term in terms if f"accord:{term} " not in used and f"accord:{term}\n" not in used] == []
