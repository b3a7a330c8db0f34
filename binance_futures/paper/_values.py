"""What the exchange reads from the parameters of a request: their names, their texts, and which of them must be there.

By default it is as lenient as Binance: stock clients send names in other cases (ccxt: `orderidlist`), parameters that
no endpoint knows, empty ones and Python's `True`. `strict` refuses all that, to find mistakes of a client under test.
"""

import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from ._errors import Refusal
from ._routes import Parameter, Route

__all__ = ["read", "read_items"]

_INTEGER: Final = re.compile(r"[0-9]{1,19}")
_DECIMAL: Final = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")  # -1 has codes of its own: -4001, -4003 and others
_CLIENT_ID: Final = re.compile(r"[.A-Z:/a-z0-9_-]*")
_INTEGER_RANGE: Final = "^[0-9]{1,19}$"
_DECIMAL_RANGE: Final = r"^([0-9]{1,20})(\.[0-9]{1,20})?$"
_CLIENT_ID_RANGE: Final = "^[.A-Z:/a-z0-9_-]{1,36}$"
_GREATEST: Final = {"int": 2**31 - 1, "long": 2**63 - 1}
_WORD_CODES: Final[Mapping[str, int]] = {
    "AlgoOrderType": -1116,
    "AlgoTimeInForce": -1115,
    "ContractType": -4104,
    "ContractTypeAll": -4104,
    "ContractTypeTradFi": -4104,
    "KlineInterval": -1120,
    "KlineInterval1s": -1120,
    "NewOrderRespType": -1136,
    "OrderSide": -1117,
    "OrderType": -1116,
    "PositionSide": -4060,
    "PriceMatch": -5037,
    "SelfTradePreventionMode": -5039,
    "TimeInForce": -1115,
    "TimeInForceShort": -1115,
}
_QUOTING_CODES: Final[Mapping[str, int]] = {"DepthLimit": -4021, "RpiDepthLimit": -4021, "WorkingType": -4031}


def read(route: Route, given: Mapping[str, str], *, strict: bool) -> dict[str, str]:
    """The parameters by their documented names, each checked; timestamp, recvWindow and signature are not among them.

    Raises:
        Refusal: with the documented code of what is wrong.
    """
    return _read(route, route.parameters, given, element=not route.items, strict=strict)


def read_items(route: Route, given: str, *, strict: bool) -> tuple[dict[str, str] | Refusal, ...]:
    """The orders of `batchOrders`: each its parameters, or why it alone is refused."""
    return tuple(_item(route, item, strict=strict) for item in json.loads(given, parse_float=str))


def _item(route: Route, item: dict[str, Any], *, strict: bool) -> dict[str, str] | Refusal:
    try:
        given = {name: _text(name, value) for name, value in item.items()}
        return _read(route, route.items, given, element=True, strict=strict)
    except Refusal as refusal:
        return refusal


def _text(name: str, value: object) -> str:
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case None:
            return ""
        case _:
            raise Refusal(-1130, name)


def _read(
    route: Route, parameters: Mapping[str, Parameter], given: Mapping[str, str], *, element: bool, strict: bool
) -> dict[str, str]:
    values: dict[str, str] = {}
    unread = 0
    for name, value in given.items():
        parameter = parameters.get(name)
        if parameter is None and not strict:
            parameter = parameters.get(route.folded.get(name.lower(), ""))
        if parameter is None or (strict and parameter.legacy):
            unread += 1
        elif value:
            values[parameter.name] = _check(parameter, value, strict=strict)
        elif strict and not parameter.required:
            raise Refusal(-1105, name)
    for parameter in parameters.values():
        if parameter.required and parameter.name not in values and not _stands(values, parameter.unless):
            raise Refusal(-1102, parameter.name)
    if unread and strict:
        raise Refusal(-1104, len(given) - unread, len(given))
    if element:
        _combine(route, values)
    return values


def _combine(route: Route, values: Mapping[str, str]) -> None:
    """The rules about several parameters at once."""
    if route.either and not any(name in values for name in route.either):
        one, other = route.either
        raise Refusal(-1102, msg=f"Param '{other}' or '{one}' must be sent, but both were empty/null!")
    kind = values.get("type", "")
    for group in route.needs.get(kind, ()):
        if not any(_stands(values, name) for name in group):
            raise Refusal(-1102, group[0])
    for name in route.superfluous.get(kind, ()):
        if name in values:
            raise Refusal(-1106, name)


