"""Downloads the candlesticks of a contract to a parquet file: all of a time, without a gap, within the limits.

python examples/programs/kline_downloader.py BTCUSDT 1h 2026-11-01 2026-11-08 klines.parquet

Prices and volumes become decimals, as exact as the exchange sent them. The file appears when it is complete, never
before. Needs pyarrow: pip install 'binance-futures-sdk[paper,parquet]'
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, Final, get_args

from binance_futures import BinanceError, RateLimitError, UMFutures
from binance_futures.models.enums import KlineInterval
from binance_futures.models.um import Kline
from binance_futures.paper import exchange_from_env

PAGE: Final = 1500
"""Candlesticks in one answer at most; it weighs 10."""
SHARE: Final = 0.5
"""How much of the weight of a minute is used: the rest is for the bots on the same IP."""
NUMBERS: Final = ("open", "high", "low", "close", "volume", "quoteVolume", "takerBuyVolume", "takerBuyQuoteVolume")


class GapError(Exception):
    """Candlesticks are missing."""


class Downloader:
    """Pages through candlesticks; `sleep` is what it waits with."""

    def __init__(self, client: UMFutures, sleep: Callable[[float], object] = time.sleep) -> None:
        self._client = client
        self._sleep = sleep
        limits = client.exchange_info().rateLimits
        self._allowed = SHARE * min(limit.limit for limit in limits if limit.rateLimitType == "REQUEST_WEIGHT")

    def pages(self, symbol: str, interval: KlineInterval, start: int, end: int) -> Iterator[list[Kline]]:
        """The closed candlesticks that open from `start` to before `end` (ms), oldest first.

        A contract that was listed later begins later.

        Raises:
            GapError: One does not follow the one before.
        """
        end = min(end, self._client.time().serverTime)
        follows: int | None = None
        while start < end:
            page = self._page(symbol, interval, start, end)
            for kline in page:
                if follows is not None and kline.openTime != follows:
                    raise GapError(f"{symbol} {interval}: nothing between {follows} and {kline.openTime}")
                follows = kline.closeTime + 1
            yield [kline for kline in page if kline.closeTime < end]  # one that is not closed would change
            if len(page) < PAGE:
                return
            start = page[-1].closeTime + 1

    def _page(self, symbol: str, interval: KlineInterval, start: int, end: int) -> list[Kline]:
        while True:
            try:
                page = self._client.klines(symbol, interval, startTime=start, endTime=end - 1, limit=PAGE)
            except RateLimitError as error:
                self._sleep(error.retry_after or 60)
                continue
            if self._client.limit_usage.used_weight.get("1m", 0) > self._allowed:
                self._sleep(60 - time.time() % 60)  # the weight is forgiven at the full minute
            return page


def write(pages: Iterable[list[Kline]], path: Path) -> int:
    """Writes candlesticks, all or none; gives how many."""
    pyarrow: Any = import_module("pyarrow")
    parquet: Any = import_module("pyarrow.parquet")
    moment, number = pyarrow.timestamp("ms", tz="UTC"), pyarrow.decimal128(38, 8)
    fields = [("openTime", moment), *((name, number) for name in NUMBERS), ("count", pyarrow.int64())]
    schema = pyarrow.schema(fields)
    part, written = path.with_name(path.name + ".part"), 0
    try:
        with parquet.ParquetWriter(part, schema) as file:
            for rows in pages:
                columns = {name: [getattr(row, name) for row in rows] for name in schema.names}
                file.write_table(pyarrow.table(columns, schema))
                written += len(rows)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return written


def moment(text: str) -> int:
    """A date or time in UTC as ms since the epoch."""
    return round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


def main(arguments: list[str] | None = None) -> int:
    """The program; gives the exit code."""
    parser = argparse.ArgumentParser(description="Downloads candlesticks to a parquet file.")
    parser.add_argument("symbol")
    parser.add_argument("interval", choices=get_args(KlineInterval))
    parser.add_argument("start", type=moment, help="2026-11-01, or 2026-11-01T12:00 (UTC)")
    parser.add_argument("end", type=moment, help="the same, not included")
    parser.add_argument("path", type=Path)
    options = parser.parse_args(arguments)
    try:
        with exchange_from_env() as exchange, exchange.um_client() as client:
            pages = Downloader(client).pages(options.symbol, options.interval, options.start, options.end)
            written = write(pages, options.path)
    except (BinanceError, GapError, ModuleNotFoundError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(written, "candlesticks in", options.path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
