"""Search by words: the page of what was found, and suggestions for programs that ask while a reader types."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, abort, render_template, request

from ...engine.formats import PAGE
from ...graph.finding.folding import Word, fold
from ...graph.finding.hits import Hit, Said
from ...graph.finding.indexing import SUPPORTING
from ...graph.finding.marking import marked
from ...graph.finding.search import Found, find
from ...graph.names import KINDS
from ...graph.portions import Portion, page_of
from ..data.display import Cell, Display
from ..data.lookup import index_path
from ..data.texts import Text, aloud, pick
from ..kinds import KIND_WORDS, kind_words
from ..responding.conditions import is_unchanged
from ..responding.context import language, links, live
from ..responding.responses import entity_tag, page_number, represent, within
from ..serving.wsgi import REPEATABLE
from ..telling.believed import Believed
from ..telling.phrases import Phrases
from ..tongue import VARIES

area = Blueprint("search", __name__)

#: Things on one page of results; suggestions that are given at most, and unless told.
SIZE = 20
_MOST_SUGGESTED, _SUGGESTED = 20, 8
#: Things that are looked at to suggest a few.
_LOOKED_AT = 60
#: Characters of a description that a result shows, and how many of them before the first word found.
_SHOWN, _BEFORE = 220, 60

#: The kinds as a reader wants them: those that serve to tell of others last.
_ORDER = {kind: (kind in SUPPORTING, place) for place, kind in enumerate(KIND_WORDS)}

#: A text in pieces, each with whether it is to be marked.
Pieces = Sequence[tuple[str, bool]]


@dataclass(frozen=True)
class Result:
    """A thing as the page of results shows it: `others` are texts that were found but are not its name."""

    thing: Cell
    name: Text
    pieces: Pieces
    kinds: tuple[Cell, ...]
    kind: str
    others: tuple[tuple[Text, Pieces], ...]


@area.get("/search")
def search() -> Response:
    """Show what was found."""
    text, kind, page = request.args.get("q", ""), request.args.get("kind", ""), page_number()
    if kind and kind not in KIND_WORDS:
        abort(400, f"There is no kind {kind!r}; the kinds are {', '.join(KINDS)}.")
    found = find(index_path(), text, kind)
    hits = found.hits if kind else _sought(found)
    portion = page_of(hits, page, SIZE)
    within(page, portion.pages)
    return represent(None, PAGE, lambda: _page(text, kind, page, found, portion))


def _sought(found: Found) -> tuple[Hit, ...]:
    """Leave out what serves to tell of other things, such as evidence, where these are found themselves."""
    return tuple(hit for hit in found.hits if hit.kind not in SUPPORTING) or found.hits


def _page(text: str, kind: str, page: int, found: Found, portion: Portion[Hit]) -> str:
    opened, display = live(), Display()
    phrases = Phrases(display, Believed(opened.reader, opened.names))
    asked = {"q": text, **({"kind": kind} if kind else {})}
    return render_template(
        "search.html",
        text=text,
        kind=kind,
        found=found,
        total=portion.total,
        results=[_result(hit, found.words, phrases) for hit in portion.items],
        kinds=[
            (each, count, links().to("search", q=text, kind=each))
            for each, count in sorted(found.kinds.items(), key=lambda item: _ORDER[item[0]])
        ],
        everything=links().to("search", q=text),
        page=page,
        pages=portion.pages,
        name=links().to("search", **asked),
    )


def _result(hit: Hit, asked: Sequence[Word], phrases: Phrases) -> Result:
    name = _name(hit, phrases.display)
    pieces = marked(name.value, asked)
    others = []
    for said in _in_order(hit.texts):
        cut = _snippet(marked(said.text, asked)) if said.role == "description" else marked(said.text, asked)
        # A name in another language is told where it has words that this one has not.
        shown = _found(pieces) if said.role != "description" and said.language != name.language else set()
        if said.text not in name.value and _found(cut) - shown:
            others.append((Text(said.text, said.language), cut))
    return Result(
        phrases.listed(hit.iri),
        name,
        pieces,
        _classes(hit.iri, phrases.display),
        hit.kind,
        tuple(others[:2]),
    )


def _found(pieces: Pieces) -> set[str]:
    """Return the marked words, without regard to accents and capitals."""
    return {fold(text) for text, is_marked in pieces if is_marked}


def _name(hit: Hit, display: Display) -> Text:
    """Return the name of what was found, in the reader's language where it has one."""
    labels = [Text(said.text, said.language) for said in hit.texts if said.role == "label"]
    if labels:
        return aloud(pick(labels, language()))
    cell = display.iri(hit.iri)
    return Text(cell.text, cell.language)


def _classes(iri: str, display: Display) -> tuple[Cell, ...]:
    """Return the classes of a thing that are the ontology's own."""
    own = live().names.ontology_namespace
    return tuple(display.iri(each) for each in live().reader.types(iri) if each.startswith(own))


def _in_order(texts: Sequence[Said]) -> list[Said]:
    """Sort texts: those in the reader's language first, names before descriptions."""
    return sorted(
        texts, key=lambda said: (said.role == "description", said.language != language(), said.text)
    )


def _snippet(pieces: Pieces) -> Pieces:
    """Cut a long text to the surroundings of the first word that was found."""
    before = len(pieces[0][0]) if pieces and not pieces[0][1] else 0
    skipped = max(0, before - _BEFORE)
    shown, left = [], _SHOWN
    for text, is_marked in pieces:
        cut = text[skipped : skipped + left]
        skipped = max(0, skipped - len(text))
        left -= len(cut)
        if cut:
            shown.append((cut, is_marked))
    whole = sum(len(text) for text, _ in pieces)
    start = [("… ", False)] if before > _BEFORE else []
    end = [(" …", False)] if whole - max(0, before - _BEFORE) > _SHOWN else []
    return [*start, *shown, *end]


@area.get("/suggest.json")
def suggest() -> Response:
    """Suggest things whose names a reader may be typing."""
    text, limit = request.args.get("q", ""), request.args.get("limit", str(_SUGGESTED))
    if not (limit.isascii() and limit.isdecimal() and len(limit) < 8 and 0 < int(limit) <= _MOST_SUGGESTED):
        abort(400, f"limit={limit[:20]} will not do; it is a number from 1 to {_MOST_SUGGESTED}.")
    response = Response(content_type="application/json")
    response.headers["Cache-Control"] = "no-cache"
    response.vary.update(VARIES)
    response.set_etag(entity_tag("application/json", language(), request.query_string))
    if not is_unchanged(response):
        request.environ[REPEATABLE] = live().key
        found = find(index_path(), text, most=_LOOKED_AT)
        display = Display()
        hits = [hit for hit in found.hits if hit.kind not in SUPPORTING]
        told = [_suggestion(hit, found.words, display) for hit in hits[: int(limit)]]
        response.data = json.dumps({"suggestions": told}, ensure_ascii=False) + "\n"
    return response


def _suggestion(hit: Hit, asked: Sequence[Word], display: Display) -> dict[str, str]:
    name = _name(hit, display)
    classes = _classes(hit.iri, display)
    told = {
        "iri": hit.iri,
        "label": name.value,
        "language": name.language,
        "kind": hit.kind,
        "kindLabel": classes[0].text if classes else kind_words(hit.kind, 1),
        "href": links().of(hit.iri),
    }
    if not any(is_marked for _, is_marked in marked(name.value, asked)):
        other = next(
            (
                said
                for said in _in_order(hit.texts)
                if any(is_marked for _, is_marked in marked(said.text, asked))
            ),
            None,
        )
        if other is not None and other.role != "description":
            told["matched"] = other.text
    return told
