"""What can go wrong, as one tree.

BinanceError
├── ParameterError(ValueError, TypeError)   refused before sending: nothing left this machine
├── TransportError                          no HTTP answer: connection, timeout, closed
├── ResponseError                           an answer that is not what the API documents
├── ClientError                             4xx, or an error code in the body
│   ├── AuthenticationError                 key, signature or permission
│   ├── TimestampError                      clock or recvWindow
│   ├── RateLimitError                      429: too many requests or orders
│   │   └── IPBannedError                   418: went on after 429
│   ├── InvalidRequestError                 a parameter the exchange does not take
│   ├── FilterError                         price or quantity against a symbol filter
│   ├── OrderRejectedError                  the order was refused
│   │   ├── InsufficientMarginError         not enough margin or balance
│   │   └── UnknownOrderError               no such order
│   ├── AccountSettingError                 leverage, margin type, position mode
│   └── NoChangeError                       the setting was already as asked for
├── ServerError                             5xx
│   └── ExecutionUnknownError               a write whose outcome is unknown: query before sending again
└── StreamError                             WebSocket
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from ._error_codes import CMErrorCode, ErrorCode

__all__ = [
    "AccountSettingError",
    "AuthenticationError",
    "BinanceError",
    "ClientError",
    "ExecutionUnknownError",
    "FilterError",
    "IPBannedError",
    "InsufficientMarginError",
    "InvalidRequestError",
    "NoChangeError",
    "OrderRejectedError",
    "ParameterError",
    "Problem",
    "RateLimitError",
    "ResponseError",
    "ServerError",
    "StreamError",
    "TimestampError",
    "TransportError",
    "UnknownOrderError",
]


class BinanceError(Exception):
    """Base of every error this library raises."""

    endpoint: str | None = None
    """The call it happened to, such as `NewOrder (POST /fapi/v1/order)`; None outside of a call."""

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions rebuild from `args` alone, which would lose the attributes when a worker process raises.
        return _rebuild, (type(self), self.args, self.__dict__)


def _rebuild(cls: type[BinanceError], args: tuple[object, ...], state: dict[str, object]) -> BinanceError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class Problem(NamedTuple):
    """One thing wrong with one parameter."""

    parameter: str
    """Name of the parameter, with its place inside a list: `batchOrders[1].price`."""
    message: str
    """What is wrong, what was given and what would do."""


class ParameterError(BinanceError, ValueError, TypeError):
    """The request was refused before sending; `problems` holds everything that is wrong with it.

    Also a ValueError and a TypeError, since that is what a Python call raises for bad, missing or unknown arguments.
    """

    def __init__(self, problems: Sequence[Problem], endpoint: str | None = None) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        self.endpoint = endpoint
        lines = [f"{problem.parameter}: {problem.message}" for problem in self.problems]
        where = f"{endpoint}: " if endpoint else ""
        if len(lines) == 1:
            super().__init__(f"{where}{lines[0]}")
        else:
            super().__init__("\n  ".join([f"{where}{len(lines)} problems", *lines]))


class TransportError(BinanceError):
    """No HTTP answer came: connecting failed, time ran out or the connection broke."""

    def __init__(self, message: str, *, sent: bool, endpoint: str | None = None) -> None:
        super().__init__(f"{endpoint}: {message}" if endpoint else message)
        self.message: str = message
        self.sent: bool = sent
        """Whether bytes of the request may have reached the exchange."""
        self.endpoint = endpoint


_SHOWN: Final = 500


class _AnswerError(BinanceError):
    """An error read from an HTTP answer."""

    def __init__(
        self,
        status_code: int | None,
        error_code: int | None,
        error_message: str,
        header: Mapping[str, str] | None = None,
        *,
        endpoint: str | None = None,
        remedy: str | None = None,
        known: "ErrorCode | CMErrorCode | None" = None,
    ) -> None:
        self.status_code: int | None = status_code
        """HTTP status; None when no answer came."""
        self.error_code: int | None = error_code
        """Binance's code, such as -2019; None when the body held none."""
        self.code: ErrorCode | CMErrorCode | int | None = known if known is not None else error_code
        """The same as a member of `ErrorCode` or `CMErrorCode`; an unknown code stays an int."""
        self.error_message: str = error_message
        """Binance's text, or the body as it came when it was not JSON."""
        self.header: Mapping[str, str] = header or {}
        """Headers of the answer."""
        self.endpoint = endpoint
        self.remedy: str | None = remedy
        """What to do about it, where that is known."""
        super().__init__(self._describe())

    def _describe(self) -> str:
        code = self.code
        name = getattr(code, "name", None)
        status = f"HTTP {self.status_code}" if self.status_code is not None else "no answer"
        parts = [status]
        if code is not None:
            parts.append(f"code {int(code)}{f' {name}' if name else ''}")
        message = self.error_message if len(self.error_message) <= _SHOWN else f"{self.error_message[:_SHOWN]}…"
        text = f"{', '.join(parts)}: {message}"
        if self.endpoint:
            text = f"{self.endpoint}: {text}"
        return f"{text}\n  {self.remedy}" if self.remedy else text


class ResponseError(_AnswerError):
    """The answer is not what the API documents: HTML, truncated JSON, another shape, a redirect."""


class ClientError(_AnswerError):
    """The exchange refused the request (4xx, or an error code in the body); it was not executed."""


class AuthenticationError(ClientError):
    """Key, signature or permission refused."""


class TimestampError(ClientError):
    """The timestamp is outside of recvWindow: check the clock, or call `sync_time()`."""


class RateLimitError(ClientError):
    """Too many requests or orders: stop until `retry_after` seconds have passed."""

    retry_after: float | None = None
    """Seconds to wait, as told by the exchange; None when it did not say."""


class IPBannedError(RateLimitError):
    """This IP is banned for going on after 429; `retry_after` seconds remain."""


class InvalidRequestError(ClientError):
    """A parameter is missing, malformed or not allowed together with another."""


class FilterError(ClientError):
    """Price, quantity or notional breaks a filter of the symbol (see `exchange_info`)."""


class OrderRejectedError(ClientError):
    """The order was refused."""


class InsufficientMarginError(OrderRejectedError):
    """Not enough margin or balance."""


class UnknownOrderError(OrderRejectedError):
    """No such order, or it is no longer open."""


class AccountSettingError(ClientError):
    """Leverage, margin type, position mode or asset mode cannot be changed so."""


class NoChangeError(AccountSettingError):
    """The setting already is as asked for; mostly safe to ignore."""


class ServerError(_AnswerError):
    """The exchange failed (5xx)."""

    @property
    def message(self) -> str:
        """The text of the answer (the old connector's name for `error_message`)."""
        return self.error_message


class ExecutionUnknownError(ServerError):
    """A write whose outcome is unknown: it may have been executed. Query before sending it again."""

    client_order_ids: tuple[str, ...] = ()
    """The client ids the request carried, to query by."""


class StreamError(BinanceError):
    """A WebSocket failed: handshake, refused subscription, or closed for good."""
