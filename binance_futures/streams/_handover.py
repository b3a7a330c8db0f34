"""The change from one connection to its successor without loss or repetition, as a pure decision.

Both connections carry the same messages in the same order, stream by stream, byte for byte; one may be ahead. What the
old one gave is kept for a while; the successor takes over at the first message that the old one has not given.
"""

from collections import deque
from typing import Final

__all__ = ["HandOver"]

_MOST_KEPT: Final = 10_000


class _Lane:
    """One stream on its way from the old connection to the new one."""

    __slots__ = ("ahead", "aligned", "given", "switched")

    def __init__(self) -> None:
        self.given: deque[bytes] = deque(maxlen=_MOST_KEPT)
        self.ahead: deque[bytes] = deque(maxlen=_MOST_KEPT)
        self.aligned = False
        """Whether the new connection has given something that the old one gave before."""
        self.switched = False


class HandOver:
    """Says of each message what is to be delivered now."""

    def __init__(self) -> None:
        self._lanes: dict[str, _Lane] = {}
        self._finished = False

    def _lane(self, name: str) -> _Lane:
        return self._lanes.setdefault(name, _Lane())

    def from_old(self, name: str, message: bytes) -> list[bytes]:
        """What to deliver when the old connection gives a message."""
        lane = self._lane(name)
        if lane.switched:
            return []
        if lane.ahead and message == lane.ahead[0]:  # the old one has caught up with where the new one began
            return self._switch(lane)
        lane.given.append(message)
        return [message]

    def from_new(self, name: str, message: bytes) -> list[bytes]:
        """What to deliver when the new connection gives a message."""
        lane = self._lane(name)
        if lane.switched:
            return [message]
        if message in lane.given:
            lane.aligned = True
            return []
        if lane.aligned or self._finished:  # the first message after the last that the old one gave
            self._switch(lane)
            return [message]
        lane.ahead.append(message)
        return []

    def finish(self) -> list[tuple[str, bytes]]:
        """What the new connection gave and the old one, which is gone now, did not."""
        self._finished = True
        ahead = [(name, lane) for name, lane in self._lanes.items() if lane.ahead]
        return [(name, message) for name, lane in ahead for message in self._switch(lane)]

    def _switch(self, lane: _Lane) -> list[bytes]:
        waiting = [*lane.ahead]
        lane.switched = True
        lane.ahead.clear()
        lane.given.clear()
        return waiting
