"""The pytest plugin and the face of the package."""

import subprocess
import sys
from importlib.metadata import entry_points

import pytest

from binance_futures import paper
from binance_futures.paper import PaperExchange, VirtualClock


def test_the_fixture_is_a_running_exchange(paper_exchange: PaperExchange) -> None:
    """A test that asks for `paper_exchange` gets one of its own, running."""
    with paper_exchange.cm_client() as client:
        assert client.ticker_price(symbol="BTCUSD_PERP")


@pytest.mark.paper_exchange(seed=3, clock=VirtualClock(1_767_225_600_000))
def test_the_marker_gives_its_arguments(paper_exchange: PaperExchange) -> None:
    """The marker's arguments are those of the exchange."""
    paper_exchange.advance(1)
    assert paper_exchange.now == 1_767_225_601_000


def test_the_plugin_is_there_by_itself() -> None:
    """Installed, it is known to pytest, and costs nothing until a test uses it."""
    (plugin,) = entry_points(group="pytest11", name="binance_futures")
    heavy = "{'aiohttp', 'pydantic', 'binance_futures.paper._engine'}"
    code = f"import sys, {plugin.value}; print({heavy} & sys.modules.keys())"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "set()"


def test_the_package_shows_what_is_public() -> None:
    """Every public name is there, and no other."""
    assert dir(paper) == sorted(paper.__all__)
    assert all(getattr(paper, name) is not None for name in paper.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        paper.nothing  # noqa: B018 - reading it is what fails


def test_an_import_that_fails_for_another_reason_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what the extra brings is explained by it."""
    import importlib

    def fail(_: str) -> None:
        raise ModuleNotFoundError("no", name="elsewhere")

    monkeypatch.setattr(importlib, "import_module", fail)
    with pytest.raises(ModuleNotFoundError, match=r"^no$"):
        paper.PaperExchange  # noqa: B018 - reading it is what fails
