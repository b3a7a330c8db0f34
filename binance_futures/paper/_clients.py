"""Clients of an exchange, with URLs and keys filled in."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self, TypedDict, Unpack

from .._flow import Retry
from .._origin import Proxies, Timeout
from ..cm import AsyncCMFutures, CMFutures
from ..environments import Environment, Product
from ..streams import AsyncCMStreams, AsyncUMStreams, CMStreams, UMStreams
from ..um import AsyncUMFutures, UMFutures
from ..ws_api import AsyncCMWebSocketAPI, AsyncUMWebSocketAPI, CMWebSocketAPI, UMWebSocketAPI
from ._demo_keys import Credentials, KeyKind

__all__ = [
    "ApiOptions",
    "ApiPlace",
    "ClientOptions",
    "Exchange",
    "Place",
    "StreamOptions",
    "paper_api_place",
    "paper_place",
    "streams_at",
    "ws_api_at",
]


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


class ApiPlace(TypedDict, total=False):
    """Where a client of the WebSocket API finds its exchange."""

    stream_url: str
    environment: Environment
    proxies: Proxies


class Place(ApiPlace, total=False):
    """Where a client finds its exchange."""

    base_url: str


def streams_at(rest_url: str) -> str:
    """The base URL of the streams of a paper exchange: one port has them all."""
    return "ws" + rest_url.removeprefix("http")


def ws_api_at(rest_url: str, product: Product) -> str:
    """The URL of the WebSocket API of a product on a paper exchange."""
    return f"{streams_at(rest_url)}/ws-{'fapi' if product == 'um' else 'dapi'}/v1"


def paper_place(rest_url: str) -> Place:
    """Where the clients of a paper exchange find it; never through a proxy."""
    return {"base_url": rest_url, "stream_url": streams_at(rest_url), "proxies": {}}


def paper_api_place(rest_url: str, product: Product) -> ApiPlace:
    """Where those of its WebSocket API find it."""
    return {"stream_url": ws_api_at(rest_url, product), "proxies": {}}


class Exchange(ABC):
    """An exchange that hands out clients of both products; each is closed by whoever asked for it.

    `kind` says which key of a paper exchange signs; elsewhere it is the key of the environment variables.
    """

    @abstractmethod
    def _place(self) -> Place:
        """Where REST and streams are."""

    @abstractmethod
    def _api_place(self, product: Product) -> ApiPlace:
        """Where the WebSocket API of a product is."""

    @abstractmethod
    def _credentials(self, kind: KeyKind) -> Credentials:
        """What clients sign with."""

    @abstractmethod
    def __enter__(self) -> Self: ...

    @abstractmethod
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    @abstractmethod
    async def __aenter__(self) -> Self: ...

    @abstractmethod
    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def um_client(self, kind: KeyKind = "hmac", **options: Unpack[ClientOptions]) -> UMFutures:
        """A blocking client of USDⓈ-M futures, signing with an HMAC, RSA or Ed25519 key."""
        return UMFutures(**self._place(), **self._credentials(kind), **options)

    def cm_client(self, kind: KeyKind = "hmac", **options: Unpack[ClientOptions]) -> CMFutures:
        """A blocking client of COIN-M futures."""
        return CMFutures(**self._place(), **self._credentials(kind), **options)

    def async_um_client(self, kind: KeyKind = "hmac", **options: Unpack[ClientOptions]) -> AsyncUMFutures:
        """A client of USDⓈ-M futures for asyncio."""
        return AsyncUMFutures(**self._place(), **self._credentials(kind), **options)

    def async_cm_client(self, kind: KeyKind = "hmac", **options: Unpack[ClientOptions]) -> AsyncCMFutures:
        """A client of COIN-M futures for asyncio."""
        return AsyncCMFutures(**self._place(), **self._credentials(kind), **options)

    def um_streams(self, **options: Unpack[StreamOptions]) -> UMStreams:
        """Market streams of USDⓈ-M futures without asyncio."""
        return UMStreams(**self._place(), **options)

    def cm_streams(self, **options: Unpack[StreamOptions]) -> CMStreams:
        """Market streams of COIN-M futures without asyncio."""
        return CMStreams(**self._place(), **options)

    def async_um_streams(self, **options: Unpack[StreamOptions]) -> AsyncUMStreams:
        """Market streams of USDⓈ-M futures for asyncio."""
        return AsyncUMStreams(**self._place(), **options)

    def async_cm_streams(self, **options: Unpack[StreamOptions]) -> AsyncCMStreams:
        """Market streams of COIN-M futures for asyncio."""
        return AsyncCMStreams(**self._place(), **options)

    def um_ws_api(self, kind: KeyKind = "hmac", **options: Unpack[ApiOptions]) -> UMWebSocketAPI:
        """A blocking client of the WebSocket API of USDⓈ-M futures."""
        return UMWebSocketAPI(**self._api_place("um"), **self._credentials(kind), **options)

    def cm_ws_api(self, kind: KeyKind = "hmac", **options: Unpack[ApiOptions]) -> CMWebSocketAPI:
        """A blocking client of the WebSocket API of COIN-M futures."""
        return CMWebSocketAPI(**self._api_place("cm"), **self._credentials(kind), **options)

    def async_um_ws_api(self, kind: KeyKind = "hmac", **options: Unpack[ApiOptions]) -> AsyncUMWebSocketAPI:
        """A client of the WebSocket API of USDⓈ-M futures for asyncio."""
        return AsyncUMWebSocketAPI(**self._api_place("um"), **self._credentials(kind), **options)

    def async_cm_ws_api(self, kind: KeyKind = "hmac", **options: Unpack[ApiOptions]) -> AsyncCMWebSocketAPI:
        """A client of the WebSocket API of COIN-M futures for asyncio."""
        return AsyncCMWebSocketAPI(**self._api_place("cm"), **self._credentials(kind), **options)
