"""Adjudications to be pasted: all of it written but the rule and the reason, which are a person's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from ..curating.placeholders import SLUG
from ..names import in_words
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..terms import LABEL, Term, iri_text

#: What stands for the reason until somebody writes one; too short for the shapes.
TO_BE_WRITTEN = "…"


def draft(subject: str, prop: str, value: Term, graph: str, rivals: Iterable[str], corpus: Corpus) -> str:
    """Write an adjudication that overrules a statement of a source, as data/adjudications.ttl has them."""
    names = corpus.names
    prefixes: dict[str, str] = {}
    for file in corpus.of(Role.ADJUDICATIONS):
        prefixes |= file.prefixes
    kind, slug = names.kind_and_slug(subject) or ("thing", "")
    source = graph.removeprefix(names.sources)
    kebab = in_words(prop).replace(" ", "-")
    lines = [
        _written(ox.NamedNode(names.thing("adjudication", f"{kind}-{slug}-{kebab}-of-{source}")), prefixes),
        f"    a {_written(ox.NamedNode(names.term('Adjudication')), prefixes)} ;",
        *(f"    {_written(LABEL, prefixes)} {label} ;" for label in _titles(subject, prop, source, corpus)),
    ]
    parts: list[tuple[str, Term]] = [
        ("appliesRule", ox.NamedNode(names.thing("concept", SLUG))),
        ("overrulesGraph", ox.NamedNode(graph)),
        ("overrulesProperty", ox.NamedNode(prop)),
        ("overrulesSubject", ox.NamedNode(subject)),
        ("overrulesValue", value),
        ("reason", ox.Literal(TO_BE_WRITTEN, language="en")),
        ("reason", ox.Literal(TO_BE_WRITTEN, language="ja")),
        *(("rivalGraph", ox.NamedNode(rival)) for rival in rivals),
    ]
    lines += [
        f"    {_written(ox.NamedNode(names.term(name)), prefixes)} {_written(part, prefixes)} ;"
        for name, part in parts
    ]
    return "\n".join([*lines, "."])


def _titles(subject: str, prop: str, source: str, corpus: Corpus) -> Iterator[ox.Literal]:
    """Yield the labels of an adjudication: in Japanese where its subject has a Japanese one."""
    title, spaced = _label(corpus.names.thing("source", source), corpus), in_words(prop)
    yield ox.Literal(f"{_label(subject, corpus)}: {spaced} in “{title}”", language="en")
    japanese = corpus.japanese_labels
    if subject in japanese:
        text = f"{japanese[subject]}\uff1a{japanese.get(prop, spaced)}\uff08「{title}」\uff09"
        yield ox.Literal(text, language="ja")


def _written(term: Term, prefixes: Mapping[str, str]) -> str:
    """Write a term by a prefix that the file declares, else in full."""
    if isinstance(term, ox.Literal) and not term.language and term.datatype.value:
        text = str(term)
        return text.replace(str(term.datatype), _written(term.datatype, prefixes))
    iri = iri_text(term)
    for prefix, namespace in sorted(prefixes.items(), key=lambda each: -len(each[1])):
        if iri.startswith(namespace) and re.fullmatch(r"\w[\w-]*", iri.removeprefix(namespace)):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return str(term)


def _label(iri: str, corpus: Corpus) -> str:
    return corpus.labels.get(iri) or iri.rpartition("/")[2].replace("-", " ")
