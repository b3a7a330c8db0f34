"""Faults on demand: what the exchange does wrong next, told by tests."""

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol, TypedDict, Unpack

from ._errors import Refusal
from ._gate import Refused

__all__ = ["Call", "Fault", "FaultKind", "Faults", "Plan", "Sockets", "Which"]

FaultKind = Literal["unknown", "unavailable", "slow", "truncate", "disconnect", "rate_limit", "ban"]


@dataclass(frozen=True, slots=True)
class Call:
    """A request that a fault may befall."""

    method: str
    """The HTTP method; `WS` for the WebSocket API."""
    path: str
    """The path, or the method of the WebSocket API: `order.place`."""
    query: str = ""
    """The query of a request as received."""


class Which(TypedDict, total=False):
    """Which requests a fault befalls."""

    times: int | None
    """How many; 1 by default, None for all until `clear`."""
    method: str
    """The HTTP method; `WS` for the WebSocket API."""
    path: str
    """The path, or the method of the WebSocket API."""
    when: Callable[[Call], bool]
    """Tells of a request whether it is meant."""


@dataclass(slots=True, kw_only=True)
class Fault:
    """What befalls the next requests that match."""

    kind: FaultKind
    times: int | None = 1
    method: str | None = None
    path: str | None = None
    when: Callable[[Call], bool] | None = None
    seconds: float = 0.0
    """How late the answer is, or its Retry-After."""

    def __post_init__(self) -> None:
        if self.times is not None and self.times < 1:
            raise ValueError(f"times is at least 1, or None for every request (got {self.times})")
        if self.seconds < 0:
            raise ValueError(f"seconds are not negative (got {self.seconds})")

    def before(self, now: int) -> Refused | None:
        """What is answered without executing."""
        wait = math.ceil(self.seconds)
        match self.kind:
            case "unavailable":
                return Refused(503, 0, "Service Unavailable.", {})
            case "rate_limit":
                return Refused.of(Refusal(-1003, "2400 requests per minute", retry_after=wait))
            case "ban":
                msg = f"Way too many requests; IP banned until {now + wait * 1000}."
                return Refused.of(Refusal(-1003, msg=msg, status=418, retry_after=wait))
            case _:
                return None

    def after(self) -> Refused | None:
        """What is answered in place of the true answer."""
        if self.kind != "unknown":
            return None
        return Refused(503, 0, "Unknown error, please check your request or try again later.", {})

    @property
    def cuts(self) -> bool:
        """Whether the connection is cut instead of the answer, or in it."""
        return self.kind in ("truncate", "disconnect")

    def befalls(self, call: Call) -> bool:
        """Whether it is meant for this request."""
        return (
            self.method in (None, call.method)
            and self.path in (None, call.path)
            and (self.when is None or self.when(call))
        )


class Sockets(Protocol):
    """What faults do to stream and WebSocket API connections."""

    def drop(self) -> None:
        """Cut every connection without a goodbye."""

    def silence(self) -> None:
        """Leave every present connection open, and say nothing on it any more, not even a pong."""

    def skip_depth(self, symbol: str) -> None:
        """Leave out the next message of each diff depth stream of a symbol."""

    def duplicate(self, times: int, stream: str | None) -> None:
        """Send the next messages of a stream twice, of user data without one."""

    def expire_listen_keys(self) -> None:
        """End every listen key."""


