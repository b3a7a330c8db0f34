"""Carries out a flow over HTTP: the only module that imports httpx and httpcore."""

import gzip
import importlib.util
import logging
import time
import urllib.request
import zlib
from asyncio import sleep
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, Protocol, TypeVar
from urllib.parse import urlsplit

import httpcore
import httpx

from ._flow import Answer, Flow, Headers, HttpRequest, Sleep
from ._redact import redact, redact_record
from .errors import ParameterError, Problem, TransportError

__all__ = [
    "AsyncHttpClient",
    "AsyncTransport",
    "HttpClient",
    "Origin",
    "Proxies",
    "Timeout",
    "Transport",
    "open_async_transport",
    "open_transport",
    "run",
    "run_async",
]

R = TypeVar("R")

HttpClient = httpx.Client
AsyncHttpClient = httpx.AsyncClient
Proxies = Mapping[str, str] | str
Timeout = float | tuple[float, float] | None
"""Seconds for everything, or (connect, read) as the old connector took it, or None for no limit."""


class Transport(Protocol):
    """Sends one request, blocking."""

    def send(self, request: HttpRequest) -> Answer:
        """The answer, or TransportError."""
        ...

    def close(self) -> None:
        """Closes the connections."""
        ...


class AsyncTransport(Protocol):
    """Sends one request."""

    async def send(self, request: HttpRequest) -> Answer:
        """The answer, or TransportError."""
        ...

    async def close(self) -> None:
        """Closes the connections."""
        ...


def run(flow: Flow[R], transport: Transport, wait: Callable[[float], object] = time.sleep) -> R:
    """Carries out a flow, blocking."""
    try:
        action = next(flow)
        while True:
            if isinstance(action, Sleep):
                wait(action.seconds)
                action = next(flow)
                continue
            try:
                answer = transport.send(action)
            except TransportError as error:
                action = flow.throw(error)
            else:
                action = flow.send(answer)
    except StopIteration as stop:
        result: R = stop.value
        return result


async def run_async(flow: Flow[R], transport: AsyncTransport, wait: Callable[[float], Awaitable[object]] = sleep) -> R:
    """Carries out a flow."""
    try:
        action = next(flow)
        while True:
            if isinstance(action, Sleep):
                await wait(action.seconds)
                action = next(flow)
                continue
            try:
                answer = await transport.send(action)
            except TransportError as error:
                action = flow.throw(error)
            else:
                action = flow.send(answer)
    except StopIteration as stop:
        result: R = stop.value
        return result


class Origin:
    """Where requests go: checked base URL, ready-made headers, timeout and proxy."""

    def __init__(self, base_url: str, key: str | None, timeout: Timeout, proxies: Proxies | None) -> None:
        parts = urlsplit(base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise _refused("base_url", f"is not a URL such as 'https://fapi.binance.com' (got {redact(base_url)!r})")
        if key is not None and not (key.isascii() and key.isprintable() and " " not in key):
            raise _refused("key", "holds blanks or other characters no API key has")
        self.base_url: str = base_url.rstrip("/")
        self.url = httpx.URL(self.base_url)
        self.path: bytes = self.url.raw_path.rstrip(b"/")
        self.timeout: dict[str, float | None] = _timeout(timeout)
        self.proxy: str | None = _proxy(parts.scheme, parts.hostname, proxies)
        plain = {
            "Host": parts.netloc.rpartition("@")[2],
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
            "Connection": "keep-alive",
            "User-Agent": "binance-futures-sdk",
        }
        self.headers: dict[bool, dict[str, str]] = {
            False: plain,
            True: plain | ({"X-MBX-APIKEY": key} if key is not None else {}),
        }
        """By whether the API key goes along."""

    def ssl_context(self) -> Any:
        """What verifies the server; loading the certificates is left out where nothing is encrypted."""
        return httpx.create_ssl_context() if self.url.scheme == "https" or self.proxy else False


def _timeout(timeout: Timeout) -> dict[str, float | None]:
    connect, read = timeout if isinstance(timeout, tuple) else (timeout, timeout)
    for value in (connect, read):
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float) or not value > 0):
            raise _refused("timeout", f"is a number of seconds above 0, (connect, read), or None (got {timeout!r})")
    return {"connect": connect, "read": read, "write": read, "pool": connect}


def _proxy(scheme: str, host: str, proxies: Proxies | None) -> str | None:
    """The proxy for this host: as given, else as the environment variables say."""
    if proxies is None:
        return None if urllib.request.proxy_bypass(host) else _pick(scheme, urllib.request.getproxies())
    proxy = proxies if isinstance(proxies, str) else _pick(scheme, proxies)
    if proxy is not None and urlsplit(proxy).scheme not in ("http", "https", "socks5", "socks5h"):
        raise _refused("proxies", "is a URL or a dict such as {'https': 'http://user:password@1.2.3.4:8080'}")
    return proxy


def _pick(scheme: str, proxies: Mapping[str, str]) -> str | None:
    names = (scheme, f"{scheme}://", "all", "all://")
    return next((proxies[name] for name in names if proxies.get(name)), None)


def _refused(parameter: str, message: str) -> ParameterError:
    return ParameterError([Problem(parameter, message)])


_NOT_SENT: Final = (
    *(httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.PoolTimeout, httpcore.ProxyError),
    *(httpcore.UnsupportedProtocol, httpcore.LocalProtocolError),
    *(httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError),
    *(httpx.UnsupportedProtocol, httpx.LocalProtocolError, httpx.InvalidURL),
)
_FAILURES: Final = (
    *(httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, httpcore.ProxyError),
    *(httpcore.UnsupportedProtocol, httpcore.ConnectionNotAvailable),
    *(httpx.HTTPError, httpx.InvalidURL),
)


