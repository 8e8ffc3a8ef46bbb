"""The framework behind all else: what it answers, in threads."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from concurrent.futures import Executor

from ..data.live import Follower
from .sending import close, is_small, whole
from .wsgi import EXCHANGED, Answered, Application, Environ, Headers


class _Started:
    """Takes what an application starts its response with."""

    def __init__(self) -> None:
        self.status, self.headers = "500 INTERNAL SERVER ERROR", Headers()

    def __call__(self, status: str, headers: Headers, _problem: object = None) -> None:
        self.status, self.headers = status, headers


class Framework:
    """Has an application answer, so many requests at the same time as there are threads."""

    def __init__(self, app: Application, follower: Follower, threads: Executor) -> None:
        self._app, self._follower, self._threads = app, follower, threads

    async def answer(self, environ: Environ) -> Answered:
        """Have a request answered; on the new data where an engine's was exchanged meanwhile."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._answer, environ)

    def _answer(self, environ: Environ) -> Answered:
        started, body = self._applied(environ)
        if environ.get(EXCHANGED):
            close(body)
            self._follower.trouble()
            if "wsgi.input" in environ:
                environ["wsgi.input"].seek(0)
            started, body = self._applied(environ)
        if environ["REQUEST_METHOD"] == "HEAD" or is_small(started.status, started.headers):
            body = whole(body)
        return started.status, started.headers, body

    def _applied(self, environ: Environ) -> tuple[_Started, Iterable[bytes]]:
        started = _Started()
        return started, self._app(environ, started)
