"""Terms that no vocabulary in use defines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from inspect import get_annotations

from rdflib import namespace

from ..guesses import guess
from ..names import Names, in_words
from ..prefixes import PREFIXES, shorten
from ..problems import SHOWN, Problem
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..reading.turtle import TurtleFile
from .once import once

#: rdflib's closed list of terms for each vocabulary in the table of prefixes. It knows schema.org by https
#: only.
_CLASSES: Mapping[str, type[namespace.DefinedNamespace]] = {
    "dcat": namespace.DCAT,
    "dcterms": namespace.DCTERMS,
    "foaf": namespace.FOAF,
    "geo": namespace.GEO,
    "org": namespace.ORG,
    "owl": namespace.OWL,
    "prov": namespace.PROV,
    "qb": namespace.QB,
    "rdf": namespace.RDF,
    "rdfs": namespace.RDFS,
    "schema": namespace.SDO,
    "sh": namespace.SH,
    "skos": namespace.SKOS,
    "vann": namespace.VANN,
    "void": namespace.VOID,
    "xsd": namespace.XSD,
}


#: What rdflib does not know: the terms that DCAT 3 added, and what descriptions of datasets use of others.
_OTHERS: Mapping[str, frozenset[str]] = {
    "adms": frozenset({"versionNotes"}),
    "dcat": frozenset({"hasCurrentVersion", "hasVersion", "isVersionOf", "previousVersion", "version"}),
    "dcatap": frozenset({"availability"}),
    "sd": frozenset(),
    "spdx": frozenset({"Checksum", "ChecksumAlgorithm", "algorithm", "checksum", "checksumValue"}),
    "spex": frozenset(),
    "vcard": frozenset({"Individual", "Kind", "Organization", "fn", "hasEmail", "hasURL"}),
    "void-ext": frozenset(),
}


#: What people write by habit, of schema.org for the most part, and the term that says it here; others are
#: more like it.
_HABITS: Mapping[str, str] = {
    "country": "accord:locatedIn",
    "duration": "accord:durationInYears",
    "endDate": "accord:periodEnd",
    "fundedBy": "accord:hasFunder",
    "location": "accord:locatedIn",
    "partner": "accord:hasParty",
    "place": "accord:locatedIn",
    "publicationDate": "dcterms:issued",
    "startDate": "accord:periodStart",
}
#: What a property's name may begin with, which makes all of these alike.
_HAS = re.compile(r"has(?=[A-Z])")
#: The words of a term's name.
_WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")


@cache
def vocabulary(prefix: str) -> frozenset[str]:
    """The local names that a vocabulary in use defines."""
    others = _OTHERS.get(prefix, frozenset())
    if prefix not in _CLASSES:
        return others
    defined = _CLASSES[prefix]
    # Names that are Python's keywords ("class", "or") are kept apart. From Python 3.14 on the attribute
    # __annotations__ is that of rdflib's metaclass.
    return others.union(get_annotations(defined), getattr(defined, "_extras", ()))


def undefined_terms(file: TurtleFile, corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find properties and classes that no vocabulary defines, and unknown terms of the own ontology
    anywhere."""
    own_namespace = corpus.names.ontology_namespace

    def fault(iri: str, as_term: bool, told: int) -> str | None:
        return _fault(iri, corpus, told) if as_term or iri.startswith(own_namespace) else None

    lines = file.lines
    if any(fault(iri, True, 0) for iri in lines.terms()) or any(fault(iri, False, 0) for iri in lines.iris()):
        yield from once(file, locator, "undefined-term", fault)


def own_names(corpus: Corpus) -> frozenset[str]:
    """The local names of what the ontology defines in its namespace."""
    space = corpus.names.ontology_namespace
    return frozenset(iri.removeprefix(space) for iri in corpus.defined if iri.startswith(space))


def is_undefined(iri: str, corpus: Corpus) -> bool:
    """Whether an IRI in the ontology's namespace is none that the ontology defines."""
    space = corpus.names.ontology_namespace
    return iri.startswith(space) and iri != space and iri not in corpus.defined


