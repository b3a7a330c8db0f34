"""What a subscription keeps for its consumer: a bounded queue, and what happens when it is full.

Messages wait as bytes and are read when they are taken: what is dropped costs nothing, and a burst stays small.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable
from typing import Any, Generic, Literal, NamedTuple, Self, TypeVar

from .._stream import shown_names
from ..errors import BinanceError, ParameterError, Problem, StreamError

__all__ = ["Gap", "Policy", "Queue", "Sink", "Subscription"]

E = TypeVar("E")

Policy = Literal["block", "drop_oldest", "latest", "raise"]
"""What a full queue does: stop reading its connection, lose the oldest, keep the newest of each stream, or fail."""

_MOST_GAPS = 100


class Gap(NamedTuple):
    """A time without a connection, in which events were missed."""

    since: float
    """When the connection was lost (seconds since the epoch)."""
    until: float
    """When the stream was subscribed to again (seconds since the epoch)."""


class Sink(ABC):
    """What takes the messages of streams; its methods are called in the loop of the engine."""

    blocks: bool = False
    """Whether it may make its connection pause, which must then serve no other."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names: tuple[str, ...] = names
        """Names of its streams on the wire."""
        self.gaps: deque[Gap] = deque(maxlen=_MOST_GAPS)
        """The last times without a connection."""
        self.error: BinanceError | None = None
        """Why it ended, if not by its own will."""
        self.ended: bool = False
        self._subscribed = set(names)

    @abstractmethod
    def put(self, name: str, read: Callable[[Any], Any], message: object) -> bool:
        """Takes a message and what reads it; True when its connection must pause until the consumer has caught up."""

    def added(self) -> None:  # noqa: B027 - most just wait
        """Its streams are subscribed to, or will be as soon as there is a connection."""

    def interrupted(self) -> None:  # noqa: B027 - most need not know: `gaps` will tell
        """The connection is lost, and will be made again."""

    def removed(self, name: str) -> None:
        """One of its streams is no longer subscribed to; with the last it ends."""
        self._subscribed.discard(name)
        if not self._subscribed:
            self.end()

    def end(self, error: BinanceError | None = None) -> None:
        """Ends it: what waits is still given, then the error, or the end."""
        if not self.ended:
            self.ended, self.error = True, error


class Queue(Sink, Generic[E]):
    """Events waiting for their consumer; what both kinds of subscription share. Not safe to use from threads."""

    def __init__(self, names: tuple[str, ...], policy: Policy, size: int) -> None:
        super().__init__(names)
        if policy not in ("block", "drop_oldest", "latest", "raise"):
            raise ParameterError([Problem("policy", f"is block, drop_oldest, latest or raise (got {policy!r})")])
        if isinstance(size, bool) or not isinstance(size, int) or size < 1:
            raise ParameterError([Problem("size", f"is a number from 1 (got {size!r})")])
        self.policy: Policy = policy
        self.size: int = size
        self.blocks: bool = policy == "block"
        self.dropped: int = 0
        """Events lost because the queue was full."""
        self._waiting: deque[tuple[Callable[[Any], E], Any]] = deque()
        self._latest: dict[str, tuple[Callable[[Any], E], Any]] = {}
        self._full = False

    def __len__(self) -> int:
        return len(self._waiting) + len(self._latest)

    def put(self, name: str, read: Callable[[Any], E], message: object) -> bool:
        """Takes a message and what reads it; True when its connection must pause until the consumer has caught up."""
        if self.policy == "latest":
            self.dropped += name in self._latest
            self._latest[name] = read, message
            return False
        waiting = self._waiting
        if len(waiting) < self.size or self.blocks:
            waiting.append((read, message))
            self._full = len(waiting) >= self.size
            return self._full and self.blocks
        self.dropped += 1
        if self.policy == "drop_oldest":
            waiting.popleft()
            waiting.append((read, message))
        else:
            self.end(
                StreamError(f"{shown_names(self.names)}: the consumer is too slow, {self.size} events were waiting")
            )
        return False

    def _take(self) -> tuple[Callable[[Any], E], Any]:
        """The next message and what reads it; IndexError when none waits."""
        if self._latest:
            return self._latest.pop(next(iter(self._latest)))
        return self._waiting.popleft()

    def _drained(self) -> bool:
        """True once when a full queue has come down to half: its connection may go on."""
        if self._full and len(self._waiting) <= self.size // 2:
            self._full = False
            return True
        return False


class Subscription(Queue[E]):
    """An async iterator of the events of one or more streams; ends with its client, or with `close()`."""

    def __init__(
        self,
        names: tuple[str, ...],
        policy: Policy,
        size: int,
        *,
        on_drained: Callable[[], None],
        on_close: Callable[[Subscription[E]], None],
    ) -> None:
        super().__init__(names, policy, size)
        self._on_drained = on_drained
        self._on_close = on_close
        self._waiter: asyncio.Future[None] | None = None

    def put(self, name: str, read: Callable[[Any], E], message: object) -> bool:
        """Takes a message and what reads it; True when its connection must pause until the consumer has caught up."""
        full = super().put(name, read, message)
        self._wake()
        return full

    def end(self, error: BinanceError | None = None) -> None:
        """Ends it: what waits is still given, then the error, or the end."""
        super().end(error)
        self._wake()

    def _wake(self) -> None:
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.done():
            waiter.set_result(None)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> E:
        while True:
            try:
                read, message = self._take()
            except IndexError:
                if self.error is not None:
                    raise self.error from None
                if self.ended:
                    raise StopAsyncIteration from None
                await self._wait()
                continue
            if self._full and self._drained():
                self._on_drained()
            return read(message)

    async def _wait(self) -> None:
        if self._waiter is not None:
            raise StreamError(f"{shown_names(self.names)}: two tasks read one subscription; open one for each")
        self._waiter = asyncio.get_running_loop().create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None

    async def close(self) -> None:
        """Unsubscribes from its streams, unless another subscription has them, and ends."""
        self.end()
        self._on_close(self)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
