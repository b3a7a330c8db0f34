"""Downloads all candlesticks of a symbol between two dates into a Parquet file, exact and without a gap.

    python examples/programs/kline_downloader.py BTCUSDT 1h 2026-01-01 2026-02-01

Run it again, also with a later end, and it goes on where the file ends. Needs `binance-futures-sdk[parquet]`.
"""

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, Final, get_args

from binance_futures import BinanceError, Retry, UMFutures
from binance_futures.models.enums import KlineInterval
from binance_futures.models.um import Kline
from binance_futures.paper import exchange_from_env

PAGE: Final = 499  # most candlesticks for their weight: 2, where 1500 in one request weigh 10
TIMES: Final = ("openTime", "closeTime")
COUNT: Final = "count"
DECIMALS: Final = (
    *("open", "high", "low", "close"),
    *("volume", "quoteVolume", "takerBuyVolume", "takerBuyQuoteVolume"),
)


class GapError(Exception):
    """The exchange has left out candlesticks."""


def closed_klines(
    client: UMFutures,
    symbol: str,
    interval: KlineInterval,
    start: int,
    end: int,
    *,
    adjoining: bool = False,
    wait: Callable[[float], object] = time.sleep,
) -> Iterator[list[Kline]]:
    """Pages of the closed candlesticks that open from `start` until before `end` (ms).

    Half of the IP's weight is left to other programs: past that it waits for the next minute.

    Args:
        client: Client.
        symbol: Symbol.
        interval: Length of a candlestick.
        start: From this time, inclusive (ms).
        end: Until this time, exclusive (ms).
        adjoining: Whether the first one must open right at `start`; else the symbol may be younger.
        wait: Waits so many seconds.

    Raises:
        GapError: A candlestick does not open where the one before ended.
    """
    limits = {limit.rateLimitType: limit.limit for limit in client.exchange_info().rateLimits}
    now = client.time().serverTime
    while start < end:
        while client.limit_usage.used_weight.get("1m", 0) >= limits["REQUEST_WEIGHT"] // 2:
            wait(60 - client.time().serverTime / 1000 % 60)
            client.ping()  # its answer tells the usage of the new minute
        page = client.klines(symbol, interval, startTime=start, endTime=end - 1, limit=PAGE)
        page = [kline for kline in page if kline.closeTime < now]
        if not page:
            return
        for kline in page:
            if adjoining and kline.openTime != start:
                raise GapError(f"{symbol} {interval}: nothing from {as_date(start)} to {as_date(kline.openTime)}")
            start, adjoining = kline.closeTime + 1, True
        yield page


class KlineFile:
    """A Parquet file of candlesticks that is whole at any moment: a new one takes its place at once.

    Raises:
        ValueError: The file that is there is of something else.
    """

    def __init__(self, path: Path, symbol: str, interval: KlineInterval, start: int) -> None:
        self._pa, self._parquet = pyarrow("pyarrow"), pyarrow("pyarrow.parquet")
        self.path = path
        self.end: int | None = None
        """Where the next candlestick opens (ms); None without a file."""
        about = {b"klines": f"{symbol} {interval}".encode(), b"start": str(start).encode()}
        if path.exists():
            with self._parquet.ParquetFile(path) as file:
                kept: dict[bytes, bytes] = file.schema_arrow.metadata or {}
                if kept.get(b"klines") != about[b"klines"] or int(kept[b"start"]) > start:
                    raise ValueError(f"{path} is of {kept}, not of {about}: name another file")
                last = file.read_row_group(file.num_row_groups - 1, columns=["closeTime"])["closeTime"][-1]
                self.end = last.value + 1
                about = kept
        pa = self._pa
        fields = {name: pa.timestamp("ms", tz="UTC") for name in TIMES} | {COUNT: pa.int64()}
        fields |= dict.fromkeys(DECIMALS, pa.decimal128(38, 18))  # what would not fit is an error, never rounded
        self._schema = pa.schema([(name, fields[name]) for name in Kline._fields if name in fields], metadata=about)

    def extend(self, pages: Iterator[list[Kline]]) -> int:
        """Adds pages, and tells how many candlesticks. If the download breaks off, what had come is kept."""
        part = self.path.with_name(f"{self.path.name}.part")
        added, stopped = 0, None
        with self._parquet.ParquetWriter(part, self._schema) as writer:
            if self.end is not None:
                with self._parquet.ParquetFile(self.path) as before:
                    for number in range(before.num_row_groups):
                        writer.write_table(before.read_row_group(number))
            try:
                for page in pages:
                    writer.write_table(self._table(page))
                    added += len(page)
            except (BinanceError, GapError, KeyboardInterrupt) as error:
                stopped = error
        if added:
            part.replace(self.path)
        else:
            part.unlink()
        if stopped is not None:
            raise stopped
        return added

    def _table(self, page: list[Kline]) -> Any:
        columns = {name: [getattr(kline, name) for kline in page] for name in self._schema.names}
        return self._pa.table(columns, schema=self._schema)


def pyarrow(module: str) -> Any:
    """A module of pyarrow, which has no types."""
    try:
        return import_module(module)
    except ModuleNotFoundError:
        raise SystemExit("kline_downloader needs pyarrow: pip install 'binance-futures-sdk[parquet]'") from None


def as_date(ms: int) -> datetime:
    """A time of the exchange, to be shown."""
    return datetime.fromtimestamp(ms / 1000, UTC)


def as_time(text: str) -> int:
    """A date or time in ms; UTC unless it says otherwise."""
    date = datetime.fromisoformat(text)
    return round((date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp() * 1000)


def main(argv: Sequence[str] | None = None) -> None:
    """Downloads as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("symbol")
    parser.add_argument("interval", choices=get_args(KlineInterval))
    parser.add_argument("start", type=as_time, help="first candlestick: 2026-01-01, or 2026-01-01T12:00 (UTC)")
    parser.add_argument("end", type=as_time, help="no candlestick from here on")
    parser.add_argument("--out", type=Path, help="default: SYMBOL-INTERVAL.parquet")
    args = parser.parse_args(argv)
    path = args.out or Path(f"{args.symbol}-{args.interval}.parquet")
    try:
        file = KlineFile(path, args.symbol, args.interval, args.start)
    except ValueError as error:
        parser.error(str(error))
    with exchange_from_env() as exchange, exchange.um_client(retries=Retry(longest=60)) as client:
        start = args.start if file.end is None else file.end
        pages = closed_klines(client, args.symbol, args.interval, start, args.end, adjoining=file.end is not None)
        try:
            print(f"{file.extend(pages)} candlesticks added to {path}")
        except (BinanceError, GapError, KeyboardInterrupt) as error:
            raise SystemExit(f"Broke off; what came is kept, run it again to go on. {error!r}") from None


if __name__ == "__main__":
    main()
