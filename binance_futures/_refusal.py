"""From an answer to the error it means: the one table of statuses, codes and remedies for every way of asking."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast
from urllib.parse import urlsplit

from .environments import Product
from .errors import (
    AuthenticationError,
    ClientError,
    ExecutionUnknownError,
    IPBannedError,
    RateLimitError,
    ResponseError,
    ServerError,
)

if TYPE_CHECKING:
    from ._error_codes import CMErrorCode, ErrorCode
    from ._request import Request

__all__ = ["REMEDY_BY_STATUS", "Answer", "how_to_query", "refusal", "retry_after", "unknown", "writes"]


class Answer(NamedTuple):
    """An answer as it came from the wire."""

    status: int
    header: Mapping[str, str]
    body: bytes


def writes(request: Request[Any]) -> bool:
    """Whether the request may change orders, positions or balances."""
    return request.method != "GET" and request.signed()


_SUCCESS: Final = range(200, 300)
_REDIRECT: Final = range(300, 400)
_REFUSED: Final = range(400, 500)
_TIMED_OUT: Final = 408
_UNAVAILABLE: Final = 503


def refusal(request: Request[Any] | None, endpoint: str, answer: Answer, product: Product) -> Exception | None:
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
        return unknown(request, endpoint, status, code, message, header, known)
    kind = _kind(status, known.error if known is not None else None)
    advice = known.remedy if known is not None else REMEDY_BY_STATUS.get(status)
    error = kind(status, code, message, header, endpoint=endpoint, remedy=advice, known=known)
    if isinstance(error, RateLimitError):
        error.retry_after = retry_after(header, message)
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

REMEDY_BY_STATUS: Final[Mapping[int, str]] = {
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


def retry_after(header: Mapping[str, str], message: str) -> float | None:
    """Seconds to wait, as told by the exchange; None when it did not say."""
    value = header.get("retry-after", "")
    if re.fullmatch(r"\d+(\.\d+)?", value, re.ASCII):
        return float(value)
    # A ban names its end: "Way too many requests; IP banned until 1735689600000."
    if until := re.search(r"until (\d{13})", message):
        return max(0.0, int(until[1]) / 1000 - time.time())
    return None


def unknown(
    request: Request[Any],
    endpoint: str,
    status: int | None,
    code: int | None,
    message: str,
    header: Mapping[str, str],
    known: ErrorCode | CMErrorCode | None = None,
) -> ExecutionUnknownError:
    """The error of a write that may have been executed."""
    error = ExecutionUnknownError(
        status,
        code,
        message,
        header,
        endpoint=endpoint,
        remedy=f"It may have been executed: do not send it again before you know. {how_to_query(request)}",
        known=known,
    )
    error.client_order_ids = request.client_order_ids()
    return error


def how_to_query(request: Request[Any]) -> str:
    """What to do about a write whose outcome is not known."""
    ids = request.client_order_ids()
    if not ids:
        return "Look at the open orders and the account."
    return f"Query it by its client id ({', '.join(ids)})."
