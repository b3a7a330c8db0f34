"""The pytest plugin and the face of the package."""

import subprocess
import sys
from pathlib import Path

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


def test_the_plugin_is_there_by_itself(tmp_path: Path) -> None:
    """Installed, the fixture is known to other projects, and costs nothing that does not use it."""
    (tmp_path / "test_bot.py").write_text(
        "import sys\n"
        "def test_a(): assert 'aiohttp' not in sys.modules and 'binance_futures.paper._engine' not in sys.modules\n"
        "def test_b(paper_exchange): assert paper_exchange.um_client().ping() is not None\n"
    )
    options = ["-q", "--strict-markers", "-p", "no:cacheprovider", f"--rootdir={tmp_path}"]
    command = [sys.executable, "-m", "pytest", *options, str(tmp_path)]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "2 passed" in ended.stdout, ended.stdout


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
