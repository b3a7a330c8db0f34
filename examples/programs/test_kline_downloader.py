"""The downloader's tests: pages, limits, faults and what the file then holds, on a clock that stands."""

import re
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import kline_downloader
import pytest
from kline_downloader import PAGE, GapError, KlineFile, as_date, as_time, closed_klines

from binance_futures import ServerError, UMFutures
from binance_futures.models.um import Kline
from binance_futures.paper import Limits, PaperExchange, VirtualClock

NOON = 1_790_000_000_000 // 86_400_000 * 86_400_000 + 43_200_000
parquet = kline_downloader.pyarrow("pyarrow.parquet")
START, END = NOON - 20 * 3_600_000, NOON


@pytest.fixture
def exchange() -> Iterator[PaperExchange]:
    with PaperExchange(clock=VirtualClock(NOON)) as exchange:
        yield exchange


@pytest.fixture
def client(exchange: PaperExchange) -> Iterator[UMFutures]:
    with exchange.um_client(retries=0) as client:
        yield client


def columns(path: Path) -> dict[str, list[object]]:
    held: dict[str, list[object]] = parquet.read_table(path).to_pydict()
    return held


def test_pages_join_without_a_gap(client: UMFutures) -> None:
    """Twenty hours of minutes take three pages; none is missing, none comes twice, and they are the exchange's own."""
    pages = [*closed_klines(client, "BTCUSDT", "1m", START, END)]
    klines = [kline for page in pages for kline in page]
    assert [len(page) for page in pages] == [PAGE, PAGE, 1200 - 2 * PAGE]
    assert [kline.openTime for kline in klines] == [*range(START, END, 60_000)]
    assert klines == client.klines("BTCUSDT", "1m", startTime=START, endTime=END - 1, limit=1500)


def test_what_still_runs_is_left_out(client: UMFutures, exchange: PaperExchange) -> None:
    """The candlestick of the present minute will change: it is not downloaded."""
    exchange.advance(30)
    (page,) = closed_klines(client, "BTCUSDT", "1m", NOON - 60_000, NOON + 3_600_000)
    assert [kline.openTime for kline in page] == [NOON - 60_000]


def test_intervals_of_different_length_join(client: UMFutures) -> None:
    """Months are not equally long, and yet one begins where the other ends."""
    (page,) = closed_klines(client, "BTCUSDT", "1M", 0, NOON)
    assert len({kline.closeTime - kline.openTime for kline in page}) > 1


def test_half_of_the_weight_is_left_to_others() -> None:
    """Past half of the limit it waits until the next minute; the exchange never has to refuse it."""
    clock, waited = VirtualClock(NOON + 50_000), list[float]()
    with PaperExchange(clock=clock, limits=Limits(weight=12)) as exchange, exchange.um_client() as client:

        def wait(seconds: float) -> None:
            waited.append(seconds)
            exchange.advance(seconds)

        pages = [*closed_klines(client, "BTCUSDT", "1m", START, END, wait=wait)]
    assert sum(len(page) for page in pages) == 1200
    assert waited == [10]


def test_a_gap_is_an_error(client: UMFutures, monkeypatch: pytest.MonkeyPatch) -> None:
    """A candlestick that the exchange leaves out is not passed over."""
    whole: Any = client.klines

    def leaky(*args: object, **kwargs: object) -> list[Kline]:
        return [kline for kline in whole(*args, **kwargs) if kline.openTime != START + 600_000]

    monkeypatch.setattr(UMFutures, "klines", property(lambda _: leaky))
    missing = f"nothing from {as_date(START + 600_000)} to {as_date(START + 660_000)}"
    with pytest.raises(GapError, match=re.escape(missing)):
        next(closed_klines(client, "BTCUSDT", "1m", START, END))


def test_the_file_is_exact(client: UMFutures, tmp_path: Path) -> None:
    """Prices and volumes come back as the decimals they were, times as times."""
    path = tmp_path / "klines.parquet"
    assert KlineFile(path, "BTCUSDT", "1m", START).extend(closed_klines(client, "BTCUSDT", "1m", START, END)) == 1200
    klines = client.klines("BTCUSDT", "1m", startTime=START, endTime=END - 1, limit=1500)
    held = columns(path)
    for name in (*kline_downloader.DECIMALS, "count"):
        assert held[name] == [getattr(kline, name) for kline in klines]
    assert held["openTime"] == [as_date(kline.openTime) for kline in klines]


def test_a_download_that_broke_off_goes_on(client: UMFutures, exchange: PaperExchange, tmp_path: Path) -> None:
    """What came before the exchange failed is kept; the second run begins there, and the file is as if nothing was."""
    path = tmp_path / "klines.parquet"
    pages = closed_klines(client, "BTCUSDT", "1m", START, END)

    def failing() -> Iterator[list[Kline]]:
        yield next(pages)
        exchange.faults.unavailable(path="/fapi/v1/klines")
        yield from pages

    with pytest.raises(ServerError):
        KlineFile(path, "BTCUSDT", "1m", START).extend(failing())
    again = KlineFile(path, "BTCUSDT", "1m", START)
    assert again.end == START + PAGE * 60_000
    again.extend(closed_klines(client, "BTCUSDT", "1m", again.end, END, adjoining=True))
    assert columns(path)["openTime"] == [as_date(ms) for ms in range(START, END, 60_000)]
    assert [*tmp_path.iterdir()] == [path]


def test_a_write_that_fails_leaves_the_file_as_it_was(
    client: UMFutures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new file takes the old one's place only when it is whole."""
    path = tmp_path / "klines.parquet"
    KlineFile(path, "BTCUSDT", "1m", START).extend(islice(closed_klines(client, "BTCUSDT", "1m", START, END), 1))
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise OSError("no space left")

    again = KlineFile(path, "BTCUSDT", "1m", START)
    monkeypatch.setattr(KlineFile, "_table", fail)
    with pytest.raises(OSError, match="no space left"):
        again.extend(closed_klines(client, "BTCUSDT", "1m", again.end or 0, END, adjoining=True))
    assert path.read_bytes() == before


def test_the_command_line(
    exchange: PaperExchange, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It downloads, goes on when told to again, and refuses a file of another symbol or an earlier start."""
    monkeypatch.setenv("BINANCE_ENVIRONMENT", exchange.rest_url)
    path = tmp_path / "klines.parquet"
    start = as_date(NOON - 10 * 3_600_000).isoformat()
    out = ["--out", str(path)]
    for end, added in ((NOON - 3_600_000, 9), (NOON, 1), (NOON, 0)):
        kline_downloader.main(["BTCUSDT", "1h", start, as_date(end).isoformat(), *out])
        assert capsys.readouterr().out == f"{added} candlesticks added to {path}\n"
    exchange.faults.unavailable(path="/fapi/v1/klines", times=3)
    with pytest.raises(SystemExit, match="run it again to go on"):
        kline_downloader.main(["BTCUSDT", "1h", start, as_date(NOON + 3_600_000).isoformat(), *out])
    for symbol, since in (("ETHUSDT", start), ("BTCUSDT", "2020-01-01")):
        with pytest.raises(SystemExit):
            kline_downloader.main([symbol, "1h", since, as_date(NOON).isoformat(), *out])
        assert "name another file" in capsys.readouterr().err
    assert as_time("2026-01-01") == as_time("2026-01-01T01:00+01:00") == 1_767_225_600_000


def test_without_pyarrow_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is named."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(SystemExit, match=r"binance-futures-sdk\[parquet\]"):
        KlineFile(tmp_path / "klines.parquet", "BTCUSDT", "1m", 0)
