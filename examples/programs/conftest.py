"""What the programs' tests share: their command lines on the test's own exchange, and Ctrl-C."""

import signal
from collections.abc import Callable, Iterator

import pytest

from binance_futures.paper import PaperExchange


@pytest.fixture
def command_line(paper_exchange: PaperExchange, monkeypatch: pytest.MonkeyPatch) -> Iterator[PaperExchange]:
    """The exchange that `exchange_from_env` leads to."""
    key = paper_exchange.key()
    monkeypatch.setenv("BINANCE_ENVIRONMENT", paper_exchange.rest_url)
    monkeypatch.setenv("BINANCE_API_KEY", key.key)
    monkeypatch.setenv("BINANCE_API_SECRET", key.signs_with)
    yield paper_exchange
    with paper_exchange.um_client() as client:
        client.ping()  # by now it has taken every connection that the program broke off


@pytest.fixture
def ctrl_c() -> Iterator[Callable[[], None]]:
    """Does what Ctrl-C does, also in a worker of pytest-xdist, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield lambda: signal.raise_signal(signal.SIGINT)
    signal.signal(signal.SIGINT, before)
