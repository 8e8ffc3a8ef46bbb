"""What a request says for the parameters of a question, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ...engine.errors import EngineError
from ...graph.guesses import guess
from ...graph.reading.parameters import Parameter, bound, default, plain
from ..tongue import LANGUAGES
from .choices import Choices, Value
from .questions import Question

#: What can be wrong with a value; what is in braces is filled in.
FAULTS = {
    "unknown": "There is no “{given}” to choose here.",
    "year": "“{given}” is no year; write its four digits, such as 2024.",
    "date": "“{given}” is no date; write it as 2024-04-09.",
    "late": "This lies after the end, {given}.",
    "missing": "Something must be chosen here.",
    "twice": "This is given more than once; give it once.",
    "stray": "This question has no parameter “{given}”.",
}
#: Parameters that all questions have, and what they may be.
SHARED = {"language": tuple(LANGUAGES), "bom": ("0", "1")}
#: Parameters of which the first may not lie after the second.
_BEGINNING, _END = "from", "until"
#: The longest text that is repeated in a message.
_SHOWN = 80


@dataclass(frozen=True)
class Fault:
    """What is wrong: a key of FAULTS, what was given, and what may have been meant, each with its name."""

    name: str
    kind: str
    given: str
    near: tuple[tuple[str, str], ...] = ()

    def english(self) -> str:
        """Say it in English, with the values that may have been meant."""
        said = FAULTS[self.kind].format(given=self.given)
        return f"{said} Did you mean {', '.join(slug for slug, _ in self.near)}?" if self.near else said


@dataclass(frozen=True)
class Field:
    """A parameter of a question as a request fills it: what was given, the value that it means, None for
    any, and what is wrong."""

    parameter: Parameter
    given: str
    value: Value | None
    fault: Fault | None = None


@dataclass(frozen=True)
class Asked:
    """A question with its parameters filled; `strays` are faults of names that it does not have."""

    question: Question
    fields: tuple[Field, ...]
    strays: tuple[Fault, ...] = field(default=())

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All that is wrong."""
        return (*(each.fault for each in self.fields if each.fault), *self.strays)

    @property
    def query(self) -> str:
        """The question's query with the chosen values in it."""
        query = bound(self.question.query, {each.parameter.name: each.value for each in self.fields})
        return plain(query, self.question.header.parameters, self.question.words.value)

    def chosen(self) -> dict[str, str]:
        """What an address has to say to ask the same: what differs from the query as it stands."""
        return {
            each.parameter.name: each.given
            for each in self.fields
            if each.value != default(self.question.query, each.parameter.name)
        }


class BadParameter(EngineError):
    """A value that a parameter of a question may not have, or a parameter that the question has not."""

    status = 400
    kind = "bad-parameter"
    title = "A parameter cannot be understood"

    def __init__(self, asked: Asked) -> None:
        super().__init__(" ".join(_named(each) for each in asked.faults))
        self.faults = asked.faults

    def details(self) -> dict[str, Any]:
        return {
            "parameters": [
                {
                    "name": each.name or each.given,
                    "detail": each.english(),
                    "near": [{"value": slug, "label": label} for slug, label in each.near],
                }
                for each in self.faults
            ]
        }


def _named(fault: Fault) -> str:
    return f"{fault.name}: {fault.english()}" if fault.name else fault.english()


def read_fields(
    question: Question, pairs: Sequence[tuple[str, str]], choices: Choices, language: str
) -> Asked:
    """Fill a question's parameters with what a request's address says.

    What is not there is as the query has it; what is there and empty is left open.
    """
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value.strip())
    names = {each.name for each in question.header.parameters}
    fields = tuple(
        _field(each, question, given.get(each.name), choices, language) for each in question.header.parameters
    )
    strays = tuple(
        fault
        for name, values in given.items()
        if name not in names and (fault := _stray(name, values, names))
    )
    return Asked(question, tuple(_in_order(fields)), strays)


def _in_order(fields: tuple[Field, ...]) -> Iterator[Field]:
    """Yield fields; a beginning that lies after the end is a fault of the beginning."""
    end = next((each for each in fields if each.parameter.name == _END and each.value is not None), None)
    for each in fields:
        if end and each.parameter.name == _BEGINNING and each.value and _place(each) > _place(end):
            yield replace(each, fault=Fault(_BEGINNING, "late", end.given))
        else:
            yield each


def _place(one: Field) -> tuple[int, str]:
    """Where a year or a day lies in time."""
    text = one.value.value if one.value else ""
    return (int(text), "") if text.isdecimal() else (0, text)


def _stray(name: str, values: list[str], names: set[str]) -> Fault | None:
    """Say what is wrong with a parameter that is not the question's own."""
    if name in SHARED:
        given = values[-1]
        if len(values) > 1:
            return Fault(name, "twice", given[:_SHOWN])
        near = tuple((each, each) for each in SHARED[name])
        return None if given in SHARED[name] else Fault(name, "unknown", given[:_SHOWN], near)
    known = sorted(names)
    meant = guess(name, known, 0)
    near = tuple((each, each) for each in ([meant] if meant else known))
    return Fault("", "stray", name[:_SHOWN], near)


def _field(
    parameter: Parameter, question: Question, given: list[str] | None, choices: Choices, language: str
) -> Field:
    name, kind = parameter.name, parameter.kind
    if given is None:
        value = default(question.query, name)
        return Field(
            parameter, choices.choice(kind, value, language).slug if value is not None else "", value
        )
    text = given[-1]
    shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    if len(given) > 1:
        return Field(parameter, text, None, Fault(name, "twice", shown))
    if not text:
        fault = Fault(name, "missing", "") if parameter.required else None
        return Field(parameter, "", None, fault)
    value = choices.find(kind, text)
    if value is None:
        near = tuple((each.slug, each.label) for each in choices.near(kind, text[:_SHOWN], language))
        return Field(parameter, text, None, Fault(name, kind if kind in FAULTS else "unknown", shown, near))
    return Field(parameter, choices.choice(kind, value, language).slug, value)
