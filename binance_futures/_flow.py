"""What happens between a request object and its answer, without any I/O.

`Caller.call` is a generator: it yields what to do (`HttpRequest`, `Sleep`), receives the `Answer` or the thrown
`TransportError`, and returns the `Response`. The drivers in `_transport` only carry it out.
"""

from __future__ import annotations

import json
import logging
import random
import re
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar, cast
from urllib.parse import quote, urlsplit

from . import _encode
from ._limits import LimitUsage
from ._redact import redact
from ._signing import Signer
from .environments import Product
from .errors import (
    AuthenticationError,
    ClientError,
    ExecutionUnknownError,
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
    from ._error_codes import CMErrorCode, ErrorCode
    from ._request import Method, Request

__all__ = ["Answer", "Caller", "Flow", "Headers", "HttpRequest", "Retry", "Sleep", "failure"]

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


class Answer(NamedTuple):
    """An answer as it came from the wire."""

    status: int
    header: Headers
    body: bytes


class Sleep(NamedTuple):
    """Wait before going on."""

    seconds: float


Flow = Generator[HttpRequest | Sleep, Answer, R]
"""Sends what it yields, receives an `Answer` for each `HttpRequest`; after `Sleep` it is resumed with `next`."""


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
        return min(self.longest, self.backoff * 2.0 ** (attempt - 1)) * random.uniform(0.5, 1.0)  # noqa: S311 - jitter


def _now() -> int:
    return time.time_ns() // 1_000_000


class Caller:
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
        self._header: Mapping[str, str] = {}
        self._order_header: Mapping[str, str] = {}

    @property
    def limit_usage(self) -> LimitUsage:
        """The latest usage the exchange told."""
        return LimitUsage({**LimitUsage(self._order_header), **LimitUsage(self._header)})

    def call(self, request: Request[R]) -> Flow[tuple[R, Answer]]:
        """From a request object to its parsed answer, and the answer as it came."""
        self._check_credentials(request)
        request = request.identified()
        parameters = _encode.query(request.parameters())
        synced = False
        attempt = 0
        while True:
            try:
                answer = yield self._prepare(request, parameters)
                return self._conclude(request, answer)
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
                        raise _unknown(request, None, None, error.message, {}) from error
                    raise
                logger.debug("%s: attempt %d failed, next in %.2f s", request.endpoint(), attempt, delay)
            yield Sleep(delay)

    def sync(self) -> Flow[int]:
        """Measures the clock offset (ms)."""
        path = f"/{'fapi' if self.product == 'um' else 'dapi'}/v1/time"
        endpoint = f"GetTime (GET {path})"
        sent = self._now()
        answer = yield HttpRequest("GET", path, keyed=False, endpoint=endpoint)
        received = self._now()
        refused = _refusal(None, endpoint, answer, self.product)
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

    def _check_credentials(self, request: Request[Any]) -> None:
        if request.security == "NONE":
            return
        if not self._key and not request.key_optional:
            raise ParameterError(
                [Problem("key", f"is required: this call is of security {request.security}")], request.endpoint()
            )
        if request.signed() and self._signer is None:
            raise ParameterError(
                [Problem("secret", "is required (or private_key): this call is signed")], request.endpoint()
            )

    def _prepare(self, request: Request[Any], query: str) -> HttpRequest:
        if self._signer is not None and request.signed():
            query = f"{query}{'&' if query else ''}timestamp={self._now() + self.clock_offset}"
            signature = self._signer.sign(query.encode())
            query = f"{query}&signature={signature if signature.isalnum() else quote(signature, safe='')}"
        target = f"{request.path}?{query}" if query else request.path
        if logger.isEnabledFor(logging.DEBUG):
            logger.debug("%s %s", request.method, redact(target))
        keyed = self._key is not None and request.security != "NONE"
        return HttpRequest(request.method, target, keyed, request.endpoint())

    def _conclude(self, request: Request[R], answer: Answer) -> tuple[R, Answer]:
        if logger.isEnabledFor(logging.DEBUG):
            logger.debug("%s %s: %s", request.endpoint(), answer.status, redact(answer.body.decode(errors="replace")))
        self._header = answer.header
        if request.security == "TRADE":
            self._order_header = answer.header
        refused = _refusal(request, request.endpoint(), answer, self.product)
        if refused is not None:
            raise refused
        try:
            data = request.parse(answer.body)
        except ResponseError as error:
            advice = (
                f"It was answered with success, so it was most likely executed. {_how_to_query(request)}"
                if writes(request)
                else None
            )
            raise ResponseError(
                answer.status, None, error.error_message, answer.header, endpoint=request.endpoint(), remedy=advice
            ) from None
        return data, answer

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


def writes(request: Request[Any]) -> bool:
    """Whether the request may change orders, positions or balances."""
    return request.method != "GET" and request.signed()


_SUCCESS: Final = range(200, 300)
_REDIRECT: Final = range(300, 400)
_REFUSED: Final = range(400, 500)
_TIMED_OUT: Final = 408
_UNAVAILABLE: Final = 503


def _refusal(request: Request[Any] | None, endpoint: str, answer: Answer, product: Product) -> Exception | None:
    """The error an answer means; None when it is a success."""
    status, header, body = answer
    if status in _SUCCESS:
        # A success can hold an error: {"code":-1000,"msg":…}. A batch answers with a list, a setter with code 200.
        if len(body) > 2000 or b'"code"' not in body or body[:1] != b"{":
            return None
        code, message = _code_and_message(body)
        return _by_code(request, endpoint, answer, code, message, product) if code is not None and code < 0 else None
    if status in _REDIRECT:
        place = urlsplit(header.get("location", ""))
        message = f"redirected to {place.scheme}://{place.netloc}" if place.netloc else "redirected"
        return ResponseError(status, None, message, header, endpoint=endpoint, remedy="Check base_url.")
    code, message = _code_and_message(body)
    return _by_code(request, endpoint, answer, code, message, product)


def _code_and_message(body: bytes) -> tuple[int | None, str]:
    text = body.decode(errors="replace").strip()
    try:
        data = json.loads(text)
    except ValueError:
        return None, text or "the body is empty"
    if not isinstance(data, dict):
        return None, text
    data = cast("dict[str, object]", data)
    code = data.get("code")
    try:
        number = int(str(code)) if code is not None else None
    except ValueError:
        number = None
    return number, str(data.get("msg", data.get("message", text)))


def _by_code(
    request: Request[Any] | None, endpoint: str, answer: Answer, code: int | None, message: str, product: Product
) -> Exception:
    from ._error_codes import lookup

    status, header, _ = answer
    known = lookup(code, product) if code is not None else None
    unknown_by_code = known is not None and known.error is ExecutionUnknownError
    if request is not None and writes(request) and (unknown_by_code or _outcome_unknown(status, code, message)):
        return _unknown(request, status, code, message, header, known)
    kind = _kind(status, known.error if known is not None else None)
    advice = known.remedy if known is not None else _REMEDY_BY_STATUS.get(status)
    error = kind(status, code, message, header, endpoint=endpoint, remedy=advice, known=known)
    if isinstance(error, RateLimitError):
        error.retry_after = _retry_after(header, message)
    return error


def _kind(status: int, by_code: type[ClientError | ServerError] | None) -> type[ClientError | ServerError]:
    by_status = _KIND_BY_STATUS.get(status)
    if by_status is not None:
        return by_status
    if status not in _SUCCESS and status not in _REFUSED:
        return ServerError
    if by_code is not None and issubclass(by_code, ClientError):
        return by_code
    return ServerError if by_code is not None and status in _SUCCESS else ClientError


_KIND_BY_STATUS: Final[Mapping[int, type[ClientError]]] = {
    401: AuthenticationError,
    418: IPBannedError,
    429: RateLimitError,
}

_REMEDY_BY_STATUS: Final[Mapping[int, str]] = {
    403: "The firewall of the exchange blocked it: slow down and check the parameters.",
    404: "No such path: check base_url and that the endpoint still exists.",
    429: "Stop until retry_after has passed; going on leads to a ban.",
    418: "Stop all requests from this IP until retry_after has passed.",
    451: "The exchange does not serve this region.",
}


def _outcome_unknown(status: int, code: int | None, message: str) -> bool:
    """Whether a write answered so may have been executed (General Info, "HTTP Return Codes" and "HTTP 503")."""
    if status in _SUCCESS or status in _REFUSED:
        return status == _TIMED_OUT
    failed = code in (-1001, -1008) or message.lower().startswith(("service unavailable", "internal error"))
    return not (status == _UNAVAILABLE and failed)


def _retry_after(header: Mapping[str, str], message: str) -> float | None:
    value = header.get("retry-after", "")
    if re.fullmatch(r"\d+(\.\d+)?", value, re.ASCII):
        return float(value)
    # A ban names its end: "Way too many requests; IP banned until 1735689600000."
    if until := re.search(r"until (\d{13})", message):
        return max(0.0, (int(until[1]) - _now()) / 1000)
    return None


def _unknown(
    request: Request[Any],
    status: int | None,
    code: int | None,
    message: str,
    header: Mapping[str, str],
    known: ErrorCode | CMErrorCode | None = None,
) -> ExecutionUnknownError:
    error = ExecutionUnknownError(
        status,
        code,
        message,
        header,
        endpoint=request.endpoint(),
        remedy=f"It may have been executed: do not send it again before you know. {_how_to_query(request)}",
        known=known,
    )
    error.client_order_ids = request.client_order_ids()
    return error


def _how_to_query(request: Request[Any]) -> str:
    ids = request.client_order_ids()
    if not ids:
        return "Look at the open orders and the account."
    return f"Query it by its client id ({', '.join(ids)})."
