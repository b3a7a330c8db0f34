"""What happens by the clock: GTD orders end, countdowns cancel."""

from ._accounts import Account
from ._conditional import Conditional
from ._errors import rejected
from ._matching import Matching
from ._state import State
from ._trading import Trading

__all__ = ["Timers"]


class Timers:
    """Keeps countdowns and does what is due."""

    def __init__(self, state: State, matching: Matching, trading: Trading, conditional: Conditional) -> None:
        self._state = state
        self._matching = matching
        self._trading = trading
        self._conditional = conditional
        self._countdowns: dict[tuple[str, str], int] = {}

    def countdown(self, account: Account, symbol: str, countdownTime: int) -> None:
        """Start, renew or stop (0) a countdown."""
        if countdownTime < 0:
            raise rejected("INVALID_PARAMETER", "um", "countdownTime")
        schedule = self._state.schedule
        key = account.name, symbol
        before = self._countdowns.pop(key, None)
        if before is not None:
            schedule.remove((before, "countdown", *key))
        if countdownTime:
            due = self._countdowns[key] = self._state.time + countdownTime
            schedule.add((due, "countdown", *key))

    def next_due(self) -> int | None:
        """The time of the next thing to do, ms."""
        return self._state.schedule[0][0] if self._state.schedule else None

    def run(self) -> None:
        """Do all that is due."""
        state = self._state
        while state.schedule and state.schedule[0][0] <= state.time:
            _, kind, name, what = state.schedule[0]
            account = state.accounts[name]
            if kind == "countdown":
                state.schedule.pop(0)
                del self._countdowns[name, str(what)]
                self._trading.cancel_all(account, str(what))
            elif kind == "order":
                self._matching.withdraw(account.open_orders[int(what)], "EXPIRED", "EXPIRED")
            else:
                self._conditional.expire(account.open_algos[int(what)])