def own_term_fault(iri: str, corpus: Corpus, told: int = 0) -> str | None:
    """Say what is wrong with an IRI in the ontology's namespace that the ontology does not define."""
    if not is_undefined(iri, corpus):
        return None
    space = corpus.names.ontology_namespace
    near = meant_by(iri, own_names(corpus), corpus.names, told)
    near = near or _concept(iri.removeprefix(space), corpus, told)
    return f"{shorten(iri, corpus.names)} is not defined in ontology/accordgraph.ttl.{near}"


def meant_by(iri: str, terms: frozenset[str], names: Names, told: int) -> str:
    """Ask whether another term of the ontology, of which these are the local names, is meant by an IRI."""
    habit = _HABITS.get(_plain(iri.removeprefix(names.ontology_namespace)))
    return f" Did you mean {habit}?" if habit else _near(iri, names.ontology_namespace, terms, names, told)


def _concept(name: str, corpus: Corpus, told: int) -> str:
    """Say which concepts have the name of a class: an agreement's type is one, for example."""
    if told >= SHOWN or not name[:1].isupper():
        return ""
    end = f"-{in_words(name).replace(' ', '-')}"
    found = [iri for iri in corpus.concepts if iri.endswith(end)]
    return f" It is a concept: {' or '.join(shorten(each, corpus.names) for each in found)}." if found else ""


def _fault(iri: str, corpus: Corpus, told: int) -> str | None:
    names = corpus.names
    if iri in corpus.defined:
        return None
    if iri.startswith(names.ontology_namespace):
        return own_term_fault(iri, corpus, told)
    if iri.startswith(names.shapes_namespace):
        return None
    for prefix, known in PREFIXES.items():
        if iri.startswith(known):
            defined = vocabulary(prefix)
            if iri.removeprefix(known) in defined:
                return None
            said = f"{shorten(iri, names)} is not a term of its vocabulary."
            return said + _near(iri, known, defined, names, told)
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    message = f"<{iri}> is in a namespace of no vocabulary in use."
    near = guess(iri[:cut], [names.ontology_namespace, *PREFIXES.values()], told, cutoff=0.8)
    if near:
        return f"{message} Did you mean <{near}{iri[cut:]}>?"
    return f"{message} Use a term of the ontology or of a vocabulary in graph/prefixes.py."


def _near(iri: str, namespace: str, defined: frozenset[str], names: Names, told: int) -> str:
    """Ask whether another term of a namespace is meant, by local names: whole IRIs are always alike.

    A class begins with a capital letter, and a property does not; of these, the only one that ends so is
    meant, as hasParty by party, else one that is like it, else one of the others, which is it but for that
    letter, else the only one that ends in its last words, as date for signatureDate.
    """
    if told >= SHOWN:
        return ""
    name = iri.removeprefix(namespace)
    alike = sorted(each for each in defined if each[:1].isupper() == name[:1].isupper())
    others = {each.swapcase()[:1] + each[1:]: each for each in sorted(defined.difference(alike))}
    plain = {_plain(each): each for each in alike}
    near = _ending(name, alike) or plain.get(guess(_plain(name), plain, told, cutoff=0.75) or "")
    near = near or others.get(guess(name, others, told, cutoff=0.9) or "")
    for word in list(_WORD.finditer(name))[1:]:
        near = near or _ending(name[word.start() :], alike)
    return f" Did you mean {shorten(namespace + near, names)}?" if near else ""


def _plain(name: str) -> str:
    """A property's name without the verb that many have: date of hasDate."""
    plain = _HAS.sub("", name)
    return name if plain == name else plain[:1].lower() + plain[1:]


def _ending(name: str, candidates: Iterable[str]) -> str | None:
    """The only candidate that ends in a name, in any case."""
    ending = [each for each in candidates if each.lower().endswith(name.lower())]
    return ending[0] if len(ending) == 1 else None
