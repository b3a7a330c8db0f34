"""Requests and answers of the WebSocket API as they go on the wire, without any I/O."""

from __future__ import annotations

import logging
from functools import cache
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar, cast

from .. import _encode
from .._endpoint import Response
from .._flow import Caller
from .._limits import LimitUsage
from .._redact import redact
from .._refusal import Answer
from ..errors import ParameterError, Problem, ResponseError, TransportError
from ._message import LimitHeader

if TYPE_CHECKING:
    from .._request import Request

__all__ = ["LOGON", "LOGOUT", "Draft", "WebSocketCaller", "WebSocketRequest"]

R = TypeVar("R")

logger: Final = logging.getLogger("binance_futures")

LOGON: Final = "session.logon"
LOGOUT: Final = "session.logout"


class WebSocketRequest(NamedTuple):
    """A request to be sent; it is signed when it is, for it may have to wait."""

    request: Request[Any]
    method: str
    """Its name on the wire."""
    endpoint: str
    """How errors name the call."""


class Draft(NamedTuple):
    """A request as text, all but its id."""

    bare: bool
    """Whether it relies on the session for its key."""
    text: bytes

    def frame(self, number: int) -> bytes:
        """The text under an id."""
        return b'{"id":%d%b' % (number, self.text)


class WebSocketCaller(Caller[WebSocketRequest]):
    """Calls of the WebSocket API."""

    _weight: LimitHeader = LimitHeader(b"")
    _orders: LimitHeader = LimitHeader(b"")

    @property
    def can_log_on(self) -> bool:
        """Whether the key is one a session takes."""
        return self._key is not None and self._signer is not None and self._signer.algorithm == "Ed25519"

    @property
    def limit_usage(self) -> LimitUsage:
        """The latest usage the exchange told."""
        weight = {name: value for name, value in self._weight.items() if "used-weight" in name}
        return LimitUsage(weight | {name: value for name, value in self._orders.items() if "order-count" in name})

    def endpoint(self, request: Request[Any] | type[Request[Any]]) -> str:
        """How errors name a call: `NewOrder (order.place)`."""
        cls = request if isinstance(request, type) else type(request)
        return f"{cls.__name__} ({request.ws_method})"

    def response(self, data: R, answer: Answer) -> Response[R]:
        """An answer with its metadata."""
        return Response(data, answer.status, {}, LimitUsage(answer.header))

    def draft(self, request: Request[Any], *, bare: bool) -> Draft:
        """A request as text: sorted names, whole numbers bare, everything else as strings.

        Args:
            request: What to ask.
            bare: Without key and signature, after a logon.
        """
        keyed = not bare and request.security != "NONE"
        signed = request.signed()
        values, given = request.__dict__, request.__pydantic_fields_set__
        shown: list[str] = []
        plain: list[str] = []
        cls: Any = type(request)
        for name in _names(cls):
            if name in given:
                value = values[name]
            elif name == "apiKey" and keyed:
                value = self._key
            elif name == "timestamp" and signed:
                value = self._now() + self.clock_offset
            else:
                continue
            if value is None:
                continue
            text = value if type(value) is str else _encode.text(value)
            shown.append(f'"{name}":{text if type(value) is int else encode_basestring(text)}')
            plain.append(f"{name}={text}")
        if keyed and signed and self._signer is not None:
            # The text as it is: nothing is percent-encoded here, nor is the base64 of the signature.
            signature = self._signer.sign("&".join(plain).encode())
            shown.append(f'"signature":"{signature}"')
        parameters = f',"params":{{{",".join(shown)}}}' if shown else ""
        if logger.isEnabledFor(logging.DEBUG):
            logger.debug("%s {%s}", request.ws_method, redact(",".join(shown)))
        return Draft(bare, f',"method":"{request.ws_method}"{parameters}}}'.encode())

    def _prepare(self, request: Request[Any], endpoint: str) -> WebSocketRequest:
        return WebSocketRequest(request, cast("str", request.ws_method), endpoint)

    def _clock(self) -> tuple[str, WebSocketRequest]:
        # There is no call for the time alone; the status of the session tells it.
        from ..models.common.session import SessionStatus

        endpoint = self.endpoint(SessionStatus)
        return endpoint, self._prepare(SessionStatus(), endpoint)

    def _note(self, request: Request[Any], answer: Answer) -> None:
        # An answer tells of the kind of limit that its call counts on.
        header = answer.header
        if isinstance(header, LimitHeader):
            if b"REQUEST_WEIGHT" in header.raw:
                self._weight = header
            if b"ORDERS" in header.raw:
                self._orders = header

    def _check(self, request: Request[Any]) -> None:
        if request.ws_method is None:
            raise ParameterError([Problem("request", "is not a call of the WebSocket API")], request.endpoint())
        super()._check(request)
        if request.ws_method == LOGON and not self.can_log_on:
            problem = Problem("private_key", "is an Ed25519 key: the exchange logs on no other")
            raise ParameterError([problem], self.endpoint(request))

    def _parse(self, request: Request[R], answer: Answer) -> R:
        try:
            return request.parse(answer.body)
        except ResponseError:
            exact = answer.header.exact() if isinstance(answer.header, LimitHeader) else None
            if exact is None or exact == answer.body:
                raise
            return request.parse(exact)

    def _delay(self, request: Request[Any], error: Exception, attempt: int) -> float | None:
        if isinstance(error, TransportError) and not error.sent:
            return None  # it has waited for a connection all its time
        return super()._delay(request, error, attempt)


@cache
def _names(cls: Any) -> tuple[str, ...]:
    """The parameters in the order they are signed in."""
    return tuple(sorted({*cls.model_fields, "apiKey", "timestamp"}))
