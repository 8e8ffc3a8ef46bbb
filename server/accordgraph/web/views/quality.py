"""What was checked, and what was found: the table of the checks as a page, as CSV and as RDF."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from ...engine.answering.writing import write_graph
from ...engine.formats import FORMATS, GRAPHS, PAGE, Format, by_media_type
from ..quality import CHECKLISTS, DQV, checks, counted, statements, table
from ..responding.context import links, live
from ..responding.responses import landing_of, represent, with_extension

area = Blueprint("quality", __name__)

_CSV = by_media_type("text/csv", FORMATS)
#: The table is in no named graph, so formats that name graphs have nothing to add.
_OFFERED = (PAGE, _CSV, *(each for each in GRAPHS if not each.quads))


@area.get("/quality", defaults={"extension": None})
@area.get("/quality.<extension>")
def quality(extension: str | None) -> Response:
    """Show the table of the checks."""
    page = f"{live().names.base}quality"
    return represent(
        "quality",
        with_extension(extension, _OFFERED),
        _page,
        _written,
        _OFFERED,
        landing=lambda: landing_of(page, [f"{DQV}QualityMetadata"], links().to("dataset")),
    )


def _page() -> str:
    rows = checks()
    groups = [
        (name, title, address, found)
        for name, (title, address) in CHECKLISTS.items()
        if (found := [row for row in rows if row.checklist == name])
    ]
    return render_template(
        "quality.html",
        groups=[(*group, counted(group[-1])) for group in groups],
        total=counted(rows),
        offered=[each for each in _OFFERED if each is not PAGE],
    )


def _written(chosen: Format) -> bytes:
    if chosen is _CSV:
        return table()
    found = statements(live().names)
    return write_graph(lambda: found, chosen.media_type, {**live().prefixes, "dqv": DQV})
