"""How a command begins and ends: what is due comes first, and what it set off plays out before the books are told."""

from collections.abc import Generator
from contextlib import contextmanager

from ._conditional import Conditional
from ._listing import Listing
from ._state import State
from ._timers import Timers

__all__ = ["Turns"]


class Turns:
    """Brackets every command of the engine."""

    def __init__(self, state: State, timers: Timers, conditional: Conditional) -> None:
        self._state = state
        self._timers = timers
        self._conditional = conditional
        self._held: int | None = None

    def begin(self) -> None:
        """A command begins: let what is due by the clock happen."""
        state = self._state
        state.time = now = state.clock.now() if self._held is None else self._held
        due = self._timers.next_due()
        if due is not None and due <= now:
            self._timers.run()
            self.end()

    def listing(self, symbol: str) -> Listing:
        """The listing of a command that begins."""
        self.begin()
        return self._state.listing(symbol)

    def end(self) -> None:
        """Let triggers and what follows play out, then publish the books that changed."""
        state = self._state
        while state.traded or state.finished or state.flattened:
            self._conditional.finish()
            moved = list(state.traded.values())
            state.traded.clear()
            for listing in moved:
                self._conditional.react(listing, "CONTRACT_PRICE")
        if self._held is None:
            self._publish_books()

    @contextmanager
    def at(self, time: int) -> Generator[None]:
        """Let commands happen at `time`; see `Engine.at`."""
        self._held = max(time, self._state.time)
        try:
            yield
        finally:
            self._held = None
            self._publish_books()

    def _publish_books(self) -> None:
        state = self._state
        for listing in state.listings.values():
            change = listing.book.drain(state.time)
            if change is not None:
                state.publish(change)
