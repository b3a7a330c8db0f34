"""What clients say on a stream connection: SUBSCRIBE and the like, and its answers."""

import json
from collections.abc import Callable
from typing import Any, Final, Protocol, cast

__all__ = ["Subscriber", "answer"]


class Subscriber(Protocol):
    """The connection that the frames are about."""

    combined: bool

    @property
    def streams(self) -> list[str]:
        """The names it has, in order."""
        ...

    def subscribe(self, names: list[str]) -> bool:
        """Add names; False if they would be too many."""
        ...

    def unsubscribe(self, names: list[str]) -> None:
        """Remove names."""
        ...


class _Malformed(Exception):  # noqa: N818 - an answer of the exchange
    """The frame is no request."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def answer(subscriber: Subscriber, text: str) -> dict[str, Any]:
    """Do what a frame asks for, and give the answer to it."""
    try:
        frame: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        return {"code": 3, "msg": f"Invalid JSON: {error}"}
    fields = cast("dict[str, object]", frame) if isinstance(frame, dict) else {}
    id_ = fields.get("id")
    try:
        return {"result": _do(subscriber, id_, fields.get("method"), fields.get("params")), "id": id_}
    except _Malformed as error:
        prefix = "Invalid request: " if error.code == 2 else ""
        return {"error": {"code": error.code, "msg": f"{prefix}{error}"}, "id": id_}


def _do(subscriber: Subscriber, id_: object, method: object, params: object) -> object:
    if type(id_) not in (int, str):
        raise _Malformed(2, "missing field `id`" if id_ is None else "field `id` is not an unsigned integer")
    if not isinstance(method, str) or method not in _METHODS:
        raise _Malformed(2, f"unknown variant `{method}`, expected one of {', '.join(_METHODS)}")
    return _METHODS[method](subscriber, params)


def _names(params: object) -> list[str]:
    names = cast("list[object]", params) if isinstance(params, list) else None
    if not names or not all(isinstance(name, str) for name in names):
        raise _Malformed(2, "params are not a list of stream names")
    return cast("list[str]", names)


def _subscribe(subscriber: Subscriber, params: object) -> None:
    if not subscriber.subscribe(_names(params)):
        raise _Malformed(2, "too many streams on this connection")


def _unsubscribe(subscriber: Subscriber, params: object) -> None:
    subscriber.unsubscribe(_names(params))


def _set_property(subscriber: Subscriber, params: object) -> None:
    name, value = _pair(params)
    if name != "combined":
        raise _Malformed(0, "Unknown property")
    if not isinstance(value, bool):
        raise _Malformed(1, "Invalid value type: expected Boolean")
    subscriber.combined = value


def _pair(params: object) -> tuple[object, object]:
    given = cast("list[object]", params) if isinstance(params, list) else []
    return (given[0], given[1]) if len(given) == 2 else (None, None)


def _get_property(subscriber: Subscriber, params: object) -> bool:
    if params != ["combined"]:
        raise _Malformed(0, "Unknown property")
    return subscriber.combined


_METHODS: Final[dict[str, Callable[[Subscriber, object], object]]] = {
    "SUBSCRIBE": _subscribe,
    "UNSUBSCRIBE": _unsubscribe,
    "LIST_SUBSCRIPTIONS": lambda subscriber, _: subscriber.streams,
    "SET_PROPERTY": _set_property,
    "GET_PROPERTY": _get_property,
}
