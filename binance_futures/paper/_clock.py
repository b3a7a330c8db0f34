"""Where the time of the paper exchange comes from."""

import time
from typing import Protocol

__all__ = ["Clock", "SystemClock", "VirtualClock"]


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> int:
        """Milliseconds since the epoch, UTC."""
        ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> int:
        """Milliseconds since the epoch, UTC."""
        return time.time_ns() // 1_000_000


class VirtualClock:
    """A clock that moves only when told.

    Args:
        start: First time it shows, ms since the epoch.
    """

    def __init__(self, start: int) -> None:
        self._now = start

    def now(self) -> int:
        """Milliseconds since the epoch, UTC."""
        return self._now

    def advance(self, ms: int) -> None:
        """Move on by `ms` milliseconds.

        Raises:
            ValueError: `ms` is negative; time does not run backwards.
        """
        if ms < 0:
            raise ValueError(f"a clock cannot go back: advance({ms})")
        self._now += ms
