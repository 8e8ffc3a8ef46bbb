"""Telling an engine who we are, in the way it asks for; secrets go to nobody who does not ask."""

from __future__ import annotations

import re
from base64 import b64encode

from aiohttp import ClientHandlerType, ClientRequest, ClientResponse, DigestAuthMiddleware, hdrs

_UNAUTHORIZED = 401
#: What a challenge says in quotation marks, such as the name of a realm.
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')


class Login:
    """A middleware of the HTTP client: a token is sent with every request, a password when it is asked for.

    Which way an address wants (RFC 7617, RFC 7616), its refusal tells; the requests after it know.
    """

    def __init__(self, user: str, password: str, token: str) -> None:
        self._user, self._password = user, password
        self._bearer = f"Bearer {token}" if token else ""
        self._basic = f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"
        #: Address -> how it wants to be told.
        self._ways: dict[str, DigestAuthMiddleware | str] = {}

    async def __call__(self, request: ClientRequest, handler: ClientHandlerType) -> ClientResponse:
        place = str(request.url.with_query(None))
        way = self._bearer or self._ways.get(place)
        response = await _asked(way, request, handler)
        wanted = self._wanted(response)
        if wanted is None or type(wanted) is type(way):
            return response
        response.release()
        self._ways[place] = wanted
        return await _asked(wanted, request, handler)

    def _wanted(self, response: ClientResponse) -> DigestAuthMiddleware | str | None:
        """Return how an address wants to be told; None where it does not, or there is nothing to tell."""
        if response.status != _UNAUTHORIZED or not self._user or self._bearer:
            return None
        offered = " ".join(response.headers.getall(hdrs.WWW_AUTHENTICATE, ()))
        schemes = _QUOTED.sub("", offered).lower()
        if "digest" in schemes:
            return DigestAuthMiddleware(self._user, self._password)
        return self._basic if "basic" in schemes else None


async def _asked(
    way: DigestAuthMiddleware | str | None, request: ClientRequest, handler: ClientHandlerType
) -> ClientResponse:
    if isinstance(way, DigestAuthMiddleware):
        request.headers.pop(hdrs.AUTHORIZATION, None)
        return await way(request, handler)
    if way is not None:
        request.headers[hdrs.AUTHORIZATION] = way
    return await handler(request)
