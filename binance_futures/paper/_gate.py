"""The doorkeeper of the REST API: from the raw bytes of a request to what it asks for and who asks, or to a refusal.

Where Binance is lenient with stock clients so is it; `strict` refuses what works there but a good client does not send:
names that no endpoint knows or in another case, empty values, a name in both query and body, and any encoding but
`A-Z a-z 0-9 - . _ ~` as they are and all else as `%XX`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Self
from urllib.parse import unquote_to_bytes

from ._errors import Refusal
from ._keys import ApiKey, KeyRing
from ._limits import Limit, Limits, Meter
from ._routes import Product, Route, table
from ._values import read, read_items

__all__ = ["Admitted", "Gate", "Refused", "check_signature", "check_time"]

_COMMON: Final = ("timestamp", "recvWindow", "signature")
_FOLDED: Final = {name.lower(): name for name in _COMMON}
_ODD: Final = re.compile(r"[^A-Za-z0-9._~&=%-]|%(?![0-9A-F]{2})|&&|^&|&\Z")
_BROKEN: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_NUMBER: Final = re.compile(r"[0-9]{1,19}")
_DUPLICATE: Final = "Duplicate values for a parameter detected."
_FORM: Final = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Admitted:
    """A request that may be executed."""

    route: Route
    key: ApiKey | None
    """None where the endpoint needs no key."""
    parameters: dict[str, str]
    """By their documented names in the order they came; timestamp, recvWindow and signature are not among them."""
    items: tuple[dict[str, str] | Refusal, ...]
    """The orders of `batchOrders`, or why one alone is refused."""
    headers: dict[str, str]
    """What the answer's headers say of the limits."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A request that is answered by the gate itself."""

    status: int
    code: int
    msg: str
    headers: dict[str, str]

    @classmethod
    def of(cls, refusal: Refusal, headers: Mapping[str, str] = MappingProxyType({})) -> Self:
        """The answer to what was refused so."""
        wait = {} if refusal.retry_after is None else {"Retry-After": str(refusal.retry_after)}
        return cls(refusal.status, refusal.code, refusal.msg, {**headers, **wait})

    @property
    def body(self) -> dict[str, str | int]:
        """The JSON of the answer."""
        return {"code": self.code, "msg": self.msg}


