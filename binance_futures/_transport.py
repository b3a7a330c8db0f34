"""Carries out a flow over HTTP: the only module that imports httpcore."""

import gzip
import importlib.util
import os
import sys
import time
import zlib
from asyncio import sleep
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol, TypeVar
from urllib.parse import unquote, urlsplit

import httpcore

from ._flow import Answer, Flow, Headers, HttpRequest, Sleep
from ._redact import redact
from .errors import ParameterError, Problem, TransportError

if TYPE_CHECKING:
    from ssl import SSLContext

    import httpx

__all__ = [
    "AsyncTransport",
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
        url = _Address.of(base_url)
        if url is None or url.scheme not in ("http", "https"):
            raise _refused("base_url", f"is not a URL such as 'https://fapi.binance.com' (got {redact(base_url)!r})")
        if key is not None and not (key.isascii() and key.isprintable() and " " not in key):
            raise _refused("key", "holds blanks or other characters no API key has")
        self.base_url: str = base_url.rstrip("/")
        self.address = url
        self.timeout: dict[str, float | None] = _timeout(timeout)
        self.proxy: _Address | None = _proxy(url.scheme, url.host, proxies)
        plain = {
            "Host": urlsplit(base_url).netloc.rpartition("@")[2],
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

    def ssl_context(self) -> "SSLContext | None":
        """What verifies the server: certifi's certificates, or those the environment names; None without TLS."""
        if self.address.scheme == "http" and (self.proxy is None or self.proxy.scheme != "https"):
            return None
        import ssl

        import certifi

        own = os.environ.get("SSL_CERT_FILE") or os.environ.get("REQUESTS_CA_BUNDLE")
        try:
            return ssl.create_default_context(cafile=own or certifi.where())
        except OSError as error:
            raise _refused("SSL_CERT_FILE", f"names certificates that cannot be read ({error.strerror})") from error


class _Address(NamedTuple):
    """The parts of a URL that a connection needs."""

    scheme: str
    host: str
    port: int | None
    path: bytes
    auth: tuple[bytes, bytes] | None

    @classmethod
    def of(cls, url: object) -> "_Address | None":
        """The parts; None if it is not a URL of a host."""
        if not isinstance(url, str) or not url.isascii():
            return None
        parts = urlsplit(url)
        try:
            port = parts.port
        except ValueError:
            return None
        if not parts.hostname or parts.query or parts.fragment:
            return None
        name, word = unquote(parts.username or "").encode(), unquote(parts.password or "").encode()
        path = parts.path.rstrip("/").encode()
        return cls(parts.scheme, parts.hostname, port, path, (name, word) if name else None)

    def to_url(self, target: bytes) -> httpcore.URL:
        """The URL of a target there."""
        return httpcore.URL(scheme=self.scheme, host=self.host, port=self.port, target=self.path + target)


def _timeout(timeout: Timeout) -> dict[str, float | None]:
    connect, read = timeout if isinstance(timeout, tuple) else (timeout, timeout)
    for value in (connect, read):
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float) or not value > 0):
            raise _refused("timeout", f"is a number of seconds above 0, (connect, read), or None (got {timeout!r})")
    return {"connect": connect, "read": read, "write": read, "pool": connect}


def _proxy(scheme: str, host: str, proxies: Proxies | None) -> _Address | None:
    """The proxy for this host: as given, else as the environment says."""
    if proxies is None:
        proxies = _environment_proxies(host)
    url = proxies if isinstance(proxies, str) else _pick(scheme, proxies)
    if url is None:
        return None
    proxy = _Address.of(url)
    if proxy is None or proxy.scheme not in ("http", "https", "socks5", "socks5h"):
        raise _refused("proxies", "is a URL or a dict such as {'https': 'http://user:password@1.2.3.4:8080'}")
    return proxy


def _environment_proxies(host: str) -> Mapping[str, str]:
    if sys.platform not in ("darwin", "win32") and not any(name.lower().endswith("_proxy") for name in os.environ):
        return {}  # nothing is set: urllib.request is a slow import
    import urllib.request

    return {} if urllib.request.proxy_bypass(host) else urllib.request.getproxies()


def _pick(scheme: str, proxies: Mapping[str, str]) -> str | None:
    names = (scheme, f"{scheme}://", "all", "all://")
    return next((proxies[name] for name in names if proxies.get(name)), None)


def _refused(parameter: str, message: str) -> ParameterError:
    return ParameterError([Problem(parameter, message)])


_NOT_SENT: Final = (
    *(httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.PoolTimeout, httpcore.ProxyError),
    *(httpcore.UnsupportedProtocol, httpcore.LocalProtocolError),
)
_FAILURES: Final = (
    *(httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, httpcore.ProxyError),
    *(httpcore.UnsupportedProtocol, httpcore.ConnectionNotAvailable),
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
        self._address = origin.address
        self._headers = {
            (keyed, empty): [(name.encode(), value.encode()) for name, value in (headers | empty_body).items()]
            for keyed, headers in origin.headers.items()
            # Without it some servers wait for the body of a POST, or answer 411.
            for empty, empty_body in ((False, {}), (True, {"Content-Length": "0"}))
        }
        self._extensions = {"timeout": origin.timeout}

    def _request(self, request: HttpRequest) -> httpcore.Request:
        headers = self._headers[request.keyed, request.method != "GET"]
        url = self._address.to_url(request.target.encode())
        return httpcore.Request(request.method, url, headers=headers, extensions=self._extensions)


def _pool_options(origin: Origin) -> dict[str, Any]:
    options: dict[str, Any] = {
        "max_connections": 100,
        "max_keepalive_connections": 100,
        "keepalive_expiry": 30,
        "ssl_context": origin.ssl_context(),
    }
    if origin.proxy is not None:
        proxy = origin.proxy
        secured = options["ssl_context"] if proxy.scheme == "https" else None
        options["proxy"] = httpcore.Proxy(proxy.to_url(b""), auth=proxy.auth, ssl_context=secured)
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


def open_transport(origin: Origin, client: "httpx.Client | None") -> Transport:
    """The blocking transport for an origin, or through the user's client."""
    if client is None:
        return _HttpcoreTransport(origin)
    from ._httpx import HttpxTransport

    return HttpxTransport(origin, client)


def open_async_transport(origin: Origin, client: "httpx.AsyncClient | None") -> AsyncTransport:
    """The async transport for an origin: aiohttp where it is installed (the extra), else httpcore."""
    if client is not None:
        from ._httpx import AsyncHttpxTransport

        return AsyncHttpxTransport(origin, client)
    if origin.proxy is None and importlib.util.find_spec("aiohttp") is not None:
        from ._aiohttp import AiohttpTransport

        return AiohttpTransport(origin)
    return AsyncHttpcoreTransport(origin)
