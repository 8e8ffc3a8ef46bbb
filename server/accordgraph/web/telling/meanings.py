"""What it means that one thing points at another: titles of lists, and what these show of each thing."""

from __future__ import annotations

from collections.abc import Mapping

from .groups import full

#: Things that consist of their parts: a row shows these, and the name leads to who says so.
PARTS = frozenset(("contribution", "total", "participation"))
#: What stands in columns of numbers, below each other by their last digits.
NUMERIC = frozenset(full("amountValue changePercent hasAmount memberCount sharePercent value"))
#: Columns of dates.
DATES = frozenset(full("date deadline dcterms:issued"))
#: What points at a thing, by property and kind: a title, and the properties that the rows show; periodStart
#: stands for the whole period.
_MEANINGS: Mapping[str, tuple[str, str]] = {
    "hasFunder contribution": ("Money given by this funder", "funds hasAmount"),
    "funds total": ("Money in all, as stated", "hasAmount drawsOn"),
    "establishes agreement": ("Brought into being by", "hasParty date"),
    "establishes event": ("Brought into being by", "date"),
    "dcterms:replaces agreement": ("Replaced by", "hasParty date"),
    "dcterms:replaces target": ("Replaced by", "value deadline"),
    "partOfAgreement target": ("Targets", "value hasMeasure deadline"),
    "funds contribution": ("Money given to it", "hasFunder hasAmount"),
    "partOfTotal contribution": ("Contributions counted in it", "hasFunder hasAmount"),
    "hasAmount contribution": ("Contributions of this amount", "hasFunder funds"),
    "hasAmount total": ("Totals of this amount", "funds"),
    "hasParty agreement": ("Agreements that it is a party to", "hasParty focusesOn date"),
    "partOfAgreement agreement": ("Agreements that are parts of it", "hasParty focusesOn"),
    "participationIn participation": ("Who takes part in it", "hasParticipant hasRole"),
    "hasParticipant participation": ("Takes part in", "hasRole participationIn hasJurisdiction"),
    "hasRole participation": ("Who has this role", "hasParticipant participationIn hasJurisdiction"),
    "hasSpeaker statement": ("What was said", "gist hasTopic"),
    "inCapacity statement": ("What was said in this office", "hasSpeaker gist"),
    "partOfStatement statement": ("Statements that are parts of it", "gist"),
    "hasTopic statement": ("What was said about it", "hasSpeaker gist"),
    "onOccasion statement": ("What was said there", "hasSpeaker gist"),
    "onOccasion event": ("What happened there", "date"),
    "announces event": ("Announced at", "date locatedIn"),
    "focusesOn agreement": ("Agreements on it", "hasParty date"),
    "hasAgreementType agreement": ("Agreements of this sort", "hasParty date"),
    "partOfPolicy target": ("Targets", "value hasMeasure deadline"),
    "setBy target": ("Targets set", "value hasMeasure deadline"),
    "hasOrigin statistic": ("Numbers of people from there", "value hasHost periodStart"),
    "hasHost statistic": ("Numbers of people there", "value hasOrigin periodStart"),
    "hasMeasure statistic": ("Numbers", "value hasOrigin hasHost periodStart"),
    "publishedBy statistic": ("Numbers that it published", "value periodStart"),
    "accordingTo statistic": ("Numbers according to it", "value periodStart"),
    "publishedBy source": ("Sources that it published", "dcterms:issued"),
    "hasMeasure target": ("Targets", "value deadline"),
    "hasHost target": ("Targets for people there", "value hasMeasure deadline"),
    "hasOrigin target": ("Targets for people from there", "value hasMeasure deadline"),
    "hasPopulation statistic": ("Numbers of these people", "value hasOrigin hasHost periodStart"),
    "hasPopulation target": ("Targets for these people", "value hasMeasure deadline"),
    "hasJurisdiction participation": ("Offices for it", "hasParticipant hasRole"),
    "hasJurisdiction programme": ("Policies for it", ""),
    "hasOrigin organization": ("Organizations from there", ""),
    "hasOrigin programme": ("Programmes for people from there", ""),
    "hasOrigin statement": ("What was said of people from there", "hasSpeaker gist"),
    "focusesOn organization": ("Organizations in this field", ""),
    "focusesOn programme": ("Programmes in this field", ""),
    "intendedFor programme": ("Programmes for these people", ""),
    "intendedFor statement": ("What was said of these people", "hasSpeaker gist"),
    "namedAfter programme": ("Programmes that bear this name", ""),
    "buildsOn statement": ("Statements that build on it", "hasSpeaker gist"),
    "buildsOn event": ("Events that build on it", "date"),
    "hasActivity agreement": ("Agreements with it", "hasParty date"),
    "hasActivity programme": ("Programmes with it", ""),
    "hasGoal total": ("Totals that were to reach it", "hasAmount funds"),
    "aboutProgramme statistic": ("Numbers of its people", "value periodStart"),
    "drawsOn agreement": ("Agreements that draw on it", "hasParty"),
    "drawsOn total": ("Totals that draw on it", "hasAmount funds"),
    "hasQualifier amount": ("Amounts qualified so", ""),
    "evidenceGrade evidence": ("Evidence of this grade", ""),
    "locatedIn organization": ("Organizations there", ""),
    "locatedIn event": ("What happened there", "date"),
    "locatedIn place": ("Places in it", ""),
    "prov:wasDerivedFrom statistic": (
        "Derived figures",
        "sharePercent changePercent amountValue value derivedBy",
    ),
    "prov:wasDerivedFrom source": ("Sources that repeat it", "publishedBy dcterms:issued"),
    "derivedBy statistic": ("Figures derived so", "sharePercent changePercent amountValue value"),
    "appliesRule adjudication": ("Decisions by this rule", ""),
    "overrulesValue adjudication": ("Named in statements that are not believed", "reason"),
    "skos:inScheme concept": ("Concepts in this list", "skos:definition"),
    "skos:broader concept": ("Narrower concepts", "skos:definition"),
}
#: What points at a thing by a property, from any kind of thing that has no words of its own above.
_BACKWARDS: Mapping[str, str] = {
    "aboutProgramme": "What counts its people",
    "accordingTo": "What is stated according to it",
    "announces": "Announced by",
    "appliesRule": "Decisions by this rule",
    "buildsOn": "What builds on it",
    "datePrecision": "What is dated as exactly",
    "derivedBy": "Figures derived so",
    "drawsOn": "What draws on it",
    "establishes": "Brought into being by",
    "evidenceGrade": "Evidence of this grade",
    "focusesOn": "What works in this field",
    "funds": "Money given to it",
    "hasActivity": "What does this",
    "hasAgreementType": "Agreements of this sort",
    "hasAmount": "What has this amount",
    "hasEventType": "Events of this sort",
    "hasFunder": "Money given by this funder",
    "hasGoal": "What was to raise this much",
    "hasHost": "What it is host to",
    "hasJurisdiction": "What holds for it",
    "hasMeasure": "What is measured so",
    "hasOrigin": "What comes from there",
    "hasParticipant": "Takes part in",
    "hasParty": "What it is a party to",
    "hasPopulation": "What concerns these people",
    "hasQualifier": "What is qualified so",
    "hasRole": "Who has this role",
    "hasSpeaker": "What was said",
    "hasTopic": "What deals with it",
    "inCapacity": "What was said in this office",
    "intendedFor": "What is meant for them",
    "locatedIn": "What is there",
    "namedAfter": "What bears this name",
    "onOccasion": "What happened there",
    "overrulesSubject": "Decisions about it",
    "overrulesValue": "Named in statements that are not believed",
    "partOfAgreement": "Parts of it",
    "partOfPolicy": "Parts of it",
    "partOfStatement": "Parts of it",
    "partOfTotal": "What is counted in it",
    "participationIn": "Who takes part in it",
    "publishedBy": "What it published",
    "setBy": "What was set",
    "supports": "Evidence for it",
    "dcterms:creator": "What it made",
    "dcterms:isReplacedBy": "What it replaces",
    "dcterms:publisher": "What it published",
    "dcterms:replaces": "Replaced by",
    "owl:differentFrom": "Not to be confused with",
    "prov:wasDerivedFrom": "What was derived from it",
    "skos:broader": "Narrower concepts",
    "skos:closeMatch": "Much like it",
    "skos:exactMatch": "The same elsewhere",
    "skos:inScheme": "Concepts in this list",
    "skos:related": "Related concepts",
    "skos:topConceptOf": "Broadest concepts in this list",
}
#: What lists of things show of each, by kind; others are told by their names alone.
_LISTED: Mapping[str, str] = {
    "agreement": "hasParty focusesOn",
    "contribution": "hasFunder funds hasAmount partOfTotal",
    "event": "date locatedIn",
    "participation": "hasParticipant hasRole participationIn",
    "source": "publishedBy dcterms:issued",
    "statement": "hasSpeaker gist",
    "statistic": "value changePercent sharePercent amountValue periodStart",
    "target": "value deadline",
    "total": "funds hasAmount drawsOn",
}

#: The same as `_MEANINGS`, with whole names.
MEANINGS: Mapping[tuple[str, str], tuple[str, tuple[str, ...]]] = {
    (full(key)[0], key.split()[1]): (title, full(columns)) for key, (title, columns) in _MEANINGS.items()
}
LISTED: Mapping[str, tuple[str, ...]] = {kind: full(names) for kind, names in _LISTED.items()}
#: The same as `_BACKWARDS`, with whole names.
BACKWARDS: Mapping[str, str] = {full(name)[0]: title for name, title in _BACKWARDS.items()}
#: The order in which a document lists what points at its thing, most telling first.
ORDER = tuple(dict.fromkeys(name for name, _ in MEANINGS))
