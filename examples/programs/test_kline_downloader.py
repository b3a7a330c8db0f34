"""Tests of the downloader: pages, gaps, limits, and files that are whole or not there."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any

import kline_downloader
import pytest
from kline_downloader import Downloader, GapError, main, write

from binance_futures import UMFutures
from binance_futures.models.enums import KlineInterval
from binance_futures.models.um import Kline
from binance_futures.paper import Limits, PaperExchange

MINUTE = 60_000
parquet: Any = import_module("pyarrow.parquet")  # it has no types


@pytest.fixture
def client(paper_exchange: PaperExchange) -> Iterator[UMFutures]:
    with paper_exchange.um_client() as client:
        yield client


def klines(downloader: Downloader, symbol: str, interval: KlineInterval, start: int, end: int) -> list[Kline]:
    return [*chain.from_iterable(downloader.pages(symbol, interval, start, end))]


def waits() -> tuple[list[float], Any]:
    """What was slept, and what to sleep with."""
    slept: list[float] = []
    return slept, slept.append


def test_pages_join_without_a_gap(client: UMFutures, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several pages give what one would, each candlestick once, and not the one that is still open."""
    monkeypatch.setattr(kline_downloader, "PAGE", 50)
    now = client.time().serverTime
    start = now // MINUTE * MINUTE - 120 * MINUTE
    found = klines(Downloader(client), "BTCUSDT", "1m", start, now + MINUTE)
    assert [kline.openTime for kline in found[:120]] == [start + n * MINUTE for n in range(120)]
    assert all(kline.closeTime < client.time().serverTime for kline in found)


def test_a_gap_is_told(client: UMFutures, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing candlestick ends the download."""
    whole = client.klines

    def lame(*args: Any, **kwargs: Any) -> list[Kline]:
        page = list(whole(*args, **kwargs))
        del page[3]
        return page

    monkeypatch.setattr(client, "klines", lame)
    now = client.time().serverTime
    with pytest.raises(GapError, match="BTCUSDT 1m: nothing between"):
        klines(Downloader(client), "BTCUSDT", "1m", now - 10 * MINUTE, now)


@pytest.mark.paper_exchange(limits=Limits(weight=60))
def test_it_stays_within_half_of_the_limit(client: UMFutures, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond half of the weight of a minute it waits for the next."""
    slept, sleep = waits()
    monkeypatch.setattr(kline_downloader, "PAGE", 1000)
    now = client.time().serverTime
    downloader = Downloader(client, sleep)
    for _ in range(8):
        klines(downloader, "BTCUSDT", "1d", now - 300 * 86_400_000, now)
    assert slept
    assert all(0 < seconds <= 60 for seconds in slept)


def test_a_refusal_for_the_limit_is_waited_out(client: UMFutures, paper_exchange: PaperExchange) -> None:
    """After 429 it waits as long as it was told, and asks again."""
    slept, sleep = waits()
    downloader = Downloader(client, sleep)
    paper_exchange.faults.rate_limit(30, path="/fapi/v1/klines")
    now = client.time().serverTime
    assert klines(downloader, "BTCUSDT", "1h", now - 5 * 60 * MINUTE, now)
    assert slept == [30]


def test_a_file_has_every_digit(tmp_path: Path, client: UMFutures) -> None:
    """What is read from the file is what the exchange sent: decimals and times."""
    now = client.time().serverTime
    whole = klines(Downloader(client), "BTCUSDT", "1m", now - 30 * MINUTE, now)
    assert write([whole], tmp_path / "klines.parquet") == len(whole)
    rows = parquet.read_table(tmp_path / "klines.parquet").to_pylist()
    assert [row["close"] for row in rows] == [kline.close for kline in whole]
    assert all(type(row["volume"]) is Decimal for row in rows)
    assert rows[0]["openTime"] == datetime.fromtimestamp(whole[0].openTime / 1000, UTC)
    assert [*tmp_path.iterdir()] == [tmp_path / "klines.parquet"]


def test_what_cannot_be_kept_exactly_leaves_no_file(tmp_path: Path, client: UMFutures) -> None:
    """A number with more digits than the column is refused, and an older file stays."""
    path = tmp_path / "klines.parquet"
    path.write_text("the older one")
    kline = client.klines("BTCUSDT", "1m", limit=1)[0]._replace(close=Decimal("0.123456789"))
    with pytest.raises(ValueError, match="data loss"):
        write([[kline]], path)
    assert path.read_text() == "the older one"
    assert [*tmp_path.iterdir()] == [path]


def test_the_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its command line downloads from a paper exchange of its own, and says what went wrong."""
    path = tmp_path / "klines.parquet"
    today = datetime.now(UTC).date().isoformat()
    assert main(["BTCUSDT", "1h", "2026-01-01", today, str(path)]) == 0
    assert "candlesticks in" in capsys.readouterr().out
    assert parquet.read_metadata(path).num_rows > 0
    assert main(["NOSUCH", "1h", "2026-01-01", today, str(path)]) == 1
    assert "Invalid symbol" in capsys.readouterr().err
