"""Competency questions: what their headers say, and whether they parse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyparsing import ParseBaseException
from rdflib.plugins.sparql.parser import parseQuery

from .corpus import Corpus, Question
from .lint_terms import own_term_fault, own_terms
from .locate import TOKEN
from .problems import Problem

_FORM = re.compile(r"^\s*(select|ask|construct|describe)\b", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Header:
    """What the comment at a question's top says: the question in English, in Japanese, and its tags."""

    english: str
    japanese: str
    tags: tuple[str, ...]


def header(text: str) -> Header:
    """Read the comment at the top of a question's file.

    >>> header("# Who pays?\\n# ja: 誰が払うか。\\n# tags: funding, people\\n\\nASK {}").tags
    ('funding', 'people')
    """
    english: list[str] = []
    japanese, tags = "", ""
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        said = line.lstrip("#").strip()
        if said.startswith("ja:"):
            japanese = said.removeprefix("ja:").strip()
        elif said.startswith("tags:"):
            tags = said.removeprefix("tags:")
        else:
            english.append(said)
    return Header(
        " ".join(english).strip(), japanese, tuple(tag.strip() for tag in tags.split(",") if tag.strip())
    )


def form(text: str) -> str:
    """The form of a query: "select", "ask", "construct" or "describe"."""
    found = _FORM.search(re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE))
    return found[1].lower() if found else "select"


def question_problems(corpus: Corpus) -> Iterator[Problem]:
    """Find questions that do not parse or do not say what they ask."""
    for question in corpus.questions:
        if not header(question.text).english:
            message = (
                "The first line is no comment; let it ask the question in plain English: `# Who funds what?`"
            )
            yield Problem(question.path, 1, 1, "question-header", message)
        problem = _syntax(question)
        yield from [problem] if problem else _names(question, corpus)


def _syntax(question: Question) -> Problem | None:
    try:
        parseQuery(question.text)
    except ParseBaseException as error:
        message = (
            f"Not SPARQL 1.1: the query cannot be read from here on ({error.msg}); "
            "is a bracket, a dot or a keyword missing?"
        )
        return Problem(question.path, error.lineno, error.column, "question-syntax", message)
    return None


def _names(question: Question, corpus: Corpus) -> Iterator[Problem]:
    """Find prefixes that a question does not declare and terms that the ontology does not define."""
    declared: dict[str, str] = {}
    own = own_terms(corpus)
    tokens = (token for token in TOKEN.finditer(question.text) if token.lastgroup != "skip")
    for token in tokens:
        if token.lastgroup == "directive" and token.group().lower() == "prefix":
            name, iri = next(tokens).group(), next(tokens).group()
            declared[name[:-1]] = iri[1:-1]
        elif token.lastgroup == "name":
            prefix, _, local = token.group().partition(":")
            line = question.text.count("\n", 0, token.start()) + 1
            column = token.start() - question.text.rfind("\n", 0, token.start())
            if prefix not in declared:
                message = (
                    f"The prefix {prefix}: is not declared in this question; add `PREFIX {prefix}: <…>`."
                )
                yield Problem(question.path, line, column, "undefined-prefix", message)
            elif message_of := own_term_fault(declared[prefix] + local, corpus, own):
                yield Problem(question.path, line, column, "undefined-term", message_of)