class Gate:
    """Admits requests: known route, within the limits, known key, right time, true signature, sound parameters.

    It has no clock and does no I/O, and is not safe to use from several threads at once.
    """

    def __init__(self, keys: KeyRing, limits: Limits, *, strict: bool = False) -> None:
        self.keys = keys
        self.meter = Meter(limits)
        self.strict = strict

    def request(
        self,
        product: Product,
        method: str,
        target: bytes,
        headers: Mapping[str, str],
        body: bytes,
        *,
        ip: str,
        now: int,
    ) -> Admitted | Refused:
        """What to do with a request.

        Args:
            product: whose host was called; `/futures/data` is on both.
            method: the HTTP method.
            target: path and query as received.
            headers: by lower-case names.
            body: as received.
            ip: where it comes from.
            now: the exchange's time in ms.
        """
        path, _, query = target.partition(b"?")
        route = table(product).find(method, path.decode("latin-1"))
        limit = self.meter.weight if route is None or route.pool is None else self.meter.pools[route.pool]
        # Endpoints with a limit of their own answer without X-MBX-USED-WEIGHT (reference: fundingRate).
        counted = limit is self.meter.weight
        try:
            self.meter.check_ban(ip, now)
            if route is None:
                self.meter.spend_weight(limit, ip, 1, now)
                raise _unknown(product, method, path.decode("latin-1"))
            if method == "GET" or headers.get("content-type", _FORM).partition(";")[0].strip().lower() != _FORM:
                body = b""  # the exchange reads no other kind of body
            admitted = self._admit(route, limit, query, body, headers.get("x-mbx-apikey", ""), ip, now)
        except Refusal as refusal:
            return Refused.of(refusal, self._weight_header(ip, now) if counted else {})
        if counted:
            admitted.headers.update(self._weight_header(ip, now))
        return admitted

    def _weight_header(self, ip: str, now: int) -> dict[str, str]:
        limit = self.meter.weight
        return {f"X-MBX-USED-WEIGHT-{limit.letters}": str(self.meter.used(limit, ip, now))}

    def _admit(
        self, route: Route, limit: Limit, query: bytes, body: bytes, api_key: str, ip: str, now: int
    ) -> Admitted:
        try:
            given = self._parse(route, query, body)
        except Refusal:
            self.meter.spend_weight(limit, ip, max(route.weight({}), 1), now)
            raise
        self.meter.spend_weight(limit, ip, route.weight(given) if route.pool is None else 1, now)
        key = None
        # The pages ask for a key at the ratios of /futures/data, the exchange does not.
        if route.security != "NONE" and (api_key or route.pool != "data"):
            key = self.keys.find(api_key, route.security, ip)
        if key is not None and route.signed:
            check_time(given, now)
            check_signature(key, _payload(query, body), given)
            for name in _COMMON:
                if given.pop(name, None) == "" and self.strict:
                    raise Refusal(-1105, name)
        parameters = read(route, given, strict=self.strict)
        items = read_items(route, parameters["batchOrders"], strict=self.strict) if route.items else ()
        headers: dict[str, str] = {}
        if key is not None and any(route.orders):
            counts = self.meter.spend_orders(key.account, route.orders, ip, now)
            for of, count in zip(self.meter.orders, counts, strict=True):
                headers[f"X-MBX-ORDER-COUNT-{of.letters}"] = str(count)
        return Admitted(route, key, parameters, items, headers)

    def _parse(self, route: Route, query: bytes, body: bytes) -> dict[str, str]:
        given: dict[str, str] = {}
        for part in (query, body):
            names: set[str] = set()
            for name, value in self._pairs(part):
                if name not in given:
                    given[name] = value
                elif self.strict:
                    raise Refusal(-1101, msg=_DUPLICATE)
                elif name in names:
                    # The old connector sends a list to CM as one parameter an element.
                    if name not in route.parameters or not route.parameters[name].kind.startswith("list"):
                        raise Refusal(-1101, msg=_DUPLICATE)
                    given[name] += f",{value}"
                # Else it is in both query and body: the query wins (General Info, Endpoint Security).
                names.add(name)
        if route.signed and not self.strict:
            given = {_FOLDED.get(name.lower(), name): value for name, value in given.items()}
        return given

    def _pairs(self, raw: bytes) -> Iterator[tuple[str, str]]:
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            raise _illegal() from None
        if (_ODD if self.strict else _BROKEN).search(text):
            raise _illegal()
        for segment in text.split("&"):
            if segment:
                name, _, value = segment.partition("=")
                yield _unquote(name), _unquote(value)


def check_signature(key: ApiKey, payload: bytes | None, given: Mapping[str, str]) -> None:
    """Refuses what has no signature of this key; a payload of None has none where it belongs."""
    if not given.get("signature"):
        raise Refusal(-1102, "signature")
    if payload is None or not key.verify(payload, given["signature"]):
        raise Refusal(-1022)


def check_time(given: Mapping[str, str], now: int) -> None:
    """Refuses what has no timestamp, was sent too long ago, or seems to come from the future."""
    timestamp = given.get("timestamp", "")
    if not _NUMBER.fullmatch(timestamp):
        raise Refusal(-1102, "timestamp")
    window = given.get("recvWindow") or "5000"
    if not _NUMBER.fullmatch(window):
        raise Refusal(-1100, "recvWindow", "^[0-9]{1,19}$")
    if int(window) > 60_000:
        raise Refusal(-1131)
    if int(timestamp) >= now + 1000:
        raise Refusal(-1021, msg="Timestamp for this request was 1000ms ahead of the server's time.")
    if now - int(timestamp) > int(window):
        raise Refusal(-1021)


def _payload(query: bytes, body: bytes) -> bytes | None:
    """The signed bytes: query and body, joined with nothing between, without the signature that ends one of them."""
    for before, part, after in ((query, body, b""), (b"", query, body)):
        signed, _, last = part.rpartition(b"&")
        if last.lower().startswith(b"signature="):
            return before + signed + after
    return None


def _unquote(text: str) -> str:
    if "+" in text:
        text = text.replace("+", " ")
    if "%" not in text:
        return text
    try:
        return unquote_to_bytes(text).decode()
    except UnicodeDecodeError:
        raise _illegal() from None


def _illegal() -> Refusal:
    return Refusal(-1100, msg="Illegal characters found in a parameter.")


def _unknown(product: Product, method: str, path: str) -> Refusal:
    return Refusal(-5000, path, method, status=405 if table(product).has_path(path) else None)
