"""What a view needs of the request it answers: the snapshot lent to it, links, the reader's language."""

from __future__ import annotations

from collections.abc import Coroutine
from string import punctuation
from typing import Any, TypeVar
from urllib.parse import quote

from flask import current_app, g, request

from ...engine.loops import wait
from ...engine.query import Answer, Query, Wish
from ..data.live import Follower, Live
from ..desk import Desk
from ..serving.wsgi import REFUSAL
from ..tongue import COLOURS, language_of
from .urls import SAFE, Links

T = TypeVar("T")

_KEY = "accordgraph"
_LONGEST_WAY_BACK = 2000


def install(extensions: dict[str, object], desk: Desk) -> None:
    """Give the application what its requests share."""
    extensions[_KEY] = desk


def desk() -> Desk:
    """Return what all requests share."""
    found: Desk = current_app.extensions[_KEY]
    return found


def follower() -> Follower:
    """Return what keeps the current snapshot open."""
    return desk().follower


def lend() -> None:
    """Lend the request the live snapshot; raises the EngineError for which it is refused."""
    g.live = follower().take()
    g.live.begin()
    refusal = request.environ.get(REFUSAL)
    if refusal is not None:
        raise refusal


def give_back(_error: BaseException | None) -> None:
    """End the loan, however the request ended."""
    live = g.pop("live", None)
    if live is not None:
        follower().give_back(live)


def live() -> Live:
    """Return the snapshot that this request reads."""
    lent: Live = g.live
    return lent


def links() -> Links:
    """Return the links as this request's path needs them."""
    return Links(request.path, live().names, request.root_path.rstrip("/"))


def of_every_page() -> dict[str, object]:
    """Return what the template of each page has, whatever else it is given."""
    return {"links": links(), "live": live()}


def language() -> str:
    """Return the language in which the reader wants names."""
    chosen: str | None = g.get("language")
    if chosen is None:
        chosen = g.language = language_of(request.environ)
    return chosen


def colours() -> str:
    """Return the colours that the reader chose, "" where the browser decides."""
    return COLOURS.made(request.environ)


def here() -> str:
    """Return the address that is answered, seen from the root; the switches lead back here."""
    chosen: str | None = g.get("here")
    if chosen is not None:
        return chosen
    query = quote(request.query_string, safe=punctuation)
    place = quote(links().place, safe=SAFE)
    # What was sent as a form's body has no address, and one as long as a query would make each page as long.
    return f"{place}?{query}" if query and len(query) < _LONGEST_WAY_BACK else place


def ask(query: Query, wish: Wish) -> Answer:
    """Have the live snapshot's engine answer a query for this request; see `Desk.ask`."""
    return waited(desk().ask(live(), query, wish, request.environ))


def waited(coroutine: Coroutine[Any, Any, T]) -> T:
    """Return what a coroutine does on the event loop; meanwhile others have the turn of this request."""
    turns, environ = desk().turns, request.environ

    async def apart() -> T:
        async with turns.apart(environ):
            return await coroutine

    return wait(apart(), desk().loop)
