"""Sends through an httpx client the user brought: the only module that imports httpx."""

import logging
from typing import Any, Final

import httpx

from ._flow import Answer, Headers, HttpRequest, failure
from ._origin import Origin
from ._redact import redact_record

__all__ = ["AsyncHttpxTransport", "HttpxTransport"]

_NOT_SENT: Final = (
    *(httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError),
    *(httpx.UnsupportedProtocol, httpx.LocalProtocolError, httpx.InvalidURL),
)


class HttpxTransport:
    """Sends through a client the user brought, with its own timeouts, proxies, hooks and mounts."""

    def __init__(self, origin: Origin, client: httpx.Client) -> None:
        _hush_httpx()
        self._origin, self._client = origin, client

    def send(self, request: HttpRequest) -> Answer:
        try:
            made = self._client.build_request(**_request_arguments(self._origin, request))
            response = self._client.send(made, follow_redirects=False)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise failure(error, request, sent=not isinstance(error, _NOT_SENT)) from error
        return Answer(response.status_code, Headers(response.headers.raw), response.content)

    def close(self) -> None:
        """Leaves the client open: it is the user's."""


class AsyncHttpxTransport:
    """The same for an async client."""

    def __init__(self, origin: Origin, client: httpx.AsyncClient) -> None:
        _hush_httpx()
        self._origin, self._client = origin, client

    async def send(self, request: HttpRequest) -> Answer:
        try:
            made = self._client.build_request(**_request_arguments(self._origin, request))
            response = await self._client.send(made, follow_redirects=False)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise failure(error, request, sent=not isinstance(error, _NOT_SENT)) from error
        return Answer(response.status_code, Headers(response.headers.raw), response.content)

    async def close(self) -> None:
        """Leaves the client open: it is the user's."""


def _hush_httpx() -> None:
    # httpx's Client logs the whole URL at INFO, signature included.
    logging.getLogger("httpx").addFilter(redact_record)


def _request_arguments(origin: Origin, request: HttpRequest) -> dict[str, Any]:
    return {
        "method": request.method,
        "url": origin.base_url + request.target,
        "headers": origin.headers[request.keyed],
    }
