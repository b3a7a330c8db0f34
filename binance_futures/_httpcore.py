"""The transports over httpcore, which httpx itself stands on.

httpx's own layer (cookies, redirects, URL merging, header models), which this library does not need, and httpcore's
pool, which looks at all of its connections for each request, would double the cost of a call, and triple it with 50
in flight. A connection is therefore taken from a stack of idle ones; the pool serves where there is a proxy.
"""

import asyncio
import gzip
import threading
import zlib
from typing import Any, Final

import httpcore

from ._flow import Answer, Headers, HttpRequest, failure
from ._origin import Origin
from .errors import TransportError

__all__ = ["AsyncHttpcoreTransport", "HttpcoreTransport"]

_MOST_CONNECTIONS: Final = 100
_KEPT_SECONDS: Final = 30
_NOT_SENT: Final = (
    *(httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.PoolTimeout, httpcore.ProxyError),
    *(httpcore.UnsupportedProtocol, httpcore.LocalProtocolError),
)
_FAILURES: Final = (
    *(httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, httpcore.ProxyError),
    *(httpcore.UnsupportedProtocol, httpcore.ConnectionNotAvailable),
)


class _Core:
    """What both transports share."""

    def __init__(self, origin: Origin) -> None:
        self._address = origin.address
        self._headers = {
            (keyed, empty): [(name.encode(), value.encode()) for name, value in (headers | empty_body).items()]
            for keyed, headers in origin.headers.items()
            # Without it some servers wait for the body of a POST, or answer 411.
            for empty, empty_body in ((False, {}), (True, {"Content-Length": "0"}))
        }
        self._extensions = {"timeout": origin.timeout}
        ssl_context = origin.ssl_context()
        self._connection: dict[str, Any] = {
            "origin": self._url(b"").origin,
            "ssl_context": ssl_context,
            "keepalive_expiry": _KEPT_SECONDS,
        }
        self._pool: dict[str, Any] | None = None
        if (proxy := origin.proxy) is not None:
            url = httpcore.URL(scheme=proxy.scheme, host=proxy.host, port=proxy.port, target=proxy.path)
            secured = ssl_context if proxy.scheme == "https" else None
            self._pool = {
                "ssl_context": ssl_context,
                "proxy": httpcore.Proxy(url, auth=proxy.auth, ssl_context=secured),
                "max_connections": _MOST_CONNECTIONS,
                "max_keepalive_connections": _MOST_CONNECTIONS,
                "keepalive_expiry": _KEPT_SECONDS,
            }

    def _url(self, target: bytes) -> httpcore.URL:
        scheme, host, port, path, _ = self._address
        return httpcore.URL(scheme=scheme, host=host, port=port, target=path + target)

    def _request(self, request: HttpRequest) -> httpcore.Request:
        headers = self._headers[request.keyed, request.method != "GET"]
        url = self._url(request.target.encode())
        return httpcore.Request(request.method, url, headers=headers, extensions=self._extensions)


def _failure(error: Exception, request: HttpRequest) -> TransportError:
    return failure(error, request, sent=not isinstance(error, _NOT_SENT))


def _answer(response: httpcore.Response, body: bytes, request: HttpRequest) -> Answer:
    header = Headers(response.headers)
    if (
        any(name.lower() == b"content-encoding" for name, _ in response.headers)
        and header["content-encoding"] == "gzip"
    ):
        try:
            body = gzip.decompress(body)
        except (OSError, EOFError, zlib.error) as error:
            raise failure(error, request, sent=True) from error
    return Answer(response.status, header, body)


class HttpcoreTransport(_Core):
    """Owns its idle blocking connections; at most 100 calls are under way at once, further ones wait."""

    def __init__(self, origin: Origin) -> None:
        super().__init__(origin)
        self._idle: list[httpcore.HTTPConnection] = []
        self._free = threading.BoundedSemaphore(_MOST_CONNECTIONS)
        self._proxied = httpcore.ConnectionPool(**self._pool) if self._pool is not None else None

    def send(self, request: HttpRequest) -> Answer:
        """The answer, or TransportError."""
        made = self._request(request)
        try:
            if self._proxied is not None:
                return self._exchange(self._proxied, made, request)
            with self._free:
                connection = self._take()
                try:
                    return self._exchange(connection, made, request)
                finally:
                    if connection.is_available():
                        self._idle.append(connection)
        except _FAILURES as error:
            raise _failure(error, request) from error

    def _exchange(
        self, over: httpcore.HTTPConnection | httpcore.ConnectionPool, made: httpcore.Request, request: HttpRequest
    ) -> Answer:
        response = over.handle_request(made)
        try:
            body = response.read()
        finally:
            response.close()
        return _answer(response, body, request)

    def _take(self) -> httpcore.HTTPConnection:
        while True:
            try:
                connection = self._idle.pop()
            except IndexError:
                return httpcore.HTTPConnection(**self._connection)
            if not connection.has_expired():
                return connection
            connection.close()

    def close(self) -> None:
        """Closes the connections; a later request opens a new one."""
        while self._idle:
            self._idle.pop().close()
        if self._proxied is not None:
            self._proxied.close()


class AsyncHttpcoreTransport(_Core):
    """Owns its idle async connections; at most 100 calls are under way at once, further ones wait."""

    def __init__(self, origin: Origin) -> None:
        super().__init__(origin)
        self._idle: list[httpcore.AsyncHTTPConnection] = []
        self._free = asyncio.BoundedSemaphore(_MOST_CONNECTIONS)
        self._proxied = httpcore.AsyncConnectionPool(**self._pool) if self._pool is not None else None

    async def send(self, request: HttpRequest) -> Answer:
        """The answer, or TransportError."""
        made = self._request(request)
        try:
            if self._proxied is not None:
                return await self._exchange(self._proxied, made, request)
            async with self._free:
                connection = await self._take()
                try:
                    return await self._exchange(connection, made, request)
                finally:
                    if connection.is_available():
                        self._idle.append(connection)
        except _FAILURES as error:
            raise _failure(error, request) from error

    async def _exchange(
        self,
        over: httpcore.AsyncHTTPConnection | httpcore.AsyncConnectionPool,
        made: httpcore.Request,
        request: HttpRequest,
    ) -> Answer:
        response = await over.handle_async_request(made)
        try:
            body = await response.aread()
        finally:
            await response.aclose()
        return _answer(response, body, request)

    async def _take(self) -> httpcore.AsyncHTTPConnection:
        while self._idle:
            connection = self._idle.pop()
            if not connection.has_expired():
                return connection
            await connection.aclose()
        return httpcore.AsyncHTTPConnection(**self._connection)

    async def close(self) -> None:
        """Closes the connections; a later request opens a new one."""
        while self._idle:
            await self._idle.pop().aclose()
        if self._proxied is not None:
            await self._proxied.aclose()
