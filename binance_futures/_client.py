"""What the clients of both products share: constructor, sending, closing."""

from __future__ import annotations

from abc import abstractmethod
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar, cast

from . import _transport
from ._endpoint import AsyncResponseSender, AsyncSender, Endpoints, Response, ResponseSender, Sender
from ._flow import Caller, HttpRequest, RestCaller, Retry
from ._limits import LimitUsage
from ._origin import Origin, Proxies, Timeout
from ._signing import PrivateKey, Signer, hmac_signer, private_key_signer
from .environments import Environment, Product, hosts
from .errors import ParameterError, Problem

if TYPE_CHECKING:
    from httpx import AsyncClient as AsyncHttpClient
    from httpx import Client as HttpClient

    from ._request import Request
else:
    HttpClient = AsyncHttpClient = object  # importing httpx is left to those who bring a client of it

__all__ = [
    "AsyncCalls",
    "AsyncClient",
    "AsyncResponseView",
    "BaseClient",
    "Calls",
    "Client",
    "ResponseView",
    "retry_of",
    "signer_of",
]

Q = TypeVar("Q")
R = TypeVar("R")
HttpClientT = TypeVar("HttpClientT")


class BaseClient(Endpoints, Generic[HttpClientT]):
    """Constructor and state of a client.

    Args:
        key: API key; needed for all but public market data. Empty counts as none.
        secret: Secret of an HMAC key.
        private_key: RSA or Ed25519 key instead of `secret`: PEM text, its bytes or the path of its file.
        private_key_passphrase: Passphrase of an encrypted private key.
        base_url: Scheme and host of the REST API instead of the environment's.
        stream_url: Scheme and host of the streams that `user_data` connects to, instead of the environment's.
        environment: `prod`, `testnet` or `demo`: picks the hosts.
        timeout: Seconds to wait for connecting and for each read, `(connect, read)`, or None for no limit.
        proxies: URL of a proxy, or a dict by scheme such as `{"https": "http://1.2.3.4:8080"}`; by default what the
            environment variables (`HTTPS_PROXY`, `NO_PROXY`) say.
        show_limit_usage: Every call returns `Response` instead of the bare answer. Checkers do not know of it:
            typed programs use `with_response`.
        show_header: The same; both flags give the whole `Response`.
        retries: How often a failed read is sent again, or a `Retry` for the details. Writes are never repeated.
        http_client: Your own httpx client; its timeouts, proxies and transports hold, and closing it is up to you.

    Raises:
        ParameterError: An argument is not usable.
    """

    product: ClassVar[Product]

    def __init__(
        self,
        key: str | None = None,
        secret: str | None = None,
        *,
        private_key: PrivateKey | None = None,
        private_key_passphrase: str | bytes | None = None,
        base_url: str | None = None,
        stream_url: str | None = None,
        environment: Environment = "prod",
        timeout: Timeout = 10.0,
        proxies: Proxies | None = None,
        show_limit_usage: bool = False,
        show_header: bool = False,
        retries: int | Retry = 2,
        http_client: HttpClientT | None = None,
    ) -> None:
        retry = retry_of(retries)
        signer = signer_of(secret, private_key, private_key_passphrase)
        url = base_url if base_url is not None else hosts(environment, self.product).rest
        if http_client is not None and proxies is not None:
            raise ParameterError([Problem("proxies", "belong to your http_client when you bring one")])
        self._origin = Origin(url, key or None, timeout, proxies)
        self._caller: Caller[HttpRequest] = RestCaller(self.product, key or None, signer, retry)
        self._stream_url: str | None = stream_url
        self._environment: Environment = environment
        self._proxies: Proxies | None = proxies
        self._shows_response: bool = show_limit_usage or show_header
        self._http_client: HttpClientT | None = http_client
        self._open()

    @abstractmethod
    def _open(self) -> None:
        """Opens the transport."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._origin.base_url}>"

    @property
    def base_url(self) -> str:
        """Scheme and host of the REST API."""
        return self._origin.base_url


def retry_of(retries: int | Retry) -> Retry:
    """The rules of repeating, from the argument of a client."""
    if isinstance(retries, Retry):
        return retries
    if isinstance(retries, bool) or not isinstance(retries, int) or retries < 0:
        raise ParameterError([Problem("retries", f"is a number from 0, or a Retry (got {retries!r})")])
    return Retry(attempts=retries)


def signer_of(secret: str | None, private_key: PrivateKey | None, passphrase: str | bytes | None) -> Signer | None:
    """What signs, from the arguments of a client."""
    if private_key is not None:
        return private_key_signer(private_key, passphrase)
    if not secret:
        return None
    if secret != secret.strip():
        raise ParameterError([Problem("secret", "has blanks around it")])
    return hmac_signer(secret)


class _Calling(Generic[Q]):
    """What the calls of every client share."""

    _caller: Caller[Q]
    _shows_response: bool

    @property
    def limit_usage(self) -> LimitUsage:
        """The latest usage of the rate limits that an answer told."""
        return self._caller.limit_usage

    @property
    def clock_offset(self) -> int:
        """Exchange clock minus own clock (ms), as `sync_time` measured it; it is added to every timestamp."""
        return self._caller.clock_offset


class Calls(_Calling[Q], Sender):
    """The calls of a blocking client, whatever they go over."""

    _transport: _transport.Transport[Q]

    def send(self, request: Request[R]) -> R:
        """Sends a request object and returns what its call returns."""
        if self._shows_response:
            return cast("R", self.respond(request))
        return _transport.run(self._caller.call(request), self._transport)[0]

    def respond(self, request: Request[R]) -> Response[R]:
        """Sends a request object and returns its answer with status, headers and limit usage."""
        return self._caller.response(*_transport.run(self._caller.call(request), self._transport))

    def sync_time(self) -> int:
        """Measures the exchange's clock and corrects every later timestamp by it; returns the offset (ms)."""
        return _transport.run(self._caller.sync(), self._transport)

    def close(self) -> None:
        """Closes the connections."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncCalls(_Calling[Q], AsyncSender):
    """The calls of an async client, whatever they go over."""

    _transport: _transport.AsyncTransport[Q]

    async def send(self, request: Request[R]) -> R:
        """Sends a request object and returns what its call returns."""
        if self._shows_response:
            return cast("R", await self.respond(request))
        return (await _transport.run_async(self._caller.call(request), self._transport))[0]

    async def respond(self, request: Request[R]) -> Response[R]:
        """Sends a request object and returns its answer with status, headers and limit usage."""
        return self._caller.response(*await _transport.run_async(self._caller.call(request), self._transport))

    async def sync_time(self) -> int:
        """Measures the exchange's clock and corrects every later timestamp by it; returns the offset (ms)."""
        return await _transport.run_async(self._caller.sync(), self._transport)

    async def close(self) -> None:
        """Closes the connections."""
        await self._transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


