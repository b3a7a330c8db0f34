"""What happens between a request object and its answer, without any I/O.

`Caller.call` is a generator: it yields what to do (`HttpRequest`, `Sleep`), receives the `Answer` or the thrown
`TransportError`, and returns the parsed answer. The drivers in `_transport` only carry it out. The WebSocket API is
another `Caller`: what differs is the form of a request on the wire.
"""

from __future__ import annotations

import json
import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar
from urllib.parse import quote

from . import _encode
from ._backoff import backoff
from ._endpoint import Response
from ._limits import LimitUsage
from ._redact import redact
from ._refusal import Answer, how_to_query, refusal, unknown, writes
from ._signing import Signer
from .environments import Product
from .errors import (
    IPBannedError,
    ParameterError,
    Problem,
    RateLimitError,
    ResponseError,
    ServerError,
    TimestampError,
    TransportError,
)

if TYPE_CHECKING:
    from ._request import Method, Request

__all__ = ["Answer", "Caller", "Flow", "Headers", "HttpRequest", "RestCaller", "Retry", "Sleep", "failure"]

Q = TypeVar("Q")
R = TypeVar("R")

logger: Final = logging.getLogger("binance_futures")


class Headers(Mapping[str, str]):
    """Headers of an answer: names in lower case, looked up in any case, decoded when first read."""

    __slots__ = ("_raw", "_read")

    def __init__(self, raw: list[tuple[bytes, bytes]]) -> None:
        self._raw = raw
        self._read: dict[str, str] | None = None

    def _values(self) -> dict[str, str]:
        if self._read is None:
            self._read = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in self._raw}
        return self._read

    def __getitem__(self, name: str) -> str:
        return self._values()[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values())

    def __len__(self) -> int:
        return len(self._values())

    def __repr__(self) -> str:
        return repr(self._values())


class HttpRequest(NamedTuple):
    """A request as it goes on the wire."""

    method: Method
    target: str
    """Path and query: every call carries its parameters there, as one packet."""
    keyed: bool
    """Whether the API key goes along."""
    endpoint: str
    """How errors name the call."""


def failure(error: Exception, request: HttpRequest, *, sent: bool) -> TransportError:
    """The transport error that tells of a library's own."""
    text = redact(str(error)).rstrip(".") or "no details"
    fate = "the request may have arrived" if sent else "nothing was sent"
    return TransportError(f"{type(error).__name__}: {text}; {fate}", sent=sent, endpoint=request.endpoint)


class Sleep(NamedTuple):
    """Wait before going on."""

    seconds: float


Flow = Generator[Q | Sleep, Answer, R]
"""Sends what it yields, receives an `Answer` for each; after `Sleep` it is resumed with `next`."""


@dataclass(frozen=True)
class Retry:
    """When a read is sent again: connection errors, timeouts, 5xx, and 429 that tells how long to wait.

    Writes are never sent again once bytes may have left; only a refused connection is tried anew.
    """

    attempts: int = 2
    """How often at most, after the first time."""
    backoff: float = 0.2
    """Seconds before the first new attempt; doubled for each further one, with jitter."""
    longest: float = 10.0
    """Longest single wait (seconds); a `Retry-After` beyond it raises `RateLimitError` at once."""

    def delay(self, attempt: int) -> float:
        """Seconds to wait before the attempt of this number (1 is the first repetition)."""
        return backoff(attempt, self.backoff, self.longest)


def _now() -> int:
    return time.time_ns() // 1_000_000


