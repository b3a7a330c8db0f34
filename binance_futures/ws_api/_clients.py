"""The clients of the WebSocket API, of both products, with and without asyncio."""

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Literal, Self, TypeVar

from .._client import AsyncCalls, AsyncResponseView, Calls, ResponseView, retry_of, signer_of
from .._endpoint import Endpoints
from .._flow import Caller, Retry
from .._origin import Proxies, Timeout
from .._signing import PrivateKey
from ..environments import Environment, Product, hosts
from ..errors import ParameterError, Problem
from ..models.common.session import SessionStatus
from ..streams._link import Timing
from ..streams._place import place_of
from ..streams._settings import decoder_of
from ..streams._subscription import Queue, Subscription
from ..streams._threads import ThreadSubscription
from ._caller import WebSocketCaller, WebSocketRequest
from ._catalogue import CMWebSocketEndpoints, UMWebSocketEndpoints
from ._engine import Engine
from ._transport import AsyncioTransport, ThreadTransport

if TYPE_CHECKING:
    from ..models.cm.user_events import UserEvent as CMUserEvent
    from ..models.um.user_events import UserEvent as UMUserEvent
    from ..streams._decode import UnknownEvent
else:
    CMUserEvent = UMUserEvent = object  # the models are loaded by whoever reads events

__all__ = [
    "AsyncCMWebSocketAPI",
    "AsyncCMWebSocketWithResponse",
    "AsyncUMWebSocketAPI",
    "AsyncUMWebSocketWithResponse",
    "CMWebSocketAPI",
    "CMWebSocketWithResponse",
    "UMWebSocketAPI",
    "UMWebSocketWithResponse",
]

EventT = TypeVar("EventT")

_USER_DATA: Final = "user data"


class BaseWebSocketAPI(Endpoints, Generic[EventT]):
    """Constructor and state of a client of the WebSocket API.

    Args:
        key: API key; needed for all but public market data. Empty counts as none.
        secret: Secret of an HMAC key.
        private_key: RSA or Ed25519 key instead of `secret`: PEM text, its bytes or the path of its file.
        private_key_passphrase: Passphrase of an encrypted private key.
        stream_url: URL of the WebSocket API, path included, instead of the environment's.
        environment: `prod` or `testnet`; `demo` has no WebSocket API.
        timeout: Seconds to wait for each answer, connecting included, `(connect, read)`, or None for no limit.
        proxies: URL of a proxy, or a dict; by default what the environment variables say.
        show_limit_usage: Every call returns `Response` instead of the bare answer. Checkers do not know of it:
            typed programs use `with_response`.
        return_rate_limits: Whether answers tell the usage of the limits; without it `limit_usage` stays empty.
        logon: Whether each connection is logged on, so that requests go without signature; by default with Ed25519
            keys, the only ones the exchange takes for it.
        retries: How often a failed read is sent again, or a `Retry` for the details. Writes are never repeated.

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
        stream_url: str | None = None,
        environment: Environment = "prod",
        timeout: Timeout = 10.0,
        proxies: Proxies | None = None,
        show_limit_usage: bool = False,
        return_rate_limits: bool = True,
        logon: bool | None = None,
        retries: int | Retry = 2,
    ) -> None:
        signer = signer_of(secret, private_key, private_key_passphrase)
        caller = WebSocketCaller(self.product, key or None, signer, retry_of(retries))
        if logon and not caller.can_log_on:
            raise ParameterError([Problem("logon", "needs a key and an Ed25519 private_key")])
        base = stream_url if stream_url is not None else hosts(environment, self.product).ws_api
        if base is None:
            raise ParameterError([Problem("environment", f"has no WebSocket API (got {environment!r})")])
        place = place_of(base, proxies, timeout, key or None)
        self.stream_url: str = place.url
        """URL of the WebSocket API."""
        self._caller: Caller[WebSocketRequest] = caller
        self._shows_response: bool = show_limit_usage
        self._queues: list[Queue[Any]] = []
        self._closed = False

        def engine() -> Engine:
            return Engine(
                caller,
                self.stream_url if return_rate_limits else f"{self.stream_url}?returnRateLimits=false",
                place,
                logon=caller.can_log_on if logon is None else logon,
                on_event=self._event,
                timing=self._timing(),
            )

        self._open(engine)

    @abstractmethod
    def _open(self, engine: Callable[[], Engine]) -> None:
        """Makes the transport."""

    @staticmethod
    def _timing() -> Timing:
        return Timing()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.stream_url}>"

    def _event(self, data: bytes) -> None:
        read = decoder_of(self.product).read
        for queue in [*self._queues]:
            queue.put(_USER_DATA, read, data)

    def _take_events(self, queue: Queue[Any]) -> None:
        if self._closed:
            queue.end()
        else:
            self._queues.append(queue)

    def _leave_events(self, queue: Queue[Any]) -> None:
        if queue in self._queues:
            self._queues.remove(queue)

    def _end_events(self) -> None:
        self._closed = True
        for queue in self._queues:
            queue.end()


class WebSocketAPI(BaseWebSocketAPI[EventT], Calls[WebSocketRequest]):
    """A blocking client, served by a thread of its own; safe to use from several threads."""

    def _open(self, engine: Callable[[], Engine]) -> None:
        self._transport = self._threads = ThreadTransport(engine)

    def sync_time(self) -> int:
        """Measures the exchange's clock and corrects every later timestamp by it; returns the offset (ms)."""
        self.send(SessionStatus())  # so that connecting is not measured
        return super().sync_time()

    def events(
        self, *, policy: Literal["drop_oldest", "raise"] = "drop_oldest", size: int = 10_000
    ) -> "ThreadSubscription[EventT | UnknownEvent]":
        """What arrives on the connection without being asked for, as an iterator; ends with the client.

        Args:
            policy: What happens when `size` events wait: `drop_oldest` (counted in `dropped`), or `raise` ends it
                with StreamError.
            size: Events that may wait.

        Raises:
            ParameterError: A policy or size that is none.
        """
        queue = ThreadSubscription[Any](
            (_USER_DATA,), policy, size, on_drained=lambda: None, on_close=self._leave_events
        )
        self._take_events(queue)
        return queue

    def close(self) -> None:
        """Ends the connection for good within a second; what is under way fails."""
        self._end_events()
        super().close()

    def __enter__(self) -> Self:
        self._threads.open()
        return self


