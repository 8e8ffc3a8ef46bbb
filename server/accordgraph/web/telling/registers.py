"""Registers in which things have identifiers."""

from __future__ import annotations

from collections.abc import Mapping

#: Names by which others know a thing: what its IRI begins with, and whose name it is.
REGISTERS: Mapping[str, str] = {
    "http://www.wikidata.org/entity/": "Wikidata",
    "https://www.wikidata.org/wiki/": "Wikidata",
    "https://ror.org/": "ROR",
    "https://orcid.org/": "ORCID",
    "https://isni.org/isni/": "ISNI",
    "http://viaf.org/viaf/": "VIAF",
    "https://viaf.org/viaf/": "VIAF",
    "https://doi.org/": "DOI",
    "https://sws.geonames.org/": "GeoNames",
    "https://id.ndl.go.jp/auth/ndlna/": "NDL",
    "https://www.grid.ac/institutes/": "GRID",
    "https://lei.info/": "LEI",
}


def registered(iri: str) -> str:
    """Return the register and the identifier that an IRI consists of, "" where it is none of a register.

    >>> registered("https://ror.org/05x2bcf33")
    'ROR 05x2bcf33'
    """
    for beginning, name in REGISTERS.items():
        if iri.startswith(beginning):
            return f"{name} {iri.removeprefix(beginning).strip('/')}"
    return ""