class Caller(ABC, Generic[Q]):
    """What the calls of one client share: credentials, clock, retries, usage. Without I/O, safe to use from threads."""

    def __init__(
        self,
        product: Product,
        key: str | None,
        signer: Signer | None,
        retry: Retry,
        now: Callable[[], int] = _now,
    ) -> None:
        self.product: Product = product
        self.clock_offset: int = 0
        """Exchange clock minus own clock (ms)."""
        self._key = key
        self._signer = signer
        self._retry = retry
        self._now = now

    @property
    @abstractmethod
    def limit_usage(self) -> LimitUsage:
        """The latest usage the exchange told."""

    @abstractmethod
    def endpoint(self, request: Request[Any] | type[Request[Any]]) -> str:
        """How errors name a call."""

    @abstractmethod
    def response(self, data: R, answer: Answer) -> Response[R]:
        """An answer with its metadata."""

    @abstractmethod
    def _prepare(self, request: Request[Any], endpoint: str) -> Q:
        """What goes out."""

    @abstractmethod
    def _clock(self) -> tuple[str, Q]:
        """What asks for the exchange's time, and how errors name it."""

    @abstractmethod
    def _note(self, request: Request[Any], answer: Answer) -> None:
        """Keeps what an answer tells of the limits."""

    def call(self, request: Request[R]) -> Flow[Q, tuple[R, Answer]]:
        """From a request object to its parsed answer, and the answer as it came."""
        self._check(request)
        request = request.identified()
        endpoint = self.endpoint(request)
        synced = False
        attempt = 0
        while True:
            try:
                answer = yield self._prepare(request, endpoint)
                return self._conclude(request, endpoint, answer)
            except TimestampError:
                if synced or not request.signed():
                    raise
                synced = True
                yield from self.sync()
                continue
            except (TransportError, ServerError, RateLimitError) as error:
                attempt += 1
                delay = self._delay(request, error, attempt)
                if delay is None:
                    if isinstance(error, TransportError) and error.sent and writes(request):
                        raise unknown(request, endpoint, None, None, error.message, {}) from error
                    raise
                logger.debug("%s: attempt %d failed, next in %.2f s", endpoint, attempt, delay)
            yield Sleep(delay)

    def sync(self) -> Flow[Q, int]:
        """Measures the clock offset (ms)."""
        endpoint, question = self._clock()
        sent = self._now()
        answer = yield question
        received = self._now()
        refused = refusal(None, endpoint, answer, self.product)
        if refused is not None:
            raise refused
        try:
            server = int(json.loads(answer.body)["serverTime"])
        except (ValueError, KeyError, TypeError):
            raise ResponseError(
                answer.status, None, "the body holds no serverTime", answer.header, endpoint=endpoint
            ) from None
        self.clock_offset = server - (sent + received) // 2
        return self.clock_offset

    def _check(self, request: Request[Any]) -> None:
        """Refuses what cannot be sent."""
        if request.security == "NONE":
            return
        if not self._key and not request.key_optional:
            raise ParameterError(
                [Problem("key", f"is required: this call is of security {request.security}")], self.endpoint(request)
            )
        if request.signed() and self._signer is None:
            raise ParameterError(
                [Problem("secret", "is required (or private_key): this call is signed")], self.endpoint(request)
            )

    def _conclude(self, request: Request[R], endpoint: str, answer: Answer) -> tuple[R, Answer]:
        if logger.isEnabledFor(logging.DEBUG):
            logger.debug("%s %s: %s", endpoint, answer.status, redact(answer.body.decode(errors="replace")))
        self._note(request, answer)
        refused = refusal(request, endpoint, answer, self.product)
        if refused is not None:
            raise refused
        try:
            data = self._parse(request, answer)
        except ResponseError as error:
            advice = (
                f"It was answered with success, so it was most likely executed. {how_to_query(request)}"
                if writes(request)
                else None
            )
            raise ResponseError(
                answer.status, None, error.error_message, answer.header, endpoint=endpoint, remedy=advice
            ) from None
        return data, answer

    def _parse(self, request: Request[R], answer: Answer) -> R:
        return request.parse(answer.body)

    def _delay(self, request: Request[Any], error: Exception, attempt: int) -> float | None:
        """Seconds to wait before sending again; None when it must not be sent again."""
        if attempt > self._retry.attempts:
            return None
        reads = request.method == "GET"
        match error:
            case IPBannedError():
                return None
            case RateLimitError(retry_after=wait):
                return wait if reads and wait is not None and wait <= self._retry.longest else None
            case TransportError(sent=False):
                return self._retry.delay(attempt)
            case _:
                return self._retry.delay(attempt) if reads else None


class RestCaller(Caller[HttpRequest]):
    """Calls of the REST API."""

    _header: Mapping[str, str] = MappingProxyType({})
    _order_header: Mapping[str, str] = MappingProxyType({})

    @property
    def limit_usage(self) -> LimitUsage:
        """The latest usage the exchange told."""
        return LimitUsage({**LimitUsage(self._order_header), **LimitUsage(self._header)})

    def endpoint(self, request: Request[Any] | type[Request[Any]]) -> str:
        """How errors name a call: `NewOrder (POST /fapi/v1/order)`."""
        return request.endpoint()

    def response(self, data: R, answer: Answer) -> Response[R]:
        """An answer with its metadata."""
        return Response(data, answer.status, answer.header, LimitUsage(answer.header))

    def _prepare(self, request: Request[Any], endpoint: str) -> HttpRequest:
        if not request.path:
            raise ParameterError([Problem("request", "is a call of the WebSocket API alone")], endpoint)
        query = _encode.query(request.parameters())
        if self._signer is not None and request.signed():
            query = f"{query}{'&' if query else ''}timestamp={self._now() + self.clock_offset}"
            signature = self._signer.sign(query.encode())
            query = f"{query}&signature={signature if signature.isalnum() else quote(signature, safe='')}"
        target = f"{request.path}?{query}" if query else request.path
        if logger.isEnabledFor(logging.DEBUG):
            logger.debug("%s %s", request.method, redact(target))
        keyed = self._key is not None and request.security != "NONE"
        return HttpRequest(request.method, target, keyed, endpoint)

    def _clock(self) -> tuple[str, HttpRequest]:
        path = f"/{'fapi' if self.product == 'um' else 'dapi'}/v1/time"
        endpoint = f"GetTime (GET {path})"
        return endpoint, HttpRequest("GET", path, keyed=False, endpoint=endpoint)

    def _note(self, request: Request[Any], answer: Answer) -> None:
        self._header = answer.header
        if request.security == "TRADE":
            self._order_header = answer.header