class Client(BaseClient[HttpClient], Calls[HttpRequest]):
    """A blocking client; safe to use from several threads. Use it in `with`, or call `close()`."""

    def _open(self) -> None:
        _expect(self._http_client, "Client")
        self._transport = _transport.open_transport(self._origin, self._http_client)


class AsyncClient(BaseClient[AsyncHttpClient], AsyncCalls[HttpRequest]):
    """A client whose calls are coroutines. Use it in `async with`, or call `close()`."""

    def _open(self) -> None:
        _expect(self._http_client, "AsyncClient")
        self._transport = _transport.open_async_transport(self._origin, self._http_client)


def _expect(http_client: object, kind: str) -> None:
    if http_client is not None and not isinstance(http_client, getattr(import_module("httpx"), kind)):
        raise ParameterError([Problem("http_client", f"is an httpx.{kind} (got {type(http_client).__name__})")])


class ResponseView(ResponseSender):
    """`client.with_response`: the same calls, each giving `Response`."""

    def __init__(self, client: Calls[Any]) -> None:
        self._client = client

    def send(self, request: Request[R]) -> Response[R]:
        """Sends a request object and returns its answer with status, headers and limit usage."""
        return self._client.respond(request)


class AsyncResponseView(AsyncResponseSender):
    """`client.with_response` of an async client."""

    def __init__(self, client: AsyncCalls[Any]) -> None:
        self._client = client

    async def send(self, request: Request[R]) -> Response[R]:
        """Sends a request object and returns its answer with status, headers and limit usage."""
        return await self._client.respond(request)
