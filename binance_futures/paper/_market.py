"""The market: what prices do by themselves, and the memory of what happened. One for both products; it owns only memory."""

import random
from typing import Protocol

from ._clock import Clock
from ._engine import Engine
from ._events import Event
from ._market_data import Change, MarketData

__all__ = ["Market", "Source"]


class Source(Protocol):
    """Recorded trades that take the place of the simulated flow; see `_replay.Replay`."""


class Market:
    """Drives prices, books, funding and delivery through the engine.

    Call `step` when `next_due` has come, and before a command if it has; then the market is the same whatever the pace.

    Args:
        engine: Whose listings it moves. Its `publish` must hand every event to `observe`.
        clock: The time; the same as the engine's.
        rng: Whose numbers everything follows from.
        source: Recorded trades.
    """

    data: MarketData

    def __init__(self, engine: Engine, clock: Clock, rng: random.Random, source: Source | None = None) -> None:
        raise NotImplementedError

    def observe(self, event: Event) -> None:
        """Take note of an event of the engine."""
        raise NotImplementedError

    def warm_up(self) -> None:
        """Make a past and fill the books; once, before the first `step`."""
        raise NotImplementedError

    def step(self) -> None:
        """Bring the market up to the clock."""
        raise NotImplementedError

    def next_due(self) -> int:
        """When `step` has something to do next, ms."""
        raise NotImplementedError

    def take_changes(self) -> list[Change]:
        """What changed since the last call, in order."""
        raise NotImplementedError