class AsyncWebSocketAPI(BaseWebSocketAPI[EventT], AsyncCalls[WebSocketRequest]):
    """A client whose calls are coroutines of one event loop."""

    def _open(self, engine: Callable[[], Engine]) -> None:
        self._transport = self._asyncio = AsyncioTransport(engine)

    async def sync_time(self) -> int:
        """Measures the exchange's clock and corrects every later timestamp by it; returns the offset (ms)."""
        await self.send(SessionStatus())  # so that connecting is not measured
        return await super().sync_time()

    def events(
        self, *, policy: Literal["drop_oldest", "raise"] = "drop_oldest", size: int = 10_000
    ) -> "Subscription[EventT | UnknownEvent]":
        """What arrives on the connection without being asked for, as an async iterator; ends with the client.

        Args:
            policy: What happens when `size` events wait: `drop_oldest` (counted in `dropped`), or `raise` ends it
                with StreamError.
            size: Events that may wait.

        Raises:
            ParameterError: A policy or size that is none.
        """
        queue = Subscription[Any]((_USER_DATA,), policy, size, on_drained=lambda: None, on_close=self._leave_events)
        self._take_events(queue)
        return queue

    async def close(self) -> None:
        """Ends the connection for good within a second; what is under way fails."""
        self._end_events()
        await super().close()

    async def __aenter__(self) -> Self:
        self._asyncio.open()
        return self


class UMWebSocketAPI(UMWebSocketEndpoints, WebSocketAPI[UMUserEvent]):
    """The WebSocket API of USDⓈ-M futures, blocking. Use it in `with`, or call `close()`."""

    product: ClassVar[Product] = "um"

    @property
    def with_response(self) -> "UMWebSocketWithResponse":
        """The same calls, each giving `Response`: the answer with status and limit usage; there are no headers."""
        return UMWebSocketWithResponse(self)


class AsyncUMWebSocketAPI(UMWebSocketEndpoints, AsyncWebSocketAPI[UMUserEvent]):
    """The WebSocket API of USDⓈ-M futures for asyncio. Use it in `async with`, or call `close()`."""

    product: ClassVar[Product] = "um"

    @property
    def with_response(self) -> "AsyncUMWebSocketWithResponse":
        """The same calls, each giving `Response`: the answer with status and limit usage; there are no headers."""
        return AsyncUMWebSocketWithResponse(self)


class UMWebSocketWithResponse(UMWebSocketEndpoints, ResponseView):
    """`UMWebSocketAPI.with_response`."""


class AsyncUMWebSocketWithResponse(UMWebSocketEndpoints, AsyncResponseView):
    """`AsyncUMWebSocketAPI.with_response`."""


class CMWebSocketAPI(CMWebSocketEndpoints, WebSocketAPI[CMUserEvent]):
    """The WebSocket API of COIN-M futures, blocking. Use it in `with`, or call `close()`."""

    product: ClassVar[Product] = "cm"

    @property
    def with_response(self) -> "CMWebSocketWithResponse":
        """The same calls, each giving `Response`: the answer with status and limit usage; there are no headers."""
        return CMWebSocketWithResponse(self)


class AsyncCMWebSocketAPI(CMWebSocketEndpoints, AsyncWebSocketAPI[CMUserEvent]):
    """The WebSocket API of COIN-M futures for asyncio. Use it in `async with`, or call `close()`."""

    product: ClassVar[Product] = "cm"

    @property
    def with_response(self) -> "AsyncCMWebSocketWithResponse":
        """The same calls, each giving `Response`: the answer with status and limit usage; there are no headers."""
        return AsyncCMWebSocketWithResponse(self)


class CMWebSocketWithResponse(CMWebSocketEndpoints, ResponseView):
    """`CMWebSocketAPI.with_response`."""


class AsyncCMWebSocketWithResponse(CMWebSocketEndpoints, AsyncResponseView):
    """`AsyncCMWebSocketAPI.with_response`."""
