"""The subscriptions of one connection, without any I/O.

`Session` is told what is wanted, that the connection opened or closed, and what came in; it says what to send and when.
A name is in at most one unanswered frame, so the order of the answers does not matter.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple, TypeAlias, cast

__all__ = ["Acknowledged", "Id", "Listed", "Lost", "Outcome", "Refused", "Session", "Stray"]

Id: TypeAlias = int | str
_Method: TypeAlias = Literal["SUBSCRIBE", "UNSUBSCRIBE", "LIST_SUBSCRIPTIONS"]


class Acknowledged(NamedTuple):
    """A subscribe or unsubscribe has been answered in full."""

    id: Id
    names: tuple[str, ...]
    """Names the request was for, without those a later request undid before they were sent."""


class Refused(NamedTuple):
    """The exchange refused a request, or some of its frames; names that are not told here were acknowledged."""

    id: Id | None
    """None: names acknowledged before were refused on a new connection, and are not wanted any more."""
    names: tuple[str, ...]
    code: int | None
    message: str


class Listed(NamedTuple):
    """The names the exchange has on this connection."""

    id: Id
    names: tuple[str, ...]


class Lost(NamedTuple):
    """The connection closed before a listing was answered."""

    id: Id


class Stray(NamedTuple):
    """An answer to nothing that was asked."""

    message: Mapping[str, object]


Outcome: TypeAlias = Acknowledged | Refused | Listed | Lost | Stray

_MOST_WAITING: Final = 4096
"""Requests that may wait for their outcome at a time."""
_MOST_BYTES: Final = 3900
"""Names in a frame, as JSON; method and id come on top. Frames beyond 4096 bytes have been seen to stay unanswered."""
_WINDOW: Final = 1.0


@dataclass(eq=False, slots=True)
class _Request:
    id: Id
    method: _Method
    names: tuple[str, ...] = ()
    missing: set[str] = field(default_factory=set[str])
    done: set[str] = field(default_factory=set[str])
    refused: set[str] = field(default_factory=set[str])
    reason: tuple[int | None, str] = (None, "")


@dataclass(eq=False, slots=True)
class _Frame:
    method: _Method
    names: tuple[str, ...]
    sent: float
    request: _Request | None
    """The one it was sent for; None: for several, or for none that still waits."""
    mixed: bool = False
    """Whether it was sent for several."""


class Session:
    """What is wanted on one connection, what the exchange has confirmed, and what is to be sent.

    Every text frame of the connection is this session's; times are seconds of a monotonic clock. It is not safe to
    use from several threads at once.
    """

    def __init__(
        self,
        new_id: Callable[[], Id],
        *,
        most_streams: int = 1024,
        frames_per_second: int = 8,
        names_per_frame: int = 100,
        patience: float = 10.0,
    ) -> None:
        self._new_id = new_id
        self._most_streams = most_streams
        self._frames_per_second = frames_per_second
        self._names_per_frame = names_per_frame
        self._patience = patience
        self._open = False
        self._wanted: dict[str, None] = {}
        self._active: set[str] = set()
        # Names in a frame that is not answered yet; names to be sent; of these, those to be sent apart from others.
        self._busy: set[str] = set()
        self._due: dict[str, None] = {}
        self._apart: set[str] = set()
        self._together = False
        self._requests: dict[Id, _Request] = {}
        self._waiting: dict[str, list[_Request]] = {}
        self._listings: deque[_Request] = deque()
        self._flight: dict[Id, _Frame] = {}
        self._sent: deque[float] = deque()
        # Errors that name no request, and the frames they can be about.
        self._errors: list[Mapping[str, object]] = []
        self._suspects: dict[Id, None] = {}
        self._told: list[Outcome] = []

    @property
    def wanted(self) -> tuple[str, ...]:
        """Names asked for, in order, whether or not the connection is open."""
        return tuple(self._wanted)

    @property
    def active(self) -> frozenset[str]:
        """Names the exchange has acknowledged on this connection, and was not asked to drop."""
        return frozenset(self._active)

    @property
    def room(self) -> int:
        """How many more names fit; one that is unsubscribed makes room when the exchange has acknowledged it."""
        return self._most_streams - len(self._held())

    def subscribe(self, names: Iterable[str], id: Id | None = None) -> Id:
        """Wants more names; gives the id under which the outcome will be told, once."""
        distinct = _distinct(names)
        more = len({*distinct} - self._held())
        if more > self.room:
            raise ValueError(f"{more} more names do not fit: {self.room} of {self._most_streams} are free")
        request = self._request("SUBSCRIBE", distinct, id)
        self._wanted |= dict.fromkeys(distinct)
        return self._await(request)

    def unsubscribe(self, names: Iterable[str], id: Id | None = None) -> Id:
        """Wants names no more; gives the id under which the outcome will be told, once."""
        distinct = _distinct(names)
        request = self._request("UNSUBSCRIBE", distinct, id)
        for name in distinct:
            self._wanted.pop(name, None)
        return self._await(request)

    def list_subscriptions(self, id: Id | None = None) -> Id:
        """Asks what the exchange has; gives the id under which it will be told."""
        request = self._request("LIST_SUBSCRIPTIONS", (), id)
        self._listings.append(request)
        return request.id

    def opened(self) -> None:
        """The connection is open and knows nothing: everything wanted is due."""
        if self._open:
            self._told = self.closed()
        self._open = True
        for name in [*self._wanted, *self._waiting]:
            self._review(name)
        self._together = bool(self._due)
        # Those that came without a name wait for none.
        for request in [*self._requests.values()]:
            self._conclude(request)

    def closed(self) -> list[Outcome]:
        """The connection is gone; what it leaves unanswered is told after the next `opened`, but for listings."""
        self._open = False
        for frame in self._flight.values():
            if frame.method == "LIST_SUBSCRIPTIONS" and frame.request is not None:
                del self._requests[frame.request.id]
                self._told.append(Lost(frame.request.id))
        self._told += map(Stray, self._errors)
        self._errors.clear()
        for names in (self._active, self._busy, self._due, self._apart, self._flight, self._suspects):
            names.clear()
        return self.settled()

    def settled(self) -> list[Outcome]:
        """Outcomes that needed no answer: to be asked for after `opened`, `subscribe` and `unsubscribe`."""
        told, self._told = self._told, []
        return told

    def outgoing(self, now: float) -> list[str]:
        """The JSON frames that may be sent now."""
        while self._sent and now >= self._sent[0] + _WINDOW:
            self._sent.popleft()
        free = self._frames_per_second - len(self._sent)
        if not self._open or free <= 0:
            return []
        lots = self._lots(together=self._together)
        if len(lots) + len(self._listings) > free:
            lots = self._lots(together=True)
        frames = [self._change(method, names, now) for method, names in lots[:free]]
        # What has to wait goes together.
        self._together = bool(self._due)
        while self._listings and len(frames) < free:
            frames.append(self._list(self._listings.popleft(), now))
        return frames

    def wake(self, now: float) -> float | None:
        """When `outgoing`, `overdue` or `settled` will have something; None if nothing is pending."""
        times: list[float] = []
        if self._told:
            times.append(now)
        if self._open and (self._due or self._listings):
            full = len(self._sent) >= self._frames_per_second
            times.append(self._sent[0] + _WINDOW if full else now)
        if self._flight:
            times.append(self._deadline())
        return max(now, min(times)) if times else None

    def overdue(self, now: float) -> bool:
        """Whether an answer is missing for so long that the connection is to be replaced."""
        return bool(self._flight) and now >= self._deadline()

    def received(self, message: Mapping[str, object]) -> list[Outcome]:
        """Takes a control answer; gives what is known by it."""
        id_ = message.get("id")
        frame = self._flight.get(id_) if isinstance(id_, int | str) else None
        failed = message.get("error") is not None or ("code" in message and "result" not in message)
        if isinstance(id_, int | str) and frame is not None and (failed or "result" in message):
            del self._flight[id_]
            self._suspects.pop(id_, None)
            if failed:
                self._refuse(frame, *_reason(message))
            else:
                self._accept(frame, message["result"])
        elif failed and id_ is None and self._flight:
            self._suspects |= dict.fromkeys(self._flight)
            self._errors.append(message)
        else:
            self._told.append(Stray(message))
        self._deduce()
        return self.settled()

    def _held(self) -> set[str]:
        return self._wanted.keys() | self._active | self._busy

    def _deadline(self) -> float:
        return next(iter(self._flight.values())).sent + self._patience

    def _fresh_id(self) -> Id:
        # The user's ids and our own share the wire; of this many different ones, one is free.
        for _ in range(len(self._requests) + len(self._flight) + 1):
            id_ = self._new_id()
            if id_ not in self._requests and id_ not in self._flight:
                return id_
        raise RuntimeError("new_id gives ids that are in use")

    def _request(self, method: _Method, names: tuple[str, ...], id_: Id | None) -> _Request:
        if len(self._requests) + len(self._told) >= _MOST_WAITING:
            raise ValueError(f"{_MOST_WAITING} requests wait for their outcome already")
        if id_ is None:
            id_ = self._fresh_id()
        elif not isinstance(id_, int | str):
            raise TypeError(f"id is a number or a text, not {id_!r}")
        elif id_ in self._requests:
            raise ValueError(f"id {id_!r} is in use: its outcome has not been told")
        request = _Request(id_, method, names, {*names})
        self._requests[id_] = request
        return request

    def _await(self, request: _Request) -> Id:
        for name in request.names:
            self._waiting.setdefault(name, []).append(request)
        for name in request.names:
            self._review(name)
        if self._open and not request.names:
            self._conclude(request)
        return request.id

    def _asking(self, name: str, method: _Method) -> list[_Request]:
        return [request for request in self._waiting.get(name, ()) if request.method == method]

    def _owner(self, name: str, method: _Method) -> _Request | None:
        return next(iter(self._asking(name, method)), None)

    def _review(self, name: str) -> None:
        """Puts a name among those to be sent; if nothing is to be sent, all who wait for it have their outcome."""
        if not self._open or name in self._busy:
            return
        wanted = name in self._wanted
        if wanted != (name in self._active):
            self._due.setdefault(name)
            return
        self._due.pop(name, None)
        self._apart.discard(name)
        for request in self._waiting.pop(name, ()):
            self._settle(request, name, request.done if wanted == (request.method == "SUBSCRIBE") else None)

    def _settle(self, request: _Request, name: str, result: set[str] | None) -> None:
        request.missing.discard(name)
        if result is not None:
            result.add(name)
        self._conclude(request)

    def _release(self, request: _Request, name: str, result: set[str]) -> None:
        waiting = self._waiting[name]
        waiting.remove(request)
        if not waiting:
            del self._waiting[name]
        self._settle(request, name, result)

    def _conclude(self, request: _Request) -> None:
        if request.missing or request.method == "LIST_SUBSCRIPTIONS":
            return
        del self._requests[request.id]
        if request.refused:
            names = tuple(name for name in request.names if name in request.refused)
            self._told.append(Refused(request.id, names, *request.reason))
        else:
            names = tuple(name for name in request.names if name in request.done)
            self._told.append(Acknowledged(request.id, names))

    def _lots(self, *, together: bool) -> list[tuple[_Method, tuple[str, ...]]]:
        """What is to be sent, frame by frame: request by request, or all that can go together."""
        lots: dict[tuple[_Method, bool, _Request | None], list[str]] = {}
        for name in self._due:
            method: _Method = "SUBSCRIBE" if name in self._wanted else "UNSUBSCRIBE"
            joins = together and name not in self._apart
            lots.setdefault((method, joins, None if joins else self._owner(name, method)), []).append(name)
        return [(method, part) for (method, _, _), names in lots.items() for part in self._parts(names)]

    def _parts(self, names: list[str]) -> list[tuple[str, ...]]:
        parts: list[list[str]] = []
        size = _MOST_BYTES
        for name in names:
            more = len(json.dumps(name)) + 1
            if size + more > _MOST_BYTES or len(parts[-1]) >= self._names_per_frame:
                parts.append([])
                size = 0
            parts[-1].append(name)
            size += more
        return [*map(tuple, parts)]

    def _change(self, method: _Method, names: tuple[str, ...], now: float) -> str:
        owners = {self._owner(name, method) for name in names}
        request = owners.pop() if len(owners) == 1 else None
        # A request's own id goes with the frame whose answer answers it in full.
        whole = request is not None and request.missing <= {*names} and request.id not in self._flight
        id_ = request.id if request is not None and whole else self._fresh_id()
        for name in names:
            del self._due[name]
        self._busy.update(names)
        self._active.difference_update(names)
        self._flight[id_] = _Frame(method, names, now, request, mixed=len(owners) > 1)
        self._sent.append(now)
        return json.dumps({"method": method, "params": names, "id": id_}, separators=(",", ":"))

    def _list(self, request: _Request, now: float) -> str:
        id_ = request.id if request.id not in self._flight else self._fresh_id()
        self._flight[id_] = _Frame(request.method, (), now, request)
        self._sent.append(now)
        return json.dumps({"method": request.method, "id": id_}, separators=(",", ":"))

    def _accept(self, frame: _Frame, result: object) -> None:
        if frame.method == "LIST_SUBSCRIPTIONS" and frame.request is not None:
            del self._requests[frame.request.id]
            names = map(str, cast("list[object]", result)) if isinstance(result, list) else ()
            self._told.append(Listed(frame.request.id, tuple(names)))
        for name in frame.names:
            self._busy.discard(name)
            if frame.method == "SUBSCRIBE":
                self._active.add(name)
            for request in self._asking(name, frame.method):
                self._release(request, name, request.done)
            self._review(name)

    def _refuse(self, frame: _Frame, code: int | None, message: str) -> None:
        self._busy.difference_update(frame.names)
        if frame.method == "UNSUBSCRIBE":
            self._active.update(frame.names)
        if frame.method == "LIST_SUBSCRIPTIONS" and frame.request is not None:
            del self._requests[frame.request.id]
            self._told.append(Refused(frame.request.id, (), code, message))
        dropped: list[str] = []
        for name in frame.names:
            if frame.request is not None:
                frame.request.reason = frame.request.reason if frame.request.refused else (code, message)
                self._release(frame.request, name, frame.request.refused)
            # Nobody loses a name over what another asked for: it is asked for again, without the others.
            if frame.mixed or self._asking(name, frame.method):
                self._apart.add(name)
            elif frame.method == "UNSUBSCRIBE":
                self._wanted.setdefault(name)
            elif name in self._wanted:
                del self._wanted[name]
                dropped.append(name)
            self._review(name)
        if frame.request is None and dropped:
            self._told.append(Refused(None, tuple(dropped), code, message))

    def _deduce(self) -> None:
        """Each frame has one answer: when as many errors as unanswered frames are left, they belong to these."""
        if len(self._suspects) > len(self._errors):
            return
        errors, self._errors = self._errors, []
        suspects, self._suspects = [*self._suspects], {}
        for id_, error in zip(suspects, errors, strict=False):
            self._refuse(self._flight.pop(id_), *_reason(error))
        self._told += map(Stray, errors[len(suspects) :])


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    if isinstance(names, str):
        raise TypeError(f"names is a list of names, not one: [{names!r}]")
    return tuple(dict.fromkeys(names))


def _reason(message: Mapping[str, object]) -> tuple[int | None, str]:
    """Code and text of an error, which is wrapped or bare."""
    error = message.get("error", message)
    if not isinstance(error, Mapping):
        return None, str(error)
    error = cast("Mapping[str, object]", error)
    code = error.get("code")
    return code if isinstance(code, int) else None, str(error.get("msg", error))