class Plan:
    """The faults of requests that are still to come; safe to use from threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """One more."""
        with self._lock:
            self._faults.append(fault)

    def clear(self) -> None:
        """None any more."""
        with self._lock:
            self._faults.clear()

    def all(self) -> tuple[Fault, ...]:
        """Those still to come."""
        with self._lock:
            return tuple(self._faults)

    def take(self, call: Call) -> Fault | None:
        """The fault that befalls a request, counted as done."""
        if not self._faults:
            return None
        with self._lock:
            for fault in self._faults:
                if fault.befalls(call):
                    if fault.times is not None:
                        fault.times -= 1
                        if not fault.times:
                            self._faults.remove(fault)
                    return fault
        return None


class Faults:
    """What goes wrong next; `exchange.faults`. Every method may be called from any thread.

    A fault of requests befalls the next one, or the next `times` (None: all until `clear`), that match `method`
    (`WS` for the WebSocket API), `path` (or the method there: `order.place`) and the predicate `when`. Each request
    meets one fault at most: the first told that matches.
    """

    def __init__(self, plan: Plan, run: Callable[[Callable[[], None]], None], sockets: Sockets) -> None:
        self._plan = plan
        self._run = run
        """Runs a function where the connections live, and waits for it."""
        self._sockets = sockets
        self._skew = 0

    def __repr__(self) -> str:
        return f"<Faults {[fault.kind for fault in self.planned]}>"

    @property
    def planned(self) -> tuple[Fault, ...]:
        """The faults of requests that are still to come."""
        return self._plan.all()

    @property
    def clock_skew(self) -> int:
        """What is added to the time by which requests are judged and which `/time` tells, ms."""
        return self._skew

    # Requests

    def unknown(self, **which: Unpack[Which]) -> None:
        """Execute, then answer 503 "Unknown error": the client cannot know."""
        self._add("unknown", which)

    def unavailable(self, **which: Unpack[Which]) -> None:
        """Answer 503 "Service Unavailable." and do not execute."""
        self._add("unavailable", which)

    def slow(self, seconds: float, **which: Unpack[Which]) -> None:
        """Execute, and answer `seconds` later."""
        self._add("slow", which, seconds)

    def truncate(self, **which: Unpack[Which]) -> None:
        """Execute, send half of the answer's body, and close the connection."""
        self._add("truncate", which)

    def disconnect(self, **which: Unpack[Which]) -> None:
        """Execute, and cut the connection without an answer."""
        self._add("disconnect", which)

    def rate_limit(self, retry_after: float = 1.0, **which: Unpack[Which]) -> None:
        """Answer 429 with `Retry-After` (whole seconds) and do not execute."""
        self._add("rate_limit", which, retry_after)

    def ban(self, retry_after: float = 120.0, **which: Unpack[Which]) -> None:
        """Answer 418 with `Retry-After` (whole seconds) and do not execute."""
        self._add("ban", which, retry_after)

    def skew_clock(self, ms: int) -> None:
        """Judge requests by a clock that is `ms` ahead (negative: behind); 0 ends it."""
        self._skew = ms

    def clear(self) -> None:
        """Do nothing wrong any more."""
        self._plan.clear()
        self._skew = 0

    # Sockets

    def drop_connections(self) -> None:
        """Cut every stream and WebSocket API connection without a goodbye."""
        self._run(self._sockets.drop)

    def silence_connections(self) -> None:
        """Leave every present stream and WebSocket API connection open but dead; new ones work."""
        self._run(self._sockets.silence)

    def skip_depth(self, symbol: str) -> None:
        """Leave out the next message of each open diff depth stream of a symbol: a gap.

        Raises:
            LookupError: None is open.
        """
        self._run(lambda: self._sockets.skip_depth(symbol))

    def duplicate(self, times: int = 1, *, stream: str | None = None) -> None:
        """Send the next messages of an open stream twice; those of user data without `stream`.

        Raises:
            LookupError: None is open.
        """
        if times < 1:
            raise ValueError(f"times is at least 1 (got {times})")
        self._run(lambda: self._sockets.duplicate(times, stream))

    def expire_listen_keys(self) -> None:
        """End every listen key: its streams get listenKeyExpired, then nothing."""
        self._run(self._sockets.expire_listen_keys)

    def _add(self, kind: FaultKind, which: Which, seconds: float = 0.0) -> None:
        self._plan.add(Fault(kind=kind, seconds=seconds, **which))
