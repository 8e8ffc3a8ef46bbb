"""The answers to questions as data: rows with names beside IRIs, as CSV and as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from ...engine.errors import EngineError
from ...engine.query import Answer

#: What a spreadsheet is not to take for a formula when it opens a text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: Columns that hold things, beside which their names stand.
_NAMED = frozenset(("thing", "fact", "value"))
#: The longest answer that is written with names, in bytes of results in JSON; the endpoint has no such limit.
LONGEST = 32 << 20

Row = Mapping[str, Any]
#: Gives the name of an IRI.
Namer = Callable[[str], str]


class AnswerTooLong(EngineError):
    """An answer with more rows than are written with names; the same again is as long."""

    status: ClassVar[int] = 413
    kind: ClassVar[str] = "answer-too-long"
    title: ClassVar[str] = "The answer is too long for this address"


def layout(columns: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the columns of the data, each with what it holds: behind a thing stands its name.

    >>> layout([("funder", "thing"), ("value", "number")])
    [('funder', 'thing'), ('funderLabel', 'text'), ('value', 'number')]
    """
    names = {name for name, _ in columns}
    found: list[tuple[str, str]] = []
    for name, kind in columns:
        found.append((name, kind))
        if kind in _NAMED and f"{name}Label" not in names:
            found.append((f"{name}Label", "text"))
    return found


def read_rows(answer: Answer, columns: Sequence[tuple[str, str]], named: Namer) -> Iterator[dict[str, Any]]:
    """Yield the rows of results in JSON: texts, numbers as text, None where nothing is bound.

    Raises AnswerTooLong.
    """
    content = answer.content
    size = len(content) if isinstance(content, bytes) else content.size
    if size > LONGEST:
        raise AnswerTooLong(
            "There are too many rows to write them with names. Choose a value for a parameter, or put the "
            "question's query to /sparql, which gives all rows."
        )
    wanted = [name for name, _ in layout(columns)]
    for row in json.loads(answer.body)["results"]["bindings"]:
        found = {name: term["value"] for name, term in row.items()}
        for name, kind in columns:
            if kind in _NAMED and name in row:
                is_iri = row[name]["type"] == "uri"
                found.setdefault(f"{name}Label", named(found[name]) if is_iri else found[name])
        yield {name: found.get(name) for name in wanted}


def write_csv(rows: Iterator[Row], columns: Sequence[tuple[str, str]], for_excel: bool) -> bytes:
    """Write rows as CSV (RFC 4180) in UTF-8.

    For Excel, a byte order mark tells the encoding, and an apostrophe keeps a text from being a formula.
    """
    wanted = layout(columns)
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([name for name, _ in wanted])
    for row in rows:
        cells = ["" if row[name] is None else str(row[name]) for name, _ in wanted]
        if for_excel:
            cells = [
                f"'{cell}" if kind not in ("number", "date") and cell.startswith(_FORMULA) else cell
                for cell, (_, kind) in zip(cells, wanted, strict=True)
            ]
        writer.writerow(cells)
    return file.getvalue().encode("utf-8-sig" if for_excel else "utf-8")


def write_json(rows: Iterator[Row], columns: Sequence[tuple[str, str]], about: Mapping[str, Any]) -> bytes:
    """Write rows as an array of objects, numbers as numbers, behind what is said about them."""
    wanted = layout(columns)
    numbers = [name for name, kind in wanted if kind == "number"]
    found = [{**row, **{name: _number(row[name]) for name in numbers}} for row in rows]
    told = [{"name": name, "type": kind} for name, kind in wanted]
    whole = {**about, "columns": told, "count": len(found), "rows": found}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n"


def _number(text: str | None) -> int | float | str | None:
    """Return a number as JSON has it; what is no finite number stays a text."""
    if text is None:
        return None
    try:
        value = Decimal(text)
        if not value.is_finite():
            return text
        return int(value) if value == value.to_integral_value() else float(value)
    except ArithmeticError:
        return text
