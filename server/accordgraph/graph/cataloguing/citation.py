"""How to cite a version of the dataset, from what data/dataset.ttl says: as text, BibTeX and CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .statements import Facts

#: Characters that mean something to TeX, and how they are written as themselves.
_TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "{}$&#_%"},
}


@dataclass(frozen=True)
class Citation:
    """What a reference to one version names; `day` is the version's date, yyyy-mm-dd."""

    iri: str
    title: str
    version: str
    day: str
    creators: tuple[str, ...]
    publisher: str

    @property
    def year(self) -> str:
        """The year of publication."""
        return self.day[:4]

    @property
    def key(self) -> str:
        """The name of the entry in a bibliography: "accord-graph-0.1.0"."""
        return f"{re.sub(r'[^a-z0-9]+', '-', self.title.lower()).strip('-')}-{self.version}"


def citation(facts: Facts, dataset: str, version: str, iri: str) -> Citation:
    """Read the citation of a version from the dataset's description; `iri` is the version's own."""

    def named(name: str) -> tuple[str, ...]:
        agents = facts.iris(dataset, name)
        return tuple(facts.text(agent, "foaf:name") or agent for agent in agents)

    return Citation(
        iri,
        facts.text(dataset, "dcterms:title"),
        version,
        facts.text(dataset, "dcterms:modified") or facts.text(dataset, "dcterms:issued"),
        named("dcterms:creator"),
        next(iter(named("dcterms:publisher")), ""),
    )


def as_text(cited: Citation) -> str:
    """Write a reference as a sentence, without what is not known; a publisher that is the only author is not
    told twice."""
    authors, year = "; ".join(cited.creators), f"({cited.year})" if cited.year else ""
    title = f"{cited.title} (version {cited.version}) [data set]"
    publisher = cited.publisher if (cited.publisher,) != cited.creators else ""
    return ". ".join(filter(None, (" ".join(filter(None, (authors, year))), title, publisher, cited.iri)))


def as_bibtex(cited: Citation) -> str:
    """Write a BibTeX entry; the old styles know no data sets, so it is a @misc."""
    authors = " and ".join(f"{{{_tex(name)}}}" for name in cited.creators)
    fields = {
        "author": authors,
        "title": f"{{{_tex(cited.title)}}}",
        "year": cited.year,
        "version": _tex(cited.version),
        "publisher": f"{{{_tex(cited.publisher)}}}" if cited.publisher else "",
        "howpublished": "Data set",
        "url": cited.iri,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{cited.key},\n" + ",\n".join(lines) + "\n}\n"


def as_csl(cited: Citation) -> str:
    """Write CSL-JSON (https://docs.citationstyles.org/en/stable/specification.html)."""
    parts = [int(part) for part in cited.day.split("-") if part.isdecimal()]
    item = {
        "id": cited.key,
        "type": "dataset",
        "title": cited.title,
        "version": cited.version,
        "author": [{"literal": name} for name in cited.creators],
        "publisher": cited.publisher,
        "issued": {"date-parts": [parts]} if parts else {},
        "URL": cited.iri,
    }
    return (
        json.dumps([{name: value for name, value in item.items() if value}], indent=2, ensure_ascii=False)
        + "\n"
    )


#: Name of a form -> what writes it.
WRITERS: Mapping[str, Callable[[Citation], str]] = {
    "bib": as_bibtex,
    "csl": as_csl,
    "text": lambda cited: as_text(cited) + "\n",
}


def _tex(words: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in words)
