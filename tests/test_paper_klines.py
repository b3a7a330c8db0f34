"""The paper exchange's memory of trades: candlesticks, aggregates, the last 24 hours, against plain recomputation."""

from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper_desk import D

from binance_futures.paper._events import Liquidation, PublicTrade
from binance_futures.paper._instruments import listed
from binance_futures.paper._klines import DAY, HOUR, INTERVALS, MINUTE, Kline, Series, span
from binance_futures.paper._market_changes import AggTrade, KlineClosed
from binance_futures.paper._tail import Tail
from binance_futures.paper._tape import Tape

NOW = 1_767_225_600_000
INSTRUMENTS = listed(NOW)

GAPS = st.sampled_from([0, 1, 40, 99, 100, 7_000, MINUTE, 5 * MINUTE, 3 * HOUR])
TRADES = st.lists(st.tuples(GAPS, st.integers(-30, 30), st.integers(1, 50), st.booleans()), min_size=1, max_size=60)


def ms(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


def tape_of(rows: list[tuple[int, int, int, bool]], symbol: str) -> tuple[Tape, list[PublicTrade], list]:
    """A tape with trades of (ms after the last, ticks from the start price, steps, the buyer made it)."""
    instrument = INSTRUMENTS[symbol]
    changes: list = []
    tape = Tape(instrument, changes.append)
    trades, time, aggregate = [], NOW, (0, (0, D(0), False))
    for number, (gap, ticks, steps, maker) in enumerate(rows, 1):
        time += gap
        price = instrument.startPrice + ticks * instrument.tickSize
        qty = steps * instrument.stepSize
        key = time // 100, price, maker
        if key != aggregate[1]:
            aggregate = aggregate[0] + 1, key
        value = instrument.value(price, qty)
        quote, base = (instrument.quote_quantity(price, qty), instrument.base_quantity(price, qty))
        assert value in {quote, base}
        trade = PublicTrade(instrument, time, number, aggregate[0], price, qty, quote, base, maker, 0, 0)
        tape.advance(time)
        tape.add(trade)
        trades.append(trade)
    return tape, trades, changes


def candle(trades: list[PublicTrade], open_time: int, close_time: int) -> Kline:
    """The candlestick of some trades, the plain way."""

    def turnover(trade: PublicTrade) -> Decimal:
        return trade.baseQty if trade.instrument.inverse else trade.quoteQty

    bought = [trade for trade in trades if not trade.isBuyerMaker]
    prices = [trade.price for trade in trades]
    return Kline(
        open_time,
        close_time,
        prices[0],
        max(prices),
        min(prices),
        prices[-1],
        sum((trade.qty for trade in trades), D(0)),
        sum((turnover(trade) for trade in trades), D(0)),
        len(trades),
        sum((trade.qty for trade in bought), D(0)),
        sum((turnover(trade) for trade in bought), D(0)),
        trades[0].tradeId,
        trades[-1].tradeId,
    )


@pytest.mark.parametrize(
    ("interval", "start", "end"),
    [
        ("1m", "2026-02-11T13:47", "2026-02-11T13:48"),
        ("15m", "2026-02-11T13:45", "2026-02-11T14:00"),
        ("6h", "2026-02-11T12:00", "2026-02-11T18:00"),
        ("1d", "2026-02-11T00:00", "2026-02-12T00:00"),
        ("1w", "2026-02-09T00:00", "2026-02-16T00:00"),
        ("1M", "2026-02-01T00:00", "2026-03-01T00:00"),
    ],
)
def test_intervals_are_aligned_in_utc(interval, start, end) -> None:
    """Minutes to days to the epoch, weeks to Monday, months to their first day."""
    assert span(interval, ms("2026-02-11T13:47:12")) == (ms(start), ms(end) - 1)


def test_december_ends_with_the_year() -> None:
    """The month after December is January."""
    assert span("1M", ms("2026-12-31T23:59")) == (ms("2026-12-01T00:00"), ms("2027-01-01T00:00") - 1)


@settings(max_examples=60, deadline=None)
@given(rows=TRADES, symbol=st.sampled_from(["BTCUSDT", "BTCUSD_PERP"]))
def test_candlesticks_are_the_trades_of_their_interval(rows, symbol) -> None:
    """Of every interval: closed or running, they hold the trades of their span; without trades they are flat."""
    tape, trades, changes = tape_of(rows, symbol)
    for interval in INTERVALS:
        klines = tape.series.between(interval, None, None, 1500)
        for before, after in pairwise(klines):
            assert after.openTime == before.closeTime + 1
        assert klines[-1].openTime <= trades[-1].time <= klines[-1].closeTime
        for kline in klines:
            assert (kline.openTime, kline.closeTime) == span(interval, kline.openTime)
            inside = [trade for trade in trades if kline.openTime <= trade.time <= kline.closeTime]
            if inside:
                assert kline == candle(inside, kline.openTime, kline.closeTime)
            else:
                assert kline.count == kline.volume == 0
                assert kline.open == kline.high == kline.low == kline.close
        told = [change.kline for change in changes if isinstance(change, KlineClosed) and change.interval == interval]
        assert told == klines[:-1]


@settings(max_examples=60, deadline=None)
@given(rows=TRADES)
def test_aggregates_partition_the_trades(rows) -> None:
    """Complete aggregates hold every trade but those of the last 100 ms once, in order, of one price and side."""
    tape, trades, changes = tape_of(rows, "BTCUSDT")
    tape.advance(trades[-1].time // 100 * 100 + 100)
    whole = list(tape.aggregates)
    assert [change for change in changes if isinstance(change, AggTrade)] == whole
    assert [number for each in whole for number in range(each.firstId, each.lastId + 1)] == [
        each.tradeId for each in trades
    ]
    assert [each.aggTradeId for each in whole] == list(range(1, len(whole) + 1))
    for each in whole:
        inside = trades[each.firstId - 1 : each.lastId]
        assert {(trade.price, trade.isBuyerMaker) for trade in inside} == {(each.price, each.isBuyerMaker)}
        assert sum(trade.qty for trade in inside) == each.qty
        assert len({trade.time // 100 for trade in inside}) == 1
        assert each.time == inside[0].time


@settings(max_examples=60, deadline=None)
@given(rows=TRADES, symbol=st.sampled_from(["BTCUSDT", "BTCUSD_PERP"]), later=st.sampled_from([0, MINUTE, DAY]))
def test_the_ticker_is_the_last_24_hours(rows, symbol, later) -> None:
    """It equals what its trades give, from 24 hours before the running minute on."""
    tape, trades, _ = tape_of(rows, symbol)
    now = trades[-1].time + later
    tape.advance(now)
    ticker = tape.ticker(D(1))
    assert (ticker.openTime, ticker.closeTime) == (now // MINUTE * MINUTE - DAY, now)
    inside = [trade for trade in trades if trade.time >= ticker.openTime]
    if not inside:
        assert (ticker.count, ticker.volume, ticker.lastPrice) == (0, 0, trades[-1].price)
        return
    whole = candle(inside, 0, 0)
    assert (ticker.openPrice, ticker.highPrice, ticker.lowPrice, ticker.lastPrice) == (
        whole.open,
        whole.high,
        whole.low,
        whole.close,
    )
    assert (ticker.volume, ticker.turnover, ticker.count) == (whole.volume, whole.turnover, whole.count)
    assert (ticker.firstId, ticker.lastId, ticker.lastQty) == (whole.firstId, whole.lastId, inside[-1].qty)
    assert ticker.priceChange == whole.close - whole.open
    assert whole.low - 1 <= ticker.weightedAvgPrice <= whole.high + 1


def test_a_tape_without_trades_has_a_flat_ticker() -> None:
    """The given price, and nothing traded."""
    ticker = Tape(INSTRUMENTS["BTCUSDT"], print).ticker(D(100_000))
    assert (ticker.lastPrice, ticker.priceChange, ticker.count, ticker.firstId) == (100_000, 0, 0, -1)


def test_a_time_range_starts_at_its_start_else_ends_at_its_end() -> None:
    """As Binance answers: the first `limit` from a start on, else the latest; both ends included."""
    series = Series(lambda *_: None)
    for minute in range(10):
        series.add(NOW + minute * MINUTE, D(minute + 1))

    def opens(start: int | None, end: int | None, limit: int) -> list[int]:
        at = [None if each is None else NOW + each * MINUTE for each in (start, end)]
        return [(kline.openTime - NOW) // MINUTE for kline in series.between("1m", at[0], at[1], limit)]

    assert opens(None, None, 3) == [7, 8, 9]
    assert opens(2, None, 3) == [2, 3, 4]
    assert opens(2, 3, 10) == [2, 3]
    assert opens(None, 5, 2) == [4, 5]
    assert opens(9, None, 5) == [9]
    assert opens(10, None, 5) == []
    assert opens(7, None, 3) == [7, 8, 9]


def test_a_running_candlestick_is_a_copy() -> None:
    """What was given out does not change with later trades."""
    series = Series(lambda *_: None)
    series.add(NOW, D(1))
    given_out = [series.running(interval) for interval in INTERVALS]
    series.add(NOW, D(2))
    assert {kline.close for kline in given_out} == {1}
    assert {series.running(interval).close for interval in INTERVALS} == {2}


def test_memory_is_bounded() -> None:
    """A tail keeps its latest items, and at most a quarter more."""
    tail: Tail[int] = Tail(100, lambda item: item)
    for item in range(1000):
        tail.append(item)
        assert len(tail) <= 125
        assert tail[-100:] == list(range(max(item - 99, 0), item + 1))


def forced(time: int, quantity: str) -> Liquidation:
    """A forced order that the book took."""
    qty, price = D(quantity), D(90_000)
    return Liquidation(INSTRUMENTS["BTCUSDT"], "SELL", "IOC", qty, price, price, "FILLED", qty, qty, time)


def test_the_largest_liquidation_of_a_second_is_told() -> None:
    """One a second and symbol, after the second."""
    told: list = []
    tape = Tape(INSTRUMENTS["BTCUSDT"], told.append)
    events = [forced(NOW + 10 * number, qty) for number, qty in enumerate(("0.1", "0.3", "0.2"))]
    for event in events:
        tape.liquidate(event)
    tape.advance(NOW + 999)
    assert told == []
    tape.advance(NOW + 1000)
    tape.advance(NOW + 2000)
    assert told == list(tape.liquidations) == [events[1]]
    for late in (forced(NOW + 3000, "0.1"), forced(NOW + 4000, "0.1")):
        tape.liquidate(late)
    assert [event.time - NOW for event in told] == [10, 3000]
