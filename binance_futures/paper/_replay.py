"""Recorded trades in the place of the simulated flow: files as data.binance.vision has them."""

import csv
import io
import zipfile
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from importlib import import_module
from pathlib import Path
from typing import Any, Final

__all__ = ["RecordedTrade", "Replay", "read_trades"]


@dataclass(frozen=True, slots=True)
class RecordedTrade:
    """A trade, or an aggregate, as recorded; the time is ms since the epoch."""

    time: int
    price: Decimal
    qty: Decimal
    isBuyerMaker: bool


_COLUMNS: Final = {
    6: ("id", "price", "qty", "quote_qty", "time", "is_buyer_maker"),
    7: ("agg_trade_id", "price", "quantity", "first_trade_id", "last_trade_id", "transact_time", "is_buyer_maker"),
}
"""The columns of `trades` and `aggTrades` where a file has no header; cm has base_qty for quote_qty."""
_BATCH: Final = 4096


def read_trades(path: Path) -> Generator[RecordedTrade]:
    """The trades of a .csv, .zip (of one csv) or .parquet file of `trades` or `aggTrades`, um or cm, oldest first.

    Raises:
        ValueError: It does not look like one of these; names file and row.
        ImportError: A .parquet file, and pyarrow is not installed.
    """
    rows = _parquet_rows(path) if path.suffix == ".parquet" else _csv_rows(path)
    before = 0
    with closing(rows):
        for number, row in enumerate(rows, 1):
            try:
                trade = RecordedTrade(
                    int(row["transact_time" if "transact_time" in row else "time"]),
                    Decimal(row["price"]),
                    Decimal(row["quantity" if "quantity" in row else "qty"]),
                    {"true": True, "false": False}[row["is_buyer_maker"].lower()],
                )
                positive = trade.price > 0 and trade.qty > 0
            except (KeyError, ValueError, InvalidOperation) as error:
                raise ValueError(f"{path}, trade {number}: not as data.binance.vision writes it: {row}") from error
            if trade.time < before:
                raise ValueError(f"{path}, trade {number}: it is older than the one before")
            if not positive:
                raise ValueError(f"{path}, trade {number}: price and quantity must be positive")
            before = trade.time
            yield trade


def _csv_rows(path: Path) -> Generator[dict[str, str]]:
    if path.suffix != ".zip":
        with path.open(encoding="utf-8", newline="") as text:
            yield from _lines(path, text)
        return
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if len(names) != 1:
            raise ValueError(f"{path}: expected one csv file in it, found {len(names)}")
        with archive.open(names[0]) as member, io.TextIOWrapper(member, "utf-8", newline="") as text:
            yield from _lines(path, text)


def _lines(path: Path, text: Iterable[str]) -> Generator[dict[str, str]]:
    names: tuple[str, ...] = ()
    for row in csv.reader(text):
        if not names:
            if not row or len(row) not in _COLUMNS:
                raise ValueError(f"{path}: expected the 6 columns of trades or the 7 of aggTrades, found {len(row)}")
            names = _COLUMNS[len(row)]
            if not row[0].strip().isdigit():
                names = tuple(row)
                continue
        yield dict(zip(names, row, strict=False))


def _parquet_rows(path: Path) -> Generator[dict[str, str]]:
    try:
        parquet: Any = import_module("pyarrow.parquet")
    except ImportError as error:
        raise ImportError("parquet files need pyarrow: pip install 'binance-futures-sdk[parquet]'") from error
    with parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=_BATCH):
            for row in batch.to_pylist():
                yield {name: str(value) for name, value in row.items()}


class Replay:
    """Recorded trades by symbol, as the `source` of a `Market`.

    It holds the files open until they end or `close` is called.

    Args:
        files: The files of each symbol, in order of time.
        speed: How many recorded seconds pass in one.

    Raises:
        ValueError: A symbol has no trades, or `speed` is not positive.
    """

    def __init__(self, files: Mapping[str, Path | list[Path]], speed: float = 1.0) -> None:
        if not speed > 0:
            raise ValueError(f"speed must be positive, not {speed}")
        self._speed = speed
        self._started = 0
        self._rows: dict[str, Generator[RecordedTrade]] = {}
        self._next: dict[str, RecordedTrade] = {}
        with ExitStack() as failed:
            failed.callback(self.close)
            for symbol, paths in files.items():
                self._rows[symbol] = _joined(paths if isinstance(paths, list) else [paths])
                self._forward(symbol)
                if symbol not in self._next:
                    raise ValueError(f"{symbol}: no trades in {paths}")
            failed.pop_all()
        self._origin = min((trade.time for trade in self._next.values()), default=0)

    def start(self, time: int) -> Mapping[str, Decimal]:
        """Let the record begin at a time; gives the first price of each symbol."""
        self._started = time
        return {symbol: trade.price for symbol, trade in self._next.items()}

    def take(self, until: int) -> Iterator[tuple[str, RecordedTrade]]:
        """The trades that are due up to a time with their symbols, in order, at the times at which they are due."""
        while self._next:
            symbol, trade = min(self._next.items(), key=lambda item: item[1].time)
            due = self._started + int((trade.time - self._origin) / self._speed)
            if due > until:
                return
            self._forward(symbol)
            yield symbol, RecordedTrade(due, trade.price, trade.qty, trade.isBuyerMaker)

    def close(self) -> None:
        """Let go of the files; nothing more is replayed."""
        self._next.clear()
        for rows in self._rows.values():
            rows.close()

    def _forward(self, symbol: str) -> None:
        self._next.pop(symbol, None)
        trade = next(self._rows[symbol], None)
        if trade is not None:
            self._next[symbol] = trade


def _joined(paths: list[Path]) -> Generator[RecordedTrade]:
    for path in paths:
        yield from read_trades(path)