def _stands(values: Mapping[str, str], name: str | None) -> bool:
    """Whether the parameter was sent and says something: `priceMatch=NONE` and `closePosition=false` do not."""
    return values.get(name or "", "false") not in {"false", "NONE"}


def _check(parameter: Parameter, value: str, *, strict: bool) -> str:
    if parameter.words:
        if value not in parameter.words:
            raise _wrong_word(parameter, value)
        return value
    check = _CHECKS[parameter.kind]
    return check(parameter, value, strict)


def _wrong_word(parameter: Parameter, value: str) -> Refusal:
    if parameter.kind in _QUOTING_CODES:
        return Refusal(_QUOTING_CODES[parameter.kind], value)
    if parameter.kind in _WORD_CODES:
        return Refusal(_WORD_CODES[parameter.kind])
    return Refusal(-1130, parameter.name)


def _malformed(parameter: Parameter, legal: str) -> Refusal:
    return Refusal(-1102, parameter.name) if parameter.required else Refusal(-1100, parameter.name, legal)


def _string(parameter: Parameter, value: str, _strict: bool) -> str:  # noqa: FBT001 - one signature for all checks
    if parameter.name in {"newClientOrderId", "clientAlgoId"}:
        if not _CLIENT_ID.fullmatch(value):
            raise Refusal(-1100, parameter.name, _CLIENT_ID_RANGE)
        if len(value) > 36:
            raise Refusal(-4015)
    return value


def _integer(parameter: Parameter, value: str, _strict: bool) -> str:  # noqa: FBT001 - one form for every reader of a kind
    if not _INTEGER.fullmatch(value) or int(value) > _GREATEST[parameter.kind]:
        raise _malformed(parameter, _INTEGER_RANGE)
    if _outside(parameter, value):
        raise Refusal(-4028, value) if parameter.name == "leverage" else Refusal(-1130, parameter.name)
    return value


def _decimal(parameter: Parameter, value: str, _strict: bool) -> str:  # noqa: FBT001 - one form for every reader of a kind
    if not _DECIMAL.fullmatch(value):
        raise _malformed(parameter, _DECIMAL_RANGE)
    if _outside(parameter, value):
        raise Refusal(-1130, parameter.name)
    return value


def _outside(parameter: Parameter, value: str) -> bool:
    low, high = parameter.minimum, parameter.maximum
    return (low is not None and Decimal(value) < low) or (high is not None and Decimal(value) > high)


def _bool(parameter: Parameter, value: str, strict: bool) -> str:  # noqa: FBT001 - one form for every reader of a kind
    word = value if strict else value.lower()
    if word not in {"true", "false"}:
        raise Refusal(-4062) if parameter.name == "reduceOnly" else Refusal(-1130, parameter.name)
    return word


def _list(parameter: Parameter, value: str, strict: bool) -> str:  # noqa: FBT001 - one form for every reader of a kind
    is_one = _ITEMS[parameter.kind]
    if not strict and not value.lstrip().startswith("["):
        value = json.dumps(value.split(",")) if parameter.kind == "list<string>" else f"[{value}]"
    try:
        items: list[object] = json.loads(value)
        well_formed = isinstance(items, list) and all(is_one(item, strict) for item in items)
    except (ValueError, RecursionError):
        items, well_formed = [], False
    if not well_formed:
        raise Refusal(-1102, parameter.name) if parameter.required else Refusal(-1130, parameter.name)
    if not items or len(items) > (parameter.maximum or 0):
        raise Refusal(-4082, len(items)) if parameter.kind == "list<object>" else Refusal(-4032)
    return value


def _is_long(item: object, strict: bool) -> bool:  # noqa: FBT001 - one form for every reader of a kind
    if isinstance(item, str) and not strict:
        return _INTEGER.fullmatch(item) is not None
    return isinstance(item, int) and not isinstance(item, bool) and 0 <= item <= _GREATEST["long"]


_ITEMS: Final[Mapping[str, Callable[[object, bool], bool]]] = {
    "list<long>": _is_long,
    "list<object>": lambda item, _: isinstance(item, dict),
    "list<string>": lambda item, _: isinstance(item, str),
}
_CHECKS: Final[Mapping[str, Callable[[Parameter, str, bool], str]]] = {
    "bool": _bool,
    "decimal": _decimal,
    "int": _integer,
    "list<long>": _list,
    "list<object>": _list,
    "list<string>": _list,
    "long": _integer,
    "string": _string,
}
