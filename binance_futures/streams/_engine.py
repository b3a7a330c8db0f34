"""The engine of the stream clients: which connection carries what, and who gets it. Lives in one event loop."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from .._stream import Route, StreamRequest, is_listen_key, shown_names
from ..errors import StreamError
from ._connection import Connection, Timing
from ._decode import Decoder, UnknownEvent
from ._session import Acknowledged, Listed, Lost, Outcome, Refused
from ._subscription import Gap, Sink

if TYPE_CHECKING:
    from ._place import Place
    from ._socket import Closed

__all__ = ["Callbacks", "Engine", "named", "route_of"]

_PUBLIC: Final = ("@bookTicker", "!bookTicker", "@depth", "@rpiDepth")


def route_of(name: str) -> Route:
    """The route of a stream by its name on the wire; what looks like a listen key is private."""
    if any(mark in name for mark in _PUBLIC):
        return "public"
    return "private" if is_listen_key(name) else "market"


def named(streams: Sequence[Any]) -> tuple[list[tuple[str, Any, Any]], list[str], int | str | None]:
    """Streams to subscribe to as (name, route, kind), names to unsubscribe from, and the id given with them."""
    wanted: list[tuple[str, Any, Any]] = []
    ended: list[str] = []
    id_ = None
    for stream in streams:
        if isinstance(stream, StreamRequest):
            name = stream.stream_name()
            id_ = id_ or stream.id
            if stream.action == "UNSUBSCRIBE":
                ended.append(name)
            else:
                wanted.append((name, stream.route, stream.returns()))
        else:
            names = [stream] if isinstance(stream, str) else stream
            wanted += [(name, route_of(name), None) for name in names]
    return wanted, ended, id_


@dataclass(frozen=True)
class Callbacks:
    """What a user wants to be told; each gets the client first, as in the old connector."""

    on_message: Callable[[Any, str], object] | None = None
    on_open: Callable[[Any], object] | None = None
    on_close: Callable[[Any], object] | None = None
    on_error: Callable[[Any, Exception], object] | None = None
    on_ping: Callable[[Any, bytes], object] | None = None
    on_pong: Callable[[Any], object] | None = None


@dataclass
class _Channel:
    """One stream name: how its messages are read, and who waits for them."""

    name: str
    kind: Any
    read: Callable[[bytes], object]
    connection: Connection
    sinks: list[Sink] = field(default_factory=list[Sink])


class Engine:
    """Owns the connections; every method is called in its loop."""

    def __init__(
        self,
        owner: object,
        *,
        decoder: Decoder,
        url_of: Callable[[Route], str],
        callbacks: Callbacks,
        is_combined: bool,
        place: Place,
        timing: Timing,
        logger: logging.Logger,
    ) -> None:
        self._owner = owner
        self._logger = logger
        self._decoder = decoder
        self._url_of = url_of
        self._callbacks = callbacks
        self._is_combined = is_combined
        self._place = place
        self._timing = timing
        self._connections: list[Connection] = []
        self._channels: dict[str, _Channel] = {}
        self._by_name: dict[str, list[_Channel]] = {}
        self._waiting: dict[int | str, asyncio.Future[tuple[str, ...]]] = {}
        self._closed = False

    # Subscriptions

    def add(self, streams: Iterable[tuple[str, Route, Any]], sink: Sink | None, id: int | str | None) -> None:
        """Subscribes to streams of (name, route, kind of event), for a sink or for the callbacks alone."""
        if self._closed:
            raise StreamError("the stream client is closed")
        alone = sink is not None and sink.blocks
        changed: dict[Connection, list[str]] = {}
        own: Connection | None = None
        for name, route, kind in streams:
            channel = None if alone else self._channels.get(name)
            if channel is None:
                connection = own if own is not None and own.session.room else self._connection(route, alone)
                own = connection if alone else None
                channel = _Channel(name, kind, self._reader(name, kind), connection)
                if not alone:
                    self._channels[name] = channel
                self._by_name.setdefault(name, []).append(channel)
                changed.setdefault(connection, []).append(name)
            elif kind is not None and channel.kind is None:
                channel.kind, channel.read = kind, self._reader(name, kind)
            if sink is not None:
                channel.sinks.append(sink)
        for connection, names in changed.items():
            connection.session.subscribe(names, id)
            connection.nudge()
        if sink is not None:
            sink.added()

    def remove(self, names: Iterable[str], sink: Sink | None, id: int | str | None = None) -> None:
        """Takes a sink, or everything, off the streams; unsubscribes from those nobody waits for any more."""
        changed: dict[Connection, list[str]] = {}
        for name in names:
            for channel in [*self._by_name.get(name, ())]:
                leaving = [each for each in channel.sinks if sink in (None, each)]
                if sink is not None and not leaving:
                    continue
                for each in leaving:
                    channel.sinks.remove(each)
                    each.removed(name)
                if channel.sinks:
                    continue
                self._by_name[name].remove(channel)
                if not self._by_name[name]:
                    del self._by_name[name]
                if self._channels.get(name) is channel:
                    del self._channels[name]
                changed.setdefault(channel.connection, []).append(name)
        for connection, gone in changed.items():
            connection.session.unsubscribe(gone, id)
            connection.nudge()

    async def listed(self, id: int | str | None = None) -> tuple[str, ...]:
        """The names the exchange has, over all connections."""
        loop = asyncio.get_running_loop()
        futures: list[asyncio.Future[tuple[str, ...]]] = []
        for connection in self._connections:
            if connection.is_open:
                asked = connection.session.list_subscriptions(id if not futures else None)
                self._waiting[asked] = future = loop.create_future()
                futures.append(future)
                connection.nudge()
        return tuple(name for names in await asyncio.gather(*futures) for name in names)

    def resume(self, sink: Sink) -> None:
        """A blocking sink has room again."""
        for channels in self._by_name.values():
            for channel in channels:
                if sink in channel.sinks:
                    channel.connection.resume()

    def ping(self) -> None:
        """Sends a ping on every open connection."""
        for connection in self._connections:
            if connection.is_open:
                connection.ping()

    async def close(self) -> None:
        """Ends every subscription, task and socket."""
        self._closed = True
        for channels in self._by_name.values():
            for channel in channels:
                for sink in channel.sinks:
                    sink.end()
        connections, self._connections = self._connections, []
        await asyncio.gather(*[connection.close() for connection in connections])
        for future in self._waiting.values():
            future.cancel()

    def _reader(self, name: str, kind: Any) -> Callable[[bytes], object]:
        read = self._decoder.reader(kind)
        if kind is None:
            return read

        def watched(data: bytes) -> object:
            event = read(data)
            if type(event) is UnknownEvent:
                self._logger.warning(
                    "an event of %s cannot be read as documented: %s", shown_names([name]), event.eventType
                )
            return event

        return watched

    def _connection(self, route: Route, alone: bool) -> Connection:
        url = self._url_of(route)
        if not alone:
            for connection in self._connections:
                if connection.url == url and connection.session.room and not connection.dedicated:
                    return connection
        return self._open(url, dedicated=alone)

    def _open(self, url: str, *, dedicated: bool) -> Connection:
        connection = Connection(
            self,
            url,
            self._place,
            timing=self._timing,
            dedicated=dedicated,
        )
        self._connections.append(connection)
        return connection

    # What the connections tell

    def arrived(self, connection: Connection, name: str | None, data: bytes, raw: bytes) -> None:
        """A message of a stream."""
        for channel in self._by_name.get(name or "", ()):
            if channel.connection is not connection:
                continue
            read = channel.read if len(channel.sinks) < 2 else _once(channel.read)
            for sink in channel.sinks:
                if sink.put(channel.name, read, data):
                    connection.pause()
        if self._callbacks.on_message is not None:
            shown = raw if self._is_combined else data
            self._call(self._callbacks.on_message, shown.decode())

    def happened(self, connection: Connection, outcome: Outcome) -> None:
        """The outcome of a request about subscriptions; the old connector shows the answers as messages."""
        if isinstance(outcome, Refused):
            error = StreamError(
                f"{shown_names(outcome.names)}: refused by the exchange ({outcome.code}: {outcome.message})"
            )
            for name in outcome.names:
                for channel in self._by_name.pop(name, []):
                    self._channels.pop(name, None)
                    for sink in channel.sinks:
                        sink.end(error)
            self._fail(error)
        elif isinstance(outcome, Listed):
            future = self._waiting.pop(outcome.id, None)
            if future is not None and not future.done():
                future.set_result(tuple(outcome.names))
        elif isinstance(outcome, Lost):
            future = self._waiting.pop(outcome.id, None)
            if future is not None and not future.done():
                future.set_exception(StreamError("the connection was lost before it answered; ask again"))
        if self._callbacks.on_message is not None and isinstance(outcome, Acknowledged | Listed):
            result = [*outcome.names] if isinstance(outcome, Listed) else None
            self._call(self._callbacks.on_message, _json({"result": result, "id": outcome.id}))

    def opened(self, connection: Connection) -> None:
        """A connection was made."""
        if self._callbacks.on_open is not None:
            self._call(self._callbacks.on_open)

    def lost(self, connection: Connection, closed: Closed, since: float) -> None:
        """A connection was lost."""
        self._logger.info("stream connection lost (%s %s), connecting again", closed.code, closed.reason)
        for sink in self._sinks(connection):
            sink.interrupted()
        if closed.error is not None:
            self._fail(closed.error)
        if self._callbacks.on_close is not None:
            self._call(self._callbacks.on_close)

    def restored(self, connection: Connection, since: float) -> None:
        """A connection is as it was; its subscriptions learn of the gap."""
        gap = Gap(since, time.time())
        for sink in self._sinks(connection):
            sink.gaps.append(gap)

    def failed(self, connection: Connection, error: Exception) -> None:
        """Connecting failed."""
        self._fail(error)

    def pinged(self, connection: Connection, payload: bytes) -> None:
        """A ping came."""
        if self._callbacks.on_ping is not None:
            self._call(self._callbacks.on_ping, payload)

    def ponged(self, connection: Connection, payload: bytes) -> None:
        """A pong came."""
        if self._callbacks.on_pong is not None:
            self._call(self._callbacks.on_pong)

    def _sinks(self, connection: Connection) -> Iterable[Sink]:
        """Whoever waits for something of a connection, once."""
        every = (channel for channels in self._by_name.values() for channel in channels)
        return dict.fromkeys(sink for channel in every if channel.connection is connection for sink in channel.sinks)

    def _fail(self, error: Exception) -> None:
        self._logger.warning("stream: %s", error)
        if self._callbacks.on_error is not None:
            self._call(self._callbacks.on_error, error)

    def _call(self, callback: Callable[..., object], *args: object) -> None:
        try:
            callback(self._owner, *args)
        except Exception as error:  # what a user's callback raises must not end the stream
            self._logger.exception("a stream callback failed")
            if self._callbacks.on_error is not None and callback is not self._callbacks.on_error:
                self._call(self._callbacks.on_error, error)


def _once(read: Callable[[bytes], object]) -> Callable[[bytes], object]:
    """Reads one message for all who take it."""
    known: list[object] = []

    def take(data: bytes) -> object:
        if not known:
            known.append(read(data))
        return known[0]

    return take


def _json(message: object) -> str:
    return json.dumps(message, separators=(",", ":"))
