"""What a view needs of the request it answers: the snapshot lent to it, links, the reader's language."""

from __future__ import annotations

from typing import cast

from flask import current_app, g, request

from ..engine.query import Answer, Query, Wish
from .live import Follower, Live
from .negotiation import negotiate_language
from .urls import Links

#: The languages that names are kept in.
LANGUAGES = ("en", "ja")
_KEY = "accordgraph"


def install(extensions: dict[str, object], follower: Follower) -> None:
    """Give the application its follower."""
    extensions[_KEY] = follower


def follower() -> Follower:
    """Return what keeps the current snapshot open."""
    return cast(Follower, current_app.extensions[_KEY])


def lend() -> None:
    """Lend the request the live snapshot."""
    g.live = follower().take()


def give_back(_error: BaseException | None) -> None:
    """End the loan, however the request ended."""
    live = g.pop("live", None)
    if live is not None:
        follower().give_back(live)


def live() -> Live:
    """Return the snapshot that this request reads."""
    return cast(Live, g.live)


def links() -> Links:
    """Return the links as this request's path needs them."""
    return Links(request.path, live().names)


def language() -> str:
    """Return the language in which the reader wants names."""
    return negotiate_language(request.headers.get("Accept-Language"), LANGUAGES)


def ask(query: Query, wish: Wish) -> Answer:
    """Have the live snapshot's engine answer a query for the client of this request; raises EngineError."""
    return live().engine.answer(query, wish)
