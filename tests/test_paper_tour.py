"""The tour, as a user of `make demo` sees it."""

import io

import pytest
from rich.console import Console

from binance_futures.paper import _tour
from binance_futures.paper._exchange import PaperExchange

STOPS = (
    "The exchange's rules",
    "A living market",
    "A malformed order",
    "One off the tick",
    "A limit order over REST",
    "A stop through the algo endpoint",
    "The same calls over one socket",
    "What came of it",
)


def console(*, terminal: bool) -> Console:
    return Console(file=io.StringIO(), force_terminal=terminal, width=120, highlight=False)


def text(of: Console) -> str:
    assert isinstance(of.file, io.StringIO)
    return of.file.getvalue()


@pytest.mark.parametrize("terminal", [False, True], ids=["plain", "terminal"])
def test_the_tour_shows_everything(monkeypatch: pytest.MonkeyPatch, terminal: bool) -> None:
    """Every stop happens, in order, in colours or without, and the exit code is 0."""
    monkeypatch.setattr(_tour, "_WATCHED", 0.3)
    stage = console(terminal=terminal)
    assert _tour.run(stage) == 0
    shown = text(stage)
    places = [shown.index(f"{number}. {title}") for number, title in enumerate(STOPS, 1)]
    assert places == sorted(places)
    for part in (
        "did you mean 'SELL'?",
        "code -4014",
        "Round price",
        "TRADE: FILLED",
        "FINISHED",
        "CANCELED",
        "Done in",
    ):
        assert part in shown, part
    assert ("\x1b[" in shown) == terminal


def test_a_tour_that_breaks_off_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """When something does not go as it should, the exit code tells, and so does the last line."""
    started = PaperExchange.start

    def start(exchange: PaperExchange) -> PaperExchange:
        started(exchange)
        exchange.faults.unavailable(path="/fapi/v1/exchangeInfo", times=None)
        return exchange

    monkeypatch.setattr(PaperExchange, "start", start)
    stage = console(terminal=False)
    assert _tour.run(stage) == 1
    assert "The tour broke off: ServerError" in text(stage)
