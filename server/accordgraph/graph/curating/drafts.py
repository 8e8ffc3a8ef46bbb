"""The two files that a source begins with: its own and its entry, and what is left to be filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from ..grounding.mentions import mentions
from ..grounding.periods import Period
from ..grounding.readings import readings
from ..names import Names
from .blocks import block, evidence_block, prefixed, string
from .documents import Document
from .placeholders import LANGUAGE, WORDS
from .placeholders import SLUG as FILL

#: Characters of a paragraph that may tell the day of issue.
_LONGEST_DATELINE = 200


@dataclass(frozen=True)
class Draft:
    """What the two files are written from."""

    slug: str
    names: Names
    document: Document
    publisher: str
    publisher_label: str

    @property
    def label(self) -> str:
        """The source's label in English."""
        return f"{self.title or WORDS}{self.origin}"

    @property
    def title(self) -> str:
        """Its title, where that is in English."""
        told = self.document.told
        return told.title if told.language == "en" else ""

    @property
    def origin(self) -> str:
        """Its publisher and its day, as far as they are known, in brackets."""
        known = ", ".join(each for each in (self.publisher_label, self.day) if each)
        return f" ({known})" if known else ""

    @property
    def day(self) -> str:
        """The day of issue in words, as precise as it is known."""
        told = self.document.told
        if not told.issued:
            return ""
        on = date.fromisoformat(told.issued)
        form = {"day": f"{on.day} {on:%B %Y}", "month": f"{on:%B %Y}"}
        return form.get(told.precision, f"{on.year}")

    def entry(self) -> Iterator[tuple[str, str]]:
        """The entry in data/entities/sources.ttl: each block by its subject."""
        told = self.document.told
        graph = f"<{self.names.source_graph(self.slug)}>"
        title = self.title
        states = f"What “{title}”{self.origin} states" if title else f"{WORDS} ({self.slug})"
        yield graph, block(graph, f"rdfs:label {string(states)}@en")
        labels = [f"rdfs:label {string(self.label)}@en"]
        if told.title and told.language == "ja":
            labels.append(f"rdfs:label {string(told.title)}@ja")
        subject = f"source:{self.slug}"
        yield (
            subject,
            block(
                subject,
                *labels,
                f"accord:publishedBy organization:{self.publisher}",
                f"dcterms:language {string(told.language or LANGUAGE)}",
                f"foaf:page {_address(told.page) or f'source:{FILL}'}",
            ),
        )

    def file(self) -> str:
        """The source's own file: its graph, itself, and evidence for what is said of it."""
        told = self.document.told
        graph = f"<{self.names.source_graph(self.slug)}>"
        subject = f"source:{self.slug}"
        head = block(graph, "a accord:SourceGraph", f"prov:wasDerivedFrom {subject}")
        about = block(
            subject,
            "a accord:Source",
            f"accord:datePrecision concept:date-precision-{told.precision or 'day'}",
            f'dcterms:issued "{told.issued or WORDS}"^^xsd:date',
            f"dcterms:title {string(told.title or WORDS)}@{told.language or LANGUAGE}",
        )
        proofs = "\n".join(self._evidence())
        body = f"{head}\n## The document itself\n\n{about}\n## Evidence\n\n{proofs}"
        return prefixed("", body, self.names)

    def _places(self) -> dict[str, tuple[int, int, int]]:
        """Where the text first gives the title and the day of issue: paragraph, start and end."""
        told = self.document.told
        found: dict[str, tuple[int, int, int]] = {}
        for number, line in enumerate(self.document.paragraphs, start=1):
            for span in mentions(line, told.title)[:1] if told.title else ():
                found.setdefault("title", (number, *span))
            for one in readings(line, None) if told.issued and len(line) < _LONGEST_DATELINE else ():
                day = one.value if isinstance(one.value, Period) and one.value.single else None
                if day and (day.precision, day.start.isoformat()) == (told.precision, told.issued):
                    found.setdefault("issued", (number, one.start, one.end))
        return found

    def _evidence(self) -> Iterator[str]:
        """Evidence for the title and the day of issue: where they stand in the text, else the page; none for
        what is to be filled in, which may stand in the text too."""
        found, places, told = self.document.paragraphs, self._places(), self.document.told
        names = {"title": ("title", "dcterms:title"), "issued": ("date of issue", "dcterms:issued")}
        for what, (number, start, end) in sorted(places.items(), key=lambda item: (item[1][0], item[0])):
            words, prop = names[what]
            yield evidence_block(
                f"evidence:{self.slug}-p{number}-source-{what}",
                f"Paragraph {number} on {self.slug}: {words}",
                f"source:{self.slug}",
                prop,
                (number, found[number - 1]),
                (start, end),
            )
        given = {"title": told.title, "issued": told.issued}
        cited = [named for what, named in names.items() if given[what] and what not in places]
        if cited:
            label = f"The page of {self.slug}: " + " and ".join(words for words, _ in cited)
            yield block(
                f"evidence:{self.slug}-source",
                "a accord:Evidence",
                f"rdfs:label {string(label)}@en",
                "accord:evidenceGrade concept:evidence-grade-cited",
                f"accord:supports source:{self.slug}",
                *([f"accord:supportsProperty {cited[0][1]}"] if len(cited) == 1 else []),
            )

    def missing(self) -> Iterator[str]:
        """What is left to be filled in, in words."""
        told = self.document.told
        if self.publisher.startswith(FILL):
            known = (
                f" ({told.publisher}, which is no organization of the graph yet)" if told.publisher else ""
            )
            yield f"its publisher{known}"
        given = {
            "its title": told.title,
            "its day of issue": told.issued,
            "its language": told.language,
            "its page": _address(told.page),
        }
        yield from (name for name, value in given.items() if not value)
        if not told.title or told.language != "en":
            yield "its labels in English"


def _address(address: str) -> str:
    """An address as an IRI in Turtle; "" where it is none."""
    try:
        return str(ox.NamedNode(address)) if address else ""
    except ValueError:
        return ""
