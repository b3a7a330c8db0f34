"""What comes off the socket of the WebSocket API, told apart by its bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple, cast

from .._refusal import Answer

__all__ = ["Answered", "Broken", "Event", "LimitHeader", "Unaddressed", "quick", "read"]

_SUCCESS: Final = re.compile(rb'\{"id":(\d{1,18}),"status":(2\d\d),"result":')
_LIMITS: Final = b',"rateLimits":['
_KINDS: Final = {"REQUEST_WEIGHT": "used-weight", "ORDERS": "order-count"}


class LimitHeader(Mapping[str, str]):
    """The rate limits of an answer under the names REST's headers have, read when first asked for."""

    __slots__ = ("_more", "_read", "_whole", "raw")

    def __init__(self, raw: bytes, whole: bytes = b"", more: Mapping[str, str] | None = None) -> None:
        self.raw = raw
        """The list as it came; empty when there was none."""
        self._whole = whole
        self._more = more or {}
        self._read: dict[str, str] | None = None

    def exact(self) -> bytes | None:
        """The result of the answer, found by reading all of it rather than by its usual form."""
        members = _members(self._whole)
        result = members.get("result") if members is not None else None
        return result.encode() if result is not None else None

    def _values(self) -> dict[str, str]:
        if self._read is None:
            self._read = {**self._more, **dict(_usages(self.raw))}
        return self._read

    def __getitem__(self, name: str) -> str:
        return self._values()[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values())

    def __len__(self) -> int:
        return len(self._values())

    def __repr__(self) -> str:
        return repr(self._values())


class Answered(NamedTuple):
    """An answer to a request."""

    number: int
    answer: Answer


class Broken(NamedTuple):
    """An answer that holds no status."""

    number: int


class Unaddressed(NamedTuple):
    """An answer whose id is null."""

    answer: Answer


class Event(NamedTuple):
    """User data, or a notice."""

    data: bytes


def quick(raw: bytes) -> Answered | None:
    """A success in its usual form, cut out without reading it; None for everything else."""
    found = _SUCCESS.match(raw)
    if found is None or raw[-1:] != b"}":
        return None
    start, end = found.end(), raw.rfind(_LIMITS)
    if end < start:
        return Answered(int(found[1]), Answer(int(found[2]), LimitHeader(b"", raw), raw[start:-1]))
    limits = LimitHeader(raw[end + len(_LIMITS) - 1 : -1], raw)
    return Answered(int(found[1]), Answer(int(found[2]), limits, raw[start:end]))


def read(raw: bytes) -> Answered | Broken | Unaddressed | Event | None:
    """Any message, read whole; None for what is none."""
    members = _members(raw)
    if members is None:
        return None
    if "event" in members and "status" not in members:
        return Event(members["event"].encode())
    if "e" in members:
        return Event(raw)
    number = _whole_number(members.get("id"))
    status = _whole_number(members.get("status"))
    if status is None or "id" not in members:
        return Broken(number) if number is not None else None
    body = members.get("result" if status in range(200, 300) else "error", members.get("error", ""))
    header = LimitHeader(members.get("rateLimits", "").encode(), more=_told(body))
    answer = Answer(status, header, body.encode())
    if number is not None:
        return Answered(number, answer)
    return Unaddressed(answer) if members["id"] == "null" else None


def _members(raw: bytes) -> dict[str, str] | None:
    """The members of a JSON object, each with its text as it came; None for what is no object."""
    try:
        text = raw.decode()
        if not isinstance(json.loads(text), dict):
            return None
    except ValueError:
        return None
    decode, skip = json.JSONDecoder().raw_decode, re.compile(r"[\s,:{]*")
    found: dict[str, str] = {}
    position = _after(skip, text, 0)
    while text[position] != "}":
        name, position = decode(text, position)
        start = _after(re.compile(r"[\s:]*"), text, position)
        _, position = decode(text, start)
        found[name] = text[start:position]
        position = _after(re.compile(r"[\s,]*"), text, position)
    return found


def _after(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position


def _whole_number(text: str | None) -> int | None:
    """The number; also a quoted one."""
    text = (text or "").strip('"')
    return int(text) if re.fullmatch(r"\d{1,18}", text, re.ASCII) else None


def _usages(raw: bytes) -> Iterator[tuple[str, str]]:
    try:
        rows: Any = json.loads(raw) if raw else []
    except ValueError:
        return
    for row in cast("list[object]", rows) if isinstance(rows, list) else []:
        if not isinstance(row, dict):
            continue
        usage = cast("Mapping[str, object]", row)
        kind, interval = _KINDS.get(str(usage.get("rateLimitType"))), str(usage.get("interval"))
        if kind is not None and "count" in usage:
            yield f"x-mbx-{kind}-{usage.get('intervalNum')}{interval[:1].lower()}", str(usage["count"])


def _told(body: str) -> Mapping[str, str]:
    """How long to wait, as 418 and 429 tell it on the exchange's other WebSocket APIs: `error.data.retryAfter` (ms)."""
    try:
        data = json.loads(body)["data"]
        seconds = (int(data["retryAfter"]) - int(data["serverTime"])) / 1000
    except (ValueError, KeyError, TypeError):
        return {}
    return {"retry-after": f"{max(0.0, seconds):.3f}"}
