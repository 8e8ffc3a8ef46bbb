"""Who publishes a document, and what its source is called: publisher, topic and year."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from ...errors import AccordGraphError
from ..finding.folding import fold, slugged
from ..grounding.readings import readings
from ..grounding.values import Money
from ..names import SLUG
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.labels import labels
from ..terms import ALT_LABEL, LABEL, iri_text, literal_text, term
from .documents import Document
from .placeholders import SLUG as FILL

#: Words of a title, and characters of a slug, at most; words that say nothing in a slug.
_TOPIC, _LONGEST = 4, 80
_EMPTY = "a an and are as at but by for from has have in into is its of on or our the this to with"


class SlugError(AccordGraphError):
    """A source cannot be called so."""


def publisher_of(corpus: Corpus, document: Document) -> tuple[str, str]:
    """The slug of the organization that publishes a document, and its label; a name alone where it is new."""
    told = document.told
    prefix = corpus.names.thing("organization", "")
    called = labels(corpus.triples(Role.ENTITIES))
    site, host = _bare(told.publisher), _host(told.page)
    for triple in sorted(corpus.triples(Role.ENTITIES), key=str):
        iri = iri_text(triple.subject)
        if not iri.startswith(prefix) or iri not in called:
            continue
        named = triple.predicate in (LABEL, ALT_LABEL) and site and _bare(literal_text(triple.object)) == site
        at_home = triple.predicate == term("foaf", "homepage")
        if named or (at_home and host and not site and _host(iri_text(triple.object)) == host):
            return iri.removeprefix(prefix), called[iri]
    return (f"{FILL}-{slug}" if (slug := slugged(told.publisher)) else FILL), told.publisher


def _bare(name: str) -> str:
    return fold(name).removeprefix("the ")


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def source_slug(document: Document, wanted: str, publisher: str) -> str:
    """The slug that was asked for, else publisher, topic and year; raises SlugError."""
    if wanted:
        if not SLUG.fullmatch(wanted) or len(wanted) > _LONGEST:
            raise SlugError(
                f"The slug {wanted!r} is to be lower-case ASCII letters and digits with single hyphens, "
                f"at most {_LONGEST} characters: publisher, topic and year, like pie-news-us-japan-ai-2024."
            )
        return wanted
    told = document.told
    who = slugged(publisher) or slugged(_host(told.page).partition(".")[0])
    year = told.issued[:4]
    said = [*_EMPTY.split(), *who.split("-"), year]
    title = slugged(_without_amounts(told.title)).split("-")
    topic = [each for each in title if each and each not in said][:_TOPIC]
    made = "-".join([who, *topic])[: _LONGEST - len(f"-{year}")].strip("-")
    lacking = [name for name, it in (("publisher", who), ("topic", topic), ("year", year)) if not it]
    if lacking or not re.search(r"[a-z]", made):
        raise SlugError(
            f"The document gives no {' and no '.join(lacking) or 'word'} for the slug, which never changes; "
            "name it with --slug: publisher, topic and year, such as keio-ai-center-2024."
        )
    return f"{made}-{year}"


def _without_amounts(title: str) -> str:
    """A title without sums of money, which tell little of its topic: $12.5m would be 12 and 5m."""
    for one in sorted(readings(title, None), key=lambda one: -one.start):
        if isinstance(one.value, Money):
            title = f"{title[: one.start]} {title[one.end :]}"
    return title
