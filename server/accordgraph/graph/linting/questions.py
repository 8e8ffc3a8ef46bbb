"""What can be wrong with competency questions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from ..kept import Kept
from ..prefixes import declarable
from ..problems import Place, Problem
from ..quiet import quiet_literals
from ..reading.corpus import Corpus, Question
from ..reading.mistakes import undeclared_prefix
from ..reading.questions import COLUMNS, form, header
from ..reading.signs import odd_sign
from ..reading.tokens import names_in, tokens
from .names import DANGLING, Described
from .parameters import kinds_of_parameters, parameter_problems
from .terms import own_term_fault
from .trying import refusals

_COLUMNS = re.compile(r"^#\s*columns:.*$", re.MULTILINE)
#: What the engine says of a place in a query.
_REFUSED = re.compile(r"error at (?P<line>\d+):(?P<column>\d+)")
_TOO_DEEP = (
    "The engine does not survive this query; it is nested too deeply, or too long. Use fewer brackets, "
    "UNIONs or operators."
)


@dataclass(frozen=True)
class _Parsed:
    """What the parser says of a query, and then the engine: the variables that it selects, or what is wrong,
    and where, if that is known; `readable` says that the parser has read it."""

    variables: tuple[str, ...] = ()
    fault: str = ""
    line: int | None = None
    column: int | None = None
    readable: bool = True


def question_problems(corpus: Corpus) -> Iterator[Problem]:
    """Find questions that do not parse, that the engine refuses, or that do not say what they ask."""
    parsed = _all_parsed([question.text for question in corpus.questions], corpus.kept)
    kinds, described = kinds_of_parameters(corpus), Described(corpus)
    for question in corpus.questions:
        if not header(question.text).english:
            message = (
                "The first line is no comment; let it ask the question in plain English: `# Who funds what?`"
            )
            yield Problem(question.path, 1, 1, "question-header", message)
        if not header(question.text).japanese:
            message = (
                "It does not ask in Japanese, too; add a line to its header: `# ja: 誰が何に出資するか。`"
            )
            yield Problem(question.path, 1, 1, "question-header", message)
        yield from _problems(question, corpus, kinds, described, parsed[question.text])


def _problems(
    question: Question, corpus: Corpus, kinds: Sequence[str], described: Described, parsed: _Parsed
) -> Iterator[Problem]:
    fault = Problem(question.path, parsed.line, parsed.column, "question-syntax", parsed.fault)
    if not parsed.readable:
        yield fault
        return
    names = list(_names(question, corpus, described))
    if parsed.fault and all(each.rule != "undefined-prefix" for each in names):
        yield fault
    yield from names
    yield from _service(question)
    yield from parameter_problems(question, corpus, kinds)
    yield from _columns(question, list(parsed.variables))


def _all_parsed(texts: Sequence[str], kept: Kept) -> Mapping[str, _Parsed]:
    """What parser and engine say of each query; they take longer than all other rules together."""
    keys = {text: kept.key("query", text) for text in texts}
    told = {text: kept.known(key) for text, key in keys.items()}
    found = {text: _Parsed(**json.loads(data)) for text, data in told.items() if data is not None}
    new = {text: _parsed(text) for text in keys if text not in found}
    asked = [text for text, (each, elsewhere) in new.items() if each.readable and not elsewhere]
    said = dict(zip(asked, refusals(asked), strict=True))
    for text, (each, _) in new.items():
        found[text] = _refused(each, said[text]) if text in said else each
        kept.keep(json.dumps(asdict(found[text])).encode(), keys[text])
    return found


def _parsed(text: str) -> tuple[_Parsed, bool]:
    """What the parser says, and whether the query asks another server."""
    # They take long to import, too.
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        with quiet_literals():
            tree = parseQuery(text)[1]
        elsewhere = "ServiceGraphPattern" in repr(tree)
    except RecursionError:
        return _Parsed(fault=_TOO_DEEP, readable=False), False
    except ParseBaseException as error:
        hint = odd_sign(text.split("\n")[error.lineno - 1]) or "Is a bracket, a dot or a keyword missing?"
        fault = f"Not SPARQL 1.1: the query cannot be read from here on ({error.msg}). {hint}"
        return _Parsed((), fault, error.lineno, error.column, readable=False), False
    return _Parsed(tuple(str(each.var or each.evar) for each in tree.projection or ())), elsewhere


def _refused(parsed: _Parsed, said: str | None) -> _Parsed:
    """What was parsed, with what the engine says against it."""
    if said is None:
        return replace(parsed, fault=_TOO_DEEP)
    place = _REFUSED.match(said)
    if place is None:
        return replace(parsed, fault=said and f"The engine refuses this query: {said}.")
    fault = (
        "The engine refuses this query, here at the latest. Is a variable bound twice, or selected without "
        "being grouped by, is a label of a blank node used in two groups, or an IRI not absolute?"
    )
    return replace(parsed, fault=fault, line=int(place["line"]), column=int(place["column"]))


def _service(question: Question) -> Iterator[Problem]:
    """Find SERVICE, which every engine that serves the graph refuses: it would ask other servers."""
    message = (
        "SERVICE asks another server, which is refused here, so nobody would get an answer; leave it out."
    )
    for token in tokens(question.text):
        if token.word == "SERVICE":
            yield Place.at(question.path, question.text, token.start).problem("question-service", message)


def _names(question: Question, corpus: Corpus, described: Described) -> Iterator[Problem]:
    """Find prefixes that a question does not declare, terms that the ontology does not define, and things
    that are described nowhere."""
    declared: dict[str, str] = {}
    told: set[str] = set()
    known = declarable(corpus.names)
    for token, iri in names_in(question.text, declared):
        place = Place.at(question.path, question.text, token.start)
        if iri is None:
            prefix = token.text.partition(":")[0]
            if prefix not in told:
                message = undeclared_prefix(prefix, declared, known, "question", len(told))
                told.add(prefix)
                yield place.problem("undefined-prefix", message)
            continue
        if term_fault := own_term_fault(iri, corpus):
            yield place.problem("undefined-term", term_fault)
        # What all names of a kind begin with is no name.
        elif iri not in told and not iri.endswith("/") and (fault := described.fault(iri, len(told))):
            told.add(iri)
            yield place.problem(DANGLING, fault)


def _columns(question: Question, names: Sequence[str]) -> Iterator[Problem]:
    """Find a header that says otherwise than the query what the answer's columns are, or where both leave it
    open: such a question has no page."""
    if form(question.text) != "select":
        return
    found = _COLUMNS.search(question.text)
    place = Place.at(question.path, question.text, found.start() if found else 0)
    said = header(question.text).columns
    if not names or [name for name, _ in said] != names:
        wanted = ", ".join(f"{name} …" for name in names) or "the columns, which SELECT names one by one"
        message = f"The header is to tell what the columns hold, in the query's order: `# columns: {wanted}`."
        yield place.problem("question-columns", message)
    for name, kind in said:
        if kind not in COLUMNS:
            message = (
                f"The column {name} holds {kind or 'nothing that is said'}; let it be {', '.join(COLUMNS)}."
            )
            yield place.problem("question-columns", message)
