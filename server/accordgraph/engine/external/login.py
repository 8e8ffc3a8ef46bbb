"""Telling an engine who we are, in the way it asks for; secrets go to nobody who does not ask."""

from __future__ import annotations

from base64 import b64encode

from aiohttp import ClientHandlerType, ClientRequest, ClientResponse, DigestAuthMiddleware, hdrs

_UNAUTHORIZED = 401


class Login:
    """A middleware of the HTTP client: a token is sent with every request, a password when it is asked for.

    Which way an address wants (RFC 7617, RFC 7616), its first refusal tells; the requests after it know.
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
        if way is None:
            response = await handler(request)
            way = self._wanted(response)
            if way is None:
                return response
            response.release()
            self._ways[place] = way
        if isinstance(way, DigestAuthMiddleware):
            return await way(request, handler)
        request.headers[hdrs.AUTHORIZATION] = way
        return await handler(request)

    def _wanted(self, response: ClientResponse) -> DigestAuthMiddleware | str | None:
        """Return how an address wants to be told; None where it does not, or there is nothing to tell."""
        if response.status != _UNAUTHORIZED or not self._user:
            return None
        offered = " ".join(response.headers.getall(hdrs.WWW_AUTHENTICATE, ())).lower()
        if "digest" in offered:
            return DigestAuthMiddleware(self._user, self._password)
        return self._basic if "basic" in offered else None
