"""Clients of a paper exchange, with URLs and keys filled in."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, Required, TypedDict, Unpack

from .._flow import Retry
from .._origin import Proxies, Timeout
from ..cm import AsyncCMFutures, CMFutures
from ..streams import AsyncCMStreams, AsyncUMStreams, CMStreams, UMStreams
from ..um import AsyncUMFutures, UMFutures
from ..ws_api import AsyncCMWebSocketAPI, AsyncUMWebSocketAPI, CMWebSocketAPI, UMWebSocketAPI
from ._demo_keys import Credentials, DemoKey, KeyKind
from ._instruments import Product

__all__ = ["ApiOptions", "ClientOptions", "Clients", "StreamOptions"]


class ClientOptions(TypedDict, total=False):
    """What a REST client may be given besides URLs and keys."""

    timeout: Timeout
    show_limit_usage: bool
    show_header: bool
    retries: int | Retry


class StreamOptions(TypedDict, total=False):
    """What a stream client may be given besides URLs."""

    on_message: Callable[[Any, str], object]
    on_open: Callable[[Any], object]
    on_close: Callable[[Any], object]
    on_error: Callable[[Any, Exception], object]
    on_ping: Callable[[Any, bytes], object]
    on_pong: Callable[[Any], object]
    is_combined: bool
    timeout: float | None


class ApiOptions(TypedDict, total=False):
    """What a client of the WebSocket API may be given besides URLs and keys."""

    timeout: Timeout
    show_limit_usage: bool
    return_rate_limits: bool
    logon: bool
    retries: int | Retry


class _StreamArguments(TypedDict):
    """What every client is given."""

    base_url: str
    stream_url: str
    proxies: Proxies


class _RestArguments(_StreamArguments, Credentials):
    """What every REST client is given."""


class _ApiArguments(Credentials):
    """What every client of the WebSocket API is given."""

    stream_url: Required[str]
    proxies: Required[Proxies]


class Clients(ABC):
    """Makes clients of both products; each is closed by whoever asked for it."""

    @property
    @abstractmethod
    def rest_url(self) -> str:
        """The base URL of the REST API of both products."""

    @property
    @abstractmethod
    def stream_url(self) -> str:
        """The base URL of the streams of both products."""

    @abstractmethod
    def ws_api_url(self, product: Product) -> str:
        """The URL of the WebSocket API of a product."""

    @abstractmethod
    def key(self, kind: KeyKind = "hmac") -> DemoKey:
        """An API key of the demo account; made when it is first asked for."""

    def um_client(self, kind: KeyKind = "hmac", **options: Unpack[ClientOptions]) -> UMFutures:
        """A blocking client of USDⓈ-M futures, signing with an HMAC, RSA or Ed25519 key."""
        return UMFutures(**self._rest(kind), **options)

    def cm_client(self, kind: KeyKind = "hmac", **options: Unpack[ClientOptions]) -> CMFutures:
        """A blocking client of COIN-M futures."""
        return CMFutures(**self._rest(kind), **options)

    def async_um_client(self, kind: KeyKind = "hmac", **options: Unpack[ClientOptions]) -> AsyncUMFutures:
        """A client of USDⓈ-M futures for asyncio."""
        return AsyncUMFutures(**self._rest(kind), **options)

    def async_cm_client(self, kind: KeyKind = "hmac", **options: Unpack[ClientOptions]) -> AsyncCMFutures:
        """A client of COIN-M futures for asyncio."""
        return AsyncCMFutures(**self._rest(kind), **options)

    def um_streams(self, **options: Unpack[StreamOptions]) -> UMStreams:
        """Market streams of USDⓈ-M futures without asyncio."""
        return UMStreams(**self._streams(), **options)

    def cm_streams(self, **options: Unpack[StreamOptions]) -> CMStreams:
        """Market streams of COIN-M futures without asyncio."""
        return CMStreams(**self._streams(), **options)

    def async_um_streams(self, **options: Unpack[StreamOptions]) -> AsyncUMStreams:
        """Market streams of USDⓈ-M futures for asyncio."""
        return AsyncUMStreams(**self._streams(), **options)

    def async_cm_streams(self, **options: Unpack[StreamOptions]) -> AsyncCMStreams:
        """Market streams of COIN-M futures for asyncio."""
        return AsyncCMStreams(**self._streams(), **options)

    def um_ws_api(self, kind: KeyKind = "hmac", **options: Unpack[ApiOptions]) -> UMWebSocketAPI:
        """A blocking client of the WebSocket API of USDⓈ-M futures."""
        return UMWebSocketAPI(**self._api("um", kind), **options)

    def cm_ws_api(self, kind: KeyKind = "hmac", **options: Unpack[ApiOptions]) -> CMWebSocketAPI:
        """A blocking client of the WebSocket API of COIN-M futures."""
        return CMWebSocketAPI(**self._api("cm", kind), **options)

    def async_um_ws_api(self, kind: KeyKind = "hmac", **options: Unpack[ApiOptions]) -> AsyncUMWebSocketAPI:
        """A client of the WebSocket API of USDⓈ-M futures for asyncio."""
        return AsyncUMWebSocketAPI(**self._api("um", kind), **options)

    def async_cm_ws_api(self, kind: KeyKind = "hmac", **options: Unpack[ApiOptions]) -> AsyncCMWebSocketAPI:
        """A client of the WebSocket API of COIN-M futures for asyncio."""
        return AsyncCMWebSocketAPI(**self._api("cm", kind), **options)

    def _rest(self, kind: KeyKind) -> _RestArguments:
        return {
            "base_url": self.rest_url,
            "stream_url": self.stream_url,
            "proxies": {},
            **self.key(kind).credentials,
        }

    def _streams(self) -> _StreamArguments:
        return {"base_url": self.rest_url, "stream_url": self.stream_url, "proxies": {}}

    def _api(self, product: Product, kind: KeyKind) -> _ApiArguments:
        return {"stream_url": self.ws_api_url(product), "proxies": {}, **self.key(kind).credentials}
