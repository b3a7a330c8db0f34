"""Who gets which stream: connections, the streams they subscribe to, and the events of accounts."""

import json
from collections.abc import Callable, Iterable
from typing import Any, Final, Literal, TypeVar

from websockets.frames import Frame, Opcode

from ._topics import Kind, Topic, topic_of

__all__ = ["Channel", "Route", "Session", "Streams", "encode", "text_frame"]

Route = Literal["public", "market", "private"]

K = TypeVar("K")

_MOST_STREAMS: Final = 1_024

encode: Final = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode
"""JSON without blanks."""


def text_frame(text: str) -> bytes:
    """A text message as it goes on the wire; made once, it can be written to any number of sockets."""
    return Frame(Opcode.TEXT, text.encode()).serialize(mask=False)


class Session:
    """A connection and its streams; made by `Streams.open`.

    Args:
        streams: What it belongs to.
        write: Takes frames.
        route: The group that its URL names; None where there are no groups: it gets everything.
        combined: Whether messages come with the name of their stream.
        events: Of a listen key, the only events that are wanted of it.
    """

    def __init__(
        self,
        streams: "Streams",
        write: Callable[[bytes], None],
        route: Route | None,
        *,
        combined: bool,
        events: dict[str, frozenset[str]],
    ) -> None:
        self.write = write
        self.combined = combined
        self.events = events
        self._streams = streams
        self._route = route
        self._names: dict[str, None] = {}

    @property
    def streams(self) -> list[str]:
        """The names it has, in order."""
        return [*self._names]

    def subscribe(self, names: Iterable[str]) -> bool:
        """Add names; False if they would be too many. On the wrong route, and if it is none, a stream is silent."""
        wanted = self._names | dict.fromkeys(names)
        if len(wanted) > _MOST_STREAMS:
            return False
        for name in wanted:
            if name not in self._names and self._carries(topic_of(name)):
                self._streams.add(name, self)
        self._names = wanted
        return True

    def unsubscribe(self, names: Iterable[str]) -> None:
        """Remove names."""
        for name in names:
            if name in self._names:
                del self._names[name]
                self._streams.remove(name, self)

    def close(self) -> None:
        """Remove all."""
        self.unsubscribe(self.streams)

    def _carries(self, topic: Topic | None) -> bool:
        return self._route is None or self._route == ("private" if topic is None else topic.group)


class Channel:
    """A stream that somebody has. A message is written once for all who have it."""

    __slots__ = ("last", "name", "sessions", "skips", "topic", "twice", "waiting")

    def __init__(self, name: str, topic: Topic | None) -> None:
        self.name = name
        self.topic = topic
        """None of what may be a listen key."""
        self.sessions: dict[Session, None] = {}
        self.waiting: Any = None
        """What has happened since the last message."""
        self.last: object = None
        """By what the last message is known, to tell whether anything is new."""
        self.skips = 0
        """How many of the next messages are left out."""
        self.twice = 0
        """How many of the next messages are sent twice."""

    def send(self, payload: object, event: str | None = None) -> None:
        """Send a message to all, or an event to those who want such."""
        if self.skips:
            self.skips -= 1
            return
        times = 1
        if self.twice:
            self.twice -= 1
            times = 2
        text = encode(payload)
        plain = combined = b""
        for session in self.sessions:
            if session.events and event not in session.events.get(self.name, (event,)):
                continue
            if session.combined:
                frame = combined = combined or text_frame(f'{{"stream":"{self.name}","data":{text}}}')
            else:
                frame = plain = plain or text_frame(text)
            for _ in range(times):
                session.write(frame)


class Streams:
    """The streams that somebody has."""

    def __init__(self) -> None:
        self._channels: dict[str, Channel] = {}
        self._of: dict[tuple[Kind, str], dict[str, Channel]] = {}
        self._every: dict[int, dict[str, Channel]] = {}

    def open(
        self,
        write: Callable[[bytes], None],
        route: Route | None,
        *,
        combined: bool,
        events: dict[str, frozenset[str]] | None = None,
    ) -> Session:
        """A connection without streams yet."""
        return Session(self, write, route, combined=combined, events=events or {})

    def add(self, name: str, session: Session) -> None:
        """Let a session have a stream."""
        channel = self._channels.get(name)
        if channel is None:
            topic = topic_of(name)
            channel = self._channels[name] = Channel(name, topic)
            if topic is not None:
                self._of.setdefault((topic.kind, topic.target), {})[name] = channel
                if topic.period:
                    self._every.setdefault(topic.period, {})[name] = channel
        channel.sessions[session] = None

    def remove(self, name: str, session: Session) -> None:
        """Take a stream from a session."""
        channel = self._channels.get(name)
        if channel is None:
            return
        channel.sessions.pop(session, None)
        if not channel.sessions:
            del self._channels[name]
            topic = channel.topic
            if topic is not None:
                _forget(self._of, (topic.kind, topic.target), name)
                if topic.period:
                    _forget(self._every, topic.period, name)

    def named(self, name: str) -> Channel | None:
        """The stream of this name."""
        return self._channels.get(name)

    def private(self) -> Iterable[Channel]:
        """The streams whose names may be listen keys."""
        return [channel for channel in self._channels.values() if channel.topic is None]

    def of(self, kind: Kind, target: str = "") -> Iterable[Channel]:
        """The streams of a kind, of a symbol or pair."""
        found = self._of.get((kind, target))
        return found.values() if found else ()

    def periods(self) -> Iterable[tuple[int, Iterable[Channel]]]:
        """The streams that are told every so many milliseconds."""
        return [(period, channels.values()) for period, channels in self._every.items()]

    def __len__(self) -> int:
        return len(self._channels)


def _forget(found: dict[K, dict[str, Channel]], key: K, name: str) -> None:
    """Leave nothing behind, not even an empty place: names come from outside."""
    del found[key][name]
    if not found[key]:
        del found[key]
