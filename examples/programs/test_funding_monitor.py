"""The funding monitor's tests: what it ranks, when it alerts, and that it lives on without the REST API."""

import asyncio
import io
from collections.abc import Callable
from decimal import Decimal

import funding_monitor
import pytest
from funding_monitor import HOUR, MINUTE, Funding, Monitor, follow, table
from rich.console import Console
from rich.live import Live

from binance_futures.models.um import FundingInfo
from binance_futures.models.um.events import MarkPrice
from binance_futures.paper import PaperExchange

NOW = 1_790_000_000_000


def mark(symbol: str, rate: str, next_funding: int = NOW + HOUR) -> MarkPrice:
    wire = {"e": "markPriceUpdate", "E": NOW, "s": symbol, "p": "100", "i": "100", "P": "100", "r": rate}
    return MarkPrice.model_validate(wire | {"T": next_funding, "st": 1})


def rule(symbol: str, hours: int, cap: str = "0.02", floor: str = "-0.02") -> FundingInfo:
    bounds = {"adjustedFundingRateCap": cap, "adjustedFundingRateFloor": floor}
    return FundingInfo.model_validate({"symbol": symbol, "fundingIntervalHours": hours, "disclaimer": False, **bounds})


def screen() -> Console:
    return Console(file=io.StringIO(), width=120)


def shown(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_rates_are_compared_by_the_year() -> None:
    """Half the rate, paid every hour, is more than the whole of it every eight: the ranking knows the interval."""
    monitor = Monitor(Decimal(1000))
    monitor.learn([rule("FASTUSDT", 1)])
    monitor.update([mark("SLOWUSDT", "0.0001"), mark("FASTUSDT", "0.00005"), mark("LOWUSDT", "-0.0001")])
    ranked = monitor.ranked(NOW)
    assert [(each.symbol, each.annual) for each in ranked] == [
        ("FASTUSDT", Decimal("43.8")),
        ("SLOWUSDT", Decimal("10.95")),
        ("LOWUSDT", Decimal("-10.95")),
    ]


def test_an_alert_comes_once_each_time_a_rate_passes() -> None:
    """High or low, a rate beyond the threshold is told of once, and again only after it was back."""
    monitor = Monitor(Decimal(100))
    told = [
        [alert.symbol for alert in monitor.update([mark("AUSDT", a), mark("BUSDT", b)])]
        for a, b in [("0.001", "0"), ("0.002", "-0.001"), ("0", "-0.001"), ("0.001", "-0.002")]
    ]
    assert told == [["AUSDT"], ["BUSDT"], [], ["AUSDT"]]


def test_caps_and_floors_are_told() -> None:
    """A rate that can go no further says so."""
    monitor = Monitor(Decimal(1))
    monitor.learn([rule("AUSDT", 4, cap="0.003"), rule("BUSDT", 4, floor="-0.003"), rule("CUSDT", 4)])
    alerts = monitor.update([mark("AUSDT", "0.003"), mark("BUSDT", "-0.003"), mark("CUSDT", "0.003")])
    assert [alert.bound for alert in alerts] == ["at its cap", "at its floor", ""]


def test_contracts_without_funding_or_future_are_left_out() -> None:
    """Delivery contracts have no rate; a contract that is gone does not stay in the table."""
    monitor = Monitor(Decimal(1000))
    monitor.update([mark("BTCUSDT_261225", "", 0), mark("GONEUSDT", "0.01"), mark("BTCUSDT", "0.01", NOW + 9 * HOUR)])
    assert [each.symbol for each in monitor.ranked(NOW + HOUR + MINUTE)] == ["BTCUSDT"]


def test_the_table_has_both_ends() -> None:
    """Of many contracts the highest and the lowest are shown."""
    monitor = Monitor(Decimal(1000))
    monitor.update(mark(f"C{number}USDT", f"0.000{number}") for number in range(9))
    console = screen()
    console.print(table(monitor.ranked(NOW), 2))
    names = [line.split()[0] for line in shown(console).splitlines()[1:]]
    assert names == ["C8USDT", "C7USDT", "…", "C1USDT", "C0USDT"]


async def test_it_goes_on_when_the_rules_cannot_be_had(paper_exchange: PaperExchange) -> None:
    """The exchange refuses `funding_info`: rates are shown at the default interval, and the reason is told."""
    paper_exchange.faults.unavailable(path="/fapi/v1/fundingInfo", times=None)
    monitor, console = Monitor(Decimal("0.01")), screen()
    async with (
        paper_exchange.async_um_client(retries=0) as client,
        paper_exchange.async_um_streams() as streams,
    ):
        with Live(console=console, auto_refresh=False) as live:
            following = asyncio.create_task(follow(client, streams, monitor, live, 5))
            async with asyncio.timeout(10):
                async for _ in streams.mark_price_all_market():
                    if monitor.ranked(0):
                        break
            following.cancel()
            await asyncio.wait([following])
    assert "asking again in a minute" in shown(console)
    assert "BTCUSDT: +" in shown(console)
    assert "BTCUSD_PERP" not in shown(console)


def test_the_command_line(
    command_line: PaperExchange,
    ctrl_c: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Both products come into the table; Ctrl-C ends it with the last table shown."""
    original = Monitor.ranked

    def ranked(monitor: Monitor, now: int) -> list[Funding]:
        found = original(monitor, now)
        if {"BTCUSDT", "BTCUSD_PERP"} <= {each.symbol for each in found}:
            ctrl_c()
        return found

    monkeypatch.setattr(Monitor, "ranked", ranked)
    funding_monitor.main(["--alert", "1000", "--seconds", "20"])
    assert {"BTCUSDT", "BTCUSD_PERP"} <= {*capsys.readouterr().out.split()}
    assert command_line.running


def test_it_ends_when_its_time_is_over(command_line: PaperExchange) -> None:
    """`--seconds` is enough to end it."""
    funding_monitor.main(["--seconds", "0.01"])
    assert command_line.running
