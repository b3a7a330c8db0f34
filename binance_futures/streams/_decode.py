"""From the bytes of a message to its typed event."""

import json
import re
from collections.abc import Callable, Mapping
from types import UnionType
from typing import Any, Final, cast

from pydantic import BaseModel, ValidationError

from .._request import validator_of
from ..models.base import Model

__all__ = ["Decoder", "UnknownEvent", "split"]

_ENVELOPE: Final = b'{"stream":"'
_BETWEEN: Final = b'","data":'
_EVENT_TYPE: Final = re.compile(rb'^\[?\s*\{\s*"e"\s*:\s*"([^"]+)"')


class UnknownEvent(Model):
    """An event this library does not know, or cannot read: its data as it came."""

    eventType: str | None
    """Kind of event, as the exchange names it; None if it does not."""
    data: object
    """The parsed JSON, or the text where it is none."""


def split(raw: bytes) -> tuple[str | None, bytes]:
    """Stream name and payload of a combined message; no name for a raw one or a control answer."""
    if raw.startswith(_ENVELOPE):
        end = raw.find(b'"', len(_ENVELOPE))
        start = end + len(_BETWEEN)
        if raw[end:start] == _BETWEEN and raw.endswith(b"}"):
            return raw[len(_ENVELOPE) : end].decode(), raw[start:-1]
    if b'"stream"' in raw[:200] and b'"data"' in raw:  # other blanks or order than the exchange writes
        message = _object(_load(raw))
        name = message.get("stream")
        if isinstance(name, str) and "data" in message:
            return name, json.dumps(message["data"]).encode()
    return None, raw


def _object(parsed: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", parsed) if isinstance(parsed, dict) else {}


def _load(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        return None


class Decoder:
    """Reads the events of a product by their `e`."""

    def __init__(self, events: Mapping[str, type[BaseModel]]) -> None:
        self._events = events
        self._validators: dict[object, Callable[[bytes], object]] = {}

    def validator(self, kind: Any) -> Callable[[bytes], object]:
        """What reads one event class, or a list of it."""
        found = self._validators.get(kind)
        if found is None:
            found = self._validators[kind] = validator_of(kind).validate_json
        return found

    def reader(self, kind: Any) -> Callable[[bytes], object]:
        """What reads the payloads of one stream, whose kind of event is known or None."""
        if kind is None or isinstance(kind, UnionType):
            return self.read
        validate = self.validator(kind)

        def read(data: bytes) -> object:
            try:
                return validate(data)
            except ValidationError:
                return self._unknown(data)  # kept whole: an event of another shape is not lost

        return read

    def decode(self, raw: bytes | str) -> object:
        """One raw or combined message as its event; a list for an array; UnknownEvent for what is not known."""
        _, data = split(raw.encode() if isinstance(raw, str) else raw)
        return self.read(data)

    def read(self, data: bytes) -> object:
        """A payload as its `e` says."""
        named = _EVENT_TYPE.match(data)
        event_type = named[1].decode() if named else self._event_type(data)
        kind: Any = self._events.get(event_type or "")
        if kind is None:
            return self._unknown(data)
        return self.reader(list[kind] if data.lstrip()[:1] == b"[" else kind)(data)

    def _event_type(self, data: bytes) -> str | None:
        message: object = _load(data)
        rows = cast("list[object]", message) if isinstance(message, list) else [message]
        name = _object(rows[0]).get("e") if rows else None
        return name if isinstance(name, str) else None

    def _unknown(self, data: bytes) -> UnknownEvent:
        parsed = _load(data)
        return UnknownEvent(
            eventType=self._event_type(data), data=data.decode(errors="replace") if parsed is None else parsed
        )
