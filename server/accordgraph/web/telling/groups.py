"""Which facts of a thing belong together, by meaning."""

from __future__ import annotations

from collections.abc import Mapping


def full(names: str) -> tuple[str, ...]:
    """Read a row of properties; those without a prefix are the ontology's own."""
    return tuple(name if ":" in name else f"accord:{name}" for name in names.split())


#: Properties by group; what is in none comes last.
_GROUPS: Mapping[str, str] = {
    "What it is": (
        "gist rdfs:comment skos:definition skos:note skos:scopeNote skos:example hasAgreementType "
        "hasEventType ordinal ageInYears memberCount partOfAgreement partCount partOfPolicy partOfStatement "
        "buildsOn namedAfter announces establishes aboutProgramme hasActivity drawsOn dcterms:replaces "
        "skos:notation skos:broader skos:inScheme skos:topConceptOf"
    ),
    "Who takes part": (
        "hasParty partyCount hasParticipant hasRole participationIn hasSpeaker inCapacity setBy "
        "publishedBy accordingTo"
    ),
    "Money": "hasFunder hasAmount hasGoal funds partOfTotal amountValue currency",
    "Numbers": "hasQualifier value changePercent sharePercent hasMeasure hasPopulation",
    "Time": "date durationInYears deadline periodStart periodEnd dcterms:issued dcterms:modified onOccasion",
    "Places": "locatedIn hasJurisdiction hasOrigin hasHost demonym",
    "Topics": "focusesOn hasTopic intendedFor",
    "Evidence": (
        "supports supportsProperty paragraphNumber spanStart spanEnd evidenceGrade readingNote "
        "paragraphDigest"
    ),
    "Decision": (
        "overrulesSubject overrulesProperty overrulesValue overrulesGraph rivalGraph reason appliesRule"
    ),
    "Where it comes from": "derivedBy prov:wasDerivedFrom",
    "Names": "rdfs:label skos:prefLabel dcterms:title skos:altLabel dcterms:language",
    "Identifiers and pages": (
        "skos:exactMatch skos:closeMatch foaf:homepage foaf:page dcterms:source owl:differentFrom"
    ),
}
#: Where all other properties are.
REST = "Other"
#: Groups that come at the end of a page.
LAST = frozenset(("Names", "Identifiers and pages", REST))
#: Said in other words elsewhere on the page: the kinds above the name, the precision in the date, that it
#: was withdrawn below the name.
HIDDEN = frozenset(
    (
        "rdf:type",
        "accord:datePrecision",
        "owl:deprecated",
        "sh:prefixes",
        "<https://schema.org/keywords>",
        "<https://schema.org/target>",
    )
)
GROUPS = tuple(_GROUPS)
#: Each property's group and place in it.
PLACES: Mapping[str, tuple[int, int]] = {
    name: (row, place) for row, names in enumerate(_GROUPS.values()) for place, name in enumerate(full(names))
}


def group_of(name: str) -> str:
    """Return the group of a property."""
    return GROUPS[PLACES[name][0]] if name in PLACES else REST


def order_of(name: str) -> tuple[int, int, str]:
    """Return what sorts properties as a page has them."""
    return (*PLACES.get(name, (len(GROUPS), 0)), name)
