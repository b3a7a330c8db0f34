"""The doorkeeper of the WebSocket API: from a text frame and its session to what it asks for, or to a refusal.

`strict` asks for what the pages ask for: an id, INT parameters as JSON integers, DECIMAL ones and booleans as text, no
name that the method does not know. By default text and numbers stand for each other: the official SDK sends integers
as text, python-binance floats as numbers.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast

from ._errors import Refusal
from ._gate import Admitted, Gate, Refused, check_signature, check_time
from ._keys import ApiKey
from ._limits import Limit
from ._routes import Parameter, Product, Route, table
from ._values import read

__all__ = ["AdmittedFrame", "FrameGate", "RefusedFrame", "Session"]

_HANDSHAKE_WEIGHT: Final = 5
_SIGNING: Final = frozenset(("recvWindow", "signature", "timestamp"))
_COMMON: Final = _SIGNING | {"apiKey", "returnRateLimits"}
_ID_TYPES: Final = frozenset((str, int, type(None)))  # True is an int, and a float would come back as text

FrameId = str | int | None
RateLimits = tuple[dict[str, str | int], ...]


@dataclass(slots=True)
class Session:
    """The state of one connection."""

    product: Product
    connected: int
    """When, in ms."""
    return_rate_limits: bool = True
    """False where the URL of the connection says so."""
    key: ApiKey | None = None
    authorized: int | None = None
    """When it was logged on, in ms."""

    def status(self, now: int) -> dict[str, Any]:
        """The result of session.logon, session.status and session.logout."""
        return {
            "apiKey": self.key and self.key.key,
            "authorizedSince": self.authorized,
            "connectedSince": self.connected,
            "returnRateLimits": self.return_rate_limits,
            "serverTime": now,
        }

    def log_on(self, key: ApiKey | None, now: int | None) -> None:
        """The connection speaks for this key from now on, or for none."""
        self.key, self.authorized = key, now


@dataclass(frozen=True, slots=True)
class AdmittedFrame:
    """A request that may be executed, and the envelope of its answer."""

    id: FrameId
    admitted: Admitted
    rate_limits: RateLimits | None
    """None where they are not to be shown."""

    def result(self, result: object) -> dict[str, Any]:
        """The answer of success."""
        return _envelope(self.id, 200, "result", result, self.rate_limits)

    def error(self, status: int, code: int, msg: str) -> dict[str, Any]:
        """The answer of a failure behind the gate."""
        return _envelope(self.id, status, "error", {"code": code, "msg": msg}, self.rate_limits)


@dataclass(frozen=True, slots=True)
class RefusedFrame:
    """A request that is answered by the gate itself."""

    id: FrameId
    status: int
    code: int
    msg: str
    rate_limits: RateLimits | None = None

    @property
    def body(self) -> dict[str, Any]:
        """The answer."""
        return _envelope(self.id, self.status, "error", {"code": self.code, "msg": self.msg}, self.rate_limits)


def _envelope(
    id: FrameId,
    status: int,
    name: str,
    content: object,
    rate_limits: RateLimits | None,
) -> dict[str, Any]:
    answer = {"id": id, "status": status, name: content}
    return answer if rate_limits is None else answer | {"rateLimits": rate_limits}


class _JsonNumber(str):
    """The text of a JSON number that is no integer; it is signed as it was written."""

    __slots__ = ()


@dataclass(slots=True)
class _Request:
    """What is known of a frame so far."""

    shown: bool
    """Whether the answer shows the limits."""
    id: FrameId = None
    method: str = ""
    params: dict[str, object] = field(default_factory=dict[str, object])


class FrameGate:
    """Admits the requests of WebSocket API connections, by the keys, limits and strictness of a gate."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._meter = gate.meter

    def connect(self, product: Product, *, ip: str, now: int) -> Refused | None:
        """Counts a handshake; refused, it is answered with HTTP."""
        try:
            self._meter.check_ban(ip, now)
            self._meter.spend_weight(self._weight(product), ip, _HANDSHAKE_WEIGHT, now)
        except Refusal as refusal:
            return Refused.of(refusal)
        return None

    def frame(self, session: Session, text: str, *, ip: str, now: int) -> AdmittedFrame | RefusedFrame:
        """What to do with a text frame; logs the session on and off."""
        request = _Request(session.return_rate_limits)
        try:
            self._meter.check_ban(ip, now)
            self._parse(request, text)
            admitted = self._admit(session, request, ip, now)
        except Refusal as refusal:
            shown = self._weight_shown(session, ip, now) if request.shown else None
            return RefusedFrame(request.id, refusal.status, refusal.code, refusal.msg, shown)
        return AdmittedFrame(request.id, admitted, self._shown(session, admitted, ip, now) if request.shown else None)

    def _parse(self, request: _Request, text: str) -> None:
        try:
            frame: object = json.loads(
                text, parse_float=_JsonNumber, parse_constant=_no_constant, object_pairs_hook=_unique
            )
        except (ValueError, RecursionError):
            raise Refusal(-1013) from None
        if not isinstance(frame, dict):
            raise Refusal(-1013)
        fields = cast("dict[str, object]", frame)
        id_, method, params = fields.get("id"), fields.get("method"), fields.get("params")
        if type(id_) not in _ID_TYPES or (self._gate.strict and "id" not in fields):
            raise Refusal(-1013)
        request.id = cast("FrameId", id_)
        if not isinstance(method, str) or not isinstance(params, dict | None):
            raise Refusal(-1013)
        request.method, request.params = method, cast("dict[str, object]", params or {})

    def _admit(self, session: Session, request: _Request, ip: str, now: int) -> Admitted:
        route = table(session.product).find("WS", request.method)
        limit = self._weight(session.product)
        if route is None:
            self._meter.spend_weight(limit, ip, 1, now)
            raise Refusal(-1020)
        given = {name: _value(name, value) for name, value in request.params.items()}
        if "returnRateLimits" in given:
            request.shown = given["returnRateLimits"] == "true"
        self._meter.spend_weight(limit, ip, route.weight(given), now)
        if self._gate.strict:
            _check_types(route, request.params)
        key = self._authenticate(session, route, request, given, ip, now)
        for name in _COMMON if route.signed else _COMMON - _SIGNING:
            given.pop(name, None)
        parameters = read(route, given, strict=self._gate.strict)
        if key is not None and any(route.orders):
            self._meter.spend_orders(key.account, route.orders, ip, now)
        if route.name == "session_logon":
            session.log_on(key, now)
        elif route.name == "session_logout":
            session.log_on(None, None)
        return Admitted(route, key, parameters, (), {})

    def _authenticate(
        self, session: Session, route: Route, request: _Request, given: Mapping[str, str], ip: str, now: int
    ) -> ApiKey | None:
        if route.security == "NONE":
            return None
        if session.key is not None and not self._gate.keys.holds(session.key):
            session.log_on(None, None)
            request.id = None
            raise Refusal(-2015)
        logged_on = session.key is not None and route.security != "SIGNED"
        text = given.get("apiKey") or (session.key.key if session.key is not None and logged_on else "")
        if not text:
            raise Refusal(-1102, "apiKey")
        key = self._gate.keys.find(text, route.security, ip)
        if route.security == "SIGNED" and key.algorithm != "Ed25519":
            raise Refusal(-4056)
        if route.signed:
            check_time(given, now)
            # What a request says itself stands above the session.
            if not logged_on or "apiKey" in given or "signature" in given:
                check_signature(key, _payload(request.params), given)
        return key

    def _weight(self, product: Product) -> Limit:
        return self._meter.ws_weight if product == "um" else self._meter.weight

    def _weight_shown(self, session: Session, ip: str, now: int) -> RateLimits:
        limit = self._weight(session.product)
        return (limit.describe() | {"count": self._meter.used(limit, ip, now)},)

    def _shown(self, session: Session, admitted: Admitted, ip: str, now: int) -> RateLimits:
        """The limits that a request counts on: those of the account if it is an order, else that of the IP."""
        if admitted.key is None or not any(admitted.route.orders):
            return self._weight_shown(session, ip, now)
        account = admitted.key.account
        return tuple(of.describe() | {"count": self._meter.used(of, account, now)} for of in self._meter.orders)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refusal(-1101, len(found), len(pairs))
    return found


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")


def _value(name: str, value: object) -> str:
    """A value as it is read; null is nothing."""
    return "" if value is None else _written(name, value)


def _written(name: str, value: object) -> str:
    """A value as it is signed: its JSON without quotes."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case None:
            return "null"
        case _:
            raise Refusal(-1130, name)


def _payload(params: Mapping[str, object]) -> bytes:
    written = [f"{name}={_written(name, params[name])}" for name in sorted(params) if name != "signature"]
    return "&".join(written).encode(errors="surrogatepass")


def _check_types(route: Route, params: Mapping[str, object]) -> None:
    for name, value in params.items():
        if name == "returnRateLimits":
            wanted: type = bool
        elif name in {"timestamp", "recvWindow"} or _is_integer(route.parameters.get(name)):
            wanted = int
        else:
            wanted = str
        if type(value) is not wanted:
            raise Refusal(-1130, name)


def _is_integer(parameter: Parameter | None) -> bool:
    return parameter is not None and parameter.kind in {"int", "long", "DepthLimit"}