def failure(error: Exception, request: HttpRequest, *, sent: bool) -> TransportError:
    """The transport error that tells of a library's own."""
    text = redact(str(error)).rstrip(".") or "no details"
    fate = "the request may have arrived" if sent else "nothing was sent"
    return TransportError(f"{type(error).__name__}: {text}; {fate}", sent=sent, endpoint=request.endpoint)


def _failure(error: Exception, request: HttpRequest) -> TransportError:
    return failure(error, request, sent=not isinstance(error, _NOT_SENT))


class _Core:
    """What both httpcore transports share.

    httpcore is what httpx itself stands on. Without httpx's own layer (cookies, redirects, URL merging, header
    models), none of which this library needs, a call costs little more than half.
    """

    def __init__(self, origin: Origin) -> None:
        url = origin.url
        self._scheme, self._host, self._port, self._path = url.raw_scheme, url.raw_host, url.port, origin.path
        self._headers = {
            (keyed, empty): [(name.encode(), value.encode()) for name, value in (headers | empty_body).items()]
            for keyed, headers in origin.headers.items()
            # Without it some servers wait for the body of a POST, or answer 411.
            for empty, empty_body in ((False, {}), (True, {"Content-Length": "0"}))
        }
        self._extensions = {"timeout": origin.timeout}

    def _request(self, request: HttpRequest) -> httpcore.Request:
        headers = self._headers[request.keyed, request.method != "GET"]
        url = httpcore.URL(
            scheme=self._scheme, host=self._host, port=self._port, target=self._path + request.target.encode()
        )
        return httpcore.Request(request.method, url, headers=headers, extensions=self._extensions)


def _pool_options(origin: Origin) -> dict[str, Any]:
    options: dict[str, Any] = {
        "max_connections": 100,
        "max_keepalive_connections": 100,
        "keepalive_expiry": 30,
        "ssl_context": origin.ssl_context(),
    }
    if origin.proxy is not None:
        proxy = httpx.Proxy(origin.proxy)
        options["proxy"] = httpcore.Proxy(
            url=httpcore.URL(
                scheme=proxy.url.raw_scheme, host=proxy.url.raw_host, port=proxy.url.port, target=proxy.url.raw_path
            ),
            auth=proxy.raw_auth,
            ssl_context=options["ssl_context"],
        )
    return options


def _answer(status: int, headers: list[tuple[bytes, bytes]], body: bytes, request: HttpRequest) -> Answer:
    header = Headers(headers)
    if any(name.lower() == b"content-encoding" for name, _ in headers) and header["content-encoding"] == "gzip":
        try:
            body = gzip.decompress(body)
        except (OSError, EOFError, zlib.error) as error:
            raise failure(error, request, sent=True) from error
    return Answer(status, header, body)


class _HttpcoreTransport(_Core):
    """Owns a pool of blocking connections."""

    def __init__(self, origin: Origin) -> None:
        super().__init__(origin)
        self._pool = httpcore.ConnectionPool(**_pool_options(origin))

    def send(self, request: HttpRequest) -> Answer:
        try:
            response = self._pool.handle_request(self._request(request))
            try:
                body = response.read()
            finally:
                response.close()
        except _FAILURES as error:
            raise _failure(error, request) from error
        return _answer(response.status, response.headers, body, request)

    def close(self) -> None:
        self._pool.close()


class AsyncHttpcoreTransport(_Core):
    """Owns a pool of async connections."""

    def __init__(self, origin: Origin) -> None:
        super().__init__(origin)
        self._pool = httpcore.AsyncConnectionPool(**_pool_options(origin))

    async def send(self, request: HttpRequest) -> Answer:
        """The answer, or TransportError."""
        try:
            response = await self._pool.handle_async_request(self._request(request))
            try:
                body = await response.aread()
            finally:
                await response.aclose()
        except _FAILURES as error:
            raise _failure(error, request) from error
        return _answer(response.status, response.headers, body, request)

    async def close(self) -> None:
        """Closes the connections."""
        await self._pool.aclose()


class _UserTransport:
    """Sends through a client the user brought, with its own timeouts, proxies, hooks and mounts."""

    def __init__(self, origin: Origin, client: httpx.Client) -> None:
        _hush_httpx()
        self._origin, self._client = origin, client

    def send(self, request: HttpRequest) -> Answer:
        try:
            made = self._client.build_request(**_request_arguments(self._origin, request))
            response = self._client.send(made, follow_redirects=False)
        except _FAILURES as error:
            raise _failure(error, request) from error
        return Answer(response.status_code, Headers(response.headers.raw), response.content)

    def close(self) -> None:
        """Leaves the client open: it is the user's."""


class _AsyncUserTransport:
    """The same for an async client."""

    def __init__(self, origin: Origin, client: httpx.AsyncClient) -> None:
        _hush_httpx()
        self._origin, self._client = origin, client

    async def send(self, request: HttpRequest) -> Answer:
        try:
            made = self._client.build_request(**_request_arguments(self._origin, request))
            response = await self._client.send(made, follow_redirects=False)
        except _FAILURES as error:
            raise _failure(error, request) from error
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


def open_transport(origin: Origin, client: httpx.Client | None) -> Transport:
    """The blocking transport for an origin, or through the user's client."""
    return _HttpcoreTransport(origin) if client is None else _UserTransport(origin, client)


def open_async_transport(origin: Origin, client: httpx.AsyncClient | None) -> AsyncTransport:
    """The async transport for an origin: aiohttp where it is installed (the extra), else httpcore."""
    if client is not None:
        return _AsyncUserTransport(origin, client)
    if origin.proxy is None and importlib.util.find_spec("aiohttp") is not None:
        from ._aiohttp import AiohttpTransport

        return AiohttpTransport(origin)
    return AsyncHttpcoreTransport(origin)
