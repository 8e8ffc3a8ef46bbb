"""The application, on an event loop of its own for as long as it is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from accordgraph.engine.loops import LoopThread
from accordgraph.web.app import WebApplication, create_app
from accordgraph.web.config import WebConfig
from accordgraph.web.serving.log import Log


@contextmanager
def application(config: WebConfig) -> Iterator[WebApplication]:
    """Make the application, and end all that answers."""
    with LoopThread() as thread:
        app = create_app(config, thread.loop, Log())
        try:
            yield app
        finally:
            app.end()
