"""What can be wrong with the parameters of competency questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from ..guesses import guess
from ..prefixes import shorten
from ..problems import Place, Problem
from ..reading.content import Role
from ..reading.corpus import Corpus, Question
from ..reading.parameters import LITERALS, RESERVED, Parameter, blocks, default, literal, read_parameter
from ..reading.questions import uncommented
from ..terms import term
from .names import schemes_of
from .terms import own_names

_DECLARATION = re.compile(r"^#\s*parameter:(.*)$", re.MULTILINE)
#: The property of a shape that names what it is about.
_PATH = term("sh", "path")


def parameter_problems(question: Question, corpus: Corpus, kinds: Sequence[str]) -> Iterator[Problem]:
    """Find parameters that are declared in the wrong way, or that the query does not use."""
    told: set[str] = set()
    for found in _DECLARATION.finditer(question.text):
        parameter = read_parameter(found[1])
        if parameter is None:
            message = (
                "No declaration of a parameter; it goes `# parameter: name | kind | English | 日本語`, and "
                "`| required` may follow. The name is a variable's, without its question mark."
            )
        elif parameter.name in told:
            message = f"The parameter {parameter.name} is declared twice; each has one declaration."
        else:
            message = _fault(parameter, question.text, corpus, kinds)
        if parameter is not None:
            told.add(parameter.name)
        if message:
            place = Place.at(question.path, question.text, found.start())
            yield place.problem("question-parameter", message)


def _fault(parameter: Parameter, text: str, corpus: Corpus, kinds: Sequence[str]) -> str:
    """Say what is wrong with a parameter; "" where nothing is."""
    name, kind = parameter.name, parameter.kind
    if name in RESERVED:
        return f"Every question has a parameter {name} of its own; choose another name."
    if kind not in kinds:
        near = guess(kind, kinds, 0)
        return (
            f"{kind} is no kind of values: it is year, date, a scheme such as concept/research-field, a "
            "class or property of the ontology, or another property that the shapes have."
            f"{f' Did you mean {near}?' if near else ''}"
        )
    found = blocks(text, name)
    if len(found) != 1:
        return (
            f"The query needs one block for ?{name}, and has {len(found)}: `VALUES ?{name} {{ UNDEF }}`, "
            "with the term in it that holds where nobody chooses another."
        )
    if len(re.findall(rf"[?$]{name}\b", uncommented(text))) < 2:
        return f"The query does not use ?{name}; let it stand in a pattern or a filter."
    try:
        value = default(text, name)
    except (KeyError, ValueError):
        return ""  # a prefix that is not declared, or an IRI that is none, which is told where it stands
    if value is None:
        return f"{name} is required, so its block needs a term and not UNDEF." if parameter.required else ""
    # Of a thing that is described nowhere it is told where it stands.
    fits = kind not in LITERALS or literal(kind, value.value) == value
    return "" if fits else f"{value.value} is no value of the kind {kind}."


def kinds_of_parameters(corpus: Corpus) -> list[str]:
    """The kinds of values that parameters may have: among them the properties that shapes have."""
    own = (f"accord:{each}" for each in own_names(corpus))
    stated = (triple for file in corpus.of(Role.SHAPES) for triple in file.triples)
    paths = (
        shorten(triple.object.value, corpus.names)
        for triple in stated
        if triple.predicate == _PATH and isinstance(triple.object, ox.NamedNode)
    )
    return sorted({*LITERALS, *schemes_of(corpus), *own, *paths})
